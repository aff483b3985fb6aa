"""Computed rules N-02 to N-08: what the stated figures mean at target volume.

N-01 (escalations per day) feeds the others. N-04 to N-08 express the same shortage: the worst is the gap, the others
are its figures. Source: the framework's rules, section 3.3.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from reviewer.assessment.capacity.day import (
    Desk,
    Load,
    break_even_rate,
    growth_per_day,
    is_short,
    load_ratio,
    people_needed,
    scale_ceiling,
)
from reviewer.assessment.derived import number, rate_stated, touched_more
from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import SEVERITIES, Gap
from reviewer.framework.catalogue import Thresholds

Rule = Callable[[Findings], Iterator[Gap]]
_COUNTED = ("reviewers_fte", "escalations_stated_per_day")  # either shows that somebody planned for hand-overs
_LOAD_FACETS = ("volume_target_per_day", "escalation_rate", "escalation_numerator", "handling_minutes")


def stated_escalations(findings: Findings) -> Iterator[Gap]:
    """C-02 (N-02): the stated number of hand-overs is not volume times rate."""
    stated, volume = number(findings.readiness, "escalations_stated_per_day"), findings.inputs.volume
    rate = rate_stated(findings.readiness)
    if stated is None or volume is None or rate is None:
        return
    computed = volume * rate
    if not _agrees(findings, stated, computed) and not _agrees(
        findings, stated, volume * (findings.inputs.rate or rate)
    ):
        yield gap(
            findings,
            "C-02",
            "found",
            f"The stated {stated:,.0f} hand-overs a day do not follow from volume and rate",
            evidence=findings.evidence("escalations_stated_per_day", *_LOAD_FACETS[:3]),
            fix=f"Say which is right: {stated:,.0f} a day, or {volume:,.0f} × {rate:.1%}.",
            arithmetic=f"{volume:,.0f} cases/day × {rate:.1%} = {computed:,.0f}; stated {stated:,.0f}",
            question=f"I have two values for hand-overs a day: {stated:,.0f} as stated, and {computed:,.0f} by volume "
            "and rate. Which is right, or are they about different things?",
        )


def _agrees(findings: Findings, stated: float, computed: float) -> bool:
    """Within the tolerance, or the same when rounded to whole cases."""
    return abs(stated - computed) <= max(0.5, findings.framework.thresholds.agreement_tolerance * computed)


def uncounted_reviews(findings: Findings) -> Iterator[Gap]:
    """N-03: decisions need a person's approval each time, and only the hand-overs were counted as work."""
    reviewed = [row for row, cells in findings.rows("decisions") if cells.get("class") == "agent_with_review"]
    counted = any("volume_per_day" in row for row in reviewed) or number(findings.readiness, "review_minutes")
    if reviewed and not counted and any(findings.readiness.facet(key).is_filled for key in _COUNTED):
        yield gap(
            findings,
            "N-03",
            "found",
            "Approvals by people are work too, and are not in the sum",
            evidence=tuple(dict.fromkeys(words for row in reviewed for words in row["class"].evidence)),
            fix="State how many approvals a day there are at target volume, and how many minutes each takes.",
        )


def nobody(findings: Findings) -> Iterator[Gap]:
    """N-05: hand-overs are expected, and no people, or no time of theirs, is planned for them."""
    load, plan = findings.inputs.load, findings.inputs.plan
    if load is None or load.hours == 0 or plan.people is None or plan.desk is not None:
        return
    yield gap(
        findings,
        "N-05",
        "blocker",
        f"{load.cases_for_people:,.0f} cases a day reach people, and nobody has time for them",
        evidence=findings.evidence(*_LOAD_FACETS, "reviewers_fte", "shrinkage", "productive_hours_per_day"),
        fix="Plan people for the cases that the agent hands over, and time in which they can take them.",
        arithmetic=f"Work: {load.hours:,.1f} h/day. People: {plan.people:g} × {plan.hours_per_day:g} h × "
        f"(1 - {plan.shrinkage:.2f}) = 0 h/day.",
        also=("N-04", "N-07", "N-08"),
    )


def shortage(findings: Findings) -> Iterator[Gap]:
    """N-04 to N-08 as one finding: the people planned against the work at target volume."""
    load, desk = findings.inputs.load, findings.inputs.desk
    if load is None or desk is None or load.hours == 0:
        return
    fired = list(_shortages(load, desk, findings.inputs.rate_high, findings.framework.thresholds))
    if not fired:
        return
    rules = findings.framework.rules
    rule, level = min(fired, key=lambda found: SEVERITIES.index(rules[found[0]].severity[found[1]]))
    yield gap(
        findings,
        rule,
        level,
        _title(load, desk, rule, findings.inputs.rate_high),
        evidence=findings.evidence(
            *_LOAD_FACETS,
            "escalation_denominator",
            *(("touched_cases", "touched_of") if touched_more(findings.readiness) else ()),
            "reviewers_fte",
            "hours_per_day",
            "shrinkage",
        ),
        fix=_fix(load, desk, findings.inputs.rate_high, findings.framework.thresholds),
        arithmetic=_arithmetic(findings, load, desk),
        also=(*(other for other, _ in fired if other != rule), *_rubber_stamping(findings, load, desk)),
    )


