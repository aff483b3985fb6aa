"""The value of a facet or column, from what a pattern captured."""

from __future__ import annotations

import re

from reviewer.framework.catalogue import Typed
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.complement import rest_where_left_alone
from reviewer.models.offline.conversion import converted, from_words
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.patterns import Match
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind
from reviewer.readiness.claims import Scalar

_REST_OF_WORD = re.compile(r"\w*(?:(?<=\d)[.,]\d+)*")


def value_of(typed: Typed, column: str, match: Match, segment: Segment, cue: Cue, calendar: Calendar) -> Scalar | None:
    """The value of the facet or of one column, from what the pattern captured; whole matches for words."""
    if typed.type == "count_pair" and not column and any(slot.column == "part" for slot, *_ in match.captured):
        return _pair(match)
    for slot, found, start, end in match.captured:
        if not column and found is not None and slot.column in ("rest", "part", "whole"):
            return _derived(typed, slot.column, found)
        if slot.column != column:
            continue
        words = segment.folded.slice(start, end)
        if found is not None and typed.type not in ("text", "role"):
            return rest_where_left_alone(typed, converted(typed, found), segment.lower, found.end)
        return from_words(typed, words, cue.cell_values.get(column, {}), calendar)
    if not column and typed.type in ("text", "role"):
        end = match.end
        if segment.lower[end - 1].isalnum():
            rest = _REST_OF_WORD.match(segment.lower, end)
            end = rest.end() if rest else end
        return segment.folded.text[match.start : end].strip(" .;,:") or None
    return None


def _derived(typed: Typed, column: str, found: Found) -> Scalar | None:
    """A share from the rest that was stated ("97% were left as they were"), one number of "310 of 4,100"."""
    if column == "rest":
        rest = converted(typed, found)
        return round(1 - rest, 10) if isinstance(rest, float) and typed.type == "share" else None
    if found.kind is not ValueKind.COUNT_PAIR or typed.type != "quantity":
        return converted(typed, found)
    return float(found.text.split("/")[0 if column == "part" else 1])


def _pair(match: Match) -> str | None:
    """A count out of a count whose two numbers stand apart; a share of the whole may stand for the part."""
    values = {slot.column: found for slot, found, _, _ in match.captured if found is not None}
    part, whole = values.get("part"), values.get("whole")
    if part is None or whole is None:
        return None
    count = part.amount * whole.amount if part.kind is ValueKind.SHARE else part.amount
    return f"{count:.0f}/{whole.amount:.0f}" if 0 <= count <= whole.amount and whole.amount else None
