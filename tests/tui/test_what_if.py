"""The what-if screen: figures that are moved, what follows at once, and what is kept only on purpose."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from reviewer.assessment.assess import assess
from reviewer.assessment.whatif import with_values
from reviewer.framework import Framework
from reviewer.models.port import ProposedClaim
from reviewer.readiness.fold import Readiness
from reviewer.tui.doors import Reviewed
from reviewer.tui.foreign import CleanInput, Words
from reviewer.tui.frame import OneScreenApp
from reviewer.tui.reply import ReplyBox
from reviewer.tui.what_if import WhatIfScreen
from reviewer.tui.what_if_field import Field
from reviewer.tui.what_if_keep import KeepScreen
from reviewer.tui.what_if_trial import Later, Look, Trial
from tests.tui.scripted import CONTROLS, NARROW, WIDE, Stage, flat, links, said, say, screen_lines, until, until_phase

ESSAY = {
    "volume_target_per_day": 1_000.0,
    "escalation_rate": 0.05,
    "handling_minutes": 12.0,
    "reviewers_fte": 3.0,
    "max_queue_depth": 60.0,
    "max_wait_hours": 4.0,
}
HOSTILE = ("[/foo]", "[@click=app.quit]x[/]", "\x1b[31m", "-1", "nan", "1e400", "٣", "abc", "", "0", "9" * 60, "💥")


def readiness(framework: Framework, **others: float) -> Readiness:
    return with_values(Readiness(), {**ESSAY, **others}, framework)


@asynccontextmanager
async def screen(
    framework: Framework, size: tuple[int, int] = WIDE, known: Readiness | None = None, can_keep: bool = False
) -> AsyncIterator[Pilot[None]]:
    """The screen alone, on the essay's pilot."""
    trial = Trial(readiness(framework) if known is None else known, framework, "proposal", frozenset())
    async with OneScreenApp(WhatIfScreen(trial, can_keep)).run_test(size=size) as pilot:
        await until(pilot, lambda: "…" not in said(pilot, "#gaps") and bool(said(pilot, "#gaps")))
        yield pilot


def field(pilot: Pilot[None], facet: str) -> Field:
    found = (each for each in pilot.app.screen.query(Field) if each.figure.facet == facet)
    return next(found)


async def put(pilot: Pilot[None], **typed: str) -> None:
    """Put words into fields, and wait until everything has followed."""
    for facet, words in typed.items():
        pilot.app.screen.query_one(f"#try-{facet}", CleanInput).value = words
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await until(pilot, lambda: "…" not in said(pilot, "#gaps") + said(pilot, "#figures"))


def told(pilot: Pilot[None], selector: str) -> str:
    """What a part says, on one line."""
    return " ".join(said(pilot, selector).split())


def fields(pilot: Pilot[None]) -> dict[str, tuple[str, str]]:
    """What stands in each field, and where it comes from."""
    return {
        each.figure.facet: (each.query_one(CleanInput).value, each.query_one(".field-origin", Words).said)
        for each in pilot.app.screen.query(Field)
    }


async def test_values_start_at_what_is_stated_or_assumed(framework: Framework) -> None:
    """Each field shows what the arithmetic runs on and says whether it was stated, assumed or is not there."""
    async with screen(framework) as pilot:
        shown = fields(pilot)

    assert shown["volume_target_per_day"] == ("1,000", "stated")
    assert shown["escalation_rate"] == ("5%", "stated")
    assert shown["escalation_rate_high"] == ("10%", "assumed")
    assert shown["hours_per_day"] == ("8", "assumed")
    assert shown["peak_factor"] == ("", "not stated")


