"""A second look: can these words bear that fact? By cues, words and values, in a fraction of a millisecond each.

It answers a smaller question than reading does. Reading must find the one fact that a sentence states; here the fact
is given, and it is doubted only if nothing speaks for it: the words hold no such value, or are about something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from reviewer.framework.catalogue import Facet, Framework, Typed
from reviewer.models.offline.bearing_topics import Topics, stems
from reviewer.models.offline.bearing_values import holds
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.cues import Cue, load_cues
from reviewer.models.offline.dates import calendar_of
from reviewer.models.offline.folding import fold
from reviewer.models.offline.orders import is_order_to_reader
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.port import ProposedClaim, Question
from reviewer.resources import data_folder

_RANKS_CHOSEN = 12
_RANKS_VALUED = 40


class Bearing:
    """The offline model's second look at what another model read."""

    def __init__(self, framework: Framework, overlay: Path | None = None) -> None:
        """Look at the facts of `framework`; cues in the folder `reading` of `overlay` come before the shipped ones."""
        self.framework = framework
        self._folders = [data_folder("knowledge") / "reading", *([overlay / "reading"] if overlay else [])]

    def over(self, text: str, question: Question | None = None) -> Words:
        """A look over one text; `question` is what a reply was asked."""
        return Words(self, text, question)

    @cached_property
    def cues(self) -> tuple[Mapping[str, Cue], ...]:
        """The cues, and those that count only under a question; loaded at the first look."""
        asked = [folder / "asked" for folder in self._folders]
        return load_cues(self._folders, self.framework), load_cues(asked, self.framework)

    @cached_property
    def topics(self) -> Topics:
        """The words of every fact."""
        return Topics(self.framework, self.cues)


class Words:
    """One text, cut into segments once for all claims about it."""

    def __init__(self, bearing: Bearing, text: str, question: Question | None) -> None:
        self._bearing = bearing
        self._text = text
        self._question = question
        self._segments = segments_of(text, question.wording if question else "")
        self._starts = [segment.start for segment in self._segments]
        self._calendar = calendar_of(fold(text).lower, None)
        self._scores: dict[tuple[int, int], list[float]] = {}

    def doubt(self, proposed: ProposedClaim, start: int, end: int) -> str | None:
        """Why text[start:end] cannot bear what is claimed, as part of a sentence; None where it can."""
        touched = self._touched(start, end)
        quote = fold(self._text, start, end).lower
        if is_order_to_reader(quote) or any(is_order_to_reader(segment.lower) for segment in touched):
            return "it is an order to whoever reads the text"
        facet = self._bearing.framework.facet(proposed.facet.partition(".")[0])
        if proposed.strength == "clear" and not self._holds(facet, proposed, quote, touched):
            return f"it does not say this of the {facet.name}"
        if not self._is_about(facet, touched, quote, (start, end)):
            return f"it does not speak of the {facet.name}"
        return None

    def _touched(self, start: int, end: int) -> list[Segment]:
        first = max(0, bisect_right(self._starts, start) - 1)
        while first > 0 and self._segments[first - 1].end > start:
            first -= 1
        found: list[Segment] = []
        for segment in self._segments[first:]:
            if segment.start >= end:
                break
            if segment.end > start:
                found.append(segment)
        return found

    def _holds(self, facet: Facet, proposed: ProposedClaim, quote: str, touched: list[Segment]) -> bool:
        words = " | ".join([quote, *(segment.lower for segment in touched)])
        if not isinstance(proposed.value, dict):
            return proposed.value is not None and holds(facet, proposed.value, words)
        cells = [holds(typed, proposed.value[name], words) for name, typed in _worded(facet, proposed.value)]
        return not cells or 2 * sum(cells) >= len(cells)

    def _is_about(self, facet: Facet, touched: list[Segment], quote: str, place: tuple[int, int]) -> bool:
        if self._is_cued(facet, touched):
            return True
        scores = self._scores.get(place)
        if scores is None:
            said = stems(quote)
            around = frozenset[str]().union(*(stems(words) for words in self._around(touched)))
            scores = self._scores[place] = self._bearing.topics.scores(said, around)
        mine = scores[self._bearing.topics.place(facet.key)]
        rank = sum(score > mine for score in scores)
        most = _RANKS_CHOSEN if facet.type in ("choice", "yes_no") else _RANKS_VALUED
        return mine > 0 and rank < most

    def _is_cued(self, facet: Facet, touched: list[Segment]) -> bool:
        return any(_matches(found[facet.key], segment, self._calendar) for found in self._bearing.cues
                   if facet.key in found for segment in touched)  # fmt: skip

    def _around(self, touched: list[Segment]) -> Iterator[str]:
        for segment in touched:
            yield from (segment.lower, segment.before, *segment.headings, segment.question, segment.label)
            yield from (cell.header for cell in segment.cells)


def _worded(facet: Facet, row: Mapping[str, object]) -> Iterator[tuple[str, Typed]]:
    """The columns of a row whose values can be looked for in words."""
    for column in facet.row:
        if column.column in row and column.type not in ("choice", "yes_no"):
            yield column.column, column


def _matches(cue: Cue, segment: Segment, calendar: Calendar) -> bool:
    return any(next(pattern.matches(segment, calendar), None) is not None for pattern in cue.patterns())
