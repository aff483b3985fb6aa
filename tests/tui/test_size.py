"""Small, wide and changing terminals, long interviews, and the palettes."""

import pytest
from textual.app import App, ComposeResult

from reviewer.tui.exchange import RICH, ChatLog, Exchange, ExchangeView
from reviewer.tui.foreign import Words
from reviewer.tui.readiness import ReadinessBesideChat
from reviewer.tui.reply import ReplyBox
from tests.tui.scripted import NARROW, WIDE, Stage, flat, say, screen_lines, until, until_phase


async def test_at_80_by_24_two_lines_stand_for_the_readiness(stage: Stage) -> None:
    """On a small terminal verdict, counts and question are in view, and F2 shows the readiness over the full width."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        chat_first = flat(pilot)
        await pilot.press("f2")
        await pilot.pause()
        panel = pilot.app.screen.query_one(ReadinessBesideChat)
        shown, width, has_focus = flat(pilot), panel.region.width, panel.has_focus
        await pilot.press("escape")
        back = flat(pilot)

    assert "Cannot say yet · 0 of 17 essentials known Gaps: none so far" in chat_first
    assert "? Exception handling not known" in shown
    assert width >= 76
    assert has_focus
    assert back == chat_first


async def test_every_question_can_be_read_at_80_by_24(stage: Stage) -> None:
    """The longest question of the framework fits with its reason, above the field for the reply."""
    longest = max(stage.framework.items, key=lambda item: len(item.question)).question
    why = max(stage.framework.claims, key=lambda claim: len(claim.text)).text
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        screen = await until_phase(pilot, "asking")
        screen.query_one("#asking").ask(longest, why)
        await pilot.pause()
        shown = flat(pilot)

    assert longest in shown
    assert why in shown
    assert "Enter sends it" in shown


async def test_the_footer_fits_in_80_columns(stage: Stage) -> None:
    """No key of the footer is cut off on a small terminal."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        footer = screen_lines(pilot)[-1]
        await pilot.press("f2")
        await pilot.pause()
        from_panel = screen_lines(pilot)[-1]

    assert all(
        word in footer for word in ("Readiness", "Skip", "Don't know", "Why?", "What if", "Quit", "Help", "More")
    )
    assert all(word in from_panel for word in ("Look closer", "To the reply", "What if", "Quit", "Help", "More"))


@pytest.mark.parametrize("size", [(20, 8), (20, 40), (200, 60), (40, 10)])
async def test_odd_sizes_work(stage: Stage, size: tuple[int, int]) -> None:
    """Very small and very large terminals take a reply and show a closer look."""
    async with stage.app(session="mine").run_test(size=size) as pilot:
        await say(pilot, "an answer")
        await pilot.press("f2", "enter")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        await pilot.press("escape", "f2", "f1", "escape")
        focused = pilot.app.focused

    assert isinstance(focused, ReplyBox)


async def test_a_storm_of_resizes_leaves_everything_in_place(stage: Stage) -> None:
    """Twenty changes of size while a reply is read lose neither the reply nor the focus."""
    stage.model.let_go.clear()
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, "in the storm", "reading")
        for step in range(20):
            await pilot.resize_terminal(20 + (step * 37) % 140, 6 + (step * 11) % 50)
        stage.model.let_go.set()
        await pilot.resize_terminal(*NARROW)
        screen = await until_phase(pilot, "asking")
        shown = [view.exchange.reply for view in screen.query(ExchangeView)]
        focused, lines = pilot.app.focused, flat(pilot)

    assert shown == ["in the storm"]
    assert isinstance(focused, ReplyBox)
    assert "in the storm" in lines


class LogAlone(App[None]):
    """What was said, and nothing else."""

    def compose(self) -> ComposeResult:
        yield ChatLog()


def exchange(number: int) -> Exchange:
    return Exchange(f"question {number}?", f"reply {number}.", note="noted")


async def test_a_long_interview_keeps_few_widgets() -> None:
    """Of 200 exchanges only the newest are rich; the older ones are there as text, oldest first, the end in view."""
    async with LogAlone().run_test(size=WIDE) as pilot:
        log = pilot.app.query_one(ChatLog)
        log.load([exchange(number) for number in range(200)])
        await until(pilot, lambda: "reply 199." in flat(pilot))
        rich, older = len(log.query(ExchangeView)), list(log.query(".earlier").results(Words))

    assert rich == RICH
    assert len(older) == -(-(200 - RICH) // RICH)
    assert older[0].said.splitlines()[:3] == ["question 0?", "reply 0.", "noted"]


async def test_old_exchanges_become_text_while_talking() -> None:
    """In one long sitting the oldest rich exchanges are folded into text, and none is lost."""
    async with LogAlone().run_test(size=NARROW) as pilot:
        log = pilot.app.query_one(ChatLog)
        for number in range(2 * RICH + 1):
            await log.add(exchange(number))
        rich = [view.exchange.reply for view in log.query(ExchangeView)]
        older = " ".join(words.said for words in log.query(".earlier").results(Words))

    assert rich == [f"reply {number}." for number in range(RICH, 2 * RICH + 1)]
    assert all(f"reply {number}." in older for number in range(RICH))


async def test_both_palettes_and_no_colour_can_be_read(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Light, dark and NO_COLOR show the same words and signs."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        dark = flat(pilot)
        pilot.app.action_light_or_dark()
        await pilot.pause()
        light = flat(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        colourless = flat(pilot)

    assert dark == light == colourless
