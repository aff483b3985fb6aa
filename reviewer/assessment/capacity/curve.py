"""How many cases wait at each moment of a day at the desk, from opening to closing.

Up to a few hundred states the chain of the queue is followed exactly in its states and in steps of about five minutes
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

_STEPS_PER_HOUR = 12
_MINUTES_OF_WEEK = 7 * 24 * 60
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
    steps = max(1, round(outlook.desk_hours_per_day * _STEPS_PER_HOUR))
    hours = outlook.desk_hours_per_day / steps
    arrivals = _arrivals(outlook, steps)
    served, people = outlook.served_per_hour, outlook.queue.people
    flow = _flow(arrivals, people * served, outlook.waiting_at_opening or 0.0, hours)
    room = max(moment.waiting for moment in flow) + 6 * math.sqrt(max(arrivals) * hours * steps) + 20
    if people + room > _MOST_STATES:
        return flow
    return _chain(arrivals, people, served, flow[0].waiting, math.ceil(room), hours)


def _arrivals(outlook: Outlook, steps: int) -> list[float]:
    """Cases per hour in each step. The busiest hour takes from the others: the day's total stays."""
    normal, coming = outlook.arrivals_per_hour, _steps_with_arrivals(outlook, steps)
    hours, others = len(coming) / _STEPS_PER_HOUR, normal
    peak = max(1.0, min(outlook.plan.peak_hour or 1.0, hours))
    first = (len(coming) - _STEPS_PER_HOUR) // 2
    busiest = set(coming[first : first + _STEPS_PER_HOUR]) if hours > 1 else set[int]()
    if busiest:
        others = normal * (hours - peak) / (hours - 1)
    rates = {step: normal * peak if step in busiest else others for step in coming}
    return [rates.get(step, 0.0) for step in range(steps)]


def _steps_with_arrivals(outlook: Outlook, steps: int) -> list[int]:
    """The steps of the first day at the desk in the week in which cases come in."""
    arrivals, staffed = outlook.plan.arrivals, outlook.plan.staffed
    if arrivals is None or staffed is None:
        return list(range(steps))
    start = staffed.minutes.find(b"\x00\x01") + 1
    ring = (minute % _MINUTES_OF_WEEK for minute in range(start, start + _MINUTES_OF_WEEK))
    minutes = [minute for minute in ring if staffed.minutes[minute]]
    length = outlook.desk_hours_per_day * 60 / steps
    return [step for step in range(steps) if arrivals.minutes[minutes[math.floor(step * length)]]]


def _flow(arrivals: list[float], served: float, waiting: float, hours: float) -> tuple[Moment, ...]:
    moments = [Moment(0.0, waiting, None)]
    for step, coming in enumerate(arrivals, 1):
        waiting = max(0.0, waiting + (coming - served) * hours)
        moments.append(Moment(step * hours, waiting, None))
    return tuple(moments)


def _chain(
    arrivals: list[float], people: int, served: float, at_opening: float, room: int, hours: float
) -> tuple[Moment, ...]:
    import numpy as np

    shares = np.zeros(people + room)
    # Those that wait at opening are all the cases there are: the people begin with them.
    whole = math.floor(at_opening)
    shares[whole], shares[whole + 1] = 1 - (at_opening - whole), at_opening - whole
    steps = {coming: _step(coming, people, served, len(shares), hours) for coming in set(arrivals)}
    moments = [Moment(0.0, at_opening, float(math.ceil(at_opening)))]
    for step, coming in enumerate(arrivals, 1):
        shares = steps[coming] @ shares
        moments.append(_moment(step * hours, shares, people))
    return tuple(moments)


def _step(arrivals: float, people: int, served: float, states: int, hours: float) -> "Shares":
    """What one step makes of the shares of all states."""
    import numpy as np

    up = np.full(states, arrivals)
    up[-1] = 0.0
    down = np.minimum(np.arange(states), people) * served
    change = np.diag(1 + hours * (up + down))
    change -= np.diag(hours * up[:-1], -1) + np.diag(hours * down[1:], 1)
    return np.asarray(np.linalg.inv(change), dtype=np.float64)


def _moment(hours: float, shares: "Shares", people: int) -> Moment:
    import numpy as np

    waiting = np.maximum(np.arange(len(shares)) - people, 0)
    bad_day = waiting[min(len(shares) - 1, int(np.searchsorted(np.cumsum(shares), _BAD_DAY)))]
    return Moment(hours, float(waiting @ shares), float(bad_day))
