"""Scores beside the baseline and beside whoever reads nothing, put together as a board."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from reviewer.errors import CasesError
from reviewer.evals.case import SUITES, Case, Situation, Suite
from reviewer.evals.judging.baseline import Baseline, Judged, baseline_of, of_suites, suite_of
from reviewer.evals.judging.comparable import decides_the_measure
from reviewer.evals.judging.diff import Difference, diff
from reviewer.evals.judging.gate import REGRESSION, Judgement, is_broken, regressions
from reviewer.evals.live.tested import Tested
from reviewer.evals.prediction import Mode
from reviewer.evals.reports.board import Beside, Board, CaseBoard, CheckLine, Figure, SuiteBoard, Turn, Way
from reviewer.evals.score import Check, Metric, Scores
from reviewer.evals.scoring.metrics import RULES_ALONE
from reviewer.text import shown


def board_of(scores: Scores, baseline: Baseline | None, judgement: Judgement, suites: Collection[Suite] = ()) -> Board:
    """What `scores` say; `suites` are those that were asked for, else those of which there is a figure."""
    asked = frozenset(suites or suites_in(scores))
    before = of_suites(baseline, asked) if baseline else None
    compared = diff(before, of_suites(baseline_of(scores), asked)) if before else Difference()
    others = frozenset() if judgement.tests else _incomparable(compared)
    old = of_suites(before, asked - others) if before else None
    same = diff(old, of_suites(baseline_of(scores), asked - others)) if old else Difference()
    wrong = (*judgement.regressions, *_further(judgement, same, scores.mode))
    return Board(
        mode=scores.mode,
        model=scores.model,
        exit_code=judgement.exit_code,
        regressions=wrong,
        notes=judgement.notes,
        against=before.reason if before else None,
        differs=compared.prints,
        suites=tuple(
            one.model_copy(update={"is_comparable": False}) if one.suite in others else one
            for one in _suites(scores, old, same, judgement.tests, wrong, others)
        ),
        cases=tuple(_cases(scores, old)),
        gone=compared.gone,
        new=compared.new,
        trials=scores.trials,
        degraded=scores.degraded,
        usage=scores.usage,
    )


def note_on_pinned(cases: Iterable[Case], has_overlay: bool) -> tuple[str, ...]:
    """A note where a folder is laid over the framework, and situations pin the framework as it ships."""
    pinned = sum(isinstance(case.input, Situation) and case.input.is_as_shipped for case in cases)
    if not has_overlay or not pinned:
        return ()
    situations = "1 situation pins" if pinned == 1 else f"{pinned} situations pin"
    return (f"rules: {situations} our defaults, so the folder over the framework was not measured by them.",)


def _incomparable(compared: Difference) -> frozenset[Suite]:
    """The suites that the baseline measured otherwise; all of them where it was by another mode, model or scoring."""
    measuring = [name for name in compared.prints if decides_the_measure(name)]
    named = {name.partition(" ")[2] for name in measuring}
    return frozenset(suite for suite in SUITES if suite in named or "" in named)


def suites_in(scores: Scores) -> tuple[Suite, ...]:
    """The suites of which there is a figure."""
    found = {metric.suite for row in scores.rows[:1] for metric in row.metrics}
    return tuple(suite for suite in SUITES if suite in found)


def _further(judgement: Judgement, compared: Difference, mode: Mode) -> Iterator[str]:
    """What else is worse where the gate stops at a broken limit, in the suites that can be compared."""
    if judgement.exit_code == REGRESSION and mode != "live":
        yield from (sentence for sentence in regressions(compared) if sentence not in judgement.regressions)


def _suites(
    scores: Scores,
    before: Baseline | None,
    compared: Difference,
    tested: Sequence[Tested],
    wrong: Sequence[str],
    others: Collection[Suite],
) -> Iterator[SuiteBoard]:
    """`others`: the suites that cannot be compared."""
    measured = scores.rows[0].metrics if scores.rows else ()
    tests = {(test.suite, test.name): test for test in tested}
    old = {(metric.suite, metric.name): metric for metric in (before.metrics if before else ())}
    ways = {(change.suite, change.name): change.way for change in compared.metrics}
    for suite in SUITES:
        figures = tuple(
            _figure(metric, old.get(key), "not compared" if suite in others else ways.get(key)).model_copy(
                update={
                    "beside": tuple(_beside(metric, scores)),
                    "is_regression": _is_named(metric, wrong),
                    "tested": tests.get(key),
                }
            )
            for metric in measured
            if metric.suite == suite and (key := (metric.suite, metric.name))
        )
        names = {figure.name for figure in figures}
        gone = tuple(name for of_suite, name in old if of_suite == suite and name not in names)
        if figures or gone:
            yield SuiteBoard(suite=suite, figures=figures, gone=gone)


def _is_named(metric: Metric, wrong: Sequence[str]) -> bool:
    """Whether the gate says something of it; only the gate knows what chance alone could have done."""
    return any(f"{metric.suite}, {metric.name}:" in sentence for sentence in wrong)


def _figure(metric: Metric, old: Metric | None, way: Way | None) -> Figure:
    before, value = _value(old), _value(metric)
    return Figure(
        name=metric.name,
        value=value,
        count=metric.count,
        before=before,
        change=None if before is None or value is None else value - before,
        way=way or ("same" if old else "new"),
        is_gate=metric.is_gate,
        is_better_high=metric.is_better_high,
        least=metric.least,
        most=metric.most,
        is_broken=is_broken(metric),
        spread=metric.spread,
    )


def _value(metric: Metric | None) -> float | None:
    """What it is, if it was taken over anything."""
    return metric.value if metric and metric.count else None


def _beside(metric: Metric, scores: Scores) -> Iterator[Beside]:
    key = (metric.suite, metric.name)
    found = [
        (row.name, _value(next((one for one in row.metrics if (one.suite, one.name) == key), None)))
        for row in scores.rows[1:]
    ]
    worst = 0.0 if metric.is_better_high else max([1.0, *(value for _, value in found if value is not None)])
    for name, value in found:
        reads = name == RULES_ALONE
        yield Beside(name=name, value=value, reads=reads, is_as_good=not reads and _is_as_good(value, metric, worst))


def _is_as_good(value: float | None, metric: Metric, worst: float) -> bool:
    """Whether it reaches what was measured; whoever reaches the worst that there is shows nothing."""
    measured = _value(metric)
    if value is None or measured is None:
        return False
    if metric.is_better_high:
        return value >= measured > worst
    return value <= measured < worst


def _cases(scores: Scores, before: Baseline | None) -> Iterator[CaseBoard]:
    """Every case that was scored or ended in an error, in the order of the suites. CasesError if one is of no suite."""
    checks: dict[str, list[Check]] = {}
    for check in scores.checks:
        checks.setdefault(f"{check.suite}/{check.case}", []).append(check)
    suites: dict[str, Suite] = {suite: suite for suite in SUITES}
    unknown = sorted(key for key in scores.failures if suite_of(key) not in suites)
    if unknown:
        raise CasesError(
            f"The scores tell of a failure in {shown(unknown[0])}, which is in no suite. Score the run again."
        )
    for key in sorted({*checks, *scores.failures}, key=lambda key: (SUITES.index(suites[suite_of(key)]), key)):
        yield CaseBoard(
            suite=suites[suite_of(key)],
            case=key.partition("/")[2],
            checks=tuple(_lines(checks.get(key, ()), before.cases.get(key) if before else None)),
            failure=scores.failures.get(key),
        )


def _lines(checks: Iterable[Check], before: Judged | None) -> Iterator[CheckLine]:
    """Each check as it stands and turned, then those that are gone; nothing has turned where the case is new."""
    names = set[str]()
    for check in checks:
        names.add(check.name)
        yield CheckLine(
            name=check.name,
            standing="doubtful" if check.doubt else "passed" if check.passed else "failed",
            turn=_turn(check, before) if before else "",
            expected=check.expected,
            found=check.found,
            passes=check.passes,
            trials=check.trials,
        )
    if before is None:
        return
    for name in sorted({*before.passed, *before.failed} - names):
        was_passed = name in before.passed
        yield CheckLine(name=name, standing="gone", turn="no longer checked", was_passed=was_passed)


def _turn(check: Check, before: Judged) -> Turn:
    if check.name not in before.names:
        return "new"
    if check.doubt:
        return ""
    if check.passed:
        return "passes now" if check.name in before.failed else ""
    has_fallen = check.name in before.passed and not check.passes
    return "fails now" if has_fallen else ""
