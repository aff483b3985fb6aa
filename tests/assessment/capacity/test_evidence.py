"""How far counts carry: the framework's reference values, and what must hold of any counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.capacity.evidence import cases_needed, cases_to_tell, wilson

COUNTS = st.integers(1, 100_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
TARGETS = st.floats(0, 0.9999)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (50, 1000, 0.03813026239274882, 0.06531382024425081),
        (5, 100, 0.02154367915436796, 0.11175046923191913),
        (49, 50, 0.8950455641036219, 0.9964607407283539),
        (10, 200, 0.02738264560076393, 0.08957814813877599),
        (0, 200, 0.0, 0.018845326377266575),
    ],
)
def test_the_interval_is_that_of_the_reference_values(count: int, of: int, low: float, high: float) -> None:
    """Both ends agree with the framework's vectors to nine places."""
    interval = wilson(count, of)

    assert interval.low == pytest.approx(low, abs=1e-9)
    assert interval.high == pytest.approx(high, abs=1e-9)


@given(COUNTS)
def test_the_interval_holds_the_share_and_stays_between_nothing_and_everything(counts: tuple[int, int]) -> None:
    """Whatever was counted: 0 <= low <= share <= high <= 1."""
    count, of = counts
    interval = wilson(count, of)

    assert 0 <= interval.low <= count / of + 1e-12
    assert count / of - 1e-12 <= interval.high <= 1


@given(COUNTS)
def test_what_is_wrong_mirrors_what_is_right(counts: tuple[int, int]) -> None:
    """The interval of the other cases is the same interval seen from the other end."""
    count, of = counts
    right, wrong = wilson(count, of), wilson(of - count, of)

    assert wrong.low == pytest.approx(1 - right.high, abs=1e-9)
    assert wrong.high == pytest.approx(1 - right.low, abs=1e-9)


@given(COUNTS, st.integers(2, 20))
def test_more_cases_with_the_same_share_say_more(counts: tuple[int, int], times: int) -> None:
    """The interval of the same share narrows as the number of cases grows."""
    count, of = counts
    few, many = wilson(count, of), wilson(count * times, of * times)

    assert many.high - many.low < few.high - few.low


@given(TARGETS)
def test_the_cases_needed_are_the_fewest(target: float) -> None:
    """With that many cases, all right, the lower end reaches the target; with one fewer it does not."""
    needed = cases_needed(target)

    assert wilson(needed, needed).low >= target
    assert needed == 1 or wilson(needed - 1, needed - 1).low < target + 1e-12


@given(TARGETS, TARGETS)
def test_a_higher_target_never_needs_fewer_cases(one: float, other: float) -> None:
    """The number grows with the target."""
    assert cases_needed(min(one, other)) <= cases_needed(max(one, other))


def test_the_example_of_the_rule() -> None:
    """No error in 200 cannot show 99.5 %; 765 cases without an error can."""
    assert wilson(200, 200).low < 0.995
    assert cases_needed(0.995) == 765


@pytest.mark.parametrize("target", [1.0, 1.5, -0.1, math.nan])
def test_no_number_of_cases_shows_everything(target: float) -> None:
    """A target of 100 %, or one that is no share, is refused."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        cases_needed(target)


@given(COUNTS, st.floats(0.01, 0.99))
def test_with_enough_cases_the_same_share_tells(counts: tuple[int, int], target: float) -> None:
    """A range holds the target as long as there are fewer cases than are needed to tell."""
    count, of = counts
    needed, interval = cases_to_tell(count / of, target), wilson(count, of)

    if needed is None:
        assert interval.low <= target <= interval.high
    elif abs(needed - of) > 1:
        assert (of < needed) == (interval.low < target < interval.high)


def test_a_bar_of_ten_per_cent_and_nine_measured() -> None:
    """108 of 1,200 do not tell; at the same share 3,458 cases would."""
    assert wilson(108, 1200).high > 0.10
    assert cases_to_tell(0.09, 0.10) == 3458
    assert wilson(311, 3458).high < 0.10
