"""What must hold after every scene, whatever the service did. Each oracle gives what is wrong, or nothing."""

import re
from collections.abc import Callable, Iterator

from reviewer.assessment.assess import assess
from reviewer.interview.record import SessionRecord
from reviewer.readiness.claims import Evidence
from reviewer.report.contract import Words
from tests.faults.kinds import Fault
from tests.faults.scenes import KEY, Played, paper, parts

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
# A scene has a few calls that may have to be waited out, and the machine is shared.
_PATIENCE_S = 300.0
Oracle = Callable[[Played, Fault], Iterator[str]]


def o1_every_answer_once(played: Played, _fault: Fault) -> Iterator[str]:
    """Every reply that was taken is in the record exactly once, letter for letter."""
    if played.turn is None:
        return
    record = SessionRecord(played.folder / "data" / "sessions" / "talk.db")
    kept = [reply.text for reply in record.replies()]
    read = [reading.reply for reading in record.readings()]
    record.close()
    if kept != played.sent:
        yield f"kept {len(kept)} replies of {len(played.sent)}"
    if read != list(range(1, len(kept) + 1)):
        yield f"readings for {read}"


def o2_every_state_has_its_words(played: Played, _fault: Fault) -> Iterator[str]:
    """What is met or partly met rests on words that stand at their offsets in what a person said or wrote."""
    if played.session:
        items = played.session.assessment.items
        for item in items:
            yield from _misquoted(item.id, item.state, item.evidence, lambda place: _reply(played, place.source))
    if played.document:
        for shown in played.document.items:
            yield from _misquoted(shown.id, shown.state, shown.evidence, lambda _: paper().text)


def _misquoted(item: str, state: str, evidence: object, text_of: Callable[..., str]) -> Iterator[str]:
    places: tuple[Evidence | Words, ...] = evidence  # type: ignore[assignment]
    if state in ("satisfied", "partial") and not places:
        yield f"{item} is {state} without words"
    for place in places:
        if text_of(place)[place.start : place.end] != place.quote:
            yield f"{item}: no such words: {place.quote!r}"


def _reply(played: Played, source: str) -> str:
    return played.sent[int(source.removeprefix("reply ")) - 1]


def o3_gaps_are_what_rules_say(played: Played, _fault: Fault) -> Iterator[str]:
    """The gaps that were shown last are those that the rules give for the claims in the record."""
    if played.session and played.turn:
        anew = assess(
            played.session.readiness,
            parts()[0],
            "interview",
            played.session.answered,
            played.session.served.reservations(),
        )
        if not anew == played.session.assessment == played.turn.assessment:
            yield "the assessment that was shown is not that of the record"


def o4_it_ends(played: Played, _fault: Fault) -> Iterator[str]:
    """The scene ends in time and not in an error."""
    if played.failure:
        yield f"{type(played.failure).__name__}: {played.failure}"
    if played.seconds > _PATIENCE_S:
        yield f"took {played.seconds:.0f} s"
    if played.turn and played.turn.ended is None:
        yield "the interview has not ended"


def o5_no_key(played: Played, _fault: Fault) -> Iterator[str]:
    """The key is in no file and on no screen."""
    for path in played.folder.rglob("*"):
        if path.is_file() and KEY.encode() in path.read_bytes():
            yield f"the key is in {path.name}"
    if any(KEY in text for text in (*played.shown, *played.drafts)):
        yield "the key was shown"


def o6_private_files(played: Played, _fault: Fault) -> Iterator[str]:
    """Files are for their owner only, and so are folders."""
    for path in (played.folder / "data").rglob("*"):
        mode = path.stat().st_mode & 0o777
        if mode & 0o077:
            yield f"{path.name} has the mode {mode:o}"


def o8_the_same_again(played: Played, _fault: Fault) -> Iterator[str]:
    """Opened again, the interview stands where it stood; one that was stopped goes on with a question.

    A last look that failed is taken when it is opened again: then confidence alone may have risen.
    """
    if played.turn and played.reopened:
        before, after = played.turn, played.reopened
        confidence = {"confidence": before.assessment.confidence}
        looks = "last look" in (before.degraded or "")
        if before.assessment != (after.assessment.model_copy(update=confidence) if looks else after.assessment):
            yield "opened again it says something else"
        if (after.question is not None) != (before.ended == "stopped"):
            yield "opened again it stands elsewhere"


def o9_nothing_to_obey(played: Played, _fault: Fault) -> Iterator[str]:
    """No character that a terminal could obey, and none that hides, was shown."""
    for text in (*played.shown, *played.drafts):
        found = _CONTROLS.search(text)
        if found:
            yield f"shown: {found.group()!r} in {text[max(0, found.start() - 20) : found.end()]!r}"


ORACLES: tuple[Oracle, ...] = (
    o1_every_answer_once,
    o2_every_state_has_its_words,
    o3_gaps_are_what_rules_say,
    o4_it_ends,
    o5_no_key,
    o6_private_files,
    o8_the_same_again,
    o9_nothing_to_obey,
)
"""O7, that nothing else is contacted, is kept by pytest-socket while these run."""
