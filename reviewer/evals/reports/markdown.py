"""The report as Markdown for a pull request: a short summary, then tables, and the details folded.

Words of cases and models stand in code, where nothing is a link, a mention or markup.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reviewer.evals.reports import wording
from reviewer.evals.reports.board import Board, CaseBoard, CheckLine, Figure, SuiteBoard
from reviewer.report.markdown import escaped
from reviewer.text import shown

MOST = 65_536
"""Characters that GitHub takes in one comment."""
MARK = "<!-- second-proof-evals -->"
"""Whoever posts the report finds by it the comment that is to be renewed."""
_MOST_WORDS = 200
_MOST_TOLD = 20
_MOST_FOLDED = 100
_BLIND = "\\*"
_CUT = "\n\nThis report was cut here: GitHub takes no more in one comment. The whole is in the folder of the run.\n"


def to_markdown(board: Board, most: int = MOST) -> str:
    """The report in at most `most` characters; where it is cut it says so. Nothing is cut in the middle of a part."""
    written = ""
    for part in _parts(board):
        if len(written) + len(part) + 2 + len(_CUT) > most:
            return written.rstrip("\n") + _CUT
        written += part + "\n\n"
    return written.rstrip("\n") + "\n"


def _parts(board: Board) -> Iterator[str]:
    """Each part stands alone, so that the report can end after any."""
    yield MARK
    sign = {0: "✅", 1: "❌"}.get(board.exit_code, "⚠️")
    yield f"## {sign} Second Proof evals: {escaped(wording.headline(board))}"
    yield f"**{escaped(wording.mode(board))}**"
    yield from _regressions(board)
    yield from _failing(board)
    yield from (escaped(note) for note in wording.notes(board))
    if board.suites:
        yield _overview(board)
    if any(figure.blind for suite in board.suites for figure in suite.figures):
        yield wording.BLIND.replace("*", _BLIND)
    for suite in board.suites:
        yield _folded(f"Figures of {suite.suite}", _figures(suite))
    yield from _turned(board)
    if board.differs:
        yield _folded("What differs from the baseline", [f"- {wording.in_words(name)}" for name in board.differs])


def _regressions(board: Board) -> Iterator[str]:
    for kind, sentences in wording.groups(board.regressions).items():
        listed = [f"- {code(sentence)}" for sentence in sentences[:_MOST_TOLD]]
        yield "\n".join([f"**{escaped(kind or 'What is wrong')}**", "", *listed, *_more(len(sentences) - _MOST_TOLD)])
    fallen = [case for case in board.cases if case.regressions]
    if fallen:
        listed = [_entry(case, case.regressions) for case in fallen[:_MOST_TOLD]]
        yield "\n".join(["**Passed in the baseline, no longer pass**", "", *listed, *_more(len(fallen) - _MOST_TOLD)])


def _failing(board: Board) -> Iterator[str]:
    """How many checks fail without being worse; which, where they are few."""
    told = wording.failing(board)
    found = wording.besides(board)
    if told and len(found) <= wording.FEW:
        yield "\n".join([f"**{told}**", "", *(_entry(case, [check]) for case, check in found)])
    elif told:
        yield f"{told}. The page (`--format html`) shows each."


def _entry(case: CaseBoard, checks: Sequence[CheckLine]) -> str:
    first, *more = checks
    return f"- {code(f'{case.key}, {wording.told(first)}')}" + (f" and {len(more)} more" if more else "")


def _more(number: int) -> list[str]:
    return [f"- … and {number} more"] if number > 0 else []


def _overview(board: Board) -> str:
    heads = ["suite", "cases", "checks passed", "fail now", "pass now", "figures better", "figures worse"]
    return "\n".join([*_head(heads), *(_summed(suite, board.of(suite.suite)) for suite in board.suites)])


def _summed(suite: SuiteBoard, cases: Sequence[CaseBoard]) -> str:
    passed, failed = (sum(len(case.standing(standing)) for case in cases) for standing in ("passed", "failed"))
    fallen = sum(len(case.regressions) for case in cases)
    risen = sum(len(case.turned("passes now")) for case in cases)
    better, worse = sum(one.is_better for one in suite.figures), sum(one.is_worse for one in suite.figures)
    turned = (fallen, risen, better, worse) if suite.is_comparable else (wording.NO_FIGURE,) * 4
    cells = (len(cases), f"{passed} of {passed + failed}", *turned)
    return _row([suite.suite, *map(str, cells)])


def _figures(suite: SuiteBoard) -> Iterator[str]:
    names = [escaped(beside.name) for beside in suite.figures[0].beside] if suite.figures else []
    yield from _head(["figure", "now", "change", "of", *names])
    for figure in suite.figures:
        beside = [wording.value(one.value) + (_BLIND if one.is_as_good else "") for one in figure.beside]
        yield _row([_named(figure), _now(figure), _changed(figure), str(figure.count), *beside])
    yield from (_row([f"{escaped(name)}: not measured any more"]) for name in suite.gone)


def _named(figure: Figure) -> str:
    bound = wording.limit(figure)
    return escaped(figure.name) + (f" ({bound})" if bound else "")


def _now(figure: Figure) -> str:
    spread = f" ±{figure.spread:.3f}" if figure.spread is not None else ""
    now = f"{wording.value(figure.value)}{spread}"
    return f"**{now}, not kept**" if figure.is_broken else now


def _changed(figure: Figure) -> str:
    return f"{wording.change(figure)} {wording.sign(figure)}".strip()


def _turned(board: Board) -> Iterator[str]:
    """Checks that fail now, all of them as far as there is room, and those that pass now."""
    fallen = [(case, case.regressions) for case in board.cases]
    risen = [(case, case.turned("passes now")) for case in board.cases]
    for title, turned in (("Checks that no longer pass", fallen), ("Checks that pass now", risen)):
        told = [f"{case.key}, {wording.told(check)}" for case, checks in turned for check in checks]
        if told:
            listed = [f"- {code(words)}" for words in told[:_MOST_FOLDED]]
            yield _folded(f"{title} ({len(told)})", [*listed, *_more(len(told) - _MOST_FOLDED)])
    for title, cases in (("Cases that are gone", board.gone), ("New cases", board.new)):
        if cases:
            listed = [f"- {code(case)}" for case in cases[:_MOST_FOLDED]]
            yield _folded(f"{title} ({len(cases)})", [*listed, *_more(len(cases) - _MOST_FOLDED)])


def _folded(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"<details><summary>{title}</summary>", "", *lines, "", "</details>"])


def _head(cells: Sequence[str]) -> list[str]:
    return [_row(cells), f"|---|{'--:|' * (len(cells) - 1)}"]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def code(words: str) -> str:
    """Foreign words on one line as code: nothing in them is a mention, a link, a picture or markup."""
    told = shown(words)
    told = told if len(told) <= _MOST_WORDS else f"{told[:_MOST_WORDS]}…"
    fence = "`" * (max(map(len, re.findall("`+", told)), default=0) + 1)
    # White space between a fence and a grave accent keeps them apart; a renderer takes it away again.
    edge = " " if told.startswith("`") or told.endswith("`") else ""
    return f"{fence}{edge}{told or 'nothing'}{edge}{fence}"
