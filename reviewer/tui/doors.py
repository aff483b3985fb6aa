"""What the app needs from outside, and what it is asked to show first."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from reviewer.assessment.model import AreaResult, Capacity, Confidence, Coverage, Gap, ItemResult, Verdict
    from reviewer.framework.catalogue import Framework
    from reviewer.interview.conversation import Turn
    from reviewer.interview.planning import PlannedValues
    from reviewer.interview.record import ReadReply, Reply
    from reviewer.readiness.fold import Readiness

Depth = Literal["essential", "full"]


class Assessed(Protocol):
    """What every assessment has, of an interview or of a document."""

    @property
    def verdict(self) -> "Verdict":
        """The answer and its limiting fact."""
        ...

    @property
    def areas(self) -> "Sequence[AreaResult]":
        """How the areas stand."""
        ...

    @property
    def coverage(self) -> "Coverage":
        """How much is known."""
        ...

    @property
    def confidence(self) -> "Confidence":
        """How far it carries."""
        ...

    @property
    def items(self) -> "Sequence[ItemResult]":
        """How the items stand."""
        ...

    @property
    def capacity(self) -> "Capacity":
        """The arithmetic."""
        ...

    @property
    def gaps(self) -> "Sequence[Gap]":
        """The rules that fired, worst first."""
        ...


class Talk(Protocol):
    """A conversation, as far as the app uses it."""

    @property
    def framework(self) -> "Framework":
        """By which it asks."""
        ...

    @property
    def turn(self) -> "Turn":
        """The turn that stands now."""
        ...

    @property
    def readiness(self) -> "Readiness":
        """What the claims say now."""
        ...

    @property
    def answered(self) -> frozenset[str]:
        """Items whose question and follow-up were both answered."""
        ...

    @property
    def who_knows(self) -> Mapping[str, str]:
        """Who would know what was not known."""
        ...

    def exchanges(self) -> "Sequence[tuple[Reply, ReadReply | None]]":
        """Every reply so far with what was read in it."""
        ...

    async def reply(self, text: str) -> "Turn":
        """Take a reply: kept first, then read."""
        ...

    async def plan(self, planned: "PlannedValues") -> "Turn":
        """Keep values as planned."""
        ...

    async def resume(self) -> None:
        """Go on after a stop or a failure."""
        ...


@dataclass(frozen=True)
class Reviewed:
    """A document as it was assessed, and the readiness that its claims amount to."""

    assessed: Assessed
    readiness: "Readiness"


@dataclass(frozen=True)
class Doors:
    """The ways out of the app.

    `sessions` is the folder of sessions, or finds it: reading the settings takes longer than the first picture.
    `open_session` holds a conversation open by its name; `review` assesses a document; `framework` loads the framework
    that gives items their names. All of them run in a thread of their own. `prepare` is called in a thread once the
    first picture stands: whatever is slow to import belongs there. `reader` says in words who reads the answers.
    """

    sessions: Path | Callable[[], Path]
    open_session: Callable[[str, Depth], AbstractAsyncContextManager[Talk]]
    review: Callable[[Path], Awaitable[Reviewed]]
    framework: "Callable[[], Framework]"
    prepare: Callable[[], None] | None = None
    reader: str = "What you say is read by the built-in offline model; nothing leaves this machine."

    def sessions_folder(self) -> Path:
        """The folder of sessions. May take a while; ReviewerError where settings are wrong."""
        return self.sessions if isinstance(self.sessions, Path) else self.sessions()


@dataclass(frozen=True)
class StartContext:
    """What to show first: a session by name, a document, or else the start screen."""

    doors: Doors
    session: str | None = None
    document: Path | None = None
    depth: Depth = "essential"
