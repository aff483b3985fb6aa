"""Which suites are compared: labels of one hide nothing of another, and a baseline that lacks something is no pass."""

import pytest

from reviewer.evals.judging.baseline import Baseline, baseline_of
from reviewer.evals.judging.diff import diff, lines
from reviewer.evals.judging.gate import gate
from reviewer.evals.score import Metric, Scores
from tests.evals.judged_scores import BASELINE, CHECKS, METRICS, SCORES, TWO, TWO_PRINTS, metric, with_metrics

BEFORE = baseline_of(TWO, "the first one")


def other(name: str, scores: Scores = TWO) -> Scores:
    """The scores with another print."""
    return scores.model_copy(update={"prints": {**scores.prints, name: "other"}})


def worse() -> Scores:
    """A figure and a check of the retrieval are worse."""
    last = Metric(suite="retrieval", name="recall", value=0.0, count=1)
    row = TWO.rows[0].model_copy(update={"metrics": (*METRICS, last)})
    return TWO.model_copy(
        update={"rows": (row,), "checks": (*CHECKS, TWO.checks[-1].model_copy(update={"passed": False}))}
    )


@pytest.mark.parametrize("name", ["cases proposals", "gold proposals"])
def test_labels_of_one_suite_hide_nothing_of_another(name: str) -> None:
    """What is worse elsewhere is named and decides; that one suite cannot be compared is told beside."""
    judgement = gate(other(name, worse()), BEFORE)

    assert judgement.exit_code == 1
    assert judgement.regressions == (
        "Worse: retrieval, recall: 0.5000 → 0.0000.",
        "Fails now: retrieval/q01, shown.",
    )
    assert f"Not comparable: {name} differs from the baseline." in judgement.notes


def test_a_suite_that_cannot_be_compared_is_no_pass() -> None:
    """Where the others are as before it is 3; and of that suite itself nothing is called worse."""
    spoilt = other("gold proposals", TWO.model_copy(update={"rows": with_metrics(*TWO.rows[0].metrics[1:]).rows}))
    judgement = gate(spoilt, BEFORE)

    assert judgement.exit_code == 3
    assert judgement.regressions == ("Not comparable: gold proposals differs from the baseline.",)
    assert gate(spoilt, BEFORE, ["retrieval"]).exit_code == 0


@pytest.mark.parametrize("name", ["scorer", "mode", "model"])
def test_another_scorer_mode_or_model_blocks_all(name: str) -> None:
    """Then nothing at all is compared."""
    scores = other(name, worse()) if name == "scorer" else worse().model_copy(update={name: "recorded"})

    assert gate(scores, BEFORE).exit_code == 3


def test_the_model_of_the_scores_counts_whatever_the_print_says() -> None:
    """A print of the same name does not hide that the model is another."""
    scores = SCORES.model_copy(update={"model": "other", "prints": {**SCORES.prints, "model": "offline"}})
    before = BASELINE.model_copy(update={"prints": {**BASELINE.prints, "model": "offline"}})

    assert gate(scores, before).exit_code == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"metrics": ()}, "lacks 0 of the cases of proposals and 3 of the figures"),
        ({"cases": {}}, "lacks 2 of the cases of proposals and 0 of the figures"),
        ({"metrics": BASELINE.metrics[1:]}, "lacks 0 of the cases of proposals and 1 of the figures"),
        ({"cases": {"proposals/h01": BASELINE.cases["proposals/h01"]}}, "lacks 1 of the cases of proposals and 0"),
    ],
)
def test_a_hollow_baseline_is_no_pass(changed: dict[str, object], words: str) -> None:
    """With the same cases and labels a baseline has the same cases and figures; else somebody cut it."""
    hollow: Baseline = BASELINE.model_copy(update=changed)
    judgement = gate(SCORES, hollow)

    assert judgement.exit_code == 3
    assert len(judgement.regressions) == 1
    assert words in judgement.regressions[0]
    assert "edited by hand or cut" in judgement.regressions[0]


def test_new_cases_with_a_print_of_their_own_are_as_they_were_called() -> None:
    """Where cases were added, that is what is said, and not that somebody cut the baseline."""
    judgement = gate(other("cases proposals"), baseline_of(SCORES.model_copy(update={"prints": TWO_PRINTS})))

    assert judgement.regressions[0] == "Not comparable: cases proposals differs from the baseline."
    assert not any("proposals and" in sentence for sentence in (*judgement.regressions, *judgement.notes))


def test_the_scorer_says_which_way_is_worse() -> None:
    """Direction and weight of a figure are those of the scores: a baseline cannot turn them round."""
    lower = with_metrics(metric("accuracy", 0.4), *METRICS[1:])
    for turned in ({"is_better_high": False}, {"is_gate": False}):
        figures = tuple(one.model_copy(update=turned) for one in BASELINE.metrics)
        judgement = gate(lower, BASELINE.model_copy(update={"metrics": figures}))
        assert judgement.regressions == ("Worse: proposals, accuracy: 0.8000 → 0.4000.",)


def test_a_new_figure_is_told_by_the_difference() -> None:
    """Whoever blesses sees it; one that is not part of the gate is no news."""
    more = with_metrics(*METRICS, metric("extra", 1.0), metric("aside", 1.0, is_gate=False))

    assert lines(diff(BASELINE, baseline_of(more))) == ("figure new: proposals: extra",)


def test_a_suite_that_somebody_named_must_be_measured() -> None:
    """Nothing of it is 5, with or without a baseline, unless something else is worse; not named, it does not matter."""
    for before in (BASELINE, None):
        alone = gate(SCORES, before, ["adversarial"])
        assert (alone.exit_code, alone.regressions) == (5, ("Nothing was measured of adversarial.",))
    beside = gate(worse(), BEFORE, ["retrieval", "adversarial"])

    assert gate(SCORES, BASELINE).exit_code == 0
    assert gate(SCORES, BASELINE, ["proposals", "adversarial"]).exit_code == 5
    assert beside.exit_code == 1
    assert "Nothing was measured of adversarial." in beside.notes


def test_predictions_that_were_taken_out_are_missing_cases() -> None:
    """A run had the cases of a suite, and its scores have none: not the labels differ, the cases are gone."""
    prints = {name: value for name, value in TWO_PRINTS.items() if name != "gold retrieval"}
    judgement = gate(SCORES.model_copy(update={"prints": prints}), BEFORE)

    assert judgement.exit_code == 1
    assert judgement.regressions == ("Case missing: retrieval/q01.", "Figure missing: retrieval: recall.")
    assert judgement.notes == ()
