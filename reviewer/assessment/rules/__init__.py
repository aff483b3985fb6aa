"""The rules. Each is a function from findings to gaps; families are listed here and nowhere else.

G: states of items. N: arithmetic of a working day. Contradictions (C) join here as a third family.
"""

from collections.abc import Iterator

from reviewer.assessment.findings import Findings
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
    kept = _without_repeats(list(found.values()))
    return tuple(sorted(kept, key=lambda gap: _rank(findings, gap)))


def _rank(findings: Findings, gap: Gap) -> tuple[int, int, int, str]:
    order = findings.framework.order
    arithmetic_first = 0 if gap.arithmetic and gap.severity == "blocker" else 1
    place = order.index(gap.item) if gap.item in order else len(order)
    return SEVERITIES.index(gap.severity), arithmetic_first, place, gap.id


def _without_repeats(gaps: list[Gap]) -> Iterator[Gap]:
    """A general rule (missing, partial) gives way to a particular rule that is at least as severe on the same item."""
    particular: dict[str | None, int] = {}
    for gap in gaps:
        if gap.rule not in states.GENERAL:
            worst = min(particular.get(gap.item, len(SEVERITIES)), SEVERITIES.index(gap.severity))
            particular[gap.item] = worst
    for gap in gaps:
        covered = particular.get(gap.item, len(SEVERITIES)) <= SEVERITIES.index(gap.severity)
        if gap.rule not in states.GENERAL or gap.item is None or not covered:
            yield gap
