"""Words and signs that all forms of the report share."""

from collections.abc import Iterable, Sequence

from reviewer.evals.reports.board import Board, CaseBoard, CheckLine, Figure
from reviewer.text import shown

NO_FIGURE = "–"
_CAUTIONS = {
    "offline": "OFFLINE. The built-in model read. These figures are not the quality of a language model.",
    "recorded": "RECORDED. What {model} said earlier was played back; nobody was asked now.",
    "live": "LIVE. {model} was asked.",
}
_CHECKS = ("Fails now", "No longer checked", "Never passes now")
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
        number = len(board.regressions)
        is_worse, breaks = ("is", "breaks") if number == 1 else ("are", "break")
        return f"{counted(number, 'thing')} {is_worse} worse than in the baseline, or {breaks} a hard limit."
    return {
        3: "This run cannot be compared with the baseline.",
        4: f"{counted(len(board.regressions), 'case')} could not be carried out.",
        5: "Nothing was measured.",
    }[board.exit_code]


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
    if figure.way in ("same", "new"):
        return "" if figure.way == "same" else "new"
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
    for kind, told in groups(board.notes).items():
        more = f" And {len(told) - 2} more." if len(told) > 2 else ""
        one = f"{kind}: {told[0]}" if kind else ""
        found += told if not kind else [one] if len(told) == 1 else [f"{kind}: {' '.join(told[:2])}{more}"]
    return [*found, *_of_service(board)]


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
    for sentence in sentences:
        kind, colon, rest = sentence.partition(": ")
        if kind not in _CHECKS:
            found.setdefault(kind if colon else "", []).append(rest if colon else sentence)
    return found


def next_step(board: Board, page: str) -> str:
    """What to do now; `page` is the command, or the file, with which each case opens."""
    better = sum(figure.is_better for suite in board.suites for figure in suite.figures)
    if board.exit_code == 0:
        kept = f" {counted(better, 'figure')} better: `reviewer eval bless` keeps them." if better else ""
        return f"Next: nothing to mend.{kept}"
    return {
        1: f"Next: open the cases with {page}. If it is meant to be so, `reviewer eval bless` keeps it.",
        3: "Next: if cases, labels or scoring were changed on purpose, `reviewer eval bless` makes a new baseline. "
        f"The cases open with {page}.",
        4: "Next: mend what stopped these cases, and run again.",
        5: "Next: name a folder with cases (--cases), or another --suite.",
    }[board.exit_code]
