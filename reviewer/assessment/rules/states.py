"""State rules G-01 to G-06 and G-13. Source: the framework's rules, section 3.1.

G-05 (a plan without date or owner fills nothing) and G-07 (unknown has no severity) live in the states themselves;
G-05 shows here as the rule of a missing essential whose only words are such a plan. What G-09 to G-12 and G-14 say is
also said by contradictions, and stands with them.
"""

from collections.abc import Callable, Iterator

from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import Absent, Gap
from reviewer.framework.catalogue import Item

Rule = Callable[[Findings], Iterator[Gap]]
GENERAL = frozenset({"G-01", "G-02", "G-03", "G-04", "G-05"})
_WORDS = {
    "not_stated": "is not stated",
    "vague": "is only described in vague words",
    "denied": "is expressly not there",
}


def item_states(findings: Findings) -> Iterator[Gap]:
    """G-01 to G-05: items that are missing or partial. Unknown items (G-07) lower coverage and raise nothing."""
    for item in findings.framework.items:
        state = findings.item_states[item.id]
        if state.state == "missing":
            rule, level = _missing(findings, item)
            yield gap(findings, rule, level, f"{item.name} {_WORDS[state.why or 'not_stated']}", item=item)
        elif state.state == "partial":
            rule, level = _partial(findings, item)
            yield gap(findings, rule, level, f"{item.name} is only partly there", item=item)


def _missing(findings: Findings, item: Item) -> tuple[str, str]:
    if item.severity == "supporting":
        return "G-04", "missing"
    if item.severity == "conditional":
        return "G-03", "missing_and_essential" if findings.conditionals_are_essential else "missing"
    undated = any(findings.readiness.facet(facet.key).undated for facet in item.facets)
    return ("G-05" if undated else "G-01"), "missing"


def _partial(findings: Findings, item: Item) -> tuple[str, str]:
    if item.severity == "essential":
        return "G-02", "partial"
    if item.severity == "conditional":
        return "G-03", "partial_and_essential" if findings.conditionals_are_essential else "partial"
    return "G-04", "partial"


def only_said(findings: Findings) -> Iterator[Gap]:
    """G-06: satisfied essentials that rest on what was said alone. One finding names them all."""
    said = [
        item
        for item in findings.framework.items
        if item.severity == "essential"
        and findings.item_states[item.id].state == "satisfied"
        and rests_on_words(findings, item)
    ]
    if said:
        names = ", ".join(item.id for item in said)
        yield Gap(
            id="G-06",
            rule="G-06",
            item=None,
            severity=findings.framework.rules["G-06"].severity["found"],
            title=f"Said, not yet shown in a document: {names}",
            why="What is only said cannot be checked by anybody else.",
            fix="Show the document, log or record that each of these answers rests on.",
            absent=Absent(searched="documents behind these answers"),
            claims=tuple(dict.fromkeys(claim for item in said for claim in item.claims)),
        )


def rests_on_words(findings: Findings, item: Item) -> bool:
    """Whether nothing that the item rests on is shown in a document or measured (evidence E1 only)."""
    facets = [findings.readiness.facet(key) for key in findings.states.rests_on(item)]
    grades = {facet.current.grade for facet in facets if facet.current}
    grades |= {cell.grade for facet in facets for row in facet.rows for cell in row.values()}
    return bool(grades) and grades == {"said"}


def trained_only(findings: Findings) -> Iterator[Gap]:
    """G-13: training is offered as the proof that human review works. It never makes the item satisfied or partial."""
    if findings.item_states["EX-10"].state == "missing" and findings.readiness.facet("handler_skills").is_filled:
        yield gap(
            findings,
            "G-13",
            "found",
            "Training alone does not show that reviewers look closely",
            evidence=findings.evidence("handler_skills"),
        )


RULES: tuple[Rule, ...] = (item_states, only_said, trained_only)
