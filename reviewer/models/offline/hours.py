"""Opening hours: days of the week and a start and an end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reviewer.models.offline.wordlists import words

_DAY = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?s?"
_DAYS = re.compile(
    rf"\b(?:(?P<range>{_DAY} ?(?:-|to|through|till|until) ?{_DAY})|(?P<all>seven days a week|"
    "7 days a week|every day|all days|each day|24 ?[/x] ?7|365 days(?: a year)?|round the clock|"
    "around the clock|day and night|daily|mon-sun|24 hours)"
    "|(?P<work>(?:on )?(?:week ?days|working days|business days|work ?days|office days))|"
    rf"(?P<end>weekends?)|(?P<single>{_DAY}))\b"
)
_WORD_HOURS = {
    word: value
    for value, word in enumerate(words("one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve"), 1)
} | {"noon": 12, "midday": 12, "midnight": 24}
_TIME = (
    r"(?:(?P<{0}h>\d{{1,2}})(?:[:.h](?P<{0}m>[0-5]\d))?"
    rf"|(?P<{{0}}w>half (?:past )?)?(?P<{{0}}n>{'|'.join(_WORD_HOURS)}))"
    rf"(?: ?(?P<{{0}}p>a\.?m\.?|p\.?m\.?)(?![a-z])| in the (?P<{{0}}q>morning|evening|afternoon)|"
    rf" at (?P<{{0}}r>night)| ?(?:o'?clock|h\b|hrs?\b))?"
)
_SPAN = re.compile(
    rf"(?<![\d.,:/])(?:from |between )?{_TIME.format('a')}"
    rf" ?(?:-|to|till|until|and|through) ?{_TIME.format('b')}"
    r"(?![\d%]|[.,:]\d| ?(?:%|per ?cent|minutes?|mins?|days?|weeks?|months?|years?|people|cases|"
    "ftes?|hours?))"
)
_CLOCK = re.compile(r"\b24 ?[/x] ?7\b|\b(?:a?round the clock|day and night|24 hours|24h)\b")


@dataclass(frozen=True, slots=True)
class Hours:
    """Days and, where they are stated, the start and the end as HH:MM."""

    days: str
    opens: str
    closes: str

    def cells(self) -> dict[str, str]:
        """The stated parts, by the columns of a list of hours."""
        return {
            column: words for column, words in (("days", self.days), ("from", self.opens), ("to", self.closes)) if words
        }


def hours_in(lower: str) -> Hours | None:
    """The first opening hours of a folded lower-case text."""
    days = _days_of(lower)
    span = next((found for match in _SPAN.finditer(lower) if (found := _span_of(match, bool(days)))), None)
    if span:
        return Hours(days, *span)
    if _CLOCK.search(lower):
        return Hours(days or "every day", "00:00", "24:00")
    return Hours(days, "", "") if days else None


def _days_of(lower: str) -> str:
    match = _DAYS.search(lower)
    if match is None:
        return ""
    if match.group("all"):
        return "every day"
    return "weekdays" if match.group("work") else match.group()


def _span_of(match: re.Match[str], has_days: bool) -> tuple[str, str] | None:
    opens, first_sure = _minutes(match, "a")
    closes, second_sure = _minutes(match, "b")
    if opens is None or closes is None:
        return None
    if not (first_sure or second_sure or (has_days and opens % 30 == 0)):
        return None
    if not second_sure and closes <= 12 * 60 and closes <= opens:
        closes += 12 * 60
    if second_sure and not first_sure and match.group("bp") and match.group("bp").startswith("p") and opens >= closes:
        opens -= 12 * 60
    if not 0 <= opens <= 24 * 60 or not 0 < closes <= 24 * 60:
        return None
    return f"{opens // 60:02d}:{opens % 60:02d}", f"{closes // 60:02d}:{closes % 60:02d}"


def _minutes(match: re.Match[str], side: str) -> tuple[int | None, bool]:
    """The minutes since midnight, and whether it is certain that a time of the day is meant."""
    digits, word = match.group(f"{side}h"), match.group(f"{side}n")
    hour = int(digits) if digits else _WORD_HOURS[word]
    minute = int(match.group(f"{side}m") or 0) + (30 if match.group(f"{side}w") else 0)
    if hour > 24:
        return None, False
    half = (match.group(f"{side}p") or "").replace(".", "") or {
        "morning": "am",
        "evening": "pm",
        "afternoon": "pm",
        "night": "pm",
    }.get(match.group(f"{side}q") or match.group(f"{side}r") or "", "")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return hour * 60 + minute, bool(half or match.group(f"{side}m") or word in ("noon", "midday", "midnight"))
