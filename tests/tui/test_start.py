"""The start screen: three ways in, and a sentence where one of them does not work."""

import dataclasses
import os
import threading
from pathlib import Path

from reviewer.errors import ConfigError, DocumentError
from reviewer.tui.start import StartScreen
from tests.tui.scripted import NARROW, WIDE, Stage, flat, interview, said, until, until_phase


def make_sessions(stage: Stage, *names: str) -> None:
    """Empty session files, the first name used last."""
    for age, name in enumerate(names):
        path = stage.folder / f"{name}.db"
        path.touch()
        os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))


async def test_it_says_what_this_is_and_who_reads_it(stage: Stage) -> None:
    """The start screen names the purpose and the built-in offline model in plain words, at 80 by 24."""
    async with stage.app().run_test(size=NARROW) as pilot:
        shown = flat(pilot)

    assert "whether an AI-agent pilot is designed to scale" in shown
    assert "built-in offline model" in shown
    assert all(way in shown for way in ("New interview", "Go on with an interview", "Review a document"))


async def test_a_free_name_is_proposed_and_can_be_changed(stage: Stage) -> None:
    """A name that no session has stands in the field; another one may be typed in its place."""
    make_sessions(stage, "interview-1")
    async with stage.app().run_test() as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one("#new").value == "interview-2")
        await pilot.press("ctrl+u", *"mine", "enter")
        await until_phase(pilot, "asking")

    assert stage.opened == [("mine", "essential")]


async def test_enter_before_a_name_is_proposed_begins_with_that_name(stage: Stage) -> None:
    """Whoever presses Enter at once does not meet an error: the interview begins when its name is there."""
    app, go = stage.app(), threading.Event()

    def late() -> Path:
        go.wait(10)
        return stage.folder

    app.context = dataclasses.replace(app.context, doors=dataclasses.replace(app.context.doors, sessions=late))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        go.set()
        await until_phase(pilot, "asking")

    assert stage.opened == [("interview-1", "essential")]


async def test_a_name_that_cannot_be_one_is_told(stage: Stage) -> None:
    """A session name with path characters is answered by one sentence, and nothing is opened."""
    async with stage.app().run_test() as pilot:
        await pilot.pause()
        pilot.app.screen.query_one("#new").value = "../x"
        await pilot.press("enter")
        await until(pilot, lambda: "A session name has up to 60 letters" in said(pilot, "#problem"))

    assert stage.opened == []


async def test_sessions_are_listed_with_the_last_used_first(stage: Stage) -> None:
    """The list begins with the session that was used last, and Enter opens it."""
    make_sessions(stage, "newest", "older", "oldest")
    app = stage.app()
    async with app.run_test() as pilot:
        listed = app.screen.query_one("#sessions")
        await until(pilot, lambda: listed.option_count == 3)
        names = [option.id for option in listed.options]
        listed.focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: bool(stage.opened))

    assert names == ["newest", "older", "oldest"]
    assert stage.opened[0][0] == "older"


async def test_wrong_settings_are_told(stage: Stage) -> None:
    """Where the folder of sessions cannot be found, the sentence about it stands on the start screen."""

    def fail() -> Path:
        raise ConfigError("The setting data_dir is not a folder.")

    app = stage.app()
    app.context = dataclasses.replace(app.context, doors=dataclasses.replace(app.context.doors, sessions=fail))
    async with app.run_test() as pilot:
        await until(pilot, lambda: said(pilot, "#problem") == "The setting data_dir is not a folder.")


async def test_a_damaged_session_is_told_in_a_sentence(stage: Stage) -> None:
    """A session file that is no session leads back to the start with a sentence that names it."""
    (stage.folder / "broken.db").write_bytes(b"this is not a database" * 100)
    async with stage.app(session="broken").run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen) and bool(said(pilot, "#problem")))
        problem = said(pilot, "#problem")

    assert "broken.db is damaged" in problem


async def test_a_session_that_is_open_elsewhere_is_told(stage: Stage) -> None:
    """A second window on the same session gets a sentence and stays on the start screen."""
    async with stage.open_session("mine"), stage.app(session="mine").run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen) and bool(said(pilot, "#problem")))
        problem = said(pilot, "#problem")

    assert problem == "The session mine is open in another window. Close it there first."


async def test_a_document_that_cannot_be_read_is_told(stage: Stage) -> None:
    """What the review says about an unreadable document stands on the start screen."""

    def refuse(path: Path) -> None:
        raise DocumentError(f"There is no file {path.name}.")

    stage.review = refuse  # type: ignore[assignment]
    async with stage.app().run_test() as pilot:
        field = pilot.app.screen.query_one("#document")
        field.focus()
        field.value = '"/nowhere/none.md"'
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StartScreen) and bool(said(pilot, "#problem")))
        problem = said(pilot, "#problem")

    assert problem == "There is no file none.md."


async def test_escape_leads_back_to_the_start_and_the_interview_is_listed(stage: Stage) -> None:
    """Escape leaves an interview; it is let go of, is in the list, and opens again."""
    app = stage.app(session="mine")
    async with app.run_test(size=WIDE) as pilot:
        await until_phase(pilot, "asking")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        listed = app.screen.query_one("#sessions")
        await until(pilot, lambda: [option.id for option in listed.options] == ["mine"])
        app.open_interview("mine")
        await until_phase(pilot, "asking")
        again = interview(pilot).session_name

    assert again == "mine"


async def test_what_was_typed_is_there_again(stage: Stage) -> None:
    """A reply that was not sent waits in its interview while the app is open."""
    app = stage.app(session="mine")
    async with app.run_test() as pilot:
        await until_phase(pilot, "asking")
        await pilot.press(*"half", "escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        app.open_interview("mine")
        screen = await until_phase(pilot, "asking")
        draft = screen.unsent

    assert draft == "half"
