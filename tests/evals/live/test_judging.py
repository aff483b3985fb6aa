"""Verdicts on scores of trials: chance is no regression, a fall is, and who cannot tell says so."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from reviewer.errors import BlessingError
from reviewer.evals.judging.baseline import baseline_of, read_baseline, to_json
from reviewer.evals.judging.bless import bless
from reviewer.evals.live.gate import judged
from reviewer.evals.score import Check, Metric, Row, Scores

PRINTS = {"cases proposals": "1", "gold proposals": "2", "scorer": "3", "prompts": "4", "model": "m"}
Worth = Callable[[int], float]


def scores(worth: Worth, families: int = 20, passes: int = 5, **more: object) -> Scores:
    """Two cases in each family, one figure, and a check that passes so often in the first case."""
    cases = {f"c{number:02}": worth(number) for number in range(2 * families)}
    figure = Metric(
        suite="proposals", name="recall", value=sum(cases.values()) / len(cases), count=len(cases), by_case=cases
    )
    check = Check(suite="proposals", case="c00", name="verdict", passed=passes == 5, passes=passes, trials=5)
    given = {
        "mode": "live",
        "model": "m",
        "prints": PRINTS,
        "rows": (Row(name="m", metrics=(figure,)),),
        "checks": (check,),
        "measured": len(cases),
        "trials": 5,
        "families": {f"proposals/{case}": f"f{int(case[1:]) // 2}" for case in cases},
    }
    return Scores.model_validate(given | more)


def noisy(seed: int, mean: float = 0.8) -> Worth:
    values = np.random.default_rng(seed).normal(mean, 0.05, 100)
    return lambda number: float(values[number])


BEFORE = scores(noisy(1))
BASELINE = baseline_of(BEFORE, "the first one")


def test_chance_is_let_pass() -> None:
    """Another run of the same service, with other answers, passes: no evidence, and a fall would have been seen."""
    judgement = judged(scores(noisy(2)), BASELINE)

    assert (judgement.exit_code, judgement.regressions) == (0, ())
    assert [test.verdict for test in judgement.tests] == ["no evidence"]
    assert judgement.notes[0].startswith("No evidence that anything else is worse in 1 figures")


def test_a_fall_is_a_regression() -> None:
    """A mean that fell by two spreads is worse, with the numbers that say why."""
    judgement = judged(scores(noisy(2, 0.7)), BASELINE)
    [test] = judgement.tests

    assert judgement.exit_code == 1
    assert judgement.regressions[0].startswith("Worse: proposals, recall: 0.8")
    assert (test.verdict, test.cases, test.families) == ("regression", 40, 20)
    assert -0.15 < test.change < -0.05
    assert test.chance <= 0.05


def test_a_rise_is_none_and_a_rise_of_what_should_be_low_is() -> None:
    """The direction of a figure decides what is worse."""
    turned = [
        one.model_copy(
            update={
                "rows": (Row(name="m", metrics=(one.rows[0].metrics[0].model_copy(update={"is_better_high": False}),)),)
            }
        )
        for one in (BEFORE, scores(noisy(2, 0.9)))
    ]

    assert judged(scores(noisy(2, 0.9)), BASELINE).exit_code == 0
    assert judged(turned[1], baseline_of(turned[0])).exit_code == 1


def test_few_families_tell_nothing_and_that_is_no_pass() -> None:
    """With four families even a collapse could be chance: insufficient, and exit code 5."""
    before = baseline_of(scores(noisy(1), families=4))
    judgement = judged(scores(noisy(2, 0.2), families=4), before)

    assert judgement.exit_code == 5
    assert judgement.tests[0].verdict == "insufficient"
    assert judgement.tests[0].smallest is None
    assert any("no fall would have been seen" in note for note in judgement.notes)


def test_much_scatter_tells_nothing_either() -> None:
    """Where families go up and down by a half, a fall of a tenth is not seen; how large it would have to be is said."""
    judgement = judged(scores(lambda number: 0.8 + (0.5 if number // 2 % 2 else -0.5)), BASELINE)
    [test] = judgement.tests

    assert test.verdict == "insufficient"
    assert test.smallest is not None
    assert test.smallest > 0.1
    assert any(f"only one above {test.smallest:.4f} would have been seen" in note for note in judgement.notes)


def test_what_always_passed_and_never_does_is_a_regression() -> None:
    """A check that falls from 5 of 5 to 0 of 5 needs no statistics; from 5 to 1 it is left to them."""
    assert judged(scores(noisy(1), passes=1), BASELINE).exit_code == 0
    judgement = judged(scores(noisy(1), passes=0), BASELINE)

    assert judgement.exit_code == 1
    assert judgement.regressions == ("Never passes now: proposals/c00, verdict: 5 of 5 → 0 of 5.",)


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"trials": 4}, 3, "judged from 5 trials on; this one has 4"),
        (
            {"failures": {"proposals/c01": "budget, in trial 2"}},
            4,
            "proposals/c01 ended in an error: budget, in trial 2",
        ),
        ({"degraded": {"proposals/c01": 5}}, 4, "did not read 5 of 200 cases whole, and at most 2%"),
        ({"measured": 0}, 5, "Nothing was measured"),
        ({"prints": PRINTS | {"scorer": "9"}}, 3, "scorer differs"),
        ({"prints": PRINTS | {"model": "n"}, "model": "n"}, 3, "model differs"),
    ],
)
def test_a_run_that_cannot_be_judged(changed: dict[str, object], code: int, words: str) -> None:
    """Each reason has its exit code and its sentence."""
    judgement = judged(scores(noisy(1), **changed), BASELINE)

    assert judgement.exit_code == code
    assert any(words in sentence for sentence in judgement.regressions)


def test_a_hard_limit_is_told_beside_the_tests() -> None:
    """It is a regression whatever the baseline says, and does not hide what else is worse."""
    limit = Metric(suite="proposals", name="valid", value=0.9, count=1, least=1.0)
    broken = scores(noisy(2, 0.7))
    broken = broken.model_copy(update={"rows": (Row(name="m", metrics=(limit, *broken.rows[0].metrics)),)})
    judgement = judged(broken, BASELINE)

    assert judgement.exit_code == 1
    assert [sentence.partition(":")[0] for sentence in judgement.regressions] == ["Hard limit", "Worse"]
    assert judged(BEFORE, BASELINE.model_copy(update={"trials": 4})).exit_code == 3
    assert judged(broken, None).exit_code == 1
    assert judged(BEFORE, None).exit_code == 3


def test_another_model_only_where_it_is_asked_for() -> None:
    """Whether a new model is worse is a question of its own."""
    other = scores(noisy(2, 0.7), model="n", prints=PRINTS | {"model": "n"})

    assert judged(other, BASELINE, across_models=True).exit_code == 1
    assert (
        judged(other.model_copy(update={"prints": PRINTS | {"scorer": "9"}}), BASELINE, across_models=True).exit_code
        == 3
    )


def test_bless_refuses_an_unsure_run() -> None:
    """Fewer than five trials, or more unread cases than the limit, which can be changed."""
    unread = scores(noisy(1), degraded={"proposals/c01": 5})

    with pytest.raises(BlessingError, match="needs 5 trials; this run has 4"):
        bless(scores(noisy(1), trials=4), None, "the first one")
    with pytest.raises(BlessingError, match="at most 2% may be missing"):
        bless(unread, None, "the first one")
    assert bless(unread, None, "the first one", most_degraded=0.03).trials == 5


def test_a_live_baseline_keeps_passes(tmp_path: Path) -> None:
    """Passes of trials and figures by case survive being written and read."""
    path = tmp_path / "live.json"
    path.write_text(to_json(BASELINE), encoding="utf-8")
    again = read_baseline(path)

    assert again == BASELINE
    assert again is not None
    assert again.cases["proposals/c00"].passes == {"verdict": (5, 5)}
    assert len(again.metrics[0].by_case) == 40


def of_two(worth: Worth, **more: object) -> Scores:
    """The same once more as the retrieval."""
    one = scores(worth)
    again = [metric.model_copy(update={"suite": "retrieval"}) for metric in one.rows[0].metrics]
    checks = [check.model_copy(update={"suite": "retrieval"}) for check in one.checks]
    families = {key.replace("proposals", "retrieval"): family for key, family in one.families.items()}
    prints = {name.replace("proposals", "retrieval"): value for name, value in PRINTS.items()}
    both = {
        "rows": (Row(name="m", metrics=(*one.rows[0].metrics, *again)),),
        "checks": (*one.checks, *checks),
        "families": one.families | families,
        "prints": PRINTS | prints,
    }
    return one.model_copy(update=both | more)


def test_labels_of_one_suite_hide_nothing_of_another() -> None:
    """What is worse in the suites that can be compared is tested; without anything it is no pass."""
    before = baseline_of(of_two(noisy(1)))
    prints = before.prints | {"gold proposals": "other"}
    worse, same = (judged(of_two(noisy(2, mean), prints=prints), before) for mean in (0.7, 0.8))
    told = "Not comparable: gold proposals differs from the baseline."

    assert worse.exit_code == 1
    assert [sentence[:23] for sentence in worse.regressions] == ["Worse: retrieval, recal"]
    assert told in worse.notes
    assert (same.exit_code, same.regressions) == (3, (told,))
    assert [test.suite for test in same.tests] == ["retrieval"]


def test_a_hollow_live_baseline_is_no_pass() -> None:
    """Without its figures it is told as cut; a case that was unread then and is read now is none."""
    hollow = BASELINE.model_copy(update={"metrics": ()})
    without = BASELINE.model_copy(update={"cases": {}})

    assert judged(BEFORE, hollow).exit_code == 3
    assert "lacks 0 of the cases of proposals and 1 of the figures" in judged(BEFORE, hollow).regressions[0]
    assert judged(BEFORE, without).exit_code == 0


def test_a_suite_that_somebody_named_must_be_measured_live() -> None:
    """Nothing of it is 5, and the direction of a figure is that of the scores."""
    figures = tuple(one.model_copy(update={"is_better_high": False}) for one in BASELINE.metrics)
    turned = BASELINE.model_copy(update={"metrics": figures})

    for before in (BASELINE, None):
        judgement = judged(BEFORE, before, ["proposals", "retrieval"])
        assert (judgement.exit_code, judgement.regressions) == (5, ("Nothing was measured of retrieval.",))
    assert judged(scores(noisy(2, 0.7)), turned).exit_code == 1
