"""Hostile text in every place where text comes in: no crash, no action, no control character on the screen."""

from pathlib import Path

from textual.pilot import Pilot

from reviewer.assessment.assess import assess
from reviewer.errors import DocumentError
from reviewer.framework import Framework
from reviewer.models.port import ProposedClaim
from reviewer.readiness.claims import Claim, Evidence
from reviewer.readiness.fold import fold
from reviewer.tui.doors import Reviewed
from reviewer.tui.start import StartScreen
from tests.tui.scripted import CONTROLS, NARROW, WIDE, Stage, chat, links, said, say, screen_text, until, until_phase

HOSTILE = {
    "closing": "[/foo] and [/]",
    "action": "[@click=app.quit]press me[/]",
    "link": "[link=https://example.org]x[/link] [bold red on blue",
    "escapes": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x00 \x08\x08",
    "hidden": "\u202eevil\u202c \u2066x\u2069 a\u200bb \ufeff",
    "shell": "$(touch /tmp/x) `id` ; DROP TABLE replies; -- ${HOME}",
    "unusual": "ด้้้้้็็็็็้้้้้็็็็็ Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè 田中さん 🏳️‍🌈👨‍👩‍👧‍👦 ﷽",
    "templates": "{{7*7}} %s %n {0} \\n \\x1b[31m <script>alert(1)</script>",
    "long": "a" * 3_000,
    "brackets": "[" * 200,
}


def assert_harmless(pilot: Pilot[None]) -> None:
    """Nothing on the screen could be obeyed, by the terminal or by the app."""
    assert CONTROLS.search(screen_text(pilot).replace("\n", "")) is None
    assert links(pilot) == []
    assert pilot.app.is_running


async def test_a_hostile_reply_is_only_shown(stage: Stage) -> None:
    """A reply, the claim with its quote and value, the refusal and the name of a fact are shown as text."""
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        screen = await until_phase(pilot, "asking")
        for text in HOSTILE.values():
            screen.query_one("#reply").fill(text)
            await pilot.pause()
            assert_harmless(pilot)
            typed = screen.unsent
            stage.model.expect(typed, *hostile_claims(typed))
            await say(pilot, typed)
            assert_harmless(pilot)
            await pilot.click("#log", offset=(6, 2))
        await pilot.press("f2", "enter")
        await pilot.pause()
        assert_harmless(pilot)


def hostile_claims(text: str) -> tuple[ProposedClaim, ...]:
    """One that holds, and two that the gate refuses."""
    return (
        ProposedClaim(facet="agent_summary", value=text, quote=text),
        ProposedClaim(facet="agent_summary", value="x", quote=f"{text} not there"),
        ProposedClaim(facet=text, value="x", quote="not there"),
    )


async def test_a_quote_with_markup_is_read_back_letter_by_letter(stage: Stage) -> None:
    """What looks like a command of the app stands in the chat as it was typed."""
    text = "[@click=app.quit]sixty waiting at most[/]"
    stage.model.expect(text, ProposedClaim(facet="max_queue_depth", value=60.0, quote="sixty waiting at most"))
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, text)
        shown = chat(pilot)

    assert text in shown
    assert "“sixty waiting at most”" in shown


async def test_a_hostile_session_name_is_only_shown(stage: Stage) -> None:
    """A name that could not be one gives a sentence on the start screen."""
    app = stage.app()
    async with app.run_test(size=NARROW) as pilot:
        for text in HOSTILE.values():
            app.screen_stack[0]._tell("")
            app.open_interview(text)
            await until(pilot, lambda: isinstance(app.screen, StartScreen) and bool(said(pilot, "#problem")))
            assert_harmless(pilot)


async def test_a_hostile_file_name_and_error_are_only_shown(stage: Stage) -> None:
    """The name of a document and the sentence about it are text."""

    def refuse(path: Path) -> None:
        raise DocumentError(f"The document {path} cannot be read.")

    stage.review = refuse  # type: ignore[assignment]
    app = stage.app()
    async with app.run_test(size=NARROW) as pilot:
        for text in HOSTILE.values():
            app.screen_stack[0]._tell("")
            app.open_document(Path(text))
            await until(pilot, lambda: isinstance(app.screen, StartScreen) and bool(said(pilot, "#problem")))
            assert_harmless(pilot)


async def test_hostile_words_of_a_document_are_only_shown(stage: Stage, framework: Framework) -> None:
    """Evidence and values from a document, in the list and in the closer look, are text."""
    claims = [
        Claim(number=number, facet=facet, value=value, evidence=words(text), speaker=f"author {number}")
        for number, text in enumerate(HOSTILE.values(), 1)
        for facet, value in (("max_queue_depth", float(number)), ("queue_limit_reason", text))
    ]
    readiness = fold(claims, framework)
    stage.review = lambda _path: Reviewed(assess(readiness, framework), readiness)
    async with stage.app(document=Path("[/foo]\x1b[2J.md")).run_test(size=NARROW) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query("#readiness")))
        panel = pilot.app.screen.query_one("#readiness")
        await until(pilot, lambda: panel.option_count > 5)
        assert_harmless(pilot)
        panel._look("item:EX-7")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        for _ in range(12):
            assert_harmless(pilot)
            await pilot.press("pagedown")


def words(text: str) -> Evidence:
    """These words, somewhere in a document."""
    return Evidence(quote=text, source="document", start=0, end=len(text), line=1)


async def test_a_notice_is_only_text(stage: Stage) -> None:
    """A notice is shown without markup even where somebody asks for it."""
    async with stage.app().run_test(size=WIDE, notifications=True) as pilot:
        for text in HOSTILE.values():
            pilot.app.notify(text, title=text, markup=True)
        await until(pilot, lambda: len(pilot.app.screen.query("Toast")) == len(HOSTILE))
        assert_harmless(pilot)
