"""Rules about dates: N-20 (ready in time), C-07 (designs), C-08 (reviewers), C-28 (an order that cannot be).

A date that says only a month, or no year, makes a finding no more than possible: it is one step less severe, and its
question asks for the day. Source: the framework's rules, sections 3.3 and 4.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reviewer.assessment.derived import number
from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.lateness import (
    INCREASE,
    Late,
    after,
    capital,
    late,
    posts_after_increase,
    rows_after_increase,
)
from reviewer.assessment.meanwhile import until_they_start
from reviewer.assessment.model import Gap
from reviewer.readiness.date_words import when_in_words

Rule = Callable[[Findings], Iterator[Gap]]
_THE_INCREASE = "the volume increase"
_DESIGNS = {
    "decisions": "the decision classes",
    "exceptions": "the exception handling",
    "accountability": "who answers for what",
    "workflow": "the new workflow",
}


def reviewers_start_late(findings: Findings) -> Iterator[Gap]:
    """C-08: reviewers who are counted on start after the volume goes up."""
    found = late(posts_after_increase(findings))
    if found is None:
        return
    people, total = [each.people for each in found.dates], number(findings.readiness, "reviewers_fte")
    known = [each for each in people if each is not None]
    is_told = total is not None and len(known) == len(people) and sum(known) <= total
    some = f": {sum(known):g} of {total:g}" if is_told else ""
    yield _found(
        findings,
        "C-08",
        found,
        f"Reviewers start after the volume goes up{some}"
        if found.is_certain
        else f"Reviewers may start after the volume goes up: {found.doubt}",
        name="the reviewers' start",
    )


def capacity_late(findings: Findings) -> Iterator[Gap]:
    """N-20: the last reviewers come after the volume goes up; what happens between the two dates."""
    found = late(posts_after_increase(findings))
    if found:
        yield _found(
            findings,
            "N-20",
            found,
            f"The reviewers are complete only {found.last.by} after the volume goes up"
            if found.is_certain
            else f"The reviewers may not be complete when the volume goes up: {found.doubt}",
            name="the last reviewers' start",
            level="essential",
            subject="capacity",
            meanwhile=" ".join(until_they_start(findings, found)),
        )


def acceptance_late(findings: Findings) -> Iterator[Gap]:
    """N-20: the owner of the outcome accepts after the volume goes up."""
    found = late(after(findings, "decision_owner_accepted_date", INCREASE, "the owner's acceptance"))
    if found:
        yield _not_ready(findings, found, "The owner's acceptance", "essential", "acceptance")


def access_late(findings: Findings) -> Iterator[Gap]:
    """N-20: access to a system is there after the volume goes up."""
    found = late(rows_after_increase(findings, "systems", "access_date", "system"))
    if found:
        yield _not_ready(findings, found, f"Access to {found.names}", "other", "access")


def connections_late(findings: Findings) -> Iterator[Gap]:
    """N-20: a connection is ready after the volume goes up."""
    found = late(rows_after_increase(findings, "integration_estimates", "date", "system"))
    if found:
        yield _not_ready(findings, found, f"The connection to {found.names}", "other", "connections")


def _not_ready(findings: Findings, found: Late, what: str, level: str, subject: str) -> Gap:
    title = (
        f"{what} comes {found.last.by} after the volume goes up"
        if found.is_certain
        else f"{what} may come after the volume goes up: {found.doubt}"
    )
    return _found(findings, "N-20", found, title, name=what[:1].lower() + what[1:], level=level, subject=subject)


def designed_late(findings: Findings) -> Iterator[Gap]:
    """C-07: the volume goes up before decisions, exceptions, accountability or the new workflow are designed."""
    rows = rows_after_increase(findings, "design_dates", "date", "design")
    found = late(replace(each, name=_DESIGNS.get(each.name, each.name)) for each in rows)
    if found:
        yield _found(
            findings,
            "C-07",
            found,
            f"The volume goes up before this is designed: {found.names}"
            if found.is_certain
            else f"The volume may go up before this is designed, {found.doubt}: {found.names}",
            name=found.last.name,
        )


def _found(  # noqa: PLR0913 - the parts of a finding; all but four are named
    findings: Findings,
    rule: str,
    found: Late,
    title: str,
    *,
    name: str,
    level: str = "",
    subject: str = "",
    meanwhile: str = "",
) -> Gap:
    """A finding about dates after the volume increase. Its level is `level` or "found", in doubt its possible form."""
    possible = f"possibly_{level}" if level else "possibly"
    day, limit = when_in_words(found.last.when), when_in_words(found.last.limit)
    return gap(
        findings,
        rule,
        (level or "found") if found.is_certain else possible,
        title,
        subject=subject,
        evidence=dict.fromkeys((*found.evidence, *findings.evidence(INCREASE))),
        fix=f"Have it by {limit}, or let the volume go up only when it is there ({day}).",
        arithmetic=" ".join(part for part in (found.arithmetic(_THE_INCREASE), meanwhile) if part),
        question=found.question(name, _THE_INCREASE),
    )


@dataclass(frozen=True)
class _Order:
    """Two dates of which `first` should not lie after `then`; `level` says whether it is odd or cannot be."""

    subject: str
    first: str
    first_name: str
    then: str
    then_name: str
    level: str


_PILOT, _DECISION = "the start of the pilot", "the decision to scale"
_ORDERS = (
    _Order("decision", "pilot_start_date", _PILOT, "scale_decision_date", _DECISION, "impossible"),
    _Order("pilot", "pilot_start_date", _PILOT, INCREASE, _THE_INCREASE, "impossible"),
    _Order("team", "scaling_start_date", "the start of the scaling team", INCREASE, _THE_INCREASE, "found"),
    _Order("increase", "scale_decision_date", _DECISION, INCREASE, _THE_INCREASE, "found"),
)


def impossible_order(findings: Findings) -> Iterator[Gap]:
    """C-28: dates in an order that is odd, or that cannot be. An assumed year may itself be what is wrong."""
    for order in _ORDERS:
        found = late(
            replace(each, is_certain=each.is_certain and not (each.when.year_assumed or each.limit.year_assumed))
            for each in after(findings, order.first, order.then, order.first_name)
        )
        if found is None:
            continue
        yield gap(
            findings,
            "C-28",
            order.level if found.is_certain else f"possibly_{order.level}",
            f"{capital(order.then_name)} comes before {order.first_name}"
            if found.is_certain
            else f"{capital(order.then_name)} may come before {order.first_name}: {found.doubt}",
            subject=order.subject,
            evidence=dict.fromkeys((*found.evidence, *findings.evidence(order.then))),
            fix=f"Give {order.first_name} and {order.then_name} days in an order that can be.",
            arithmetic=found.arithmetic(order.then_name),
            question=found.question(order.first_name, order.then_name),
        )


RULES: tuple[Rule, ...] = (
    reviewers_start_late,
    capacity_late,
    acceptance_late,
    access_late,
    connections_late,
    designed_late,
    impossible_order,
)
