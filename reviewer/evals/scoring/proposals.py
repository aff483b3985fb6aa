"""Reviews of proposals against gold."""

from collections.abc import Mapping

from reviewer.evals.case import Suite
from reviewer.evals.labels.gold import PaperGold
from reviewer.evals.prediction import Prediction
from reviewer.evals.score import Check, Metric
from reviewer.evals.scoring import endings
from reviewer.evals.scoring.endings import Ending
from reviewer.framework.catalogue import Framework

SUITE: Suite = "proposals"
Golds = Mapping[str, PaperGold]
Predictions = Mapping[str, Prediction]


def metrics(predictions: Predictions, gold: Golds, framework: Framework) -> tuple[Metric, ...]:
    """All figures of the suite."""
    ends = [_ending(case, one, predictions.get(case)) for case, one in sorted(gold.items())]
    return (
        *endings.state_metrics(SUITE, ends, framework),
        *endings.gap_metrics(SUITE, ends, framework),
        *endings.fact_metrics(SUITE, ends, framework),
        *endings.quote_metrics(SUITE, ends),
    )


def checks(predictions: Predictions, gold: Golds, framework: Framework) -> tuple[Check, ...]:
    """One for each label."""
    ends = (_ending(case, one, predictions.get(case)) for case, one in sorted(gold.items()))
    return tuple(check for one in ends for check in endings.checks(SUITE, one, framework))


def _ending(case: str, gold: PaperGold, prediction: Prediction | None) -> Ending:
    has_ended = prediction is not None and prediction.failure is None and prediction.outcomes
    outcome = prediction.outcomes[-1] if prediction is not None and has_ended else None
    return Ending(case, gold.expected, outcome, {"document": gold.text})
