"""What to do now, with the whole command: never one that would be refused."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reviewer.evals.reports.board import Board
from reviewer.evals.reports.wording import besides, counted

_NOT_MEASURED = "Not measured: "


class Commands(NamedTuple):
    """What to type. `page`: the command, or the file, with which each case opens. `again` measures all suites and keeps
    the scores; `bless` makes them the baseline. `is_kept`: the scores of this run are kept, so `bless` is enough.
    """

    page: str = "`reviewer eval report … --format html`"
    again: str = "`reviewer eval --output DIR`"
    bless: str = '`reviewer eval bless DIR/scores.json --reason "…"`'
    is_kept: bool = False


def next_step(board: Board, commands: Commands) -> str:
    """What to do now."""
    return f"Next: {' '.join(_steps(board, commands))}"


def _steps(board: Board, commands: Commands) -> Iterator[str]:
    blessing = _blessing(board, commands)
    if board.exit_code == 0:
        yield from _where_nothing_is_worse(board, commands, blessing)
    elif board.exit_code == 1:
        yield f"open the cases with {commands.page}."
        yield _refused(board) or f"If it is meant to be so, keep it: {blessing}."
    elif board.exit_code == 3 and board.mode == "live" and not board.differs and board.against:
        yield "run it again with more trials (--trials)."
    elif board.exit_code == 3 and board.against is None:
        yield f"make it the baseline: {blessing}. The cases open with {commands.page}."
    elif board.exit_code == 3:
        few = _refused(board) or f"make a new baseline: {blessing}."
        yield f"if cases, labels or scoring were changed on purpose, {few} The cases open with {commands.page}."
    elif board.exit_code == 4:
        yield "mend what stopped these cases, and run again."
    else:
        yield "name a folder with cases (--cases), or another --suite."


def _where_nothing_is_worse(board: Board, commands: Commands, blessing: str) -> Iterator[str]:
    better = sum(figure.is_better for suite in board.suites for figure in suite.figures)
    if still := len(besides(board)):
        fails = "fails" if still == 1 else "fail"
        yield f"{counted(still, 'check')} {fails} as before; the cases open with {commands.page}."
    else:
        yield "nothing to mend."
    if better:
        yield f"{counted(better, 'figure')} better, to be kept with {blessing}."


def _blessing(board: Board, commands: Commands) -> str:
    """The baseline is that of all suites: a run of some cannot take its place."""
    has_all = not any(note.startswith(_NOT_MEASURED) for note in board.notes)
    return commands.bless if commands.is_kept and has_all else f"{commands.again}, then {commands.bless}"


def _refused(board: Board) -> str:
    """What to look at where no scores like these may be the baseline; nothing where they may."""
    broken = [f"{suite.suite}, {figure.name}" for suite in board.suites for figure in suite.figures if figure.is_broken]
    if broken:
        names = "; ".join(broken[:3]) + (f" and {len(broken) - 3} more" if len(broken) > 3 else "")
        return f"Look at {names}: a hard limit holds whatever the baseline says, so mend the program, or a wrong label."
    if blind := [said for said in board.regressions if "even those who read nothing" in said]:
        suite = re.split(":", blind[0], maxsplit=1)[0]
        return f"Give {suite} cases in which somebody who reads nothing is wrong."
    for suite in dict.fromkeys(key.partition("/")[0] for key in board.gone):
        gone, new = (sum(key.startswith(f"{suite}/") for key in keys) for keys in (board.gone, board.new))
        if gone > new:
            return f"Bring back the cases of {suite} that are gone, or others in their place: there may not be fewer."
    return ""
