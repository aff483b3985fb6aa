"""A closer look at one thing, over the screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from reviewer.tui.details import Detail
from reviewer.tui.foreign import Words


class DetailScreen(ModalScreen[None]):
    """Shows a Detail until it is closed."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "Close", id="detail.close"),
    ]

    def __init__(self, detail: Detail) -> None:
        super().__init__()
        self._detail = detail

    def compose(self) -> ComposeResult:
        """Title, parts, and how to close it."""
        with Vertical(id="sheet"):
            yield Words(self._detail.title, id="sheet-title")
            yield Words(self._detail.subtitle, id="sheet-subtitle")
            with VerticalScroll(id="sheet-parts"):
                for part in self._detail.parts:
                    yield Words(part.heading, classes="sheet-heading")
                    yield Words(part.text, classes="sheet-text")
            yield Words("Esc closes this. Up and Down scroll.", id="sheet-close")

    def on_mount(self) -> None:
        """The keys scroll at once."""
        self.query_one("#sheet-parts").focus()
