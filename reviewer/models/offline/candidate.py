"""A claim that a pattern proposes, and how the words around it weigh on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from reviewer.framework.catalogue import Facet
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.dates import last_day
from reviewer.models.offline.marks import values_of
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import ValueKind
from reviewer.models.offline.wording import Tense, is_denied, is_hedged, speaks_of_future, tense_of
from reviewer.readiness.claims import Strength, Value

_ABOUT_PLANS = re.compile(
    r"\bat target|full (?:rollout|scope|volume)|after the rollout|planned ones|\bis to\b|"
    r"\bare to\b|that remains?\b|first day on which|bad case|\bis meant to\b|undertaking stands"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a pattern proposes: the facet, the value, the segment and the span in it."""

    facet: str
    value: Value | None
    segment: Segment
    start: int
    end: int
    rank: int
    strength: Strength = "clear"
    tense: Tense = Tense.TODAY
    planned_date: date | None = None
    planned_owner: str | None = None


def is_about_plans(facet: Facet) -> bool:
    """Whether a facet speaks of the time to come by its nature, so that planning words take nothing from it."""
    return not facet.measured and (facet.type == "date" or bool(_ABOUT_PLANS.search(facet.describe.lower())))


def judged(facet: Facet, candidate: Candidate, calendar: Calendar, negates: bool = False) -> Candidate:
    """The candidate with its strength and tense, by the words around it; `negates`: its own pattern says a "no"."""
    lower, start, end = candidate.segment.lower, candidate.start, candidate.end
    if not negates and is_denied(lower, start, end):
        if isinstance(candidate.value, bool):
            return replace(candidate, value=not candidate.value)
        return replace(candidate, value=None, strength="denied")
    if is_hedged(lower, start, end):
        return replace(candidate, value=None, strength="vague")
    tense = tense_of(lower, start, end)
    if tense is Tense.TODAY and facet.measured and speaks_of_future(lower):
        tense = Tense.PLANNED
    if tense is Tense.TODAY or (tense is Tense.PLANNED and is_about_plans(facet)):
        return candidate
    return _planned(candidate, tense, calendar)


def _planned(candidate: Candidate, tense: Tense, calendar: Calendar) -> Candidate:
    days = values_of(candidate.segment, ValueKind.DATE, calendar)
    roles = values_of(candidate.segment, ValueKind.ROLE, calendar)
    return replace(
        candidate,
        tense=tense,
        planned_date=next((day for found in days if (day := last_day(found))), None),
        planned_owner=roles[0].text if roles else None,
    )


def is_in_context(context: re.Pattern[str] | None, segment: Segment, is_asked: bool) -> bool:
    """Whether a context is met by the segment or by what stands around it."""
    return context is None or any(context.search(words) for words in segment.surroundings(is_asked) if words)
