"""Whoever predicts knows nothing of what is expected: the proofs hold for the program, over every suite."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.evals.case import SUITES
from reviewer.evals.prediction import Run
from reviewer.evals.running.suites import personas
from reviewer.framework import Framework
from tests.evals.honesty import proofs
from tests.evals.honesty.predicting import Predict, honest
from tests.evals.honesty.world import write_small_world, write_world

Proof = Callable[[Predict, Path, Path], None]


@pytest.fixture(scope="module", autouse=True)
def _short_interviews() -> object:
    """Twelve questions show what two hundred would."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(personas, "_MOST_QUESTIONS", 12)
        yield


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Path:
    return write_world(tmp_path_factory.mktemp("honest"), framework)


@pytest.fixture(scope="module")
def once(world: Path) -> Predict:
    """Honest predictions; those of the world itself are made once, and every other folder's when they are asked for."""
    first: list[Run] = []

    def predict(folder: Path) -> Run:
        if folder != world:
            return honest(folder)
        first[:] = first or [honest(folder)]
        return first[0]

    return predict


def test_the_world_has_every_suite(world: Path, once: Predict) -> None:
    """Each suite has a case, and each case comes to something."""
    run = once(world)

    assert {one.suite for one in run.predictions} == set(SUITES)
    assert not [one.case for one in run.predictions if one.failure]


@pytest.mark.parametrize(
    "proof",
    [
        proofs.labels_are_not_needed,
        proofs.labels_of_others_change_nothing,
        proofs.names_mean_nothing,
    ],
)
def test_predictions_come_from_the_words_alone(proof: Proof, once: Predict, world: Path, tmp_path: Path) -> None:
    """Labels, names and order make no difference."""
    proof(once, world, tmp_path)


def test_nothing_is_told_to_a_model(world: Path, tmp_path: Path) -> None:
    """No name and no label goes through the model port, or comes back in a prediction."""
    proofs.nothing_is_told(honest, world, tmp_path)


def test_labels_cannot_even_be_imported(tmp_path: Path, framework: Framework) -> None:
    """A run is made whole where labels, scores and judgement cannot be imported."""
    proofs.labels_cannot_be_imported(honest, write_small_world(tmp_path, framework), tmp_path)
