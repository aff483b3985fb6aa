"""Whether a run is good enough: hard limits, and nothing worse than the baseline. Exact, without tolerance.

What decides how things are measured must be the same, or nothing is compared: cases and gold suite by suite, scorer,
mode and model for all. What is measured (prompts, rules, framework, embedder) may differ: that is what a regression
comes from. It is only said.
"""

from collections.abc import Collection, Iterator
from typing import Literal

from reviewer.evals.case import SUITES, Suite
from reviewer.evals.judging.baseline import Baseline, baseline_of, suite_of
from reviewer.evals.judging.comparable import comparable, lacking, unmeasured
from reviewer.evals.judging.diff import Difference, figure
from reviewer.evals.live.tested import Tested
from reviewer.evals.score import Metric, Scores
from reviewer.evals.scoring.metrics import RULES_ALONE
from reviewer.readiness.claims import Record

ExitCode = Literal[0, 1, 2, 3, 4, 5]
PASSED: ExitCode = 0
REGRESSION: ExitCode = 1
NOT_COMPARABLE: ExitCode = 3
INFRASTRUCTURE: ExitCode = 4
NOTHING_MEASURED: ExitCode = 5


class Judgement(Record):
    """The verdict on a run. `regressions`: each thing that is wrong; `notes`: what else there is to know.

    `tests`: of a live run, what was found about each figure.
    """

    exit_code: ExitCode
    regressions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tests: tuple[Tested, ...] = ()


def gate(scores: Scores, baseline: Baseline | None, suites: Collection[Suite] = SUITES) -> Judgement:
    """The judgement on `scores`; `suites` are those that were asked for, and of them nothing may be missing."""
    asked = frozenset(suites)
    if stopped := not_carried_out(scores):
        return stopped
    broken = (*broken_limits(scores), *without_a_difference(scores))
    if baseline is None:
        return without_baseline(broken, unmeasured(scores, asked))
    found = comparable(baseline, baseline_of(scores), asked)
    refused = (*found.refused, *lacking(found.difference))
    notes = (*found.told, *_praise(found.difference), *_not_asked(baseline, asked))
    # A limit says which figure is broken; what else is worse says in which cases.
    return concluded((*broken, *regressions(found.difference)), unmeasured(scores, asked), refused, notes)


def not_carried_out(scores: Scores) -> Judgement | None:
    """Why nothing can be said about a run of any mode."""
    if not scores.measured or not scores.checks:
        return Judgement(exit_code=NOTHING_MEASURED, regressions=("Nothing was measured.",))
    if scores.failures:
        failed = tuple(f"{case} ended in an error: {kind}." for case, kind in sorted(scores.failures.items()))
        return Judgement(exit_code=INFRASTRUCTURE, regressions=failed)
    return None


def without_baseline(broken: tuple[str, ...], unmeasured: tuple[str, ...]) -> Judgement:
    """The judgement where there is nothing to compare with."""
    code = REGRESSION if broken else NOTHING_MEASURED if unmeasured else NOT_COMPARABLE
    notes = ("There is no baseline: bless a run first.",)
    return Judgement(exit_code=code, regressions=(*broken, *unmeasured), notes=notes)


def concluded(
    worse: tuple[str, ...], unmeasured: tuple[str, ...], refused: tuple[str, ...], notes: tuple[str, ...]
) -> Judgement:
    """The gravest decides, and the others are told beside: what is not known of one suite hides nothing of another."""
    kinds: tuple[tuple[ExitCode, tuple[str, ...]], ...] = (
        (REGRESSION, worse), (NOTHING_MEASURED, unmeasured), (NOT_COMPARABLE, refused),
    )  # fmt: skip
    told = [(code, sentences) for code, sentences in kinds if sentences]
    if not told:
        return Judgement(exit_code=PASSED, notes=notes)
    (code, sentences), *others = told
    beside = (sentence for _, said in others for sentence in said)
    return Judgement(exit_code=code, regressions=sentences, notes=(*beside, *notes))


def _praise(compared: Difference) -> Iterator[str]:
    better = sum(change.way == "better" for change in compared.metrics)
    if better:
        yield f"{_figures(better)} better than in the baseline: bless the run to keep that."


def _figures(count: int) -> str:
    return "1 figure is" if count == 1 else f"{count} figures are"


def _not_asked(baseline: Baseline, asked: frozenset[Suite]) -> tuple[str, ...]:
    left = sorted({suite_of(case) for case in baseline.cases} - asked)
    return (f"Not measured: {', '.join(left)}.",) if left else ()


def broken_limits(scores: Scores) -> Iterator[str]:
    """The hard limits that the run does not keep, whatever the baseline says."""
    for metric in scores.rows[0].metrics if scores.rows else ():
        if is_broken(metric):
            bound = f"at least {metric.least:g}" if metric.least is not None else f"at most {metric.most:g}"
            yield f"Hard limit: {metric.suite}, {metric.name}: {figure(metric.value)}, must be {bound}."


def without_a_difference(scores: Scores) -> Iterator[str]:
    """The suites in which everybody who reads nothing is perfect: there, a figure says nothing about anybody."""
    blind = [row.metrics for row in scores.rows[1:] if row.name != RULES_ALONE]
    for suite in sorted({metric.suite for metrics in blind for metric in metrics}):
        figures = [metric for metrics in blind for metric in metrics if metric.suite == suite and metric.is_gate]
        measured = [metric for metric in figures if metric.value is not None]
        if measured and all(metric.value == metric.best for metric in measured):
            yield f"{suite}: even those who read nothing have every figure at its best, so nothing is measured."


def is_broken(metric: Metric) -> bool:
    """Whether a figure does not keep a hard limit of its own."""
    if metric.value is None:
        return False
    is_low = metric.least is not None and metric.value < metric.least
    return is_low or (metric.most is not None and metric.value > metric.most)


def regressions(compared: Difference) -> Iterator[str]:
    """Cases and figures that are gone, figures that are worse, checks that passed and do not pass any more."""
    for case in compared.gone:
        yield f"Case missing: {case}."
    for name in compared.gone_metrics:
        yield f"Figure missing: {name}."
    for change in compared.metrics:
        if change.is_gate and change.way == "worse":
            yield f"Worse: {change.suite}, {change.name}: {figure(change.before)} → {figure(change.after)}."
    for check in compared.checks:
        if check.before:
            yield f"{'Fails now' if check.after is False else 'No longer checked'}: {check.case}, {check.name}."
