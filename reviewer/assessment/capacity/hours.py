"""Hours of the week in which cases come in, or in which the desk is staffed, to the minute."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_DAY, _WEEK = 24 * 60, 7 * 24 * 60
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS = r"(?:week ?days?|work(?:ing)?|business|office)\b"
_EVERY = re.compile(
    rf"\b(?:every ?day|all\b(?! (?:the )?{_WEEKDAYS})|daily|each day|seven|7 days|24 ?[/x] ?7|round the clock"
    r"|day and night)\b"
)
_WORKING = re.compile(rf"\b(?:{_WEEKDAYS}|24 ?[/x] ?5\b)")
_BUT = re.compile(r"\b(?:except|excluding|but not|not|without|apart from|closed)\b")
_DAY_NAME = r"(mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|nes|ur|urs)?(?:days?)?"
_RANGE = re.compile(rf"\b{_DAY_NAME}\.?\s*(?:-|–|to|till|until|through)\s*{_DAY_NAME}\b")
_ONE_DAY = re.compile(rf"\b{_DAY_NAME}\b")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")


@dataclass(frozen=True)
class WeekHours:
    """Which minutes of a week, from Monday 00:00, are open, and on how many of its days an opening begins.

    An open night belongs to the day on which it begins.
    """

    minutes: bytes
    days_per_week: int

    @property
    def hours_per_week(self) -> float:
        """Open hours in the week."""
        return self.minutes.count(1) / 60

    @property
    def hours_per_day(self) -> float:
        """Open hours of a day that has any."""
        return self.hours_per_week / self.days_per_week


def week_hours(rows: Iterable[Mapping[str, object]]) -> WeekHours | None:
    """The hours that rows of days, from and to describe; None where one of them does not say when.

    Days are words ("weekdays", "Mon-Fri", "every day", "Saturday"); without any, working days are meant. from and to
    are HH:MM; an end that is not after the start is on the next day.
    """
    return _week_hours(tuple((row.get("days") or "weekdays", row.get("from"), row.get("to")) for row in rows))


@lru_cache(maxsize=64)
def _week_hours(rows: tuple[tuple[object, object, object], ...]) -> WeekHours | None:
    """Kept, since a conversation asks for the same hours after every turn."""
    minutes, days = bytearray(_WEEK), set[int]()
    for words, start, end in rows:
        opens, closes = _clock(start), _clock(end)
        if opens is None or closes is None:
            return None
        named = days_in(str(words))
        for day in named:
            for minute in range(opens, closes if closes > opens else closes + _DAY):
                minutes[(day * _DAY + minute) % _WEEK] = 1
        days.update(named)
    return WeekHours(bytes(minutes), len(days)) if any(minutes) else None


def days_in(words: str) -> list[int]:
    """The days of the week, 0 = Monday, that words name; all days where none is recognised, less what they except."""
    named, *excepted = _BUT.split(words.casefold(), maxsplit=1)
    return sorted((_named(named) or set(range(7))) - (_named(excepted[0]) if excepted else set()))


def _named(words: str) -> set[int]:
    if _EVERY.search(words):
        return set(range(7))
    found = set(range(5)) if _WORKING.search(words) else set()
    found |= {5, 6} if "weekend" in words else set()
    for first, last in _RANGE.findall(words):
        start, end = _NAMES.index(first), _NAMES.index(last)
        found |= {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}
    return found | {_NAMES.index(name) for name in _ONE_DAY.findall(words)}


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


@lru_cache(maxsize=64)
def worst_closing(arrivals: WeekHours, desk: WeekHours) -> Closing:
    """The longest wait for opening, and the most that waits at an opening (N-11); zeros where nothing comes then."""
    total, longest, most = arrivals.minutes.count(1), 0, 0
    for start, length in _closed(desk):
        coming = (arrivals.minutes * 2)[start : start + length]
        if 1 in coming:
            longest, most = max(longest, length - coming.index(1)), max(most, coming.count(1))
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
