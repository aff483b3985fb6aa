"""Which patterns are worth trying in which segment: those whose needed words stand there.

There are thousands of patterns and hundreds of segments; a set of words per segment replaces most of the trials.
"""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.models.offline.cues import Cue
from reviewer.models.offline.patterns import Pattern
from reviewer.models.offline.segments import Segment


def screen(segments: Iterable[Segment], cues: Iterable[Cue]) -> None:
    """Note in each segment the words of the cues that it holds."""
    segments = list(segments)
    text = "\n".join(segment.lower for segment in segments)
    needed = frozenset(literal for cue in cues for literal in cue.literals)
    held = [literal for literal in needed if literal in text]
    for segment in segments:
        lower = segment.lower
        segment.words = frozenset([literal for literal in held if literal in lower])


def note_lists(segments: Iterable[Segment], cues: Iterable[Cue]) -> None:
    """Note the rows of tables that are lists: their figures belong to the rows, not to a scalar facet."""
    tables = [table for cue in cues for table in cue.tables if len(table.needs) > 1]
    lists: dict[int, bool] = {}
    for segment in segments:
        if segment.cells and segment.table not in lists:
            headers = tuple(cell.header for cell in segment.cells)
            lists[segment.table] = any(table.places(headers) for table in tables)
        segment.is_listed = lists.get(segment.table, False)


def passes(pattern: Pattern, words: frozenset[str]) -> bool:
    """Whether a text that holds these words may match a pattern."""
    return not any(test.isdisjoint(words) for test in pattern.tests)
