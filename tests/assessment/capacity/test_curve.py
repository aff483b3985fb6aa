"""The queue over a day: never negative, nothing lost, near the flow and the long run where these hold."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.assessment.capacity.curve import _arrivals, _chain, _step, queue_over_day
from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.hours import WeekHours, week_hours
from reviewer.assessment.capacity.plan import Outlook, Plan


def week(days: str, opens: str, closes: str) -> WeekHours:
    found = week_hours([{"days": days, "from": opens, "to": closes}])
    assert found is not None
    return found


OFFICE, ALWAYS = week("weekdays", "09:00", "17:00"), week("every day", "00:00", "24:00")
PLAN = Plan(volume=10_000, rate=0.05, minutes=12, people=20, hours_per_day=8, shrinkage=0.3)  # 14 at the desk


def outlook(**changes: object) -> Outlook:
    found = replace(PLAN, **changes).outlook  # type: ignore[arg-type]
    assert found is not None
    return found


PLANS = st.builds(
    outlook,
    volume=st.floats(10, 50_000),
    people=st.floats(0.1, 60),
    peak_hour=st.none() | st.floats(0.5, 12),
    arrivals=st.sampled_from([None, OFFICE, ALWAYS, week("weekdays", "08:03", "11:20")]),
    staffed=st.sampled_from([None, OFFICE, ALWAYS, week("weekdays", "09:00", "09:01"), week("Mon", "20:00", "03:35")]),
)


@settings(max_examples=20)
@given(PLANS)
def test_a_day_is_never_negative_and_ends_at_closing(day: Outlook) -> None:
    """All moments, evenly from opening to closing; a bad day is a whole number of cases."""
    moments = queue_over_day(day)
    if day.queue is None:
        assert moments == ()
        return

    assert moments[0].hours == 0
    assert moments[-1].hours == pytest.approx(day.desk_hours_per_day)
    assert [moment.hours for moment in moments] == sorted(moment.hours for moment in moments)
    assert moments[0].waiting == pytest.approx(day.waiting_at_opening or 0.0)
    for moment in moments:
        assert moment.waiting >= -1e-12
        assert math.isfinite(moment.waiting)
        assert moment.bad_day is None or moment.bad_day == round(moment.bad_day) >= 0


@given(PLANS, st.floats(1.01, 20))
def test_the_busiest_hour_takes_from_the_others(day: Outlook, peak: float) -> None:
    """The total of the day is the same with a peak as without; the peak is one hour of the given height, or all."""
    steps = max(1, round(day.desk_hours_per_day * 12))
    even = _arrivals(Outlook(replace(day.plan, peak_hour=None), day.load), steps)
    wave = _arrivals(Outlook(replace(day.plan, peak_hour=peak), day.load), steps)
    coming = [rate for rate in even if rate]

    assert sum(wave) == pytest.approx(sum(even))
    assert min(wave) >= 0
    assert max(wave, default=0) <= day.arrivals_per_hour * peak * (1 + 1e-9)
    if len(coming) > 12 and peak < len(coming) / 12:
        assert sum(rate == max(wave) for rate in wave) == 12
        assert max(wave) == pytest.approx(day.arrivals_per_hour * peak)


@pytest.mark.parametrize("minutes", [61, 63, 65, 85, 425, 481, 1_437])
def test_a_peak_in_a_day_of_any_length(minutes: int) -> None:
    """Days that are no whole number of hours or of five minutes keep their total, with the peak in the middle."""
    day = outlook(hours_per_day=minutes / 60, peak_hour=1.01)
    steps = round(minutes / 5)
    wave = _arrivals(day, steps)
    first, last = wave.index(max(wave)), steps - 1 - wave[::-1].index(max(wave))

    assert sum(wave) / steps == pytest.approx(day.arrivals_per_hour)
    assert last - first == 11
    assert abs(first - (steps - 1 - last)) <= 1


@pytest.mark.parametrize("minutes", [1, 7, 58])
def test_a_desk_of_a_few_minutes(minutes: int) -> None:
    """Its day ends at its closing, and no more is done than in that time."""
    day = outlook(staffed=week("weekdays", "09:00", f"09:{minutes:02}"), people=0.003 * minutes)
    moments, queue = queue_over_day(day), day.queue
    assert queue is not None

    assert moments[-1].hours == pytest.approx(minutes / 60)
    done = queue.people * 5 * minutes / 60
    assert day.load.escalations - done - queue.people <= moments[-1].waiting <= day.load.escalations + 1e-6


def test_a_busiest_hour_that_is_none() -> None:
    """A factor below 1 says nothing about the busiest hour: the day is even."""
    assert set(_arrivals(outlook(peak_hour=0.5), 96)) == {62.5}


def test_nothing_comes_outside_its_hours() -> None:
    """Cases of office hours at a desk around the clock: the day's total is the day's cases, from nine to five."""
    day = outlook(arrivals=OFFICE, staffed=ALWAYS)
    rates = _arrivals(day, 24 * 12)

    assert sum(rates) / 12 == pytest.approx(day.load.cases_for_people)
    assert [step for step, rate in enumerate(rates) if rate] == list(range(9 * 12, 17 * 12))


def test_a_day_begins_when_the_desk_opens() -> None:
    """A night from eight in the evening, and cases until ten: the first two hours of it."""
    day = outlook(staffed=week("every day", "20:00", "04:00"), arrivals=week("every day", "12:00", "22:00"))
    rates = _arrivals(day, 96)

    assert [step for step, rate in enumerate(rates) if rate] == list(range(24))


@pytest.mark.parametrize(("people", "arrivals"), [(3, 62.5), (10, 62.5), (14, 62.5), (14, 0.0), (0, 5.0)])
def test_a_step_loses_nothing(people: int, arrivals: float) -> None:
    """What came less what was done in a step is the change of the cases that are there."""
    import numpy as np

    states, hours = people + 120, 1 / 12
    count, step = np.arange(states), _step(arrivals, people, 5.0, states, hours)
    before = np.zeros(states)
    before[7] = 1.0
    after = step @ before
    done = float(np.minimum(count, people) @ after) * 5.0 * hours

    assert after.min() >= 0
    assert after.sum() == pytest.approx(1)
    assert float(count @ after) - 7 == pytest.approx(arrivals * hours - done, abs=1e-9)


def test_under_overload_it_follows_the_flow() -> None:
    """With 8 at the desk 22.5 more wait each hour; before, the desk fills, with those who are being helped."""
    day = outlook(people=11.5)
    queue, moments = day.queue, queue_over_day(day)
    assert queue is not None
    assert queue.people == 8

    by_step = {round(moment.hours * 12): moment for moment in moments}
    assert by_step[96].waiting - by_step[84].waiting == pytest.approx(22.5, rel=1e-3)
    assert by_step[96].waiting == pytest.approx(8 * 22.5 - 8 + 4, abs=2)
    assert by_step[96].bad_day == pytest.approx(by_step[96].waiting + 1.645 * math.sqrt((62.5 + 40) * 8), rel=0.05)


def test_after_a_long_time_it_is_the_long_run() -> None:
    """A day of ten days: the mean of 14 people is 4.925 waiting, and one day in twenty has 21."""
    rates = [62.5] * (240 * 12)
    last = _chain(rates, 14, 5.0, 0.0, 400, 1 / 12)[-1]
    queue = Queue(14, 62.5, 5.0)

    assert last.waiting == pytest.approx(queue.mean_waiting, rel=1e-6)
    assert last.bad_day == queue.depth_held(0.05)


@settings(max_examples=6)
@given(st.floats(2, 40), st.floats(1, 3), st.sampled_from([None, 1.5, 3.0]))
def test_more_people_never_wait_more(people: float, more: float, peak: float | None) -> None:
    """At every moment of the day, on an average and on a bad day."""
    few = queue_over_day(outlook(people=people, peak_hour=peak))
    many = queue_over_day(outlook(people=people * more, peak_hour=peak))

    for fewer, better in zip(few, many, strict=True):
        noise = 1e-6 if fewer.bad_day is not None else 30  # the flow alone leaves out what chance adds
        assert better.waiting <= fewer.waiting + noise
        if fewer.bad_day is not None and better.bad_day is not None:
            assert better.bad_day <= fewer.bad_day


def test_who_waits_at_opening_is_counted_once() -> None:
    """100 cases of one night, nothing else: as many wait at opening, and 14 of them are begun at once."""
    moments = _chain([0.0] * 96, 14, 5.0, 100.5, 130, 1 / 12)

    assert (moments[0].waiting, moments[0].bad_day) == (100.5, 101)
    assert moments[1].waiting == pytest.approx(100.5 - 14 - 14 * 5 / 12, rel=1e-6)
    assert moments[-1].waiting == pytest.approx(0, abs=1e-6)


def test_a_wave_has_room() -> None:
    """Three times the arrivals for one hour: all who come in it are still there at its end, none is cut off."""
    day = outlook(volume=10_000, minutes=0.4, people=1, peak_hour=4, hours_per_day=8, rate=0.05, shrinkage=0.0)
    flow = sum(max(0.0, rate - 150.0) / 12 for rate in _arrivals(day, 96))
    top = max(moment.waiting for moment in queue_over_day(day))

    assert top >= min(flow, 100) * 0.9


@pytest.mark.parametrize("volume", [1e5, 1e7])
def test_beyond_some_hundred_states_the_flow_alone_is_followed(volume: float) -> None:
    """Then there is no bad day; the queue is what comes less what can be done, never below nothing."""
    day = outlook(volume=volume, people=700, peak_hour=2)
    moments, queue = queue_over_day(day), day.queue
    assert queue is not None
    waiting = 0.0
    for moment, coming in zip(moments[1:], _arrivals(day, 96), strict=True):
        waiting = max(0.0, waiting + (coming - queue.people * 5) / 12)
        assert moment.bad_day is None
        assert moment.waiting == pytest.approx(waiting)


def test_no_people_no_work_no_day() -> None:
    """Without people, or where nothing reaches them, there is nothing to draw."""
    assert queue_over_day(outlook(people=None)) == ()
    assert queue_over_day(outlook(rate=0.0)) == ()
