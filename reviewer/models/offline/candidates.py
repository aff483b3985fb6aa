"""What the cues find in the segments of a text, before one is chosen for each facet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviewer.models.offline.candidate import Candidate, is_in_context, judged
from reviewer.models.offline.captured import value_of
from reviewer.models.offline.cues import Cue, Rows
from reviewer.models.offline.dates import Calendar
from reviewer.models.offline.patterns import Pattern
from reviewer.models.offline.rows import rows_in
from reviewer.models.offline.segments import Segment
from reviewer.readiness.claims import Strength


@dataclass(frozen=True, slots=True)
class _Live:
    """Those patterns of a cue whose words occur anywhere in the text."""

    said: list[tuple[int, Pattern]]
    values: list[tuple[int, str, Pattern]]
    words: list[tuple[str, Strength, list[Pattern]]]
    rows: list[tuple[int, Rows, list[Pattern]]]

    @classmethod
    def of(cls, cue: Cue, text: str) -> _Live:
        """The patterns that may match somewhere in a text."""
        key = cue.facet.key
        groups: list[tuple[str, Strength, list[Pattern]]] = [(key, "vague", cue.vague), (key, "denied", cue.denied)]
        groups += [(f"{key}.{column}", "vague", patterns) for column, patterns in cue.column_vague.items()]
        groups += [(f"{key}.{column}", "denied", patterns) for column, patterns in cue.column_denied.items()]
        kept = [
            (name, strength, [pattern for pattern in patterns if pattern.may_match(text)])
            for name, strength, patterns in groups
        ]
        rows = [
            (rank, row, [pattern for pattern in row.said if pattern.may_match(text)])
            for rank, row in enumerate(cue.rows)
        ]
        return cls(
            [(rank, pattern) for rank, pattern in enumerate(cue.said) if pattern.may_match(text)],
            [(rank, choice, pattern) for rank, (choice, pattern) in enumerate(cue.values) if pattern.may_match(text)],
            [group for group in kept if group[2]],
            [group for group in rows if group[2]],
        )


def candidates(
    cue: Cue, segments: Iterable[Segment], text: str, calendar: Calendar, is_asked: bool = False
) -> Iterator[Candidate]:
    """All candidates of one facet; `text` is the whole text, folded and in lower case.

    `is_asked`: the question was about this facet's item; only then do the interviewer's words count as context.
    """
    live = _Live.of(cue, text)
    for segment in segments:
        if segment.question and not is_asked and is_bare(segment.lower):
            continue
        found = list(_in_segment(cue, live, segment, calendar, is_asked))
        # The words around are looked at last: matches are rare, and looking around is what costs.
        if (
            found
            and is_in_context(cue.context, segment, is_asked)
            and not (cue.unless and cue.unless.search(segment.lower))
        ):
            yield from found


_BARE = re.compile(r"(?:[a-z']+[ ,.:]+){0,3}[\d.,]+ ?(?:k|m|%|per ?cent|percent|x|times|(?:a|per) \w+|\w+)?[ .,!]*")


def is_bare(lower: str) -> bool:
    """Whether a statement is little more than a figure, which only the question gives a meaning."""
    return _BARE.fullmatch(lower) is not None


def _in_segment(cue: Cue, live: _Live, segment: Segment, calendar: Calendar, is_asked: bool) -> Iterator[Candidate]:
    yield from _scalars(cue, live, segment, calendar)
    if not segment.is_view:
        yield from _words(live, segment, calendar)
        yield from rows_in(cue, live.rows, segment, calendar, is_asked)


def _scalars(cue: Cue, live: _Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    for rank, pattern in live.said if cue.facet.type != "list" else ():
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


def _words(live: _Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    """Vague and denied words, about the facet and about its columns."""
    for name, strength, patterns in live.words:
        for pattern in patterns:
            match = next(pattern.matches(segment, calendar), None)
            if match:
                yield Candidate(name, None, segment, match.start, match.end, 0, strength)
                break
