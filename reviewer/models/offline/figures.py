"""The figure that answers a question about a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.framework.catalogue import Facet, Typed
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate, judged
from reviewer.models.offline.candidates import is_bare
from reviewer.models.offline.complement import rest_where_left_alone
from reviewer.models.offline.conversion import converted
from reviewer.models.offline.marks import values_of
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind

_KINDS: dict[str, tuple[ValueKind, ...]] = {
    "share": (ValueKind.SHARE, ValueKind.COUNT_PAIR),
    "count_pair": (ValueKind.COUNT_PAIR,),
    "duration": (ValueKind.DURATION,),
    "money": (ValueKind.MONEY,),
    "date": (ValueKind.DATE,),
}
_TIME_UNITS = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_LENGTH_AFTER = re.compile(r"-? ?(?:hours?|hrs?|h|minutes?|mins?|seconds?|days?|weeks?|months?|years?)\b")
_LARGEST_RATIO = 20


def _kinds(typed: Typed) -> tuple[ValueKind, ...]:
    if typed.type != "quantity":
        return _KINDS[typed.type]
    unit = (typed.unit or "").removeprefix("person-")
    if unit in _TIME_UNITS:
        return (ValueKind.DURATION, ValueKind.NUMBER)
    if unit == "ratio":
        return (ValueKind.TIMES, ValueKind.NUMBER)
    return (ValueKind.RATE, ValueKind.NUMBER) if typed.per == "day" else (ValueKind.NUMBER,)


def first_value(
    facet: Facet, segments: list[Segment], calendar: Calendar, taken: Sequence[Candidate]
) -> Iterator[Candidate]:
    """The first value of the facet's type in a statement that holds one such value or begins with it."""
    for kind in _kinds(facet):
        for segment in segments:
            for found in values_of(segment, kind, calendar)[:1]:
                value = converted(facet, found)
                value = rest_where_left_alone(facet, value, segment.lower, found.end)
                if value is None or not _stands_alone(found, facet.unit or "", segment, calendar):
                    continue
                if any(_claims(other, segment, found) for other in taken):
                    continue
                yield judged(facet, Candidate(facet.key, value, segment, found.start, found.end, 90), calendar)
                return


def _claims(other: Candidate, segment: Segment, found: Found) -> bool:
    """Whether another facet's claim is made of this very figure."""
    figures = other.value.values() if isinstance(other.value, dict) else (other.value,)
    is_figure = any(isinstance(value, float) and not isinstance(value, bool) for value in figures)
    return is_figure and other.segment is segment and other.start < found.end and found.start < other.end


LEAD = re.compile(
    r"^(?:(?:about|around|roughly|some|approx(?:imately)?\.?|circa|ca\.?|~|maximum|max|"
    "at most|at least|up to|under|less than|more than|over|below|above|just|only|nearly|"
    "almost|exactly|it'?s|its|that'?s|thats|so|ok|well|hm+|fine|we have|there are|we're at|"
    "currently|today|now|from|on|by|since|until|in|the|a|say|usually|normally|within|"
    "for|takes|took|it takes|it took|we say|we said|call it|sorry|then|right|yes|no)[ ,.:]*)*$"
)


def _stands_alone(found: Found, unit: str, segment: Segment, calendar: Calendar) -> bool:
    """Whether a value stands for itself: nothing but small words before it, and no other unit that it belongs to."""
    if not LEAD.match(segment.lower[: found.start]):
        return False
    if found.kind is not ValueKind.NUMBER:
        return True
    if unit in _TIME_UNITS and not is_bare(segment.lower):
        return False
    if unit not in _TIME_UNITS and _LENGTH_AFTER.match(segment.lower, found.end):
        return False
    if unit == "ratio" and (found.amount > _LARGEST_RATIO or values_of(segment, ValueKind.RATE, calendar)):
        return False
    others = (ValueKind.DURATION, ValueKind.SHARE, ValueKind.MONEY, ValueKind.COUNT_PAIR, ValueKind.TIMES)
    return not any(
        other.start <= found.start < other.end for kind in others for other in values_of(segment, kind, calendar)
    )
