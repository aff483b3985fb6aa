"""The interview on the screen: questions, what was understood, keys, errors, the end."""

from reviewer.errors import ModelError
from reviewer.models.port import ProposedClaim
from reviewer.tui.ending import NextSteps
from reviewer.tui.exchange import ExchangeView
from reviewer.tui.foreign import Words
from reviewer.tui.reply import ReplyBox
from reviewer.tui.start import StartScreen
from tests.tui.scripted import NARROW, WIDE, Stage, chat, flat, said, say, until, until_phase

WAITING = "60 waiting at most, says the regulator"


def depth_claim(quote: str = "60 waiting at most", value: object = 60.0) -> ProposedClaim:
    """A claim on the largest number that may wait."""
    return ProposedClaim.model_validate({"facet": "max_queue_depth", "value": value, "quote": quote})


async def test_the_question_stands_with_its_reason(stage: Stage) -> None:
    """The first question and why it is asked are in view, and the reply has the focus."""
    first = next(facet for facet in stage.framework.profile if facet.ask)
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        shown, focused = flat(pilot), pilot.app.focused
        skip = pilot.app.screen.active_bindings["f3"].enabled

    assert skip
    assert first.ask in shown
    assert f"Why I ask: {first.why}" in shown
    assert isinstance(focused, ReplyBox)


async def test_what_was_understood_stands_under_the_reply_with_its_words(stage: Stage) -> None:
    """A claim is read back in the framework's words, with the quote it was taken from."""
    stage.model.expect(WAITING, depth_claim())
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, WAITING)
        shown = chat(pilot)

    assert "understood: largest number that may wait: 60 cases “60 waiting at most”" in shown


async def test_what_the_gate_refused_is_one_quiet_line(stage: Stage) -> None:
    """A claim whose quote is not in the reply is named as not taken, with the reason."""
    stage.model.expect(WAITING, depth_claim("500 waiting at most", 500.0))
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, WAITING)
        shown = chat(pilot)

    assert "not taken: largest number that may wait (quote not found)" in shown


async def test_readiness_fills_live(stage: Stage) -> None:
    """The counts beside the chat follow the reply, and ceiling and load come as soon as they can be computed."""
    text = "7,200 cases a day, 5 per cent to people, 11 minutes each, 30 people"
    names = ("volume_target_per_day", "escalation_rate", "handling_minutes", "reviewers_fte")
    figures = dict(zip(names, (7200.0, 0.05, 11.0, 30.0), strict=True))
    stage.model.expect(text, *(ProposedClaim(facet=key, value=value, quote=text) for key, value in figures.items()))
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await until_phase(pilot, "asking")
        before = flat(pilot)
        await say(pilot, text)
        after = flat(pilot)

    assert "0 of 45 items known" in before
    assert "Ceiling" not in before
    assert "items known" in after
    assert "0 of 45 items known" not in after
    assert "Ceiling 14,662 cases a day, load 0.39" in after


async def test_reading_is_shown_and_takes_no_second_reply(stage: Stage) -> None:
    """While a reply is read the screen says so, typing has no effect, and the focus is there again afterwards."""
    stage.model.let_go.clear()
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await say(pilot, "one", "reading")
        await pilot.press(*"two", "enter")
        await pilot.pause()
        during = flat(pilot)
        unsent = pilot.app.screen.query_one(ReplyBox).text
        stage.model.let_go.set()
        await until_phase(pilot, "asking")
        focused = pilot.app.focused
        replies = len(pilot.app.screen.query(ExchangeView))

    assert "Reading your reply" in during
    assert unsent == ""
    assert replies == 1
    assert isinstance(focused, ReplyBox)


async def test_two_replies_in_one_burst_are_not_mixed_up(stage: Stage) -> None:
    """A second reply that arrives before the first is read waits in the field; neither is lost or swallowed."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        screen = await until_phase(pilot, "asking")
        box = screen.query_one(ReplyBox)
        box.post_message(ReplyBox.Sent("first"))
        box.post_message(ReplyBox.Sent("second"))
        await until(pilot, lambda: screen.phase == "asking" and len(screen.query(ExchangeView)) == 1)
        sent, waiting = [view.exchange.reply for view in screen.query(ExchangeView)], screen.unsent

    assert sent == ["first"]
    assert waiting == "second"


async def test_keys_say_the_fixed_words(stage: Stage) -> None:
    """Skip, don't know, why, and back are sent by their keys, and what is being typed stays."""
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        screen = await until_phase(pilot, "asking")
        await pilot.press(*"my draft")
        for key in ("f3", "f4", "f5", "f8"):
            await pilot.press(key)
            await until(pilot, lambda: screen.phase == "asking")
        sent = [view.exchange.reply for view in screen.query(ExchangeView)]
        draft = screen.unsent

    assert sent == ["skip", "I don't know", "Why do you ask?", "back"]
    assert draft == "my draft"


