"""Words and signs that all forms of the report share."""

import re
from collections.abc import Iterable, Sequence

from reviewer.evals.judging.comparable import decides_the_measure
from reviewer.evals.reports.board import Board, CaseBoard, CheckLine, Figure
from reviewer.text import shown

NO_FIGURE = "–"
_CAUTIONS = {
    "offline": "OFFLINE. The built-in model read. These figures are not the quality of a language model.",
    "recorded": "RECORDED. What {model} said earlier was played back; nobody was asked now.",
    "live": "LIVE. {model} was asked.",
}
_CHECKS = ("Fails now", "No longer checked", "Never passes now")
_OF_PRINTS = re.compile(r"differs? from the baseline\.$")
_OF_ADVICE = re.compile(r"\bbless\b")
_PRINTS = {
    "mode": "the mode", "scorer": "the scoring", "prompts": "the prompts", "rules": "the rules",
    "reader": "the reader", "framework": "the framework", "embedder": "the embedder", "model": "the model",
    "cases": "the cases", "gold": "the labels",
}  # fmt: skip
FEW = 5
"""So many checks that fail as before are named where little room is."""
BETTER, WORSE, UNSURE = "▲", "▼", "?"
LEGEND = {
    BETTER: "▲ Better than the baseline.",
    WORSE: "▼ Worse than the baseline.",
    UNSURE: "? Too few cases to tell it from chance.",
}
BLIND = "* Reads nothing, and is as good as what was measured or better: by itself such a figure proves nothing."


def mode(board: Board) -> str:
    """In which mode it was measured, and what that means. It stands at the top of every report."""
    return _CAUTIONS[board.mode].format(model=shown(board.model))


def headline(board: Board) -> str:
    """The result in one sentence."""
    if board.exit_code == 0:
        return "Nothing is worse than in the baseline."
    if board.exit_code == 1:
        return _worse(len(board.regressions))
    not_compared = "Some suites" if len({one.is_comparable for one in board.suites}) > 1 else "This run"
    return {
        3: "This is the first run: there is no baseline yet."
        if board.against is None
        else f"{not_compared} cannot be compared with the baseline.",
        4: f"{counted(len(board.regressions), 'case')} could not be carried out.",
        5: "Not all that was asked for was measured." if board.suites else "Nothing was measured.",
    }[board.exit_code]


def _worse(number: int) -> str:
    if number == 1:
        return "1 figure or check is worse than in the baseline, or breaks a hard limit."
    return f"{number:,} figures and checks are worse than in the baseline, or break a hard limit."


def fallen(number: int) -> str:
    """So many checks passed once."""
    return f"{counted(number, 'check')} passed in the baseline and no longer {'passes' if number == 1 else 'pass'}"


def counted(number: int, thing: str) -> str:
    """A number with its noun."""
    return f"{number:,} {thing if number == 1 else f'{thing}s'}"


def value(number: float | None) -> str:
    """A figure, with three places where it is a share."""
    if number is None:
        return NO_FIGURE
    return f"{number:.3f}" if abs(number) <= 1 else f"{number:.6g}"


def change(figure: Figure) -> str:
    """What was added since the baseline, never rounded to nothing; empty where nothing changed."""
    if figure.way in ("same", "new", "not compared"):
        return "new" if figure.way == "new" else ""
    if figure.change is None:
        return f"was {value(figure.before)}"
    exact = f"{figure.change:+.3f}"
    return exact if float(exact) else f"{figure.change:+.0e}"


def sign(figure: Figure) -> str:
    """Better, worse, or not to be told; of a service only what is more than chance."""
    if figure.tested and figure.tested.verdict == "insufficient":
        return UNSURE
    return BETTER if figure.is_better else WORSE if figure.is_worse else ""


def limit(figure: Figure) -> str:
    """The hard limit of a figure in words, or nothing."""
    if figure.least is not None:
        return f"at least {figure.least:g}"
    return f"at most {figure.most:g}" if figure.most is not None else ""


