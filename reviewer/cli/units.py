"""Figures as people write them on a command line: 10000/day, 5%, 50/1000, 1h30m, Mon-Fri 08:00-18:00.

Each reader takes words and gives a figure, or one sentence that says what would be right. A mark that two people could
read differently (10.000) is refused. Libraries for units accept far more than this (1e400, nan, furlongs) and would
need as many checks around them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from reviewer.errors import ReviewerError
from reviewer.text import shown

PERIODS = ("hour", "day", "week", "month", "year")
_LONGEST = 200
_NUMBER = r"[0-9]{1,3}(?:[,'’ ][0-9]{3})+(?:\.[0-9]{1,9})?|[0-9]{1,15}(?:\.[0-9]{1,9})?"
_COUNT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<thousand>k)?", re.ASCII)
_VOLUME = re.compile(r"(?P<count>[^/]+?)\s*(?:cases?)?(?:(?:\s*/\s*|\s+(?:per|an?)\s+)(?P<per>[a-z]+))?", re.IGNORECASE)
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[a-z]+)\s*", re.IGNORECASE | re.ASCII)
_MINUTES = {"h": 60.0, "hr": 60.0, "hour": 60.0, "m": 1.0, "min": 1.0, "minute": 1.0, "s": 1 / 60, "sec": 1 / 60}
_MINUTES |= {f"{unit}s": minutes for unit, minutes in list(_MINUTES.items()) if len(unit) > 1}
_MINUTES |= {"second": 1 / 60, "seconds": 1 / 60}
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_DAYS = re.compile(rf"{_DAY}(?:\s*(?:-|–|to)\s*{_DAY})?|weekdays|working days|weekends?|every day|daily", re.IGNORECASE)
_NAMES = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?", re.IGNORECASE)
_CLOCK = r"(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9])?"
_SPAN = re.compile(
    rf"(?P<days>.*?)\s*(?P<opens>{_CLOCK})\s*(?:-|–|to)\s*(?P<closes>{_CLOCK})", re.IGNORECASE | re.ASCII
)


class WrongFigureError(ValueError):
    """Words that are no such figure; the message says what is wrong with them."""


@dataclass(frozen=True)
class Volume:
    """A number of cases in one `per`, which is one of PERIODS."""

    number: float
    per: str


@dataclass(frozen=True)
class Share:
    """A share between 0 and 1, with the counts that it was written as."""

    value: float
    counts: tuple[int, int] | None = None


@dataclass(frozen=True)
class Work:
    """Work of people beside hand-overs: how much of it, and the minutes of each."""

    amount: Volume | Share
    minutes: float


def count(words: str) -> float:
    """A number as people write it: 10000, 10,000, 10 000, 12.5 or 10k."""
    match = _COUNT.fullmatch(words.strip())
    if match is None:
        below = words.strip().startswith(("-", "−"))
        raise WrongFigureError("it is below zero" if below else "that is not a number")
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", match["number"]) and not match["thousand"]:
        raise WrongFigureError("the point may stand for thousands or for decimals")
    return float(re.sub(r"[,'’ ]", "", match["number"])) * (1000 if match["thousand"] else 1)


def volume(words: str) -> Volume:
    """Cases in a period; per day where none is named."""
    match = _VOLUME.fullmatch(words.strip())
    per = (match["per"] or "day").casefold() if match else ""
    if match is None or per not in PERIODS:
        raise WrongFigureError(f"the period must be one of {', '.join(PERIODS)}")
    number = count(match["count"])
    if number == 0:
        raise WrongFigureError("it must be above zero")
    return Volume(number, per)


def share(words: str) -> Share:
    """A share of 1: 5%, 0.05, or counts such as 50/1000."""
    text = words.strip()
    counted, slash, of = text.partition("/")
    if slash:
        return _share_of_counts(count(counted), count(of))
    is_percent = text.endswith("%")
    try:
        value = count(text.removesuffix("%")) / (100 if is_percent else 1)
    except WrongFigureError as error:
        raise WrongFigureError(str(error).replace("number", "share")) from None
    if value > 1:
        raise WrongFigureError("a share is at most 100%" + ("" if is_percent else ", and a per cent needs its sign"))
    return Share(value)


def _share_of_counts(counted: float, of: float) -> Share:
    if not counted.is_integer() or not of.is_integer():
        raise WrongFigureError("counts are whole numbers")
    if of == 0 or counted > of:
        raise WrongFigureError("the second count must be above zero and at least as large as the first")
    return Share(counted / of, (int(counted), int(of)))


def minutes(words: str) -> float:
    """A time in minutes: 12m, 90s, 1.5h, 1h30m."""
    text, total, smallest = words.strip(), 0.0, float("inf")
    parts = list(_PART.finditer(text))
    if not parts or "".join(part.group() for part in parts) != text:
        count(text)  # says so if it is below zero or no number
        raise WrongFigureError("its unit is missing")
    for part in parts:
        unit = _MINUTES.get(part["unit"].casefold())
        if unit is None:
            raise WrongFigureError(f"{part['unit'][:20]} is not a unit of time here; there are h, m and s")
        if unit >= smallest:
            raise WrongFigureError("hours come first, then minutes, then seconds")
        smallest, total = unit, total + count(part["number"]) * unit
    return total


def hours(words: str) -> float:
    """A time in hours; a bare number is hours too."""
    text = words.strip()
    return count(text) if _COUNT.fullmatch(text) else minutes(text) / 60


def cases_with_minutes(words: str) -> Work:
    """So many cases, and the minutes of each: 2500/day@3m."""
    amount, time = _parts(words)
    return Work(volume(amount), time)


def share_with_minutes(words: str) -> Work:
    """A share of cases, and the minutes of each: 2%@5m."""
    amount, time = _parts(words)
    return Work(share(amount), time)


def _parts(words: str) -> tuple[str, float]:
    amount, at, time = words.partition("@")
    if not at:
        raise WrongFigureError("the minutes of each are missing")
    found = minutes(time)
    if not 0 < found <= MOST_MINUTES:
        raise WrongFigureError("the time for each must be above zero and at most 100 hours")
    return amount, found


MOST_MINUTES = 6_000.0
"""No case takes a person longer than 100 hours: such a figure is a slip."""


def opening_hours(words: str) -> tuple[dict[str, str], ...]:
    """Rows of days, from and to: 24/7, or Mon-Fri 08:00-18:00, with further times after a comma."""
    if re.fullmatch(r"24\s*[/x]\s*7", words.strip(), re.ASCII):
        return ({"days": "every day", "from": "00:00", "to": "24:00"},)
    return tuple(_span(part.strip()) for part in re.split(r"[,;]", words))


def _span(words: str) -> dict[str, str]:
    match = _SPAN.fullmatch(words)
    if match is None:
        raise WrongFigureError("days and times of the day are needed")
    days, opens, closes = match["days"].strip() or "weekdays", _clock(match["opens"]), _clock(match["closes"])
    if not _DAYS.fullmatch(days) or not all(_NAMES.fullmatch(day) for day in re.findall(_DAY, days, re.IGNORECASE)):
        raise WrongFigureError(f"{days[:40]} are no days of the week that are understood here")
    if opens in (closes, "24:00"):
        raise WrongFigureError("it begins when it ends, so it is never open")
    return {"days": days.casefold(), "from": opens, "to": closes}


def _clock(words: str) -> str:
    hour, _, minute = words.partition(":")
    if int(hour) == 24 and int(minute or 0):
        raise WrongFigureError(f"there is no time {words}")
    return f"{int(hour):02d}:{minute or '00'}"


def within(
    read: Callable[[str], float], low: float, high: float, unit: str = "", above: bool = False
) -> Callable[[str], float]:
    """`read`, for figures from `low` (with `above`: more than that) up to `high`; `unit` is that of the limits."""

    def limited(words: str) -> float:
        value = read(words)
        if not low <= value <= high or (above and value == low):
            least = f"more than {low:,g}" if above else f"at least {low:,g}"
            raise WrongFigureError(f"it must be {least} and at most {high:,g}{unit}")
        return value

    return limited


def share_within(low: float, high: float) -> Callable[[str], float]:
    """The value of a share that lies strictly above `low` and below `high`, unless these are 0 or 1 themselves."""

    def limited(words: str) -> float:
        value = share(words).value
        if not low < value < high:
            raise WrongFigureError(f"it must be above {low:.0%} and below {high:.0%}")
        return value

    return limited


@dataclass(frozen=True)
class Written:
    """A figure, and the words in which it was written."""

    value: Any
    words: str


class Figure(click.ParamType[Any]):
    """A parameter that is read by one of the readers above; `example` shows how to write it."""

    def __init__(self, name: str, read: Callable[[str], Any], example: str) -> None:
        self.name = name
        self._read = read
        self._example = example

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """The figure with its words; ReviewerError, in one sentence, for words that are none."""
        if not isinstance(value, str):
            return value
        option = param.opts[0] if param else self.name
        try:
            return Written(self._read(_short(value)), shown(value))
        except WrongFigureError as error:
            written = f"“{shown(value)[:40]}”: {error}" if value.strip() else "has no value"
            raise ReviewerError(f"{option} {written}. Write it like {self._example}.") from None


def _short(words: str) -> str:
    if len(words) > _LONGEST:
        raise WrongFigureError("it is too long")
    return words
