"""One plan in figures, and what follows from it: the day, the queue, the limits, and whether it holds.

`Plan` is everything that a person can move. `Outlook` is what one scenario of it comes to; its figures are worked out
when they are asked for, so that a screen can show the quick ones first.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

from reviewer.assessment.capacity.day import Desk, Load, OtherWork, load_ratio, people_needed, scale_ceiling
from reviewer.assessment.capacity.erlang import ImpatientQueue, Queue
from reviewer.assessment.capacity.figure import UNSTABLE, Figure
from reviewer.assessment.capacity.hours import Closing, WeekHours, worst_closing
from reviewer.assessment.capacity.passage import chance_to_exceed, mean_hours_to_exceed
from reviewer.assessment.capacity.staffing import desk_for_depth, desk_for_wait, on_desk

_LARGEST_LOAD = 1e6


@dataclass(frozen=True, kw_only=True)
class Standard:
    """What counts as enough: the share of cases that must be answered in time, of the time that the queue limit must
    hold, and the days at the desk for which it must hold on average. Defaults of the framework's thresholds.
    """

    in_time: float
    within_limit: float
    days: float = 20.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is planned, per day at target volume. None where nothing is stated; shares lie between 0 and 1."""

    volume: float | None = None
    volume_now: float | None = None
    rate: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None
    minutes: float | None = None
    others: tuple[OtherWork, ...] = ()
    agent_share: float = 1.0
    people: float | None = None
    hours_per_day: float = 8.0
    shrinkage: float = 0.3
    occupancy: float = 0.8
    max_queue: float | None = None
    max_wait_hours: float | None = None
    timeout_hours: float | None = None
    peak_hour: float | None = None
    peak_day: float | None = None
    arrivals: WeekHours | None = None
    staffed: WeekHours | None = None
    standard: Standard = field(default_factory=lambda: Standard(in_time=0.95, within_limit=0.95))

    @property
    def load(self) -> Load | None:
        """The load of a normal day, if volume, rate and minutes are there and above 0."""
        if not self.volume or not self.minutes or self.rate is None:
            return None
        return Load(self.volume, self.rate, self.minutes, self.others, self.agent_share)

    @property
    def desk(self) -> Desk | None:
        """The desk, if its people are stated and have hours; nobody has none."""
        if not self.people or self.shrinkage >= 1:
            return None
        return Desk(self.people, self.hours_per_day, self.shrinkage, self.occupancy)

    @property
    def closing(self) -> Closing | None:
        """The worst closed time of the desk; None where either of the hours is not stated."""
        return worst_closing(self.arrivals, self.staffed) if self.arrivals and self.staffed else None

    @property
    def outlook(self) -> "Outlook | None":
        """What the plan as it is comes to."""
        return Outlook(self, self.load) if self.load else None


