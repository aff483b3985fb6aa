"""People needed around the expected share: the line of the framework's rules, and what must hold of any plan."""

from reviewer.assessment.capacity.plan import Plan, Standard
from reviewer.assessment.capacity.sensitivity import sensitivity

ESSAY = Plan(
    volume=10_000,
    rate=0.05,
    minutes=12,
    max_wait_hours=0.25,
    max_queue=20,
    peak_hour=1.5,
    standard=Standard(in_time=0.80, within_limit=0.95),
)


def test_the_line_of_the_rules() -> None:
    """At 10,000 a day, for 80 % within 15 minutes, in an average hour and in one with 1.5 times as much."""
    steps = sensitivity(ESSAY)

    assert [round(step.rate, 6) for step in steps] == [0.02, 0.03, 0.05, 0.08, 0.10, 0.12, 0.15]
    assert [step.desk_for_wait for step in steps] == [6, 9, 14, 22, 27, 32, 39]
    assert [step.desk_for_wait_in_the_busiest_hour for step in steps] == [9, 13, 20, 32, 39, 47, 58]
    assert [step.is_expected for step in steps].index(True) == 2


def test_what_is_not_stated_is_not_there() -> None:
    """Without limits and a busiest hour there are people for the day alone; without a load there is nothing."""
    steps = sensitivity(Plan(volume=1_000, rate=0.05, minutes=12))

    assert {(step.desk_for_wait, step.desk_for_wait_in_the_busiest_hour) for step in steps} == {(None, None)}
    assert [step.people_needed for step in steps] == sorted(step.people_needed or 0 for step in steps)
    assert sensitivity(Plan(volume=1_000, minutes=12)) == ()
    assert sensitivity(Plan(volume=1_000, rate=0.0, minutes=12)) == ()


def test_no_share_is_above_one() -> None:
    """Most cases handed over already: steps that would be more than all of them are left out."""
    assert max(step.rate for step in sensitivity(Plan(volume=100, rate=0.5, minutes=12))) == 1.0
