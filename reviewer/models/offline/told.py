"""Decisions that a reply names in a row, and those that somebody else named before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reviewer.models.offline.candidate import Candidate
from reviewer.models.offline.conversion import choice_of
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.naming import stems
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.wording import negations
from reviewer.readiness.claims import Scalar

_LIST, _KEY, _COLUMN = "decisions", "name", "class"
_ENUMERATION = re.compile(
    r"(?P<names>[^,:;.()|]{2,50}(?:, [^,:;.()|]{2,50}){1,9}): ?(?P<rest>(?:the |an? |all )?[^:]{3,120})$"
)
_PART = re.compile(r"(?<=, )[^, ][^,]*|^[^, ][^,]*")
_ENOUGH = 0.6
_RANK = 50


def rows_spoken_of(
    segments: list[Segment], told: Mapping[str, tuple[str, ...]], cues: Mapping[str, Cue]
) -> Iterator[Candidate]:
    """The class that a statement gives to a decision which was named before; two people may differ about it."""
    choices = cues[_LIST].cell_values.get(_COLUMN, {}) if _LIST in cues else {}
    for segment in segments:
        chosen = choice_of(segment.lower, choices)
        if chosen is None or (chosen == "autonomous" and negations(segment.lower)):
            continue
        for name in _named(segment, told.get(_LIST, ())):
            yield Candidate(_LIST, {_KEY: name, _COLUMN: chosen}, segment, 0, len(segment.lower), _RANK)


def rows_enumerated(segments: list[Segment], cues: Mapping[str, Cue]) -> Iterator[Candidate]:
    """One row for each part of "this, that and the other: the agent alone"."""
    choices = cues[_LIST].cell_values.get(_COLUMN, {}) if _LIST in cues else {}
    for segment in segments:
        match = _ENUMERATION.match(segment.lower)
        chosen = choice_of(match.group("rest"), choices) if match else None
        if match is None or chosen is None or (chosen == "autonomous" and negations(match.group("rest").split(",")[0])):
            continue
        for part in _PART.finditer(match.group("names")):
            name = segment.folded.text[part.start() : part.end()]
            row: dict[str, Scalar] = {_KEY: name, _COLUMN: chosen}
            yield Candidate(_LIST, row, segment, part.start(), part.end(), _RANK)


def _named(segment: Segment, told: tuple[str, ...]) -> Iterator[str]:
    """The names of which at least two telling words, and most of them, stand in a statement."""
    said = stems(segment.lower)
    for name in told:
        own = stems(name)
        common = len(own & said)
        if common > 1 and common / len(own) >= _ENOUGH:
            yield name
