"""A figure that corrects an earlier one: it belongs to the fact that was told before, not to the open question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate
from reviewer.models.offline.conversion import converted
from reviewer.models.offline.marks import values_of
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind
from reviewer.readiness.claims import Scalar

_KINDS = (ValueKind.SHARE, ValueKind.DURATION, ValueKind.RATE, ValueKind.NUMBER)
_NOT = re.compile(r"\bnot (?:the |a |an |just |only )?$")
# Two facts that are told in one breath, "31 of 640".
_PAIRS = (("escalation_numerator", "escalation_denominator"), ("touched_cases", "touched_of"))


def corrected_facts(
    segments: list[Segment], known: Mapping[str, Scalar], framework: Framework, calendar: Calendar
) -> dict[str, list[Candidate]]:
    """The new values of facts that are known, by facet; empty where it is not certain which fact is meant."""
    found: dict[str, list[Candidate]] = {}
    for segment in segments:
        for candidate in _in_segment(segment, known, framework, calendar):
            found.setdefault(candidate.facet, []).append(candidate)
    return found


def _in_segment(
    segment: Segment, known: Mapping[str, Scalar], framework: Framework, calendar: Calendar
) -> Iterator[Candidate]:
    pairs = values_of(segment, ValueKind.COUNT_PAIR, calendar)
    if pairs:
        yield from _pair(pairs[0], segment, known)
        return
    for kind in _KINDS:
        values = values_of(segment, kind, calendar)
        new = next((value for value in values if not _is_denied(value, segment)), None)
        if new is None:
            continue
        place = _place(new, _old(segment, calendar), known, framework)
        if place:
            yield Candidate(*place, segment, new.start, new.end, 0)
        return


def _is_denied(value: Found, segment: Segment) -> bool:
    return bool(_NOT.search(segment.lower, 0, value.start))


def _old(segment: Segment, calendar: Calendar) -> Found | None:
    """The value that is taken back: "not 5"."""
    values = [value for kind in _KINDS for value in values_of(segment, kind, calendar)]
    return next((value for value in values if _is_denied(value, segment)), None)


def _pair(found: Found, segment: Segment, known: Mapping[str, Scalar]) -> Iterator[Candidate]:
    told = [pair for pair in _PAIRS if all(key in known for key in pair)]
    numbers = [float(number) for number in found.text.split("/")]
    for pair in told:
        for key, number in zip(pair, numbers, strict=True):
            yield Candidate(key, number, segment, found.start, found.end, 0)


def _place(
    new: Found, old: Found | None, known: Mapping[str, Scalar], framework: Framework
) -> tuple[str, Scalar] | None:
    """The known fact that had the old value; without one, the only known fact that can hold the new value."""
    fitting: list[tuple[str, Scalar]] = []
    for key, value in known.items():
        facet = framework.facets_by_key[key]
        renewed = _as_value(facet, new)
        if renewed is None or not isinstance(value, float):
            continue
        if old is not None and _is_near(_as_value(facet, _like(old, new)), value):
            return key, renewed
        fitting.append((key, renewed))
    sure = old is None and new.kind is not ValueKind.NUMBER and len(fitting) == 1
    return fitting[0] if sure else None


def _as_value(facet: Facet, found: Found) -> Scalar | None:
    """The value in the facet's unit; a bare number is no share."""
    return None if found.kind is ValueKind.NUMBER and facet.type != "quantity" else converted(facet, found)


def _like(old: Found, new: Found) -> Found:
    """ "Not 5" after "7 per cent" means five per cent, after "12 minutes" five minutes."""
    if old.kind is not ValueKind.NUMBER or new.kind is ValueKind.NUMBER:
        return old
    amount = old.amount / 100 if new.kind is ValueKind.SHARE and old.amount > 1 else old.amount
    return replace(new, amount=amount)


def _is_near(left: Scalar | None, right: float) -> bool:
    return isinstance(left, float) and abs(left - right) <= 0.005 * max(abs(left), abs(right), 1e-9)
