"""Whether a value can be found in words: as it stands there, or converted to the unit of its facet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reviewer.framework.catalogue import Column, Typed
from reviewer.models.offline.amounts import (
    CALENDAR_DAYS,
    WORKING_DAYS,
    count_pairs_in,
    rates_in,
    shares_in,
    times_in,
)
from reviewer.models.offline.bearing_topics import stems
from reviewer.models.offline.durations import durations_in, in_unit
from reviewer.models.offline.numbers import numbers_in
from reviewer.models.offline.wordlists import words
from reviewer.readiness.claims import Scalar

_DIGITS = re.compile(r"\d+(?:[.,']\d{3})*(?:[.,]\d+)?")
_MONTHS = words("jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec")
_DATE_PART = re.compile(r"\d{4}-(\d\d)(?:-(\d\d))?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TOLERANCE = 0.02
_FEW_WORDS = 0.3
_CLOCK = re.compile(r"(\d\d):\d\d")
_ALL_DAY = re.compile(r"clock|day and night|24|any (?:time|hour)|all hours|office hours|night")
_COUNTED = frozenset(("quantity", "share"))
_SPELLED = {
    **dict.fromkeys(("no", "none", "nobody", "nothing", "never", "untouched"), 0.0),
    **dict.fromkeys(("one", "single", "all", "every", "once"), 1.0),
    **dict.fromkeys(("both", "twice"), 2.0),
    "half": 0.5,
    "quarter": 0.25,
}
_WORD = re.compile(r"[a-z]+")


def holds(typed: Typed, value: Scalar, lower: str) -> bool:
    """Whether folded lower-case words hold `value`; of choices and yes or no only a column is looked for in words."""
    if typed.type in ("choice", "yes_no"):
        return not isinstance(typed, Column) or bool(stems(str(value).replace("_", " ")) & stems(lower))
    if typed.type in _COUNTED and isinstance(value, float | int):
        return _holds_number(typed, float(value), lower)
    if clock := _CLOCK.fullmatch(str(value)):
        return _holds_clock(int(clock[1]), lower)
    return _FINDERS.get(typed.type, _holds_words)(str(value), lower)


def _holds_number(typed: Typed, value: float, lower: str) -> bool:
    return any(abs(found - value) <= _TOLERANCE * abs(value) + 1e-9 for found in _amounts(typed, lower))


def _amounts(typed: Typed, lower: str) -> Iterator[float]:
    """Every number that the words may mean in the unit of the facet."""
    plain = [*_plain(lower)]
    yield from plain
    if typed.type == "share":
        for share in (*(found.amount for found in shares_in(lower)), *(number / 100 for number in plain)):
            yield from (share, 1 - share)
    elif typed.type == "quantity":
        yield from _in_unit(typed, lower, plain)
    yield from (found.amount for found in times_in(lower))


def _plain(lower: str) -> Iterator[float]:
    for found in numbers_in(lower):
        yield from (amount for amount in (found.amount, found.low, found.high) if amount is not None)
    for match in _DIGITS.finditer(lower):
        yield from _read(match.group())
    yield from (_SPELLED[word] for word in _WORD.findall(lower) if word in _SPELLED)
    for pair in count_pairs_in(lower):
        yield pair.amount


def _read(digits: str) -> Iterator[float]:
    for text in {digits.replace(",", "").replace("'", ""), digits.replace(".", "").replace(",", "."), digits}:
        if _NUMBER.fullmatch(text):
            yield float(text)


def _in_unit(typed: Typed, lower: str, plain: list[float]) -> Iterator[float]:
    unit = (typed.unit or "").removeprefix("person-")
    for found in durations_in(lower):
        converted = in_unit(found, unit)
        if converted is not None:
            yield converted
    yield from (found.amount for found in shares_in(lower))
    if typed.unit is None:
        yield from (number / 100 for number in plain)
    if typed.per == "day":
        yield from (found.amount for found in rates_in(lower))
        periods = {word: days for table in (WORKING_DAYS, CALENDAR_DAYS) for word, days in table.items()}
        for number in plain:
            yield from (number / days for word, days in periods.items() if word in lower)


def _holds_date(value: str, lower: str) -> bool:
    parts = _DATE_PART.search(value)
    if parts is None:
        return _holds_words(value, lower)
    month, day = parts.groups()
    named = _MONTHS[int(month) - 1] in lower or bool(re.search(rf"(?<!\d)0?{int(month)}(?!\d)", lower))
    quarter = f"q{(int(month) + 2) // 3}" in lower
    if day is None or quarter:
        return named or quarter
    exact = bool(re.search(rf"(?<!\d)0?{int(day)}(?:st|nd|rd|th)?(?!\d)", lower))
    return named and (exact or any(word in lower for word in ("end", "start", "begin", "mid", "first", "by", "in ")))


def _holds_figures(value: str, lower: str) -> bool:
    """Every number of "58/61", "EUR 640000" or "2 working days"; without numbers, its words."""
    wanted = [float(number) for number in _NUMBER.findall(value)]
    if not wanted:
        return _holds_words(value, lower)
    known = [*_plain(lower)]
    return all(any(abs(number - found) <= _TOLERANCE * number for found in known) for number in wanted)


def _holds_pair(value: str, lower: str) -> bool:
    """One of the counts: the other often stands sentences away; or the share that they make."""
    part, whole = (float(number) for number in value.split("/"))
    known = [*_plain(lower), *(found.amount for found in shares_in(lower))]
    wanted = (part, whole, part / whole if whole else part)
    return any(abs(number - found) <= _TOLERANCE * number for number in wanted for found in known)


def _holds_clock(hour: int, lower: str) -> bool:
    return bool(_ALL_DAY.search(lower)) or any(found in (hour, hour - 12) for found in _plain(lower))


def _holds_words(value: str, lower: str) -> bool:
    wanted = stems(value.lower())
    figures = _NUMBER.findall(value)
    if not wanted and not figures:
        return value.lower() in lower
    known = stems(lower)
    found = sum(any(_alike(word, other) for other in known) for word in wanted)
    plain = frozenset(_plain(lower)) if figures else frozenset()
    found += sum(float(figure) in plain for figure in figures)
    return found >= _FEW_WORDS * (len(wanted) + len(figures))


def _alike(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) > 4 and word[:5] == other[:5])


_FINDERS: dict[str, Callable[[str, str], bool]] = {
    "date": _holds_date,
    "count_pair": _holds_pair,
    "money": _holds_figures,
    "duration": _holds_figures,
}
