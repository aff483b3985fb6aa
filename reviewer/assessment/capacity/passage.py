"""When a queue passes its limit for the first time, stable or not, from an empty desk at the start of a shift.

The number of cases at the desk is a chain of states 0, 1, 2, ...; passing the limit means reaching people + depth + 1.
Source: the framework's capacity chapter, section 3.4.
"""

import math
from functools import lru_cache

from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.figure import finite

HORIZON_HOURS = 100 * 365.25 * 24
"""Beyond this nobody plans: a mean time that is longer is cut here, and reports say "more than 100 years"."""
_NOTHING_LEFT = 1e-15


def mean_hours_to_exceed(queue: Queue, depth: float) -> float:
    """Mean hours until more than `depth` cases wait for the first time; at most HORIZON_HOURS."""
    states = _states(queue, depth)
    if queue.arrivals == 0:
        return HORIZON_HOURS
    total = step = 0.0
    for cases in range(states):
        step = (1.0 + min(cases, queue.people) * queue.served * step) / queue.arrivals
        total += step
        if total >= HORIZON_HOURS:
            return HORIZON_HOURS
    return total


@lru_cache(maxsize=512)
def chance_to_exceed(queue: Queue, depth: float, hours: float) -> float:
    """Chance that more than `depth` cases wait at some moment of the first `hours`, by uniformisation.

    Work grows with hours x people x (people + depth): 10 ms for 14 people and a day, seconds for thousands. Kept, since
    one desk is looked at again and again.
    """
    import numpy as np

    finite("the hours", hours)
    rate = queue.arrivals + queue.people * queue.served
    if queue.arrivals == 0 or hours == 0:
        return 0.0
    states = _states(queue, depth)
    served = np.minimum(np.arange(states), queue.people) * queue.served
    up, down = queue.arrivals / rate, served / rate
    stay = 1.0 - up - down
    weights = _poisson_weights(rate * hours)
    shares = np.zeros(states)
    shares[0] = 1.0
    inside = 0.0
    for weight in weights:
        left = float(shares.sum())
        inside += weight * left
        if left < _NOTHING_LEFT:
            break
        moved = stay * shares
        moved[1:] += up * shares[:-1]
        moved[:-1] += down[1:] * shares[1:]
        shares = moved
    return min(1.0, max(0.0, 1.0 - inside))


def _states(queue: Queue, depth: float) -> int:
    """How many states there are before the limit is passed."""
    return queue.people + math.floor(finite("the depth", depth)) + 1


def _poisson_weights(mean: float) -> list[float]:
    """Chances of 0, 1, 2, ... events for this mean, in logarithms so that no mean is too large."""
    last = math.ceil(mean + 9 * math.sqrt(mean) + 40)
    weights = [math.exp(events * math.log(mean) - mean - math.lgamma(events + 1)) for events in range(last + 1)]
    total = math.fsum(weights)
    return [weight / total for weight in weights]
