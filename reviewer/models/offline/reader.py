"""Read a document: proposed claims from its segments and the cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from reviewer.framework.catalogue import Framework
from reviewer.models.offline.answered import add_answers_to_headings
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate
from reviewer.models.offline.candidates import candidates
from reviewer.models.offline.choosing import as_claim, chosen
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.dates import calendar_of
from reviewer.models.offline.folding import fold
from reviewer.models.offline.screening import note_lists, screened
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.offline.stating import stating
from reviewer.models.offline.wording import takes_back
from reviewer.models.port import ProposedClaim, ReadRequest

_FIRST = 1_000


def read_document(request: ReadRequest, cues: Mapping[str, Cue], framework: Framework) -> tuple[ProposedClaim, ...]:
    """The claims that a document makes about the facets of the items in scope, in the order of the framework."""
    segments = readable(segments_of(request.text))
    calendar = calendar_of(fold(request.text).lower, request.reference_date)
    found = found_by_facet(request, cues, framework, segments, calendar)
    add_answers_to_headings(found, segments, framework, calendar)
    return tuple(
        as_claim(candidate, request.text)
        for key, candidates in found.items()
        for candidate in chosen(framework.facet(key), candidates, is_reply=False)
    )


def readable(segments: Iterable[Segment]) -> list[Segment]:
    """The segments that state something: no questions, no orders to the reader."""
    kept = [segment for segment in stating(segments) if segment.lower and not segment.is_question]
    for number, segment in enumerate(kept):
        if takes_back(segment.lower):
            for earlier in kept[:number]:
                earlier.is_taken_back = earlier.is_taken_back or earlier.block == segment.block
    return kept


def found_by_facet(
    request: ReadRequest, cues: Mapping[str, Cue], framework: Framework, segments: list[Segment], calendar: Calendar
) -> dict[str, list[Candidate]]:
    """All candidates of the cues, by facet."""
    scope = frozenset(request.items)
    asked = request.question.item if request.question else None
    owner = framework.item_of_facet
    keys = [key for key in framework.facets_by_key if key in cues and (not scope or owner.get(key) in {None, *scope})]
    note_lists(segments, cues.values())
    found = screened(segments, cues, calendar)
    return {key: list(candidates(cues[key], found[key], calendar, is_asked=owner.get(key) == asked)) for key in keys}


def found_when_asked(
    request: ReadRequest, cues: Mapping[str, Cue], framework: Framework, segments: list[Segment], calendar: Calendar
) -> dict[str, list[Candidate]]:
    """What the cues find that count only under a question about their item; they come before all others."""
    if request.question is None:
        return {}
    keys = [key for key in cues if is_about(key, request.question.item, framework)]
    found = screened(segments, cues, calendar)
    return {
        key: [replace(each, rank=each.rank - _FIRST) for each in candidates(cues[key], found[key], calendar, True)]
        for key in keys
    }


def is_about(key: str, item: str | None, framework: Framework) -> bool:
    """Whether a facet belongs to an item or decides about its state; for no item, whether it is of the profile."""
    owner = framework.item_of_facet.get(key)
    if owner == item or item not in framework.items_by_id:
        return owner == item
    state = framework.items_by_id[item].state
    return re.search(rf"\b{key}\b", f"{state.satisfied} {state.partial}") is not None
