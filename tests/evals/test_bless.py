"""Blessing: with a reason in words, and never where it would hide something."""

import pytest

from reviewer.errors import BlessingError
from reviewer.evals.judging.baseline import Baseline, baseline_of
from reviewer.evals.judging.bless import bless
from reviewer.evals.judging.diff import diff, lines
from reviewer.evals.judging.gate import gate
from reviewer.evals.score import Scores
from tests.evals.judged_scores import BASELINE, CHECKS, METRICS, SCORES, metric, with_checks, with_metrics

VALID = metric("valid", None, least=1.0).model_copy(update={"count": 0})


@pytest.mark.parametrize(
    ("scores", "reason", "words"),
    [
        (SCORES, " ", "Say in a few words why"),
        (with_metrics(*METRICS[:2], metric("valid", 0.5, least=1.0)), "a new reader", "hard limit"),
        (with_checks(*CHECKS[:2]), "a new reader", "there may not be fewer"),
        (SCORES.model_copy(update={"measured": 0}), "a new reader", "Nothing was measured"),
        (SCORES.model_copy(update={"failures": {"proposals/h01": "x"}}), "a new reader", "errors"),
        (SCORES, "\u200b \u200b", "Say in a few words why"),
        (SCORES, "- !", "Say in a few words why"),
        (with_metrics(), "a new reader", "Nothing was measured"),
        (SCORES.model_copy(update={"rows": ()}), "a new reader", "Nothing was measured"),
        (with_metrics(*(one.model_copy(update={"value": None}) for one in METRICS)), "a new reader", "Nothing was"),
        (with_metrics(*METRICS[:2], VALID), "a new reader", "proposals, valid has a hard limit and no value any more"),
        (with_metrics(*METRICS[:2]), "a new reader", "proposals, valid has a hard limit and is gone"),
        (SCORES.model_copy(update={"mode": "recorded"}), "a new reader", "offline and this run recorded"),
        (with_checks(CHECKS[0], *CHECKS[2:]), "a new reader", "3 checks of proposals that count and this run 2"),
        (
            with_checks(CHECKS[0].model_copy(update={"doubt": True}), *CHECKS[1:]),
            "a new reader",
            "3 checks of proposals that count and this run 2",
        ),
    ],
)
def test_blessing_is_refused(scores: Scores, reason: str, words: str) -> None:
    """Without a reason, with a broken or an empty limit, fewer cases or checks, nothing measured, errors, or over a
    baseline of another mode, nothing is blessed.
    """
    with pytest.raises(BlessingError, match=words):
        bless(scores, BASELINE, reason)


def test_blessing_makes_worse_scores_the_baseline_with_a_reason() -> None:
    """Worse scores are blessed where somebody says why, and the difference is told line by line."""
    worse = with_metrics(metric("accuracy", 0.5), *METRICS[1:])
    blessed: Baseline = bless(worse, BASELINE, "the labels were too kind")

    assert blessed.reason == "the labels were too kind"
    assert gate(worse, blessed).exit_code == 0
    assert lines(diff(BASELINE, blessed)) == ("worse: proposals, accuracy: 0.8000 → 0.5000",)


def test_what_was_taken_out_on_purpose_is_blessed() -> None:
    """Fewer checks, and a limit that is gone, with a word that it is meant; a limit without a value and fewer cases
    never.
    """
    fewer = with_metrics(*METRICS[:2]).model_copy(update={"checks": (CHECKS[0], *CHECKS[2:])})
    blessed = bless(fewer, BASELINE, "one label was wrong", fewer_checks=True)

    assert blessed == baseline_of(fewer, "one label was wrong")
    for scores in (with_metrics(*METRICS[:2], VALID), with_checks(*CHECKS[:2])):
        with pytest.raises(BlessingError):
            bless(scores, BASELINE, "one label was wrong", fewer_checks=True)


def test_a_limit_that_never_had_a_value_is_no_obstacle() -> None:
    """A folder without attacks has a limit over nothing, before and after."""
    scores = with_metrics(*METRICS[:2], VALID)

    assert bless(scores, bless(scores, None, "the first one"), "the second one").reason == "the second one"
