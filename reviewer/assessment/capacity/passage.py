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
_MOST_WORK = 3e9


def mean_hours_to_exceed(queue: Queue, depth: float) -> float:
    """Mean hours until more than `depth` cases wait for the first time; at most HORIZON_HOURS."""
    return min(HORIZON_HOURS, _cumulants(queue, depth)[0])


@lru_cache(maxsize=512)
def chance_to_exceed(queue: Queue, depth: float, hours: float) -> float:
    """Chance that more than `depth` cases wait at some moment of the first `hours`.

    Exact to nine places; 10 ms for 60 people and a day, seconds for thousands. Where that would take far longer, a
    gamma distribution with the same mean, variance and skew stands in (off by at most four points in a hundred). Kept,
    since one desk is looked at again and again.
    """
    finite("the hours", hours)
    states = _states(queue, depth)
    if queue.arrivals == 0 or hours == 0:
        return 0.0
    if work_to_arrive(queue, states, hours) > _MOST_WORK:
        return _gamma_chance(hours, *_cumulants(queue, depth))
    return chance_to_arrive(queue, states, hours)


def _states(queue: Queue, depth: float) -> int:
    """How many states there are before the limit is passed."""
    return queue.people + math.floor(finite("the depth", depth)) + 1


def _cumulants(queue: Queue, depth: float) -> tuple[float, float, float]:
    """Mean, variance and third cumulant (hours) of the time until the limit is passed; infinite past the horizon.

    It is the sum of the times from each state to the next, which are independent; m, n, o are their raw moments.
    """
    states, m, n, o = _states(queue, depth), 0.0, 0.0, 0.0
    if queue.arrivals == 0:
        return math.inf, math.inf, math.inf
    mean = variance = third = 0.0
    for cases in range(states):
        down = min(cases, queue.people) * queue.served
        a, b, e = (1 + down * m) / queue.arrivals, down * n / 2 / queue.arrivals, down * o / 6 / queue.arrivals
        # Products, not powers: a power too large is an error, a product is infinite.
        m, n, o = a, 2 * (b + a * a), 6 * (e + 2 * a * b + a * a * a)
        mean, variance, third = mean + m, variance + n - m * m, third + o - 3 * m * n + 2 * m * m * m
        if mean >= HORIZON_HOURS:
            return math.inf, math.inf, math.inf
    return mean, variance, third


def _gamma_chance(hours: float, mean: float, variance: float, third: float) -> float:
    """Chance that a time with these cumulants is at most `hours`, if it is gamma-distributed from some moment on.

    By the cube roots of Wilson and Hilferty.
    """
    if math.isinf(mean):
        return 0.0
    shape, typical = 4 * variance**3 / third**2, 2 * variance**2 / third
    since = (hours - mean + typical) / typical
    distance = math.cbrt(max(0.0, since)) - (1 - 1 / (9 * shape))
    return math.erfc(-distance * 3 * math.sqrt(shape) / math.sqrt(2)) / 2 if since > 0 else 0.0
