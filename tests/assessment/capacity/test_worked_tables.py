"""The tables and the worked scenario of the framework: queues, people at the desk, waves and sensitivities."""

import math

import pytest

from reviewer.assessment.capacity.day import Load, OtherWork
from reviewer.assessment.capacity.erlang import Queue, erlang_b
from reviewer.assessment.capacity.figure import UNSTABLE
from reviewer.assessment.capacity.passage import chance_to_exceed, mean_hours_to_exceed
from reviewer.assessment.capacity.staffing import (
    agrees_with_square_root,
    desk_for_depth,
    desk_for_wait,
    on_desk,
    smallest_desk,
    square_root_desk,
    square_root_margin,
    varied_wait,
)

QUARTER = 0.25
SERVED = 5.0  # 12 minutes each


@pytest.mark.parametrize(
    ("people", "load", "blocked", "waits"),
    [
        (1, 0.5, 0.33333333, 0.5),
        (2, 1, 0.2, 0.33333333),
        (3, 2, 0.21052632, 0.44444444),
        (5, 4, 0.19906687, 0.55411255),
        (10, 8, 0.12166106, 0.40918015),
        (12, 10, 0.11973919, 0.44938822),
        (14, 10, 0.05681914, 0.17413193),
        (55, 48, 0.03837428, 0.23870094),
        (100, 90, 0.02695738, 0.21694048),
        (1000, 950, 0.00364929, 0.06825342),
    ],
)
def test_the_table_of_erlang_b_and_c(people: int, load: float, blocked: float, waits: float) -> None:
    """Ten rows to eight places."""
    assert erlang_b(people, load) == pytest.approx(blocked, abs=5e-9)
    assert Queue(people, load, 1).chance_to_wait == pytest.approx(waits, abs=5e-9)


@pytest.mark.parametrize(
    ("people", "waits", "minutes", "over", "hours", "breach", "late"),
    [
        (13, 0.8451, 20.28, 0.37084, 7.779, 0.6430, 0.24211),
        (14, 0.5910, 4.73, 0.05470, 18.377, 0.3251, 0.01390),
        (15, 0.4013, 1.93, 0.00872, 52.80, 0.1229, 0.00077),
        (16, 0.2641, 0.91, 0.00148, 175.1, 0.0385, 0.00004),
    ],
)
def test_the_table_of_a_limit_of_twenty(
    people: int, waits: float, minutes: float, over: float, hours: float, breach: float, late: float
) -> None:
    """62.5 cases an hour, 12 minutes each, at most 20 waiting: each column as printed."""
    queue = Queue(people, 62.5, SERVED)

    assert queue.chance_to_wait == pytest.approx(waits, abs=5e-5)
    assert queue.mean_wait_hours * 60 == pytest.approx(minutes, abs=5e-3)
    assert queue.share_of_time_over(20) == pytest.approx(over, abs=5e-6)
    assert mean_hours_to_exceed(queue, 20) == pytest.approx(hours, rel=5e-4)
    assert chance_to_exceed(queue, 20, 8) == pytest.approx(breach, abs=5e-5)
    assert queue.chance_wait_over(0.5) == pytest.approx(late, abs=5e-6)


def test_twelve_people_have_no_long_run() -> None:
    """The first row of the table: unstable, and yet there is a time until the limit is passed."""
    queue = Queue(12, 62.5, SERVED)

    figures = (queue.chance_to_wait, queue.mean_wait_hours, queue.mean_waiting, queue.chance_wait_over(0.5))
    assert {*figures, queue.share_of_time_over(20), queue.depth_held(0.05)} == {UNSTABLE}
    assert mean_hours_to_exceed(queue, 20) == pytest.approx(4.066, abs=5e-4)
    assert chance_to_exceed(queue, 20, 8) == pytest.approx(0.9040, abs=5e-5)


@pytest.mark.parametrize(("load", "wait", "depth"), [(1.25, 2, 2), (12.5, 14, 15), (30, 32, 34)])
def test_people_at_the_desk_in_the_scenario_of_the_essay(load: float, wait: int, depth: int) -> None:
    """For 80 % within 15 minutes, and for more than 20 waiting at most 5 % of the time."""
    assert desk_for_wait(load * SERVED, SERVED, QUARTER, 0.80) == wait
    assert desk_for_depth(load * SERVED, SERVED, 20, 0.05) == depth


@pytest.mark.parametrize(
    ("rate", "average", "peak"),
    [(0.02, 6, 9), (0.03, 9, 13), (0.05, 14, 20), (0.08, 22, 32), (0.10, 27, 39), (0.12, 32, 47), (0.15, 39, 58)],
)
def test_how_the_desk_follows_the_rate(rate: float, average: int, peak: int) -> None:
    """10,000 cases a day: people for 80 % within 15 minutes in an average hour, and in one of 1.5 times that."""
    arrivals = 10_000 * rate / 8

    assert desk_for_wait(arrivals, SERVED, QUARTER, 0.80) == average
    assert desk_for_wait(arrivals * 1.5, SERVED, QUARTER, 0.80) == peak


