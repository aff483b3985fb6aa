"""What a date may mean: its first and last day, and why it is uncertain. Its text is close to EDTF (ISO 8601-2).

`2026-09-01` is a day; `2026-07-01/2026-09-30` some day from the first to the last; `[2026-01-09,2026-09-01]` one of two
days (1/9/2026). `?` at the end: the year was not written and is assumed; `~`: "about"; `%`: both. A date that hangs on
another is that facet's key with a length of time, `target_date-P14D`; what it means is looked up when a rule asks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Later = Literal["certainly", "possibly", "no"]
# What "about 1 September" leaves open to either side.
_ABOUT = timedelta(days=14)
# People leave the year out where the nearest one is meant. Further apart, the year before may be meant just as well.
_HALF_A_YEAR = timedelta(days=182)
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ABSOLUTE = re.compile(
    rf"(?:\[(?P<one>{_DAY}),(?P<other>{_DAY})\]|(?P<first>{_DAY})(?:/(?P<last>{_DAY}))?)(?P<mark>[?~%]?)"
)
_RELATIVE = re.compile(r"(?P<facet>[a-z][a-z0-9_]{0,60})(?P<sign>[+-])P(?P<count>[0-9]{1,4})(?P<unit>[DM])(?P<mark>~?)")
_MARKS = {(False, False): "", (True, False): "?", (False, True): "~", (True, True): "%"}


class NoDateError(ValueError):
    """A text in none of the forms of a date."""


@dataclass(frozen=True, slots=True)
class When:
    """Some day from `first` to `last`, both included; with `either` it is one of these two days.

    `year_assumed`: the year was not written. `about`: it may lie two weeks to either side.
    """

    first: date
    last: date
    year_assumed: bool = False
    about: bool = False
    either: bool = False

    def __post_init__(self) -> None:
        """The last day is not before the first."""
        if self.last < self.first:
            raise NoDateError("the last day of a date lies before its first")

    @property
    def text(self) -> str:
        """The one way in which it is written."""
        mark = _MARKS[self.year_assumed, self.about]
        if self.first == self.last:
            return f"{self.first}{mark}"
        return f"[{self.first},{self.last}]{mark}" if self.either else f"{self.first}/{self.last}{mark}"

    @property
    def earliest(self) -> date:
        """The first day that it may mean."""
        return self.first - min(_ABOUT, self.first - date.min) if self.about else self.first

    @property
    def latest(self) -> date:
        """The last day that it may mean."""
        return self.last + min(_ABOUT, date.max - self.last) if self.about else self.last

    @property
    def is_sure(self) -> bool:
        """Whether it is one day, and its year was written."""
        return self.earliest == self.latest and not self.year_assumed

    # An order holds only where it holds for every day that the two may mean.
    def __lt__(self, other: "When") -> bool:
        return self.latest < other.earliest

    def __le__(self, other: "When") -> bool:
        return self.latest <= other.earliest

    def __gt__(self, other: "When") -> bool:
        return self.earliest > other.latest

    def __ge__(self, other: "When") -> bool:
        return self.earliest >= other.latest


@dataclass(frozen=True, slots=True)
class Relative:
    """A date that hangs on another one: `count` days ("D") or calendar months ("M") from the date of `facet`."""

    facet: str
    count: int
    unit: Literal["D", "M"]
    about: bool = False

    @property
    def text(self) -> str:
        """The one way in which it is written; no time at all is `+P0D`."""
        sign = "-" if self.count < 0 else "+"
        return f"{self.facet}{sign}P{abs(self.count)}{self.unit}{'~' if self.about else ''}"

    def counted_from(self, when: When) -> When:
        """What it means if the other date is `when`; NoDateError where the calendar ends."""
        first, last = (_shifted(day, self.count, self.unit) for day in (when.first, when.last))
        return replace(when, first=first, last=last, about=when.about or self.about)


def day(of: date) -> When:
    """A date that says its day and its year."""
    return When(of, of)


def parsed(text: str) -> When | Relative:
    """The date that a text in one of the forms stands for; NoDateError for any other text."""
    if match := _ABSOLUTE.fullmatch(text):
        return _absolute(match)
    if match := _RELATIVE.fullmatch(text):
        count = int(match["count"]) * (-1 if match["sign"] == "-" else 1)
        unit: Literal["D", "M"] = "D" if match["unit"] == "D" or not count else "M"
        return Relative(match["facet"], count, unit, about=bool(match["mark"]))
    raise NoDateError("a date is needed, such as 2026-09-01, 2026-07-01/2026-09-30 or target_date-P14D")


def _absolute(match: re.Match[str]) -> When:
    try:
        days = [date.fromisoformat(part) for part in match.group("one", "other", "first", "last") if part]
    except ValueError:
        raise NoDateError("there is no such day in the calendar") from None
    year_assumed, about = next(marks for marks, sign in _MARKS.items() if sign == match["mark"])
    if match["one"]:
        return When(min(days), max(days), year_assumed, about, either=min(days) < max(days))
    return When(days[0], days[-1], year_assumed, about)


def resolved(text: str, value_of: Callable[[str], object]) -> When | None:
    """The date with what it hangs on looked up; none where that has no date, or hangs on this one in turn."""
    steps: list[Relative] = []
    try:
        found = parsed(text)
        while isinstance(found, Relative):
            if found.facet in {step.facet for step in steps}:
                return None
            steps.append(found)
            found = parsed(str(value_of(found.facet)))
        for step in reversed(steps):
            found = step.counted_from(found)
    except NoDateError:
        return None
    return found


def later(one: When, other: When) -> Later:
    """Whether `one` lies after `other`: certainly, possibly, or certainly not. The same day is not later."""
    if one > other:
        is_near = one.earliest - other.latest <= _HALF_A_YEAR
        return "certainly" if is_near or not (one.year_assumed or other.year_assumed) else "possibly"
    return "no" if one <= other else "possibly"


def later_than(text: str, facet: str, value_of: Callable[[str], object]) -> tuple[Later, When, When] | None:
    """Whether the date `text` lies after the date of `facet`, with what both mean; none where one of them is unknown.

    "Two weeks after go-live" is later than go-live, whatever day that is.
    """
    one, other = resolved(text, value_of), resolved(str(value_of(facet)), value_of)
    if one is None or other is None:
        return None
    found = parsed(text)
    if isinstance(found, Relative) and found.facet == facet:
        start = day(date(2000, 1, 1))
        return later(found.counted_from(start), start), one, other
    return later(one, other), one, other


def days_later(one: When, other: When) -> tuple[int, int]:
    """By how many days `one` lies after `other`: at least, and at most; negative where it lies before."""
    return (one.earliest - other.latest).days, (one.latest - other.earliest).days


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def _shifted(start: date, count: int, unit: str) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + (count if unit == "M" else 0), 12)
    try:
        same_day = date(year, month + 1, min(start.day, last_of_month(year, month + 1).day))
        return same_day + timedelta(days=count if unit == "D" else 0)
    except (OverflowError, ValueError):
        raise NoDateError("the calendar does not reach that far") from None
