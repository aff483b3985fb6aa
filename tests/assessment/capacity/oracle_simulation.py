"""The arithmetic of queues against simulation with ciw (make oracle).

Seeds are fixed. A run is repeated with other seeds, so that the runs tell how uncertain they are themselves: a figure
must lie within four standard errors of their mean (by chance that fails once in some thousand figures).
"""

import math
import statistics
from collections.abc import Callable, Sequence

import ciw
import pytest

from reviewer.assessment.capacity.curve import _chain
from reviewer.assessment.capacity.erlang import ImpatientQueue, Queue
from reviewer.assessment.capacity.passage import chance_to_exceed, mean_hours_to_exceed

ARRIVALS, SERVED = 62.5, 5.0


def told(what: str, ours: float, runs: Sequence[float], allowed: float = 0.0) -> None:
    """Print both, and see that they agree within four standard errors of the runs, and what is `allowed` on top."""
    mean, error = statistics.fmean(runs), statistics.stdev(runs) / math.sqrt(len(runs))
    line = f"{what:44} ours {ours:9.5f}  simulated {mean:9.5f} +- {error:.5f}  ({abs(ours - mean) / error:.1f} errors)"
    print(line)  # noqa: T201
    assert abs(ours - mean) <= 4 * error + allowed


def simulated(people: int, hours: float, seed: int, leaving: float | None = None) -> ciw.Simulation:
    """One run from an empty desk, with who waited how long."""
    ciw.seed(seed)
    more = {"reneging_time_distributions": [ciw.dists.Exponential(leaving)]} if leaving else {}
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(ARRIVALS)],
        service_distributions=[ciw.dists.Exponential(SERVED)],
        number_of_servers=[people],
        **more,
    )
    run = ciw.Simulation(network, tracker=ciw.trackers.SystemPopulation())
    run.simulate_until_max_time(hours)
    return run


def at_desk(run: ciw.Simulation) -> list[tuple[float, int]]:
    """The times at which the number of cases changed, and the number from then on."""
    return [(float(when), int(count)) for when, count in run.statetracker.history]


def share_of_time(run: ciw.Simulation, holds: Callable[[int], bool], since: float, until: float) -> float:
    """The share of the time between two moments in which the number of cases is such."""
    history, total = at_desk(run), 0.0
    for (start, count), (end, _) in zip(history, [*history[1:], (until, 0)], strict=True):
        total += max(0.0, min(end, until) - max(start, since)) if holds(count) else 0.0
    return total / (until - since)


def test_fourteen_people_wait() -> None:
    """M/M/14: who waits, how long, how many, how often more than 5 and 20. Twenty runs of 300 hours after 100."""
    people, queue = 14, Queue(14, ARRIVALS, SERVED)
    runs = [simulated(people, 400, seed) for seed in range(20)]
    records = [[r for r in run.get_all_records() if r.arrival_date > 100] for run in runs]
    waits = [[record.waiting_time for record in some] for some in records]

    told("14 people: share that waits", queue.chance_to_wait, [sum(w > 1e-12 for w in ws) / len(ws) for ws in waits])
    told("14 people: mean wait, minutes", queue.mean_wait_hours * 60, [statistics.fmean(ws) * 60 for ws in waits])
    late = [sum(w > 0.25 for w in ws) / len(ws) for ws in waits]
    told("14 people: share over 15 minutes", queue.chance_wait_over(0.25), late)
    for depth in (5, 20):
        over = [share_of_time(run, lambda count, d=depth: count > people + d, 100, 400) for run in runs]
        told(f"14 people: time with more than {depth} waiting", queue.share_of_time_over(depth), over)


def test_twelve_people_and_cases_that_leave() -> None:
    """M/M/12+M with two leaving per hour and waiting case: who waits, how many, who leaves. Twenty runs."""
    people, queue = 12, ImpatientQueue(12, ARRIVALS, SERVED, 2.0)
    runs = [simulated(people, 320, seed, leaving=2.0) for seed in range(100, 120)]
    waits, gone = [], []
    for run in runs:
        records = [record for record in run.get_all_records() if record.arrival_date > 20]
        gone.append(sum(record.record_type == "renege" for record in records) / len(records))
        waits.append(statistics.fmean(record.waiting_time for record in records))

    told("12 people: share that leaves", queue.chance_unanswered, gone)
    told("12 people: mean wait, hours", queue.mean_wait_hours, waits)
    all_busy = [share_of_time(run, lambda count: count >= people, 20, 320) for run in runs]
    told("12 people: share that waits", queue.chance_to_wait, all_busy)
    over = [share_of_time(run, lambda count: count > people + 8, 20, 320) for run in runs]
    told("12 people: time with more than 8 waiting", queue.share_of_time_over(8), over)


def first_over(run: ciw.Simulation, cases: int) -> float:
    """When there were more cases than this for the first time; infinite if never."""
    return next((when for when, count in at_desk(run) if count > cases), math.inf)


@pytest.mark.parametrize(("people", "hours", "longest"), [(10, 1.5, 15), (12, 3.0, 50)])
def test_a_limit_of_twenty_is_passed(people: int, hours: float, longest: float) -> None:
    """From an empty desk: the mean time, and how often within some hours. 400 runs, each until the limit is passed."""
    queue = Queue(people, ARRIVALS, SERVED)
    times = [first_over(simulated(people, longest, 1_000 + seed), people + 20) for seed in range(400)]
    assert max(times) < longest

    told(f"{people} people: hours until 20 are passed", mean_hours_to_exceed(queue, 20), times)
    within = [float(time <= hours) for time in times]
    told(f"{people} people: passed within {hours} h", chance_to_exceed(queue, 20, hours), within)


def test_a_day_of_fourteen_people() -> None:
    """From an empty desk to closing: the mean that wait after 1, 4 and 8 hours. 600 days.

    The curve is late by at most a step of five minutes: what it rises by in one step is allowed on top.
    """
    people = 14
    curve = _chain([ARRIVALS] * 96, people, SERVED, 0.0, 300, 1 / 12)
    days = [at_desk(simulated(people, 8, 5_000 + seed)) for seed in range(600)]
    for hour in (1, 4, 8):
        waiting = [float(max(0, [count for when, count in day if when <= hour][-1] - people)) for day in days]
        late = curve[hour * 12].waiting - curve[hour * 12 - 1].waiting
        told(f"14 people: waiting after {hour} h", curve[hour * 12].waiting, waiting, allowed=late)
