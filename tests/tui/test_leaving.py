"""How the app ends: by the usual keys, by a mistake of its own, and what it costs to begin."""

import asyncio
import dataclasses
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.worker import WorkerFailed

from reviewer.tui.app import SecondProofApp
from reviewer.tui.engine import Engine, Held
from reviewer.tui.interview import InterviewScreen
from tests.tui.scripted import NARROW, Stage, say, until, until_phase

_HEAVY = ("langgraph", "langchain_core", "chromadb", "openai", "pydantic", "reviewer.interview.conversation")


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c", "ctrl+d"])
async def test_the_usual_keys_quit_and_everything_is_kept(stage: Stage, key: str) -> None:
    """Each key closes the app with code 0, and the session can be opened at once with every reply in it."""
    app = stage.app(session="mine")
    async with app.run_test(size=NARROW) as pilot:
        await say(pilot, "an answer")
        await pilot.press(key)
    async with stage.open_session("mine") as talk:
        replies = [reply.text for reply, _ in talk.exchanges()]

    assert app.return_code == 0
    assert replies == ["an answer"]


async def test_quitting_while_a_reply_is_read_keeps_it(stage: Stage) -> None:
    """A reply that was sent is read when the session is opened the next time, whenever the app was closed."""
    stage.model.let_go.clear()
    app = stage.app(session="mine")
    async with app.run_test(size=NARROW) as pilot:
        await say(pilot, "an answer", "reading")
        await pilot.press("ctrl+q")
        stage.model.let_go.set()
    async with stage.open_session("mine") as talk:
        read = [(reply.text, read is not None) for reply, read in talk.exchanges()]

    assert read == [("an answer", True)]


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d"])
async def test_what_is_typed_is_not_lost_by_one_slip(stage: Stage, key: str) -> None:
    """With something unsent the first press asks, and the second one quits."""
    app = stage.app(session="mine")
    async with app.run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        await pilot.press(*"draft", key)
        await pilot.pause()
        running = app.is_running
        await pilot.press(key)
        await pilot.pause()
        exiting = app._exit

    assert running
    assert exiting


async def test_a_mistake_of_our_own_is_one_short_message(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback and no values of variables: a sentence, the kind of mistake and its place."""

    def fail(self: InterviewScreen, standing: object) -> None:
        secret = "sk-canary-0123456789"
        raise KeyError(secret)

    monkeypatch.setattr(InterviewScreen, "_stand", fail)
    app: SecondProofApp = stage.app(session="mine")
    with pytest.raises(WorkerFailed):
        async with app.run_test(size=NARROW) as pilot:
            await until(pilot, lambda: not pilot.app.is_running)
    told = " ".join(capsys.readouterr().err.split())

    assert "Second Proof made a mistake of its own and closed." in told
    assert "KeyError in test_leaving.py" in told
    assert "canary" not in told
    assert "Traceback" not in told
    assert app.return_code == 1


def test_nothing_slow_is_imported_before_the_first_picture() -> None:
    """The module of the app loads neither the graph nor the vector store, nor anything else that is slow."""
    code = f"import sys, reviewer.tui.app; print([name for name in {_HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


async def test_the_first_picture_does_not_wait_for_what_is_slow(stage: Stage) -> None:
    """The start screen stands while the slow imports still go on in their thread."""
    go = threading.Event()
    app = stage.app()
    app.context = dataclasses.replace(
        app.context, doors=dataclasses.replace(app.context.doors, prepare=lambda: bool(go.wait(10)))
    )
    async with app.run_test(size=NARROW) as pilot:
        await until(pilot, lambda: app.screen.query_one("#new").value == "interview-1")
        go.set()


async def test_the_engine_ends_with_everything_let_go_of() -> None:
    """Closing the engine cancels what runs first and then leaves what is held."""
    seen: list[str] = []

    @asynccontextmanager
    async def thing() -> AsyncIterator[str]:
        seen.append("open")
        try:
            yield "it"
        finally:
            seen.append("let go of")

    async def work() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            seen.append("work cancelled")

    engine = Engine()
    held = Held(engine, thing)
    assert await held.open() == "it"
    running = asyncio.create_task(engine.run(work))
    await asyncio.sleep(0.05)
    await asyncio.to_thread(engine.close)
    with pytest.raises(asyncio.CancelledError):
        await running

    assert seen == ["open", "work cancelled", "let go of"]
