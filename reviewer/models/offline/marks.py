"""Typed values as single characters, so that one short pattern can ask for "a duration" or "a role".

A value in a segment is replaced by one character of its kind before a pattern is tried. The characters are digits of
scripts that folding has already turned into plain digits, so no text can contain them; for a pattern they are digits,
and those of roles are letters.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

from reviewer.models.offline.amounts import count_pairs_in, rates_in, shares_in, times_in
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.dates import dates_in
from reviewer.models.offline.durations import durations_in
from reviewer.models.offline.money import money_in
from reviewer.models.offline.numbers import numbers_in
from reviewer.models.offline.roles import roles_in
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind, without_overlaps

_MOST = 40
_FIRST_ROLE_LETTER = 0x12000


@dataclass(frozen=True, slots=True)
class Marked:
    """A segment's text with its values replaced by marks; `places` leads from the marked text to the segment's."""

    text: str
    places: tuple[int, ...]
    values: dict[str, Found]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the segment's own text."""
        return self.places[start], self.places[end] if end > start else self.places[start]


@cache
def alphabet(kind: ValueKind) -> str:
    """The characters that stand for values of a kind."""
    if kind is ValueKind.ROLE:
        return "".join(chr(_FIRST_ROLE_LETTER + number) for number in range(_MOST))
    kinds = [other for other in ValueKind if other is not ValueKind.ROLE]
    first = kinds.index(kind) * _MOST
    return _foreign_digits()[first : first + _MOST]


@cache
def _foreign_digits() -> str:
    return "".join(chr(code) for code in range(128, sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd")


def values_of(segment: Segment, kind: ValueKind, calendar: Calendar) -> tuple[Found, ...]:
    """The values of a kind in a segment, found once."""
    known = segment.memory.get(kind)
    if not isinstance(known, tuple):
        known = tuple(_found(segment, kind, calendar))
        segment.memory[kind] = known
    return known


def _found(segment: Segment, kind: ValueKind, calendar: Calendar) -> list[Found] | tuple[Found, ...]:
    lower = segment.lower
    if kind is ValueKind.ROLE:
        return roles_in(segment.folded)
    if kind is ValueKind.DATE:
        return dates_in(lower, calendar)
    if kind is ValueKind.NUMBER:
        taken = [*values_of(segment, ValueKind.DATE, calendar), *_spelled_shares(segment, calendar)]
        return [
            value for value in numbers_in(lower) if not any(other.start <= value.start < other.end for other in taken)
        ]
    finders = {
        ValueKind.RATE: rates_in,
        ValueKind.SHARE: shares_in,
        ValueKind.DURATION: durations_in,
        ValueKind.MONEY: money_in,
        ValueKind.COUNT_PAIR: count_pairs_in,
        ValueKind.TIMES: times_in,
    }
    return finders[kind](lower) if kind in finders else []


def _spelled_shares(segment: Segment, calendar: Calendar) -> list[Found]:
    """Shares such as "one in twenty", whose words are no counts; those in per cent leave their number to patterns."""
    shares = values_of(segment, ValueKind.SHARE, calendar)
    return [
        share
        for share in shares
        if segment.lower[share.start : share.end][-1:] not in "%"
        and "cent" not in segment.lower[share.start : share.end]
    ]


_LACKING = "a value of one of the kinds"


def marked(segment: Segment, kinds: frozenset[ValueKind], calendar: Calendar) -> Marked | None:
    """The segment with the values of these kinds marked; none if it lacks a value of any of them."""
    known = segment.memory.get(kinds)
    if known is None:
        known = segment.memory[kinds] = _marked(segment, kinds, calendar) or _LACKING
    return known if isinstance(known, Marked) else None


def _marked(segment: Segment, kinds: frozenset[ValueKind], calendar: Calendar) -> Marked | None:
    found = [values_of(segment, kind, calendar) for kind in sorted(kinds, key=lambda kind: kind.value)]
    if not all(found):
        return None
    chosen = without_overlaps(value for values in found for value in values[:_MOST])
    pieces: list[str] = []
    places: list[int] = []
    values: dict[str, Found] = {}
    done = 0
    used = dict.fromkeys(kinds, 0)
    for value in chosen:
        mark = alphabet(value.kind)[used[value.kind]]
        used[value.kind] += 1
        values[mark] = value
        pieces.extend((segment.lower[done : value.start], mark))
        places.extend((*range(done, value.start), value.start))
        done = value.end
    pieces.append(segment.lower[done:])
    places.extend(range(done, len(segment.lower) + 1))
    return Marked("".join(pieces), tuple(places), values)
