"""What the cues find in the segments of a text, before one is chosen for each facet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate, is_in_context, judged
from reviewer.models.offline.captured import value_of
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.rows import rows_in
from reviewer.models.offline.screening import Live
from reviewer.models.offline.segments import Segment
from reviewer.readiness.claims import Strength


def candidates(
    cue: Cue, screened: Iterable[tuple[Segment, Live]], calendar: Calendar, is_asked: bool = False
) -> Iterator[Candidate]:
    """All candidates of one facet, in the segments that were screened for it.

    `is_asked`: the question was about this facet's item; only then do the interviewer's words count as context.
    """
    for segment, live in screened:
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


def _in_segment(cue: Cue, live: Live, segment: Segment, calendar: Calendar, is_asked: bool) -> Iterator[Candidate]:
    if not segment.is_listed:
        yield from _scalars(cue, live, segment, calendar)
    if not segment.is_view:
        yield from _worded(live, segment, calendar)
        yield from rows_in(cue, live.rows, segment, calendar, is_asked)


def _scalars(cue: Cue, live: Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
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


def _worded(live: Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    """Vague and denied words, about the facet and about its columns; the first of each."""
    told: set[tuple[str, Strength]] = set()
    for name, strength, pattern in live.worded:
        match = None if (name, strength) in told else next(pattern.matches(segment, calendar), None)
        if match:
            told.add((name, strength))
            yield Candidate(name, None, segment, match.start, match.end, 0, strength)
