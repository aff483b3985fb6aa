"""Lengths of time in digits and words, and their conversion between units."""

from __future__ import annotations

import re

from reviewer.models.offline.numbers import GLUED_NUMBER, NUMBER, parse_number
from reviewer.models.offline.values import Found, ValueKind, without_overlaps

_UNIT_NAMES = {
    "s": "second", "sec": "second", "secs": "second", "second": "second", "seconds": "second", "min": "minute",
    "mins": "minute", "minute": "minute", "minutes": "minute", "h": "hour", "hr": "hour", "hrs": "hour",
    "hour": "hour", "hours": "hour", "day": "day", "days": "day", "workday": "working day",
    "workdays": "working day", "week": "week", "weeks": "week", "wk": "week", "wks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year",
}  # fmt: skip
_MINUTES = {
    "second": 1 / 60,
    "minute": 1.0,
    "hour": 60.0,
    "day": 1440.0,
    "working day": 480.0,
    "week": 10080.0,
    "month": 43800.0,
    "year": 525600.0,
}
_DAYS = {"day": 1.0, "working day": 1.4, "week": 7.0, "month": 30.0, "year": 360.0}
_SMALLEST = 0.008
_UNIT = "|".join(sorted(_UNIT_NAMES, key=len, reverse=True))
_WORKING = r"(?:(?P<working>working|business|work|desk|office|calendar|full|paid|whole|straight|clock)[- ])?"
_NOT_UNIT = r"(?![\w'/]|-(?!long|job|old|window)[a-z]+ (?:and|or)\b| ?(?:per|a|each) (?:week|day|month|year)\b)"
_LENGTH = re.compile(
    rf"(?P<number>{GLUED_NUMBER}|\ban?(?= ))(?P<half> half)?(?:-| )?{_WORKING}(?P<unit>{_UNIT})(?P<extra> "
    f"and a half| and a quarter)?{_NOT_UNIT}"
)
_HALF = re.compile(
    r"\b(?P<part>half|(?:a |one )?quarter of|three[- ]quarters of)(?: an?| the|-)? ?(?P<unit>second|"
    r"minute|hour|day|week|month|year)s?\b"
)
_A_UNIT = re.compile(
    r"(?:^|\b(?:in|within|for|takes?|took|about|around|than|after|inside|to|under|least|"
    "most|max|maximum|max\\.|lasts?|over|only|just|roughly|until|every|once in|of|another|almost|nearly|"
    "is|was|maybe|some|by|half) |[(:,;|-] ?)$"
)
_COMPOUND = re.compile(
    rf"(?P<whole>{GLUED_NUMBER}|\ban?|\bone) ?(?P<unit>hours?|hrs?|h|minutes?|mins?) ?(?:and )?(?P<rest>{NUMBER})(?: "
    r"?(?P<unit2>minutes?|mins?|m|seconds?|secs?|s)\b)?(?![\w]| ?%| per| of| in)"
)


def durations_in(lower: str) -> list[Found]:
    """All lengths of time of a folded lower-case text."""
    found: list[Found] = []
    for match in _LENGTH.finditer(lower):
        value = _length(match)
        if value:
            found.append(value)
    for match in _HALF.finditer(lower):
        amount = 0.5 if match.group("part") == "half" else 0.75 if match.group("part").startswith("three") else 0.25
        found.append(Found(ValueKind.DURATION, match.start(), match.end(), amount, match.group("unit")))
    for match in _COMPOUND.finditer(lower):
        value = _compound(match)
        if value:
            found.append(value)
    return list(without_overlaps(found))


def in_unit(value: Found, unit: str) -> float | None:
    """A length of time in another unit; none for units that are no time or far too large for it (minutes in months)."""
    name = unit.removesuffix("s")
    if name not in _MINUTES or value.unit not in _MINUTES:
        return None
    table = _DAYS if name in _DAYS and value.unit in _DAYS else _MINUTES
    amount = value.amount * table[value.unit] / table[name]
    return round(amount, 4) if amount == 0 or amount >= _SMALLEST else None


def as_words(value: Found) -> str:
    """A length of time as "2 working days"."""
    figure = f"{value.amount:.2f}".rstrip("0").rstrip(".")
    return f"{figure} {value.unit}" if value.amount == 1 else f"{figure} {value.unit}s"


def _length(match: re.Match[str]) -> Found | None:
    words = match.group("number")
    amount = 1.0 if words in ("a", "an") else parse_number(words)
    unit = _UNIT_NAMES[match.group("unit")]
    if amount is None or (
        words in ("a", "an") and not _A_UNIT.search(match.string[max(0, match.start() - 20) : match.start()])
    ):
        return None
    if match.group("unit") in ("s", "h") and not words[-1].isdigit():
        return None
    extra = {" and a half": 0.5, " and a quarter": 0.25}.get(match.group("extra") or "", 0.0)
    if unit == "day" and match.group("working") in ("working", "business", "work", "office", "desk"):
        unit = "working day"
    low, high = _range_before(match)
    if low is not None and high is not None:
        return Found(ValueKind.DURATION, low[1], match.end(), (low[0] + amount) / 2, unit, low=low[0], high=amount)
    return Found(ValueKind.DURATION, match.start(), match.end(), amount + extra, unit)


_LOW = re.compile(rf"(?:between )?(?P<low>{NUMBER}) ?(?:-|to|and|or) ?$")


def _range_before(match: re.Match[str]) -> tuple[tuple[float, int], float] | tuple[None, None]:
    """The lower end of a range such as "10-12 minutes", with its place."""
    number = parse_number(match.group("number"))
    before = _LOW.search(match.string, max(0, match.start() - 40), match.start())
    low = parse_number(before.group("low")) if before else None
    if before is None or low is None or number is None or not 0 < low < number <= 6 * low:
        return None, None
    if before.group().endswith("and ") and not before.group().startswith("between "):
        return None, None
    if match.string[: before.start()].endswith(("from ", "to ")):
        return None, None
    return (low, before.start()), number


def _compound(match: re.Match[str]) -> Found | None:
    """ "an hour and ten", "one minute forty", "2 h 30 min": the rest counts in the next smaller unit."""
    whole = 1.0 if match.group("whole") in ("a", "an", "one") else parse_number(match.group("whole"))
    rest = parse_number(match.group("rest"))
    unit = _UNIT_NAMES[match.group("unit")]
    if whole is None or rest is None or not 1 <= rest < 60 or rest % 1:
        return None
    if not match.group("unit2") and rest < 5:
        return None
    return Found(ValueKind.DURATION, match.start(), match.end(), whole + rest / 60, unit)
