"""What a number of cases may not be: money, a share, a length of time, people, or the cases that nobody touched."""

from __future__ import annotations

import re

from reviewer.framework.catalogue import Facet, Typed
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.complement import is_left_alone
from reviewer.models.offline.marks import values_of
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind

_COUNTING = (ValueKind.NUMBER, ValueKind.COUNT_PAIR)
_LOOK_BACK = 12
"""Sentences before a share in which its base may stand."""
_MONEY_BEFORE = re.compile(r"(?:[$€£¥]|\b(?:eur|usd|gbp|chf|cad|aud|nzd|dkk|sek|nok|pln|inr|jpy)) ?$")
_CLOCK_BEFORE = re.compile(r"\d[:.]$")
_OTHER_UNIT = re.compile(
    r" ?(?:%|per ?cent|percent|[€£$]|(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|cents?)\b)|"
    r" ?-?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|o'clock|am|pm)\b|:\d\d\b"
)
_PEOPLE = (
    r"(?:(?!(?:by|to|with|the|for|from|in|on|at|and|were|was|are|had|which|that|of|\w+ed|sent|cases|claims|requests|"
    r"files|tickets|orders|mails|calls|invoices|letters|applications)\b)[\w-]+ ){0,2}"
    r"(?:seats|heads|posts|ftes?|persons?|employees|officers|clerks|colleagues|specialists|analysts|handlers|"
    r"reviewers|nurses|managers|directors|engineers|adjusters|planners|dispatchers|operators|technicians|tellers|"
    r"packers|tutors|volunteers|sites|depots|branches|offices|departments|districts|countries|systems|servers|"
    r"hours|days|weeks|months|minutes)\b"
)
_COUNTS_OTHERS = re.compile(
    rf" (?:(?:of|out of) (?:the |our |my |its |all |these |those )?(?:\d[\d,.]*|[a-z]+) )?{_PEOPLE}"
)
_OF_A_FEW = re.compile(
    r" (?:out )?of (?:the |our |my |its |all |these |those )*"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|1[0-2])(?![\d.,]*\d| ?k\b|\w)"
)
_SMALL_BASE = 13
"""Nobody measures a pilot on fewer cases: "five of the seven" are hours, people or places."""
_SOME_OF_TOUCHED = re.compile(
    r" of (?:the |those |these )(?:\w+ ){0,2}?(?:that |which )?(?:(?:it|we|the \w+) )?(?:was |were |had been )?"
    r"(?:passed|handed|escalated|referred|sent|touched|hand-?overs|escalations)\b"
)
_TOUCHED = re.compile(r"\btouched\b")
_RIGHT = re.compile(
    r"(?: ?\([^)]{1,12}\))? (?:(?:were|are|was|came out|ended) )?(?:right|correct|fine|ok) (?:at|in) the end\b"
)


def is_no_count_of_cases(typed: Typed, found: Found, lower: str) -> bool:
    """Whether a number that was captured for a count of cases counts something else."""
    if typed.type != "quantity" or typed.unit != "case" or found.kind not in _COUNTING:
        return False
    if _MONEY_BEFORE.search(lower, 0, found.start) or _CLOCK_BEFORE.search(lower, 0, found.start):
        return True
    if _OF_A_FEW.match(lower, found.end) or _is_small(found):
        return True
    if _OTHER_UNIT.match(lower, found.end) or _COUNTS_OTHERS.match(lower, found.end):
        return True
    return _is_about_touched(typed) and _is_of_others(lower, found.end)


def _is_small(found: Found) -> bool:
    return found.kind is ValueKind.COUNT_PAIR and float(found.text.split("/")[1]) < _SMALL_BASE


def _is_about_touched(typed: Typed) -> bool:
    return isinstance(typed, Facet) and bool(_TOUCHED.search(typed.describe.lower()))


def _is_of_others(lower: str, end: int) -> bool:
    """Whether the words behind a number speak of cases without people, or of a few of those with people."""
    return bool(_SOME_OF_TOUCHED.match(lower, end) or _RIGHT.match(lower, end)) or is_left_alone(lower, end)


def whole_of(part: float, share: Found, segment: Segment, calendar: Calendar) -> float | None:
    """The count of which `part` is `share`, if it stands in the same sentence or shortly before."""
    step = _last_digit(segment.lower[share.start : share.end])
    place: Segment | None = segment
    for _ in range(_LOOK_BACK):
        if place is None:
            return None
        for found in reversed(values_of(place, ValueKind.NUMBER, calendar)):
            if _is_whole(found, part, share.amount, step, place.lower):
                return found.amount
        place = place.previous
    return None


def _last_digit(words: str) -> float:
    """Half of the last digit of a written share ("88.0%" is known to 0.05 of a hundredth)."""
    decimals = re.search(r"\d[.,](\d+)", words)
    return 0.5 / float(10 ** (2 + (len(decimals.group(1)) if decimals else 0)))


def _is_whole(found: Found, part: float, share: float, step: float, lower: str) -> bool:
    if found.amount <= part or found.amount % 1 or _OTHER_UNIT.match(lower, found.end):
        return False
    return not _MONEY_BEFORE.search(lower, 0, found.start) and abs(part / found.amount - share) <= step + 1e-9
