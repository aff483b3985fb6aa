"""What the cues find in the segments of a text, before one is chosen for each facet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate, is_in_context, judged
from reviewer.models.offline.captured import value_of
from reviewer.models.offline.cues import Cue, Rows
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


class _Sieve:
    """The patterns of a cue by the words that they need, so that a segment only meets those which may match it."""

    def __init__(self, live: _Live) -> None:
        self._entries = [(kind, entry) for kind in _KINDS for entry in getattr(live, kind)]
        self._free: set[int] = set()
        self._by_word: dict[str, list[int]] = {}
        for place, (_, entry) in enumerate(self._entries):
            pattern: Pattern = entry[-1]
            if not pattern.literals:
                self._free.add(place)
            for literal in pattern.literals:
                self._by_word.setdefault(literal, []).append(place)

    def within(self, words: frozenset[str]) -> _Live | None:
        """Those patterns that a text with these words may match; none if there are none."""
        places = set(self._free)
        for word in self._by_word.keys() & words:
            places.update(self._by_word[word])
        kept = [self._entries[place] for place in sorted(places) if passes(self._entries[place][1][-1], words)]
        return _Live(*([entry for kind, entry in kept if kind == wanted] for wanted in _KINDS)) if kept else None


_KINDS = ("said", "values", "worded", "rows")
_NOTHING = _Live([], [], [], [])


@lru_cache(maxsize=2_000)
def _sieve(cue: Cue) -> _Sieve:
    return _Sieve(_Live.of(cue))


def _strengths(cue: Cue) -> tuple[tuple[Strength, list[Pattern], Mapping[str, list[Pattern]]], ...]:
    return ("vague", cue.vague, cue.column_vague), ("denied", cue.denied, cue.column_denied)


def candidates(
    cue: Cue, segments: Iterable[Segment], calendar: Calendar, is_asked: bool = False
) -> Iterator[Candidate]:
    """All candidates of one facet, in segments that have been screened.

    `is_asked`: the question was about this facet's item; only then do the interviewer's words count as context.
    """
    sieve = _sieve(cue)
    for segment in segments:
        live = sieve.within(segment.words) or (_NOTHING if segment.cells else None)
        if live is None:
            continue
        if segment.question and not is_asked and is_bare(segment.lower):
            continue
        found = list(_in_segment(cue, live, segment, calendar, is_asked))
        # The words around are looked at last: matches are rare, and looking around is what costs.
        if found and is_in_context(cue.context, segment, is_asked) and not _is_other(cue, segment):
            yield from found


def _is_other(cue: Cue, segment: Segment) -> bool:
    """Whether a segment speaks of something else: by its words, or by the first cell of its row."""
    if cue.row_label is not None and segment.label and not cue.row_label.search(segment.label):
        return True
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
