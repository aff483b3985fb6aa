"""Making a run the baseline: never by itself, never without a reason, never to hide something."""

from reviewer.errors import BlessingError
from reviewer.evals.judging.baseline import Baseline, baseline_of, suite_of
from reviewer.evals.judging.gate import broken_limits
from reviewer.evals.live.gate import LEAST_TRIALS, MOST_DEGRADED, told_if_degraded
from reviewer.evals.score import Scores


def bless(scores: Scores, before: Baseline | None, reason: str, most_degraded: float = MOST_DEGRADED) -> Baseline:
    """The new baseline. BlessingError if there is no reason, a limit is broken, a case failed, or cases are fewer.

    Of a live run also if it has too few trials, or if the service left more than `most_degraded` of the cases unread.
    """
    if len(reason.split()) < 2:
        raise BlessingError("Say in a few words why these scores should be the new baseline.")
    if not scores.measured or not scores.checks:
        raise BlessingError("Nothing was measured: there is nothing to bless.")
    if scores.failures:
        raise BlessingError(f"A run with errors cannot be the baseline: {', '.join(sorted(scores.failures))}.")
    if scores.mode == "live":
        _refuse_unsure(scores, most_degraded)
    broken = list(broken_limits(scores))
    if broken:
        raise BlessingError(f"A hard limit is broken, so this cannot be the baseline. {broken[0]}")
    after = baseline_of(scores, reason.strip())
    _refuse_fewer(before, after)
    return after


def _refuse_unsure(scores: Scores, most_degraded: float) -> None:
    if scores.trials < LEAST_TRIALS:
        raise BlessingError(f"A live baseline needs {LEAST_TRIALS} trials; this run has {scores.trials}.")
    if too_many := told_if_degraded(scores, most_degraded):
        raise BlessingError(too_many)


def _refuse_fewer(before: Baseline | None, after: Baseline) -> None:
    """A case that changed its name is another case; there may be others in its place, but not fewer."""
    if before is None:
        return
    for suite in sorted({suite_of(case) for case in before.cases}):
        had, has = (sum(suite_of(case) == suite for case in one.cases) for one in (before, after))
        if has < had:
            raise BlessingError(f"The baseline has {had} cases of {suite} and this run {has}: there may not be fewer.")
