"""Whether a live run is good enough. A service never says the same twice: what is worse must be more than chance.

A figure is compared case by case with the baseline by a sign-flip test over families, with Holm's correction over all
figures. Beside it stands a guard that needs no statistics: what passed in every trial and now passes in none.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from reviewer.evals.case import SUITES, Suite
from reviewer.evals.judging.baseline import Baseline, baseline_of
from reviewer.evals.judging.comparable import Comparable, comparable, lacking, unmeasured
from reviewer.evals.judging.diff import figure
from reviewer.evals.judging.gate import (
    INFRASTRUCTURE,
    NOT_COMPARABLE,
    NOTHING_MEASURED,
    PASSED,
    Judgement,
    broken_limits,
    concluded,
    gate,
    not_carried_out,
    without_baseline,
)
from reviewer.evals.live.statistics import by_family, holm, p_worse, smallest_fall
from reviewer.evals.live.tested import Tested
from reviewer.evals.score import Metric, Scores

LEAST_TRIALS = 5
"""Fewer say too little about a case that passes now and then."""
ALPHA = 0.05
"""How often, at most, a run that is no worse is called worse."""
MATTERS = 0.1
"""Our choice, of the range from 0 to 1: who could not have seen such a fall has not looked."""
MOST_DEGRADED = 0.02
"""Our choice: the share of cases that a service may leave unread before nothing is concluded from the others."""


def judged(
    scores: Scores,
    baseline: Baseline | None,
    suites: Collection[Suite] = SUITES,
    most_degraded: float = MOST_DEGRADED,
    *,
    across_models: bool = False,
) -> Judgement:
    """The judgement on a run of any mode: exact where the same run gives the same bytes, and by chance where not.

    `across_models`: a live baseline may be that of another model.
    """
    if scores.mode != "live":
        return gate(scores, baseline, suites)
    early = not_carried_out(scores) or _not_judged(scores, most_degraded)
    if early:
        return early
    broken, asked = tuple(broken_limits(scores)), frozenset(suites)
    if baseline is None:
        return without_baseline(broken, unmeasured(scores, asked))
    if baseline.trials < LEAST_TRIALS:
        few = f"Not comparable: the baseline has {baseline.trials} trials, and {LEAST_TRIALS} are needed."
        return concluded(broken, unmeasured(scores, asked), (few,), ())
    found = comparable(baseline, baseline_of(scores), asked, let_pass="model" if across_models else "")
    return _compared(scores, found, broken, unmeasured(scores, asked))


def _not_judged(scores: Scores, most_degraded: float) -> Judgement | None:
    """Why nothing can be said about a run of a service."""
    if scores.trials < LEAST_TRIALS:
        few = f"A live run is judged from {LEAST_TRIALS} trials on; this one has {scores.trials}."
        return Judgement(exit_code=NOT_COMPARABLE, regressions=(few,))
    too_many = told_if_degraded(scores, most_degraded)
    return Judgement(exit_code=INFRASTRUCTURE, regressions=(too_many,)) if too_many else None


def told_if_degraded(scores: Scores, most: float = MOST_DEGRADED) -> str:
    """A sentence where the service left more than the share `most` of the cases unread; else nothing."""
    unread, asked = sum(scores.degraded.values()), len(scores.families) * scores.trials
    if not unread or unread <= most * asked:
        return ""
    return (
        f"The service did not read {unread} of {asked} cases whole, and at most {most:.0%} may be missing "
        "(--most-degraded; the limit is ours)."
    )


def _compared(scores: Scores, both: Comparable, broken: tuple[str, ...], unmeasured: tuple[str, ...]) -> Judgement:
    difference = both.difference
    tests = tested(both.before, both.after, scores.families)
    found = (
        *broken,
        *(f"Case missing: {case}." for case in difference.gone if case not in scores.degraded),
        *(f"Figure missing: {name}." for name in difference.gone_metrics),
        *(_worse(test) for test in tests if test.verdict == "regression"),
        *fallen(both.before, both.after),
    )
    is_blind = all(test.verdict == "insufficient" for test in tests)
    # A case that the service left unread is not in the baseline, and may be read now.
    refused = (*both.refused, *lacking(difference, has_all_cases=False))
    notes = (*_notes(tests, is_blind and not refused), *both.told)
    judgement = concluded(found, unmeasured, refused, notes)
    code = NOTHING_MEASURED if is_blind and judgement.exit_code == PASSED else judgement.exit_code
    return judgement.model_copy(update={"exit_code": code, "tests": tests})


class _Pair(NamedTuple):
    """One figure before and after, with the differences of the cases that both have."""

    before: Metric
    after: Metric
    differences: tuple[float, ...]
    families: tuple[str, ...]

    @property
    def mean(self) -> float:
        return sum(self.differences) / len(self.differences)


def tested(before: Baseline, after: Baseline, families: dict[str, str]) -> tuple[Tested, ...]:
    """The verdict on every figure of the gate that both have for some case. `families` are by "suite/case"."""
    figures = {(metric.suite, metric.name): metric for metric in after.metrics}
    pairs = [
        pair
        for metric in before.metrics
        if (now := figures.get((metric.suite, metric.name))) and now.is_gate
        if (pair := _pair(metric, now, families)).differences
    ]
    chances = holm([p_worse(pair.differences, pair.families) for pair in pairs])
    return tuple(_tested(pair, chance, ALPHA / len(pairs)) for pair, chance in zip(pairs, chances, strict=True))


def _pair(before: Metric, after: Metric, families: dict[str, str]) -> _Pair:
    cases = sorted(before.by_case.keys() & after.by_case.keys())
    sign = 1 if after.is_better_high else -1
    return _Pair(
        before,
        after,
        tuple(sign * (after.by_case[case] - before.by_case[case]) for case in cases),
        tuple(families.get(f"{before.suite}/{case}", case) for case in cases),
    )


def _tested(pair: _Pair, chance: float, alone: float) -> Tested:
    """`alone`: how rare a fall must be to count if it is the only one."""
    smallest = smallest_fall(pair.differences, pair.families, alone)
    range_ = max(1.0, abs(pair.before.value or 0.0))
    unseen = smallest is None or smallest > MATTERS * range_
    return Tested(
        suite=pair.before.suite,
        name=pair.before.name,
        before=pair.before.value,
        after=pair.after.value,
        change=pair.mean,
        cases=len(pair.differences),
        families=len(by_family(pair.differences, pair.families)[0]),
        chance=chance,
        smallest=smallest,
        verdict="regression" if chance <= ALPHA else "insufficient" if unseen else "no evidence",
    )


def fallen(before: Baseline, after: Baseline) -> Iterator[str]:
    """Checks that passed in every trial and pass in none now. Half of the time chance, and it happens once in 1,000."""
    for case in sorted(before.cases.keys() & after.cases.keys()):
        now = after.cases[case].passes
        for name, (passes, trials) in before.cases[case].passes.items():
            passes_now, trials_now = now.get(name, (1, 0))
            if passes == trials >= LEAST_TRIALS <= trials_now and passes_now == 0:
                yield f"Never passes now: {case}, {name}: {passes} of {trials} → 0 of {trials_now}."


def _worse(test: Tested) -> str:
    return (
        f"Worse: {test.suite}, {test.name}: {figure(test.before)} → {figure(test.after)}; by case {test.change:+.4f} "
        f"over {test.cases} in {test.families} families, by chance {test.chance:.4f}."
    )


def _notes(tests: tuple[Tested, ...], is_blind: bool) -> Iterator[str]:
    calm = sum(test.verdict == "no evidence" for test in tests)
    if calm:
        yield f"No evidence that anything else is worse in {calm} figures; a fall of {MATTERS:g} would have been seen."
    if is_blind:
        yield f"Too few families to tell anything: {len(tests)} figures were compared in vain."
    for test in tests:
        if test.verdict == "insufficient":
            seen = "no fall would" if test.smallest is None else f"only one above {test.smallest:.4f} would"
            yield (
                f"Too little to tell: {test.suite}, {test.name}, {test.cases} cases in {test.families} families: "
                f"{seen} have been seen."
            )
