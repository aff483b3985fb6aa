"""The proofs over the cases that ship: all of them where nothing is read, and a handful of each suite where it is."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reviewer.evals.case import SUITES, Case, Suite, Transcript
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.gold import Gold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.prediction import Run
from reviewer.evals.running.run import run
from reviewer.evals.scoring.metrics import score
from reviewer.framework import Framework
from reviewer.report.canonical import canonical, plain
from reviewer.resources import data_folder
from tests.evals.honesty.folders import with_others_labels, without_labels
from tests.evals.honesty.others import of_others

_TURNS = 6
_MANY: dict[Suite, int] = {"transcripts": 2, "proposals": 2, "retrieval": 99, "adversarial": 8, "rules": 40}
# What falls away with the labels of others, and is not made up for by what cases have in common.
_EARNED: dict[Suite, str] = {
    "transcripts": "facts so far, F1 per turn",
    "proposals": "quotes of items, F1 by characters",
    "retrieval": "passages recall@3",
    "adversarial": "traps read for what they say",
    "rules": "rules that fire where they should",
}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load_cases(data_folder("evals"))


@pytest.fixture(scope="module")
def few(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The shortest of each suite; those that rest on nothing else; of a talk, how it begins."""
    by_length = sorted((case for case in cases if not _is_of_another(case)), key=_length)
    chosen = [
        case for suite, count in _MANY.items() for case in [one for one in by_length if one.suite == suite][:count]
    ]
    return tuple(map(_begun, chosen))


@pytest.fixture(scope="module")
def labels(few: Sequence[Case]) -> Gold:
    """Those of the few, as far as they go."""
    known = load_gold(data_folder("evals"))
    ids = {suite: [case.id for case in few if case.suite == suite] for suite in _MANY}
    own = {suite: {case: getattr(known, suite)[case] for case in ids[suite]} for suite in _MANY}
    own["transcripts"] = {
        case: talk.model_copy(update={"turns": talk.turns[:_TURNS]}) for case, talk in own["transcripts"].items()
    }
    return Gold(**own)


@pytest.fixture(scope="module")
def whole(few: Sequence[Case]) -> Run:
    return run(few)


def _length(case: Case) -> tuple[int, str]:
    return len(case.input.model_dump_json()), case.id


def _is_of_another(case: Case) -> bool:
    """Twins of a long paper take as long as the paper; of traps, each is about something else."""
    return case.suite == "adversarial" and not case.id.startswith("t")


def _begun(case: Case) -> Case:
    if not isinstance(case.input, Transcript):
        return case
    return case.model_copy(update={"input": case.input.model_copy(update={"turns": case.input.turns[:_TURNS]})})


def test_no_case_that_ships_holds_anything_of_its_labels(cases: Sequence[Case], tmp_path: Path) -> None:
    """Without any labels, and with those of others, every case of every suite is given just the same."""
    folder = data_folder("evals")

    assert {case.suite for case in cases} == set(SUITES)
    assert load_cases(without_labels(folder, tmp_path / "bare")) == tuple(cases)
    assert load_cases(with_others_labels(folder, tmp_path / "others")) == tuple(cases)


def test_names_and_order_of_shipped_cases_mean_nothing(few: Sequence[Case], whole: Run) -> None:
    """Under other names, in another order, every prediction is the same but for its name."""
    names = {f"{case.suite} {case.id}": f"z{number:03}" for number, case in enumerate(reversed(few))}
    others = [
        case.model_copy(update={"id": names[f"{case.suite} {case.id}"], "family": "none"}) for case in reversed(few)
    ]
    after = {one.case: one for one in run(others, seed=11).predictions}
    wrong = [
        one.case
        for one in whole.predictions
        for other in (after[names[f"{one.suite} {one.case}"]].model_copy(update={"case": one.case}),)
        if canonical(plain(other)) != canonical(plain(one))
    ]

    assert wrong == []
    assert not [one.case for one in whole.predictions if one.failure]


@pytest.mark.parametrize("suite", _EARNED)
def test_scores_are_earned(suite: Suite, whole: Run, labels: Gold, framework: Framework) -> None:
    """With the labels of other cases a score falls to a third, and to what who reads nothing would have."""
    own, others = score(whole, labels, framework), score(whole, of_others(labels), framework)
    figures = [
        [metric.value or 0.0 for metric in row.metrics if (metric.suite, metric.name) == (suite, _EARNED[suite])]
        for row in (own.rows[0], *others.rows[:5])
    ]
    earned, by_chance, *blind = [figure[0] if figure else 0.0 for figure in figures]

    assert earned > 0.1
    assert by_chance <= earned / 3
    assert by_chance <= max(blind) + 0.1
