"""Waiting and the queue: what comes in hour by hour against the people at the desk, its limits and its hours.

N-09, N-10 and N-13 are one cause and one finding. Where the people cannot do the day's work at all, the shortage is
the finding and these are silent. Source: the framework's rules, section 3.3, and its capacity chapter.
"""

import math
from collections.abc import Callable, Iterator

from reviewer.assessment.capacity.erlang import Queue
from reviewer.assessment.capacity.figure import UNSTABLE, Figure
from reviewer.assessment.capacity.passage import chance_to_exceed, mean_hours_to_exceed
from reviewer.assessment.capacity.plan import Outlook
from reviewer.assessment.capacity.staffing import smallest_desk
from reviewer.assessment.capacity.words import figure_value
from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import SEVERITIES, Gap
from reviewer.framework.catalogue import Thresholds

Rule = Callable[[Findings], Iterator[Gap]]
LOAD_FACETS = ("volume_target_per_day", "escalation_rate", "escalation_numerator", "escalation_denominator")
DESK_FACETS = ("handling_minutes", "reviewers_fte", "hours_per_day", "shrinkage", "desk_hours", "arrival_hours")
Fired = tuple[str, str]
_LIVE = 200


def waiting(findings: Findings) -> Iterator[Gap]:
    """N-09, N-10, N-13: cases that wait too long, a limit that is soon passed, and what the busiest hour adds."""
    outlook = findings.inputs.plan.outlook
    if outlook is None or outlook.queue is None or not outlook.load.hours or (outlook.load_ratio or 0) >= 1:
        return
    limits, rules = findings.framework.thresholds, findings.framework.rules
    fired = [*_normal(outlook, outlook.queue, limits), *_busiest(outlook, limits)]
    if not fired:
        return
    rule, level = min(fired, key=lambda found: SEVERITIES.index(rules[found[0]].severity[found[1]]))
    yield gap(
        findings,
        rule,
        level,
        _title(outlook, rule),
        evidence=findings.evidence(*LOAD_FACETS, *DESK_FACETS, "max_wait_hours", "max_queue_depth", "peak_factor"),
        fix=_fix(outlook, limits),
        arithmetic=_arithmetic(outlook),
        also=(other for other, _ in fired if other != rule),
    )


def _normal(outlook: Outlook, queue: Queue, limits: Thresholds) -> Iterator[Fired]:
    shift = outlook.desk_hours_per_day
    wait, depth = outlook.plan.max_wait_hours, outlook.plan.max_queue
    if wait is not None:
        yield from _late("N-09", queue.chance_wait_over(wait), limits)
    if depth is not None:
        yield from _passed("N-10", mean_hours_to_exceed(queue, depth) / shift, limits)


def _busiest(outlook: Outlook, limits: Thresholds) -> Iterator[Fired]:
    """The same with the arrivals of the busiest hour, of which a day has one; the framework puts it one step lower."""
    queue = outlook.peak_queue
    if queue is None:
        return
    wait, depth = outlook.plan.max_wait_hours, outlook.plan.max_queue
    if wait is not None:
        yield from _late("N-13", queue.chance_wait_over(wait), limits)
    if depth is not None:
        yield from _passed("N-13", mean_hours_to_exceed(queue, depth), limits)


def _late(rule: str, share: Figure, limits: Thresholds) -> Iterator[Fired]:
    if share == UNSTABLE or float(share) > limits.wait_blocker:
        yield rule, "very_often"
    elif float(share) > limits.wait_major:
        yield rule, "often"


def _passed(rule: str, shifts: float, limits: Thresholds) -> Iterator[Fired]:
    if shifts < limits.breach_shifts_blocker:
        yield rule, "within_one_shift"
    elif shifts < limits.breach_shifts_major:
        yield rule, "within_shifts"


def _title(outlook: Outlook, rule: str) -> str:
    plan, queue = outlook.plan, outlook.queue
    assert queue is not None
    if rule == "N-13":
        return f"In the busiest hour {queue.people} people at the desk are too few for the team's own limits"
    if not queue.is_stable:
        return f"More comes in each hour than {queue.people} people at the desk can do: the queue grows all day"
    if rule == "N-09":
        share = figure_value("share_too_late", outlook.chance_too_late or 0.0)
        allowed = hours_in_words(plan.max_wait_hours or 0.0)
        return f"{share} of the cases would wait longer than the {allowed} that are allowed"
    days = (outlook.hours_to_limit or 0.0) / outlook.desk_hours_per_day
    when = "within the first day" if days < 1 else f"after {days:,.0f} days at the desk"
    return f"The limit of {plan.max_queue:,.0f} waiting cases would be passed {when}, on average"


