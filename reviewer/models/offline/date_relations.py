"""Dates counted from another: "two weeks before go-live"; where the day of reading is known, "next month" too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from reviewer.models.offline.calendar import Calendar, month_of
from reviewer.models.offline.values import Found, ValueKind
from reviewer.models.offline.wordlists import words
from reviewer.readiness.dates import Relative, When

_COUNTS = {
    name: number
    for number, names in enumerate(
        words("the a an one, two couple, three, four, five, six, seven, eight, nine, ten, eleven, twelve"), 1
    )
    for name in names.split()
}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_PILOT = r"(?:pilot|trial)"
_BEGINS = r"(?:starts?|started|begins?|began|opens?|goes live|went live|is live|is launched)"
_BEGINNING = r"(?:start|beginning|launch|kick-?off|opening|go-?live)"
# How people call the dates that others are counted from; the more particular names come first.
_EVENTS = {
    "pilot_start_date": rf"{_PILOT}(?:'s)?(?: phase)? (?:{_BEGINS}|{_BEGINNING})|{_BEGINNING} of (?:the |our )?{_PILOT}"
    rf"|(?:we )?(?:start|begin|launch)(?:ing)? (?:the |our )?{_PILOT}",
    "scale_decision_date": r"(?:scal(?:e|ing)|scale-up|roll-?out|go ?[/-]? ?(?:or )?no-?go)[ -]decision"
    r"|go ?[/-] ?no-?go|decision (?:to|on|about) (?:scal|roll)\w*(?: out)?",
    "target_date": r"(?:go-?live|roll-?out|launch|scale-?up|ramp-?up|volume increase|full (?:volume|operation|scale))"
    r"(?: date)?|(?:we|it|all of it|everything) go(?:es)? live|(?:the )?volume goes up",
    "switch_off_date": r"switch-?off(?: date)?",
}
_NAMED = "|".join(f"(?P<{facet}>{pattern})" for facet, pattern in _EVENTS.items())
_FROM_EVENT = re.compile(
    rf"\b(?:(?P<count>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})(?: of)?[ -])?"
    rf"(?P<unit>{'|'.join((*_DAYS, *_MONTHS))})s? (?P<side>before|ahead of|prior to|after|following|of) "
    rf"(?:the |our |we have the )?(?:{_NAMED})\b(?! (?:of|in|for) )"
)
_ABOUT = re.compile(r"\b(?:about|around|roughly|some|approx(?:\.|imately)?|circa|ca\.?) $")
_WEEKDAYS = words("monday, tuesday, wednesday, thursday, friday, saturday, sunday")
_FROM_TODAY = re.compile(
    rf"\b(?<!the )(?P<which>next|this coming|last|this) (?P<unit>week|month|quarter|{'|'.join(_WEEKDAYS)})\b"
    r"(?! of\b|'|-)"
)


def from_another(lower: str) -> Iterator[Found]:
    """Dates that are counted from a date that has a facet of its own; their value names that facet."""
    for match in _FROM_EVENT.finditer(lower):
        relative = _relative(match)
        if relative is not None:
            yield Found(ValueKind.DATE, *match.span(), text=relative.text)


def _relative(match: re.Match[str]) -> Relative | None:
    on_the_day = match["side"] == "of"
    if match["count"] is None or on_the_day:
        is_the_day = on_the_day and match["unit"] == "day" and match["count"] == "the"
        return Relative(_event(match), 0, "D") if is_the_day else None
    count = _COUNTS.get(match["count"]) or int(match["count"])
    count *= _DAYS.get(match["unit"]) or _MONTHS[match["unit"]]
    if match["side"] not in ("after", "following"):
        count = -count
    about = bool(_ABOUT.search(match.string, 0, match.start()))
    return Relative(_event(match), count, "D" if match["unit"] in _DAYS else "M", about) if count else None


def _event(match: re.Match[str]) -> str:
    return next(facet for facet in _EVENTS if match[facet])


def from_today(lower: str, calendar: Calendar) -> Iterator[Found]:
    """ "Next month", "last Monday": only where the day of reading is known."""
    if calendar.today is None:
        return
    for match in _FROM_TODAY.finditer(lower):
        when = _seen_from(calendar.today, match["which"], match["unit"])
        if when is not None:
            yield Found(ValueKind.DATE, *match.span(), text=when.text)


def _seen_from(today: date, which: str, unit: str) -> When | None:
    step = {"next": 1, "last": -1}.get(which, 0)
    if unit in _MONTHS:
        length = _MONTHS[unit]
        first = (today.month - 1) // length * length + step * length
        return When(month_of(today.year, first + 1)[0], month_of(today.year, first + length)[1])
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if unit == "week":
        return When(monday, monday + timedelta(days=6))
    return _weekday(today, which, _WEEKDAYS.index(unit))


def _weekday(today: date, which: str, number: int) -> When:
    """The day itself; "next Friday" on a Tuesday may be this week's or the one after."""
    ahead = (number - today.weekday() - 1) % 7 + 1
    coming = today + timedelta(days=ahead)
    if which == "last":
        gone = coming - timedelta(weeks=1)
        gone -= timedelta(weeks=1 if gone == today else 0)
        return When(gone, gone)
    is_this_week = today.weekday() + ahead < 7
    if which == "next" and is_this_week:
        return When(coming, coming + timedelta(weeks=1), either=True)
    return When(coming, coming)