async def test_the_scenario_of_the_essay(framework: Framework) -> None:
    """1,000 a day at 5 % need 3 people, 10,000 need 23, and at 12 % they need 54; the answer follows each."""
    async with screen(framework) as pilot:
        pilot_size = told(pilot, "#answer"), told(pilot, "#figures")
        await put(pilot, volume_target_per_day="10,000")
        scaled = told(pilot, "#answer"), told(pilot, "#gaps")
        await put(pilot, reviewers_fte="23")
        staffed = told(pilot, "#answer"), told(pilot, "#cases"), told(pilot, "#worst")
        await put(pilot, escalation_rate="12%")
        drifted = told(pilot, "#answer"), told(pilot, "#figures")

    assert pilot_size[0].startswith("✓ Holds: 3 people are needed; 3 are planned")
    assert "Can carry 1,344 cases a day" in pilot_size[1]
    assert scaled[0].startswith("✗ Does not hold: 23 people are needed")
    assert "▲ worse" in scaled[1]
    assert "needs 23" in scaled[1]
    assert staffed[0].startswith("✓ Holds: 23 people are needed; 23 are planned")
    assert "✓ Expected 5.0% 23 holds ✗ High 10.0% 45 does not hold" in staffed[1]
    assert staffed[2].startswith("The worst case that still holds is the expected one (5.0% handed over)")
    assert drifted[0].startswith("✗ Does not hold: 54 people are needed")
    assert "Just full at 5.2% handed over was 6.7%" in drifted[1]


async def test_keys_move_a_figure_in_steps(framework: Framework) -> None:
    """Up and Down move the figure with the cursor, Tab goes to the next one, and what follows is drawn at once."""
    async with screen(framework) as pilot:
        await pilot.press("up", "up", "down")
        await settled(pilot)
        volume, figures = fields(pilot)["volume_target_per_day"], told(pilot, "#figures")
        await pilot.press("tab", "down")
        await settled(pilot)
        share = fields(pilot)["escalation_rate"]

    assert volume == ("1,100", "was 1,000")
    assert "Reach people 55 cases a day, 11.0 hours of work was 50" in figures
    assert share == ("4.5%", "was 5%")


async def test_the_mouse_moves_a_figure_too(framework: Framework) -> None:
    """The signs beside a field can be clicked."""
    async with screen(framework) as pilot:
        plus = list(field(pilot, "reviewers_fte").query(".field-sign"))[-1]
        await pilot.click(plus)
        await settled(pilot)
        shown = fields(pilot)["reviewers_fte"]

    assert shown == ("4", "was 3")


async def test_typing_replaces_a_figure(framework: Framework) -> None:
    """What a field holds is marked when it is entered, so that typing begins anew."""
    async with screen(framework) as pilot:
        await pilot.press("tab", *"12%", "enter")
        await settled(pilot)
        shown, focused = fields(pilot)["escalation_rate"], pilot.app.focused

    assert shown == ("12%", "was 5%")
    assert focused is not None
    assert focused.id == "try-escalation_rate_high"


async def test_a_burst_of_keys_goes_where_it_belongs(framework: Framework) -> None:
    """Keys that come all at once, Tab among them, end up in the fields that they were meant for."""
    async with screen(framework) as pilot:
        for key in (*"10000", "tab", *"12%", "tab"):
            name = {"%": "percent_sign"}.get(key, key)
            pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
        await until(pilot, lambda: fields(pilot)["escalation_rate"][0] == "12%")
        await settled(pilot)
        shown = fields(pilot)["volume_target_per_day"], told(pilot, "#answer")

    assert shown[0] == ("10000", "was 1,000")
    assert "54 people are needed" in shown[1]


@pytest.mark.parametrize("typed", ["-1", "nan", "1e400", "abc", "12", "[/foo]"])
async def test_wrong_input_says_so_and_keeps_the_last_good_figures(framework: Framework, typed: str) -> None:
    """The field says in a few words what is wrong; every result stays."""
    async with screen(framework) as pilot:
        await put(pilot, escalation_rate="6%")
        parts = ("#figures", "#cases", "#worst", "#gaps")
        before = [said(pilot, part) for part in parts]
        await put(pilot, escalation_rate=typed)
        after, answer = [said(pilot, part) for part in parts], told(pilot, "#answer")
        problem = field(pilot, "escalation_rate").query_one(".field-problem", Words)
        is_told, words = problem.display, problem.said
        await put(pilot, escalation_rate="7%")
        mended = field(pilot, "escalation_rate").query_one(".field-problem", Words).display

        mended_answer = told(pilot, "#answer")

    assert before == after
    assert answer.startswith("! “Share handed over” cannot be used as typed. For the last good figures, also below: ")
    assert mended_answer.startswith(("✓ Holds", "✗ Does not hold"))
    assert is_told
    assert words.startswith("! ")
    assert not mended