def hours_in_words(hours: float) -> str:
    """A time in hours, or in minutes below one hour."""
    number, unit = (hours, "hour") if hours >= 1 else (hours * 60, "minute")
    return f"{number:.4g} {unit}{'' if number == 1 else 's'}"


def _fix(outlook: Outlook, limits: Thresholds) -> str:
    """People at the desk with whom nothing of this fires, in a normal and in the busiest hour."""
    desks = [_enough(outlook, queue, hours, limits) for queue, hours in _hours_of_the_day(outlook)]
    needed = max(desks)
    busiest = " in the busiest hour" if len(desks) > 1 and needed > desks[0] else ""
    return (
        f"Clears with {needed:,} at the desk at one time{busiest} (about {_team(outlook, needed):,} in all), or with a "
        "limit that the desk can keep."
    )


def _hours_of_the_day(outlook: Outlook) -> Iterator[tuple[Queue, float]]:
    """The queue of a normal and of the busiest hour, each with its hours in a day."""
    assert outlook.queue is not None
    yield outlook.queue, outlook.desk_hours_per_day
    if outlook.peak_queue is not None:
        yield outlook.peak_queue, 1.0


def _enough(outlook: Outlook, queue: Queue, hours: float, limits: Thresholds) -> int:
    wait, depth = outlook.plan.max_wait_hours, outlook.plan.max_queue

    def holds(desk: Queue) -> bool:
        late = 0.0 if wait is None else desk.chance_wait_over(wait)
        days = math.inf if depth is None else mean_hours_to_exceed(desk, depth) / hours
        return late != UNSTABLE and float(late) <= limits.wait_major and days >= limits.breach_shifts_major

    return smallest_desk(queue.arrivals, queue.served, holds)


def _team(outlook: Outlook, on_desk: int) -> int:
    desk = outlook.plan.desk
    assert desk is not None
    return math.ceil(round(on_desk * outlook.desk_hours_per_day / desk.hours_of_one, 9))


def _arithmetic(outlook: Outlook) -> str:
    queue, plan = outlook.queue, outlook.plan
    assert queue is not None
    assert plan.desk is not None
    day = f"{outlook.load.cases_for_people:,.0f} cases for people a day are {queue.arrivals:,.1f} an hour"
    team = f"{plan.desk.people:g} people × {plan.desk.hours_of_one:,.2f} h ÷ {outlook.desk_hours_per_day:g} h"
    parts = [
        f"{day}; one person does {queue.served:,.2f} an hour.",
        f"{team} = {queue.people} at the desk; load {queue.load:,.2f}.",
        *_late_sum(outlook, queue, ""),
        *_depth_sum(outlook, queue),
    ]
    if outlook.peak_queue is not None:
        parts += _late_sum(outlook, outlook.peak_queue, f"In the busiest hour (× {plan.peak_hour:g}) ")
    return " ".join((*parts, "Assumes that cases come in by chance and are taken in turn."))


def _late_sum(outlook: Outlook, queue: Queue, when: str) -> Iterator[str]:
    wait = outlook.plan.max_wait_hours
    if wait is None:
        return
    share = queue.chance_wait_over(wait)
    if share == UNSTABLE:
        yield f"{when or 'All day '}more comes in than can be done.".capitalize()
    else:
        yield f"{when}{float(share):.1%} wait longer than {hours_in_words(wait)}.".strip()


def _depth_sum(outlook: Outlook, queue: Queue) -> Iterator[str]:
    depth = outlook.plan.max_queue
    if depth is None:
        return
    share = queue.share_of_time_over(depth)
    if share != UNSTABLE:
        yield f"More than {depth:,.0f} wait for {float(share):.1%} of the time."
    mean = figure_value("hours_to_limit", mean_hours_to_exceed(queue, depth))
    # Seconds of work for thousands of people: not in a conversation.
    chance = chance_to_exceed(queue, depth, outlook.desk_hours_per_day) if queue.people <= _LIVE else None
    within = "" if chance is None else f", and within one day with {chance:.1%}"
    yield f"From an empty desk the limit is passed after {mean} on average{within}."


RULES: tuple[Rule, ...] = (waiting,)
