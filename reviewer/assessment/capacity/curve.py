"""How many cases wait at each moment of a day at the desk, from opening to closing.

Up to a few hundred states the chain of the queue is followed exactly in its states and in steps of five minutes
(backward Euler: never negative, stable for any step, late by at most a step). Beyond that chance evens out, and the
flow alone is followed: what comes in less what can be served.
"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reviewer.assessment.capacity.plan import Outlook

if TYPE_CHECKING:
    import numpy as np

    from numpy.typing import NDArray

    Shares = NDArray[np.float64]

_STEP_HOURS = 1 / 12
_MOST_STATES = 500
_BAD_DAY = 0.95


@dataclass(frozen=True)
class Moment:
    """A moment of the day, in hours since opening: cases that wait on an average day, and on one day in twenty (as
    many or more; None where only the flow was followed).
    """

    hours: float
    waiting: float
    bad_day: float | None


def queue_over_day(outlook: Outlook) -> tuple[Moment, ...]:
    """The day of an outlook, its busiest hour in the middle; empty where no people are stated."""
    if outlook.queue is None or not outlook.load.hours:
        return ()
    arrivals = _arrivals(outlook)
    at_opening = outlook.waiting_at_opening or 0.0
    served, people = outlook.served_per_hour, outlook.queue.people
    length = len(arrivals) * _STEP_HOURS
    surplus = max(0.0, sum(arrivals) * _STEP_HOURS - people * served * length)
    room = math.ceil(at_opening + surplus + 6 * math.sqrt(max(arrivals) * length) + 20)
    if people + room > _MOST_STATES:
        return _flow(arrivals, people * served, at_opening)
    return _chain(arrivals, people, served, round(at_opening), room)


def _arrivals(outlook: Outlook) -> list[float]:
    """Cases per hour in each step. The busiest hour takes from the others: the day's total stays."""
    steps = max(1, round(outlook.desk_hours_per_day / _STEP_HOURS))
    normal, hours = outlook.arrivals_per_hour, steps * _STEP_HOURS
    peak = min(outlook.plan.peak_hour or 1.0, hours)
    if peak <= 1 or hours <= 1:
        return [normal] * steps
    others = normal * (hours - peak) / (hours - 1)
    middle = steps * _STEP_HOURS / 2
    return [normal * peak if abs((step + 0.5) * _STEP_HOURS - middle) < 0.5 else others for step in range(steps)]


def _flow(arrivals: list[float], served: float, waiting: float) -> tuple[Moment, ...]:
    moments = [Moment(0.0, waiting, None)]
    for step, coming in enumerate(arrivals, 1):
        waiting = max(0.0, waiting + (coming - served) * _STEP_HOURS)
        moments.append(Moment(step * _STEP_HOURS, waiting, None))
    return tuple(moments)


def _chain(arrivals: list[float], people: int, served: float, at_opening: int, room: int) -> tuple[Moment, ...]:
    import numpy as np

    states = people + room
    shares = np.zeros(states)
    shares[min(states - 1, at_opening + (people if at_opening else 0))] = 1.0
    steps = {coming: _step(coming, people, served, states) for coming in set(arrivals)}
    moments = [_moment(0, shares, people)]
    for step, coming in enumerate(arrivals, 1):
        shares = steps[coming] @ shares
        moments.append(_moment(step, shares, people))
    return tuple(moments)


def _step(arrivals: float, people: int, served: float, states: int) -> "Shares":
    """What one step makes of the shares of all states."""
    import numpy as np

    up = np.full(states, arrivals)
    up[-1] = 0.0
    down = np.minimum(np.arange(states), people) * served
    change = np.diag(1 + _STEP_HOURS * (up + down))
    change -= np.diag(_STEP_HOURS * up[:-1], -1) + np.diag(_STEP_HOURS * down[1:], 1)
    following: Shares = np.linalg.inv(change)
    return following


def _moment(step: int, shares: "Shares", people: int) -> Moment:
    import numpy as np

    waiting = np.maximum(np.arange(len(shares)) - people, 0)
    bad_day = waiting[min(len(shares) - 1, int(np.searchsorted(np.cumsum(shares), _BAD_DAY)))]
    return Moment(step * _STEP_HOURS, float(waiting @ shares), float(bad_day))