def _title(load: Load, desk: Desk, rule: str, rate_high: float | None) -> str:
    needed = people_needed(load, desk)
    if is_short(load, desk):
        return f"{people_in_words(desk.people)} planned for hand-overs; the target volume needs {needed}"
    if rule == "N-08" and rate_high is not None:
        even = break_even_rate(load, desk)
        return f"{desk.people:g} people can take up to {even:.1%} handed over; in the high case it is {rate_high:.1%}"
    return (
        f"{desk.people:g} people carry {scale_ceiling(load, desk):,.0f} cases a day, "
        f"which leaves little room above the target of {load.volume:,.0f}"
    )


def _shortages(load: Load, desk: Desk, rate_high: float | None, limits: Thresholds) -> Iterator[tuple[str, str]]:
    """The rules that fire, each with its level."""
    ratio, ceiling, even = load_ratio(load, desk), scale_ceiling(load, desk), break_even_rate(load, desk)
    if ratio >= limits.load_blocker:
        yield "N-05", "blocker"
    elif ratio >= limits.load_major:
        yield "N-05", "major"
    elif ratio >= limits.load_minor:
        yield "N-05", "minor"
    if is_short(load, desk):
        yield "N-04", "impossible" if desk.hours < load.hours else "short"
    if ceiling < load.volume:
        yield "N-07", "below_target"
    elif ceiling < limits.ceiling_margin * load.volume:
        yield "N-07", "below_margin"
    if even < load.rate:
        yield "N-08", "below_rate"
    elif rate_high is not None and even < rate_high:
        yield "N-08", "below_high"


def _rubber_stamping(findings: Findings, load: Load, desk: Desk) -> tuple[str, ...]:
    """N-17: people have far less time for a case than it needs; to keep up they can only wave cases through."""
    there, needed = desk.hours * 60 / load.cases_for_people, load.hours * 60 / load.cases_for_people
    margin, repeats = findings.framework.thresholds.minutes_margin, findings.framework.rules["N-17"].repeats
    return ("N-17", *repeats) if there < margin * needed else ()


def _fix(load: Load, desk: Desk, rate_high: float | None, limits: Thresholds) -> str:
    """What leaves no shortage: people for the margin above the target and for the high case, or less to do."""
    most = max(load.hours * limits.ceiling_margin, replace(load, rate=rate_high).hours if rate_high else 0.0)
    needed = math.ceil(most / (desk.hours_of_one * desk.occupancy) * (1 - 1e-9))
    expected, ceiling = people_needed(load, desk), scale_ceiling(load, desk)
    alone = f" ({expected:,} for the expected case alone)" if expected < needed else ""
    clears = f"Clears with {needed:,} people funded{alone}"
    if ceiling >= load.volume:
        return f"{clears}: that leaves room above the target and for the high case."
    minutes = desk.plannable_hours * 60 / load.volume
    return (
        f"{clears}, or with at most {ceiling:,.0f} cases a day, or when people need {minutes:.2f} minutes for each "
        "case that comes in."
    )


def _arithmetic(findings: Findings, load: Load, desk: Desk) -> str:
    figures = findings.inputs
    assumed = dict.fromkeys(figures.assumed, " assumed")
    touched = " (all that people touch)" if touched_more(findings.readiness) else ""
    counts_all = load.minutes_per_incoming_case > load.rate * load.minutes
    alone = f" × {load.agent_share:.0%} decided by the agent" if counts_all and load.agent_share < 1 else ""
    work = f"Work: {load.volume:,.0f} cases/day × {load.rate:.1%}{touched}{alone} × {load.minutes:g} min"
    others = load.others if counts_all else ()
    added = "".join(f" + {work.kind} {load.volume * work.share:,.0f} × {work.minutes:g} min" for work in others)
    paid = f"People: {desk.people:g} × {desk.hours_per_day:g} h{assumed.get('hours_per_day', '')}"
    free = f"(1 - {desk.shrinkage:.2f}{assumed.get('shrinkage', '')})"
    ceiling = f"Ceiling {scale_ceiling(load, desk):,.0f} cases/day; break-even rate {break_even_rate(load, desk):.1%}"
    parts = [
        f"{work}{added} = {load.hours:,.1f} h/day.",
        f"{paid} × {free} = {desk.hours:,.1f} h/day.",
        f"Load {load_ratio(load, desk):.2f}.",
        (
            f"That leaves {desk.hours * 60 / load.cases_for_people:,.1f} min for each case, which needs "
            f"{load.hours * 60 / load.cases_for_people:,.1f}."
        ),
        *_backlog(findings, load, desk),
        f"{ceiling} (planning {desk.occupancy:.0%} of the time, assumed).",
    ]
    return " ".join(parts)


def _backlog(findings: Findings, load: Load, desk: Desk) -> Iterator[str]:
    growth, limit = growth_per_day(load, desk), number(findings.readiness, "max_queue_depth")
    if growth > 0:
        yield f"The backlog grows by {growth:,.0f} cases a day without limit."
        if limit is not None:
            yield f"The limit of {limit:,.0f} waiting is passed after {limit / growth:,.1f} days."


def people_in_words(number: float, one: str = "person is", more: str = "people are") -> str:
    """A number of people: "1 person is", "2.5 people are"."""
    return f"{number:,.10g} {one if number == 1 else more}"


RULES: tuple[Rule, ...] = (stated_escalations, uncounted_reviews, nobody, shortage)
