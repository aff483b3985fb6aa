"""Dates as people write them; a missing year is taken from the dates around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reviewer.models.offline.values import Found, ValueKind, without_overlaps
from reviewer.models.offline.wordlists import words

UNKNOWN_YEAR = 2026
"""The year of a text that names none and whose own date is not known; only the order of its dates matters."""

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
_PATTERNS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<![\d.,])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>20\d\d)(?!\d)"),
    re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<number>\d{1,2})/(?P<year>20\d\d)(?!\d)"),
    re.compile(
        rf"(?<![\d.,:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?: day)?(?: of)?[ -]{_MONTH}(?![a-z])(?:-(?=20))?"
        rf"(?:{_YEAR}|(?P<year2>20\d\d))?"
    ),
    re.compile(rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|k\b){_YEAR}?"),
    re.compile(
        rf"\b(?P<end>(?:the )?end[- ]of|by the end of|end|late|close of)[ -]{_MONTH}(?![a-z])(?: (?P<year>20\d\d))?"
    ),
    re.compile(rf"\b(?P<mid>mid|middle of)[ -]{_MONTH}(?![a-z])(?: (?P<year>20\d\d))?"),
    re.compile(
        r"\b(?:the )?end(?: of|-of)? (?P<quarter>q[1-4]|(?:the )?(?:first|second|third|"
        r"fourth|last) quarter)(?:[ /-](?:of )?(?P<year>20\d\d))?\b"
    ),
    re.compile(r"\b(?:by|before) (?:the )?(?:end of |close of )?(?P<quarter>q[1-4])(?:[ /-](?P<year>20\d\d))?\b"),
    re.compile(
        r"\b(?:by |before |at |until )(?:the )?(?P<yearend>year[- ]end|end of (?:the |"
        r"this )?year)(?: (?P<year>20\d\d))?\b"
    ),
    re.compile(r"\b(?:the )?end of (?P<yearend>the year|this year)?(?P<year>20\d\d)?\b(?<!of )"),
    re.compile(rf"\b{_MONTH} (?P<year>20\d\d)\b"),
    re.compile(
        r"\b(?:in|since|by|during|from|until|till|last|this|next|of|early|before|starting|"
        rf"starts|started|beginning of|start of) {_MONTH}(?![a-z']| \d)"
    ),
)  # fmt: skip
_QUARTER_NAMES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_MODAL_MAY = re.compile(r"may (?:be|not|have|well|also|only|ever|wait|take|never|need|go|do|still|get|change|a?lso)\b")
_LAST_DAY = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PAST = re.compile(
    r"\b(?:was|were|did|tried|tested|started|since|signed|agreed|accepted|rehearsed|"
    "drilled|last|ran|went|had|approved|held|used|practised|practiced|done|counted|"
    r"timed|clocked|measured|ago|took|been)\b"
)
_FUTURE = re.compile(
    r"\b(?:will|by|until|till|target|due|deadline|starts?|starting|goes|go-live|golive|"
    r"from|planned|next|at the latest|closes?|rollout|roll-out)\b"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a text tells about its years: the date that it was written on, or one that it names."""

    anchor: date | None = None

    def dated(self, month: int, day: int, year: int | None, surroundings: str) -> date | None:
        """The date, with the year that lies nearest to the anchor in the direction of the words around it."""
        if year is not None:
            return _valid(year, month, day)
        if self.anchor is None:
            return _valid(UNKNOWN_YEAR, month, day)
        options = [found for shift in (-1, 0, 1) if (found := _valid(self.anchor.year + shift, month, day))]
        if _PAST.search(surroundings) and not _FUTURE.search(surroundings):
            options = [option for option in options if option <= self.anchor] or options
        elif _FUTURE.search(surroundings) and not _PAST.search(surroundings):
            options = [option for option in options if option >= self.anchor] or options
        anchor = self.anchor
        return min(options, key=lambda option: (abs((option - anchor).days), option), default=None)


def calendar_of(lower: str, reference: date | None) -> Calendar:
    """The calendar of a text: its first full date, else the date that it is read for."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(lower):
            groups = match.groupdict()
            if (groups.get("year") or groups.get("year2")) and groups.get("day"):
                found = _date_of(match, Calendar())
                if found:
                    return Calendar(found)
    return Calendar(reference)


def dates_in(lower: str, calendar: Calendar | None = None) -> list[Found]:
    """All dates of a folded lower-case text, as ISO dates."""
    calendar = calendar or Calendar()
    found: list[Found] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(lower):
            if match.end() == match.start() or (
                match.groupdict().get("month") == "may" and _MODAL_MAY.match(lower, match.start("month"))
            ):
                continue
            day = _date_of(match, calendar)
            if day is not None:
                found.append(Found(ValueKind.DATE, match.start(), match.end(), text=day.isoformat()))
    return list(without_overlaps(found))


def _date_of(match: re.Match[str], calendar: Calendar) -> date | None:
    groups = match.groupdict()
    words = groups.get("year") or groups.get("year2")
    year = int(words) if words else 2000 + int(groups["short"]) if groups.get("short") else None
    surroundings = match.string[max(0, match.start() - 60) : match.end() + 15]
    if groups.get("quarter"):
        number = (
            int(groups["quarter"][1])
            if groups["quarter"][0] == "q"
            else _QUARTER_NAMES[groups["quarter"].replace("the ", "").split()[0]]
        )
        return calendar.dated(number * 3, _LAST_DAY[number * 3 - 1], year, surroundings)
    if groups.get("month") is None and groups.get("number") is None:
        return calendar.dated(12, 31, year, surroundings) if year or groups.get("yearend") else None
    month = int(groups["number"]) if groups.get("number") else _MONTHS[groups["month"]]
    if not 1 <= month <= 12:
        return None
    if groups.get("day"):
        return calendar.dated(month, int(groups["day"]), year, surroundings)
    day = _LAST_DAY[month - 1] if groups.get("end") else 15 if groups.get("mid") else 1
    return calendar.dated(month, day, year, surroundings)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
