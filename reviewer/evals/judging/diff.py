"""What differs between two scored runs: figures, checks, cases, and what they rest on."""

from typing import Literal

from reviewer.evals.judging.baseline import Baseline, Judged
from reviewer.evals.score import Metric
from reviewer.readiness.claims import Record

Way = Literal["better", "worse", "other"]


class MetricChange(Record):
    """A figure that is not what it was. "other": it cannot be told, since it was taken over more or fewer."""

    suite: str
    name: str
    before: float | None
    after: float | None
    way: Way
    is_gate: bool


class CheckChange(Record):
    """A check that passes and failed, or fails and passed, or is gone. `after` None: it is gone."""

    case: str
    name: str
    before: bool
    after: bool | None


class Difference(Record):
    """Everything that differs; all of it empty where two runs are worth the same.

    `doubted`: checks that counted before, and whose labels are called doubtful now. `new_metrics`: only those
    that may not get worse.
    """

    metrics: tuple[MetricChange, ...] = ()
    gone_metrics: tuple[str, ...] = ()
    new_metrics: tuple[str, ...] = ()
    checks: tuple[CheckChange, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()


def diff(before: Baseline, after: Baseline) -> Difference:
    """What `after` has that `before` had not, and the other way round."""
    figures = {(metric.suite, metric.name): metric for metric in after.metrics}
    had = {(metric.suite, metric.name) for metric in before.metrics}
    own = before.prints | {"mode": before.mode, "model": before.model}
    others = after.prints | {"mode": after.mode, "model": after.model}
    return Difference(
        metrics=tuple(
            _changed(metric, figures[key])
            for metric in before.metrics
            if (key := (metric.suite, metric.name)) in figures and figures[key].value != metric.value
        ),
        gone_metrics=tuple(
            f"{metric.suite}: {metric.name}" for metric in before.metrics if (metric.suite, metric.name) not in figures
        ),
        new_metrics=tuple(
            f"{metric.suite}: {metric.name}"
            for metric in after.metrics
            if metric.is_gate and (metric.suite, metric.name) not in had
        ),
        checks=tuple(
            change
            for case in sorted(before.cases.keys() & after.cases.keys())
            for change in _checks(case, before.cases[case], after.cases[case])
        ),
        gone=tuple(sorted(before.cases.keys() - after.cases.keys())),
        new=tuple(sorted(after.cases.keys() - before.cases.keys())),
        prints=tuple(sorted(name for name in own.keys() | others.keys() if own.get(name) != others.get(name))),
        doubted=tuple(
            f"{case}, {name}"
            for case in sorted(before.cases.keys() & after.cases.keys())
            for name in after.cases[case].doubted
            if name in before.cases[case].passed or name in before.cases[case].failed
        ),
    )


def _changed(before: Metric, after: Metric) -> MetricChange:
    """Which way is worse, and whether that counts, says the scorer and not the file of an earlier run."""
    return MetricChange(
        suite=before.suite,
        name=before.name,
        before=before.value,
        after=after.value,
        way=_way(before, after),
        is_gate=after.is_gate,
    )


def _way(before: Metric, after: Metric) -> Way:
    if before.value is None:
        return "other"
    if after.value is None:
        return "worse"
    return "better" if (after.value > before.value) == after.is_better_high else "worse"


def _checks(case: str, before: Judged, after: Judged) -> list[CheckChange]:
    """Doubtful ones are in neither list."""
    changes = [
        CheckChange(case=case, name=name, before=True, after=False if name in after.failed else None)
        for name in before.passed
        if name not in after.passed and name not in after.doubted
    ]
    changes += [
        CheckChange(case=case, name=name, before=False, after=True if name in after.passed else None)
        for name in before.failed
        if name not in after.failed and name not in after.doubted
    ]
    return sorted(changes, key=lambda change: change.name)


def lines(difference: Difference) -> tuple[str, ...]:
    """The difference in words, one thing a line."""
    return (
        *(f"differs: {name}" for name in difference.prints),
        *(f"case gone: {case}" for case in difference.gone),
        *(f"case new: {case}" for case in difference.new),
        *(f"figure gone: {name}" for name in difference.gone_metrics),
        *(f"figure new: {name}" for name in difference.new_metrics),
        *(
            f"{change.way}: {change.suite}, {change.name}: {figure(change.before)} → {figure(change.after)}"
            for change in difference.metrics
        ),
        *(f"{_told(change)}: {change.case}, {change.name}" for change in difference.checks),
        *(f"doubtful now, and counted no more: {name}" for name in difference.doubted),
    )


def _told(change: CheckChange) -> str:
    if change.after is None:
        return "no longer checked"
    return "passes now" if change.after else "fails now"


def figure(value: float | None) -> str:
    """A figure for people; "–" where nothing was measured."""
    return "–" if value is None else f"{value:.4f}"
