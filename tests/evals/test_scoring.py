"""Scoring: who knows all labels scores 1.0, who says nothing scores 0.0, and each single error is seen."""

import time
from pathlib import Path

import pytest

from reviewer.evals.case import SUITES
from reviewer.evals.labels.gold import Gold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.prediction import Fact, GapFound, Prediction, Run
from reviewer.evals.score import Metric
from reviewer.evals.scoring.metrics import RULES_ALONE, checks, metrics, score
from reviewer.evals.scoring.oracle import oracle
from reviewer.evals.scoring.trivial import NAMES, predictors
from reviewer.framework import Framework
from reviewer.readiness.claims import Evidence
from reviewer.report.canonical import canonical, plain

EVALS = Path(__file__).parents[2] / "evals"
SCORED = ("transcripts", "interviews", "proposals")


@pytest.fixture(scope="module")
def gold() -> Gold:
    return load_gold(EVALS, SCORED)


@pytest.fixture(scope="module")
def ideal(gold: Gold, framework: Framework) -> tuple[Prediction, ...]:
    return oracle(gold, framework)


def figures(predictions: tuple[Prediction, ...], gold: Gold, framework: Framework) -> dict[str, Metric]:
    return {f"{metric.suite}: {metric.name}": metric for metric in metrics(predictions, gold, framework)}


def changed(
    ideal: tuple[Prediction, ...], case: str, gold: Gold, framework: Framework, **update: object
) -> dict[str, float]:
    """The figures that differ from 1.0 when the last outcome of one ideal prediction is changed."""
    spoilt = tuple(
        one
        if one.case != case
        else one.model_copy(update={"outcomes": (*one.outcomes[:-1], one.outcomes[-1].model_copy(update=update))})
        for one in ideal
    )
    return {
        name.partition(": ")[2]: metric.value
        for name, metric in figures(spoilt, gold, framework).items()
        if metric.value is not None and metric.value != 1.0
    }


def of(ideal: tuple[Prediction, ...], case: str) -> Prediction:
    return next(one for one in ideal if one.case == case)