def checked(cases: Sequence[CaseBoard]) -> str:
    """How many checks of these cases passed; the doubtful are in no figure."""
    passed, failed, doubtful = (
        sum(len(case.standing(standing)) for case in cases) for standing in ("passed", "failed", "doubtful")
    )
    aside = f", {doubtful:,} doubtful left out" if doubtful else ""
    return f"{counted(len(cases), 'case')}, {passed:,} of {counted(passed + failed, 'check')} passed{aside}"


def told(check: CheckLine) -> str:
    """One check with what was expected and what came."""
    if check.standing == "gone":
        return f"{check.name}: no longer checked"
    often = f", passed in {check.passes} of {check.trials}" if check.passes is not None else ""
    found = check.found if check.found == "not found" else f"found {cut(check.found) or 'nothing'}"
    return f"{check.name}: expected {cut(check.expected) or 'nothing'}, {found}{often}"


def cut(words: str, most: int = 160) -> str:
    """Words that may be of any length, with a sign where some are left out."""
    return words if len(words) <= most else f"{words[:most]}…"


def notes(board: Board) -> list[str]:
    """What else there is to know, several notes of one kind as one."""
    found = []
    for kind, told in groups(note for note in plain(board.notes) if not _OF_ADVICE.search(note)).items():
        more = f" And {len(told) - 2} more." if len(told) > 2 else ""
        one = f"{kind}: {told[0]}" if kind else ""
        found += told if not kind else [one] if len(told) == 1 else [f"{kind}: {' '.join(told[:2])}{more}"]
    is_first = board.against is None and board.exit_code == 1
    first = ["There is no baseline yet, so nothing was compared."] if is_first else []
    return [*first, *found, *_of_prints(board), *_of_service(board)]


def _of_prints(board: Board) -> list[str]:
    """What differs from the baseline, in two sentences: how things were measured, and what was."""
    measuring = [in_words(name) for name in board.differs if decides_the_measure(name)]
    measured = [in_words(name) for name in board.differs if not decides_the_measure(name)]
    return [
        *([f"Not comparable, as they are not those of the baseline: {', '.join(measuring)}."] if measuring else []),
        *([f"Not as in the baseline: {', '.join(measured)}."] if measured else []),
    ]


def plain(sentences: Iterable[str]) -> list[str]:
    """What the gate says but for what differs from the baseline: that is told once, in words."""
    return [sentence for sentence in sentences if not _OF_PRINTS.search(sentence)]


def in_words(name: str) -> str:
    """What a run rests on, in words: "cases proposals" are the cases of proposals."""
    kind, _, suite = name.partition(" ")
    return f"{_PRINTS.get(kind, kind)} of {suite}" if suite else _PRINTS.get(kind, kind)


def besides(board: Board) -> list[tuple[CaseBoard, CheckLine]]:
    """The checks that fail, and are no regression, with their cases."""
    return [(case, one) for case in board.cases for one in case.standing("failed") if not one.is_regression]


def failing(board: Board) -> str:
    """How many checks fail that are no regression; nothing where none does."""
    found = besides(board)
    same = {suite.suite for suite in board.suites if suite.is_comparable} if board.against else set()
    was_so = all(case.suite in same and case.key not in board.new and not one.turn for case, one in found)
    fail = "fails" if len(found) == 1 else "fail"
    return f"{counted(len(found), 'check')} {fail}{' as before' if was_so else ''}" if found else ""


def _of_service(board: Board) -> list[str]:
    """What a service was asked for, and how much it left unread."""
    calls = sum(usage.calls for usage in board.usage.values())
    unread = sum(board.degraded.values())
    return [
        *([f"{counted(board.trials, 'trial')} of each case."] if board.trials > 1 else []),
        *([f"The service was asked {counted(calls, 'time')}."] if calls else []),
        *([f"{counted(unread, 'case')} it did not read whole; these are in no figure."] if unread else []),
    ]


def groups(sentences: Iterable[str]) -> dict[str, list[str]]:
    """What the gate says, by kind: the words before the first colon. Checks are left out; they are told with more."""
    found: dict[str, list[str]] = {}
    for sentence in plain(sentences):
        kind, colon, rest = sentence.partition(": ")
        if kind not in _CHECKS:
            found.setdefault(kind if colon else "", []).append(rest if colon else sentence)
    return found
