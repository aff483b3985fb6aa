"""How many people at the desk a standard needs, and what part of a team is at the desk at one time."""

import math
from collections.abc import Callable

from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.figure import UNSTABLE, finite

_ROUNDING = 1e-12


def on_desk(people: float, hours_per_day: float, shrinkage: float, desk_hours_per_day: float) -> int:
    """Whole people at the desk at any time, of a team with these paid hours, over these hours of the desk."""
    finite("the hours of the desk", desk_hours_per_day, strictly=True)
    # Without the margin 11.999999999999998 would become 11.
    return math.floor(people * hours_per_day * (1 - shrinkage) / desk_hours_per_day * (1 + _ROUNDING))


def smallest_desk(arrivals: float, served: float, is_enough: Callable[[Queue], bool]) -> int:
    """The fewest people with whom the queue is stable and enough; what is enough must stay so with more people."""
    low = math.floor(arrivals / served)  # never stable, unless nothing comes in
    if arrivals == 0:
        return 0
    step = 1
    while not _serves(Queue(low + step, arrivals, served), is_enough):
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _serves(Queue(middle, arrivals, served), is_enough) else (middle, high)
    return high


def _serves(queue: Queue, is_enough: Callable[[Queue], bool]) -> bool:
    return queue.is_stable and is_enough(queue)


def desk_for_wait(arrivals: float, served: float, hours: float, share: float) -> int:
    """The fewest people with whom at least `share` of the cases wait no longer than `hours`."""
    return smallest_desk(arrivals, served, lambda queue: _at_most(queue.chance_wait_over(hours), 1 - share))


def desk_for_depth(arrivals: float, served: float, depth: float, share: float) -> int:
    """The fewest people with whom more than `depth` cases wait for at most `share` of the time."""
    return smallest_desk(arrivals, served, lambda queue: _at_most(queue.share_of_time_over(depth), share))


def _at_most(figure: float | str, limit: float) -> bool:
    # The tolerance keeps a standard of exactly 1 - 0.95 from failing by the last bit.
    return figure != UNSTABLE and float(figure) <= max(0.0, limit) + _ROUNDING


def square_root_desk(load: float, chance_to_wait: float) -> float:
    """People by the square-root rule for this load and share of cases that wait (N-22): a check of size only."""
    return load + square_root_margin(chance_to_wait) * math.sqrt(load)


def agrees_with_square_root(people: int, load: float, chance_to_wait: float) -> bool:
    """Whether this many people are within 15 % (or one person) of the square-root rule for the same standard."""
    rule = square_root_desk(load, chance_to_wait)
    return abs(people - rule) <= max(1.0, 0.15 * rule)


def square_root_margin(chance_to_wait: float) -> float:
    """The beta of c = a + beta * sqrt(a): where 1 / (1 + beta * Phi(beta) / phi(beta)) is `chance_to_wait`."""
    if not 0 < chance_to_wait < 1:
        raise ValueError("the share of cases that wait must lie between 0 and 1")
    low, high = 0.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if _halfin_whitt(middle) > chance_to_wait else (low, middle)
    return (low + high) / 2


def _halfin_whitt(beta: float) -> float:
    density = math.exp(-beta * beta / 2) / math.sqrt(2 * math.pi)
    below = math.erfc(-beta / math.sqrt(2)) / 2
    return density / (density + beta * below)


def varied_wait(mean_wait: float, arrivals_squared: float, service_squared: float) -> float:
    """The mean wait where arrivals and handling vary by these squared coefficients (1 = as assumed): a sensitivity."""
    return mean_wait * (arrivals_squared + service_squared) / 2
