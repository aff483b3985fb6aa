"""Where the reply is typed: several lines, Enter sends, earlier replies come back with Up and Down."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.message import Message

from reviewer.tui.foreign_area import CleanTextArea

_READY = Content("Your reply. Enter sends it, Ctrl+J begins a line.")
_OPENING = Content("One moment …")
_READING = Content("Reading your reply …")
_TYPE_ON = Content("You can type on. Enter sends it when your earlier reply is read.")


class ReplyBox(CleanTextArea):
    """The reply. It keeps the focus while a reply is read, and takes nothing until that is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Send", show=False, id="reply.send"),
        Binding(
            "ctrl+j,shift+enter,alt+enter",
            "new_line",
            "New line",
            show=False,
            id="reply.new_line",
        ),
        Binding("up", "up", "Up a line, or to an earlier reply", show=False, id="reply.earlier"),
        Binding("down", "down", "Down a line, or to a later reply", show=False, id="reply.later"),
        Binding("pageup", "screen.scroll_log(-1)", "Earlier in the chat", show=False, id="reply.page_up"),
        Binding("pagedown", "screen.scroll_log(1)", "Later in the chat", show=False, id="reply.page_down"),
    ]

    class Sent(Message):
        """A reply is ready to be read."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, show_line_numbers=False, tab_behavior="focus", placeholder=_READY)
        self._history: list[str] = []
        self._place = 0
        self._draft = ""
        self._waits = False

    def remember(self, replies: list[str]) -> None:
        """Take over the replies of an earlier sitting as history."""
        self._history = list(replies)
        self._place = len(self._history)

    def wait(self, waits: bool, opening: bool = False) -> None:
        """Send nothing while a reply is read, or before there is a question; show that it is so.

        What is typed while an interview opens is kept, as nobody looks at the field yet.
        """
        self._waits = waits
        self.read_only = waits and not opening
        self.set_class(waits, "-reading")
        self.placeholder = _READY if not waits else _OPENING if opening else _READING

    def take_drafts(self) -> None:
        """The wait is long: what is typed stays in the field, and nothing is sent yet."""
        if self._waits:
            self.read_only = False
            self.remove_class("-reading")
            self.placeholder = _TYPE_ON

    def fill(self, text: str) -> None:
        """Put `text` in, as if it had been typed."""
        self.clear()
        self.put_in(text)

    async def _on_key(self, event: Key) -> None:
        """Enter and Ctrl+J act in their turn; as bindings they would overtake, or be overtaken by, typed letters."""
        act = {"enter": self.action_send, "ctrl+j": self.action_new_line}.get(event.key)
        if act is not None:
            event.stop()
            event.prevent_default()
            act()

    def action_send(self) -> None:
        """Send what is typed; nothing is sent while a reply is read."""
        text = self.text.strip()
        if self._waits or not text:
            return
        self._history.append(text)
        self._place = len(self._history)
        self.clear()
        self.post_message(self.Sent(text))

    def action_new_line(self) -> None:
        """Begin a new line."""
        if not self.read_only:
            self.put_in("\n")

    def action_up(self) -> None:
        """One line up; from the first line, to the earlier reply."""
        if self.cursor_at_first_line:
            self._recall(self._place - 1)
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        """One line down; from the last line, to the later reply, and at last to what was being typed."""
        if self.cursor_at_last_line:
            self._recall(self._place + 1)
        else:
            self.action_cursor_down()

    def _recall(self, place: int) -> None:
        if self.read_only or not 0 <= place <= len(self._history):
            return
        if self._place == len(self._history):
            self._draft = self.text
        self._place = place
        self.fill(self._draft if place == len(self._history) else self._history[place])
