"""The rules alone: statements are folded and assessed, and no model is asked."""

from functools import cache

from reviewer.assessment.assess import assess
from reviewer.assessment.model import Assessment
from reviewer.evals.case import Case, Situation
from reviewer.evals.cases.saying import claims_of
from reviewer.evals.outcome import outcome
from reviewer.evals.prediction import Prediction
from reviewer.evals.running.workbench import Workbench
from reviewer.framework import Framework, load_framework
from reviewer.readiness.fold import fold


async def predict(case: Case, bench: Workbench) -> Prediction:
    """What follows from the statements: states, gaps and the verdict, and in the notes the figures behind them."""
    assert isinstance(case.input, Situation)
    situation = case.input
    framework = _shipped() if situation.is_as_shipped and bench.choice.overlay else bench.framework
    readiness = fold(claims_of(situation.statements, situation.grade), framework)
    found = assess(readiness, framework, situation.kind, situation.asked)
    # The statements stand in the case: they are not repeated for each of its facts and items.
    come = outcome(found, readiness).model_copy(update={"facts": (), "quotes": {}})
    return Prediction(case=case.id, suite=case.suite, outcomes=(come,), notes=notes_on(found))


@cache
def _shipped() -> Framework:
    return load_framework()


def notes_on(found: Assessment) -> dict[str, str | int | float | bool]:
    """The arithmetic of each gap, the results, the worst case, areas, the verdict in words, and coverage."""
    capacity = found.capacity
    return {
        **{f"arithmetic {gap.id}": gap.arithmetic for gap in found.gaps if gap.arithmetic},
        **{f"result {name}": value for name, value in (capacity.assumptions | capacity.results).items()},
        **({"worst case": capacity.worst_case} if capacity.worst_case else {}),
        **{f"area {area.id}": area.state for area in found.areas},
        "verdict": found.verdict.sentence,
        "essentials known": found.coverage.essentials_known,
    }
