"""Waiting at a desk in its long run: Erlang B, C and A, by recursions that hold for thousands of people.

Poisson arrivals, exponential handling, one pool, first come first served, no learning: the limits that every result
prints. Per hour throughout. Source: the framework's capacity chapter, section 3.4.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reviewer.assessment.capacity.figure import UNSTABLE, Figure, finite

_LARGEST_WEIGHT = 1e280
_NEGLIGIBLE = 1e-14


def erlang_b(people: int, load: float) -> float:
    """Chance that all `people` are busy when nobody waits; `load` in Erlang (hours of work per hour)."""
    finite("the load", load)
    if load == 0:
        return 1.0 if people == 0 else 0.0
    # The inverse grows by positive terms only: nothing cancels, and an overflow to infinity means 0, which is right.
    inverse = 1.0
    for busy in range(1, people + 1):
        inverse = 1.0 + inverse * busy / load
    return 1.0 / inverse


@dataclass(frozen=True)
class Queue:
    """A desk with `people` on it, `arrivals` per hour, and `served` cases per hour and person (M/M/c).

    Every figure is "unstable" where as much or more comes in than can be served.
    """

    people: int
    arrivals: float
    served: float

    def __post_init__(self) -> None:
        finite("the people", self.people)
        finite("the arrivals", self.arrivals)
        finite("the cases served per hour", self.served, strictly=True)

    @property
    def load(self) -> float:
        """Hours of work that arrive per hour (Erlang)."""
        return self.arrivals / self.served

    @property
    def is_stable(self) -> bool:
        """Whether the people can serve more than what comes in; a desk to which nothing comes is stable."""
        return self.arrivals == 0 or self.load < self.people

    @property
    def spare(self) -> float:
        """Cases per hour that the people could serve beyond what comes in; negative when they fall behind."""
        return self.people * self.served - self.arrivals

    @cached_property
    def chance_to_wait(self) -> Figure:
        """Share of cases that do not find anybody free (Erlang C)."""
        if not self.is_stable:
            return UNSTABLE
        if self.arrivals == 0:
            return 0.0
        blocked = erlang_b(self.people, self.load)
        return blocked / (1.0 - self.load / self.people * (1.0 - blocked))

    @property
    def mean_wait_hours(self) -> Figure:
        """Mean time in the queue, over all cases."""
        return self._stable(lambda chance: chance / self.spare)

    @property
    def mean_waiting(self) -> Figure:
        """Mean number of cases that wait for a person."""
        return self._stable(lambda chance: chance * self.arrivals / self.spare)

    def chance_wait_over(self, hours: float) -> Figure:
        """Share of cases that wait longer than `hours` (N-09)."""
        finite("the wait", hours)
        return self._stable(lambda chance: chance * math.exp(-self.spare * hours))

    def share_of_time_over(self, depth: float) -> Figure:
        """Share of the time in which more than `depth` cases wait (N-10)."""
        finite("the depth", depth)
        return self._stable(lambda chance: chance * (self.load / max(self.people, 1)) ** (math.floor(depth) + 1))

    def depth_held(self, share: float) -> Figure:
        """Smallest depth that is passed for at most this `share` of the time (0 < share)."""
        finite("the share", share, strictly=True)
        return self._stable(lambda chance: self._depth(chance, share))

    def _depth(self, chance: float, share: float) -> float:
        if chance <= share or self.load == 0:
            return 0.0
        return float(max(0, math.ceil(math.log(share / chance) / math.log(self.load / self.people)) - 1))

    def _stable(self, figure: Callable[[float], float]) -> Figure:
        chance = self.chance_to_wait
        return UNSTABLE if chance == UNSTABLE else figure(chance) if chance else 0.0


@dataclass(frozen=True)
class ImpatientQueue:
    """A queue whose cases leave unanswered after a random time, `leaving` per hour and waiting case (M/M/c+M).

    Never unstable while `leaving` is above 0; without any leaving it is the plain queue.
    """

    people: int
    arrivals: float
    served: float
    leaving: float

    def __post_init__(self) -> None:
        finite("the cases that leave per hour", self.leaving)

    @property
    def chance_to_wait(self) -> Figure:
        """Share of cases that do not find anybody free."""
        return self.plain.chance_to_wait if not self.leaving else self._sums[0]

    @property
    def mean_waiting(self) -> Figure:
        """Mean number of cases that wait."""
        return self.plain.mean_waiting if not self.leaving else self._sums[1]

    @property
    def mean_wait_hours(self) -> Figure:
        """Mean time in the queue, over all cases, answered or not."""
        if not self.leaving:
            return self.plain.mean_wait_hours
        return self._sums[1] / self.arrivals if self.arrivals else 0.0

    @property
    def chance_unanswered(self) -> float:
        """Share of cases that leave unanswered: the leaving rate times those who wait, over the arrivals (exact)."""
        return self.leaving * self._sums[1] / self.arrivals if self.leaving and self.arrivals else 0.0

    def share_of_time_over(self, depth: float) -> Figure:
        """Share of the time in which more than `depth` cases wait."""
        if not self.leaving:
            return self.plain.share_of_time_over(depth)
        return math.fsum(self._states[self.people + math.floor(depth) + 1 :])

    @cached_property
    def plain(self) -> Queue:
        """The same desk with endless patience."""
        return Queue(self.people, self.arrivals, self.served)

    @cached_property
    def _sums(self) -> tuple[float, float]:
        waiting = self._states[self.people :]
        return math.fsum(waiting), math.fsum(depth * share for depth, share in enumerate(waiting))

    @cached_property
    def _states(self) -> list[float]:
        """Share of the time with k cases at the desk or waiting, from k = 0 on until what is left is negligible."""
        weights, largest, cases = [1.0], 1.0, 0
        while True:
            cases += 1
            departures = min(cases, self.people) * self.served + max(0, cases - self.people) * self.leaving
            weights.append(weights[-1] * self.arrivals / departures)
            largest = max(largest, weights[-1])
            if weights[-1] > _LARGEST_WEIGHT:
                weights, largest = [weight / _LARGEST_WEIGHT for weight in weights], largest / _LARGEST_WEIGHT
            # The length must not come from arrivals / leaving: with little leaving that would exhaust the memory.
            if cases > self.people and self.arrivals < departures and weights[-1] < _NEGLIGIBLE * largest:
                break
        total = math.fsum(weights)
        return [weight / total for weight in weights]
