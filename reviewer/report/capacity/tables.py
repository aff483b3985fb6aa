"""The two tables of the report on capacity, with every cell as it is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reviewer.assessment.capacity.words import SCENARIOS
from reviewer.report.capacity.document import RateStep

_NONE = "-"
Cell = float | str | bool | None


@dataclass(frozen=True)
class Table:
    """Figures side by side: the names of the columns, and rows that begin with their own name.

    `name` says what the table shows, `corner` what its columns are.
    """

    name: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def per_cent(share: float) -> str:
    """A share as a per cent, with the digits that it has."""
    return f"{round(share * 100, 6):g}%"


def time_in_words(hours: float) -> str:
    """A time in hours, below one hour in minutes."""
    if hours >= 1:
        return f"{hours:,g} {'hour' if hours == 1 else 'hours'}"
    return f"{round(hours * 60, 2):g} minutes"


def _count(value: Cell) -> str:
    return f"{value:,.0f}" if isinstance(value, float | int) else _NONE


def _decimal(places: int) -> Callable[[Cell], str]:
    return lambda value: f"{value:,.{places}f}".removesuffix(".0") if isinstance(value, float | int) else _NONE


def _share(value: Cell) -> str:
    return f"{value:.1%}" if isinstance(value, float | int) else _NONE


def _load(value: Cell) -> str:
    return f"{round(value, 2):,g}" if isinstance(value, float | int) else _NONE


def _holds(value: Cell) -> str:
    return _NONE if value is None else "yes" if value else "no"


_ROWS: tuple[tuple[str, str, Callable[[Cell], str]], ...] = (
    ("Cases a day", "volume_per_day", _count),
    ("Handed over to people", "escalation_rate", _share),
    ("Hand-overs a day", "escalations_per_day", _count),
    ("Hours of work a day", "human_hours_per_day", _decimal(1)),
    ("Load (hours of work each hour)", "load_erlang", _load),
    ("People needed", "people_needed", _count),
    ("At the desk for the wait", "desk_for_wait", _count),
    ("At the desk for the queue limit", "desk_for_depth", _count),
    ("Holds with the people planned", "holds", _holds),
)


def scenario_table(scenarios: Sequence[Mapping[str, float | str | bool]]) -> Table:
    """Today and the low, expected and high share at target; a row that is empty is left out."""
    columns = tuple(SCENARIOS[str(row["name"])] for row in scenarios)
    rows = [(name, *(form(row.get(key)) for row in scenarios)) for name, key, form in _ROWS]
    return Table("Today and at target, by share handed over", "", columns, _filled(rows))


def sensitivity_table(steps: Sequence[RateStep]) -> Table:
    """People needed by share handed over."""
    rows = [
        ("People needed", *(_count(step.people_needed) for step in steps)),
        ("At the desk for the wait", *(_count(step.desk_for_wait) for step in steps)),
        ("the same, busiest hour", *(_count(step.desk_for_wait_in_the_busiest_hour) for step in steps)),
        ("At the desk for the limit", *(_count(step.desk_for_depth) for step in steps)),
    ]
    columns = tuple(f"{step.escalation_rate * 100:.3g}%" for step in steps)
    return Table("People by share handed over", "Handed over", columns, _filled(rows))


def _filled(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(row for row in rows if any(cell != _NONE for cell in row[1:]))
