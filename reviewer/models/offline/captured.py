"""The value of a facet or column, from what a pattern captured."""

from __future__ import annotations

import re

from reviewer.framework.catalogue import Typed
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.complement import rest_where_left_alone
from reviewer.models.offline.conversion import converted, from_words
from reviewer.models.offline.counts import is_no_count_of_cases, whole_of
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.patterns import Match
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind
from reviewer.readiness.claims import Scalar

_REST_OF_WORD = re.compile(r"\w*(?:(?<=\d)[.,]\d+)*")


def value_of(typed: Typed, column: str, match: Match, segment: Segment, cue: Cue, calendar: Calendar) -> Scalar | None:
    """The value of the facet or of one column, from what the pattern captured; whole matches for words."""
    if typed.type == "count_pair" and not column and any(slot.column == "part" for slot, *_ in match.captured):
        return _pair(match, segment, calendar)
    for slot, found, start, end in match.captured:
        if not column and found is not None and slot.column in ("rest", "part", "whole"):
            return _derived(typed, slot.column, found, segment.lower)
        if slot.column != column:
            continue
        words = segment.folded.slice(start, end)
        if found is not None and typed.type not in ("text", "role"):
            return _stated(typed, found, segment.lower)
        return from_words(typed, words, cue.cell_values.get(column, {}), calendar)
    if not column and typed.type in ("text", "role"):
        end = match.end
        if segment.lower[end - 1].isalnum():
            rest = _REST_OF_WORD.match(segment.lower, end)
            end = rest.end() if rest else end
        return segment.folded.text[match.start : end].strip(" .;,:") or None
    return None


def _stated(typed: Typed, found: Found, lower: str) -> Scalar | None:
    if is_no_count_of_cases(typed, found, lower):
        return None
    return rest_where_left_alone(typed, converted(typed, found), lower, found.end)


def _derived(typed: Typed, column: str, found: Found, lower: str) -> Scalar | None:
    """A share from the rest that was stated ("97% were left as they were"), one number of "310 of 4,100"."""
    if is_no_count_of_cases(typed, found, lower):
        return None
    if column == "rest":
        rest = converted(typed, found)
        return round(1 - rest, 10) if isinstance(rest, float) and typed.type == "share" else None
    if found.kind is not ValueKind.COUNT_PAIR or typed.type != "quantity":
        return converted(typed, found)
    return float(found.text.split("/")[0 if column == "part" else 1])


def _pair(match: Match, segment: Segment, calendar: Calendar) -> str | None:
    """A count out of a count whose two numbers stand apart; a share of the whole may stand for either."""
    values = {slot.column: found for slot, found, _, _ in match.captured if found is not None}
    part, whole, share = values.get("part"), values.get("whole"), values.get("of_whole")
    if part is None:
        return None
    of = whole.amount if whole else whole_of(part.amount, share, segment, calendar) if share else None
    if not of:
        return None
    count = part.amount * of if part.kind is ValueKind.SHARE else part.amount
    return f"{count:.0f}/{of:.0f}" if 0 <= count <= of else None
