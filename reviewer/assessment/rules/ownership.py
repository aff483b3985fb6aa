"""Contradictions about owners, changes and the queue's watch: what is said, and who in fact answers for it.

Source: the framework's rules, section 4. C-04 and C-22 say the same as G-11, C-05 as G-12.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from reviewer.assessment.derived import number
from reviewer.assessment.findings import Findings, RowNow, gap
from reviewer.assessment.model import Gap
from reviewer.readiness.claims import Evidence, Scalar

Rule = Callable[[Findings], Iterator[Gap]]
Cells = Mapping[str, Scalar | None]

_NOT_THE_BUSINESS = {
    "team": "a team, not to one role",
    "committee": "a committee, not to one role",
    "supplier": "a supplier, not to one role",
    "tool": "a tool, not to one role",
    "technology_role": "a technology role, not to the role that runs the process",
}


def not_the_business(findings: Findings) -> Iterator[Gap]:
    """C-04 (G-11): the decisions are owned by something other than one role of the business."""
    owner = _NOT_THE_BUSINESS.get(str(findings.value("decision_owner_kind")))
    if owner:
        yield gap(
            findings,
            "C-04",
            "found",
            f"The agent's decisions belong to {owner}",
            evidence=findings.evidence("decision_owner_kind", "decision_owner_role"),
            question="If the agent decides wrongly, which one role in the business answers for it?",
        )


def not_one_owner(findings: Findings) -> Iterator[Gap]:
    """C-22: more than one role is accountable for the decisions, or expressly none.

    One role that is the wrong one is C-04; owners on whom people differ are C-27.
    """
    owner = findings.readiness.facet("decision_owner_role")
    denied = () if owner.is_filled else owner.denied.get("decision_owner_role", ())
    shared = findings.value("decision_owner_kind") == "shared"
    if shared or denied:
        who = "several roles together" if shared else "nobody"
        yield gap(
            findings,
            "C-22",
            "found",
            f"The agent's decisions belong to {who}, not to one role",
            evidence=dict.fromkeys((*denied, *findings.evidence("decision_owner_kind", "decision_owner_role"))),
            question=f"I have {who} as owner of the agent's decisions. Who has the last word if they turn out wrong?",
        )


def own_approval(findings: Findings) -> Iterator[Gap]:
    """C-05, G-12: the same role may author and approve a change, by the rows of the rule, or as is said in general."""
    apart = findings.readiness.facet("approver_not_author")
    denied = () if apart.is_filled else apart.denied.get("approver_not_author", ())
    same = [(row, str(cells["kind"])) for row, cells in findings.rows("change_kinds") if _is_same_role(cells)]
    alone = bool(denied) or findings.value("approver_not_author") is False
    if alone or same:
        kinds = ", ".join(kind.replace("_", " ") for _, kind in same)
        yield gap(
            findings,
            "C-05" if same else "G-12",
            _severity(findings),
            "One person can change how the agent behaves, alone"
            if alone
            else f"One role both proposes and approves changes to how the agent behaves: {kinds}",
            evidence=dict.fromkeys(
                (*denied, *findings.evidence("approver_not_author"), *_words_of(row for row, _ in same))
            ),
            question="Who, other than its author, could have said no to the last change?" if same else None,
            also=("G-12",) if same else ("C-05",),
        )


def untested_updates(findings: Findings) -> Iterator[Gap]:
    """C-05: a change of model or prompt needs a test, and the supplier's own changes arrive without one."""
    tested = [
        (row, str(cells["kind"]))
        for row, cells in findings.rows("change_kinds")
        if cells.get("kind") in ("model_version", "prompt") and cells.get("test")
    ]
    if findings.value("supplier_updates") == "automatic" and tested:
        kinds = " and ".join(sorted(kind.replace("_", " ") for _, kind in tested))
        yield gap(
            findings,
            "C-05",
            _severity(findings),
            f"A change of {kinds} has to pass a test, and the supplier's arrive by themselves",
            subject="supplier updates",
            evidence=dict.fromkeys((*findings.evidence("supplier_updates"), *_words_of(row for row, _ in tested))),
            fix="Pin the version, and let each new one pass your test before it goes live.",
            question=f"I have two things about a change of {kinds}: it is tested first, and it arrives by itself. "
            "Which is right, or are they about different changes?",
        )


def _severity(findings: Findings) -> str:
    return "irreversible" if findings.anything_irreversible else "found"


def _is_same_role(cells: Cells) -> bool:
    proposer, approver = cells.get("proposer"), cells.get("approver")
    return isinstance(proposer, str) and isinstance(approver, str) and proposer.casefold() == approver.casefold()


def _words_of(rows: Iterable[RowNow]) -> Iterator[Evidence]:
    return (words for row in rows for cell in row.values() for words in cell.evidence)


def unwatched_limit(findings: Findings) -> Iterator[Gap]:
    """C-26: the queue has a limit (cases waiting), and expressly nobody sees the queue."""
    limit, watcher = number(findings.readiness, "max_queue_depth"), findings.readiness.facet("queue_watcher_role")
    denied = () if watcher.is_filled else watcher.denied.get("queue_watcher_role", ())
    if limit is not None and denied:
        yield gap(
            findings,
            "C-26",
            "found",
            f"At most {limit:g} cases may wait, and nobody sees the queue",
            evidence=dict.fromkeys((*findings.evidence("max_queue_depth"), *denied)),
            fix="Name one role that sees the queue all day.",
            question=f"Who would notice that {limit:g} cases are waiting?",
        )


def late_trigger(findings: Findings) -> Iterator[Gap]:
    """C-26: something happens only when more cases wait than may wait."""
    limit, trigger = (number(findings.readiness, key) for key in ("max_queue_depth", "overflow_trigger"))
    if limit is not None and trigger is not None and trigger > limit:
        yield gap(
            findings,
            "C-26",
            "found",
            f"At most {limit:g} cases may wait, and something happens only at {trigger:g}",
            subject="trigger",
            evidence=findings.evidence("max_queue_depth", "overflow_trigger"),
            fix=f"Act before {limit:g} cases wait, or say why {trigger:g} may wait after all.",
            arithmetic=f"Trigger {trigger:g} waiting > limit {limit:g} waiting",
            question=f"I have two numbers for a full queue: {limit:g} and {trigger:g}. "
            "Which is right, or are they about different queues?",
        )


RULES: tuple[Rule, ...] = (
    not_the_business,
    not_one_owner,
    own_approval,
    untested_updates,
    unwatched_limit,
    late_trigger,
)
