"""Hours of the week in which cases come in, or in which the desk is staffed, to the minute."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_DAY, _WEEK = 24 * 60, 7 * 24 * 60
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EVERY = re.compile(r"\b(?:every ?day|all|daily|each day|seven|7 days|24 ?[/x] ?7|round the clock|day and night)\b")
_WORKING = re.compile(r"\b(?:week ?days?|work(?:ing)?|business|office)\b")
_RANGE = re.compile(r"\b([a-z]{3})[a-z]*\s*(?:-|–|to|till|until|through)\s*([a-z]{3})[a-z]*\b")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


@dataclass(frozen=True)
class WeekHours:
    """Which minutes of a week, from Monday 00:00, are open."""

    minutes: bytes

    @property
    def hours_per_week(self) -> float:
        """Open hours in the week."""
        return sum(self.minutes) / 60

    @property
    def days_per_week(self) -> int:
        """Days of the week with any open minute."""
        return sum(any(self.minutes[day * _DAY : (day + 1) * _DAY]) for day in range(7))

    @property
    def hours_per_day(self) -> float:
        """Open hours of a day that has any."""
        return self.hours_per_week / self.days_per_week


def week_hours(rows: Iterable[Mapping[str, object]]) -> WeekHours | None:
    """The hours that rows of days, from and to describe; None where one of them does not say when.

    Days are words ("weekdays", "Mon-Fri", "every day", "Saturday"); without any, working days are meant. from and to
    are HH:MM; an end that is not after the start is on the next day.
    """
    minutes = bytearray(_WEEK)
    for row in rows:
        opens, closes = _clock(row.get("from")), _clock(row.get("to"))
        if opens is None or closes is None:
            return None
        for day in days_in(str(row.get("days") or "weekdays")):
            for minute in range(opens, closes if closes > opens else closes + _DAY):
                minutes[(day * _DAY + minute) % _WEEK] = 1
    return WeekHours(bytes(minutes)) if any(minutes) else None


def days_in(words: str) -> list[int]:
    """The days of the week, 0 = Monday, that words name; all days where none is recognised."""
    lower = words.casefold()
    if _EVERY.search(lower):
        return list(range(7))
    found = set(range(5)) if _WORKING.search(lower) else set()
    found |= {5, 6} if "weekend" in lower else set()
    for first, last in _RANGE.findall(lower):
        if first in _NAMES and last in _NAMES:
            start, end = _NAMES.index(first), _NAMES.index(last)
            found |= {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}
    found |= {day for day, name in enumerate(_NAMES) if re.search(rf"\b{name}", lower)}
    return sorted(found or range(7))


def _clock(value: object) -> int | None:
    match = _CLOCK.fullmatch(str(value)) if value is not None else None
    minutes = int(match[1]) * 60 + int(match[2]) if match else _DAY + 1
    return minutes if minutes <= _DAY else None


@dataclass(frozen=True)
class Closing:
    """A time without a desk while cases come in: how long the first of them waits, and the share of the week's cases
    that is there at opening.
    """

    hours: float
    share_of_week: float


def worst_closing(arrivals: WeekHours, desk: WeekHours) -> Closing:
    """The longest wait for opening, and the most that waits at an opening (N-11); zeros where nothing comes then."""
    total, longest, most = sum(arrivals.minutes), 0, 0
    for start, length in _closed(desk):
        coming = [minute for minute in range(start, start + length) if arrivals.minutes[minute % _WEEK]]
        if coming:
            longest, most = max(longest, start + length - coming[0]), max(most, len(coming))
    return Closing(longest / 60, most / total if total else 0.0)


def _closed(desk: WeekHours) -> Iterator[tuple[int, int]]:
    """Each closed time as its first minute and its length; the week is a ring."""
    if not any(desk.minutes):
        yield 0, _WEEK
        return
    opening = desk.minutes.index(1)
    ring = desk.minutes[opening:] + desk.minutes[:opening]
    for match in re.finditer(rb"\x00+", ring):
        yield (opening + match.start()) % _WEEK, match.end() - match.start()