async def test_nothing_that_is_typed_brings_it_down(framework: Framework) -> None:
    """Markup, control characters, endless numbers and nothing at all, in every field."""
    async with screen(framework, NARROW) as pilot:
        for facet in fields(pilot):
            for typed in HOSTILE:
                pilot.app.screen.query_one(f"#try-{facet}", CleanInput).value = typed
                await pilot.pause()
        await settled(pilot)
        assert CONTROLS.search("".join(screen_lines(pilot))) is None
        assert links(pilot) == []
        assert pilot.app.is_running


async def test_more_than_can_be_worked_out_is_said(framework: Framework) -> None:
    """A desk of tens of thousands is refused in a sentence, and the last good figures stay."""
    async with screen(framework) as pilot:
        before = said(pilot, "#figures")
        await put(pilot, volume_target_per_day="10,000,000")
        answer, after = told(pilot, "#answer"), said(pilot, "#figures")

    assert "more than 5,000 people at once is too much" in answer
    assert after == before


async def test_an_emptied_field_is_not_stated(framework: Framework) -> None:
    """Without people nothing can be said about them, and the gap for it would open."""
    async with screen(framework) as pilot:
        await put(pilot, reviewers_fte="")
        shown, answer, gaps = fields(pilot)["reviewers_fte"], told(pilot, "#answer"), told(pilot, "#gaps")

    assert shown == ("", "was 3")
    assert "I still need: people for these cases" in answer
    assert "+ opens" in gaps


async def test_assumptions_follow_and_a_bad_month_below_the_share_is_noted(framework: Framework) -> None:
    """What is assumed follows from what is tried out; a bad month that is none says which share counts."""
    async with screen(framework) as pilot:
        await put(pilot, escalation_rate="8%")
        assumed = fields(pilot)["escalation_rate_high"]
        await put(pilot, escalation_rate_high="7%")
        remark = field(pilot, "escalation_rate_high").query_one(".field-problem", Words).said

    assert assumed == ("16%", "assumed")
    assert remark == "below the share: 16% counts"


async def test_a_counted_share_moves_with_its_count(framework: Framework) -> None:
    """Where the share was counted, moving it opens no gap about the count, and the figures are those of the share."""
    known = readiness(framework, escalation_numerator=107.0, escalation_denominator=2_140.0)
    async with screen(framework, known=known) as pilot:
        await put(pilot, escalation_rate="12%", volume_target_per_day="10,000")
        answer, gaps = told(pilot, "#answer"), told(pilot, "#gaps")

    assert "54 people are needed" in answer
    assert "opens" not in gaps


async def test_as_it_stands_puts_everything_back(framework: Framework) -> None:
    """F8 brings back every figure, right or wrong, and what follows from it."""
    async with screen(framework) as pilot:
        before = fields(pilot), said(pilot, "#figures"), told(pilot, "#gaps")
        await put(pilot, reviewers_fte="40", max_wait_hours="x", hours_per_day="")
        await pilot.press("f8")
        await settled(pilot)
        after = fields(pilot), said(pilot, "#figures"), told(pilot, "#gaps")

    assert before == after


