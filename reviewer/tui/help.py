"""Help: what the screen is for or how to answer, what the signs mean, and which keys do something here."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from reviewer.tui.detail import Sheet
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
_GROUPS = ("reply", "what_if", "keep", "readiness", "interview", "document", "start", "help", "commands", "quit")


class HelpScreen(ModalScreen[None]):
    """Help on the screen that it was called from."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,f1", "dismiss", "Close", id="help.close")]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        keys = "\n".join(_keys(about))
        first = ("How to answer", _ANSWERING) if about.HELP is None else ("On this screen", about.HELP)
        self._parts = (first, ("Keys", f"{keys}\n{_ALSO}"), ("Signs", LEGEND))

    def compose(self) -> ComposeResult:
        """Three short parts; a screen that is about something else than answers says what, in its own words."""
        with Sheet():
            yield Words("Help", id="sheet-title")
            for heading, text in self._parts:
                yield Words(heading, classes="sheet-heading")
                yield Words(text, classes="sheet-text")


def _keys(about: Screen[object]) -> Iterator[str]:
    """The keys of our own that work on a screen, as they are mapped now; each meaning once."""
    by_name: dict[str, Binding] = {}
    for active in about.active_bindings.values():
        if active.binding.id:
            by_name.setdefault(active.binding.description, active.binding)
    for name, binding in sorted(by_name.items(), key=lambda named: _group(named[1])):
        meaning = f"{name.rstrip('?')}: {binding.tooltip}" if binding.tooltip else name
        yield f"{about.app.get_key_display(binding):<8}{meaning}"


def _group(binding: Binding) -> int:
    return _GROUPS.index((binding.id or "").partition(".")[0])
