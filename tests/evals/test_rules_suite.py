"""The suite of the rules: situations in, findings out, nothing read; each label can fail."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.errors import CasesError
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.gold import Gold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.prediction import GapFound, Outcome, Prediction
from reviewer.evals.running.run import run
from reviewer.evals.running.workbench import Choice
from reviewer.evals.score import Metric
from reviewer.evals.scoring import rules
from reviewer.evals.scoring.metrics import metrics
from reviewer.evals.scoring.oracle import oracle
from reviewer.evals.scoring.trivial import NAMES, predictors
from reviewer.framework import Framework
from reviewer.resources import data_folder

OWN = """
N-05:
- name: too few people
  say:
    volume_target_per_day: 1000
    escalation_rate: 0.5
    escalation_source: own_count
    handling_minutes: 60
    reviewers_fte: 10
  fires: {N-05.EX-6: blocker}
  also: {N-05.EX-6: [N-17]}
  titles: {N-05.EX-6: [10 people are planned]}
  arithmetic: {N-05.EX-6: [500.0 h/day]}
  results: {human_hours_per_day: 500, share_too_late: null}
  silent: [C-04]
  states: {AC-1: missing}
  areas: {EX: not_in_place}
  verdict: not_ready
  verdict_says: [The assessment is incomplete]
  confidence: low
  essentials_known: 5
  worst_case: [No case holds]
"""


def folder_of(tmp_path: Path, text: str = OWN, head: str = "") -> Path:
    (tmp_path / "own" / "rules").mkdir(parents=True)
    (tmp_path / "own" / "rules" / "few.yaml").write_text(head + text)
    return tmp_path / "own"


def predicted(folder: Path, overlay: Path | None = None) -> dict[str, Prediction]:
    return {one.case: one for one in run(load_cases(folder), Choice(overlay=overlay)).predictions}


def failed(predictions: dict[str, Prediction], gold: Gold) -> list[str]:
    return [check.name for check in rules.checks(predictions, gold.rules) if not check.passed]


@pytest.fixture(scope="module")
def shipped() -> Gold:
    """What must follow in the situations that ship."""
    return load_gold(data_folder("evals"), ["rules"])


def test_every_label_holds(tmp_path: Path) -> None:
    """Of a situation of one's own, with every key that there is."""
    folder = folder_of(tmp_path)

    assert failed(predicted(folder), load_gold(folder)) == []


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("fires: {N-05.EX-6: blocker}", "fires: {N-05.EX-7: blocker}", "fires N-05.EX-7"),
        ("{N-05.EX-6: blocker}", "{N-05.EX-6: minor}", "severity of N-05.EX-6"),
        ("[N-17]", "[N-17, C-99]", "rules of N-05.EX-6"),
        ("[10 people", "[11 people", "title of N-05.EX-6"),
        ("[500.0 h/day]", "[600.0 h/day]", "arithmetic of N-05.EX-6"),
        ("human_hours_per_day: 500", "human_hours_per_day: 501", "result human_hours_per_day"),
        ("share_too_late: null", "load_ratio: null", "result load_ratio"),
        ("silent: [C-04]", "silent: [N-05]", "silent N-05"),
        ("AC-1: missing", "AC-1: partial", "state of AC-1"),
        ("EX: not_in_place", "EX: in_place", "state of EX"),
        ("verdict: not_ready", "verdict: ready", "verdict"),
        ("[The assessment is incomplete]", "[Ready]", "verdict in words"),
        ("confidence: low", "confidence: high", "confidence"),
        ("essentials_known: 5", "essentials_known: 4", "essentials known"),
        ("[No case holds]", "[Every case holds]", "worst case"),
    ],
)
def test_every_label_can_fail(tmp_path: Path, old: str, new: str, name: str) -> None:
    """A label that says something else is a check that fails, and its figure is not 1.0."""
    folder = folder_of(tmp_path, OWN.replace(old, new))
    predictions, gold = predicted(folder), load_gold(folder)

    assert name in failed(predictions, gold)
    assert any(metric.value is not None and metric.value < 1.0 for metric in rules.metrics(predictions, gold.rules))