async def test_an_empty_reply_is_not_sent(stage: Stage) -> None:
    """Enter on nothing, or on blanks, does nothing."""
    async with stage.app(session="mine").run_test() as pilot:
        screen = await until_phase(pilot, "asking")
        await pilot.press("enter", "space", "space", "enter")
        await pilot.pause()
        replies = list(screen.query(ExchangeView))

    assert replies == []


async def test_a_reply_that_is_too_long_comes_back(stage: Stage) -> None:
    """A reply over the limit is told in a sentence and stands in the field again, so that nothing is lost."""
    text = "word " * 5_000
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, text, "asking")
        screen = await until_phase(pilot, "asking")
        await until(pilot, lambda: bool(screen.unsent))
        notices = [notice.message for notice in pilot.app._notifications]
        unsent = screen.unsent

    assert unsent == text.strip()
    assert any("longer than 20,000 characters" in notice for notice in notices)


async def test_a_model_that_fails_is_told_and_can_be_tried_again(stage: Stage) -> None:
    """When reading fails the reply is kept, the sentence is shown, and trying again reads that same reply."""
    stage.model.readings[WAITING] = ModelError("The service did not answer within 60 seconds.")
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await say(pilot, WAITING, "failed")
        failed = flat(pilot)
        stage.model.expect(WAITING, depth_claim())
        await pilot.press("enter")
        await until_phase(pilot, "asking")
        shown = flat(pilot)

    assert "The service did not answer within 60 seconds." in failed
    assert "Your reply is kept" in failed
    assert "Try again" in failed
    assert "F1 Help" in failed
    assert "largest number that may wait: 60 cases" in shown


async def test_stop_ends_with_verdict_open_questions_and_ways_on(stage: Stage) -> None:
    """After stop the verdict, what is open, how to get the report and how to go on are there; Enter goes on."""
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, "stop", "ended")
        outcome = said(pilot, ".outcome")
        steps = [option.id for option in pilot.app.screen.query_one(NextSteps).options]
        shown = flat(pilot)
        await pilot.press("enter")
        await until_phase(pilot, "asking")

    assert "Cannot say yet" in outcome
    assert "Still open" in outcome
    assert "reviewer report mine" in outcome
    assert "reviewer interview --session mine" in outcome
    assert "Stopped here." in shown
    assert steps == ["go_on", "verdict", "readiness", "leave"]


async def test_the_last_question_offers_the_full_depth(stage: Stage) -> None:
    """When the essentials are through, the supporting questions can be taken up in the same session."""
    async with stage.open_session("mine") as talk:
        while talk.turn.question is not None:
            await talk.reply("skip")
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        screen = await until_phase(pilot, "ended")
        shown = flat(pilot)
        steps = [option.id for option in screen.query_one(NextSteps).options]
        await pilot.press("enter")
        await until(pilot, lambda: screen.phase == "asking" and stage.opened[-1][1] == "full")

    assert "That was the last question." in shown
    assert steps[0] == "full"


async def test_who_would_know_stands_beside_the_open_question(stage: Stage) -> None:
    """A named person is shown at the end with the question that she can answer."""
    async with stage.open_session("mine") as talk:
        while talk.turn.question is not None and talk.turn.question.item is None:
            await talk.reply("skip")
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await until_phase(pilot, "asking")
        await pilot.press("f4")
        await until(pilot, lambda: "Who would know" in said(pilot, "#question"))
        await say(pilot, "Rosa in Operations")
        await pilot.press("f9")
        await until_phase(pilot, "ended")
        outcome = said(pilot, ".outcome")

    assert "(ask: Rosa in Operations)" in outcome


async def test_a_closer_look_at_gaps_and_items(stage: Stage) -> None:
    """Every line of the readiness model opens a sheet, and Escape closes it and leads back to the reply."""
    stage.model.expect(WAITING, depth_claim())
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, WAITING)
        await pilot.press("f2", "end")
        panel = pilot.app.focused
        panel.highlighted = next(i for i, option in enumerate(panel.options) if option.id == "area:EX")
        await pilot.press("enter")
        panel.highlighted = next(i for i, option in enumerate(panel.options) if option.id == "item:EX-7")
        await pilot.press("enter")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        sheet = " ".join(widget.said for widget in pilot.app.screen.query(Words))
        await pilot.press("escape", "escape")
        focused = pilot.app.focused

    assert "EX-7 Maximum acceptable queue depth and wait" in sheet
    assert "◐ partial" in sheet
    assert "largest number that may wait: 60 cases" in sheet
    assert "“60 waiting at most” (reply 1)" in sheet
    assert isinstance(focused, ReplyBox)