async def test_stale_answers_are_dropped(framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that comes when the figures have moved on is never shown."""
    let_go, original = threading.Event(), Trial.later
    seen: list[float | None] = []

    def later(trial: Trial, look: Look) -> Later:
        seen.append(look.plan.people)
        if look.plan.people == 7.0:
            let_go.wait(10)
        return original(trial, look)

    async with screen(framework) as pilot:
        monkeypatch.setattr(Trial, "later", later)
        pilot.app.screen.query_one("#try-reviewers_fte", CleanInput).value = "7"
        await until(pilot, lambda: 7.0 in seen)
        waiting = told(pilot, "#figures")
        for people in ("8", "9", ""):
            pilot.app.screen.query_one("#try-reviewers_fte", CleanInput).value = people
            await pilot.pause()
        let_go.set()
        await until(pilot, lambda: "+ opens" in said(pilot, "#gaps"))
        await asyncio.sleep(0.1)
        gaps, figures = told(pilot, "#gaps"), told(pilot, "#figures")

    assert "In one day … chance" in waiting
    assert seen[0] == 7.0
    assert seen[-1] is None
    assert "+ opens" in gaps
    assert "In one day" not in figures


@pytest.mark.parametrize("size", [NARROW, WIDE, (40, 12), (20, 8), (200, 60)])
async def test_everything_can_be_reached_at_any_size(framework: Framework, size: tuple[int, int]) -> None:
    """On small screens the results scroll to their end, and no word is wider than the screen."""
    async with screen(framework, size) as pilot:
        await put(pilot, volume_target_per_day="10,000")
        for _ in range(30):
            await pilot.press("pagedown")
        await pilot.pause()
        end = flat(pilot)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        small = screen_lines(pilot)

    assert "limit: 60" in end or size == (20, 8)
    assert all(len(line) <= 80 for line in small)


async def test_at_80_by_24_all_fields_and_the_answer_are_in_view(framework: Framework) -> None:
    """The smallest usual terminal shows every figure with its origin, the answer, and the keys."""
    async with screen(framework, NARROW) as pilot:
        shown = flat(pilot)
        names = [each.figure.name for each in pilot.app.screen.query(Field)]
        keys = screen_lines(pilot)[-1]

    assert all(name in shown for name in names)
    assert "✓ Holds: 3 people are needed" in shown
    assert all(word in keys for word in ("Keep as planned", "As it stands", "Back", "Quit", "Help", "More"))


async def test_palettes_and_no_colour_say_the_same(framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    """Light, dark and NO_COLOR show the same words, signs and lines."""
    async with screen(framework) as pilot:
        dark = flat(pilot)
        pilot.app.action_light_or_dark()  # type: ignore[attr-defined]
        await pilot.pause()
        light = flat(pilot)
    monkeypatch.setenv("NO_COLOR", "1")
    async with screen(framework) as pilot:
        colourless = flat(pilot)

    assert dark == light == colourless
    assert "✗ High 10.0%" in dark


async def test_alone_there_is_nothing_to_keep_to_but_a_command(framework: Framework) -> None:
    """Without an interview F7 shows the command that gives the same figures, and Escape ends the app."""
    async with screen(framework) as pilot:
        await put(pilot, reviewers_fte="23")
        await pilot.press("f7")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        shown = flat(pilot)
        await pilot.press("escape", "escape")
        await pilot.pause()

    assert "reviewer capacity --volume 1000/day" in shown
    assert "--reviewers 23" in shown
    assert pilot.app.return_code == 0


async def test_a_reviewed_document_can_be_tried_out(stage: Stage, framework: Framework, tmp_path: Path) -> None:
    """F6 on the findings of a document opens the screen, and Escape leads back to them."""
    known = readiness(framework)
    stage.review = lambda _path: Reviewed(assess(known, framework), known)
    async with stage.app(document=tmp_path / "proposal.md").run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Enter looks closer" in flat(pilot))
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhatIfScreen) and "Holds" in flat(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Enter looks closer" in flat(pilot))


SENTENCE = "1,000 cases a day, 5 per cent to people, 12 minutes each, 3 people"
SPOKEN = ("volume_target_per_day", "escalation_rate", "handling_minutes", "reviewers_fte")


async def opened(pilot: Pilot[None], stage: Stage) -> None:
    """An interview in which the figures were said, a draft, and the screen on top of it."""
    stage.model.expect(SENTENCE, *(ProposedClaim(facet=key, value=ESSAY[key], quote=SENTENCE) for key in SPOKEN))
    await say(pilot, SENTENCE)
    await pilot.press(*"my draft", "f6")
    await until(pilot, lambda: isinstance(pilot.app.screen, WhatIfScreen) and bool(said(pilot, "#gaps")))


async def replies(stage: Stage) -> list[str]:
    async with stage.open_session("mine") as talk:
        return [reply.text for reply, _ in talk.exchanges()]


async def test_escape_leads_back_with_the_draft_and_nothing_is_written(stage: Stage) -> None:
    """What was tried out is gone, what was being typed is there, and the record is as it was."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await opened(pilot, stage)
        await put(pilot, reviewers_fte="23")
        await pilot.press("escape")
        shown = await until_phase(pilot, "asking")
        await until(pilot, lambda: pilot.app.screen is shown)
        draft, focused = shown.unsent, pilot.app.focused

    assert draft == "my draft"
    assert isinstance(focused, ReplyBox)
    assert await replies(stage) == [SENTENCE]


async def test_what_is_kept_is_a_planned_claim_with_its_words(stage: Stage) -> None:
    """Kept values are in the record as a reply with claims: exact quotes, planned, owner and day; the draft stays."""
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await opened(pilot, stage)
        asked = until_phase(pilot, "asking")
        question = (await asked).query_one("#question", Words).said
        await put(pilot, volume_target_per_day="10,000", reviewers_fte="23")
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, KeepScreen))
        dialog = flat(pilot)
        await pilot.press(*"Head of Claims", "enter", *"1 March 2027", "enter")
        shown = await until_phase(pilot, "asking")
        await until(pilot, lambda: "◔ planned" in flat(pilot))
        again, draft, beside = flat(pilot), shown.unsent, shown.query_one("#question", Words).said
    async with stage.open_session("mine") as talk:
        reply, read = talk.exchanges()[-1]

    assert "Cases a day: 1,000 cases a day → 10,000 cases a day" in dialog
    assert "People for them: 3 people → 23 people" in dialog
    assert reply.text == (
        "Planned: 10,000 cases a day at target; 23 people for these cases. Owner: Head of Claims, by 1 March 2027."
    )
    assert read is not None
    assert [(claim.facet, claim.value, claim.evidence.quote) for claim in read.claims] == [
        ("volume_target_per_day", 10_000.0, "10,000 cases a day at target"),
        ("reviewers_fte", 23.0, "23 people for these cases"),
    ]
    assert {(claim.tense, claim.planned_owner, str(claim.planned_date)) for claim in read.claims} == {
        ("planned", "Head of Claims", "2027-03-01")
    }
    assert (draft, beside) == ("my draft", question)
    assert "10,304 cases a day" in again


