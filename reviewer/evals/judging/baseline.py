"""The scores with which later runs are compared: figures, and which checks passed. Only bless changes them."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from pydantic import Field, ValidationError

from reviewer.errors import BaselineError, CasesError
from reviewer.evals.case import Suite
from reviewer.evals.prediction import Mode
from reviewer.evals.score import Check, Metric, Scores
from reviewer.readiness.claims import Record
from reviewer.report.canonical import canonical, plain


class Judged(Record):
    """The names of the checks of one case. Those with a doubtful label are in `doubted`, whatever came of them.

    `passes`, of a service: how often each check without doubt passed, of how many trials.
    """

    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    doubted: tuple[str, ...] = Field(default=(), exclude_if=lambda doubted: not doubted)
    passes: dict[str, tuple[int, int]] = Field(default={}, exclude_if=lambda passes: not passes)

    @property
    def names(self) -> frozenset[str]:
        """Every check of the case."""
        return frozenset((*self.passed, *self.failed, *self.doubted))


class Baseline(Record):
    """What one run was worth, and why it was made the one to compare with. `cases` are by "suite/case"; `trials` is how
    often each was predicted.
    """

    reason: str
    mode: Mode
    model: str
    prints: dict[str, str]
    metrics: tuple[Metric, ...]
    cases: dict[str, Judged]
    trials: int = Field(default=1, ge=1, exclude_if=lambda trials: trials == 1)


def baseline_of(scores: Scores, reason: str = "") -> Baseline:
    """`scores` in the form in which they are compared."""
    by_case: dict[str, list[Check]] = {}
    for check in scores.checks:
        by_case.setdefault(f"{check.suite}/{check.case}", []).append(check)
    return Baseline(
        reason=reason,
        mode=scores.mode,
        model=scores.model,
        prints=dict(sorted(scores.prints.items())),
        metrics=scores.rows[0].metrics if scores.rows else (),
        cases={case: _judged(checks) for case, checks in sorted(by_case.items())},
        trials=scores.trials,
    )


def _judged(checks: Sequence[Check]) -> Judged:
    sure = sorted((check for check in checks if not check.doubt), key=lambda check: check.name)
    return Judged(
        passed=tuple(check.name for check in sure if check.passed),
        failed=tuple(check.name for check in sure if not check.passed),
        doubted=tuple(sorted(check.name for check in checks if check.doubt)),
        passes={check.name: (check.passes, check.trials) for check in sure if check.passes is not None},
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
    """The same bytes for the same baseline, with a sum that tells an edit by hand."""
    body = plain(baseline)
    return canonical({_SUM: _sum(body), **body})


def read_baseline(path: Path, needs_sum: bool = True) -> Baseline | None:
    """The baseline in `path`; None if there is none. CasesError if it cannot be read, BaselineError if it was edited.

    Older ones have no sum. Only who makes a new one in its place reads them (`needs_sum` False).
    """
    try:
        body = _DECODER.decode(path.read_text(encoding="utf-8"))
        told = body.pop(_SUM, None) if isinstance(body, dict) else None
        baseline = Baseline.model_validate(body)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, ValidationError, RecursionError) as error:
        raise CasesError(f"The baseline {path} cannot be read: {type(error).__name__}.") from error
    if told is None and needs_sum:
        raise BaselineError(
            f"The baseline {path} has no sum, as older ones: make a new one with `reviewer eval bless`."
        )
    if told is not None and told != _sum(body):
        raise BaselineError(f"The baseline {path} was edited by hand: take back the edit, or delete it and bless anew.")
    return baseline


def _sum(body: Any) -> str:
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


_SUM = "sum"
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