def test_who_knows_every_label_scores_one_on_everything(
    ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """Every figure is measured, it is exactly 1.0 for the oracle, and every check passes."""
    found = figures(ideal, gold, framework)

    assert {name: metric.value for name, metric in found.items() if metric.value != 1.0} == {}
    assert [check for check in checks(ideal, gold, framework) if not check.passed] == []


@pytest.mark.parametrize("failure", [None, "ValueError"])
def test_nothing_scores_nothing(
    failure: str | None, ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """The floor is 0.0: nothing said, or all said and then an error, passes no check and earns in no figure."""
    empty = tuple(Prediction(case=one.case, suite=one.suite) for one in ideal)
    said = empty if failure is None else tuple(one.model_copy(update={"failure": failure}) for one in ideal)

    assert {metric.value for metric in figures(said, gold, framework).values()} <= {0.0, None}
    assert {metric.value for metric in figures((), gold, framework).values()} <= {0.0, None}
    assert {figures(said, gold, framework)[f"{suite}: quotes that are valid"].value for suite in SCORED} == {0.0}
    assert not any(check.passed for check in checks(said, gold, framework))


def test_one_wrong_state_is_seen(ideal: tuple[Prediction, ...], gold: Gold, framework: Framework) -> None:
    """An essential that is wrongly called satisfied lowers states, the figure for just that, and its reason."""
    states = {**of(ideal, "h02").outcomes[-1].states, "EX-7": "satisfied"}

    lower = changed(ideal, "h02", gold, framework, states=states)

    assert set(lower) == {
        "item states, macro-F1",
        "item states, accuracy",
        "essentials not wrongly satisfied",
        "reasons why missing",
    }


@pytest.mark.parametrize(
    ("gap", "lower"),
    [
        (GapFound(id="x", rules=("N-05",), item="EX-6", severity="blocker", title=""), {"sums, precision"}),
        (GapFound(id="x", rules=("C-13",), item="DA-6", severity="minor", title=""), {"contradictions, precision"}),
        (
            GapFound(id="x", rules=("G-01",), item="EX-6", severity="blocker", title=""),
            {"good pilots: satisfied items without an alarm"},
        ),
    ],
)
def test_a_false_alarm_on_a_good_pilot_is_seen(
    gap: GapFound, lower: set[str], ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """One gap too many on an almost clean pilot lowers the precision of its severity and of its family."""
    gaps = (*of(ideal, "n05").outcomes[-1].gaps, gap)

    found = changed(ideal, "n05", gold, framework, gaps=gaps)

    assert set(found) >= lower
    assert f"gaps, {gap.severity}, precision" in found
    assert not [name for name in found if "recall" in name]
    assert ("good pilots without a false blocker" in found) == (gap.severity == "blocker")


def test_a_gap_that_is_not_found_is_seen(ideal: tuple[Prediction, ...], gold: Gold, framework: Framework) -> None:
    """Without one of two gaps of the same rule, recall is lower and precision is not."""
    gaps = list(of(ideal, "h07").outcomes[-1].gaps)
    gaps.remove(next(gap for gap in gaps if gap.rules == ("C-27",)))

    assert set(changed(ideal, "h07", gold, framework, gaps=tuple(gaps))) == {"contradictions, recall"}


@pytest.mark.parametrize(
    ("facet", "value"), [("volume_now_per_day", 1901.0), ("change_approver_role", "another engine"), ("decisions", {})]
)
def test_a_value_is_right_or_wrong(
    facet: str, value: object, ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """A number that is nearly right, a name that is nearly right and a row without a name are wrong."""
    facts = of(ideal, "h02").outcomes[-1].facts
    place = next(place for place, fact in enumerate(facts) if fact.facet == facet)
    spoilt = (*facts[:place], Fact(facet=facet, value=value), *facts[place + 1 :])  # type: ignore[arg-type]

    assert "facts, F1" in changed(ideal, "h02", gold, framework, facts=spoilt)


def test_a_quote_that_is_not_there_breaks_the_hard_limit(
    ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """A quote with offsets that are one off is invalid, and only quotes are lower."""
    quotes = dict(of(ideal, "h02").outcomes[-1].quotes)
    first = quotes["OM-1"][0]
    quotes["OM-1"] = (first.model_copy(update={"start": first.start + 1, "end": first.end + 1}),)

    lower = changed(ideal, "h02", gold, framework, quotes=quotes)

    assert set(lower) == {"quotes that are valid", "quotes of items, F1 by characters"}
    valid = [one for one in metrics(ideal, gold, framework) if one.name == "quotes that are valid"]
    assert {one.least for one in valid} == {1.0}


def test_words_of_the_interviewer_are_no_evidence(
    ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """A quote from a question is invalid: only replies are sources."""
    words = "When this pilot ends, what will be decided"
    quote = Evidence(quote=words, source="question 1", start=0, end=len(words), line=1)
    quotes = {**of(ideal, "t01").outcomes[-1].quotes, "OM-2": (quote,)}

    assert "quotes that are valid" in changed(ideal, "t01", gold, framework, quotes=quotes)


def test_a_trap_that_fills_is_seen(ideal: tuple[Prediction, ...], gold: Gold, framework: Framework) -> None:
    """A state that rises after a counter-question, from then on, costs the trap and every joint goal that follows."""
    talk = of(ideal, "t01")
    trap = next(place for place, turn in enumerate(gold.transcripts["t01"].turns) if turn.fills_nothing)
    outcomes = tuple(
        one if place < trap else one.model_copy(update={"states": {**one.states, "IN-5": "satisfied"}})
        for place, one in enumerate(talk.outcomes)
    )
    spoilt = tuple(one if one.case != "t01" else one.model_copy(update={"outcomes": outcomes}) for one in ideal)

    found = figures(spoilt, gold, framework)
    traps, goal = found["transcripts: trap turns that fill nothing"], found["transcripts: joint goal, strict, per turn"]

    assert traps.value == (traps.count - 1) / traps.count
    assert goal.value == (goal.count - len(outcomes) + trap) / goal.count


def test_a_correction_that_is_ignored_is_seen(ideal: tuple[Prediction, ...], gold: Gold, framework: Framework) -> None:
    """The first value that stays although it was corrected costs the figure for corrections."""
    talk = of(ideal, "t01")
    old = {"escalation_rate": 0.05, "escalation_numerator": 189.0}
    stale = tuple(
        one.model_copy(
            update={
                "facts": tuple(fact.model_copy(update={"value": old.get(fact.facet, fact.value)}) for fact in one.facts)
            }
        )
        for one in talk.outcomes
    )
    spoilt = tuple(one if one.case != "t01" else one.model_copy(update={"outcomes": stale}) for one in ideal)

    found = figures(spoilt, gold, framework)["transcripts: corrections that take the place"]

    assert found.value == (found.count - 2) / found.count


def test_a_question_that_is_put_twice_is_seen(ideal: tuple[Prediction, ...], gold: Gold, framework: Framework) -> None:
    """The same words to the same person, for the sake of what is known already, cost three figures of the questions."""
    talk = of(ideal, "p01")
    twice = talk.model_copy(
        update={"asked": (*talk.asked, talk.asked[0]), "outcomes": (*talk.outcomes, talk.outcomes[-1])}
    )
    spoilt = tuple(one if one.case != "p01" else twice for one in ideal)

    lower = {name for name, metric in figures(spoilt, gold, framework).items() if metric.value not in (1.0, None)}

    assert lower == {
        "interviews: questions that repeat nothing",
        "interviews: follow-ups that ask for something open",
        "interviews: questions before nothing new was left",
    }


def test_doubtful_labels_are_checked_and_counted_nowhere(
    ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """Other states where labels are doubtful, and doubtful contradictions that are not found, lower no figure."""
    papers = {"h02": {"PD-4": "missing"}, "h04": {"DA-3": "satisfied", "OM-1": "partial"}, "n07": {}}
    doubtful = {**papers, "t21": {"PM-6": "missing"}}
    for case, other in doubtful.items():
        last = of(ideal, case).outcomes[-1]
        gaps = tuple(gap for gap in last.gaps if gap.rules not in (("C-07",), ("C-23",)))

        assert changed(ideal, case, gold, framework, states={**last.states, **other}, gaps=gaps) == {}


def test_who_reads_nothing_is_far_from_who_reads(gold: Gold, framework: Framework) -> None:
    """No predictor that reads nothing comes near the headline figures, and each has a row beside every run."""
    headlines = (
        "proposals: item states, macro-F1",
        "transcripts: joint goal, strict, per turn",
        "proposals: facts, F1",
    )
    for predictions in predictors(gold, framework).values():
        found = figures(tuple(predictions), gold, framework)
        assert all((found[name].value or 0.0) < 0.5 for name in headlines)


def test_who_reads_nothing_knows_no_label_of_its_own_case(gold: Gold, framework: Framework) -> None:
    """With other labels of one case, what reads nothing predicts for that case what it predicted before."""
    h02 = gold.proposals["h02"]
    other = h02.model_copy(update={"expected": gold.proposals["n05"].expected})
    permuted = gold.model_copy(update={"proposals": {**gold.proposals, "h02": other}})

    for name, before in predictors(gold, framework).items():
        after = predictors(permuted, framework)[name]
        assert [one for one in before if one.case == "h02"] == [one for one in after if one.case == "h02"]


def test_gold_of_another_case_collapses_the_scores(
    ideal: tuple[Prediction, ...], gold: Gold, framework: Framework
) -> None:
    """The oracle against labels that moved by one case loses most of its checks."""
    papers = list(gold.proposals)
    moved = dict(zip(papers, [gold.proposals[case] for case in (*papers[1:], papers[0])], strict=True))
    permuted = Gold(proposals=moved)

    passed = [check.passed for check in checks(ideal, permuted, framework)]

    assert sum(passed) / len(passed) < 0.5


def test_scores_stand_in_one_order(ideal: tuple[Prediction, ...], gold: Gold, framework: Framework) -> None:
    """Predictions in another order give the same bytes, with a row for each predictor that reads nothing."""
    some = Gold(proposals=gold.proposals, interviews=gold.interviews)
    runs = [Run(mode="offline", model="m", prints={}, predictions=order) for order in (ideal, ideal[::-1])]

    first, second = (canonical(plain(score(run, some, framework))) for run in runs)

    assert first == second
    assert [row.name for row in score(runs[0], some, framework).rows] == ["m", *NAMES, RULES_ALONE]


def test_scoring_is_quick(ideal: tuple[Prediction, ...], framework: Framework) -> None:
    """Far above what a slow and busy machine would let fall below: alone it is a thousand cases a second and more."""
    gold = load_gold(EVALS, [suite for suite in SUITES if suite != "adversarial"])
    everything = oracle(gold, framework)
    taken = []
    for _ in range(3):
        began = time.process_time()
        metrics(everything, gold, framework)
        checks(everything, gold, framework)
        taken.append(time.process_time() - began)

    assert len(everything) / min(taken) >= 200, f"{len(everything) / min(taken):.0f} cases a second"
