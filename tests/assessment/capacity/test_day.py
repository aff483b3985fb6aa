"""The arithmetic of a working day: the worked tables of the framework, and what must hold of any figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.capacity.day import (
    Desk,
    Load,
    OtherWork,
    break_even_rate,
    growth_per_day,
    load_ratio,
    people_needed,
    scale_ceiling,
)
from reviewer.assessment.capacity.evidence import wilson

MINUTES = 12.0


def desk(people: float, shrinkage: float = 0.30, occupancy: float = 0.80) -> Desk:
    return Desk(people, 8.0, shrinkage, occupancy)


@pytest.mark.parametrize(
    ("volume", "rate", "escalations", "hours", "exact", "people"),
    [(1_000, 0.05, 50, 10, 2.23, 3), (10_000, 0.05, 500, 100, 22.3, 23), (10_000, 0.12, 1_200, 240, 53.6, 54)],
)
def test_the_scenario_of_the_essay(
    volume: float, rate: float, escalations: float, hours: float, exact: float, people: int
) -> None:
    """Pilot, scaled, and scaled with drift: hand-overs, hours and people as in the worked table."""
    load = Load(volume, rate, MINUTES)

    assert load.escalations == pytest.approx(escalations)
    assert load.hours == pytest.approx(hours)
    assert load.hours / (desk(1).hours * 0.80) == pytest.approx(exact, abs=0.05)
    assert people_needed(load, desk(1)) == people


def test_fourteen_people() -> None:
    """They saturate at 6,272 cases a day at 5 %, at 2,613 at 12 %, and at 10,000 a day they break even at 3.1 %."""
    assert round(scale_ceiling(Load(10_000, 0.05, MINUTES), desk(14))) == 6_272
    assert round(scale_ceiling(Load(10_000, 0.12, MINUTES), desk(14))) == 2_613
    assert round(break_even_rate(Load(10_000, 0.05, MINUTES), desk(14)), 3) == 0.031


@pytest.mark.parametrize(("people", "left_over"), [(3, 380), (10, 100), (12, 20), (12.5, 0), (13, 0)])
def test_what_is_left_over_each_day(people: float, left_over: float) -> None:
    """The pilot's people at ten times the volume: the backlog grows until there are enough."""
    assert growth_per_day(Load(10_000, 0.05, MINUTES), desk(people, shrinkage=0)) == pytest.approx(left_over)


def test_the_printed_example() -> None:
    """Nine people: 50.4 hours, load 1.98, a ceiling of 4,032, and 248 more cases waiting every day."""
    load = Load(10_000, 0.05, MINUTES)

    assert desk(9).hours == pytest.approx(50.4)
    assert load_ratio(load, desk(9)) == pytest.approx(1.98, abs=0.005)
    assert scale_ceiling(load, desk(9)) == pytest.approx(4_032)
    assert growth_per_day(load, desk(9)) == pytest.approx(248)


def test_a_mix_of_decisions() -> None:
    """Samples, approvals and what only people decide come on top: 331.7 hours a day in place of 100."""
    others = (OtherWork("samples", 0.014, 5), OtherWork("approvals", 0.25, 3), OtherWork("people alone", 0.05, 15))

    load = Load(10_000, 0.05, MINUTES, others, agent_share=0.7)

    assert load.hours == pytest.approx(331.7, abs=0.05)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(50, 1_000, 3.8, 6.5), (5, 100, 2.2, 11.2), (49, 50, 89.5, 99.6), (0, 200, 0.0, 1.9), (200, 200, 98.1, 100.0)],
)
def test_the_size_of_the_evidence(count: int, of: int, low: float, high: float) -> None:
    """The 95 % intervals of the framework, in per cent."""
    interval = wilson(count, of)

    assert (round(interval.low * 100, 1), round(interval.high * 100, 1)) == (low, high)


@pytest.mark.parametrize(("volume", "people"), [(448, 1), (896, 2), (1_344, 3)])
def test_rounding_does_not_cost_a_person(volume: float, people: int) -> None:
    """Exactly three people are three, although floating point says 3.0000000000000004."""
    assert people_needed(Load(volume, 0.05, MINUTES), desk(1)) == people


