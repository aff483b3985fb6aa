"""The scores with which later runs are compared: figures, and which checks passed. Only bless changes them."""

import json
from pathlib import Path

from pydantic import Field, ValidationError

from reviewer.errors import CasesError
from reviewer.evals.case import Suite
from reviewer.evals.prediction import Mode
from reviewer.evals.score import Metric, Scores
from reviewer.readiness.claims import Record
from reviewer.report.canonical import canonical, plain


class Judged(Record):
    """The names of the checks of one case. Those with a doubtful label are in `doubted`, whatever came of them."""

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    doubted: tuple[str, ...] = Field(default=(), exclude_if=lambda doubted: not doubted)

    @property
    def names(self) -> frozenset[str]:
        """Every check of the case."""
        return frozenset((*self.passed, *self.failed, *self.doubted))


class Baseline(Record):
    """What one run was worth, and why it was made the one to compare with. `cases` are by "suite/case"."""

    reason: str
    mode: Mode
    model: str
    prints: dict[str, str]
    metrics: tuple[Metric, ...]
    cases: dict[str, Judged]


def baseline_of(scores: Scores, reason: str = "") -> Baseline:
    """`scores` in the form in which they are compared."""
    sorted_checks: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for check in scores.checks:
        passed, failed, doubted = sorted_checks.setdefault(f"{check.suite}/{check.case}", ([], [], []))
        (doubted if check.doubt else passed if check.passed else failed).append(check.name)
    return Baseline(
        reason=reason,
        mode=scores.mode,
        model=scores.model,
        prints=dict(sorted(scores.prints.items())),
        metrics=scores.rows[0].metrics if scores.rows else (),
        cases={
            case: Judged(passed=tuple(sorted(passed)), failed=tuple(sorted(failed)), doubted=tuple(sorted(doubted)))
            for case, (passed, failed, doubted) in sorted(sorted_checks.items())
        },
    )


def suite_of(case: str) -> str:
    """The suite in a "suite/case"."""
    return case.partition("/")[0]


def of_suites(baseline: Baseline, suites: frozenset[Suite]) -> Baseline:
    """The part that is about these suites."""
    return baseline.model_copy(
        update={
            "metrics": tuple(metric for metric in baseline.metrics if metric.suite in suites),
            "cases": {case: judged for case, judged in baseline.cases.items() if suite_of(case) in suites},
            "prints": {
                name: value
                for name, value in baseline.prints.items()
                if " " not in name or name.partition(" ")[2] in suites
            },
        }
    )


def to_json(baseline: Baseline) -> str:
    """The same bytes for the same baseline."""
    return canonical(plain(baseline))


def read_baseline(path: Path) -> Baseline | None:
    """The baseline in `path`; None if there is none. CasesError if it cannot be read."""
    try:
        return Baseline.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError) as error:
        raise CasesError(f"The baseline {path} cannot be read: {type(error).__name__}.") from error
