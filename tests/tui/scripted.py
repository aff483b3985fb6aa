"""The app on a stage: a model that reads what a test tells it to, and ways to wait for the app and to look at it."""

import asyncio
import re
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from reviewer.framework import Framework
from reviewer.interview.conversation import Conversation, open_conversation
from reviewer.interview.sessions import session_path
from reviewer.models.port import (
    ProposedClaim,
    Reading,
    ReadRequest,
)
from reviewer.tui.app import SecondProofApp
from reviewer.tui.doors import Depth, Doors, Reviewed, StartContext
from reviewer.tui.foreign import Words
from reviewer.tui.interview import InterviewScreen
from tests.interview.obliging import KINDS, NoLibrary
from tests.scripted import PlainWriter

WIDE, NARROW = (120, 40), (80, 24)
_SCROLL_BAR = ("grab", "release", "scroll_up", "scroll_down")
KINDS_BY_KEY = {"I don't know": "dont_know", "Why do you ask?": "counter_question"}
FRAMES = re.compile("[\u2500-\u259f]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class WordsModel(PlainWriter):
    """Reads by the exact text of a reply: a Reading, or an error. Waits for `let_go` where a test holds it."""

    name = "words"

    def __init__(self) -> None:
        self.readings: dict[str, Reading | Exception] = {}
        self.let_go = threading.Event()
        self.let_go.set()

    def expect(self, text: str, *claims: ProposedClaim) -> str:
        """Read `claims` in `text`; gives the text back."""
        self.readings[text] = Reading(kind="answer", claims=claims)
        return text

    async def read(self, request: ReadRequest) -> Reading:
        """What the test said is in the text; else an answer without any fact."""
        await asyncio.to_thread(self.let_go.wait, 10)
        found = self.readings.get(request.text)
        if isinstance(found, Exception):
            raise found
        kind = KINDS.get(request.text) or KINDS_BY_KEY.get(request.text, "answer")
        return found or Reading.model_validate({"kind": kind})


@dataclass
class Stage:
    """A folder with sessions, a model, and the app on top of them."""

    folder: Path
    framework: Framework
    model: WordsModel = field(default_factory=WordsModel)
    review: Callable[[Path], Reviewed] | None = None
    opened: list[tuple[str, Depth]] = field(default_factory=list)

    def app(self, session: str | None = None, document: Path | None = None) -> SecondProofApp:
        """A new app."""
        doors = Doors(self.folder, self.open_session, self._review, lambda: self.framework)
        return SecondProofApp(StartContext(doors, session, document))

    def open_session(self, name: str, depth: Depth = "essential") -> AbstractAsyncContextManager[Conversation]:
        """A conversation with the model of this stage, on a fixed day."""
        self.opened.append((name, depth))
        path = session_path(self.folder, name)
        return open_conversation(path, self.framework, self.model, NoLibrary(), depth, today=lambda: date(2026, 3, 1))

    async def _review(self, path: Path) -> Reviewed:
        assert self.review is not None
        return self.review(path)


def interview(pilot: Pilot[None]) -> InterviewScreen:
    """The interview, wherever it is in the stack of screens."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, InterviewScreen))


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until something holds."""
    for _ in range(int(seconds / 0.01)):
        await pilot.pause(0.01)
        if holds():
            await pilot.pause()
            return
    raise AssertionError(f"it never held; the screen shows:\n{screen_text(pilot)}")


async def until_phase(pilot: Pilot[None], *phases: str) -> InterviewScreen:
    """Wait until the interview is in one of these phases."""

    def there() -> bool:
        found = [screen for screen in pilot.app.screen_stack if isinstance(screen, InterviewScreen)]
        return bool(found) and found[0].is_mounted and found[0].phase in phases

    await until(pilot, there)
    return interview(pilot)


async def say(pilot: Pilot[None], text: str, *phases: str) -> None:
    """Type a reply, send it, and wait until it is read."""
    screen = await until_phase(pilot, "asking")
    screen.query_one("#reply").fill(text)  # type: ignore[attr-defined]
    await pilot.press("enter")
    await until_phase(pilot, *(phases or ("asking", "ended")))


def screen_lines(pilot: Pilot[None]) -> list[str]:
    """What the terminal shows, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def screen_text(pilot: Pilot[None]) -> str:
    """What the terminal shows."""
    return "\n".join(screen_lines(pilot))


def flat(pilot: Pilot[None]) -> str:
    """What the terminal shows, on one line, without frames and bars."""
    return " ".join(FRAMES.sub(" ", screen_text(pilot)).split())


def chat(pilot: Pilot[None]) -> str:
    """All that was said so far, in view or not, on one line."""
    return " ".join(" ".join(words.said for words in interview(pilot).query("#log Words").results(Words)).split())


def said(pilot: Pilot[None], selector: str) -> str:
    """What one text widget says, whether it is in view or not."""
    return pilot.app.screen.query_one(selector, Words).said


def links(pilot: Pilot[None]) -> list[object]:
    """Actions and links that hide in what is shown. The mouse may move scroll bars."""
    strips = pilot.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return [style for style in styles if style.link or any(_acts(*entry) for entry in style.meta.items())]


def _acts(key: str, value: object) -> bool:
    return key.startswith("@") and not (key.startswith("@mouse") and value in _SCROLL_BAR)
