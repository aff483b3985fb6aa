"""The question that stands now, always in view above the reply."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from reviewer.tui.foreign import Shown, Words, line, plain, together


class QuestionBox(VerticalScroll, can_focus=False):
    """One question with its reason, or one sentence on what is going on."""

    def compose(self) -> ComposeResult:
        """The question, and under it the reason in a quieter voice."""
        yield Words("One moment …", id="question")
        yield Words(id="why")

    def ask(self, wording: str, why: str) -> None:
        """Put a question."""
        reason = together(plain("Why I ask: ", "italic"), line(why)) if why else ""
        self._show(wording, reason)

    def tell(self, sentence: str, remark: str = "") -> None:
        """Say what is going on instead of asking."""
        self._show(sentence, line(remark))

    def _show(self, first: str, second: Shown) -> None:
        self.query_one("#question", Words).say(line(first))
        why = self.query_one("#why", Words)
        why.say(second)
        why.display = bool(why.said)
        self.scroll_home(animate=False)
