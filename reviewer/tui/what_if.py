"""What if: figures that can be moved, and what would follow from them, at once. Nothing is kept unless it is said."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer

from reviewer.interview.planning import PlannedValues
from reviewer.tui.detail import DetailScreen
from reviewer.tui.details import Detail, Part
from reviewer.tui.foreign import QUIET, Rows, Words, line, plain, together
from reviewer.tui.what_if_command import command_line
from reviewer.tui.what_if_field import Field
from reviewer.tui.what_if_keep import KeepScreen
from reviewer.tui.what_if_later import worked_out
from reviewer.tui.what_if_trial import Look, TooMuchError, Trial
from reviewer.tui.what_if_values import FIGURES
from reviewer.tui.what_if_words import WAITING, answer, case_lines, figure_rows, gap_rows, last_good

if TYPE_CHECKING:
    from reviewer.assessment.findings import Kind
    from reviewer.framework.catalogue import Framework
    from reviewer.readiness.fold import Readiness

_HOW = "Type, or Up and Down. Tab goes on."
_KEPT = "Nothing is kept unless you say so."
_LEFT_OUT = (
    "What was assumed is assumed again. Opening hours, approvals, samples, decisions of people alone and what happens "
    "without the agent are not in it: where you gave them, please add them, or the interview or review with --from."
)
_COUNTED = "The share handed over was counted, and a count goes first: the planned share is noted, the sums stay."
# Long enough for a key that is held down, for sums that take longer than a key.
_PATIENCE = 0.25
_PEOPLE_AT_ONCE = 60


class WhatIfScreen(Screen[PlannedValues | None]):
    """Tries figures out on a readiness. Ends with what is to be kept as planned, or None.

    Without `can_keep` there is no record to keep it in; then the command that gives the same figures is shown.
    """

    CSS_PATH = "what_if.tcss"
    AUTO_FOCUS = "StepInput"
    HELP = (
        "Try other figures, and see at once what would follow. Nothing is kept unless you say so.\n"
        "Type a figure, or move it with Up and Down; Tab goes on. Each field says where its figure comes from.\n"
        "A share needs its sign, such as 5%. A time may have a unit, such as 15m or 4h.\n"
        "An emptied field is not stated; where there is a usual value, that is assumed again.\n"
        "On the right: whether it holds, the queue, and which gaps would open or close."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (72, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f7",
            "keep",
            "Keep as planned",
            tooltip="keep what you tried out, with an owner and a date",
            id="what_if.keep",
        ),
        Binding(
            "f8", "begin_again", "As it stands", tooltip="all figures back to where they stand", id="what_if.again"
        ),
        Binding("escape,f6", "dismiss", "Back", tooltip="back to where you were", id="what_if.leave"),
        # Before the fields: what is typed right after it belongs to the next one, however fast it comes.
        Binding("tab,enter", "app.focus_next", "Next", show=False, id="what_if.next", priority=True),
        Binding("shift+tab", "app.focus_previous", "Previous", show=False, id="what_if.previous", priority=True),
        Binding("pageup", "scroll(-1)", "Up a page", show=False, id="what_if.page_up", priority=True),
        Binding("pagedown", "scroll(1)", "Down a page", show=False, id="what_if.page_down", priority=True),
    ]

    def __init__(self, trial: Trial, can_keep: bool = False) -> None:
        super().__init__()
        self.trial = trial
        self._can_keep = can_keep
        self._is_due = False
        self._too_much = ""
        self._fields: list[Field] = []
        self.look = trial.as_it_stands

    def compose(self) -> ComposeResult:
        """The figures on the left, what follows on the right."""
        from reviewer.tui.what_if_plot import DayPlot

        starts = self.trial.starts(self.look)
        yield Words(together(plain("What if  ", "bold"), plain(f"{_HOW} {_KEPT}", QUIET)), id="what-if-name")
        with Horizontal(id="what-if"):
            with VerticalScroll(id="fields", can_focus=False):
                self._fields = [Field(figure, starts[figure.facet]) for figure in FIGURES]
                yield from self._fields
            with VerticalScroll(id="results", can_focus=False):
                yield Words(id="answer")
                yield Words(id="figures")
                yield Words(id="cases")
                yield Words(id="worst")
                yield Words("Against what is stated", classes="what-if-heading")
                yield Words(id="gaps")
                yield Words("The queue over one day, hour by hour", classes="what-if-heading", id="queue-name")
                yield DayPlot(id="queue")
                yield Words(id="queue-legend")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show how it stands, once everything is there that shows it."""
        self.call_after_refresh(self._draw)

    @property
    def unsent(self) -> bool:
        """Whether anything is tried out that would be lost."""
        return bool(self._moved())

    def _moved(self) -> dict[str, float | None]:
        return {field.figure.facet: field.value for field in self._fields if field.is_moved}

    @on(Field.Moved)
    def _change(self) -> None:
        """Draw once for all keys that are there by now."""
        if not self._is_due:
            self._is_due = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._is_due = False
        self._too_much = ""
        try:
            look = self.trial.look(self._moved())
        except TooMuchError as error:
            self._too_much = f"{error} The figures below are the last good ones."
            self.query_one("#answer", Words).say(line(f"! {self._too_much}", "bold"))
            return
        self.look = look
        with self.app.batch_update():
            self._follow()
            self._show(look)
        self._work_out(look)

    def _follow(self) -> None:
        starts = self.trial.starts(self.look)
        for field in self._fields:
            field.follow(starts[field.figure.facet])
            if field.figure.facet == "escalation_rate_high" and not field.is_wrong:
                used = self.look.plan.rate_high
                is_other = field.value is not None and used is not None and used != field.value
                field.remark(f"below the share: {field.figure.rounded(used)} counts" if is_other and used else "")

    def _show(self, look: Look) -> None:
        wrong = [field.figure.name for field in self._fields if field.is_wrong]
        self.query_one("#answer", Words).say(Rows([last_good(look, wrong) if wrong else answer(look)]))
        self._show_figures(look, WAITING)
        self.query_one("#cases", Words).say(case_lines(look))
        self.query_one("#worst", Words).say(line(look.worst or ""))
        self._show_day(look)

    def _show_figures(self, look: Look, chance: str) -> None:
        self.query_one("#figures", Words).say(Rows(figure_rows(look, self.trial.as_it_stands, chance)))

    def _show_day(self, look: Look) -> None:
        from reviewer.tui.what_if_plot import DayPlot, legend

        self.query_one("#queue-legend", Words).say(plain(legend(look.moments, look.plan.max_queue), QUIET))
        for name in ("#queue-name", "#queue", "#queue-legend"):
            widget = self.query_one(name)
            if widget.display != bool(look.moments):
                widget.display = bool(look.moments)
        self.query_one(DayPlot).show(look.moments, look.plan.max_queue)

    @work(exclusive=True, group="later")
    async def _work_out(self, look: Look) -> None:
        """What takes longer. The next change cancels the wait, so that no stale answer is ever shown."""
        outlook = look.outlook
        if outlook is not None and outlook.queue is not None and outlook.queue.people > _PEOPLE_AT_ONCE:
            self.query_one("#gaps", Words).say(Rows(gap_rows(None)))
            await asyncio.sleep(_PATIENCE)
        later = await worked_out(self.trial, look)
        with self.app.batch_update():
            self.query_one("#gaps", Words).say(Rows(gap_rows(later.gaps)))
            self._show_figures(look, _chance(later.chance))

    def action_begin_again(self) -> None:
        """All figures back to where they stand."""
        for field in self._fields:
            field.begin_again()
        self._change()

    def action_scroll(self, direction: int) -> None:
        """Scroll what follows; on a very narrow screen, everything."""
        scroll = self.query_one("#what-if" if self.has_class("-tiny") else "#results")
        (scroll.scroll_page_up if direction < 0 else scroll.scroll_page_down)(animate=False)

    def action_keep(self) -> None:
        """Ask for an owner and a date, and end with the plan."""
        moved = self._moved()
        if any(field.is_wrong for field in self._fields):
            self.notify("One of the fields holds no figure. Please mend it first.", severity="warning")
        elif self._too_much:
            self.notify(self._too_much, severity="warning")
        elif not self._can_keep:
            self.app.push_screen(DetailScreen(_command(self.look)))
        elif not moved:
            self.notify("Nothing is changed yet, so there is nothing to keep.")
        else:
            was = {facet: self.trial.starts(self.look)[facet].value for facet in moved}
            remarks = [_COUNTED] if "escalation_rate" in moved and self.trial.share_is_counted else []
            self.app.push_screen(KeepScreen(was, moved, remarks), self._kept)

    def _kept(self, planned: PlannedValues | None) -> None:
        if planned is not None:
            self.dismiss(planned)


def _chance(chance: float | None) -> str:
    if chance is None:
        return "not worked out for a desk of this size:"
    return "under 0.1%" if chance < 0.0005 else f"{chance:.1%}"


def _command(look: Look) -> Detail:
    """Where there is no record: how to come back to the same figures."""
    parts = (
        Part("This command begins with the same figures", command_line(look)),
        Part("What it leaves out", _LEFT_OUT),
    )
    return Detail("There is no interview to keep a plan in", "Open this screen from an interview to plan.", parts)


def open_what_if(readiness: "Readiness", framework: "Framework", kind: "Kind", answered: frozenset[str]) -> int:
    """Open the screen alone, from a terminal; the exit code for the command line."""
    from reviewer.tui.frame import OneScreenApp

    app = OneScreenApp(WhatIfScreen(Trial(readiness, framework, kind, answered)))
    app.run()
    return app.return_code or 0
