"""A second look: can these words bear that fact? By cues, words and values, in a fraction of a millisecond each.

It answers a smaller question than reading does. Reading must find the one fact that a sentence states; here the fact
is given, and it is doubted only if nothing speaks for it: the words hold no such value, or are about something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.offline.bearing_topics import Topics, stems
from reviewer.models.offline.bearing_values import holds
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.cues import Cue, load_cues
from reviewer.models.offline.dates import calendar_of
from reviewer.models.offline.folding import fold
from reviewer.models.offline.orders import hides_orders, is_order_to_reader
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.offline.stating import stating
from reviewer.models.port import ProposedClaim, Question
from reviewer.readiness.claims import Row
from reviewer.resources import data_folder

# How near the words must come to those of the fact that they fit best. Nothing but the words speaks for a choice; a
# figure or a name stands in them or does not. Denials can do little; strictly, words must nearly be those of a cue.
_NEAR_CHOICE, _NEAR_VALUE, _NEAR_DENIAL, _NEAR_STRICTLY = 0.45, 0.35, 0.2, 0.75
# What may be named in the sentence before, a heading or the question, and only referred to in the quote.
_NAMED = frozenset(("role", "text", "duration", "count_pair"))
_CHOSEN = frozenset(("choice", "yes_no"))


class Bearing:
    """The offline model's second look at what another model read."""

    def __init__(self, framework: Framework, overlay: Path | None = None) -> None:
        """Look at the facts of `framework`; cues in the folder `reading` of `overlay` come before the shipped ones."""
        self.framework = framework
        self._folders = [data_folder("knowledge") / "reading", *([overlay / "reading"] if overlay else [])]

    def over(self, text: str, question: Question | None = None) -> Words:
        """A look over one text; `question` is what a reply was asked."""
        return Words(self, text, question)

    def gives_orders(self, text: str) -> bool:
        """Whether `text` tells its reader how to judge it, in words that are known."""
        segments = segments_of(text)
        return hides_orders(text) or len(stating(segments)) < len(segments)

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
        self._orders = frozenset(self._segments).difference(stating(self._segments))
        self._starts = [segment.start for segment in self._segments]
        self._scores: dict[tuple[int, str], tuple[list[float], float]] = {}

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_of(fold(self._text).lower, None)

    def doubt(self, proposed: ProposedClaim, start: int, end: int, strictly: bool) -> str | None:
        """Why text[start:end] cannot bear what is claimed, as part of a sentence; None where it can."""
        touched = self._touched(start, end)
        quote = fold(self._text, start, end).lower
        if is_order_to_reader(quote) or any(each in self._orders for each in touched):
            return "it is an order to whoever reads the text"
        if proposed.strength == "vague":
            return None
        facet = self._bearing.framework.facet(proposed.facet.partition(".")[0])
        if proposed.strength == "clear" and not self._holds(facet, proposed, quote, touched):
            return f'it holds no such value for "{facet.name}"'
        if not self._is_near(facet, touched, quote, _nearness(facet, proposed, strictly)):
            return f'it does not seem to be about "{facet.name}"'
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
            if facet.type in _NAMED:
                words = " | ".join([words, *self._around(touched)])
            return proposed.value is not None and holds(facet, proposed.value, words)
        return self._holds_row(facet, proposed.value, words)

    def _holds_row(self, facet: Facet, row: Row, words: str) -> bool:
        """Half of the cells that are no choices, or what names the row; the rest may stand in other sentences."""
        held = {column.column: holds(column, row[column.column], words) for column in facet.row if column.column in row}
        stated = [held[column.column] for column in facet.row if column.column in row and column.type not in _CHOSEN]
        return 2 * sum(stated) >= len(stated) or any(held.get(name) for name in facet.row_key)

    def _is_near(self, facet: Facet, touched: list[Segment], quote: str, near: float) -> bool:
        scores, best = self._scored(touched, quote)
        mine = scores[self._bearing.topics.place(facet.key)]
        # Words are compared first: cues are surer, and cost more.
        return mine >= near * best > 0 or self._is_cued(facet, touched)

    def _scored(self, touched: list[Segment], quote: str) -> tuple[list[float], float]:
        place = touched[0].start if touched else 0, quote
        known = self._scores.get(place)
        if known is None:
            said = stems(quote)
            around = frozenset[str]().union(*(stems(words) for words in self._around(touched)))
            scores = self._bearing.topics.scores(said, around)
            known = self._scores[place] = scores, max(scores)
        return known

    def _is_cued(self, facet: Facet, touched: list[Segment]) -> bool:
        return any(_matches(found[facet.key], segment, self._calendar) for found in self._bearing.cues
                   if facet.key in found for segment in touched)  # fmt: skip

    def _around(self, touched: list[Segment]) -> Iterator[str]:
        for segment in touched:
            yield from (segment.lower, segment.before, *segment.headings, segment.question, segment.label)
            yield from (cell.header for cell in segment.cells)


def _nearness(facet: Facet, proposed: ProposedClaim, strictly: bool) -> float:
    if proposed.strength == "denied":
        return _NEAR_DENIAL
    if strictly:
        return _NEAR_STRICTLY
    return _NEAR_CHOICE if facet.type in _CHOSEN else _NEAR_VALUE


def _matches(cue: Cue, segment: Segment, calendar: Calendar) -> bool:
    lower = segment.lower
    return any(
        all(any(literal in lower for literal in test) for test in pattern.tests)
        and next(pattern.matches(segment, calendar), None) is not None
        for pattern in cue.patterns()
    )
