"""Predictions and gold in, scores out: the one place that knows how each suite is scored."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from reviewer.evals.case import SUITES, Suite
from reviewer.evals.fingerprint import gold_print, scorer_print
from reviewer.evals.labels.gold import Gold
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.score import Check, Metric, Row, Scores
from reviewer.evals.scoring import adversarial, endings, guards, interviews, proposals, retrieval, rules, transcripts
from reviewer.evals.scoring.endings import Ending
from reviewer.evals.scoring.perfect import ruled_outcomes
from reviewer.evals.scoring.trivial import predictors
from reviewer.framework.catalogue import Framework

RULES_ALONE = "rules alone"
"""The row of the rules with the claims of a careful reader: what it lacks, no reader can make good."""

Predictions = Mapping[str, Prediction]


class Scorer(NamedTuple):
    """How one suite is scored."""

    metrics: Callable[[Predictions, Any, Framework], tuple[Metric, ...]]
    checks: Callable[[Predictions, Any, Framework], tuple[Check, ...]]


_SCORERS: dict[Suite, Scorer] = {
    "transcripts": Scorer(transcripts.metrics, transcripts.checks),
    "interviews": Scorer(interviews.metrics, interviews.checks),
    "proposals": Scorer(proposals.metrics, proposals.checks),
    "retrieval": Scorer(
        lambda found, gold, _: retrieval.metrics(found, gold), lambda found, gold, _: retrieval.checks(found, gold)
    ),
    "adversarial": Scorer(
        lambda found, gold, _: adversarial.metrics(found, gold), lambda found, gold, _: adversarial.checks(found, gold)
    ),
    "guards": Scorer(
        lambda found, gold, _: guards.metrics(found, gold), lambda found, gold, _: guards.checks(found, gold)
    ),
    "rules": Scorer(
        lambda found, gold, _: rules.metrics(found, gold), lambda found, gold, _: rules.checks(found, gold)
    ),
}


def score(run: Run, gold: Gold, framework: Framework) -> Scores:
    """What `run` is worth against `gold`, beside predictors that read nothing and beside the rules alone.

    Every case in `gold` is scored: one without a prediction failed. A prediction without gold is left out.
    """
    ordered = sorted(run.predictions, key=lambda one: (SUITES.index(one.suite), one.case))
    known = [one for one in ordered if one.case in getattr(gold, one.suite)]
    blind = predictors(gold, framework)
    return Scores(
        mode=run.mode,
        model=run.model,
        prints={**run.prints, **_prints(gold)},
        rows=(
            Row(name=run.model, metrics=metrics(known, gold, framework)),
            *(Row(name=name, metrics=metrics(said, _tried(gold, said), framework)) for name, said in blind.items()),
            Row(name=RULES_ALONE, metrics=tuple(_ruled(gold, framework))),
        ),
        checks=checks(known, gold, framework),
        measured=len(known),
        failures={f"{one.suite}/{one.case}": one.failure for one in known if one.failure},
    )


def metrics(predictions: Iterable[Prediction], gold: Gold, framework: Framework) -> tuple[Metric, ...]:
    """All figures of every suite that has gold."""
    found = _by_suite(predictions)
    return tuple(
        metric
        for suite, golds in _golds(gold).items()
        for metric in _SCORERS[suite].metrics(found.get(suite, {}), golds, framework)
    )


def checks(predictions: Iterable[Prediction], gold: Gold, framework: Framework) -> tuple[Check, ...]:
    """All checks of every suite that has gold."""
    found = _by_suite(predictions)
    return tuple(
        check
        for suite, golds in _golds(gold).items()
        for check in _SCORERS[suite].checks(found.get(suite, {}), golds, framework)
    )


def _ruled(gold: Gold, framework: Framework) -> Iterable[Metric]:
    """States and gaps from the claims of careful readers, of the cases for which somebody wrote them down."""
    for suite in ("transcripts", "interviews", "proposals"):
        golds: Mapping[str, Any] = getattr(gold, suite)
        rest = None if suite == "proposals" else "unknown"
        ends = [
            Ending(case, golds[case].expected, outcome, {}, rest)
            for case, outcome in sorted(ruled_outcomes(gold, suite, framework).items())
        ]
        if ends:
            yield from endings.state_metrics(suite, ends, framework)
            yield from endings.gap_metrics(suite, ends, framework)


def _golds(gold: Gold) -> dict[Suite, Mapping[str, Any]]:
    return {suite: getattr(gold, suite) for suite in _SCORERS if getattr(gold, suite)}


def _tried(gold: Gold, predictions: Iterable[Prediction]) -> Gold:
    """The gold of the suites for which there is any prediction: a predictor need not try all of them."""
    suites = {one.suite for one in predictions}
    return Gold(**{suite: golds for suite, golds in _golds(gold).items() if suite in suites})


def _by_suite(predictions: Iterable[Prediction]) -> dict[Suite, dict[str, Prediction]]:
    found: dict[Suite, dict[str, Prediction]] = {}
    for one in predictions:
        found.setdefault(one.suite, {})[one.case] = one
    return found


def _prints(gold: Gold) -> dict[str, str]:
    own = {f"gold {suite}": gold_print(Gold(**{suite: golds})) for suite, golds in _golds(gold).items()}
    return {**own, "scorer": scorer_print()}
