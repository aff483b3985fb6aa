"""One open interview as the screen uses it: every call happens on the engine, and gives back plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reviewer.tui.doors import Depth, Doors, Talk
from reviewer.tui.engine import Engine, Held
from reviewer.tui.exchange import Exchange
from reviewer.tui.wording import understood

if TYPE_CHECKING:
    from reviewer.framework.catalogue import Framework
    from reviewer.interview.conversation import Turn
    from reviewer.interview.planning import PlannedValues
    from reviewer.interview.service import Served
    from reviewer.readiness.fold import Readiness


@dataclass(frozen=True)
class Standing:
    """Where an interview stands: the turn, who would know what, by which framework it asks, and what is known.

    `served`: what a service did so far, and where it failed.
    """

    turn: "Turn"
    who_knows: Mapping[str, str]
    framework: "Framework"
    readiness: "Readiness"
    answered: frozenset[str]
    served: "Served"


class Sitting:
    """An interview that is held open by its name."""

    def __init__(self, engine: Engine, doors: Doors, name: str, depth: Depth) -> None:
        self.name = name
        self.depth = depth
        self._engine = engine
        self._held = Held(engine, lambda: doors.open_session(name, depth))
        self._talk: Talk | None = None

    async def open(self) -> tuple[Standing, list[Exchange]]:
        """Open it: where it stands, and what was said in earlier sittings."""
        self._talk = await self._held.open()
        return await self._engine.run(self._all)

    async def close(self) -> None:
        """Let go of it."""
        await self._held.close()

    async def reply(self, text: str, heard: Callable[[str], None] | None = None) -> tuple[Standing, Exchange]:
        """Give a reply: where it stands then, and what came of the reply.

        `heard` is told the next question while it is written, in the engine's thread.
        """
        return await self._engine.run(lambda: self._reply(text, heard))

    async def plan(self, planned: "PlannedValues") -> tuple[Standing, list[Exchange]]:
        """Keep values as planned: where it stands then, and everything that was said."""
        return await self._engine.run(lambda: self._plan(planned))

    async def go_on(self) -> tuple[Standing, list[Exchange]]:
        """Take it up again after a stop or a failure."""
        return await self._engine.run(self._go_on)

    async def _all(self) -> tuple[Standing, list[Exchange]]:
        talk = self._open_talk()
        return self._standing(), _earlier(talk)

    async def _reply(self, text: str, heard: Callable[[str], None] | None) -> tuple[Standing, Exchange]:
        talk = self._open_talk()
        asked = talk.turn.question
        turn = await talk.reply(text, heard)
        lines = understood(talk.framework, turn.read)
        return self._standing(), Exchange(asked.wording if asked else "", text, lines, turn.note)

    async def _plan(self, planned: "PlannedValues") -> tuple[Standing, list[Exchange]]:
        await self._open_talk().plan(planned)
        return await self._all()

    async def _go_on(self) -> tuple[Standing, list[Exchange]]:
        await self._open_talk().resume()
        return await self._all()

    def _standing(self) -> Standing:
        talk = self._open_talk()
        # A copy: the engine goes on counting while the screen looks at it.
        served = replace(talk.served, failures=list(talk.served.failures))
        return Standing(talk.turn, dict(talk.who_knows), talk.framework, talk.readiness, talk.answered, served)

    def _open_talk(self) -> Talk:
        if self._talk is None:
            raise RuntimeError("the interview is used before it is open")
        return self._talk


def _earlier(talk: Talk) -> list[Exchange]:
    return [
        Exchange(reply.question.wording, reply.text, understood(talk.framework, read))
        for reply, read in talk.exchanges()
    ]
