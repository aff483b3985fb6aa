"""Whether a scenario holds, and if not, why: by the limits of the rules, in a normal hour, and only by what is stated.

The busiest hour is a finding of its own (N-13) and makes no case fail.
"""

from collections.abc import Iterator

from reviewer.assessment.capacity.day import Desk, is_short
from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.figure import UNSTABLE
from reviewer.assessment.capacity.passage import mean_hours_to_exceed
from reviewer.assessment.capacity.plan import Outlook


def failures(outlook: Outlook) -> tuple[str, ...]:
    """Why the people of the plan cannot carry this load, in words; empty where they can."""
    return tuple(_failures(outlook))


def _failures(outlook: Outlook) -> Iterator[str]:
    plan, needed = outlook.plan, outlook.people_needed
    if plan.people is None or not outlook.load.hours:
        return
    if needed is None:
        yield "nobody has time for cases"
        return
    if is_short(outlook.load, Desk(plan.people, plan.hours_per_day, plan.shrinkage, plan.occupancy)):
        yield "1 person is needed" if needed == 1 else f"{needed:,} people are needed"
    if outlook.queue is not None:
        yield from _in_the_queue(outlook, outlook.queue)
    closing = outlook.closing
    if closing and (
        _is_over(closing.hours, plan.max_wait_hours) or _is_over(outlook.waiting_at_opening, plan.max_queue)
    ):
        yield "too much waits while the desk is closed"


def _in_the_queue(outlook: Outlook, queue: Queue) -> Iterator[str]:
    plan, standard = outlook.plan, outlook.plan.standard
    limited = plan.max_wait_hours is not None or plan.max_queue is not None
    if limited and not queue.is_stable:
        yield "the queue grows all day"
        return
    if plan.max_wait_hours is not None and _is_over(_number(queue, plan.max_wait_hours), 1 - standard.in_time):
        yield "too many cases wait too long"
    if plan.max_queue is not None:
        days = mean_hours_to_exceed(queue, plan.max_queue) / outlook.desk_hours_per_day
        if days < standard.days:
            yield "the queue limit is passed too often"


def _number(queue: Queue, hours: float) -> float:
    late = queue.chance_wait_over(hours)
    return 1.0 if late == UNSTABLE else float(late)


def _is_over(figure: float | None, limit: float | None) -> bool:
    # The tolerance keeps a standard of exactly 1 - 0.95 from failing by the last bit.
    return figure is not None and limit is not None and figure > limit + 1e-12
