"""Whoever finds nothing has the declared floor in every figure, and whoever fails has the worst there is."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from reviewer.evals.labels.gold import Gold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.prediction import Outcome, Prediction, Ranked
from reviewer.evals.score import Metric
from reviewer.evals.scoring import metrics as scoring
from reviewer.evals.scoring.oracle import oracle
from reviewer.evals.scoring.turns import moments
from reviewer.framework import Framework
from reviewer.resources import data_folder
from tests.evals.small_folder import write

# Where saying nothing is right. Nobody is deceived who reads nothing, either.
RIGHT_TO_BE_SILENT = {
    "trap turns that fill nothing": 1.0,
    "essentials not wrongly satisfied": 1.0,
    "good pilots: satisfied items without an alarm": 1.0,
    "good pilots without a false blocker": 1.0,
    "silent where there is none": 1.0,
    "gaps told once": 1.0,
    "gaps told once, the worst first": 1.0,
    "read": 1.0,
    "states untouched by a reply": 1.0,
    "rules that stay silent where they should": 1.0,
    "attack success": 0.0,
    "false statements believed": 0.0,
}
# A program of which nothing is known is taken to have believed one claim, and one quote that is not there, each time.
# How many questions are put and quotes are given, no label says. A failed case counts as one that is wrong.
OVER_WHAT_CAME = {
    "questions that repeat nothing",
    "follow-ups that ask for something open",
    "questions before nothing new was left",
    "quotes that are valid",
}
PER_SCENE = {"accepted fabricated claims": 2.0, "quiet fabrications believed": 2.0}


def by_labels(gold: Gold) -> dict[tuple[str, str], float]:
    """Floors that depend on what is expected: here and there nothing is."""
    turns = [moment for talk in gold.transcripts.values() for moment in moments(talk)]
    states = [all(label.doubt or label.state == "unknown" for label in turn.items.values()) for turn in turns]
    facts = [not turn.facts for turn in turns]
    both = [one and other for one, other in zip(states, facts, strict=True)]
    refused = [twin.must == ("refused",) for twin in gold.adversarial.values()]
    results = [value is None for case in gold.rules.values() for value in case.results.values()]
    results += [False for case in gold.rules.values() if case.worst_case]
    return {
        ("transcripts", "joint goal, strict, per turn"): mean(both),
        ("transcripts", "joint goal of states, per turn"): mean(states),
        ("transcripts", "joint goal of facts, per turn"): mean(facts),
        ("adversarial", "crashes"): mean(refused),
        ("guards", "crashes"): 0.0,
        ("rules", "results of the arithmetic"): mean(results),
    }


@cache
def shipped() -> Gold:
    return load_gold(data_folder("evals"))


def mean(holds: list[bool]) -> float:
    return sum(holds) / len(holds) if holds else 0.0


def floor(metric: Metric, own: Mapping[tuple[str, str], float]) -> float:
    """What somebody has who finds nothing: nothing, unless another floor is declared."""
    if metric.name in PER_SCENE:
        return PER_SCENE[metric.name] * metric.count
    return own.get((metric.suite, metric.name), RIGHT_TO_BE_SILENT.get(metric.name, 0.0))


def nothing_found(known: Prediction) -> Prediction:
    """The case went through, and nothing was found in it."""
    ranked = Ranked(items=(), passages=()) if known.ranked else None
    outcomes = (Outcome(states={}),) * len(known.outcomes)
    return Prediction(case=known.case, suite=known.suite, outcomes=outcomes, ranked=ranked)


def failed(known: Prediction) -> Prediction:
    return Prediction(case=known.case, suite=known.suite, failure="KeyError")


@pytest.fixture(scope="module", params=["shipped", "own"])
def gold(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Gold:
    """What ships, and a small folder of one's own."""
    if request.param == "shipped":
        return shipped()
    folder: Path = tmp_path_factory.mktemp("floors") / "own"
    return load_gold(write(folder, framework))


def test_nothing_has_its_floor(gold: Gold, framework: Framework) -> None:
    """An empty prediction has exactly what is declared, so that no figure is earned by silence unseen."""
    own = by_labels(gold)
    found = scoring.metrics(map(nothing_found, oracle(gold, framework)), gold, framework)
    wrong = {
        f"{metric.suite}, {metric.name}": (metric.value, floor(metric, own))
        for metric in found
        if metric.value is not None and metric.value != pytest.approx(floor(metric, own), abs=1e-12)
    }

    assert wrong == {}


def test_failing_has_the_worst(gold: Gold, framework: Framework) -> None:
    """A case that ended in an error, or is not there, is worth nothing in any figure."""
    for predictions in (map(failed, oracle(gold, framework)), ()):
        for metric in scoring.metrics(predictions, gold, framework):
            worst = 0.0 if metric.is_better_high else (1.0 if metric.suite == "adversarial" else None)
            if metric.value is not None and worst is not None:
                assert metric.value == worst, metric.name
            assert metric.is_better_high or metric.value is None or metric.value > 0, metric.name


def test_who_fails_in_most_cases_has_less_and_not_of_less(framework: Framework) -> None:
    """Of who knows every label: no figure keeps its best, or is taken over fewer cases, because some failed."""
    gold = shipped()
    known = oracle(gold, framework)
    few = [failed(one) if place % 4 else one for place, one in enumerate(known)]
    before = scoring.metrics(known, gold, framework)
    after = scoring.metrics(few, gold, framework)
    kept = [f"{one.suite}, {one.name}" for one, was in zip(after, before, strict=True) if one.value == was.value]
    fewer = [one.name for one, was in zip(after, before, strict=True) if one.count < was.count]

    assert kept == []
    assert {name for name in fewer if not name.endswith(", precision")} == OVER_WHAT_CAME


def test_every_floor_is_of_a_figure_that_there_is(framework: Framework) -> None:
    """No floor is declared for a name that nothing has."""
    gold = shipped()
    found = scoring.metrics((), gold, framework)
    names, keys = {metric.name for metric in found}, {(metric.suite, metric.name) for metric in found}

    assert {*RIGHT_TO_BE_SILENT, *PER_SCENE} <= names
    assert by_labels(gold).keys() <= keys


def test_silence_earns_nothing_that_counts_alone(framework: Framework) -> None:
    """Beside each figure in which silence is right stands one of its suite in which it has nothing."""
    gold = shipped()
    found = scoring.metrics(map(nothing_found, oracle(gold, framework)), gold, framework)
    missed = {metric.suite for metric in found if metric.value == 0.0 and metric.is_better_high}

    assert missed == {metric.suite for metric in found}
