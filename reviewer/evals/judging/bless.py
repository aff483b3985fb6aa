"""Making a run the baseline: never by itself, never without a reason, never to hide something."""

from reviewer.errors import BlessingError
from reviewer.evals.judging.baseline import Baseline, baseline_of, suite_of
from reviewer.evals.judging.gate import broken_limits
from reviewer.evals.score import Scores


def bless(scores: Scores, before: Baseline | None, reason: str) -> Baseline:
    """The new baseline. BlessingError if there is no reason, a limit is broken, a case failed, or cases are fewer."""
    if len(reason.split()) < 2:
        raise BlessingError("Say in a few words why these scores should be the new baseline.")
    if not scores.measured or not scores.checks:
        raise BlessingError("Nothing was measured: there is nothing to bless.")
    if scores.failures:
        raise BlessingError(f"A run with errors cannot be the baseline: {', '.join(sorted(scores.failures))}.")
    broken = list(broken_limits(scores))
    if broken:
        raise BlessingError(f"A hard limit is broken, so this cannot be the baseline. {broken[0]}")
    after = baseline_of(scores, reason.strip())
    _refuse_fewer(before, after)
    return after


def _refuse_fewer(before: Baseline | None, after: Baseline) -> None:
    """A case that changed its name is another case; there may be others in its place, but not fewer."""
    if before is None:
        return
    for suite in sorted({suite_of(case) for case in before.cases}):
        had, has = (sum(suite_of(case) == suite for case in one.cases) for one in (before, after))
        if has < had:
            raise BlessingError(f"The baseline has {had} cases of {suite} and this run {has}: there may not be fewer.")
