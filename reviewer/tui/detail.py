"""A closer look at one thing, over the screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from reviewer.tui.details import Detail
from reviewer.tui.foreign import Words


class Sheet(VerticalScroll):
    """A sheet over the screen; the keys scroll it at once."""

    def on_mount(self) -> None:
        """Say on the sheet itself how it is closed."""
        self.border_subtitle = "Esc closes, Up and Down scroll"
        self.focus()


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
        """Title and parts."""
        with Sheet():
            yield Words(self._detail.title, id="sheet-title")
            yield Words(self._detail.subtitle, id="sheet-subtitle")
            for part in self._detail.parts:
                yield Words(part.heading, classes="sheet-heading")
                yield Words(part.text, classes="sheet-text")
