"""What happens from the volume increase until the last reviewers are there: the work against those who are."""

from collections.abc import Iterator
from datetime import date, timedelta

from reviewer.assessment.capacity.day import Desk, growth_per_day, load_ratio
from reviewer.assessment.derived import number
from reviewer.assessment.findings import Findings
from reviewer.assessment.lateness import Late


def until_they_start(findings: Findings, late: Late) -> Iterator[str]:
    """Hours there are and hours needed per day, the growth of the backlog, and when the queue limit is passed.

    Nothing where the load, or the number of people who are there, is not known.
    """
    load, people, plan = findings.inputs.load, _people_there(findings, late), findings.inputs.plan
    if load is None or people is None:
        return
    desk = Desk(people, plan.hours_per_day, plan.shrinkage, plan.occupancy)
    assumed = " assumed" if {"hours_per_day", "shrinkage"} & set(findings.inputs.assumed) else ""
    ratio = f"load {load_ratio(load, desk):.2f}" if desk.hours else "nobody is there"
    yield (
        f"Until then: {people:g} people × {plan.hours_per_day:g} h × (1 - {plan.shrinkage:.2f}){assumed} = "
        f"{desk.hours:,.1f} h/day against {load.hours:,.1f} h/day of work, {ratio}."
    )
    growth = growth_per_day(load, desk)
    if growth:
        yield f"The backlog grows by {growth:,.0f} cases a day."
        yield from _limit_passed(findings, late, growth)


def _limit_passed(findings: Findings, late: Late, growth: float) -> Iterator[str]:
    limit = number(findings.readiness, "max_queue_depth")
    if limit is None:
        return
    days = round(limit / growth, 9)
    there = working_days(late.last.limit.last, late.last.when.first)
    if late.is_certain and days > there:
        yield f"The limit of {limit:,.0f} waiting holds for the {there} working days until then."
    else:
        yield f"The limit of {limit:,.0f} waiting is passed after {days:,.1f} working days."


def _people_there(findings: Findings, late: Late) -> float | None:
    """Funded people who are there while the late ones are not; none where it cannot be told."""
    total = number(findings.readiness, "reviewers_fte")
    posts = [cells for _, cells in findings.rows("reviewer_posts")]
    missing = [each.people for each in late.dates] + [
        fte if isinstance(fte := cells.get("fte"), float) else None
        for cells in posts
        if cells.get("status") == "unfunded"
    ]
    known = [each for each in missing if each is not None]
    if total is None or len(known) < len(missing) or sum(known) > total:
        return None
    return total - sum(known)


def working_days(start: date, end: date) -> int:
    """Mondays to Fridays from `start` up to the day before `end`."""
    weeks, rest = divmod(max(0, (end - start).days), 7)
    return weeks * 5 + sum((start + timedelta(days=each)).weekday() < 5 for each in range(rest))
