"""The app with a service: who reads, what it took, a question as it is written, a slow service, and its failures."""

import asyncio
import dataclasses
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

import pytest

from reviewer.errors import ServiceError
from reviewer.framework import Framework
from reviewer.interview.conversation import Conversation, open_conversation
from reviewer.interview.service import Service
from reviewer.interview.sessions import session_path
from reviewer.models.port import PhraseRequest, Prose, Reading, ReadRequest, Usage
from reviewer.models.reader import ReaderWords
from reviewer.models.standby import WithStandby
from reviewer.tui import interview as interview_module
from reviewer.tui import waiting
from reviewer.tui.app import SecondProofApp
from reviewer.tui.doors import Depth
from reviewer.tui.interview import InterviewScreen
from reviewer.tui.readiness import ReadinessPanel
from reviewer.tui.reply import ReplyBox
from reviewer.tui.start import StartScreen
from reviewer.tui.waiting import Notice, WaitingLine
from tests.interview.obliging import ANSWER, NoLibrary, ObligingModel
from tests.tui.scripted import NARROW, WIDE, Stage, chat, flat, links, said, say, until, until_phase

LARGE = ReaderWords("large at llm.example", "What you say is sent to large at llm.example.", True, "USD")


class Held:
    """Prose whose second half waits until a test lets go."""

    def __init__(self, wording: str, let_go: threading.Event, first: str) -> None:
        self.usage = Usage(calls=1, input_tokens=300, output_tokens=20, cost=0.01)
        self._wording, self._let_go, self._first = wording, let_go, first

    async def __aiter__(self) -> AsyncIterator[str]:
        yield self._first
        await asyncio.to_thread(self._let_go.wait, 20)
        yield self._wording


class Large(ObligingModel):
    """Reads what was asked; fails, waits and writes as a test says."""

    name = "large"

    def __init__(self, framework: Framework) -> None:
        super().__init__(framework)
        self.failing = False
        self.first = "Thank you. "
        self.let_go, self.written = threading.Event(), threading.Event()
        self.let_go.set()
        self.written.set()

    async def read(self, request: ReadRequest) -> Reading:
        await asyncio.to_thread(self.let_go.wait, 20)
        if self.failing:
            raise ServiceError("The service is busy [/red] [@click=app.quit]here[/].", "rate_limit")
        usage = Usage(calls=1, input_tokens=11_000, cached_tokens=5_500, output_tokens=500, cost=0.05)
        return (await super().read(request)).model_copy(update={"usage": usage})

    def phrase(self, request: PhraseRequest) -> Prose:
        return Held(request.question.wording, self.written, self.first)


@dataclasses.dataclass
class ServedStage(Stage):
    """The stage with a service in front of the obliging model."""

    large: Large | None = None
    phrases: bool = False

    def app(self, session: str | None = None, document: object = None) -> SecondProofApp:
        app = super().app(session)
        app.context = dataclasses.replace(
            app.context, doors=dataclasses.replace(app.context.doors, reader=lambda: LARGE)
        )
        return app

    def open_session(self, name: str, depth: Depth = "essential") -> AbstractAsyncContextManager[Conversation]:
        assert self.large is not None
        model = WithStandby(self.large, ObligingModel(self.framework), self.framework)
        service = Service(phrases=self.phrases, last_look=False)
        path = session_path(self.folder, name)
        return open_conversation(path, self.framework, model, NoLibrary(), depth, service=service)


@pytest.fixture
def served(stage: Stage) -> ServedStage:
    return ServedStage(stage.folder, stage.framework, large=Large(stage.framework))


