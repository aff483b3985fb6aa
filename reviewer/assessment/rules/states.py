"""State rules G-01 to G-14. Source: the framework's rules, section 3.1.

G-05 (a plan without date or owner fills nothing) and G-07 (unknown has no severity) live in the states themselves;
G-05 shows here as the rule of a missing essential whose only words are such a plan.
"""

from collections.abc import Callable, Iterator, Mapping

from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import Absent, Gap
from reviewer.framework.catalogue import Item
from reviewer.readiness.claims import Scalar

Rule = Callable[[Findings], Iterator[Gap]]
GENERAL = frozenset({"G-01", "G-02", "G-03", "G-04", "G-05"})
_NOT_ONE_ROLE = {
    "team": "a team",
    "committee": "a committee",
    "supplier": "a supplier",
    "tool": "a tool",
    "shared": "several roles together",
}
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


def irreversible_alone(findings: Findings) -> Iterator[Gap]:
    """G-09: a decision that cannot be undone, taken by the agent alone without a numeric limit or a system's hold."""
    limited = any(
        cells.get("class") == "autonomous" and _has_digit(str(cells.get("value")))
        for _, cells in findings.rows("class_criteria")
    )
    for row, cells in findings.rows("decisions"):
        alone = cells.get("reversible") == "no" and cells.get("class") == "autonomous"
        if alone and not limited and cells.get("enforcement") != "system":
            name = str(cells.get("name", "one of its actions"))
            yield gap(
                findings,
                "C-14",
                "found",
                f"The agent alone may do what cannot be undone: {name}",
                subject=name,
                evidence=tuple(dict.fromkeys(evidence for cell in row.values() for evidence in cell.evidence)),
                fix="Set a limit in numbers, hold it in a system, or let a person approve each one.",
            )


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def unclassified(findings: Findings) -> Iterator[Gap]:
    """G-10: decisions that are listed without anybody having said who has the last word."""
    rows = findings.readiness.facet("decisions").rows
    open_rows = [row for row in rows if "class" not in row]
    if open_rows and len(open_rows) < len(rows):
        names = "; ".join(str(row["name"].value) for row in open_rows if "name" in row)
        words = (evidence for row in open_rows for cell in row.values() for evidence in cell.evidence)
        yield gap(
            findings,
            "G-10",
            "found",
            f"Nobody has decided who has the last word on: {names}",
            evidence=tuple(dict.fromkeys(words)),
        )


def not_one_owner(findings: Findings) -> Iterator[Gap]:
    """G-11: the decisions are owned by something other than one role."""
    kind = findings.value("decision_owner_kind")
    if isinstance(kind, str) and kind in _NOT_ONE_ROLE:
        yield gap(
            findings,
            "C-04",
            "found",
            f"The agent's decisions belong to {_NOT_ONE_ROLE[kind]}, not to one role",
            evidence=findings.evidence("decision_owner_kind", "decision_owner_role"),
        )


def own_approval(findings: Findings) -> Iterator[Gap]:
    """G-12: the same role may author and approve a change of behaviour."""
    apart = findings.readiness.facet("approver_not_author")
    denied = () if apart.is_filled else apart.denied.get("approver_not_author", ())
    said_no = findings.value("approver_not_author") is False
    same = [row for row, cells in findings.rows("change_kinds") if _is_same_role(cells)]
    if denied or said_no or same:
        rows = tuple(evidence for row in same for evidence in row["approver"].evidence)
        yield gap(
            findings,
            "C-05",
            "irreversible" if findings.anything_irreversible else "found",
            "One person can change how the agent behaves, alone",
            evidence=tuple(dict.fromkeys((*denied, *findings.evidence("approver_not_author"), *rows))),
        )


def _is_same_role(cells: Mapping[str, Scalar | None]) -> bool:
    proposer, approver = cells.get("proposer"), cells.get("approver")
    return isinstance(proposer, str) and isinstance(approver, str) and proposer.casefold() == approver.casefold()


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


def inserted(findings: Findings) -> Iterator[Gap]:
    """G-14: steps change on paper, and yet the process is said to stay as it is: insertion, not redesign."""
    if findings.value("process_unchanged") is True and findings.item_states["PD-2"].state == "partial":
        yield gap(
            findings,
            "C-20",
            "found",
            "The agent is inserted into today's process; the process is not redesigned",
            evidence=findings.evidence("process_unchanged", "flow_changes"),
        )


RULES: tuple[Rule, ...] = (
    item_states,
    only_said,
    irreversible_alone,
    unclassified,
    not_one_owner,
    own_approval,
    trained_only,
    inserted,
)
