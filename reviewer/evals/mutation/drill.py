"""Drills of the gate: scores with one thing wrong, which it must find."""

from collections.abc import Callable, Mapping
from typing import Any

from reviewer.evals.mutation.mutant import Drill
from reviewer.evals.score import Check, Metric, Scores


def drilled(scores: Scores, drill: Drill) -> Scores:
    """The scores with that one thing wrong; scores without any check as they are."""
    return scores.model_copy(update=_DRILLS[drill](scores)) if scores.checks else scores


def _missing(scores: Scores) -> dict[str, Any]:
    first = _case(scores.checks[0])
    return {"checks": tuple(check for check in scores.checks if _case(check) != first)}


def _failing(scores: Scores) -> dict[str, Any]:
    place = next(place for place, check in enumerate(scores.checks) if check.passed and not check.doubt)
    failed = scores.checks[place].model_copy(update={"passed": False})
    return {"checks": (*scores.checks[:place], failed, *scores.checks[place + 1 :])}


def _worse(scores: Scores) -> dict[str, Any]:
    """A figure that keeps no limit, so that only the baseline can tell."""
    return _with_first_figure(scores, least=None, most=None)


def _broken(scores: Scores) -> dict[str, Any]:
    """A figure that has a limit and is not compared with the baseline, so that only the limit can tell."""
    return _with_first_figure(scores, is_gate=False)


def _with_first_figure(scores: Scores, **changed: Any) -> dict[str, Any]:
    measured = scores.rows[0]
    place = next(place for place, metric in enumerate(measured.metrics) if metric.value)
    spoilt = measured.metrics[place].model_copy(update={"value": _worst(measured.metrics[place]), **changed})
    figures = (*measured.metrics[:place], spoilt, *measured.metrics[place + 1 :])
    return {"rows": (measured.model_copy(update={"metrics": figures}), *scores.rows[1:])}


def _worst(metric: Metric) -> float:
    return 0.0 if metric.is_better_high else 1.0


def _in_error(scores: Scores) -> dict[str, Any]:
    return {"failures": {"/".join(_case(scores.checks[0])): "ValueError"}}


def _other_labels(scores: Scores) -> dict[str, Any]:
    return {
        "prints": {name: f"{value}?" if name.startswith("gold") else value for name, value in scores.prints.items()}
    }


def _case(check: Check) -> tuple[str, str]:
    return check.suite, check.case


_DRILLS: Mapping[Drill, Callable[[Scores], dict[str, Any]]] = {
    "": lambda _: {},
    "a case is missing": _missing,
    "a figure is worse": _worse,
    "a check fails": _failing,
    "a limit is broken": _broken,
    "a case ended in an error": _in_error,
    "the labels are others": _other_labels,
}
