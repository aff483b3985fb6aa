"""The exception arithmetic of a working day: escalations, hours, people, load, ceiling, break-even (N-01 to N-08).

V cases per day, r share handed over, t minutes per case, h paid hours per person and day, s share of them not
available, u share of the rest that may be planned. Source: the framework's capacity chapter.
"""

import math
from dataclasses import dataclass

_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class OtherWork:
    """Work of people beside hand-overs, on `share` of the cases that come in, `minutes` each."""

    kind: str
    share: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Load:
    """The work of people on one day: hand-overs, and what the classes of decisions add to them.

    `agent_share` is the share of cases that the agent decides alone, where that is stated; hand-overs come from these.
    """

    volume: float
    rate: float
    minutes: float
    others: tuple[OtherWork, ...] = ()
    agent_share: float = 1.0

    @property
    def escalations(self) -> float:
        """Cases per day that reach a person, by volume and rate (N-01)."""
        return self.volume * self.rate

    @property
    def hours(self) -> float:
        """Hours of human work per day (N-03)."""
        return self.volume * self.minutes_per_incoming_case / 60

    @property
    def other_hours(self) -> float:
        """The part of the hours that is not hand-overs."""
        return self.volume * sum(work.share * work.minutes for work in self.others) / 60

    @property
    def cases_for_people(self) -> float:
        """Pieces of work per day that reach people, of whatever kind."""
        if not self._is_mix:
            return self.volume * self.rate
        return self.volume * (self.rate * self.agent_share + sum(work.share for work in self.others))

    @property
    def minutes_per_incoming_case(self) -> float:
        """Minutes of human work for each case that comes in; never less than rate times minutes."""
        return self._minutes_of_mix if self._is_mix else self.rate * self.minutes

    @property
    def _minutes_of_mix(self) -> float:
        return self.agent_share * self.rate * self.minutes + sum(work.share * work.minutes for work in self.others)

    @property
    def _is_mix(self) -> bool:
        """Whether the classes of decisions are the work; else they leave some out, and hand-overs alone are more."""
        return self._minutes_of_mix >= self.rate * self.minutes


@dataclass(frozen=True, slots=True)
class Desk:
    """The people who catch the rest: how many, and what part of their paid hours is there for cases."""

    people: float
    hours_per_day: float
    shrinkage: float
    occupancy: float

    @property
    def hours(self) -> float:
        """Hours per day that the people have for cases."""
        return self.people * self.hours_of_one

    @property
    def hours_of_one(self) -> float:
        """Hours per day that one person has for cases."""
        return self.hours_per_day * (1 - self.shrinkage)

    @property
    def plannable_hours(self) -> float:
        """Hours per day that may be planned, so that there is room for waves."""
        return self.hours * self.occupancy


def people_needed(load: Load, desk: Desk) -> int:
    """Whole people needed for the load (N-04)."""
    # Without the margin 23.000000000000004 would become 24.
    return math.ceil(load.hours / (desk.hours_of_one * desk.occupancy) * (1 - _ROUNDING))


def is_short(load: Load, desk: Desk) -> bool:
    """Whether the people are fewer than the load needs; half a person may be enough."""
    return desk.people < load.hours / (desk.hours_of_one * desk.occupancy) * (1 - _ROUNDING)


def load_ratio(load: Load, desk: Desk) -> float:
    """Hours needed over hours available (N-05); infinite for an empty desk."""
    return load.hours / desk.hours if desk.hours else math.inf


def growth_per_day(load: Load, desk: Desk) -> float:
    """Pieces of work by which the backlog grows each day when the load is above 1, else 0 (N-06)."""
    if load.hours <= desk.hours * (1 + _ROUNDING):
        return 0.0
    return load.cases_for_people * (1 - desk.hours / load.hours)


def scale_ceiling(load: Load, desk: Desk) -> float:
    """Cases per day that the desk can carry (N-07)."""
    return desk.plannable_hours * 60 / load.minutes_per_incoming_case


def break_even_rate(load: Load, desk: Desk) -> float:
    """Share handed over at which the desk is just full (N-08); what classes of decisions need comes off first."""
    if desk.plannable_hours <= load.other_hours:
        return 0.0
    of_all = desk.plannable_hours * 60 / (load.volume * load.minutes)
    if not load.agent_share:
        return of_all
    free = desk.plannable_hours - load.other_hours
    return min(of_all, free * 60 / (load.volume * load.agent_share * load.minutes))
