"""What can be moved on the what-if screen: each figure with its unit, its limits, its steps, and how it is typed."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "share", "minutes", "hours"]

_NUMBER = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,9})?|[0-9]{0,15}\.?[0-9]{1,9}|[0-9]{1,15})\s*(?P<unit>%|[a-z]*)",
    re.ASCII | re.IGNORECASE,
)
_MINUTES = {"m": 1.0, "min": 1.0, "minute": 1.0, "minutes": 1.0, "h": 60.0, "hour": 60.0, "hours": 60.0}
_SMALLEST = 1e-6
_LONGEST = 40


class WrongValueError(ValueError):
    """What is typed is no such figure; the message says why, in a few words."""


@dataclass(frozen=True)
class Figure:
    """One figure that can be moved. `facet` holds it, in the facet's unit; shares lie between 0 and 1.

    It lies between `least` and `most`; with `above`, it is more than `least`. `step` says how far one key moves it.
    """

    facet: str
    name: str
    unit: str
    kind: Kind
    least: float
    most: float
    step: Callable[[float], float]
    above: bool = False

    def read(self, typed: str) -> float | None:
        """What is typed, as a figure; None where nothing is. WrongValueError where it is none, or out of its limits."""
        if not typed.strip():
            return None
        value = self._in_unit(typed.strip())
        if value < self.least or (self.above and value == self.least):
            least = "more than" if self.above else "at least"
            raise WrongValueError(f"{least} {self.written(self.least)} is needed")
        if value > self.most:
            raise WrongValueError(f"at most {self.written(self.most)}")
        if 0 < value < _SMALLEST:
            raise WrongValueError("too small to count")
        return value

    def _in_unit(self, typed: str) -> float:
        if typed.startswith(("-", "−")):
            raise WrongValueError("below zero")
        match = _NUMBER.fullmatch(typed) if len(typed) <= _LONGEST else None
        if match is None:
            raise WrongValueError("not a number that I can read")
        number, unit = float(match["number"].replace(",", "")), match["unit"].casefold()
        return self._converted(number, unit)

    def _converted(self, number: float, unit: str) -> float:
        if self.kind == "share":
            if unit not in ("", "%"):
                raise WrongValueError("a share, such as 5%")
            if not unit and number > 1:
                raise WrongValueError("a per cent needs its sign: 5%")
            return round(number / 100, 12) if unit else number
        if not unit:
            return number
        if self.kind == "number" or unit not in _MINUTES:
            raise WrongValueError("a plain number is needed" if self.kind == "number" else "minutes (m) or hours (h)")
        return number * _MINUTES[unit] / (60 if self.kind == "hours" else 1)

    def written(self, value: float) -> str:
        """A value as it stands in the field."""
        return f"{value * 100:,.8g}%" if self.kind == "share" else f"{value:,.10g}"

    def rounded(self, value: float) -> str:
        """A value as well as anybody would say it: 84 of 900 are 9.33%."""
        scaled = value * 100 if self.kind == "share" else value
        digits = f"{round(scaled, 2):,.10g}" if scaled >= 1 or not scaled else f"{scaled:,.3g}"
        return f"{digits}%" if self.kind == "share" else digits

    def in_words(self, value: float | None, is_exact: bool = True) -> str:
        """A value with its unit; less than an hour in minutes."""
        if value is None:
            return "not stated"
        written = self.written if is_exact else self.rounded
        if self.unit == "hours" and 0 < value < 1:
            return f"{written(value * 60)} minutes"
        return f"{written(value)} {self.unit}"

    def moved(self, value: float | None, direction: int) -> float:
        """The next value up (1) or down (-1), on a round number and within the limits."""
        now = self.least if value is None else value
        # Down from 1,000 goes where up to 1,000 comes from.
        step = self.step(now if direction > 0 else now * 0.999)
        places = now / step
        place = math.floor(places + 1e-9) + 1 if direction > 0 else math.ceil(places - 1e-9) - 1
        lowest = step if self.above and not self.least else self.least
        return min(self.most, max(lowest, round(place * step, 9)))


def _tenth(least: float) -> Callable[[float], float]:
    """A tenth of the power of ten below the value: 100 at 1,000 and above, 1,000 at 10,000 and above."""
    return lambda value: max(least, 10.0 ** (math.floor(math.log10(value)) - 1)) if value > 0 else least


def _finer_below(limit: float, fine: float, coarse: float) -> Callable[[float], float]:
    return lambda value: fine if value < limit else coarse


_SHARE_STEP = _finer_below(0.1, 0.005, 0.01)
FIGURES: tuple[Figure, ...] = (
    Figure("volume_target_per_day", "Cases a day", "cases a day", "number", 0, 10_000_000, _tenth(1), above=True),
    Figure("escalation_rate", "Share handed over", "of the cases", "share", 0, 1, _SHARE_STEP),
    Figure("escalation_rate_high", "In a bad month", "of the cases", "share", 0, 1, _SHARE_STEP),
    Figure("handling_minutes", "Time for each", "minutes", "minutes", 0, 6_000, _tenth(1), above=True),
    Figure("reviewers_fte", "People for them", "people", "number", 0, 5_000, _tenth(1)),
    Figure("hours_per_day", "Paid time of each", "hours a day", "hours", 0, 24, lambda _: 0.5, above=True),
    Figure("shrinkage", "Away from cases", "of that time", "share", 0, 1, _finer_below(0, 0.05, 0.05)),
    Figure("max_queue_depth", "May wait at most", "cases", "number", 0, 20_000, _tenth(1)),
    Figure("max_wait_hours", "Longest wait", "hours", "hours", 0, 8_760, _finer_below(2, 0.25, 1)),
    Figure("peak_factor", "Busiest hour", "times normal", "number", 1, 100, _tenth(0.1)),
)
"""Every figure that can be moved, in the order of the screen."""
BY_FACET = {figure.facet: figure for figure in FIGURES}