async def test_a_plan_without_owner_and_date_is_not_kept(stage: Stage) -> None:
    """The dialog says why, a date that cannot be read too; Escape keeps nothing and the figures stay."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await opened(pilot, stage)
        await pilot.press("f7")
        await pilot.pause()
        is_asked_without_change = isinstance(pilot.app.screen, KeepScreen)
        await put(pilot, reviewers_fte="23")
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, KeepScreen))
        await pilot.press("enter", "enter")
        neither = told(pilot, "#keep-problem")
        await pilot.press(*"soon", "enter")
        unread = told(pilot, "#keep-problem")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, WhatIfScreen))
        people = fields(pilot)["reviewers_fte"]

    assert not is_asked_without_change
    assert "counts for nothing, so it is not kept" in neither
    assert "I cannot read that date" in unread
    assert people == ("23", "was 3")
    assert await replies(stage) == [SENTENCE]


async def test_the_name_of_the_field_in_hand_stands_out(framework: Framework) -> None:
    """One name at a time is bold: that of the field in which one types."""
    async with screen(framework) as pilot:
        for _ in range(3):
            names = [name for name in pilot.app.screen.query(".field-name") if name.styles.text_style.bold]
            assert [name.parent.parent for name in names] == [field(pilot, str(pilot.app.focused.id)[4:])]  # type: ignore[union-attr]
            await pilot.press("tab")
            await pilot.pause()


async def test_nothing_is_moved_before_the_person_moves_it(framework: Framework) -> None:
    """A share from counts is no round number: it is shown rounded, and is neither changed nor there to be kept."""
    known = readiness(framework, escalation_numerator=84.0, escalation_denominator=900.0)
    async with screen(framework, known=known, can_keep=True) as pilot:
        await pilot.press("tab", "tab", "tab")
        await settled(pilot)
        shown, moved = fields(pilot), [each for each in pilot.app.screen.query(Field) if each.is_moved]
        await pilot.press("f7")
        await pilot.pause()
        is_asked = isinstance(pilot.app.screen, KeepScreen)
        await put(pilot, escalation_rate="10%")
        await put(pilot, escalation_rate="9.33%")
        again = field(pilot, "escalation_rate").value

    assert shown["escalation_rate"] == ("9.33%", "stated")
    assert shown["escalation_rate_high"] == ("18.67%", "assumed")
    assert moved == []
    assert not is_asked
    assert again == 84 / 900


async def test_what_was_assumed_is_said_to_have_been(framework: Framework) -> None:
    """A figure that is tried out in place of an assumption says what was assumed, and emptied it is assumed again."""
    async with screen(framework) as pilot:
        await put(pilot, shrinkage="35%", escalation_rate_high="20%", escalation_rate="6%")
        moved = fields(pilot)
        await put(pilot, shrinkage="")
        emptied = fields(pilot)["shrinkage"]

    assert moved["shrinkage"] == ("35%", "was assumed 30%")
    assert moved["escalation_rate_high"] == ("20%", "was assumed 12%")
    assert emptied == ("", "assumed: 30%")


BURSTS = [
    ("reviewers_fte", ["backspace", "backspace", "2", "3"], "23"),
    ("reviewers_fte", list("banana"), "banana"),
    ("escalation_rate_high", ["end", *["backspace"] * 3, *"25%"], "25%"),
    ("shrinkage", ["end", *["backspace"] * 3, *"45%"], "45%"),
]


@pytest.mark.parametrize(("facet", "keys", "left"), BURSTS)
async def test_no_key_of_a_burst_is_lost(framework: Framework, facet: str, keys: list[str], left: str) -> None:
    """Keys that are sent at once, deletions among them, are all there at the end, however late results come."""
    async with screen(framework, known=readiness(framework, reviewers_fte=14.0)) as pilot:
        box = pilot.app.screen.query_one(f"#try-{facet}", CleanInput)
        box.focus()
        await pilot.pause()
        for key in keys:
            await asyncio.sleep(0)
            pilot.app.post_message(events.Key({"%": "percent_sign"}.get(key, key), key if len(key) == 1 else None))
        await until(pilot, lambda: box.value == left)
        await settled(pilot)
        shown = box.value

    assert shown == left


@pytest.mark.parametrize("can_keep", [True, False])
@pytest.mark.parametrize(
    ("facet", "typed"),
    [("reviewers_fte", "99999999"), ("reviewers_fte", "23bana"), ("volume_target_per_day", "9999999")],
)
async def test_what_does_not_count_cannot_be_kept(framework: Framework, can_keep: bool, facet: str, typed: str) -> None:
    """While results are the last good ones F7 offers neither to keep them nor a command for them."""
    async with screen(framework, can_keep=can_keep) as pilot:
        await put(pilot, handling_minutes="20", **{facet: typed})
        answer = told(pilot, "#answer")
        await pilot.press("f7")
        await pilot.pause()
        is_still_here = isinstance(pilot.app.screen, WhatIfScreen)

    assert answer.startswith("! ")
    assert "last good" in answer
    assert is_still_here


async def test_more_than_every_case_is_no_share(framework: Framework) -> None:
    """People who could take more than every case are not just full at a share above 100 %."""
    async with screen(framework) as pilot:
        await put(pilot, reviewers_fte="3000")
        figures = told(pilot, "#figures")

    assert "Just full at more than every case handed over" in figures


async def test_less_than_an_hour_is_said_in_minutes(framework: Framework) -> None:
    """A longest wait of a quarter of an hour reads as 15 minutes."""
    async with screen(framework) as pilot:
        await put(pilot, max_wait_hours="0.25")
        figures = told(pilot, "#figures")

    assert "wait longer than 15 minutes" in figures


async def test_names_and_origins_stay_apart_in_a_narrow_terminal(framework: Framework) -> None:
    """At 80 columns no name touches where its figure comes from, whatever is moved."""
    async with screen(framework, NARROW) as pilot:
        await put(pilot, shrinkage="35%", escalation_rate_high="18.75%", hours_per_day="7.5", peak_factor="2")
        shown = flat(pilot)

    for words in ("Away from cases was assumed 30%", "In a bad month was assumed 10%", "Busiest hour was not stated"):
        assert words in shown


async def test_help_begins_with_this_screen(framework: Framework) -> None:
    """F1 says first what this screen is for, and nothing about answering."""
    async with screen(framework) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        headings = [each.said for each in pilot.app.screen.query(".sheet-heading").results(Words)]

    assert headings == ["On this screen", "Keys", "Signs"]
