"""What the cues find in the segments of a text, before one is chosen for each facet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from reviewer.framework.catalogue import Facet, Typed
from reviewer.models.offline.conversion import converted, from_words, hours_cells
from reviewer.models.offline.cues import Cue, Rows, Table
from reviewer.models.offline.dates import Calendar
from reviewer.models.offline.marks import values_of
from reviewer.models.offline.patterns import Match, Pattern
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import ValueKind
from reviewer.models.offline.wording import Tense, is_denied, is_hedged, speaks_of_future, tense_of
from reviewer.readiness.claims import Scalar, Strength, Value

_ABOUT_PLANS = re.compile(
    r"\bat target|full (?:rollout|scope|volume)|after the rollout|planned ones|\bis to\b|"
    r"\bare to\b|that remains?\b|first day on which|bad case"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a pattern proposes: the facet, the value, the segment and the span in it."""

    facet: str
    value: Value | None
    segment: Segment
    start: int
    end: int
    rank: int
    strength: Strength = "clear"
    tense: Tense = Tense.TODAY
    planned_date: date | None = None
    planned_owner: str | None = None


def is_about_plans(facet: Facet) -> bool:
    """Whether a facet speaks of the time to come by its nature, so that planning words take nothing from it."""
    return not facet.measured and (facet.type == "date" or bool(_ABOUT_PLANS.search(facet.describe.lower())))


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
            and _is_in_context(cue.context, segment, is_asked)
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
        yield from _rows(cue, live, segment, calendar, is_asked)


def _is_in_context(context: re.Pattern[str] | None, segment: Segment, is_asked: bool) -> bool:
    return context is None or any(context.search(words) for words in segment.surroundings(is_asked) if words)


