"""What the app needs from outside, and what it is asked to show first."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from reviewer.models.reader import OFFLINE_READER, ReaderWords

if TYPE_CHECKING:
    from reviewer.assessment.model import AreaResult, Capacity, Confidence, Coverage, Gap, ItemResult, Verdict
    from reviewer.framework.catalogue import Framework
    from reviewer.interview.conversation import Turn
    from reviewer.interview.planning import PlannedValues
    from reviewer.interview.record import ReadReply, Reply
    from reviewer.interview.service import Served
    from reviewer.readiness.fold import Readiness
    from reviewer.report.contract import AssessmentDocument

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

    @property
    def served(self) -> "Served":
        """What a service did so far, and where it failed."""
        ...

    def exchanges(self) -> "Sequence[tuple[Reply, ReadReply | None]]":
        """Every reply so far with what was read in it."""
        ...

    async def reply(self, text: str, heard: Callable[[str], None] | None = None) -> "Turn":
        """Take a reply: kept first, then read. `heard` is told the next question while it is written."""
        ...

    async def plan(self, planned: "PlannedValues") -> "Turn":
        """Keep values as planned."""
        ...

    async def resume(self, heard: Callable[[str], None] | None = None) -> None:
        """Go on after a stop or a failure."""
        ...


@dataclass(frozen=True)
class Reviewed:
    """A document as it was assessed, the readiness that its claims amount to, and the assessment as it is published.

    What is published also says who read it, what failed, what is doubted, and what a service noted over the gaps.
    """

    assessed: Assessed
    readiness: "Readiness"
    published: "AssessmentDocument | None" = None


@dataclass(frozen=True)
class Doors:
    """The ways out of the app.

    `sessions` is the folder of sessions, or finds it: reading the settings takes longer than the first picture.
    `open_session` holds a conversation open by its name; `review` assesses a document; `framework` loads the framework
    that gives items their names. All of them run in a thread of their own. `prepare` is called in a thread once the
    first picture stands: whatever is slow to import belongs there. `reader` says in words who reads the answers, or
    finds it out.
    """

    sessions: Path | Callable[[], Path]
    open_session: Callable[[str, Depth], AbstractAsyncContextManager[Talk]]
    review: Callable[[Path], Awaitable[Reviewed]]
    framework: "Callable[[], Framework]"
    prepare: Callable[[], None] | None = None
    reader: ReaderWords | Callable[[], ReaderWords] = OFFLINE_READER

    def sessions_folder(self) -> Path:
        """The folder of sessions. May take a while; ReviewerError where settings are wrong."""
        return self.sessions if isinstance(self.sessions, Path) else self.sessions()

    def reader_words(self) -> ReaderWords:
        """Who reads. May take a while; ReviewerError where settings are wrong."""
        return self.reader if isinstance(self.reader, ReaderWords) else self.reader()


@dataclass(frozen=True)
class StartContext:
    """What to show first: a session by name, a document, or else the start screen."""

    doors: Doors
    session: str | None = None
    document: Path | None = None
    depth: Depth = "essential"
