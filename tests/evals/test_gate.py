"""The gate: each way in which a run can be worse than its baseline, and what does not count as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.judging.diff import diff, lines
from reviewer.evals.judging.gate import gate
from reviewer.evals.score import Check, Scores
from tests.evals.judged_scores import (
    BASELINE,
    CHECKS,
    METRICS,
    PRINTS,
    SCORES,
    check,
    metric,
    with_checks,
    with_metrics,
)


def test_the_same_again_passes() -> None:
    """A run compared with itself passes, with nothing to say."""
    judgement = gate(SCORES, BASELINE)

    assert (judgement.exit_code, judgement.regressions, judgement.notes) == (0, (), ())


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (with_metrics(metric("accuracy", 0.8 - 1e-12), *METRICS[1:]), "Worse: proposals, accuracy"),
        (
            with_metrics(METRICS[0], metric("attacks", 0.3, is_better_high=False), METRICS[2]),
            "Worse: proposals, attacks",
        ),
        (with_metrics(metric("accuracy", None), *METRICS[1:]), "Worse: proposals, accuracy: 0.8000 → –"),
        (with_metrics(*METRICS[1:]), "Figure missing: proposals: accuracy"),
        (with_metrics(*METRICS[:2], metric("valid", 0.999, least=1.0)), "Hard limit: proposals, valid"),
        (with_checks(check("a", passed=False), *CHECKS[1:]), "Fails now: proposals/h01, a"),
        (with_checks(*CHECKS[1:]), "No longer checked: proposals/h01, a"),
        (with_checks(*CHECKS[:2]), "Case missing: proposals/h02"),
    ],
)
def test_whatever_is_worse_is_a_regression(scores: Scores, words: str) -> None:
    """A lower figure, by however little, one that is gone, a check that fails or is gone, a case that is missing: 1."""
    judgement = gate(scores, BASELINE)

    assert judgement.exit_code == 1
    assert any(line.startswith(words) for line in judgement.regressions)


@pytest.mark.parametrize(
    "scores",
    [
        with_metrics(metric("accuracy", 0.9), *METRICS[1:]),
        with_checks(CHECKS[0], check("b"), *CHECKS[2:]),
        with_checks(*CHECKS[:3], check("d", passed=False, doubt=True, case="h02")),
        SCORES.model_copy(update={"prints": {**PRINTS, "rules": "other", "embedder": "hashing"}}),
    ],
)
def test_whatever_is_not_worse_passes(scores: Scores) -> None:
    """Better figures, repaired checks, doubtful labels and other rules with the same scores pass."""
    assert gate(scores, BASELINE).exit_code == 0


def test_other_rules_that_make_it_worse_are_a_regression_and_are_named() -> None:
    """What is measured may differ, so that its regressions are caught; the judgement says that it differs."""
    scores = with_metrics(metric("accuracy", 0.7), *METRICS[1:]).model_copy(update={"prints": {**PRINTS, "rules": "5"}})

    judgement = gate(scores, BASELINE)

    assert judgement.exit_code == 1
    assert "rules differs from the baseline." in judgement.notes


@pytest.mark.parametrize("name", ["cases proposals", "gold proposals", "scorer", "mode", "model"])
def test_what_is_measured_otherwise_is_not_compared(name: str) -> None:
    """Other cases, gold, scorer, mode or model: 3, and which of them."""
    if name in ("mode", "model"):
        scores = SCORES.model_copy(update={name: "recorded"})
    else:
        scores = SCORES.model_copy(update={"prints": {**PRINTS, name: "other"}})

    judgement = gate(scores, BASELINE)

    assert judgement.exit_code == 3
    assert judgement.regressions == (f"Not comparable: {name} differs from the baseline.",)


def test_a_broken_limit_counts_even_where_nothing_can_be_compared() -> None:
    """A hard limit holds without a baseline and against one of other cases."""
    broken = with_metrics(*METRICS[:2], metric("valid", 0.5, least=1.0))

    assert gate(broken, None).exit_code == 1
    assert gate(broken.model_copy(update={"prints": {}}), BASELINE).exit_code == 1
    assert gate(SCORES, None).exit_code == 3


def test_nothing_measured_and_errors_have_codes_of_their_own() -> None:
    """No prediction or no check is 5; a case that ended in an error is 4, whatever else is wrong."""
    failed = with_checks().model_copy(update={"checks": CHECKS, "failures": {"proposals/h01": "network"}})

    assert gate(SCORES.model_copy(update={"measured": 0}), BASELINE).exit_code == 5
    assert gate(with_checks(), BASELINE).exit_code == 5
    assert gate(failed, BASELINE).exit_code == 4
    assert "network" in gate(failed, BASELINE).regressions[0]


def test_only_what_was_asked_for_may_be_missing() -> None:
    """A run of one suite is compared with its part of the baseline; without being asked for, a suite is missing."""
    other = Check(suite="retrieval", case="q01", name="shown", passed=True)
    wide = baseline_of(with_checks(*CHECKS, other).model_copy(update={"prints": {**PRINTS, "cases retrieval": "9"}}))

    alone = gate(SCORES, wide, ["proposals"])

    assert alone.exit_code == 0
    assert alone.notes == ("Not measured: retrieval.",)
    assert gate(SCORES, wide).exit_code == 3
    assert gate(SCORES.model_copy(update={"prints": {**PRINTS, "cases retrieval": "9"}}), wide).exit_code == 1


@given(st.lists(st.sampled_from(range(len(CHECKS))), unique=True), st.floats(0, 1), st.floats(0, 1))
def test_a_run_never_regresses_from_itself(kept: list[int], first: float, second: float) -> None:
    """Whatever a run is worth, against itself nothing is worse; and of two different values one way is a regression."""
    some = [CHECKS[place] for place in kept]
    one, other = (
        with_metrics(metric("accuracy", value)).model_copy(update={"checks": (*some, check("z"))})
        for value in (first, second)
    )

    assert gate(one, baseline_of(one)).exit_code == 0
    codes = {gate(one, baseline_of(other)).exit_code, gate(other, baseline_of(one)).exit_code}
    assert codes == ({0} if first == second else {0, 1})


def test_a_label_that_is_called_doubtful_is_told() -> None:
    """Whoever calls a label doubtful takes a check out of the count: the difference says so before it is blessed."""
    first = BASELINE.cases["proposals/h01"]
    name = (*first.passed, *first.failed)[0]
    judged = first.model_copy(
        update={
            "passed": tuple(one for one in first.passed if one != name),
            "failed": tuple(one for one in first.failed if one != name),
            "doubted": (name,),
        }
    )
    after = BASELINE.model_copy(update={"cases": {**BASELINE.cases, "proposals/h01": judged}})

    assert lines(diff(BASELINE, after)) == (f"doubtful now, and counted no more: proposals/h01, {name}",)
    assert lines(diff(after, BASELINE)) == ()
