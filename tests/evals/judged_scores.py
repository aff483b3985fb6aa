"""Scores of two papers, in which one check fails and one label is doubtful; and their baseline."""

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.score import Check, Metric, Row, Scores

PRINTS = {"cases proposals": "1", "gold proposals": "2", "scorer": "3", "rules": "4", "embedder": "minilm"}


def check(name: str, passed: bool = True, case: str = "h01", **more: object) -> Check:
    """A check of the proposals."""
    return Check(suite="proposals", case=case, name=name, passed=passed, **more)  # type: ignore[arg-type]


def metric(name: str, value: float | None, **more: object) -> Metric:
    """A figure of the proposals, over two."""
    return Metric(suite="proposals", name=name, value=value, count=2, **more)  # type: ignore[arg-type]


METRICS = (metric("accuracy", 0.8), metric("attacks", 0.2, is_better_high=False), metric("valid", 1.0, least=1.0))
CHECKS = (check("a"), check("b", passed=False), check("a", case="h02"), check("d", doubt=True, case="h02"))
SCORES = Scores(
    mode="offline",
    model="offline",
    prints=PRINTS,
    rows=(Row(name="offline", metrics=METRICS),),
    checks=CHECKS,
    measured=2,
)
BASELINE = baseline_of(SCORES, "the first one")


def with_metrics(*metrics: Metric) -> Scores:
    """The scores with these figures instead."""
    return SCORES.model_copy(update={"rows": (Row(name="offline", metrics=metrics),)})


def with_checks(*checks: Check) -> Scores:
    """The scores with these checks instead."""
    return SCORES.model_copy(update={"checks": checks})


TWO_PRINTS = {**PRINTS, "cases retrieval": "8", "gold retrieval": "9"}
TWO = SCORES.model_copy(
    update={
        "prints": TWO_PRINTS,
        "rows": (
            Row(name="offline", metrics=(*METRICS, Metric(suite="retrieval", name="recall", value=0.5, count=1))),
        ),
        "checks": (*CHECKS, Check(suite="retrieval", case="q01", name="shown", passed=True)),
    }
)
"""Scores of two suites."""
