"""The rules. Each is a function from findings to gaps; families are listed here and nowhere else.

G: states of items. N: arithmetic of a working day. Contradictions (C) join here as a third family.
"""

from collections.abc import Iterator

from reviewer.assessment.findings import Findings, facet_name
from reviewer.assessment.model import SEVERITIES, Gap
from reviewer.assessment.rules import (
    criteria,
    dates,
    decisions,
    disputes,
    evidence,
    numbers,
    ownership,
    records,
    resources,
    states,
    success,
    unattended,
    waiting,
)

FAMILIES = (
    *states.RULES,
    *numbers.RULES,
    *waiting.RULES,
    *unattended.RULES,
    *dates.RULES,
    *evidence.RULES,
    *success.RULES,
    *decisions.RULES,
    *criteria.RULES,
    *ownership.RULES,
    *records.RULES,
    *resources.RULES,
    *disputes.RULES,
)


def gaps_of(findings: Findings) -> tuple[Gap, ...]:
    """Every gap, worst first, then in the order of the framework; one cause gives one gap."""
    found = {gap.id: gap for rule in FAMILIES for gap in rule(findings)}
    kept = _without_repeats(findings, list(found.values()))
    return tuple(sorted(kept, key=lambda gap: _rank(findings, gap)))


def _rank(findings: Findings, gap: Gap) -> tuple[int, int, int, str]:
    order = findings.framework.order
    arithmetic_first = 0 if gap.arithmetic and gap.severity == "blocker" else 1
    place = order.index(gap.item) if gap.item in order else len(order)
    return SEVERITIES.index(gap.severity), arithmetic_first, place, gap.id


def _without_repeats(findings: Findings, gaps: list[Gap]) -> Iterator[Gap]:
    """A general rule (missing, partial) gives way to a particular rule that is at least as severe on the same item.

    Nothing is lost by it: what the item still needs stands in the fix of the one that stays.
    """
    general = {gap.item: gap for gap in gaps if gap.rule in states.GENERAL}
    for gap in sorted(_disputes_once(gaps), key=lambda gap: SEVERITIES.index(gap.severity)):
        if gap.rule in states.GENERAL:
            continue
        covered = general.get(gap.item)
        if covered and _is_as_severe(gap, covered):
            del general[gap.item]
            yield _asking_for_the_rest(findings, gap)
        else:
            yield gap
    yield from general.values()


def _disputes_once(gaps: list[Gap]) -> Iterator[Gap]:
    """A dispute that another finding on the item tells with the same words, and as severely, is told by that one."""
    told: dict[str, Gap] = {}
    for dispute in (gap for gap in gaps if gap.rule == "C-27"):
        for gap in gaps:
            is_other = gap is not dispute and gap.rule not in states.GENERAL and gap.item == dispute.item
            if is_other and set(dispute.evidence) <= set(gap.evidence) and _is_as_severe(gap, dispute):
                told[dispute.id] = gap
    tellers = {gap.id for gap in told.values()}
    for gap in gaps:
        if gap.id not in told:
            yield gap.model_copy(update={"also": (*gap.also, "C-27")}) if gap.id in tellers else gap


def _is_as_severe(gap: Gap, other: Gap) -> bool:
    return SEVERITIES.index(gap.severity) <= SEVERITIES.index(other.severity)


def _asking_for_the_rest(findings: Findings, gap: Gap) -> Gap:
    """The finding with the facts that its item needs besides: those that are not there, not those in dispute."""
    framework = findings.framework
    needed = findings.states.needs(framework.item(gap.item)) if gap.item else []
    empty = (name for name in needed if _is_empty(findings, name))
    names = [name for name in dict.fromkeys(facet_name(framework, name) for name in empty) if name not in gap.fix]
    return gap.model_copy(update={"fix": f"{gap.fix} Also state: {'; '.join(names)}."}) if names else gap


def _is_empty(findings: Findings, name: str) -> bool:
    """Whether a fact was not stated at all; one that follows from others is never stated."""
    key = name.partition(".")[0]
    return key in findings.framework.facets_by_key and not findings.readiness.facet(key).is_disputed
