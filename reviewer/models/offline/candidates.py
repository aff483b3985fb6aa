"""What the cues find in the segments of a text, before one is chosen for each facet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.models.offline.candidate import Candidate, is_in_context, judged
from reviewer.models.offline.captured import value_of
from reviewer.models.offline.cues import Cue, Rows
from reviewer.models.offline.dates import Calendar
from reviewer.models.offline.patterns import Pattern
from reviewer.models.offline.rows import rows_in
from reviewer.models.offline.screening import passes
from reviewer.models.offline.segments import Segment
from reviewer.readiness.claims import Strength


@dataclass(frozen=True, slots=True)
class _Live:
    """Those patterns of a cue that may match a text with certain words."""

    said: list[tuple[int, Pattern]]
    values: list[tuple[int, str, Pattern]]
    worded: list[tuple[str, Strength, Pattern]]
    rows: list[tuple[int, Rows, Pattern]]

    @classmethod
    def of(cls, cue: Cue) -> _Live:
        """All patterns of a cue, with their rank."""
        key = cue.facet.key
        worded: list[tuple[str, Strength, Pattern]] = []
        for strength, own, columns in _strengths(cue):
            worded += [(key, strength, pattern) for pattern in own]
            worded += [
                (f"{key}.{name}", strength, pattern) for name, patterns in columns.items() for pattern in patterns
            ]
        return cls(
            list(enumerate(cue.said)) if cue.facet.type != "list" else [],
            [(rank, choice, pattern) for rank, (choice, pattern) in enumerate(cue.values)],
            worded,
            [(rank, rows, pattern) for rank, rows in enumerate(cue.rows) for pattern in rows.said],
        )

    def within(self, words: frozenset[str]) -> _Live:
        """Those that a text with these words may match."""
        return _Live(
            [entry for entry in self.said if passes(entry[-1], words)],
            [entry for entry in self.values if passes(entry[-1], words)],
            [entry for entry in self.worded if passes(entry[-1], words)],
            [entry for entry in self.rows if passes(entry[-1], words)],
        )

    def needed_words(self) -> frozenset[str] | None:
        """Words of which a text must hold one for any of the patterns to match; none if one needs no words."""
        patterns = [entry[-1] for entries in (self.said, self.values, self.worded, self.rows) for entry in entries]
        if not all(pattern.literals for pattern in patterns):
            return None
        return frozenset(literal for pattern in patterns for literal in pattern.literals)


def _strengths(cue: Cue) -> tuple[tuple[Strength, list[Pattern], Mapping[str, list[Pattern]]], ...]:
    return ("vague", cue.vague, cue.column_vague), ("denied", cue.denied, cue.column_denied)


def candidates(
    cue: Cue, segments: Iterable[Segment], words: frozenset[str], calendar: Calendar, is_asked: bool = False
) -> Iterator[Candidate]:
    """All candidates of one facet; `words` are those of the cues that the whole text holds.

    `is_asked`: the question was about this facet's item; only then do the interviewer's words count as context.
    """
    live = _Live.of(cue).within(words)
    needed = live.needed_words()
    for segment in segments:
        if not segment.cells and needed is not None and needed.isdisjoint(segment.words):
            continue
        if segment.question and not is_asked and is_bare(segment.lower):
            continue
        found = list(_in_segment(cue, live.within(segment.words), segment, calendar, is_asked))
        # The words around are looked at last: matches are rare, and looking around is what costs.
        if found and is_in_context(cue.context, segment, is_asked) and not _is_other(cue, segment):
            yield from found


def _is_other(cue: Cue, segment: Segment) -> bool:
    return cue.unless is not None and bool(cue.unless.search(segment.lower))


_BARE = re.compile(r"(?:[a-z']+[ ,.:]+){0,3}[\d.,]+ ?(?:k|m|%|per ?cent|percent|x|times|(?:a|per) \w+|\w+)?[ .,!]*")


def is_bare(lower: str) -> bool:
    """Whether a statement is little more than a figure, which only the question gives a meaning."""
    return _BARE.fullmatch(lower) is not None


def _in_segment(cue: Cue, live: _Live, segment: Segment, calendar: Calendar, is_asked: bool) -> Iterator[Candidate]:
    if not segment.is_listed:
        yield from _scalars(cue, live, segment, calendar)
    if not segment.is_view:
        yield from _worded(live, segment, calendar)
        yield from rows_in(cue, live.rows, segment, calendar, is_asked)


def _scalars(cue: Cue, live: _Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    for rank, pattern in live.said:
        for match in pattern.matches(segment, calendar):
            value = value_of(cue.facet, "", match, segment, cue, calendar)
            if value is None:
                continue
            yield judged(
                cue.facet,
                Candidate(cue.facet.key, value, segment, match.start, match.end, rank),
                calendar,
                pattern.negates,
            )
            break
    for rank, choice, pattern in live.values:
        first = next(pattern.matches(segment, calendar), None)
        if first:
            value = choice == "yes" if cue.facet.type == "yes_no" else choice
            yield judged(
                cue.facet,
                Candidate(cue.facet.key, value, segment, first.start, first.end, rank),
                calendar,
                pattern.negates,
            )


def _worded(live: _Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    """Vague and denied words, about the facet and about its columns; the first of each."""
    told: set[tuple[str, Strength]] = set()
    for name, strength, pattern in live.worded:
        match = None if (name, strength) in told else next(pattern.matches(segment, calendar), None)
        if match:
            told.add((name, strength))
            yield Candidate(name, None, segment, match.start, match.end, 0, strength)
