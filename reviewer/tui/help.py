"""Help: how to answer, what the signs mean, and which keys do something here."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen

from reviewer.tui.details import LEGEND
from reviewer.tui.foreign import Words

_ANSWERING = (
    "Answer in your own words, as messy as they are. One answer may cover several questions.\n"
    "Only what you say is noted, with your exact words. A number, a name or a date helps more than a promise.\n"
    "“I don't know” is a full answer: the point stays open, and you are asked who would know.\n"
    "You can also type skip, back or stop, ask why something is asked, or correct what you said before.\n"
    "Every answer is kept before it is read. You can close the app at any time and go on later."
)
_ALSO = "Ctrl+C and Ctrl+D close the app too."
_GROUPS = ("reply", "readiness", "interview", "document", "start", "help", "commands", "quit")


class HelpScreen(ModalScreen[None]):
    """Help on the screen that it was called from."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,f1", "dismiss", "Close", id="help.close")]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._keys = "\n".join(_keys(about))

    def compose(self) -> ComposeResult:
        """Three short parts."""
        with Vertical(id="sheet"):
            yield Words("Help", id="sheet-title")
            with VerticalScroll(id="sheet-parts"):
                for heading, text in (
                    ("How to answer", _ANSWERING),
                    ("Keys", f"{self._keys}\n{_ALSO}"),
                    ("Signs", LEGEND),
                ):
                    yield Words(heading, classes="sheet-heading")
                    yield Words(text, classes="sheet-text")
            yield Words("Esc closes this. Up and Down scroll.", id="sheet-close")

    def on_mount(self) -> None:
        """The keys scroll at once."""
        self.query_one("#sheet-parts").focus()


def _keys(about: Screen[object]) -> Iterator[str]:
    """The keys of our own that work on a screen, as they are mapped now."""
    ours = [active.binding for active in about.active_bindings.values() if active.binding.id]
    by_name = {binding.description: binding for binding in reversed(ours)}
    for binding in sorted(
        by_name.values(), key=lambda each: (_GROUPS.index((each.id or "").partition(".")[0]), each.key)
    ):
        meaning = f"  {binding.tooltip}" if binding.tooltip else ""
        yield f"{about.app.get_key_display(binding):<8}{binding.description:<20}{meaning}".rstrip()
