"""Searches: what is measured, that it can fail, and what reads nothing scores."""

import asyncio
from pathlib import Path

import pytest

from reviewer.evals.case import Case, Query
from reviewer.evals.cases.queries import query_cases
from reviewer.evals.labels.queries import query_gold
from reviewer.evals.labels.sought import Sought
from reviewer.evals.prediction import Prediction
from reviewer.evals.running.suites.searches import predict
from reviewer.evals.running.workbench import Choice, Workbench
from reviewer.evals.scoring.retrieval import metrics, ndcg_at_10, oracle, predictors, recall_at_3, reciprocal_rank
from reviewer.framework import Framework
from reviewer.library import Library

EVALS = Path(__file__).parents[2] / "evals"
GOLD = query_gold(EVALS)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workbench with the passages, indexed once."""
    return Workbench(Choice(), tmp_path_factory.mktemp("bench"))


def predicted(case: Case, bench: Workbench) -> Prediction:
    return asyncio.run(predict(case, bench))


@pytest.fixture(scope="module")
def predictions(bench: Workbench) -> dict[str, Prediction]:
    """What comes for every query."""
    return {case.id: predicted(case, bench) for case in query_cases(EVALS)}


def values(predictions: dict[str, Prediction], gold: dict[str, Sought] = GOLD) -> dict[str, float]:
    return {metric.name: metric.value or 0.0 for metric in metrics(predictions, gold)}


def test_there_are_enough_queries() -> None:
    """Sixty with an answer and more than ten without one."""
    unanswerable = [sought for sought in GOLD.values() if not (sought.items or sought.passages)]

    assert len(GOLD) >= 70 and len(unanswerable) >= 10


def test_gold_names_what_exists(framework: Framework) -> None:
    """Every passage and item that is sought is one of the framework's."""
    passages = {passage.id for passage in framework.passages}

    for case, sought in GOLD.items():
        assert {*sought.passages} <= passages, case
        assert {*sought.items} <= {*framework.items_by_id}, case


def test_who_knows_scores_one() -> None:
    """A search that brings exactly what is sought scores 1.0 in every figure."""
    assert {*values(oracle(GOLD)).values()} == {1.0}


def test_nothing_scores_its_floor() -> None:
    """No predictions score 0 everywhere: who did not search was not silent."""
    assert {*values({}).values()} == {0.0}


def test_figures_by_hand() -> None:
    """Second place of two sought, the other missing: figures worked out on paper."""
    found, sought = ("x", "b", "y"), ("a", "b")

    assert recall_at_3(found, sought) == 0.5
    assert reciprocal_rank(found, sought) == 0.5
    assert ndcg_at_10(found, sought) == pytest.approx(0.63093 / 2.63093, abs=1e-5)


def test_naming_one_twice_gains_nothing() -> None:
    """A passage that stands twice in a ranking counts once."""
    assert ndcg_at_10(("b", "b", "b"), ("a", "b")) == ndcg_at_10(("b",), ("a", "b"))


def test_the_library_beats_what_reads_nothing(predictions: dict[str, Prediction], framework: Framework) -> None:
    """In every ranking figure the library is above all predictors that look at no word."""
    found = values(predictions)
    passages = [passage.id for passage in framework.passages]
    for blind in predictors(GOLD, passages, [*framework.items_by_id]).values():
        for name, value in values(blind).items():
            if "where" not in name:
                assert found[name] > value, name


def test_a_turned_ranking_is_seen(predictions: dict[str, Prediction]) -> None:
    """The same passages and items the other way round score lower in every ranking figure."""
    turned = {
        case: found.model_copy(
            update={"ranked": found.ranked.model_copy(update={
                "items": found.ranked.items[::-1], "nearest": found.ranked.nearest[::-1],
                "passages": found.ranked.passages[::-1],
            })}
        )
        for case, found in predictions.items() if found.ranked
    }  # fmt: skip
    before, after = values(predictions), values(turned)

    for name in (
        "passages recall@3",
        "passages nDCG@10",
        "passages MRR",
        "items recall@3",
        "items nDCG@10",
        "items MRR",
    ):
        assert after[name] < before[name], name


def test_swapped_gold_collapses(predictions: dict[str, Prediction]) -> None:
    """With the gold of the next query the scores fall to less than half."""
    names = [*GOLD]
    swapped = {name: GOLD[other] for name, other in zip(names, names[7:] + names[:7], strict=True)}

    assert values(predictions, swapped)["passages MRR"] < values(predictions)["passages MRR"] / 2


def test_showing_everything_is_seen(predictions: dict[str, Prediction]) -> None:
    """A search that never abstains fails where there is no answer; one that always does fails where there is one."""
    always = {
        case: found.model_copy(update={"ranked": found.ranked.model_copy(update={"passages": found.ranked.nearest})})
        for case, found in predictions.items() if found.ranked
    }  # fmt: skip
    never = {
        case: found.model_copy(update={"ranked": found.ranked.model_copy(update={"passages": ()})})
        for case, found in predictions.items() if found.ranked
    }  # fmt: skip

    assert values(always)["silent where there is none"] < values(predictions)["silent where there is none"]
    assert values(never)["answered where there is an answer"] == 0.0


class Flat:
    """Finds everything equally near."""

    name, dimension = "flat", 2

    def embed(self, texts: list[str]) -> list[list[float]]:
        """The same vector for all."""
        return [[1.0, 0.0] for _ in texts]


def test_ties_rank_by_id(framework: Framework, tmp_path: Path) -> None:
    """What is equally near stands in the order of its id."""
    library = Library(framework, tmp_path, Flat())  # type: ignore[arg-type]
    found = library.items_for("anything"), [each.passage.id for each in library.search("anything", 10)]

    assert [*found[0]] == sorted(found[0]) and found[1] == sorted(found[1])


def test_the_id_of_a_case_makes_no_difference(bench: Workbench) -> None:
    """A query under another id and family brings the same."""
    case = next(case for case in query_cases(EVALS) if isinstance(case.input, Query))
    other = case.model_copy(update={"id": "q99", "family": "renamed"})

    assert predicted(case, bench).ranked == predicted(other, bench).ranked
