"""An interview that was held: what was asked and said in it, turn by turn, with drafts of labels."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from reviewer.errors import CasesError, SessionError
from reviewer.evals.labels.forms import TRAPS
from reviewer.evals.labels.gold import Label
from reviewer.evals.making.drafts import Drafts, Facts, Said
from reviewer.evals.making.replacing import Replacing
from reviewer.framework.catalogue import Framework
from reviewer.interview.pinning import check_framework
from reviewer.interview.planning import PLANNED
from reviewer.interview.record import ReadReply, Reply, SessionRecord
from reviewer.models.port import Question
from reviewer.readiness.claims import Record

_TEAM = "team"


class HeldTurn(Record):
    """One question and its answer, with drafts: the kind of the reply, states that it changes, facts that it states."""

    question: Question
    answer: str
    kind: str = "answer"
    sets: dict[str, Label] = {}
    facts: Facts = {}

    @property
    def is_trap(self) -> bool:
        """Whether a reply of this kind says nothing of the matter."""
        return self.kind in TRAPS


class Held(Record):
    """An interview. `people`: names that occur in what was heard. `day`: on which its file was last written.
    `said`: all questions and answers, with no name replaced.

    `left_out`: how many plans were kept beside the talk, which nobody said.
    """

    turns: tuple[HeldTurn, ...]
    day: date
    people: tuple[str, ...] = ()
    left_out: int = 0
    said: tuple[str, ...] = ()


def held(path: Path, framework: Framework, names: Replacing) -> Held:
    """The interview in the file `path`, with `names` replaced. SessionError, CasesError if there is nothing to take."""
    try:
        day = date.fromtimestamp(path.stat().st_mtime)
    except OSError as error:
        raise SessionError(f"The session {path} cannot be opened: {error.strerror}.") from error
    record = SessionRecord(path)
    try:
        check_framework(record, framework)
        replies, readings = list(record.replies()), list(record.readings())
    finally:
        record.close()
    spoken = [reply for reply in replies if reply.question.facet != PLANNED]
    if not spoken:
        raise CasesError(f"The interview {path.stem} holds no answer yet, so no case can be made of it.")
    by_reply = {read.reply: read for read in readings}
    return Held(
        turns=tuple(_turns(spoken, by_reply, framework, names)),
        day=day,
        people=_people(by_reply[reply.number] for reply in spoken if reply.number in by_reply),
        left_out=len(replies) - len(spoken),
        said=tuple(words for reply in spoken for words in (reply.question.wording, reply.text)),
    )


def _people(readings: Iterable[ReadReply]) -> tuple[str, ...]:
    """Who spoke, who was named as knowing more, and who has a plan to see to."""
    found: dict[str, None] = {}
    for read in readings:
        claimed = [name for claim in read.claims for name in (claim.speaker, claim.planned_owner)]
        found |= dict.fromkeys(name for name in (*claimed, read.who_knows) if name and name != _TEAM)
    return tuple(found)


def _turns(
    replies: Iterable[Reply], readings: Mapping[int, ReadReply], framework: Framework, names: Replacing
) -> Iterator[HeldTurn]:
    """Every turn in order. A reply that was not read yet has no draft."""
    drafts = Drafts(framework)
    for reply in replies:
        read = readings.get(reply.number)
        question = reply.question.model_copy(update={"wording": names.text(reply.question.wording)})
        turn = HeldTurn(question=question, answer=names.text(reply.text))
        if read is not None:
            said = Said(reply, read, names)
            drafts.take(said)
            heard = {"kind": drafts.kind(said), "sets": drafts.sets(said), "facts": drafts.facts(said)}
            turn = turn.model_copy(update=heard)
        yield turn