@dataclass(frozen=True)
class Outlook:
    """What one load means for the people of a plan."""

    plan: Plan
    load: Load

    @property
    def desk_hours_per_day(self) -> float:
        """Hours of a day in which the desk is staffed; the paid hours of one person where nothing is stated."""
        return self.plan.staffed.hours_per_day if self.plan.staffed else self.plan.hours_per_day

    @property
    def arrivals_per_hour(self) -> float:
        """Pieces of work for people that come in per hour, in the hours in which they come in."""
        hours = self.plan.arrivals.hours_per_day if self.plan.arrivals else self.desk_hours_per_day
        return self.load.cases_for_people / hours

    @property
    def served_per_hour(self) -> float:
        """Pieces of work that one person does in an hour at the desk."""
        return self.load.cases_for_people / self.load.hours if self.load.hours else 60 / self.load.minutes

    @property
    def people_on_desk(self) -> int | None:
        """Whole people at the desk at any time; None where it is less than one, so that the desk is empty at times."""
        desk = self.plan.desk
        if desk is None:
            return None
        return on_desk(desk.people, desk.hours_per_day, desk.shrinkage, self.desk_hours_per_day) or None

    @property
    def people_needed(self) -> int | None:
        """Whole people needed for the day (N-04); None where nobody has hours."""
        plan = self.plan
        if plan.shrinkage >= 1:
            return None
        return people_needed(self.load, Desk(1, plan.hours_per_day, plan.shrinkage, plan.occupancy))

    @property
    def load_ratio(self) -> float | None:
        """Hours needed over hours available (N-05)."""
        return load_ratio(self.load, self.plan.desk) if self.plan.desk else None

    @property
    def ceiling(self) -> float | None:
        """Cases per day that the people can carry (N-07)."""
        return scale_ceiling(self.load, self.plan.desk) if self.plan.desk and self.load.hours else None

    @cached_property
    def queue(self) -> Queue | None:
        """The desk in a normal hour."""
        people = self.people_on_desk
        return None if people is None else Queue(people, self.arrivals_per_hour, self.served_per_hour)

    @cached_property
    def peak_queue(self) -> Queue | None:
        """The desk in the busiest hour (N-13)."""
        peak = self.plan.peak_hour
        return replace(self.queue, arrivals=self.queue.arrivals * peak) if self.queue and peak else None

    @property
    def chance_too_late(self) -> Figure | None:
        """Share of cases that wait longer than the plan allows (N-09)."""
        wait = self.plan.max_wait_hours
        return None if self.queue is None or wait is None else self.queue.chance_wait_over(wait)

    @property
    def share_of_time_over_limit(self) -> Figure | None:
        """Share of the time in which more cases wait than the plan allows (N-10)."""
        limit = self.plan.max_queue
        return None if self.queue is None or limit is None else self.queue.share_of_time_over(limit)

    @cached_property
    def hours_to_limit(self) -> float | None:
        """Mean hours at the desk until the queue limit is passed for the first time (N-10)."""
        limit = self.plan.max_queue
        return None if self.queue is None or limit is None else mean_hours_to_exceed(self.queue, limit)

    @cached_property
    def chance_of_breach(self) -> float | None:
        """Chance that the queue limit is passed within one day of the desk; slow for hundreds of people.

        None as well where the desk is too large to follow.
        """
        limit = self.plan.max_queue
        if self.queue is None or limit is None:
            return None
        return chance_to_exceed(self.queue, limit, self.desk_hours_per_day)

    @property
    def share_unanswered(self) -> float | None:
        """Share of cases that nobody answers before their time is up (N-15).

        Erlang A lets the time vary by chance. One fixed time leaves no more unanswered than would have waited longer.
        """
        if self.queue is None or not self.plan.timeout_hours:
            return None
        queue, leaving = self.queue, 1 / self.plan.timeout_hours
        share = ImpatientQueue(queue.people, queue.arrivals, queue.served, leaving).chance_unanswered
        longer = queue.chance_wait_over(self.plan.timeout_hours)
        return share if longer == UNSTABLE else min(share, float(longer))

    @property
    def closing(self) -> Closing | None:
        """The worst closed time of the plan's desk."""
        return self.plan.closing

    @property
    def waiting_at_opening(self) -> float | None:
        """Cases that wait for a person when the desk opens after its worst closed time (N-11)."""
        arrivals = self.plan.arrivals
        if self.closing is None or arrivals is None:
            return None
        return self.closing.share_of_week * self.load.cases_for_people * arrivals.days_per_week

    @property
    def _is_beyond_desks(self) -> bool:
        """Whether more people would be needed at one time than any desk has: no number rather than minutes of work."""
        return self.arrivals_per_hour > _LARGEST_LOAD * self.served_per_hour

    @property
    def desk_for_wait(self) -> int | None:
        """People at the desk for the standard of waiting."""
        if self.plan.max_wait_hours is None or self._is_beyond_desks:
            return None
        return desk_for_wait(
            self.arrivals_per_hour, self.served_per_hour, self.plan.max_wait_hours, self.plan.standard.in_time
        )

    @property
    def desk_for_depth(self) -> int | None:
        """People at the desk for the standard of the queue limit."""
        if self.plan.max_queue is None or self._is_beyond_desks:
            return None
        share = 1 - self.plan.standard.within_limit
        return desk_for_depth(self.arrivals_per_hour, self.served_per_hour, self.plan.max_queue, share)
