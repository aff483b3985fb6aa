"""Waiting at a desk in its long run: Erlang B, C and A, by recursions that hold for thousands of people.

Poisson arrivals, exponential handling, one pool, first come first served, no learning: the limits that every result
prints. Per hour throughout. Source: the framework's capacity chapter, section 3.4.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reviewer.assessment.capacity.figure import UNSTABLE, Figure, finite

_ALMOST_FULL = 1e-12
_FORGOTTEN = 10.0
_LARGEST = 1e300
_NEGLIGIBLE = 1e-20
_ENDLESS_PATIENCE = 1e-8


def erlang_b(people: int, load: float) -> float:
    """Chance that all `people` are busy when nobody waits; `load` in Erlang (hours of work per hour)."""
    finite("the load", load)
    if load == 0:
        return 1.0 if people == 0 else 0.0
    # Each step below the load shrinks the error of the start: after ten roots of the load nothing of it is left.
    start = max(0, math.floor(min(people, load) - _FORGOTTEN * math.sqrt(load)))
    # The inverse grows by positive terms only, so nothing cancels.
    inverse = 1.0
    for busy in range(start + 1, people + 1):
        inverse = 1.0 + inverse * busy / load
        if inverse > _LARGEST:
            return 0.0
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
        # 0.3 / 0.1 is just below 3 in floating point: without the margin a full desk would get a number.
        return self.arrivals == 0 or self.load < self.people * (1 - _ALMOST_FULL)

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
        return self._stable(lambda chance: chance * (self.load / self.people) ** (math.floor(depth) + 1))

    def depth_held(self, share: float) -> Figure:
        """Smallest depth that is passed for at most this `share` of the time (0 < share)."""
        finite("the share", share, strictly=True)
        return self._stable(lambda chance: self._depth(chance, share))

    def _depth(self, chance: float, share: float) -> float:
        if chance <= share or self.load == 0:
            return 0.0
        depth = max(0, math.ceil(math.log(share / chance) / math.log(self.load / self.people)) - 1)
        # Logarithms may miss by one where the share is met exactly.
        while depth > 0 and _number(self.share_of_time_over(depth - 1)) <= share:
            depth -= 1
        while _number(self.share_of_time_over(depth)) > share:
            depth += 1
        return float(depth)

    def _stable(self, figure: Callable[[float], float]) -> Figure:
        chance = self.chance_to_wait
        return UNSTABLE if chance == UNSTABLE else figure(chance) if chance else 0.0


def _number(figure: Figure) -> float:
    return float(figure)


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
        Queue(self.people, self.arrivals, self.served)

    @cached_property
    def plain(self) -> Queue | None:
        """The same desk with endless patience, where that makes no difference; None where it does.

        With so little leaving an overloaded queue would settle after centuries: it grows without end.
        """
        endless = self.leaving <= _ENDLESS_PATIENCE * self.arrivals
        return Queue(self.people, self.arrivals, self.served) if endless or not self.arrivals else None

    @property
    def chance_to_wait(self) -> Figure:
        """Share of cases that do not find anybody free."""
        return self.plain.chance_to_wait if self.plain else min(1.0, math.fsum(share for _, share in self._waiting))

    @property
    def mean_waiting(self) -> Figure:
        """Mean number of cases that wait."""
        return self.plain.mean_waiting if self.plain else math.fsum(depth * share for depth, share in self._waiting)

    @property
    def mean_wait_hours(self) -> Figure:
        """Mean time in the queue, over all cases, answered or not."""
        return self.plain.mean_wait_hours if self.plain else float(self.mean_waiting) / self.arrivals

    @property
    def chance_unanswered(self) -> float:
        """Share of cases that leave unanswered: the leaving rate times those who wait, over the arrivals (exact)."""
        return 0.0 if self.plain else self.leaving * float(self.mean_waiting) / self.arrivals

    def share_of_time_over(self, depth: float) -> Figure:
        """Share of the time in which more than `depth` cases wait."""
        finite("the depth", depth)
        if self.plain:
            return self.plain.share_of_time_over(depth)
        return math.fsum(share for waiting, share in self._waiting if waiting > depth)

    @cached_property
    def _waiting(self) -> list[tuple[int, float]]:
        """How many cases wait while all people are busy, each with its share of the time; what is negligible left out.

        Followed from the likeliest number of cases to both sides: the largest weight is 1, so nothing overflows, and
        the work stays small however few leave.
        """
        if self.arrivals > self.people * self.served:
            likeliest = self.people + math.floor((self.arrivals - self.people * self.served) / self.leaving)
        else:
            likeliest = min(self.people, math.floor(self.arrivals / self.served))
        below = self._weights(likeliest, -1)
        weights = [*reversed(below), 1.0, *self._weights(likeliest, 1)]
        total, first = math.fsum(weights), likeliest - len(below) - self.people
        return [(depth, weight / total) for depth, weight in enumerate(weights, first) if depth >= 0]

    def _weights(self, cases: int, direction: int) -> list[float]:
        """Weights of the numbers of cases beyond this one, over its own, as far as they are not negligible."""
        weights, weight = list[float](), 1.0
        while weight > _NEGLIGIBLE and cases + direction >= 0:
            ratio = self.arrivals / self._departures(max(cases, cases + direction))
            weight, cases = weight * (ratio if direction > 0 else 1 / ratio), cases + direction
            weights.append(weight)
        return weights

    def _departures(self, cases: int) -> float:
        return min(cases, self.people) * self.served + max(0, cases - self.people) * self.leaving