@pytest.fixture
def quick(unhurried: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait is long at once."""
    monkeypatch.setattr(waiting, "SLOW", 0.1)
    monkeypatch.setattr(interview_module, "SLOW", 0.1)


def large(stage: ServedStage) -> Large:
    assert stage.large is not None
    return stage.large


async def test_the_start_says_where_words_go(served: ServedStage) -> None:
    """Before anything is typed, the start screen names the model and its host."""
    app = served.app()
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: "llm.example" in said(pilot, "#reader"))
        shown = flat(pilot)

    assert isinstance(app.screen_stack[0] if app.screen_stack else StartScreen(app.context.doors), StartScreen)
    assert "What you say is sent to large at llm.example." in shown
    assert "nothing leaves this machine" not in shown


async def test_what_the_session_took_stands_with_the_readiness(served: ServedStage) -> None:
    """Model, host, tokens and cost beside the findings, in the strip of a small screen, and in full on a sheet."""
    async with served.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, ANSWER)
        await say(pilot, ANSWER)
        wide = flat(pilot)
        panel = pilot.app.screen.query_one(ReadinessPanel)
        panel._look("note:service")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        sheet = flat(pilot)
    async with served.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        narrow = flat(pilot)

    assert "large at llm.example · 23k tokens, 0.10 USD" in wide
    assert "2 calls, 22k tokens in (50 % from its cache), 1.0k out, 0.10 USD" in sheet
    assert "23k tokens, 0.10 USD" in narrow


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_failure_stays_in_view_until_a_good_reply(size: tuple[int, int], served: ServedStage) -> None:
    """Not a passing notice: who read the reply instead and why stands there, as plain words, until it is over."""
    async with served.app(session="mine").run_test(size=size) as pilot:
        large(served).failing = True
        await say(pilot, ANSWER)
        failed, dead = flat(pilot), links(pilot)
        history = chat(pilot)
        beside = [str(option.prompt) for option in pilot.app.screen.query_one(ReadinessPanel).options]
        large(served).failing = False
        await say(pilot, ANSWER)
        notice = pilot.app.screen.query_one(Notice).display
        after = chat(pilot)

    assert "! Reply 1 was read by the built-in offline model: the service is busy [/red] [@click" in failed
    assert dead == []
    assert "read by the built-in offline model: the service is busy [/red]" in history
    assert any("1 of 1 reply read offline" in line for line in beside)
    assert not notice
    assert "read by the built-in offline model" in after


async def test_a_failure_is_told_again_when_the_session_is_opened(served: ServedStage) -> None:
    """The notice belongs to the last reply, not to the moment."""
    large(served).failing = True
    async with served.open_session("mine") as talk:
        await talk.reply(ANSWER)
    async with served.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        shown = flat(pilot)

    assert "! Reply 1 was read by the built-in offline model" in shown


@pytest.mark.usefixtures("quick")
async def test_a_slow_service_is_told_and_typing_goes_on(served: ServedStage) -> None:
    """Who is reading and for how long is in view; what is typed meanwhile is a draft, and Enter sends it later."""
    large(served).let_go.clear()
    async with served.app(session="mine").run_test(size=NARROW) as pilot:
        screen = await until_phase(pilot, "asking")
        screen.query_one(ReplyBox).fill(ANSWER)
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(WaitingLine).display)
        during = flat(pilot)
        await until(pilot, lambda: not screen.query_one(ReplyBox).read_only)
        await pilot.press(*"next", "enter")
        draft, phase = screen.unsent, screen.phase
        history = list(screen.query_one(ReplyBox)._history)
        large(served).let_go.set()
        await until_phase(pilot, "asking")
        kept, waits = screen.unsent, screen.query_one(WaitingLine).display
        await pilot.press("enter")
        await until(pilot, lambda: screen.phase == "asking" and "next" in chat(pilot))

    assert "large at llm.example is reading," in during
    assert "What you sent is kept" in during
    assert (draft, phase) == ("next", "reading")
    assert history == [ANSWER]
    assert (kept, waits) == ("next", False)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_nobody_has_to_wait_for_a_slow_service(key: str, served: ServedStage) -> None:
    """Escape and Ctrl+Q leave at once; the reply is kept, read on return, and the draft is there after Escape."""
    large(served).let_go.clear()
    app = served.app(session="mine")
    async with app.run_test(size=NARROW) as pilot:
        screen = await until_phase(pilot, "asking")
        screen.query_one(ReplyBox).fill(ANSWER)
        await pilot.press("enter")
        await until(pilot, lambda: not screen.query_one(ReplyBox).read_only)
        await pilot.press(*"next", key)
        if key == "escape":
            await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen))
            assert app.drafts == {"mine": "next"}
    large(served).let_go.set()
    async with served.open_session("mine") as talk:
        [(reply, read)] = talk.exchanges()

    assert reply.text == ANSWER
    assert read is not None


@pytest.mark.usefixtures("quick")
async def test_a_question_appears_while_it_is_written(served: ServedStage) -> None:
    """Its first words stand there before the rest has come, as words and not as markup; then the checked one."""
    served.phrases = True
    large(served).first = "Thank you. [/red][@click=app.quit]"
    async with served.open_session("mine") as talk:
        while talk.turn.question and (talk.turn.question.item is None):
            await talk.reply(ANSWER)
        item = talk.turn.question.item if talk.turn.question else None
    large(served).written.clear()
    async with served.app(session="mine").run_test(size=NARROW) as pilot:
        screen = await until_phase(pilot, "asking")
        for _ in range(6):
            screen.query_one(ReplyBox).fill(ANSWER)
            await pilot.press("enter")
            await until(pilot, lambda: screen.phase == "asking" or "Thank you." in said(pilot, "#question"))
            if "Thank you." in said(pilot, "#question"):
                break
        during, dead, phase = said(pilot, "#question"), links(pilot), screen.phase
        await until(pilot, lambda: "is writing the next question" in said(pilot, "#waiting"))
        large(served).written.set()
        await until_phase(pilot, "asking")
        after = said(pilot, "#question")

    assert item is not None
    assert during == "Thank you. [/red][@click=app.quit] …"
    assert dead == []
    assert phase == "reading"
    assert after
    assert "[" not in after


async def test_a_late_piece_is_no_part_of_the_question(served: ServedStage) -> None:
    """What still arrives after the question was put changes nothing."""
    async with served.app(session="mine").run_test(size=NARROW) as pilot:
        screen: InterviewScreen = await until_phase(pilot, "asking")
        before = said(pilot, "#question")
        screen.query_one("#asking").hear("something late")  # type: ignore[attr-defined]
        await pilot.pause()
        after = said(pilot, "#question")

    assert after == before
