"""When a queue passes its limit for the first time, stable or not, from an empty desk at the start of a shift.

The number of cases at the desk is a chain of states 0, 1, 2, ...; passing the limit means reaching people + depth + 1.
Source: the framework's capacity chapter, section 3.4.
"""

import math
from functools import lru_cache

from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.figure import finite
from reviewer.assessment.capacity.transient import chance_to_arrive, work_to_arrive

HORIZON_HOURS = 100 * 365.25 * 24
"""Beyond this nobody plans: a mean time that is longer is cut here, and reports say "more than 100 years"."""
_MOST_WORK = 4e9
_MOST_STATES = 500_000


def mean_hours_to_exceed(queue: Queue, depth: float) -> float:
    """Mean hours until more than `depth` cases wait for the first time; at most HORIZON_HOURS.

    It is the sum of the mean times from each state to the next.
    """
    states, total, step = _states(queue, depth), 0.0, 0.0
    if queue.arrivals == 0:
        return HORIZON_HOURS
    if states > _MOST_STATES:
        # So far away only the flow counts: it gets there in a straight line, or never.
        return min(HORIZON_HOURS, states / -queue.spare) if queue.spare < 0 else HORIZON_HOURS
    for cases in range(states):
        step = (1 + min(cases, queue.people) * queue.served * step) / queue.arrivals
        total += step
        if total >= HORIZON_HOURS:
            return HORIZON_HOURS
    return total


@lru_cache(maxsize=512)
def chance_to_exceed(queue: Queue, depth: float, hours: float) -> float | None:
    """Chance that more than `depth` cases wait at some moment of the first `hours`.

    Exact to nine places: 10 ms for 60 people and a day, seconds for 5,000. None where it would take far longer: no
    number rather than a wrong one. Kept, since one desk is looked at again and again.
    """
    finite("the hours", hours)
    states = _states(queue, depth)
    if queue.arrivals == 0 or hours == 0:
        return 0.0
    if states > _MOST_STATES or work_to_arrive(queue, states, hours) > _MOST_WORK:
        return None
    return chance_to_arrive(queue, states, hours)


def _states(queue: Queue, depth: float) -> int:
    """How many states there are before the limit is passed."""
    return queue.people + math.floor(finite("the depth", depth)) + 1
