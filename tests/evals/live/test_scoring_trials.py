"""Scores over trials: means and passes of equal trials are those of one, spreads come from unequal ones."""

from pathlib import Path

import pytest

from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.gold import Gold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.live.scoring import UNREAD, scored
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.running.run import run
from reviewer.evals.scoring.metrics import score
from reviewer.framework import Framework
from reviewer.report.canonical import canonical, plain
from tests.evals.small_folder import write

SUITES = ("transcripts", "proposals")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Path:
    return write(tmp_path_factory.mktemp("cases") / "own", framework)


@pytest.fixture(scope="module")
def offline(folder: Path) -> Run:
    return run(load_cases(folder, SUITES))


@pytest.fixture(scope="module")
def gold(folder: Path) -> Gold:
    return load_gold(folder, SUITES)


def of_trials(offline: Run, *trials: tuple[Prediction, ...]) -> Run:
    """A live run with these predictions in its trials."""
    numbered = [one.model_copy(update={"trial": number}) for number, each in enumerate(trials, 1) for one in each]
    families = {f"{one.suite}/{one.case}": "" for one in offline.predictions}
    given = {"mode": "live", "predictions": tuple(numbered), "trials": len(trials), "families": families}
    return offline.model_copy(update=given)


def test_equal_trials_are_worth_what_one_is(offline: Run, gold: Gold, framework: Framework) -> None:
    """Five times the same: the figures of one run, without spread, and every check passes five times or never."""
    once = score(offline, gold, framework)
    five = scored(of_trials(offline, *[offline.predictions] * 5), gold, framework)
    figures = {(one.suite, one.name): one.value for one in five.rows[0].metrics if one.name != UNREAD}

    assert figures == pytest.approx({(one.suite, one.name): one.value for one in once.rows[0].metrics})
    assert {one.spread for one in five.rows[0].metrics} <= {0.0, None}
    assert [(one.name, one.passes) for one in five.checks] == [(one.name, 5 * one.passed) for one in once.checks]
    assert five.rows[1:] == once.rows[1:]
    assert (five.measured, five.trials) == (2, 5)


def test_an_offline_run_is_scored_as_ever(offline: Run, gold: Gold, framework: Framework) -> None:
    """Not one byte is about trials."""
    text = canonical(plain(scored(offline, gold, framework)))

    assert text == canonical(plain(score(offline, gold, framework)))
    assert not any(word in text for word in ('"trials"', '"passes"', '"spread"', '"by_case"', '"usage"', '"degraded"'))


def test_unequal_trials_have_a_spread(offline: Run, gold: Gold, framework: Framework) -> None:
    """Four trials with a fact and one without: 4 of 5, the mean between, and what was found when it did not pass."""
    talk, paper = offline.predictions
    blind = paper.model_copy(update={"outcomes": (paper.outcomes[0].model_copy(update={"facts": ()}),)})
    scores = scored(of_trials(offline, *[(talk, paper)] * 4, (talk, blind)), gold, framework)
    check = next(one for one in scores.checks if one.name == "fact volume_now_per_day" and one.suite == "proposals")
    [figure] = [one for one in scores.rows[0].metrics if (one.suite, one.name) == ("proposals", "facts, F1")]
    best = score(offline, gold, framework).rows[0].metrics
    [whole] = [one.value for one in best if (one.suite, one.name) == ("proposals", "facts, F1")]

    assert (check.passed, check.passes, check.trials) == (False, 4, 5)
    assert whole is not None
    assert figure.value == figure.by_case["alpha"] == pytest.approx(0.8 * whole)
    assert figure.spread == pytest.approx(0.4472 * whole, abs=1e-4)


def test_unread_trials_are_left_out(offline: Run, gold: Gold, framework: Framework) -> None:
    """What the offline model read in place of the service neither lifts nor lowers a figure; that it did is counted."""
    talk, paper = offline.predictions
    blind = paper.model_copy(update={"outcomes": (), "degraded": ("it did not answer",)})
    scores = scored(of_trials(offline, *[(talk, paper)] * 3, (talk, blind)), gold, framework)
    whole = scored(of_trials(offline, *[(talk, paper)] * 3), gold, framework)
    figures = {(one.suite, one.name): one.value for one in scores.rows[0].metrics}

    assert figures.pop(("proposals", UNREAD)) == 0.25
    assert figures == pytest.approx(
        {
            (one.suite, one.name): one.value
            for one in whole.rows[0].metrics
            if (one.suite, one.name) != ("proposals", UNREAD)
        }
    )
    assert {one.trials for one in scores.checks if one.suite == "proposals"} == {3}
    assert scores.degraded == {"proposals/alpha": 1}


def test_a_failure_in_any_trial_is_told(offline: Run, gold: Gold, framework: Framework) -> None:
    """With the trial in which it came first."""
    talk, paper = offline.predictions
    failed = paper.model_copy(update={"outcomes": (), "failure": "budget"})
    scores = scored(of_trials(offline, (talk, paper), (talk, failed), (talk, failed)), gold, framework)

    assert scores.failures == {"proposals/alpha": "budget, in trial 2"}
