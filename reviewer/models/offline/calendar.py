"""What a text tells about its dates: the year that it speaks of, the day it was written on, how it orders 1/9/2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reviewer.readiness.dates import When, last_of_month

UNKNOWN_YEAR = 2026
"""The year of a text that names none and whose own date is not known; only the order of its dates matters."""

_PAST = re.compile(
    r"\b(?:was|were|did|tried|tested|started|since|signed|agreed|accepted|rehearsed|"
    "drilled|last|ran|went|had|approved|held|used|practised|practiced|done|counted|"
    r"timed|clocked|measured|ago|took|been)\b"
)
_FUTURE = re.compile(
    r"\b(?:will|by|until|till|target|due|deadline|starts?|starting|goes|go-live|golive|"
    r"from|planned|next|at the latest|closes?|rollout|roll-out)\b"
)
Day = tuple[int, int]
"""A month and a day in it; day 0 is the last day of the month before, so that (3, 0) is the end of February."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`anchor` is the date that a text was written on, or one that it names; `today` the day on which it is read.

    `day_first`: whether 1/9/2026 is the first of September; none where the text does not show it.
    """

    anchor: date | None = None
    today: date | None = None
    day_first: bool | None = None

    @property
    def now(self) -> date:
        """A day on which what "is there now" is there."""
        return self.today or self.anchor or date(UNKNOWN_YEAR, 1, 1)

    def span(self, first: Day, last: Day, year: int | None, surroundings: str) -> When | None:
        """The span in its year; a missing year is the nearest to the anchor in the direction of the words around."""
        if year is not None:
            return _span(year, first, last)
        if self.anchor is None:
            return _span(UNKNOWN_YEAR, first, last, assumed=True)
        years = (self.anchor.year + shift for shift in (-1, 0, 1))
        options = [found for each in years if (found := _span(each, first, last, assumed=True))]
        if _PAST.search(surroundings) and not _FUTURE.search(surroundings):
            options = [option for option in options if option.first <= self.anchor] or options
        elif _FUTURE.search(surroundings) and not _PAST.search(surroundings):
            options = [option for option in options if option.last >= self.anchor] or options
        anchor = self.anchor
        return min(options, key=lambda option: (abs((option.first - anchor).days), option.first), default=None)


def _span(year: int, first: Day, last: Day, assumed: bool = False) -> When | None:
    starts, ends = _day_of(year, *first), _day_of(year, *last)
    return When(starts, ends, year_assumed=assumed) if starts and ends else None


def _day_of(year: int, month: int, day: int) -> date | None:
    if day == 0:
        return month_of(year, month - 1)[1]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month; month 13 is January of the next year, month 0 December of the last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), last_of_month(year, month)
