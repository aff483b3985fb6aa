"""The report on capacity as plain text: words and figures in columns, no colour, lines of a given width."""

import textwrap

from reviewer.report.capacity.document import CapacityDocument
from reviewer.report.capacity.outline import Plot, capacity_outline
from reviewer.report.capacity.tables import Table
from reviewer.report.outline import Block
from reviewer.report.terminal import NARROWEST, WIDEST, in_lines
from reviewer.text import shown

_NARROWEST_COLUMN = 6


def capacity_text(document: CapacityDocument, width: int = 80) -> str:
    """The report in lines of at most `width` characters, within reason."""
    room = max(NARROWEST, min(width, WIDEST))
    lines: list[str] = []
    blocks: list[Block] = []
    for part in capacity_outline(document):
        if isinstance(part, Table):
            lines += [*_between(lines, blocks, room), *_table(part, room)]
            blocks = []
        elif not isinstance(part, Plot):
            blocks.append(part)
    return "\n".join([*lines, *_between(lines, blocks, room)]).strip("\n") + "\n"


def _between(before: list[str], blocks: list[Block], room: int) -> list[str]:
    """The parts between two tables, with one empty line after the first of these."""
    found = in_lines(blocks, room)
    return ["", *found] if before and found[:1] != [""] else found


def _table(table: Table, room: int) -> list[str]:
    """Columns to the right; the names of rows get what is left, in as many lines as they need."""
    cells = [table.columns, *(row[1:] for row in table.rows)]
    width = max(_NARROWEST_COLUMN, *(len(cell) + 2 for row in cells for cell in row))
    left = room - width * len(table.columns)
    if left < NARROWEST // 2:
        return [line for row in _listed(table) for line in row]
    head = f"{table.corner:<{left}}" + "".join(f"{column:>{width}}" for column in table.columns)
    return [head, *(line for row in table.rows for line in _row(row, left, width))]


def _row(row: tuple[str, ...], left: int, width: int) -> list[str]:
    names = textwrap.wrap(shown(row[0]), left) or [""]
    figures = "".join(f"{cell:>{width}}" for cell in row[1:])
    return [*names[:-1], f"{names[-1]:<{left}}{figures}"]


def _listed(table: Table) -> list[list[str]]:
    """A table that is too wide, as one list for each column."""
    return [
        [column, *(f"  {row[0]}: {row[number]}" for row in table.rows)]
        for number, column in enumerate(table.columns, 1)
    ]
