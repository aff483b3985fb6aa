"""The chance that a desk that opens empty has so many cases at some moment of its first hours, followed in its states.

The chain of states is followed event by event (uniformisation: every event is an arrival, an end of handling, or
nothing). Few states are followed in strides of many events, by squaring the matrix of one stride; many states one event
at a time, in the window of states that carry weight. Both add and multiply positive numbers only.
"""

import math
from typing import TYPE_CHECKING

from reviewer.assessment.capacity.erlang import Queue

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shares = NDArray[np.float64]

_FEW_STATES = 600
_TERMS = 20
_UNSEEN = 1e-19
_BLOCK = 64
_OVERHEAD = 2_000


def work_to_arrive(queue: Queue, states: int, hours: float) -> float:
    """A measure of the work of `chance_to_arrive`: states moved, with the overhead of each event as some of them."""
    events = _events(queue, hours)
    return 0.0 if states <= _FEW_STATES else events * (_OVERHEAD + min(states, 20 * math.sqrt(events)))


def chance_to_arrive(queue: Queue, states: int, hours: float) -> float:
    """Chance that the desk, empty at first, has `states` cases or more at some moment of the first `hours`."""
    chance = _in_strides(queue, states, hours) if states <= _FEW_STATES else _in_events(queue, states, hours)
    return min(1.0, chance)


def _events(queue: Queue, hours: float) -> float:
    return (queue.arrivals + queue.people * queue.served) * hours


def _chances(queue: Queue, states: int) -> "tuple[float, Shares, Shares]":
    """The chance that an event is an arrival, and in each state that it is an end of handling, or nothing."""
    import numpy as np

    rate = _events(queue, 1.0)
    up, down = queue.arrivals / rate, np.minimum(np.arange(states), queue.people) * (queue.served / rate)
    return up, down, np.maximum(0.0, 1.0 - up - down)


def _in_strides(queue: Queue, states: int, hours: float) -> float:
    import numpy as np

    events = _events(queue, hours)
    # Squaring once more halves the strides; it pays as long as there are more of them than a row of states costs.
    squares = max(0, math.ceil(math.log2(max(events, 1e-300) / (states / 2 + 8))))
    strides = math.ceil(max(1.0, events / 2**squares))
    matrix = _stride(queue, states, events / (strides * 2**squares))
    for _ in range(squares):
        matrix = matrix @ matrix
        matrix[matrix < _UNSEEN**2] = 0.0
        # Each row is what can become of one state: its sum is 1, and rounding must not build up.
        matrix /= matrix.sum(axis=1, keepdims=True)
    shares = np.zeros(states + 1)
    shares[0] = 1.0
    for _ in range(strides):
        shares = shares @ matrix
    return float(shares[-1])


def _stride(queue: Queue, states: int, events: float) -> "Shares":
    """What a time with that many events on average (at most 1) makes of each state; the last one is never left."""
    import numpy as np

    up, down, stay = _chances(queue, states + 1)
    down[-1], stay[-1] = 0.0, 1.0
    term = math.exp(-events) * np.eye(states + 1)
    matrix = term.copy()
    for count in range(1, _TERMS):
        moved = term * stay
        moved[:, 1:] += up * term[:, :-1]
        moved[:, :-1] += term[:, 1:] * down[1:]
        term = moved * (events / count)
        matrix += term
    return matrix


def _in_events(queue: Queue, states: int, hours: float) -> float:
    import numpy as np

    up, down, stay = _chances(queue, states)
    tails, certain = _poisson_tails(_events(queue, hours))
    shares, low, high = np.zeros(states), 0, 1
    shares[0] = 1.0
    chance = 0.0
    for event in range(certain + len(tails)):
        if event % _BLOCK == 0:
            seen = np.flatnonzero(shares > _UNSEEN)
            if not len(seen):
                break
            low, high = max(0, int(seen[0]) - _BLOCK), min(states, int(seen[-1]) + 1 + _BLOCK)
        now = shares[low:high]
        if high == states:
            chance += up * float(now[-1]) * (1.0 if event < certain else tails[event - certain])
        moved = stay[low:high] * now
        moved[1:] += up * now[:-1]
        moved[:-1] += down[low + 1 : high] * now[1:]
        shares[low:high] = moved
    return chance


def _poisson_tails(mean: float) -> tuple[list[float], int]:
    """Chances of more than n events for this mean, from the first n on at which it is not certain, and that n."""
    spread = 9 * math.sqrt(mean) + 40
    first = max(0, math.floor(mean - spread))
    counts = range(first, math.ceil(mean + spread) + 1)
    # In logarithms, so that no mean is too large.
    weights = [math.exp(count * math.log(mean) - mean - math.lgamma(count + 1)) for count in counts]
    total = math.fsum(weights)
    tails, left = [0.0] * len(weights), 0.0
    for place in range(len(weights) - 1, 0, -1):
        left += weights[place] / total
        tails[place - 1] = left
    return tails, first