def test_five_desks_need_more_than_one() -> None:
    """Five units of their own need 25 people so that one case in five waits; one pool needs 17: 47 % fewer."""
    one_in_five = lambda queue: queue.chance_to_wait <= 0.20  # noqa: E731

    alone, pooled = smallest_desk(2.5, 1, one_in_five), smallest_desk(12.5, 1, one_in_five)

    assert (5 * alone, pooled) == (25, 17)
    assert round(5 * alone / pooled - 1, 2) == 0.47


@pytest.mark.parametrize(("hours", "people"), [(8, 16), (10, 12)])
def test_from_a_team_to_a_desk(hours: float, people: int) -> None:
    """23 people are 16 at the desk over 8 hours, 12 over 10."""
    assert on_desk(23, 8, 0.30, hours) == people


@pytest.mark.parametrize("people", [1, 3, 7, 10, 29, 10_000_000])
def test_rounding_does_not_cost_a_place_at_the_desk(people: int) -> None:
    """Ten hours of 0.7 over seven hours of desk are each person herself, whatever floating point says."""
    assert on_desk(people, 10, 0.30, 7) == people
    assert on_desk(people * (1 - 1e-9), 10, 0.30, 7) == people - 1
    assert (on_desk(45, 8, 0.30, 12), on_desk(24, 7.5, 0.30, 7)) == (21, 18)


def test_the_mix_of_decisions() -> None:
    """70 hours of hand-overs, 11.7 of samples, 125 of approvals, 125 of decisions by people: 331.7 in place of 100."""
    others = (OtherWork("samples", 0.014, 5), OtherWork("approvals", 0.25, 3), OtherWork("people alone", 0.05, 15))
    load = Load(10_000, 0.05, 12, others, agent_share=0.7)

    assert load.hours == pytest.approx(70 + 140 * 5 / 60 + 125 + 125, abs=1e-9)
    assert load.hours == pytest.approx(331.7, abs=0.05)
    assert load.cases_for_people == pytest.approx(350 + 140 + 2_500 + 500)
    assert Load(10_000, 0.05, 12).hours == pytest.approx(100)


@pytest.mark.parametrize(("people", "hours"), [(14, 167), (16, 71)])
def test_after_an_outage(people: int, hours: int) -> None:
    """1,250 cases at once take 167 hours at the desk with 14 people, 71 with 16."""
    assert round(1_250 / Queue(people, 62.5, SERVED).spare) == hours


@pytest.mark.parametrize(("people", "hours"), [(3, 1.05), (10, 4.0)])
def test_the_limit_of_fifty_if_only_the_flow_counts(people: int, hours: float) -> None:
    """Fifty waiting cases, filled by what comes in less what is done: 1.05 hours with 3 people, 4.0 with 10."""
    assert 50 / -Queue(people, 62.5, SERVED).spare == pytest.approx(hours, abs=0.01)


def test_the_limit_of_fifty_by_the_chain() -> None:
    """From an empty desk ten people pass it after 4.19 hours on average, later than by the flow alone."""
    assert mean_hours_to_exceed(Queue(10, 62.5, SERVED), 50) == pytest.approx(4.19, abs=5e-3)


@pytest.mark.parametrize(
    ("arrivals", "service", "minutes"), [(1, 0.25, 2.95), (1, 2, 7.09), (4, 1, 11.8), (1, 1, 4.73)]
)
def test_how_the_wait_follows_variation(arrivals: float, service: float, minutes: float) -> None:
    """14 people: the mean wait for steadier handling, less steady handling, waves of arrivals, and as assumed."""
    wait = Queue(14, 62.5, SERVED).mean_wait_hours

    assert varied_wait(wait, arrivals, service) * 60 == pytest.approx(minutes, abs=0.03)


def test_the_square_root_rule() -> None:
    """The margins of the framework to four places; the rule agrees with Erlang C for a large desk."""
    margins = {0.5: 0.5061, 0.3: 0.8289, 0.2: 1.0615, 0.1: 1.4202, 0.05: 1.7398, 0.01: 2.3749}
    assert {share: round(square_root_margin(share), 4) for share in margins} == margins
    assert square_root_desk(4_900, 0.1) == pytest.approx(5_000, rel=1e-3)
    assert square_root_desk(100, 0.5) == pytest.approx(100 + 0.5061 * 10, abs=1e-3)


@pytest.mark.parametrize(("people", "agrees"), [(105, True), (90, True), (89, False), (120, True), (121, False)])
def test_near_the_square_root_rule(people: int, agrees: bool) -> None:
    """For a load of 100 and half of the cases waiting, 105.06 people: 15 % to either side agree."""
    assert agrees_with_square_root(people, 100, 0.5) == agrees


@pytest.mark.parametrize(("people", "agrees"), [(1, False), (2, True), (3, True), (4, False)])
def test_one_person_more_or_less_is_near_the_square_root_rule(people: int, agrees: bool) -> None:
    """For a small desk, of 2.7 by the rule, one person to either side agrees."""
    assert square_root_desk(2, 0.5) == pytest.approx(2.7157, abs=1e-3)
    assert agrees_with_square_root(people, 2, 0.5) == agrees


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, 1.1, math.nan])
def test_the_square_root_rule_needs_a_share(share: float) -> None:
    """Nobody and everybody waiting have no margin."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        square_root_margin(share)
