"""A canned interview, held as the program holds one: each answer is kept, read, admitted and assessed in its turn."""

from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.evals.case import Transcript
from reviewer.evals.outcome import outcome
from reviewer.evals.prediction import Outcome
from reviewer.framework.catalogue import Framework
from reviewer.interview.conversation import taken
from reviewer.interview.desk import Desk
from reviewer.interview.pinning import pinned
from reviewer.interview.record import Reply, SessionRecord
from reviewer.interview.service import Service
from reviewer.library import Library
from reviewer.models.port import Model, Question


class NoLibrary(Library):
    """Finds nothing: every item is in scope in any case, and what stands first makes no difference offline."""

    note = ""

    def __init__(self) -> None:
        """Open nothing."""

    def items_for(self, text: str) -> tuple[str, ...]:
        """No item."""
        del text
        return ()


async def replayed(
    talk: Transcript,
    model: Model,
    framework: Framework,
    service: Service | None = None,
    library: Library | None = None,
) -> AsyncIterator[Desk]:
    """The desk after each turn; it goes on to the next when it is asked for. ReplyError for no reply."""
    with TemporaryDirectory() as folder:
        record = SessionRecord(Path(folder) / "talk.db", pinned(framework))
        try:
            desk = Desk(record, framework, model, library or NoLibrary(), "full", lambda: talk.day, service)
            for number, turn in enumerate(talk.turns, 1):
                item = turn.item if turn.item in framework.items_by_id else None
                question = Question(item=item, facet=turn.facet, wording=turn.question)
                reply = Reply(number=number, question=question, text=taken(turn.answer))
                record.add_reply(reply)
                desk.admit(reply, await desk.read(reply))
                yield desk
        finally:
            record.close()


def outcome_at(desk: Desk) -> Outcome:
    """What is known now."""
    return outcome(desk.assess(), desk.readiness, desk.last.kind if desk.last else None)
