"""The report for a terminal: tables first, what is worse last, as that is what stays on the screen."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from reviewer.evals.reports import wording
from reviewer.evals.reports.advice import Commands, next_step
from reviewer.evals.reports.board import Board, CaseBoard, Figure, SuiteBoard
from reviewer.report.terminal import NARROWEST
from reviewer.text import shown

WIDEST = 120
_NARROWEST_NAME = 18
_MOST_OF_A_KIND = 6
_MOST_CASES = 8
_HEADS = {"flag everything": "flag all", "flag nothing": "flag none"}
_HEAD_WIDTH, _CELL_WIDTH = 7, 7
_FIXED = 3


def to_text(board: Board, width: int = 80, commands: Commands | None = None) -> str:
    """The whole report in lines of at most `width` characters, within reason; `commands` are those of its advice."""
    room = max(NARROWEST, min(width, WIDEST))
    lines = [*_wrapped(wording.mode(board), room), ""]
    for suite in board.suites:
        lines += [*_suite(suite, board.of(suite.suite), room), ""]
    lines += [*_legend(board, room), "", *_ending(board, commands or Commands(), room)]
    return "\n".join(lines) + "\n"


def _suite(suite: SuiteBoard, cases: Sequence[CaseBoard], room: int) -> Iterator[str]:
    aside = "" if suite.is_comparable else ", not compared with the baseline"
    head = _wrapped(f"{suite.suite}: {wording.checked(cases)}{aside}", room)
    yield from (*head, "-" * max(map(len, head)))
    measured = [figure for figure in suite.figures if figure.value is not None or figure.before is not None]
    columns = _columns(measured, room)
    left = room - sum(len(column[0]) for column in columns)
    for line in (0, 1):
        cells = "".join(column[line] for column in columns)
        if cells.strip():
            yield (" " * left + cells).rstrip()
    for figure, *row in zip(measured, *(column[2:] for column in columns), strict=True):
        yield from _row(figure, "".join(row), left)
    empty = [figure.name for figure in suite.figures if figure not in measured]
    if empty:
        yield from _wrapped(shown(f"Nothing to measure for: {'; '.join(empty)}."), room)
    yield from (f"Not measured any more: {shown(name)}" for name in suite.gone)


def _row(figure: Figure, cells: str, left: int) -> Iterator[str]:
    """The name in as many lines as it needs, and its cells beside the last of them."""
    bound = wording.limit(figure)
    *above, last = _wrapped(shown(figure.name) + (f" ({bound})" if bound else ""), left - 1, "", "  ")
    yield from above
    yield f"{last:<{left}}{cells}".rstrip()


def _columns(figures: Sequence[Figure], room: int) -> list[list[str]]:
    """Two lines of a heading and the cells of each column, to the right; those that fit beside the names."""
    found = [
        _column("now", [_now(one) for one in figures]),
        _column("change", [_changed(one) for one in figures]),
        _column("of", [f"{one.count} " for one in figures]),
    ]
    for place, beside in enumerate(figures[0].beside if figures else ()):
        others = [one.beside[place] for one in figures]
        if any(one.value is not None for one in others):
            cells = [f"{wording.value(one.value)}{'*' if one.is_as_good else ' '}" for one in others]
            found.append(_column(_HEADS.get(beside.name, beside.name), cells, _CELL_WIDTH))
    while len(found) > _FIXED and room - sum(len(column[0]) for column in found) < _NARROWEST_NAME:
        found.pop()
    return found


def _column(head: str, cells: Sequence[str], least: int = 0) -> list[str]:
    """The cells are as wide as the widest of them; the last character of each is for a sign."""
    lines = (textwrap.wrap(shown(head), _HEAD_WIDTH, break_long_words=False) or [""])[:2]
    rows = [*([""] * (2 - len(lines))), *(f"{line} " for line in lines), *cells]
    width = max(least, *map(len, rows))
    return [f"{row:>{width}}" for row in rows]


def _now(figure: Figure) -> str:
    spread = f" ±{figure.spread:.3f}" if figure.spread is not None else ""
    return f" {wording.value(figure.value)}{spread}{'!' if figure.is_broken else ' '}"


def _changed(figure: Figure) -> str:
    return f"{wording.change(figure)}{wording.sign(figure) or ' '} "


def _legend(board: Board, room: int) -> Iterator[str]:
    """What the signs mean that occur."""
    figures = [figure for suite in board.suites for figure in suite.figures]
    signs = {wording.sign(figure) for figure in figures}
    for sign, words in wording.LEGEND.items():
        if sign in signs:
            yield from _wrapped(words, room)
    if any(figure.blind for figure in figures):
        yield from _wrapped(wording.BLIND, room)
    if any(figure.is_broken for figure in figures):
        yield from _wrapped("! A hard limit is not kept.", room)


def _ending(board: Board, commands: Commands, room: int) -> Iterator[str]:
    """What is worse, in words, the most important first; then the result and what to do now."""
    for kind, sentences in wording.groups(board.regressions).items():
        yield from _group(kind, sentences, room)
    fallen = [case for case in board.cases if case.regressions]
    if fallen:
        count = sum(len(case.regressions) for case in fallen)
        yield f"{wording.fallen(count)}:"
        yield from _entries((_fallen(case) for case in fallen[:_MOST_CASES]), room)
        yield from _more(len(fallen) - _MOST_CASES, "case", room)
    yield from _failing(board, room)
    for note in wording.notes(board):
        yield from _wrapped(shown(note), room)
    yield from _wrapped(f"{board.mode.upper()}: {wording.headline(board)}", room)
    yield from _wrapped(shown(next_step(board, commands)), room)


def _failing(board: Board, room: int) -> Iterator[str]:
    """How many checks fail without being worse; which, where they are few."""
    told = wording.failing(board)
    found = wording.besides(board)
    if told and len(found) <= wording.FEW:
        yield f"{told}:"
        yield from _entries((f"{case.key}, {wording.told(check)}" for case, check in found), room)
    elif told:
        yield f"{told}."


def _group(kind: str, sentences: Sequence[str], room: int) -> Iterator[str]:
    if kind:
        yield f"{kind}:"
    yield from _entries(sentences[:_MOST_OF_A_KIND], room)
    yield from _more(len(sentences) - _MOST_OF_A_KIND, "other", room)


def _fallen(case: CaseBoard) -> str:
    first, *more = case.regressions
    return f"{case.key}, {wording.told(first)}" + (f" (and {len(more)} more)" if more else "")


def _entries(sentences: Iterable[str], room: int) -> Iterator[str]:
    for sentence in sentences:
        yield from _wrapped(shown(sentence), room, "  ", "    ")


def _more(number: int, thing: str, room: int) -> Iterator[str]:
    if number > 0:
        yield from _wrapped(f"… and {wording.counted(number, thing)}", room, "  ", "    ")


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]
