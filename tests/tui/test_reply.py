"""The field for the reply: several lines, history, paste, and who gets the keys."""

from textual import events
from textual.app import App, ComposeResult

from reviewer.tui.reply import ReplyBox


class Alone(App[None]):
    """The field for the reply and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def compose(self) -> ComposeResult:
        yield ReplyBox(id="reply")

    @property
    def box(self) -> ReplyBox:
        return self.query_one(ReplyBox)

    def on_mount(self) -> None:
        self.box.focus()

    def on_reply_box_sent(self, event: ReplyBox.Sent) -> None:
        self.sent.append(event.text)


async def test_enter_sends_and_clears() -> None:
    """Enter sends what is typed, without blanks around it, and empties the field."""
    app = Alone()
    async with app.run_test() as pilot:
        await pilot.press(*" two words ", "enter")
        left = app.box.text

    assert app.sent == ["two words"]
    assert left == ""


async def test_ctrl_j_and_shift_enter_begin_a_line() -> None:
    """Both keys make a new line, and the lines are sent together."""
    app = Alone()
    async with app.run_test() as pilot:
        await pilot.press("a", "ctrl+j", "b", "shift+enter", "c", "enter")

    assert app.sent == ["a\nb\nc"]


async def test_a_paste_of_several_lines_is_one_reply() -> None:
    """Pasted line ends do not send; they become lines."""
    app = Alone()
    async with app.run_test() as pilot:
        app.box.post_message(events.Paste("first\r\nsecond\nthird"))
        await pilot.pause()
        before = list(app.sent)
        await pilot.press("enter")

    assert before == []
    assert app.sent == ["first\nsecond\nthird"]


async def test_a_paste_is_cleaned() -> None:
    """Escape sequences in a paste never reach the field."""
    app = Alone()
    async with app.run_test() as pilot:
        app.box.post_message(events.Paste("a\x1b[31mb\x9dc\x00"))
        await pilot.pause()
        text = app.box.text

    assert text == "a\ufffd[31mb\ufffdc\ufffd"


async def test_up_and_down_walk_through_earlier_replies_and_back_to_the_draft() -> None:
    """Up on the first line goes back, Down on the last line forward; the draft waits at the end."""
    app = Alone()
    seen = []
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter", *"two", "enter", *"dra")
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(app.box.text)

    assert seen == ["two", "one", "one", "two", "dra", "dra"]


async def test_up_inside_several_lines_moves_the_cursor() -> None:
    """Up only leaves for the history from the first line."""
    app = Alone()
    async with app.run_test() as pilot:
        await pilot.press(*"old", "enter", "a", "ctrl+j", "b", "up")
        inside = app.box.text
        await pilot.press("up")
        left = app.box.text

    assert inside == "a\nb"
    assert left == "old"


async def test_nothing_is_taken_while_a_reply_is_read() -> None:
    """Typing, paste, history and Enter have no effect until reading is over."""
    app = Alone()
    async with app.run_test() as pilot:
        await pilot.press(*"old", "enter")
        app.box.wait(True)
        app.box.post_message(events.Paste("pasted"))
        await pilot.press(*"typed", "up", "ctrl+j", "enter")
        during = app.box.text
        app.box.wait(False)
        await pilot.press(*"new", "enter")

    assert during == ""
    assert app.sent == ["old", "new"]


async def test_keys_act_in_the_order_in_which_they_are_pressed() -> None:
    """Letters, new lines and Enter that arrive in one burst keep their order."""
    app = Alone()
    async with app.run_test() as pilot:
        for key in ("a", "ctrl+j", "b", "ctrl+j", "c", "enter", "d"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        left = app.box.text

    assert app.sent == ["a\nb\nc"]
    assert left == "d"
