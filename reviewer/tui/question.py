"""The question that stands now, always in view above the reply."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from reviewer.tui.foreign import Shown, Words, line, plain, together


class QuestionBox(VerticalScroll, can_focus=False):
    """One question with its reason, or one sentence on what is going on.

    While a model writes a question its words appear as they come, as plain text; the checked question replaces them.
    """

    class Heard(Message):
        """A piece of a question that is being written."""

        def __init__(self, piece: str) -> None:
            super().__init__()
            self.piece = piece

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._written: str | None = None

    def compose(self) -> ComposeResult:
        """The question, and under it the reason in a quieter voice."""
        yield Words("One moment …", id="question")
        yield Words(id="why")

    def listen(self) -> None:
        """Show what is heard from now on, until a question is put."""
        self._written = ""

    def hear(self, piece: str) -> None:
        """A piece of a question. May be called from any thread."""
        self.post_message(self.Heard(piece))

    @on(Heard)
    def _heard(self, event: Heard) -> None:
        # What arrives after the question was put is late, and no part of it.
        if self._written is not None:
            self._written += event.piece
            self.add_class("-writing")
            self._show(f"{self._written} …", "")

    def ask(self, wording: str, why: str) -> None:
        """Put a question."""
        self._written = None
        self.remove_class("-writing")
        reason = together(plain("Why I ask: ", "italic"), line(why)) if why else ""
        self._show(wording, reason)

    def tell(self, sentence: str, remark: str = "") -> None:
        """Say what is going on instead of asking."""
        self._written = None
        self.remove_class("-writing")
        self._show(sentence, line(remark))

    def _show(self, first: str, second: Shown) -> None:
        self.query_one("#question", Words).say(line(first))
        why = self.query_one("#why", Words)
        why.say(second)
        why.display = bool(why.said)
        self.scroll_home(animate=False)