def _scalars(cue: Cue, live: _Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    for rank, pattern in live.said if cue.facet.type != "list" else ():
        for match in pattern.matches(segment, calendar):
            value = _value_of(cue.facet, "", match, segment, cue, calendar)
            if value is None:
                continue
            yield _judged(
                cue.facet, pattern, Candidate(cue.facet.key, value, segment, match.start, match.end, rank), calendar
            )
            break
    for rank, choice, pattern in live.values:
        match = next(pattern.matches(segment, calendar), None)
        if match:
            value = choice == "yes" if cue.facet.type == "yes_no" else choice
            yield _judged(
                cue.facet, pattern, Candidate(cue.facet.key, value, segment, match.start, match.end, rank), calendar
            )


def _value_of(typed: Typed, column: str, match: Match, segment: Segment, cue: Cue, calendar: Calendar) -> Scalar | None:
    """The value of the facet or of one column, from what the pattern captured; whole matches for words."""
    if typed.type == "count_pair" and not column and any(slot.column == "part" for slot, *_ in match.captured):
        return _pair(match)
    for slot, found, start, end in match.captured:
        if slot.column != column:
            continue
        words = segment.folded.slice(start, end)
        if found is not None and typed.type not in ("text", "role"):
            return converted(typed, found)
        return from_words(typed, words, cue.cell_values.get(column, {}), calendar)
    if not column and typed.type in ("text", "role"):
        end = match.end
        while end < len(segment.lower) and segment.lower[end - 1].isalnum() and segment.lower[end].isalnum():
            end += 1
        return segment.folded.text[match.start : end].strip(" .;,:") or None
    return None


def _pair(match: Match) -> str | None:
    """A count out of a count whose two numbers stand apart; a share of the whole may stand for the part."""
    values = {slot.column: found for slot, found, _, _ in match.captured if found is not None}
    part, whole = values.get("part"), values.get("whole")
    if part is None or whole is None:
        return None
    count = part.amount * whole.amount if part.kind is ValueKind.SHARE else part.amount
    return f"{count:.0f}/{whole.amount:.0f}" if 0 <= count <= whole.amount and whole.amount else None


def _judged(facet: Facet, pattern: Pattern, candidate: Candidate, calendar: Calendar) -> Candidate:
    """The candidate with its strength and tense, by the words around the match."""
    lower, start, end = candidate.segment.lower, candidate.start, candidate.end
    if not pattern.negates and is_denied(lower, start, end):
        if isinstance(candidate.value, bool):
            return replace(candidate, value=not candidate.value)
        return replace(candidate, value=None, strength="denied")
    if is_hedged(lower, start, end):
        return replace(candidate, value=None, strength="vague")
    tense = tense_of(lower, start, end)
    if tense is Tense.TODAY and facet.measured and speaks_of_future(lower):
        tense = Tense.PLANNED
    if tense is Tense.TODAY or (tense is Tense.PLANNED and is_about_plans(facet)):
        return candidate
    return _planned(candidate, tense, calendar)


def _planned(candidate: Candidate, tense: Tense, calendar: Calendar) -> Candidate:
    days = values_of(candidate.segment, ValueKind.DATE, calendar)
    roles = values_of(candidate.segment, ValueKind.ROLE, calendar)
    return replace(
        candidate,
        tense=tense,
        planned_date=date.fromisoformat(days[0].text) if days else None,
        planned_owner=roles[0].text if roles else None,
    )


def _words(live: _Live, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    """Vague and denied words, about the facet and about its columns."""
    for name, strength, patterns in live.words:
        for pattern in patterns:
            match = next(pattern.matches(segment, calendar), None)
            if match:
                yield Candidate(name, None, segment, match.start, match.end, 0, strength)
                break


def _rows(cue: Cue, live: _Live, segment: Segment, calendar: Calendar, is_asked: bool) -> Iterator[Candidate]:
    columns = frozenset(column.column for column in cue.facet.row)
    taken: list[tuple[int, int, Mapping[str, Scalar]]] = []
    for rank, rows, patterns in live.rows:
        for pattern in patterns:
            for match in pattern.matches(segment, calendar):
                if not _is_in_context(rows.context, segment, is_asked) or (
                    rows.unless and rows.unless.search(segment.lower)
                ):
                    break
                row = _row(cue, rows, match, segment, calendar)
                row = _with_hours(row, hours_cells(columns, segment.lower)) if row else row
                if (
                    not row
                    or not any(column in row for column in cue.facet.row_key)
                    or _is_taken(taken, match, row, cue.facet)
                ):
                    continue
                taken.append((match.start, match.end, row))
                yield _judged(
                    cue.facet, pattern, Candidate(cue.facet.key, row, segment, match.start, match.end, rank), calendar
                )
    for table in cue.tables:
        yield from _table_row(cue, table, segment, calendar)


def _with_hours(row: dict[str, Scalar], hours: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """A row of hours with times in one form; the days are those of the cue where it names them."""
    return {**hours, **row, **{column: hours[column] for column in ("from", "to") if column in hours}}


def _row(cue: Cue, rows: Rows, match: Match, segment: Segment, calendar: Calendar) -> dict[str, Scalar]:
    row: dict[str, Scalar] = {}
    for column in cue.facet.row:
        fixed = rows.cells.get(column.column)
        value = (
            _fixed(column, fixed)
            if fixed is not None
            else _value_of(column, column.column, match, segment, cue, calendar)
        )
        if value is not None:
            row[column.column] = value
    return row


def _fixed(typed: Typed, value: Scalar) -> Scalar:
    """A fixed cell in the type of its column; YAML may have made a truth value of the word yes."""
    if typed.type in ("choice", "text") and isinstance(value, bool):
        return "yes" if value else "no"
    if typed.type == "yes_no" and isinstance(value, str):
        return value == "yes"
    return str(value) if typed.type in ("choice", "text", "role") else value


def _is_taken(
    taken: list[tuple[int, int, Mapping[str, Scalar]]], match: Match, row: Mapping[str, Scalar], facet: Facet
) -> bool:
    """Whether a stronger pattern already made this row, or a row with other words of the same stretch."""
    for start, end, other in taken:
        same_key = all(row.get(column) == other.get(column) for column in facet.row_key)
        overlaps = match.start < end and match.end > start
        if same_key or (overlaps and not _fixed_key_differs(row, other, facet)):
            return True
    return False


def _fixed_key_differs(row: Mapping[str, Scalar], other: Mapping[str, Scalar], facet: Facet) -> bool:
    """Rows told apart by a choice may share their words ("prompts and thresholds are approved by ...")."""
    choices = {column.column for column in facet.row if column.type == "choice"}
    return any(column in choices and row.get(column) != other.get(column) for column in facet.row_key)


def _table_row(cue: Cue, table: Table, segment: Segment, calendar: Calendar) -> Iterator[Candidate]:
    if not segment.cells or not _is_in_context(table.context, segment, is_asked=False):
        return
    places = table.places(tuple(cell.header for cell in segment.cells))
    if not places or (table.skip and any(table.skip.search(cell.folded.lower) for cell in segment.cells[:1])):
        return
    row: dict[str, Scalar] = {column: _fixed(cue.facet.column(column), value) for column, value in table.cells.items()}
    for column, place in places.items():
        value = from_words(
            cue.facet.column(column), segment.cells[place].folded, cue.cell_values.get(column, {}), calendar
        )
        if value is not None:
            row[column] = value
    if any(column in row for column in cue.facet.row_key):
        yield Candidate(cue.facet.key, row, segment, 0, len(segment.lower), 0)
