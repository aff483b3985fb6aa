"""Contradictions about what is kept and what can be seen: how long records live, and what a class depends on.

Source: the framework's rules, section 4.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from reviewer.assessment.derived import number
from reviewer.assessment.findings import Findings, RowNow, gap
from reviewer.assessment.model import Gap
from reviewer.readiness.claims import Evidence

Rule = Callable[[Findings], Iterator[Gap]]


def kept_too_short(findings: Findings) -> Iterator[Gap]:
    """C-06: records are gone while somebody may still ask, or before a regulated use may let them go (months)."""
    kept, asked = (number(findings.readiness, key) for key in ("audit_retention_months", "longest_claim_months"))
    regulated = findings.value("annex_iii_possible") is True
    least = findings.framework.thresholds.retention_months_regulated
    if kept is None:
        return
    reasons = [f"{asked:g} months in which somebody can still ask"] if asked is not None and kept < asked else []
    reasons += [f"{least:g} months for a use that may be high-risk under the EU AI Act"] * (regulated and kept < least)
    if reasons:
        profile = ("annex_iii_possible", "jurisdictions") if regulated else ()
        yield gap(
            findings,
            "C-06",
            "regulated" if regulated else "found",
            f"Records are kept for {kept:g} months, which is too short",
            evidence=findings.evidence("audit_retention_months", "longest_claim_months", *profile),
            fix=f"Keep the record of each decision for at least {max(asked or 0, least if regulated else 0):g} months.",
            arithmetic=f"Kept {kept:g} months < {'; < '.join(reasons)}",
            question=f"I have {kept:g} months for which records are kept, against {' and '.join(reasons)}. "
            "Which is right, or are they about different records?",
        )


def not_recorded(findings: Findings) -> Iterator[Gap]:
    """C-23: a class depends on facts that no record keeps.

    Compared only where every recorded field is named; a record of all inputs, or of the rule that fired, keeps them.
    """
    fields = findings.rows("audit_fields")
    named = [str(cells["name"]) for _, cells in fields if cells.get("name")]
    keeps_all = any(cells.get("field") in ("inputs", "trigger") for _, cells in fields)
    if not fields or len(named) < len(fields) or keeps_all:
        return
    kept = set().union(*(_stems(name) for name in named))
    lost = [(row, name) for row, name in _attributes(findings) if not _stems(name) & kept]
    if lost:
        names = "; ".join(dict.fromkeys(name for _, name in lost))
        yield gap(
            findings,
            "C-23",
            "found",
            f"What decides the class is not in the record of a decision: {names}",
            evidence=_words_of([*(row for row, _ in lost), *(row for row, _ in fields)]),
            fix="Record it with each decision, or let a fact decide that is recorded.",
            question=f"I have {names} as what decides the class, and a record without it. Where is it to be seen?",
        )


def out_of_reach(findings: Findings) -> Iterator[Gap]:
    """C-23: a class depends on a fact in a system whose owner has not agreed that the agent uses it."""
    for row, cells in findings.rows("systems"):
        system = str(cells.get("system") or "")
        needs = [(other, name) for other, name in _attributes(findings) if _is_named(system, name)]
        if cells.get("owner_agreed") is False and system and needs:
            names = "; ".join(dict.fromkeys(name for _, name in needs))
            yield gap(
                findings,
                "C-23",
                "found",
                f"What decides the class stands in a system whose owner has not agreed: {names}",
                subject=system,
                evidence=_words_of([*(other for other, _ in needs), row]),
                fix=f"Agree with the owner of {system}, or let a fact decide that the agent can see.",
                question=f"{names} decides the class, and {system} is not agreed. Where is it to be seen?",
            )


def _attributes(findings: Findings) -> Iterator[tuple[RowNow, str]]:
    for row, cells in findings.rows("class_criteria"):
        if cells.get("attribute"):
            yield row, str(cells["attribute"])


def _stems(text: str) -> set[str]:
    """Words of a name without their endings, for a generous comparison: amount and amounts are one."""
    return {word[:5] for word in re.findall(r"\w{3,}", text.casefold())}


def _is_named(system: str, attribute: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(system.casefold())}(?!\w)", attribute.casefold()) is not None


def _words_of(rows: Iterable[RowNow]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(words for row in rows for cell in row.values() for words in cell.evidence))


RULES: tuple[Rule, ...] = (kept_too_short, not_recorded, out_of_reach)
