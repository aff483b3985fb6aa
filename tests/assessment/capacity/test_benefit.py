"""What the agent saves: the rate at which it saves nothing really saves nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.capacity.benefit import minutes_saved, rate_without_benefit
from reviewer.assessment.capacity.day import Load, OtherWork

LOADS = st.builds(
    Load,
    volume=st.floats(1, 100_000),
    rate=st.floats(0, 1),
    minutes=st.floats(0.5, 120),
    others=st.lists(st.builds(OtherWork, st.just("approvals"), st.floats(0, 1), st.floats(0, 30)), max_size=2).map(
        tuple
    ),
    agent_share=st.sampled_from([0.0, 0.3, 1.0]),
)
MINUTES = st.floats(0.1, 240)


@given(LOADS, MINUTES)
def test_at_that_rate_nothing_is_saved(load: Load, before: float) -> None:
    """Put into the sum again, the rate gives as many minutes as today; where there is none, no rate does."""
    rate = rate_without_benefit(before, load)
    ends = [minutes_saved(before, replace(load, rate=end)) for end in (0.0, 1.0)]

    if rate is None:
        assert min(ends) > -1e-6 or max(ends) < 1e-6
    else:
        assert minutes_saved(before, replace(load, rate=rate)) == pytest.approx(0, abs=1e-6)


@given(LOADS, MINUTES)
def test_less_is_saved_the_more_is_handed_over(load: Load, before: float) -> None:
    """A higher rate never saves more minutes."""
    assert minutes_saved(before, replace(load, rate=1.0)) <= minutes_saved(before, load) + 1e-9


def test_in_figures() -> None:
    """Ten minutes today; half of the cases at twelve minutes leave four, and five sixths of them leave none."""
    load = Load(1_000, 0.5, 12)

    assert minutes_saved(10, load) == pytest.approx(4)
    assert rate_without_benefit(10, load) == pytest.approx(10 / 12)
    assert rate_without_benefit(13, load) is None


def test_approvals_alone_may_take_longer_than_today() -> None:
    """Then no rate is low enough, also where the agent decides nothing alone."""
    approvals = (OtherWork("approvals", 1.0, 11),)

    assert rate_without_benefit(10, Load(1_000, 0.1, 12, approvals)) is None
    assert rate_without_benefit(10, Load(1_000, 0.1, 12, approvals, agent_share=0.0)) is None
    assert rate_without_benefit(11, Load(1_000, 0.1, 12, approvals)) == pytest.approx(0)