def test_an_empty_desk_is_overloaded_without_limit() -> None:
    """Nobody is there: the load is infinite, and all of it is left over."""
    load = Load(1_000, 0.05, MINUTES)

    assert load_ratio(load, desk(0)) == math.inf
    assert growth_per_day(load, desk(0)) == pytest.approx(50)


VOLUMES = st.floats(min_value=1, max_value=1e6)
RATES = st.floats(min_value=0.001, max_value=1)
TIMES = st.floats(min_value=0.1, max_value=600)
LOADS = st.builds(Load, VOLUMES, RATES, TIMES)
DESKS = st.builds(
    Desk,
    st.floats(min_value=0.5, max_value=1e4),
    st.floats(min_value=1, max_value=24),
    st.floats(min_value=0, max_value=0.9),
    st.floats(min_value=0.1, max_value=1),
)


@given(LOADS, DESKS)
def test_ceiling_and_break_even_rate_are_inverses(load: Load, staffed: Desk) -> None:
    """At its ceiling a desk breaks even at the very rate, and at its break-even rate its ceiling is the volume."""
    at_ceiling = Load(scale_ceiling(load, staffed), load.rate, load.minutes)
    at_rate = Load(load.volume, break_even_rate(load, staffed), load.minutes)

    assert break_even_rate(at_ceiling, staffed) == pytest.approx(load.rate)
    assert scale_ceiling(at_rate, staffed) == pytest.approx(load.volume)


@given(LOADS, DESKS, st.floats(min_value=0, max_value=1e4))
def test_at_the_break_even_rate_the_desk_is_just_full(load: Load, staffed: Desk, added: float) -> None:
    """Also where decisions that always need a person take hours of their own; and never below zero."""
    others = (OtherWork("approvals", added / load.volume, 60),)
    whole = Load(load.volume, load.rate, load.minutes, others)

    rate = break_even_rate(whole, staffed)

    assert rate >= 0
    hours = Load(load.volume, rate, load.minutes, others).hours
    assert hours == pytest.approx(max(added, staffed.plannable_hours))


@given(LOADS, DESKS)
def test_halving_the_rate_halves_the_load(load: Load, staffed: Desk) -> None:
    """Hours, load ratio and people; the ceiling doubles."""
    half = Load(load.volume, load.rate / 2, load.minutes)

    assert half.hours == pytest.approx(load.hours / 2)
    assert load_ratio(half, staffed) == pytest.approx(load_ratio(load, staffed) / 2)
    assert scale_ceiling(half, staffed) == pytest.approx(scale_ceiling(load, staffed) * 2)
    assert people_needed(half, staffed) <= math.ceil(people_needed(load, staffed) / 2)


@given(LOADS, DESKS)
def test_enough_people_are_enough(load: Load, staffed: Desk) -> None:
    """With the people that are needed the ceiling reaches the target, and with one fewer it does not."""
    needed = people_needed(load, staffed)
    enough = Desk(needed, staffed.hours_per_day, staffed.shrinkage, staffed.occupancy)
    fewer = Desk(needed - 1, staffed.hours_per_day, staffed.shrinkage, staffed.occupancy)

    assert scale_ceiling(load, enough) >= load.volume * (1 - 1e-6)
    assert load_ratio(load, enough) <= staffed.occupancy * (1 + 1e-6)
    assert scale_ceiling(load, fewer) < load.volume * (1 + 1e-6)


@given(st.integers(min_value=1, max_value=10_000), st.data())
def test_an_interval_holds_its_share(of: int, data: st.DataObject) -> None:
    """Between 0 and 1, around the share itself, and narrower with more evidence."""
    count = data.draw(st.integers(min_value=0, max_value=of))
    interval, wider = wilson(count * 10, of * 10), wilson(count, of)

    noise = 1e-9
    assert 0 <= wider.low <= interval.low + noise <= count / of + 2 * noise
    assert count / of <= interval.high + noise <= wider.high + 2 * noise
    assert wider.high <= 1
