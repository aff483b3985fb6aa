"""Which patterns are worth trying in which segment: those whose needed words stand there.

There are thousands of patterns and hundreds of segments; the words of a segment replace most of the trials.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.cues import Cue, Rows
from reviewer.models.offline.literals import Tests
from reviewer.models.offline.patterns import Pattern
from reviewer.models.offline.segments import Segment
from reviewer.readiness.claims import Strength

_Key = TypeVar("_Key", bound=Hashable)
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Live:
    """Those patterns of a cue that are worth trying in a segment, each kind with what is needed beside it."""

    said: list[tuple[int, Pattern]]
    values: list[tuple[int, str, Pattern]]
    worded: list[tuple[str, Strength, Pattern]]
    rows: list[tuple[int, Rows, Pattern]]

    @classmethod
    def of(cls, cue: Cue) -> Live:
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

    @classmethod
    def none(cls) -> Live:
        """No pattern at all: what a table says by its columns is found without one."""
        return cls([], [], [], [])


def _strengths(cue: Cue) -> tuple[tuple[Strength, list[Pattern], Mapping[str, list[Pattern]]], ...]:
    return ("vague", cue.vague, cue.column_vague), ("denied", cue.denied, cue.column_denied)


_SCALARS, _OTHERS = frozenset({"said", "values"}), frozenset({"worded", "rows"})
_KINDS = ("said", "values", "worded", "rows")


_GRAM = 4
# The same words come again: in the next version of a paper, in the twins of the evals, in a form's fixed sentences.
_MOST_KNOWN = 5_000


class _Screen:
    """The patterns of several cues by the words that they need, so that a segment only meets those that may match.

    A test is a set of words of which a matching text holds one; most patterns share their tests with others. Words are
    looked up by their first letters, as there are thousands of them.
    """

    def __init__(self, cues: Iterable[Cue]) -> None:
        """All patterns of all cues, in the order in which they are to be tried."""
        self._entries = [
            (cue.facet.key, kind, entry) for cue in cues for kind in _KINDS for entry in getattr(Live.of(cue), kind)
        ]
        patterns: list[Pattern] = [entry[-1] for _, _, entry in self._entries]
        tests = list(dict.fromkeys(test for pattern in patterns for test in pattern.tests))
        numbers = {test: number for number, test in enumerate(tests)}
        self._passed_by = _listed((word, number) for number, test in enumerate(tests) for word in test)
        self._by_gram = _listed((word[:_GRAM], word) for word in self._passed_by if len(word) >= _GRAM)
        self._short = [word for word in self._passed_by if len(word) < _GRAM]
        self._known: dict[tuple[str, bool, bool, Calendar], dict[str, Live]] = {}
        self._needs = [frozenset(numbers[test] for test in pattern.tests) for pattern in patterns]
        self._free = [place for place, needs in enumerate(self._needs) if not needs]
        self._by_test = _listed(
            (numbers[_rarest(pattern.tests)], place) for place, pattern in enumerate(patterns) if pattern.tests
        )

    def within(self, segment: Segment, calendar: Calendar) -> dict[str, Live]:
        """By facet, the patterns that match a segment somewhere; a facet without any is not there."""
        key = segment.folded.text, segment.is_listed, segment.is_view, calendar
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = self._found(segment, calendar)
        return known

    def _found(self, segment: Segment, calendar: Calendar) -> dict[str, Live]:
        idle = _idle(segment)
        found: dict[str, Live] = {}
        for place in self._places(segment.lower):
            key, kind, entry = self._entries[place]
            if kind not in idle and entry[-1].is_in(segment, calendar):
                getattr(found.setdefault(key, Live.none()), kind).append(entry)
        return found

    def _places(self, text: str) -> list[int]:
        """The patterns that may match a text, by the words that it holds."""
        passed = {test for word in self._words_in(text) for test in self._passed_by[word]}
        places = [*self._free]
        for test in passed & self._by_test.keys():
            places += [place for place in self._by_test[test] if self._needs[place] <= passed]
        return sorted(places)

    def _words_in(self, text: str) -> Iterator[str]:
        grams = {text[place : place + _GRAM] for place in range(len(text) - _GRAM + 1)}
        for gram in grams & self._by_gram.keys():
            yield from (word for word in self._by_gram[gram] if word in text)
        yield from (word for word in self._short if word in text)


def _idle(segment: Segment) -> frozenset[str]:
    """The kinds of patterns of which nobody asks in a segment: rows of a list state no scalar, views only scalars."""
    scalars = _SCALARS if segment.is_listed else frozenset[str]()
    return scalars | _OTHERS if segment.is_view else scalars


def _listed(pairs: Iterable[tuple[_Key, _Entry]]) -> dict[_Key, list[_Entry]]:
    """The second of each pair, by the first."""
    found: dict[_Key, list[_Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return found


def _rarest(tests: Tests) -> frozenset[str]:
    """Of several tests the one that fewest texts pass: long words are rare."""
    return max(tests, key=lambda test: (min(map(len, test)), -len(test)))


@lru_cache(maxsize=16)
def _screen(cues: tuple[Cue, ...]) -> _Screen:
    return _Screen(cues)


def screened(
    segments: Iterable[Segment], cues: Mapping[str, Cue], calendar: Calendar
) -> dict[str, list[tuple[Segment, Live]]]:
    """For each cue the segments in which it finds something, in their order, with the patterns that match there.

    Rows of tables are there for every cue that knows tables: what they say by their columns needs no pattern.
    """
    screen = _screen(tuple(cues.values()))
    tabular = [key for key, cue in cues.items() if cue.tables]
    found: dict[str, list[tuple[Segment, Live]]] = {key: [] for key in cues}
    for segment in segments:
        lives = screen.within(segment, calendar)
        for key in {*lives, *(tabular if segment.cells else ())}:
            found[key].append((segment, lives.get(key) or Live.none()))
    return found


def note_lists(segments: Iterable[Segment], cues: Iterable[Cue]) -> None:
    """Note the rows of tables that are lists: their figures belong to the rows, not to a scalar facet."""
    tables = [table for cue in cues for table in cue.tables if len(table.needs) > 1]
    lists: dict[int, bool] = {}
    for segment in segments:
        if segment.cells and segment.table not in lists:
            headers = tuple(cell.header for cell in segment.cells)
            lists[segment.table] = any(table.places(headers) for table in tables)
        segment.is_listed = lists.get(segment.table, False)
