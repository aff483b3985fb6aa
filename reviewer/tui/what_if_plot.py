"""The queue over one day as a plot. The library for it is imported with this module, and nowhere else."""

from collections.abc import Sequence
from contextlib import ExitStack

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.containers import Grid
from textual.reactive import reactive
from textual.strip import Strip
from textual_hires_canvas import Canvas
from textual_plot import HiResMode, PlotWidget
from textual_plot.plot_widget import Legend

from reviewer.assessment.capacity.curve import Moment

_LIMIT, _BAD_DAY = "─", "·"
# Points of the limit's line: more than any plot is wide, so that it has no holes.
_DENSE = 160


def legend(moments: Sequence[Moment], limit: float | None) -> str:
    """What the lines mean; they differ in form, not only in colour."""
    parts = ["⣀⡠ waiting, on average"]
    if any(moment.bad_day is not None for moment in moments):
        parts.append(f"{_BAD_DAY} {_BAD_DAY} on one day in twenty")
    if limit is not None:
        parts.append(f"{_LIMIT * 2} the limit: {limit:,g}")
    return "   ".join(parts)


class StyledCanvas(Canvas):
    """A canvas on which every cell has a style: without colours, Textual fails on cells that have none."""

    def render_line(self, y: int) -> Strip:
        """One line of it."""
        strip = super().render_line(y)
        return Strip([Segment(text, style or Style.null()) for text, style, _ in strip], strip.cell_length)


class DayPlot(PlotWidget, can_focus=False):
    """Cases that wait, hour by hour since opening, with the limit as a line."""

    margin_top = reactive(0)
    margin_left = reactive(8)
    margin_bottom = reactive(1)

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, allow_pan_and_zoom=False)

    def compose(self) -> ComposeResult:
        """What the library composes, on canvases of our own."""
        with Grid():
            for part in ("margin-top", "margin-left", "plot", "margin-bottom"):
                yield StyledCanvas(1, 1, id=part)
        yield Legend(id="legend")

    def render(self) -> RenderResult:
        """One refresh for each canvas at the end, in place of one for every dot."""
        with ExitStack() as stack:
            for canvas in self.query(Canvas):
                stack.enter_context(canvas.batch_refresh())
            return super().render()

    def show(self, moments: Sequence[Moment], limit: float | None) -> None:
        """Draw the day; nothing where there is none."""
        self.clear()
        if not moments:
            return
        hours = [moment.hours for moment in moments]
        bad = [(moment.hours, moment.bad_day) for moment in moments if moment.bad_day is not None]
        colours = self.app.theme_variables
        if limit is not None:
            across = [hours[-1] * place / _DENSE for place in range(_DENSE + 1)]
            self.scatter(across, [limit] * len(across), marker=_LIMIT, marker_style=colours["warning"])
        if bad:
            late = [waiting for _, waiting in bad]
            self.scatter([hour for hour, _ in bad], late, marker=_BAD_DAY, marker_style=colours["secondary"])
        waiting = [moment.waiting for moment in moments]
        self.plot(hours, waiting, line_style=colours["primary"], hires_mode=HiResMode.BRAILLE)
        highest = max([*waiting, *(value for _, value in bad), limit or 0, 1])
        self.set_xlimits(0, hours[-1])
        self.set_ylimits(0, highest * 1.1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls what the plot is part of: a plot that moves under the hand would hide the limit."""
        event.stop()
        self._scroll(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same upwards."""
        event.stop()
        self._scroll(-3)

    def _scroll(self, lines: int) -> None:
        for above in self.ancestors_with_self:
            if above is not self and getattr(above, "allow_vertical_scroll", False):
                above.scroll_relative(y=lines, animate=False)  # type: ignore[attr-defined]
                return
