"""Keeping what was tried out as a plan: what changes, who will see to it, and by when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from reviewer.interview.planning import LONGEST_OWNER, PlannedValues
from reviewer.tui.foreign import CleanInput, Words, line, plain, together
from reviewer.tui.what_if_values import BY_FACET

_WHY = "It goes into the record as a plan. A plan with neither a name nor a date counts for nothing."
_NEITHER = "Say who will see to it, or by when. A plan with neither counts for nothing, so it is not kept."
_NO_DATE = "I cannot read that date. Write it like 1 March 2027 or 2027-03-01, or leave it empty."
_FORMS = ("%d %B %Y", "%d %b %Y", "%d. %B %Y", "%B %d, %Y", "%Y-%m-%d")
Was = Mapping[str, float | None]


class KeepScreen(ModalScreen[PlannedValues | None]):
    """Asks for an owner and a date, and gives back the plan; None where the person thinks better of it."""

    CSS_PATH = ["detail.tcss", "what_if.tcss"]
    AUTO_FOCUS = "#owner"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Keep nothing", id="keep.cancel"),
        Binding("f7", "keep", "Keep as planned", id="keep.keep"),
        Binding("tab,down", "app.focus_next", "Next", show=False, id="keep.next", priority=True),
        Binding("shift+tab,up", "app.focus_previous", "Previous", show=False, id="keep.previous", priority=True),
    ]

    def __init__(self, was: Was, planned: Was, remarks: Sequence[str] = ()) -> None:
        super().__init__()
        self._was = was
        self._planned = {facet: value for facet, value in planned.items() if value is not None}
        self._left_out = [facet for facet, value in planned.items() if value is None]
        self._remarks = remarks

    def compose(self) -> ComposeResult:
        """The changes, then two fields."""
        with VerticalScroll(id="keep", can_focus=False):
            yield Words("Keep as planned", id="sheet-title")
            yield Words(together(*(line(each) for each in self._changes()), between="\n"), id="keep-changes")
            yield Words("Who will see to it?", classes="keep-name")
            yield CleanInput(
                id="owner", compact=True, placeholder="a role, such as Head of Claims", max_length=LONGEST_OWNER
            )
            yield Words("By when?", classes="keep-name")
            yield CleanInput(id="day", compact=True, placeholder="a day, such as 1 March 2027", max_length=40)
            yield Words(plain(_WHY), id="keep-problem")
            yield Words("Enter goes on and then keeps. Esc keeps nothing.", id="keep-keys")

    def _changes(self) -> list[str]:
        kept = [
            f"{_name(facet)}: {_was(facet, self._was.get(facet))} → {_said(facet, value)}"
            for facet, value in self._planned.items()
        ]
        left_out = [f"{_name(facet)}: left out, as it has no value" for facet in self._left_out]
        return [*kept, *left_out, *self._remarks]

    @on(CleanInput.Submitted, "#owner")
    def _named(self) -> None:
        self.query_one("#day").focus()

    @on(CleanInput.Submitted, "#day")
    def _dated(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Give back the plan, if it counts for something."""
        owner = self.query_one("#owner", CleanInput).value.strip()
        typed = self.query_one("#day", CleanInput).value.strip()
        day = _day(typed)
        if typed and day is None:
            self._say(_NO_DATE)
        elif not owner and day is None:
            self._say(_NEITHER)
        else:
            self.dismiss(PlannedValues(values=self._planned, owner=owner or None, day=day))

    def _say(self, sentence: str) -> None:
        problem = self.query_one("#keep-problem", Words)
        problem.say(line(f"! {sentence}"))
        problem.add_class("-wrong")


def _name(facet: str) -> str:
    return BY_FACET[facet].name


def _said(facet: str, value: float | None) -> str:
    return BY_FACET[facet].in_words(value)


def _was(facet: str, value: float | None) -> str:
    return BY_FACET[facet].in_words(value, is_exact=False)


def _day(typed: str) -> date | None:
    """The day that is typed, with its year; None where it is none."""
    for form in _FORMS:
        try:
            return datetime.strptime(typed, form).date()
        except ValueError:
            continue
    return None
