"""How the review of the labelled proposals compares with their labels, beside two baselines that read nothing.

`python -m benchmarks.cases [CASE ...]`, or `python -m benchmarks.cases fresh` for the proposals in evals/fresh: those
were written and labelled by somebody who had not seen how the reader reads, and it was never tuned to them.
Everything here is offline and deterministic; the rows say which reader it was.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from reviewer.framework import load_framework
from reviewer.models.offline.model import OfflineModel
from reviewer.reading.document import read_document
from reviewer.review import review_document

_EVALS = Path(__file__).parent.parent / "evals"
PROPOSALS, FRESH = _EVALS / "proposals", _EVALS / "fresh"
STATES = ("satisfied", "partial", "missing", "not_applicable")
_BLOCKED = ("missing", "partial")


@dataclass(frozen=True)
class Judged:
    """One item of one case: its label and what was said of it."""

    case: str
    item: str
    is_essential: bool
    gold: str
    found: str


@dataclass(frozen=True)
class Scores:
    """Shares of 1. `wrongly_satisfied` is of all essentials, `gap_recall` of essentials that are not satisfied."""

    accuracy: float
    macro_f1: float
    wrongly_satisfied: float
    gap_recall: float


def cases_in(folder: Path) -> list[str]:
    """The names of the cases in `folder`."""
    return sorted(path.stem for path in folder.glob("*.md"))


def gold_states(folder: Path, case: str) -> dict[str, str]:
    """The labelled state of each item of a case."""
    if folder == FRESH:
        return dict(yaml.safe_load((folder / f"{case}.states.yaml").read_text(encoding="utf-8")))
    labels = yaml.safe_load((folder / f"{case}.yaml").read_text(encoding="utf-8"))
    return {item: label["state"] for item, label in labels["items"].items()}


def judged(cases: Iterable[str], folder: Path = PROPOSALS) -> list[Judged]:
    """Every item of `cases`, as the offline model and the rules see it."""
    framework = load_framework()
    model = OfflineModel(framework)
    found: list[Judged] = []
    for case in cases:
        gold = gold_states(folder, case)
        report = asyncio.run(review_document(read_document(folder / f"{case}.md"), model, framework))
        for item in report.items:
            is_essential = framework.item(item.id).severity == "essential"
            found.append(Judged(case, item.id, is_essential, gold[item.id], item.state))
    return found


def scores(rows: list[Judged]) -> Scores:
    """The headline figures of some rows."""
    essentials = [row for row in rows if row.is_essential]
    gaps = [row for row in essentials if row.gold in _BLOCKED]
    wrong = [row for row in essentials if row.found == "satisfied" != row.gold]
    return Scores(
        accuracy=sum(row.gold == row.found for row in rows) / len(rows),
        macro_f1=macro_f1(rows),
        wrongly_satisfied=len(wrong) / len(essentials),
        gap_recall=sum(row.found in _BLOCKED for row in gaps) / len(gaps) if gaps else 1.0,
    )


def macro_f1(rows: list[Judged]) -> float:
    """The mean F1 over the states that occur in the labels."""
    states = [state for state in STATES if any(row.gold == state for row in rows)]
    return sum(_f1(rows, state) for state in states) / len(states)


def _f1(rows: list[Judged], state: str) -> float:
    right = sum(row.gold == row.found == state for row in rows)
    said, meant = sum(row.found == state for row in rows), sum(row.gold == state for row in rows)
    return 2 * right / (said + meant) if said + meant else 0.0


def always(rows: list[Judged], state: str) -> list[Judged]:
    """What a reader would score that says `state` of everything."""
    return [Judged(row.case, row.item, row.is_essential, row.gold, state) for row in rows]


def main() -> None:
    """Print the table."""
    folder = FRESH if sys.argv[1:] == ["fresh"] else PROPOSALS
    named = [] if folder == FRESH else sys.argv[1:]
    rows = judged(named or cases_in(folder), folder)
    majority = Counter(row.gold for row in rows).most_common(1)[0][0]
    print(f"{'reader':28}accuracy  macro-F1  wrongly satisfied  recall of gaps  (essentials)")
    _print("offline", scores(rows))
    for case in sorted({row.case for row in rows}):
        _print(f"  {case}", scores([row for row in rows if row.case == case]))
    _print(f"majority state ({majority})", scores(always(rows, majority)))
    _print("flag everything (missing)", scores(always(rows, "missing")))
    _print("flag everything (partial)", scores(always(rows, "partial")))


def _print(name: str, found: Scores) -> None:
    figures = f"{found.accuracy:8.3f}  {found.macro_f1:8.3f}  {found.wrongly_satisfied:17.3f}  {found.gap_recall:14.3f}"
    print(f"{name:28}{figures}")


if __name__ == "__main__":
    main()
