"""A load of several kinds of work, also where the classes of decisions leave some of it out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.capacity.day import (
    Desk,
    Load,
    OtherWork,
    break_even_rate,
    people_needed,
    scale_ceiling,
)
from reviewer.assessment.capacity.figures import figures
from reviewer.assessment.capacity.plan import Plan

DESK = Desk(14, 8, 0.3, 0.8)
SHARES = st.floats(0, 1)
LOADS = st.builds(
    lambda volume, rate, minutes, agent, share, other: Load(
        volume, rate, minutes, (OtherWork("approvals", share, other),), agent
    ),
    st.floats(1, 1e6),
    st.floats(1e-4, 1),
    st.floats(0.1, 600),
    SHARES,
    SHARES,
    st.floats(0.1, 60),
)


@given(LOADS)
def test_pieces_and_minutes_are_of_the_same_work(load: Load) -> None:
    """The pieces of work times their mean time are the hours; a piece takes no longer than the longest kind."""
    mean = load.hours * 60 / load.cases_for_people

    assert mean <= max(load.minutes, *(work.minutes for work in load.others)) * (1 + 1e-9)
    assert mean >= min(load.minutes, *(work.minutes for work in load.others)) * (1 - 1e-9)
    assert load.hours >= load.escalations * load.minutes / 60 * (1 - 1e-9)


@given(LOADS, st.floats(0.5, 1e4))
def test_at_its_break_even_rate_any_mix_just_fits(load: Load, people: float) -> None:
    """The hours at that rate are those that may be planned, unless the other work alone is more."""
    desk = Desk(people, 8, 0.3, 0.8)
    rate = break_even_rate(load, desk)
    at_rate = Load(load.volume, rate, load.minutes, load.others, load.agent_share)

    assert rate >= 0
    if desk.plannable_hours > load.other_hours:
        assert at_rate.hours == pytest.approx(desk.plannable_hours, rel=1e-9)
        assert scale_ceiling(at_rate, desk) == pytest.approx(load.volume, rel=1e-9)
    else:
        assert rate == 0


def test_without_the_agent_alone_hand_overs_still_have_a_limit() -> None:
    """Where the agent decides nothing alone, and nothing else is known, the desk is full at 3.1 % as ever."""
    load = Load(10_000, 0.05, 12, (), agent_share=0.0)

    assert break_even_rate(load, DESK) == pytest.approx(0.03136)
    assert load.cases_for_people == 500
    assert load.hours == pytest.approx(100)


@pytest.mark.parametrize("agent_share", [0.0, 0.1, 1.0])
def test_a_plan_whose_classes_leave_work_out_has_figures(agent_share: float) -> None:
    """All figures are there, the same as if no classes were stated, and none of them is a failure to divide."""
    plan = Plan(volume=10_000, rate=0.05, minutes=12, people=23, max_queue=20, max_wait_hours=0.25)
    known, found = plan.outlook, Plan(**{**plan.__dict__, "agent_share": agent_share}).outlook
    assert known is not None
    assert found is not None

    assert figures(found) == figures(known)


@pytest.mark.parametrize(("volume", "people"), [(1e-6, 1), (1.0, 1), (448e6, 1_000_000)])
def test_the_smallest_work_needs_a_person_and_the_largest_no_more_than_it_needs(volume: float, people: int) -> None:
    """Rounding is a share of the number: it loses nobody, and adds nobody."""
    assert people_needed(Load(volume, 0.05, 12), Desk(1, 8, 0.3, 0.8)) == people


@given(st.builds(Load, st.floats(1, 1e6), st.floats(1e-4, 1), st.floats(0.1, 600), st.just(()), SHARES))
def test_half_the_rate_is_exactly_half_the_work(load: Load) -> None:
    """To the last bit: hours and pieces."""
    half = Load(load.volume, load.rate / 2, load.minutes, load.others, load.agent_share)

    assert half.hours * 2 == load.hours
    assert half.cases_for_people * 2 == load.cases_for_people