async def test_the_palette_offers_what_can_be_done_and_nothing_else(stage: Stage) -> None:
    """The commands of an interview are there while a question stands; after the end the dead ones are gone."""
    app = stage.app(session="mine")
    async with app.run_test(size=WIDE) as pilot:
        await until_phase(pilot, "asking")
        asking = {command.title for command in app.get_system_commands(app.screen)}
        await say(pilot, "stop", "ended")
        ended = {command.title for command in app.get_system_commands(app.screen)}

    assert {"Skip", "Back", "Don't know", "Why?", "Stop", "Verdict", "Readiness wider", "Quit", "Help"} <= asking
    assert not asking & {"Screenshot", "Maximize", "Theme"}
    assert ended & {"Skip", "Back", "Stop"} == set()


async def test_a_command_does_what_it_says(stage: Stage) -> None:
    """The palette's "Readiness wider" makes the panel wider."""
    app = stage.app(session="mine")
    async with app.run_test(size=WIDE) as pilot:
        screen = await until_phase(pilot, "asking")
        side = screen.query_one("#side")
        before = side.size.width
        command = next(each for each in app.get_system_commands(screen) if each.title == "Readiness wider")
        command.callback()
        await until(pilot, lambda: side.size.width > before)


async def test_help_names_the_keys_and_the_signs(stage: Stage) -> None:
    """F1 explains how to answer, every key of the screen, and every sign in words."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until_phase(pilot, "asking")
        await pilot.press("f1")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        sheet = " ".join(widget.said for widget in pilot.app.screen.query(Words))
        await pilot.press("escape")
        focused = pilot.app.focused

    assert all(f"F{number} " in sheet for number in (1, 2, 3, 4, 5, 6, 8, 9))
    assert all(words in sheet for words in ("● satisfied", "◐ partial", "○ missing", "? unknown", "– not applicable"))
    assert isinstance(focused, ReplyBox)


async def test_every_binding_has_an_id() -> None:
    """Each key of our own can be mapped to another by its id."""
    from textual.binding import Binding

    from reviewer.tui import (
        detail,
        document,
        frame,
        help,  # noqa: A004
        interview,
        readiness,
        reply,
        start,
        what_if,
        what_if_field,
        what_if_keep,
    )

    classes = [
        frame.Frame,
        detail.DetailScreen,
        document.DocumentScreen,
        help.HelpScreen,
        interview.InterviewScreen,
        readiness.ReadinessBesideChat,
        readiness.ReadinessPanel,
        reply.ReplyBox,
        start.StartScreen,
        what_if.WhatIfScreen,
        what_if_field.StepInput,
        what_if_keep.KeepScreen,
    ]
    bindings = [binding for each in classes for binding in each.__dict__["BINDINGS"]]

    assert [binding for binding in bindings if not (isinstance(binding, Binding) and binding.id)] == []


async def test_an_interview_goes_on_after_it_was_left(stage: Stage) -> None:
    """What was said in an earlier sitting is shown again, with what was understood, and Up brings it back."""
    stage.model.expect(WAITING, depth_claim())
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        await say(pilot, WAITING)
        asked = said(pilot, "#question")
    async with stage.app(session="mine").run_test(size=WIDE) as pilot:
        screen = await until_phase(pilot, "asking")
        shown, again = chat(pilot), said(pilot, "#question")
        await pilot.press("up")
        recalled = screen.unsent

    assert "60 waiting at most, says the regulator" in shown
    assert "largest number that may wait: 60 cases" in shown
    assert again == asked
    assert recalled == WAITING


async def test_escape_while_reading_keeps_the_reply(stage: Stage) -> None:
    """Leaving in the middle of a reading loses nothing: the reply is there when the interview is opened again."""
    stage.model.let_go.clear()
    app = stage.app(session="mine")
    async with app.run_test(size=WIDE) as pilot:
        await say(pilot, "kept?", "reading")
        await pilot.press("escape")
        stage.model.let_go.set()
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        app.open_interview("mine")
        await until_phase(pilot, "asking")
        replies = [view.exchange.reply for view in app.screen.query(ExchangeView)]

    assert replies == ["kept?"]


async def test_what_is_typed_while_it_opens_is_kept(stage: Stage) -> None:
    """Letters that come before the first question stand in the field when it is there; Enter sent nothing."""
    async with stage.app(session="mine").run_test(size=NARROW) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query(ReplyBox)))
        box = pilot.app.screen.query_one(ReplyBox)
        box.wait(True, opening=True)
        box.focus()
        await pilot.press("m", "y", "enter")
        await until_phase(pilot, "asking")
        text, shown = box.text, chat(pilot)

    assert text == "my"
    assert "my" not in shown.split()
