"""The interview as a front end sees it: open a session, look at the turn, send a reply, get the next turn."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.types import Command

from reviewer.assessment.model import Assessment
from reviewer.errors import ReviewerError
from reviewer.framework.catalogue import Framework
from reviewer.interview.desk import Desk
from reviewer.interview.graph import Graph, State, build
from reviewer.interview.phrasing import Heard
from reviewer.interview.pinning import check_framework, pinned
from reviewer.interview.planning import PLAN, PLANNED, PlannedValues, as_reply
from reviewer.interview.policy import Depth
from reviewer.interview.record import ReadReply, Reply, SessionRecord
from reviewer.interview.service import Served, Service
from reviewer.interview.session_file import WAL_PAGES
from reviewer.interview.sessions import locked
from reviewer.interview.voice import degraded, note_on, note_on_look
from reviewer.library import Library
from reviewer.models.port import Model, Question, Usage
from reviewer.readiness.claims import Record
from reviewer.readiness.fold import Readiness
from reviewer.text import clean

_THREAD = "interview"
LONGEST_REPLY = 20_000
"""Characters. A longer text is a document, and is reviewed as one."""


class ReplyError(ReviewerError):
    """A reply that cannot be taken as it is."""


def taken(text: str) -> str:
    """What is kept of a reply. ReplyError if it is empty or too long."""
    typed = clean(text).strip()
    if not typed:
        raise ReplyError("There is nothing in that reply yet.")
    if len(typed) > LONGEST_REPLY:
        raise ReplyError(
            f"That is longer than {LONGEST_REPLY:,} characters. Send it in parts, or review it as a document."
        )
    return typed


class Turn(Record):
    """What there is to show now: what was understood in the last reply, what to say about it, and the next question.

    `question` is None when the interview has ended; `ended` then says whether it is "complete" or was "stopped".
    `reader` is the model that read the last reply, or would; `degraded` says in sentences what a service failed to do
    in this turn, and is empty where it failed in nothing; `usage` is what the service took in the session so far.
    """

    number: int
    question: Question | None
    ended: str | None
    note: str
    read: ReadReply | None
    assessment: Assessment
    reader: str = "offline"
    degraded: str = ""
    usage: Usage = Usage()


class Conversation:
    """One open session. Make it with `open_conversation`."""

    def __init__(self, desk: Desk, graph: Graph) -> None:
        self._desk = desk
        self._graph = graph
        self._config: RunnableConfig = {"configurable": {"thread_id": _THREAD}}
        self._state: State = {}
        self._note = ""

    @property
    def framework(self) -> Framework:
        """The framework by which it asks."""
        return self._desk.framework

    @property
    def turn(self) -> Turn:
        """The turn that stands now."""
        question = self._state.get("question")
        return Turn(
            number=self._state["turn"],
            question=Question.model_validate(question) if question else None,
            ended=self._state.get("ended"),
            note=self._note,
            read=self._desk.last,
            assessment=self._desk.assessment,
            reader=self._reader(),
            degraded=" ".join(filter(None, (degraded(self._desk.failed_now), self._desk.library_news))),
            usage=self._desk.served.usage,
        )

    def _reader(self) -> str:
        read = self._desk.last
        return "offline" if read and read.job and read.job.unread is not None else self._desk.model.name

    @property
    def served(self) -> Served:
        """What a service did in this session so far, and where it failed."""
        return self._desk.served

    def exchanges(self) -> list[tuple[Reply, ReadReply | None]]:
        """Every reply so far with what was read in it, in order."""
        readings = {read.reply: read for read in self._desk.record.readings()}
        return [(reply, readings.get(reply.number)) for reply in self._desk.record.replies()]

    @property
    def readiness(self) -> Readiness:
        """What the claims say now."""
        return self._desk.readiness

    @property
    def answered(self) -> frozenset[str]:
        """Items whose question and follow-up were both answered."""
        return self._desk.progress.answered_items

    @property
    def who_knows(self) -> dict[str, str]:
        """Who would know what was not known: by item, or by fact of the profile."""
        return dict(self._desk.progress.who_knows)

    async def reply(self, text: str, heard: Heard | None = None) -> Turn:
        """Take a reply to the open question: kept first, then read. ReplyError if it is empty or too long.

        `heard` is told the next question piece by piece where a model puts it in words, before it is checked.
        """
        typed = taken(text)
        question = self.turn.question
        if question is None:
            raise ReplyError("The interview has ended. Open it again to go on.")
        await self._read_what_was_kept(typed)
        self._desk.record.add_reply(Reply(number=self._state["turn"], question=question, text=typed))
        self._desk.looked = None
        await self._go_on(Command(resume=self._state["turn"]), heard)
        self._note = " ".join(filter(None, (note_on(self._desk, typed), note_on_look(self._desk.looked))))
        return self.turn

    async def plan(self, planned: PlannedValues) -> Turn:
        """Keep values as planned. PlanError without an owner and a date; the same plan twice in a row changes nothing.

        The question that stands, or the end, stays what it was, unless the plan answers it.
        """
        text, reading = as_reply(planned)
        if self._desk.record.reply(self._state["turn"]) is not None:
            await self.resume()
        number = self._state["turn"]
        latest = self._desk.record.reply(number - 1)
        if latest is None or (latest.question.facet, latest.text) != (PLANNED, text):
            self._desk.plan(Reply(number=number, question=PLAN, text=text), reading)
            is_asking = self._state.get("question") is not None
            await self._go_on(Command(resume=number) if is_asking else {"turn": number + 1})
        self._note = "Noted as planned."
        return self.turn

    async def _read_what_was_kept(self, typed: str) -> None:
        """A reply whose reading failed comes first: it is in the record, and another one may not take its place."""
        kept = self._desk.record.reply(self._state["turn"])
        if kept is not None and kept.text != typed:
            await self.resume()
            raise ReplyError("Your earlier reply has been read first. Please answer the question that stands now.")

    async def resume(self, heard: Heard | None = None) -> None:
        """Take up the conversation where it stands; a reply that was kept but not yet read is read now.

        `heard` as for `reply`.
        """
        snapshot = await self._graph.aget_state(self._config)
        waiting = bool(snapshot.interrupts)
        if not waiting:
            self._desk.progress.stopped = False
            start: Any = None if snapshot.next else {"turn": sum(1 for _ in self._desk.record.replies()) + 1}
            await self._go_on(start, heard)
            return
        self._state = cast("State", snapshot.values)
        if self._desk.record.reply(self._state["turn"]) is not None:
            await self._go_on(Command(resume=self._state["turn"]), heard)

    async def _go_on(self, step: Any, heard: Heard | None = None) -> None:
        # "exit" keeps one checkpoint for each turn: the reply itself is durable in the record before the graph runs.
        pieces = self._graph.astream(step, self._config, context=self._desk, durability="exit", stream_mode="custom")
        async for piece in pieces:
            if heard is not None:
                heard(cast("str", piece))
        self._state = cast("State", (await self._graph.aget_state(self._config)).values)
        await _forget_earlier(self._graph.checkpointer)


async def _forget_earlier(saver: Any) -> None:
    """Keep the newest checkpoint only: the conversation never goes back in the graph's own history."""
    for table in ("checkpoints", "writes"):
        # Both names stand in the line above.
        newest = "SELECT max(checkpoint_id) FROM checkpoints"
        await saver.conn.execute(f"DELETE FROM {table} WHERE checkpoint_id < ({newest})")  # noqa: S608
    await saver.conn.commit()


@asynccontextmanager
async def open_conversation(
    path: Path,
    framework: Framework,
    model: Model,
    library: Library,
    depth: Depth = "essential",
    today: Callable[[], date] = date.today,
    service: Service | None = None,
) -> AsyncIterator[Conversation]:
    """The session at `path`, begun or taken up again, held for this process until the block ends.

    `service`: what the service behind `model` does beside reading; None for the offline model.
    """
    with locked(path):
        record = SessionRecord(path, pinned(framework))
        try:
            check_framework(record, framework)
            async with AsyncSqliteSaver.from_conn_string(str(path)) as saver:
                await saver.conn.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
                desk = Desk(record, framework, model, library, depth, today, service)
                desk.restore()
                conversation = Conversation(desk, build(saver))
                await conversation.resume()
                yield conversation
        finally:
            record.close()
