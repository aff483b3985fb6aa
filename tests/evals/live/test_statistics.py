"""The sign-flip test over families: rare false alarms, real falls seen, nothing that depends on order."""

from itertools import product
from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.evals.live.statistics import DRAWS, MOST_EXACT, by_family, holm, p_worse, smallest_fall

ALPHA = 0.05
# Sixteenths: their sums are exact, so that equal sums are equal in any order.
differences = st.lists(st.integers(-16, 16).map(lambda number: number / 16), min_size=1, max_size=9)
chances = st.lists(st.floats(0, 1), min_size=1, max_size=20)


def families(count: int, size: int = 1) -> list[str]:
    return [f"f{number // size:02}" for number in range(count)]


def brute_force(sums: list[float]) -> float:
    """By the definition: every way of giving signs, and how many are as low as what was found."""
    found = fsum(sums)
    ways = [
        fsum(sign * each for sign, each in zip(signs, sums, strict=True))
        for signs in product((1, -1), repeat=len(sums))
    ]
    return sum(way <= found + 1e-9 for way in ways) / len(ways)


@given(differences)
def test_few_families_are_counted_exactly(found: list[float]) -> None:
    """Up to twelve families the chance is the share of all ways of turning signs, as counted one by one."""
    assert p_worse(found, families(len(found))) == pytest.approx(brute_force(found))


@given(differences, st.randoms(use_true_random=False))
def test_order_makes_no_difference(found: list[float], chance: object) -> None:
    """Cases in another order, with their families, have the same chance and the same smallest fall."""
    cases = list(zip(found, families(len(found), 2), strict=True))
    shuffled = cases.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    for function in (p_worse, lambda one, other: smallest_fall(one, other, ALPHA)):
        assert function(*zip(*shuffled, strict=True)) == function(*zip(*cases, strict=True))


def test_drawn_signs_come_near_the_exact_ones() -> None:
    """Beyond twelve families the chance is drawn: near the exact one, the same each time, and never nothing."""
    found = list(np.random.default_rng(1).normal(-0.1, 0.2, MOST_EXACT + 2))
    names = families(len(found))

    assert p_worse(found, names) == pytest.approx(brute_force(found), abs=0.01)
    assert p_worse(found, names) == p_worse(found, names)
    assert p_worse([-1.0] * 40, families(40)) >= 1 / DRAWS


@pytest.mark.parametrize(("count", "size"), [(10, 1), (20, 2), (30, 1)])
def test_false_alarms_are_as_rare_as_they_should_be(count: int, size: int) -> None:
    """Where nothing differs but by chance, and what hits a family hits it whole, one in twenty is called worse."""
    chance = np.random.default_rng(7)
    names = families(count, size)
    runs = 400
    shared = [chance.normal(0, 0.1, (count // size, 1)).repeat(size, axis=1).ravel() for _ in range(runs)]
    alarms = sum(p_worse(list(each + chance.normal(0, 0.05, count)), names) <= ALPHA for each in shared)

    assert 0.015 <= alarms / runs <= 0.085


def test_cases_of_a_family_are_no_witnesses_for_each_other() -> None:
    """Without families the same shared noise would raise false alarms several times as often."""
    chance = np.random.default_rng(7)
    shared = [list(chance.normal(0, 0.1, (6, 1)).repeat(5, axis=1).ravel()) for _ in range(400)]
    alone = sum(p_worse(each, families(30)) <= ALPHA for each in shared) / 400
    together = sum(p_worse(each, families(30, 5)) <= ALPHA for each in shared) / 400

    assert together <= 0.07
    assert alone > 0.15


def test_a_real_fall_is_seen() -> None:
    """A fall of one spread in 20 families is found nearly always, and one in the other direction never."""
    chance = np.random.default_rng(3)
    falls = [list(chance.normal(-0.1, 0.1, 20)) for _ in range(200)]

    assert sum(p_worse(each, families(20)) <= ALPHA for each in falls) / 200 >= 0.95
    assert not any(p_worse([-one for one in each], families(20)) <= ALPHA for each in falls)


@given(chances)
def test_holm_only_raises_and_keeps_the_order(found: list[float]) -> None:
    """Each chance is raised or stays, none above 1 or above Bonferroni's, and what was rarer stays as rare or rarer."""
    raised = holm(found)

    assert all(
        before <= after <= min(1.0, len(found) * before) + 1e-12 for before, after in zip(found, raised, strict=True)
    )
    ordered = [after for _, after in sorted(zip(found, raised, strict=True))]
    assert ordered == sorted(ordered)


def test_holm_as_in_the_book() -> None:
    """The example of four tests: 0.01, 0.04, 0.03 and 0.005."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.lists(st.integers(-16, 16).map(lambda number: number / 16), min_size=6, max_size=10))
def test_the_smallest_fall_is_where_the_verdict_turns(found: list[float]) -> None:
    """The same scatter with a slightly larger fall is called worse; with a slightly smaller one it is not."""
    names = families(len(found))
    least = smallest_fall(found, names, ALPHA)
    assert least is not None
    middle = fsum(found) / len(found)

    def chance_of(fall: float) -> float:
        return p_worse([each - middle - fall for each in found], names)

    assert chance_of(least + 1e-6) <= ALPHA
    if least > 1e-5:
        assert chance_of(least - 1e-6) > ALPHA


def test_too_few_families_could_not_see_any_fall() -> None:
    """Four families cannot be rarer than one in sixteen, whatever falls; five can."""
    assert smallest_fall([-1.0] * 8, families(8, 2), ALPHA) is None
    assert smallest_fall([-1.0] * 10, families(10, 2), ALPHA) == 0.0
    assert (p_worse([], []), smallest_fall([], [], ALPHA)) == (1.0, None)


def test_families_are_added_up() -> None:
    """Sums and numbers of cases, in the order of the names."""
    sums, sizes = by_family([1.0, 2.0, 4.0], ["b", "a", "b"])

    assert (list(sums), list(sizes)) == ([2.0, 5.0], [1.0, 2.0])
