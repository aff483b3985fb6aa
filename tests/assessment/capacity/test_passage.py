"""When a queue passes its limit for the first time: against direct solutions, and what must hold of any desk."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.assessment.capacity import passage, transient
from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.passage import HORIZON_HOURS, chance_to_exceed, mean_hours_to_exceed
from reviewer.assessment.capacity.words import figure_value

SMALL = st.builds(Queue, st.integers(0, 12), st.floats(0.1, 60), st.floats(0.1, 10))
DEPTHS = st.integers(0, 15)
HOURS = st.floats(0.01, 48)


def rates_of_change(queue: Queue, depth: int) -> np.ndarray:
    """The matrix of the chain until the limit is passed, row by row."""
    states = queue.people + depth + 1
    down = np.minimum(np.arange(states), queue.people) * queue.served
    matrix = np.diag(np.full(states - 1, queue.arrivals), 1) + np.diag(down[1:], -1)
    return matrix - np.diag(queue.arrivals + down)


def by_eigenvalues(queue: Queue, depth: int, hours: float) -> float:
    """The chance by the eigenvalues of the chain made symmetric: another way than following it."""
    matrix = rates_of_change(queue, depth)
    states = len(matrix)
    logs = [math.log(queue.arrivals) - math.log(min(k, queue.people) * queue.served) for k in range(1, states)]
    half = np.concatenate([[0.0], np.cumsum(logs)]) / 2
    pairs = np.sqrt(np.diag(matrix, 1) * np.diag(matrix, -1))
    values, vectors = np.linalg.eigh(np.diag(np.diag(matrix)) + np.diag(pairs, 1) + np.diag(pairs, -1))
    return 1 - float(vectors[0] * np.exp(values * hours) @ (vectors.T @ np.exp(half)))


@settings(max_examples=50)
@given(st.builds(Queue, st.integers(1, 8), st.floats(1, 60), st.floats(1, 10)), st.integers(0, 10), st.floats(0.01, 24))
def test_the_chance_is_that_of_the_eigenvalues(queue: Queue, depth: int, hours: float) -> None:
    """To nine places, both in strides and event by event."""
    states = queue.people + depth + 1
    if abs(math.log(queue.load)) * states > 12:
        return  # there the eigenvalues lose the places, not the chain
    expected = pytest.approx(by_eigenvalues(queue, depth, hours), abs=1e-9)

    assert chance_to_exceed(queue, depth, hours) == expected
    assert transient._in_events(queue, states, hours) == expected


@given(SMALL, DEPTHS)
def test_the_mean_time_is_the_solution_of_the_equations(queue: Queue, depth: int) -> None:
    """The recursion gives what solving all equations at once gives."""
    if mean_hours_to_exceed(queue, depth) > 1e4:
        return  # there the equations lose places
    matrix = rates_of_change(queue, depth)

    solved = np.linalg.solve(-matrix, np.ones(len(matrix)))[0]
    assert mean_hours_to_exceed(queue, depth) == pytest.approx(solved, rel=1e-6)


@settings(max_examples=50)
@given(SMALL, DEPTHS, HOURS)
def test_strides_and_events_agree(queue: Queue, depth: int, hours: float) -> None:
    """Two ways to follow one chain, to nine places."""
    states = queue.people + depth + 1

    assert transient._in_strides(queue, states, hours) == pytest.approx(
        transient._in_events(queue, states, hours), abs=1e-10
    )


@pytest.mark.parametrize(
    ("people", "arrivals", "depth", "hours"), [(100, 490, 60, 4), (60, 290, 100, 8), (5, 40, 90, 5)]
)
def test_strides_and_events_agree_for_a_whole_desk(people: int, arrivals: float, depth: int, hours: float) -> None:
    """Also where the window of states moves along with the filling desk."""
    queue, states = Queue(people, arrivals, 5), people + depth + 1
    ours = transient._in_strides(queue, states, hours)

    assert 0.001 < ours < 0.999
    assert ours == pytest.approx(transient._in_events(queue, states, hours), abs=1e-11)


@settings(max_examples=50)
@given(SMALL, DEPTHS, HOURS, st.floats(1, 3))
def test_how_the_chance_moves(queue: Queue, depth: int, hours: float, more: float) -> None:
    """It falls with people and depth, rises with time and arrivals, and is a share."""
    chance, noise = chance_to_exceed(queue, depth, hours), 1e-12

    assert 0 <= chance <= 1
    assert chance_to_exceed(Queue(queue.people + 1, queue.arrivals, queue.served), depth, hours) <= chance + noise
    assert chance_to_exceed(queue, depth + 1, hours) <= chance + noise
    assert chance_to_exceed(queue, depth, hours * more) >= chance - noise
    assert chance_to_exceed(Queue(queue.people, queue.arrivals * more, queue.served), depth, hours) >= chance - noise


@given(SMALL, DEPTHS)
def test_the_mean_time_lies_between_the_flows(queue: Queue, depth: int) -> None:
    """No sooner than if nobody served, no later than if everybody always did; and it grows with the limit.

    The flow from a busy desk is no lower bound: near balance, chance passes the limit before the flow would.
    """
    states, mean = queue.people + depth + 1, mean_hours_to_exceed(queue, depth)

    assert mean >= states / queue.arrivals * (1 - 1e-12)
    if queue.spare < 0:
        assert mean <= states / -queue.spare * (1 + 1e-12)
        assert mean_hours_to_exceed(queue, depth + 1) - mean <= 1 / -queue.spare * (1 + 1e-9)
    assert mean_hours_to_exceed(queue, depth + 1) >= mean


@pytest.mark.parametrize(("people", "hours", "flow"), [(3, 1.125, 1.05), (10, 4.19, 4.0), (12, 13.62, 20.0)])
def test_the_flow_is_sooner_only_in_clear_overload(people: int, hours: float, flow: float) -> None:
    """A limit of fifty: with 3 and 10 people the chain takes longer than the flow, with 12 it is much quicker."""
    queue = Queue(people, 62.5, 5)

    assert 50 / -queue.spare == pytest.approx(flow, abs=0.01)
    assert mean_hours_to_exceed(queue, 50) == pytest.approx(hours, abs=0.01)


@given(st.floats(0.1, 100), DEPTHS, st.floats(0.01, 24))
def test_an_empty_desk_counts_arrivals(arrivals: float, depth: int, hours: float) -> None:
    """Without people the limit is passed by the arrival after it: a Poisson number, and a mean of that many gaps."""
    queue, mean = Queue(0, arrivals, 5), arrivals * hours
    kept = math.fsum(math.exp(count * math.log(mean) - mean - math.lgamma(count + 1)) for count in range(depth + 1))

    assert mean_hours_to_exceed(queue, depth) == pytest.approx((depth + 1) / arrivals)
    assert chance_to_exceed(queue, depth, hours) == pytest.approx(1 - kept, abs=1e-10)


def test_one_person_and_no_room_to_wait() -> None:
    """By hand: the second case must come before the first is done. h0 = 1/2, h1 = 1/2 + 3/2 x 1/2."""
    assert mean_hours_to_exceed(Queue(1, 2, 3), 0) == pytest.approx(0.5 + 0.5 + 1.5 * 0.5)
    assert mean_hours_to_exceed(Queue(1, 2, 3), 0.9) == mean_hours_to_exceed(Queue(1, 2, 3), 0)


def test_more_than_a_hundred_years() -> None:
    """What takes longer than a hundred years is cut there, and says so."""
    beyond = mean_hours_to_exceed(Queue(100, 5, 5), 100)

    assert beyond == HORIZON_HOURS == 876_600
    assert figure_value("hours_to_limit", beyond) == "more than 100 years"
    assert mean_hours_to_exceed(Queue(16, 62.5, 5), 20) < HORIZON_HOURS
    assert mean_hours_to_exceed(Queue(0, 1e-4, 5), 86) == pytest.approx(870_000)
    assert mean_hours_to_exceed(Queue(0, 1e-4, 5), 87) == HORIZON_HOURS


def test_where_nothing_comes_nothing_is_passed() -> None:
    """Nor in no time."""
    assert mean_hours_to_exceed(Queue(5, 0, 5), 0) == HORIZON_HOURS
    assert chance_to_exceed(Queue(5, 0, 5), 0, 8) == 0.0
    assert chance_to_exceed(Queue(0, 5, 5), 0, 0) == 0.0


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -1.0])
def test_a_depth_and_a_time_are_numbers(wrong: float) -> None:
    """Anything else is refused in words."""
    with pytest.raises(ValueError, match="the depth must be a finite number"):
        chance_to_exceed(Queue(5, 5, 5), wrong, 8)
    with pytest.raises(ValueError, match="the hours must be a finite number"):
        chance_to_exceed(Queue(5, 5, 5), 10, wrong)
    with pytest.raises(ValueError, match="the depth must be a finite number"):
        mean_hours_to_exceed(Queue(5, 0, 5), wrong)


EXTREMES = st.builds(
    lambda people, full, served: Queue(people, max(people, 1) * full * served, served),
    st.sampled_from([0, 1, 14, 120]),
    st.sampled_from([1e-6, 0.1, 0.95, 1.0, 1.2, 3.0]),
    st.sampled_from([1e-6, 1e-3, 5.0, 1e6]),
)


@settings(max_examples=25)
@given(EXTREMES, st.sampled_from([0, 20, 100, 99_999.5]), st.sampled_from([1e-6, 0.5, 8.0, 24.0]))
def test_nothing_is_ever_infinite_or_endless(queue: Queue, depth: float, hours: float) -> None:
    """Tiny and huge rates, empty and large desks, no and endless room: a share, a time, and within seconds."""
    if queue.people + depth > 1_000 and transient.work_to_arrive(queue, int(queue.people + depth), hours) > 1e8:
        hours = hours / 1e3
    chance = chance_to_exceed(queue, depth, hours)
    assert chance is None or 0 <= chance <= 1
    assert 0 < mean_hours_to_exceed(queue, depth) <= HORIZON_HOURS


@pytest.mark.parametrize("full", [0.5, 1.0, 3.0])
def test_what_cannot_be_followed_has_no_number(full: float) -> None:
    """5,000 people at a million cases an hour each: no chance is named, at once; 5,000 at five are followed."""
    queue, before = Queue(5_000, 5_000 * full * 1e6, 1e6), time.process_time()

    assert chance_to_exceed(queue, 100_000, 24) is None
    assert time.process_time() - before < 1
    assert transient.work_to_arrive(Queue(5_000, 24_500, 5), 6_001, 8) < passage._MOST_WORK


def test_seven_hundred_people_are_followed_exactly() -> None:
    """The chain of a large desk is followed event by event; in no time nothing is passed."""
    queue = Queue(700, 3_600, 5)
    chance = chance_to_exceed(queue, 5, 0.7)

    assert chance == transient._in_events(queue, 706, 0.7)
    assert chance_to_exceed(queue, 5, 0) == 0.0


def test_rounding_does_not_build_up_over_thousands_of_millions_of_events() -> None:
    """What is very rare comes after an exponential time: within its mean with a chance of 1 - 1/e."""
    queue = Queue(2, 500_000, 1_000_000)
    mean = mean_hours_to_exceed(queue, 15)

    assert 1e10 < mean * queue.arrivals < HORIZON_HOURS * queue.arrivals
    assert chance_to_exceed(queue, 15, mean) == pytest.approx(1 - math.exp(-1), abs=1e-9)


def test_a_desk_of_sixty_is_quick() -> None:
    """A live screen asks again and again: 60 people, 100 waiting, a day take well under a tenth of a second."""
    chance_to_exceed(Queue(60, 290, 5), 100, 8)  # numpy is there
    before = time.thread_time()

    chance_to_exceed(Queue(60, 291, 5), 100, 8)

    assert time.thread_time() - before < 0.1


@pytest.mark.parametrize(("arrivals", "hours"), [(40.0, 1e12 / 15), (20.0, HORIZON_HOURS)])
def test_a_limit_that_is_very_far_away_is_reached_by_the_flow_or_never(arrivals: float, hours: float) -> None:
    """A million million waiting: five people fall behind by 15 an hour, or keep up; at once."""
    assert mean_hours_to_exceed(Queue(5, arrivals, 5), 1e12) == pytest.approx(min(hours, HORIZON_HOURS))
    assert mean_hours_to_exceed(Queue(5, 40, 5), 600_000) == pytest.approx(600_000 / 15, rel=1e-4)
