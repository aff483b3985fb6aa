"""What happens when nobody is there, or nobody answers: closed hours, time limits, and the wave after an outage.

Source: the framework's rules, sections 3.3 and 4.
"""

import math
from collections.abc import Callable, Iterator

from reviewer.assessment.capacity.hours import Closing
from reviewer.assessment.capacity.plan import Outlook
from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import Gap
from reviewer.assessment.rules.waiting import DESK_FACETS, LOAD_FACETS, hours_in_words

Rule = Callable[[Findings], Iterator[Gap]]
_LIMITS = ("max_wait_hours", "max_queue_depth")
_HAPPENS = 0.05  # cases a day: about one a month; below that it is not said to happen


def closed_hours(findings: Findings) -> Iterator[Gap]:
    """N-11 (C-29): cases come in while the desk is closed, and wait longer, or in greater number, than is allowed."""
    plan, outlook = findings.inputs.plan, findings.inputs.plan.outlook
    closing, there = plan.closing, outlook.waiting_at_opening if outlook else None
    if closing is None or not closing.hours or there == 0:
        return
    too_long = plan.max_wait_hours is not None and plan.max_wait_hours < closing.hours
    too_many = plan.max_queue is not None and there is not None and there > plan.max_queue
    if not (too_long or too_many):
        return
    allowed = (
        f"{hours_in_words(plan.max_wait_hours or 0.0)} are allowed" if too_long else f"{plan.max_queue:,.0f} may wait"
    )
    crowd = "" if there is None else f", {there:,.0f} of them at once"
    yield gap(
        findings,
        "N-11",
        "found",
        f"Cases wait up to {closing.hours:g} hours for the desk to open{crowd}; {allowed}",
        evidence=findings.evidence("arrival_hours", "operating_hours", "desk_hours", *_LIMITS),
        fix="More people cannot mend this. Open the desk longer, allow a longer wait, or let the agent hold what comes "
        "in while the desk is closed.",
        arithmetic=f"Longest time with cases and without a desk: {closing.hours:g} h.{_at_opening(outlook, closing)}",
        question="Does the longest wait also run while the desk is closed?" if too_long else None,
        also=("C-09",) if too_long else (),
    )


def _at_opening(outlook: Outlook | None, closing: Closing) -> str:
    """How many wait at opening, worked out; nothing where the volume, the rate or the minutes are not known."""
    if outlook is None or outlook.plan.arrivals is None:
        return ""
    a_week = outlook.load.cases_for_people * outlook.plan.arrivals.days_per_week
    return (
        f" At opening {a_week:,.0f} cases for people a week × {closing.share_of_week:.1%} of the hours in which they "
        f"come = {outlook.waiting_at_opening or 0.0:,.0f} waiting."
    )


def wait_below_handling(findings: Findings) -> Iterator[Gap]:
    """C-09: the longest wait that is allowed is shorter than the work on one case."""
    wait, minutes = findings.inputs.plan.max_wait_hours, findings.inputs.minutes
    if wait is None or minutes is None or wait * 60 >= minutes:
        return
    yield gap(
        findings,
        "C-09",
        "found",
        f"A case may wait {hours_in_words(wait)}, and one case takes {minutes:g} minutes",
        evidence=findings.evidence("max_wait_hours", "handling_minutes"),
        fix="Say what the limit counts: the wait until somebody begins, or until the case is done; and set it so that "
        "whoever comes second can be answered in time.",
        arithmetic=f"{wait * 60:.4g} min allowed < {minutes:g} min for one case: what comes in just after "
        "everybody has begun another is late.",
        question="What does the longest wait count: until somebody begins, or until the case is done?",
    )


def timeout_arithmetic(findings: Findings) -> str | None:
    """How often a case is answered by nobody in time (N-15), or None where a figure is missing."""
    outlook = findings.inputs.plan.outlook
    share = outlook.share_unanswered if outlook else None
    if outlook is None or share is None or outlook.queue is None:
        return None
    queue, hours = outlook.queue, findings.inputs.plan.timeout_hours or 0.0
    least = max(0.0, 1 - queue.people * queue.served / queue.arrivals) if queue.arrivals else 0.0
    a_day = share * outlook.load.cases_for_people
    return (
        f"{queue.people} people at the desk, {queue.arrivals:,.1f} cases an hour, time is up after "
        f"{hours_in_words(hours)}: up to {a_day:,.1f} cases a day ({share:.1%}) are answered by nobody, at least "
        f"{least:.1%}."
    )


def unanswered(findings: Findings) -> Iterator[Gap]:
    """N-15: what nobody answers takes effect by itself, and that will happen. With classes of approval it is C-15."""
    classes = {findings.value("whole_agent_class"), *(cells.get("class") for _, cells in findings.rows("decisions"))}
    reviewed = "agent_with_review" in classes
    outlook, sum_ = findings.inputs.plan.outlook, timeout_arithmetic(findings)
    if findings.value("timeout_default") != "auto_approve" or reviewed or outlook is None or not sum_:
        return
    a_day = (outlook.share_unanswered or 0.0) * outlook.load.cases_for_people
    if a_day < _HAPPENS:
        return
    yield gap(
        findings,
        "N-15",
        "found",
        f"Up to {a_day:,.1f} cases a day would take effect without anybody having answered",
        evidence=findings.evidence("timeout_default", "timeout_hours", *LOAD_FACETS, *DESK_FACETS),
        fix="Let what nobody answers wait or be refused, or give the desk the people that its time limit needs.",
        arithmetic=sum_,
    )


def wave_after_outage(findings: Findings) -> Iterator[Gap]:
    """N-21: after an outage that sends its cases to people, the desk takes too long to catch up."""
    outlook, limits = findings.inputs.plan.outlook, findings.framework.thresholds
    to_people = findings.value("overflow_action") == "manual" or findings.readiness.facet("fallback").is_filled
    if outlook is None or outlook.queue is None or not to_people or (outlook.load_ratio or 0) >= 1:
        return
    spare = outlook.queue.spare
    hours_a_day = outlook.plan.arrivals.hours_per_day if outlook.plan.arrivals else outlook.desk_hours_per_day
    wave = outlook.load.volume / hours_a_day * limits.outage_hours
    shifts = wave / spare / outlook.desk_hours_per_day if spare > 0 else math.inf
    if spare <= 0 or shifts <= limits.recovery_shifts:
        return
    yield gap(
        findings,
        "N-21",
        "found",
        f"After an outage of {hours_in_words(limits.outage_hours)} the desk needs {shifts:,.0f} days to catch up",
        evidence=findings.evidence("fallback", "overflow_action", *LOAD_FACETS, *DESK_FACETS),
        fix="Plan for the wave: people who can be called in, cases that can wait, or a slower intake.",
        arithmetic=f"{outlook.load.volume:,.0f} cases/day ÷ {hours_a_day:g} h × {limits.outage_hours:g} h (assumed) = "
        f"{wave:,.0f} cases at once. Spare: {outlook.queue.people} × {outlook.queue.served:,.2f} - "
        f"{outlook.queue.arrivals:,.1f} = {spare:,.1f} an hour. {wave:,.0f} ÷ {spare:,.1f} = {wave / spare:,.0f} h, "
        f"{shifts:,.1f} days at the desk.",
    )


RULES: tuple[Rule, ...] = (closed_hours, wait_below_handling, unanswered, wave_after_outage)