@pytest.mark.parametrize(
    ("spoil", "name", "figure"),
    [
        (lambda gaps: gaps * 2, "order of gaps", rules.ORDER),
        (lambda gaps: gaps[::-1], "order of gaps", rules.ORDER),
        (
            lambda gaps: tuple(gap.model_copy(update={"quotes": ()}) for gap in gaps),
            "quotes of N-05.EX-6",
            rules.QUOTED,
        ),
    ],
)
def test_how_gaps_are_told_can_fail(
    tmp_path: Path, spoil: Callable[[tuple[GapFound, ...]], tuple[GapFound, ...]], name: str, figure: str
) -> None:
    """The right gaps told twice, the worst last or without the words that they rest on fail in just that."""
    folder = folder_of(tmp_path)
    (case, one), *_ = predicted(folder).items()
    gold, (come,) = load_gold(folder), one.outcomes
    spoilt = {case: one.model_copy(update={"outcomes": (come.model_copy(update={"gaps": tuple(spoil(come.gaps))}),)})}

    assert failed(spoilt, gold) == [name]
    low = [metric.name for metric in rules.metrics(spoilt, gold.rules) if metric.value is not None and metric.value < 1]
    assert low == [figure]


def test_whoever_failed_has_nothing(shipped: Gold) -> None:
    """Silence, too, counts only where something was assessed."""
    case = next(case for case, gold in shipped.rules.items() if gold.silent)
    one = {case: shipped.rules[case]}
    ended = Prediction(case=case, suite="rules", outcomes=(Outcome(states={}),), failure="ValueError")

    for predictions in ({}, {case: ended}):
        assert all(not check.passed for check in rules.checks(predictions, one))


def test_who_knows_every_label_is_perfect_and_who_reads_nothing_is_not(shipped: Gold, framework: Framework) -> None:
    """Each of those who read nothing has figures, and none has all of them at their best."""
    best = {metric.name: metric.value for metric in metrics(oracle(shipped, framework), shipped, framework)}
    assert set(best.values()) == {1.0}
    assert tuple(best) == rules.METRICS

    for name in NAMES:
        found = metrics(predictors(shipped, framework)[name], shipped, framework)
        assert [metric.value for metric in found].count(None) == 0, name
        assert any(_share(metric) < 0.5 for metric in found), name


def _share(metric: Metric) -> float:
    assert metric.value is not None
    return metric.value


def test_every_figure_has_a_hard_limit(shipped: Gold, framework: Framework) -> None:
    """Rules are exact."""
    assert {metric.least for metric in metrics((), shipped, framework)} == {1.0}


def test_an_overlay_counts_but_for_what_pins_our_defaults(tmp_path: Path) -> None:
    """A situation rests on the framework in use; where its file says so, on the framework as it ships."""
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "rules.yaml").write_text("N-05: {severity: {blocker: minor}}\n")
    own = folder_of(tmp_path / "a")
    pinned = folder_of(tmp_path / "b", head="framework: shipped\n")

    assert "severity of N-05.EX-6" in failed(predicted(own, overlay), load_gold(own))
    assert failed(predicted(pinned, overlay), load_gold(pinned)) == []


def test_all_that_ships_pins_our_defaults() -> None:
    """So that whoever lays a framework of their own over ours can still run it."""
    assert all(case.input.is_as_shipped for case in load_cases(data_folder("evals"), ["rules"]))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("C-04: 3\n", "C-04: there must be a list of situations"),
        ("C-04:\n- {say: {}}\n", "the key C-04.0.name is missing"),
        ("C-04:\n- {name: a, from: ready, silent: [C-04]}\n", "there is no ready.yaml beside it"),
        ("C-04:\n- {name: a, drop: [stage], silent: [C-04]}\n", "says nothing of stage, so it cannot be left out"),
        (
            "C-04:\n- {name: a, say: {stage: {value: [1]}}, silent: [C-04]}\n",
            "stage: this is no statement about a fact",
        ),
        ("framework: mine\n", "the framework can only be shipped"),
    ],
)
def test_mistakes_in_a_situation_are_told(tmp_path: Path, text: str, sentence: str) -> None:
    """In one sentence with file and line."""
    with pytest.raises(CasesError, match=rf"few\.yaml, line \d+: .*{sentence}"):
        load_cases(folder_of(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("C-04:\n- {name: a, say: {}}\n", "nothing is expected to follow"),
        ("C-04:\n- {name: a, fires: {C-04.AC-1: bad}}\n", "fires.C-04.AC-1"),
        ("C-04:\n- {name: a, fire: {C-04.AC-1: major}}\n", "there is no key C-04.0.fire here"),
    ],
)
def test_mistakes_in_what_must_follow_are_told(tmp_path: Path, text: str, sentence: str) -> None:
    """The same; a situation of which nothing is expected could not fail."""
    with pytest.raises(CasesError, match=sentence):
        load_gold(folder_of(tmp_path, text))
