"""Every proof fails for those who cheat: what could not fail would prove nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.framework import Framework
from tests.evals.honesty import cheats, proofs
from tests.evals.honesty.predicting import DishonestError, Predict, honest
from tests.evals.honesty.world import write_small_world

Proof = Callable[[Predict, Path, Path], None]
Learning = Callable[[Path], Predict]


@pytest.fixture
def world(tmp_path: Path, framework: Framework) -> Path:
    return write_small_world(tmp_path, framework)


@pytest.mark.parametrize(
    ("proof", "cheat", "why"),
    [
        (proofs.labels_are_not_needed, cheats.by_files_beside, "where there are no labels"),
        (proofs.labels_are_not_needed, cheats.by_memory, "where there are no labels"),
        (proofs.labels_of_others_change_nothing, cheats.by_files_beside, "with the labels of other cases"),
        (proofs.nothing_is_told, cheats.by_whispering, "zaunkoenig.* is told"),
        (proofs.nothing_is_told, cheats.by_remarks, "987654.* is told"),
        (proofs.nothing_is_told, cheats.by_files_beside, "No model was asked"),
        (proofs.labels_cannot_be_imported, cheats.by_importing, "labels cannot be imported here"),
    ],
)
def test_whoever_looks_is_found_out(proof: Proof, cheat: Predict, why: str, world: Path, tmp_path: Path) -> None:
    """Labels in files, in memory, in requests and remarks are seen to be used."""
    with pytest.raises(DishonestError, match=why):
        proof(cheat, world, tmp_path)


@pytest.mark.parametrize(
    ("proof", "cheat", "why"),
    [
        (proofs.names_mean_nothing, cheats.by_name, "under other names"),
        (proofs.names_mean_nothing, cheats.by_place, "under other names"),
        (proofs.numbers_are_read, cheats.by_text, "more than the number"),
        (proofs.numbers_are_read, cheats.by_first_words, "where 731 letters is written"),
    ],
)
def test_whoever_learnt_by_heart_is_found_out(
    proof: Proof, cheat: Learning, why: str, world: Path, tmp_path: Path
) -> None:
    """Names, places and texts that are known by heart are seen to be used."""
    with pytest.raises(DishonestError, match=why):
        proof(cheat(world), world, tmp_path)


def test_the_small_world_is_fair(world: Path, tmp_path: Path) -> None:
    """In the very world in which cheats fail, honest predictions follow a number that is changed."""
    proofs.numbers_are_read(honest, world, tmp_path)
