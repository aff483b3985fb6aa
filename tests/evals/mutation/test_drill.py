"""Drills of the gate: each thing that is wrong in them, it finds; and figures that tell nothing."""

import pytest

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.judging.gate import gate
from reviewer.evals.mutation.drill import drilled
from reviewer.evals.mutation.mutant import Drill
from reviewer.evals.score import Check, Metric, Row, Scores
from reviewer.evals.scoring.metrics import RULES_ALONE


def rows(*values: tuple[str, float]) -> tuple[Row, ...]:
    return tuple(
        Row(name=name, metrics=(Metric(suite="rules", name="fire", value=value, count=2, least=1.0),))
        for name, value in values
    )


CHECKS = tuple(Check(suite="rules", case=case, name="fires", passed=True) for case in ("a", "b"))
SCORES = Scores(
    mode="offline",
    model="offline",
    prints={"gold rules": "1"},
    rows=rows(("offline", 1.0), ("flag nothing", 0.0)),
    checks=CHECKS,
    measured=2,
)


@pytest.mark.parametrize(
    ("drill", "code", "sentence"),
    [
        ("a case is missing", 1, "Case missing: rules/a."),
        ("a figure is worse", 1, "Worse: rules, fire: 1.0000 → 0.0000."),
        ("a check fails", 1, "Fails now: rules/a, fires."),
        ("a limit is broken", 1, "Hard limit: rules, fire: 0.0000, must be at least 1."),
        ("a case ended in an error", 4, "rules/a ended in an error: ValueError."),
        ("the labels are others", 3, "Not comparable: gold rules differs from the baseline."),
    ],
)
def test_the_gate_finds_what_is_wrong(drill: Drill, code: int, sentence: str) -> None:
    """That one thing, with the exit code that belongs to it."""
    judgement = gate(drilled(SCORES, drill), baseline_of(SCORES), ["rules"])

    assert judgement.exit_code == code
    assert sentence in judgement.regressions
    assert len(judgement.regressions) == 1


def test_without_a_drill_nothing_is_wrong() -> None:
    """The scores are as they are."""
    assert gate(drilled(SCORES, ""), baseline_of(SCORES), ["rules"]).exit_code == 0


def test_where_all_who_read_nothing_are_perfect_nothing_is_measured() -> None:
    """That is a regression whatever the baseline says; one of them that falls short is enough."""
    told = "rules: even those who read nothing have every figure at its best, so nothing is measured."
    perfect = SCORES.model_copy(
        update={"rows": rows(("offline", 1.0), ("flag nothing", 1.0), ("random", 1.0), (RULES_ALONE, 0.5))}
    )
    fair = SCORES.model_copy(update={"rows": rows(("offline", 1.0), ("flag nothing", 1.0), ("random", 0.5))})

    assert gate(perfect, baseline_of(perfect), ["rules"]).regressions == (told,)
    assert gate(perfect, baseline_of(perfect), ["rules"]).exit_code == 1
    assert gate(fair, baseline_of(fair), ["rules"]).exit_code == 0
