"""Rows of list facets, from sentences and from tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reviewer.framework.catalogue import Facet, Typed
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate, is_in_context, judged
from reviewer.models.offline.captured import value_of
from reviewer.models.offline.conversion import from_words, hours_cells
from reviewer.models.offline.cues import Cue, Rows, Table
from reviewer.models.offline.patterns import Match, Pattern
from reviewer.models.offline.segments import Segment
from reviewer.readiness.claims import Scalar


def rows_in(
    cue: Cue, live: list[tuple[int, Rows, Pattern]], segment: Segment, calendar: Calendar, is_asked: bool
) -> Iterator[Candidate]:
    """The rows of a list that a segment states."""
    columns = frozenset(column.column for column in cue.facet.row)
    taken: list[tuple[int, int, Mapping[str, Scalar]]] = []
    for rank, rows, pattern in live:
        for match in pattern.matches(segment, calendar):
            if _is_out_of_place(rows, segment, is_asked):
                break
            row = _row(cue, rows, match, segment, calendar)
            row = _with_hours(row, hours_cells(columns, segment.lower)) if row else row
            if not any(column in row for column in cue.facet.row_key) or _is_taken(taken, match, row, cue.facet):
                continue
            taken.append((match.start, match.end, row))
            found = Candidate(cue.facet.key, row, segment, match.start, match.end, rank)
            yield judged(cue.facet, found, calendar, pattern.negates)
    for table in cue.tables:
        yield from _table_row(cue, table, segment, calendar)


def _is_out_of_place(rows: Rows, segment: Segment, is_asked: bool) -> bool:
    unlike = rows.unless is not None and rows.unless.search(segment.lower)
    return bool(unlike) or not is_in_context(rows.context, segment, is_asked)


def _with_hours(row: dict[str, Scalar], hours: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """A row of hours with days and times in one form, where the segment states them."""
    return {**row, **hours}


def _row(cue: Cue, rows: Rows, match: Match, segment: Segment, calendar: Calendar) -> dict[str, Scalar]:
    row: dict[str, Scalar] = {}
    for column in cue.facet.row:
        fixed = rows.cells.get(column.column)
        value = (
            _fixed(column, fixed)
            if fixed is not None
            else value_of(column, column.column, match, segment, cue, calendar)
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
    if not segment.cells or not is_in_context(table.context, segment, is_asked=False):
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
