"""Dates as people write them: a day, a month, a quarter, or some time before or after another date.

"End of March" is its last day, as for a deadline; "March" is any of its days. What names no day is no guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reviewer.models.offline.calendar import Calendar, Day
from reviewer.models.offline.date_relations import from_another, from_today
from reviewer.models.offline.values import Found, ValueKind, without_overlaps
from reviewer.models.offline.wordlists import words
from reviewer.readiness.dates import Relative, When, parsed

_MONTHS = {
    name: number
    for number, names in enumerate(
        words(
    "january jan, february feb febr, march mar, april apr, may, june jun, july jul, august aug, "
    "september sept sep, october oct, november nov, december dec"
), 1
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?:,? (?:of )?(?P<year>20\d\d)\b| '?(?P<short>2\d)(?![\d:%.,]\d|\d| ?(?:%|per|people|cases|days|hours|a )))"
_QUARTER = r"(?P<quarter>q[1-4]\b|(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) quarter\b)"
_NUMBERED = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d|-\d(?!\d{3}-))"),
    re.compile(r"(?<![\d.,])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>20\d\d)(?![\d.]\d|\d)"),
)
_SLASHED = re.compile(r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<year>20\d\d)(?![\d/]\d|\d)")
_NAMED = (
    re.compile(
        rf"(?<![\d.,:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?: day)?(?: of)?[ -]{_MONTH}(?![a-z])(?:-(?=20))?"
        rf"(?:{_YEAR}|(?P<year2>20\d\d))?"
    ),
    re.compile(
        rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|k\b| (?:times|cases|people|of)\b)"
        rf"{_YEAR}?"
    ),
)
# What stands before a month or a quarter: which part of it is meant, or that a time is meant at all.
_PART = (
    r"(?:by |at |until |before |from |since )?(?:the )?(?:very )?"
    r"(?:(?P<end>end|close|last day)(?:[ -]of)?|(?P<start>beginning|start|first(?: day)?)[ -]of"
    r"|(?P<early>early)(?: in)?|(?P<mid>mid|middle of)|(?P<late>late)(?: in)?)[ -](?:the )?"
)
_PARTS = (
    re.compile(rf"\b{_PART}{_MONTH}(?![a-z'])(?: (?:of )?(?P<year>20\d\d)\b)?"),
    re.compile(rf"\b{_PART}{_QUARTER}(?:[ /-](?:of )?(?P<year>20\d\d)\b)?"),
    re.compile(rf"\b{_MONTH} (?P<year>20\d\d)\b"),
    re.compile(
        r"\b(?:in|since|by|during|from|until|till|last|this|next|of|(?P<before>before)|starting|starts|started) "
        rf"{_MONTH}"
        r"(?![a-z']| \d)"
    ),
    re.compile(rf"(?<![\w-]){_QUARTER}[ /-](?:of )?(?P<year>20\d\d)\b"),
    re.compile(rf"\b(?P<year>20\d\d)[ /-]{_QUARTER}"),
    re.compile(rf"\b(?:in|since|by|during|from|until|till|(?P<before>before)|starting|starts) (?:the )?{_QUARTER}"),
)  # fmt: skip
_YEAR_END = (
    re.compile(
        r"\b(?:by |before |at |until )(?:the )?(?P<yearend>year[- ]end|end of (?:the |"
        r"this )?year)(?: (?P<year>20\d\d))?\b"
    ),
    re.compile(r"\b(?:the )?end of (?P<yearend>the year|this year)?(?P<year>20\d\d)?\b(?<!of )"),
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_MODAL_MAY = re.compile(r"may (?:be|not|have|well|also|only|ever|wait|take|never|need|go|do|still|get|change|a?lso)\b")
_ABOUT = re.compile(r"(?:\babout|\baround|\broughly|\bapprox(?:\.|imately)?|\bcirca|\bca\.?|~) ?(?:the )?$")
# What the figures before or around a date make of it: a version, a phone number, the number of a question.
_NAME = re.compile(
    r"(?:\b(?:versions?|release|build|v|rev(?:ision)?|firmware|ip|tel|phone|fax|mobile|ticket|section|chapter|clause)"
    r"\.?:? ?|\bcall |[#+\u00a7] ?)[+\d ()/.-]*$|\d[/.-]$"
)
_DATE_BEFORE = re.compile(r"20\d\d(?:-\d\d?-\d\d?)?[/-]$")
_QUESTIONS = re.compile(r"\b(?:questions?|questionnaire|survey|form|faq|answers?|answered|fiscal|financial)\b")


def calendar_of(lower: str, reference: date | None) -> Calendar:
    """The calendar of a text: its first full date, else the date that it is read for; and how it orders 1/9/2026."""
    day_first = _day_first(lower)
    known = Calendar(None, reference, day_first)
    for pattern in (*_NUMBERED, _SLASHED, *_NAMED):
        for match in pattern.finditer(lower):
            groups = match.groupdict()
            found = _meant(match, known) if groups.get("year") or groups.get("year2") else None
            if found and not found.either:
                return replace(known, anchor=found.first)
    return replace(known, anchor=reference)


def _day_first(lower: str) -> bool | None:
    """Which number of 1/9/2026 is the day, by dates in which only one can be, or that also stand there in words."""
    named = {(int(match["day"]), _MONTHS[match["month"]]) for pattern in _NAMED for match in pattern.finditer(lower)}
    shown: set[bool] = set()
    for match in _SLASHED.finditer(lower):
        one, other = int(match["one"]), int(match["other"])
        day_first = one > 12 or (one, other) in named
        if day_first != (other > 12 or (other, one) in named):
            shown.add(day_first)
    return shown.pop() if len(shown) == 1 else None


def dates_in(lower: str, calendar: Calendar | None = None) -> list[Found]:
    """All dates of a folded lower-case text, each in the form that a facet holds."""
    calendar = calendar or Calendar()
    found = [*_absolute(lower, calendar), *from_today(lower, calendar)]
    starts = {each.start for each in found}
    found += [each for each in from_another(lower) if not starts & set(range(each.end, each.end + 7))]
    return list(without_overlaps(found))


def last_day(found: Found) -> date | None:
    """The last day that a date may mean; none for one that hangs on another date."""
    when = parsed(found.text)
    return None if isinstance(when, Relative) else when.last


def _absolute(lower: str, calendar: Calendar) -> Iterator[Found]:
    for pattern in (*_NUMBERED, _SLASHED, *_NAMED, *_PARTS, *_YEAR_END):
        for match in pattern.finditer(lower):
            if match.end() == match.start() or _is_something_else(match):
                continue
            when = _meant(match, calendar)
            if when is not None:
                about = bool(_ABOUT.search(lower, 0, match.start()))
                yield Found(ValueKind.DATE, *match.span(), text=replace(when, about=about).text)


def _is_something_else(match: re.Match[str]) -> bool:
    """The verb "may", a version, a phone number, the third question."""
    groups, lower = match.groupdict(), match.string
    if groups.get("month"):
        return groups["month"] == "may" and bool(_MODAL_MAY.match(lower, match.start("month")))
    if groups.get("quarter"):
        return bool(_QUESTIONS.search(lower, max(0, match.start() - 30), match.end() + 30))
    before = lower[max(0, match.start() - 30) : match.start()]
    return "yearend" not in groups and bool(_NAME.search(before)) and not _DATE_BEFORE.search(before)


def _meant(match: re.Match[str], calendar: Calendar) -> When | None:
    groups = match.groupdict()
    year = _year(groups)
    around = match.string[max(0, match.start() - 60) : match.end() + 15]
    if groups.get("one"):
        return _either(match, calendar)
    if groups.get("quarter"):
        last = _quarter(groups["quarter"]) * 3
        return calendar.span(*_part(groups, last - 2, last), year, around)
    if groups.get("month") is None and groups.get("number") is None:
        return calendar.span((12, 31), (12, 31), year, around) if year or groups.get("yearend") else None
    month = int(groups["number"]) if groups.get("number") else _MONTHS[groups["month"]]
    if not 1 <= month <= 12:
        return None
    if groups.get("day"):
        day = (month, int(groups["day"]))
        return calendar.span(day, day, year, around) if day[1] else None
    return calendar.span(*_part(groups, month, month), year, around)


def _year(groups: dict[str, str | None]) -> int | None:
    written = groups.get("year") or groups.get("year2")
    if written:
        return int(written)
    short = groups.get("short")
    return 2000 + int(short) if short else None


def _quarter(written: str) -> int:
    name = written.removeprefix("the ").split()[0]
    return _QUARTERS.get(name) or int(name.strip("qstndrh"))


def _part(groups: dict[str, str | None], first: int, last: int) -> tuple[Day, Day]:
    """The first and the last day of the part that is meant of the months from `first` to `last`."""
    start, end = (first, 1), (last + 1, 0)
    before = (first, 0)
    parts = {"end": (end, end), "start": (start, start), "before": (before, before)}
    if first == last:
        parts |= {"early": (start, (first, 10)), "mid": ((first, 11), (first, 20)), "late": ((last, 21), end)}
    else:
        second = first + 1
        parts |= {"early": (start, (second, 0)), "mid": ((second, 1), (second + 1, 0)), "late": ((last, 1), end)}
    return next((part for name, part in parts.items() if groups.get(name)), (start, end))


def _either(match: re.Match[str], calendar: Calendar) -> When | None:
    """The day of 1/9/2026, or both days that it may be."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    day_first, month_first = (calendar.span(day, day, year, "") for day in _orders(one, other))
    if calendar.day_first is not None and day_first and month_first:
        return day_first if calendar.day_first else month_first
    if not day_first or not month_first or day_first == month_first:
        return day_first or month_first
    first, last = sorted((day_first.first, month_first.first))
    return When(first, last, either=True)


def _orders(one: int, other: int) -> tuple[Day, Day]:
    """As month and day: the first number as the day, then as the month; what no month can be is day 99 of it."""
    return (other, one or 99) if 1 <= other <= 12 else (1, 99), (one, other or 99) if 1 <= one <= 12 else (1, 99)
