"""Making a run the baseline: never by itself, never without a reason, never to hide something."""

from reviewer.errors import BlessingError
from reviewer.evals.judging.baseline import Baseline, baseline_of, suite_of
from reviewer.evals.judging.gate import broken_limits
from reviewer.evals.live.gate import LEAST_TRIALS, MOST_DEGRADED, told_if_degraded
from reviewer.evals.score import Scores


def bless(
    scores: Scores,
    before: Baseline | None,
    reason: str,
    most_degraded: float = MOST_DEGRADED,
    *,
    fewer_checks: bool = False,
) -> Baseline:
    """The new baseline. BlessingError if there is no reason, a limit is broken, a case failed, or cases are fewer.

    The same if the baseline is of another mode, or says more than this run: it has more checks of a suite, or a figure
    with a hard limit that is gone (`fewer_checks`: that is meant to be so) or has no value now. Of a live run also if
    it has too few trials, or if the service left more than `most_degraded` of the cases unread.
    """
    if sum(any(letter.isalnum() for letter in word) for word in reason.split()) < 2:
        raise BlessingError("Say in a few words why these scores should be the new baseline.")
    _refuse_nothing(scores)
    if scores.failures:
        raise BlessingError(f"A run with errors cannot be the baseline: {', '.join(sorted(scores.failures))}.")
    if scores.mode == "live":
        _refuse_unsure(scores, most_degraded)
    broken = list(broken_limits(scores))
    if broken:
        raise BlessingError(f"A hard limit is broken, so this cannot be the baseline. {broken[0]}")
    after = baseline_of(scores, reason.strip())
    if before:
        _refuse_another_mode(before, after)
        _refuse_fewer(before, after)
        _refuse_without_a_value(before, after)
        if not fewer_checks:
            _refuse_less(before, after)
    return after


def _refuse_nothing(scores: Scores) -> None:
    figures = scores.rows[0].metrics if scores.rows else ()
    if not scores.measured or not scores.checks or all(metric.value is None for metric in figures):
        raise BlessingError("Nothing was measured: there is nothing to bless.")


def _refuse_unsure(scores: Scores, most_degraded: float) -> None:
    if scores.trials < LEAST_TRIALS:
        raise BlessingError(f"A live baseline needs {LEAST_TRIALS} trials; this run has {scores.trials}.")
    if too_many := told_if_degraded(scores, most_degraded):
        raise BlessingError(too_many)


def _refuse_another_mode(before: Baseline, after: Baseline) -> None:
    if before.mode != after.mode:
        raise BlessingError(f"The baseline is {before.mode} and this run {after.mode}: name another file.")


def _refuse_fewer(before: Baseline, after: Baseline) -> None:
    """A case that changed its name is another case; there may be others in its place, but not fewer."""
    for suite in sorted({suite_of(case) for case in before.cases}):
        had, has = (sum(suite_of(case) == suite for case in one.cases) for one in (before, after))
        if has < had:
            raise BlessingError(f"The baseline has {had} cases of {suite} and this run {has}: there may not be fewer.")


def _refuse_without_a_value(before: Baseline, after: Baseline) -> None:
    """A limit on nothing is kept by everybody."""
    had = {(metric.suite, metric.name) for metric in before.metrics if metric.value is not None}
    for metric in after.metrics:
        is_limited = metric.least is not None or metric.most is not None
        if is_limited and metric.value is None and (metric.suite, metric.name) in had:
            raise BlessingError(f"{metric.suite}, {metric.name} has a hard limit and no value any more.")


def _refuse_less(before: Baseline, after: Baseline) -> None:
    """What counts; a doubtful check does not."""
    meant = "If that is meant to be so, give --fewer-checks."
    for suite in sorted({suite_of(case) for case in before.cases}):
        had, has = (_sure_checks(one, suite) for one in (before, after))
        if has < had:
            raise BlessingError(f"The baseline has {had} checks of {suite} that count and this run {has}. {meant}")
    has_figures = {(metric.suite, metric.name) for metric in after.metrics}
    for metric in before.metrics:
        is_limited = metric.least is not None or metric.most is not None
        if is_limited and metric.value is not None and (metric.suite, metric.name) not in has_figures:
            raise BlessingError(f"{metric.suite}, {metric.name} has a hard limit and is gone. {meant}")


def _sure_checks(baseline: Baseline, suite: str) -> int:
    own = [judged for case, judged in baseline.cases.items() if suite_of(case) == suite]
    return sum(len(judged.passed) + len(judged.failed) for judged in own)
