"""The scores of a service over several trials: means with their spread, checks as passes out of trials.

A case that the service did not read whole is left out of its trial. The offline model stood in for it, and what that
one reads is neither the service's merit nor its fault; counted as failed, it would look as if the service read badly
where it was only not there. What is left out is no secret: it has a figure of its own, which may not get worse, and
beyond a limit nothing is concluded from the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from pathlib import Path
from statistics import stdev

from reviewer.evals.case import Suite
from reviewer.evals.fingerprint import files_print
from reviewer.evals.labels.gold import Gold
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.score import Check, Metric, Row, Scores
from reviewer.evals.scoring.metrics import checks, metrics, score
from reviewer.framework.catalogue import Framework

UNREAD = "cases the service did not read whole"
_SCORING = Path(__file__).parent.parent / "scoring"


def scored(run: Run, gold: Gold, framework: Framework) -> Scores:
    """What a run of any mode is worth against `gold`."""
    if run.mode == "offline":
        return score(run, gold, framework)
    trials = [_Trial(run, gold, number) for number in range(1, run.trials + 1)]
    # Rows of those who read nothing, prints and failures are the same for any trial.
    first = score(run.model_copy(update={"predictions": trials[0].predictions}), gold, framework)
    row = Row(name=run.model, metrics=tuple(_metrics(trials, framework)))
    return first.model_copy(
        update={
            "rows": (row, *first.rows[1:]),
            "prints": {**first.prints, "scorer": files_print([Path(__file__), *_SCORING.rglob("*.py")])},
            "checks": tuple(_checks(trials, framework)),
            "measured": len({key for trial in trials for key in trial.keys - trial.degraded}),
            "failures": dict(_failures(trials)),
            "trials": run.trials,
            "degraded": _counted(key for trial in trials for key in trial.degraded),
            "families": run.families,
            "usage": run.usage,
        }
    )


Key = tuple[Suite, str]


class _Trial:
    """The predictions of one trial that have gold, and the gold of those cases that the service read whole."""

    def __init__(self, run: Run, gold: Gold, number: int) -> None:
        self.number = number
        self.predictions = tuple(
            one for one in run.predictions if one.trial == number and one.case in getattr(gold, one.suite)
        )
        self.degraded = frozenset((one.suite, one.case) for one in self.predictions if one.degraded)
        self.whole = tuple(one for one in self.predictions if not one.degraded)
        self.gold = gold_without(gold, self.degraded)

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset((one.suite, one.case) for one in self.predictions)

    def alone(self, one: Prediction) -> Gold:
        """The gold of one case."""
        return Gold(**{one.suite: {one.case: getattr(self.gold, one.suite)[one.case]}})


def gold_without(gold: Gold, left_out: frozenset[Key]) -> Gold:
    """`gold` without some cases."""
    return Gold(
        **{
            suite: {case: label for case, label in getattr(gold, suite).items() if (suite, case) not in left_out}
            for suite in Gold.model_fields
        }
    )


def _metrics(trials: Sequence[_Trial], framework: Framework) -> Iterable[Metric]:
    found: dict[tuple[Suite, str], list[Metric]] = {}
    for trial in trials:
        for metric in metrics(trial.whole, trial.gold, framework):
            found.setdefault((metric.suite, metric.name), []).append(metric)
    by_case = _by_case(trials, framework)
    for key, each in found.items():
        yield _over_trials(each, by_case.get(key, {}))
    for suite in dict.fromkeys(one.suite for trial in trials for one in trial.predictions):
        yield _unread(suite, trials)


def _over_trials(each: Sequence[Metric], by_case: Mapping[str, float]) -> Metric:
    values = [metric.value for metric in each if metric.value is not None]
    return each[0].model_copy(
        update={
            "value": fsum(values) / len(values) if values else None,
            "count": round(sum(metric.count for metric in each) / len(each)),
            "spread": stdev(values) if len(values) > 1 else None,
            "by_case": dict(by_case),
        }
    )


def _by_case(trials: Sequence[_Trial], framework: Framework) -> dict[tuple[Suite, str], dict[str, float]]:
    """What each case alone is worth in each figure of the gate, as a mean over its trials."""
    values: dict[tuple[Suite, str], dict[str, list[float]]] = {}
    for trial in trials:
        for one in trial.whole:
            for metric in metrics([one], trial.alone(one), framework):
                if metric.is_gate and metric.value is not None:
                    values.setdefault((metric.suite, metric.name), {}).setdefault(one.case, []).append(metric.value)
    return {
        key: {case: fsum(each) / len(each) for case, each in sorted(cases.items())} for key, cases in values.items()
    }


def _unread(suite: Suite, trials: Sequence[_Trial]) -> Metric:
    shares: dict[str, list[bool]] = {}
    for trial in trials:
        for one in trial.predictions:
            if one.suite == suite:
                shares.setdefault(one.case, []).append(bool(one.degraded))
    every = [unread for each in shares.values() for unread in each]
    return Metric(
        suite=suite,
        name=UNREAD,
        value=sum(every) / len(every),
        count=len(every),
        is_better_high=False,
        by_case={case: sum(each) / len(each) for case, each in sorted(shares.items())},
    )


def _checks(trials: Sequence[_Trial], framework: Framework) -> Iterable[Check]:
    """Each check once. Where it did not always pass, with what was found the first time that it did not."""
    found: dict[tuple[Suite, str, str], list[Check]] = {}
    for trial in trials:
        for check in checks(trial.whole, trial.gold, framework):
            found.setdefault((check.suite, check.case, check.name), []).append(check)
    for each in found.values():
        worst = next((check for check in each if not check.passed), each[0])
        yield worst.model_copy(update={"passes": sum(check.passed for check in each), "trials": len(each)})


def _failures(trials: Sequence[_Trial]) -> Iterable[tuple[str, str]]:
    """The first failure of each case."""
    failed = {
        f"{one.suite}/{one.case}": f"{one.failure}, in trial {trial.number}"
        for trial in reversed(trials)
        for one in trial.predictions
        if one.failure
    }
    return sorted(failed.items())


def _counted(keys: Iterable[Key]) -> dict[str, int]:
    found: dict[str, int] = {}
    for suite, case in sorted(keys):
        found[f"{suite}/{case}"] = found.get(f"{suite}/{case}", 0) + 1
    return found
