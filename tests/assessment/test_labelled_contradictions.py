"""What the rules on decisions, criteria, owners and records find in the labelled cases, with perfect claims."""

import pytest

from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Gap
from reviewer.assessment.rules import criteria, decisions, ownership, records
from reviewer.framework import Framework
from reviewer.readiness.claims import Claim, Evidence
from tests.assessment.situations import findings_of
from tests.perfect_claims import EVALS, INTERVIEWS, PROPOSALS, perfect_claims

RULES = (*decisions.RULES, *criteria.RULES, *ownership.RULES, *records.RULES)
# Judged one by one against the texts: each of these is borne out, and nothing else is.
EXPECTED = {
    "h02": {"C-04.AC-1", "G-10.DA-2"},
    "h04": {"C-04.AC-1"},
    "h07": {"C-05.AC-3"},
    "h11": {"G-10.DA-2"},
    "h13": set(),
    "h14": {"C-04.AC-1", "C-05.AC-3"},
    "p01": set(),
    "p05": {"C-04.AC-1"},
    "p12": set(),
    "t01": {"C-13.DA-6.cancel"},
    "t02": {"C-05.AC-3", "C-06.AC-6"},
    "t11": {"C-13.DA-6.narcotics"},
}
# The facet values quote one side of these contradictions; the texts also say, expressly, that nothing makes it stop.
NO_EXCEPTIONS = {
    "h04": "100% autonomous processing from capture to posting. No exceptions, no excuses.",
    "h14": "100% hands-off, no exceptions.",
    "p05": "We're 100% autonomous, no exceptions.",
}


def folder_of(case: str) -> str:
    """The folder in which a labelled case lies."""
    return "proposals" if case in PROPOSALS else "interviews"


def found(findings: Findings) -> dict[str, Gap]:
    """What these rules find, by id."""
    return {gap.id: gap for rule in RULES for gap in rule(findings)}


@pytest.mark.parametrize("case", [*PROPOSALS, *INTERVIEWS])
def test_what_is_found_is_what_the_text_bears_out(case: str, framework: Framework) -> None:
    """No more and no less, each with its words, and for every contradiction one question."""
    gaps = found(findings_of(perfect_claims(folder_of(case), case, framework), framework))

    assert set(gaps) == EXPECTED[case]
    assert all(gap.evidence for gap in gaps.values())
    assert all((gap.question or "").endswith("?") for gap in gaps.values() if gap.rule.startswith("C-"))


@pytest.mark.parametrize("case", NO_EXCEPTIONS)
def test_no_exceptions_is_compared_with_the_exceptions_that_are_told(case: str, framework: Framework) -> None:
    """With the words that deny every exception, both sides are reported."""
    quote = NO_EXCEPTIONS[case]
    suffix = "md" if case in PROPOSALS else "yaml"
    text = (EVALS / folder_of(case) / f"{case}.{suffix}").read_text(encoding="utf-8")
    claims = perfect_claims(folder_of(case), case, framework)
    words = Evidence(quote=quote, source="document", start=0, end=len(quote), line=1)
    denied = Claim(
        number=len(claims) + 1, facet="triggers", value=None, evidence=words, speaker="team", strength="denied"
    )

    gaps = found(findings_of([*claims, denied], framework))

    assert quote in text
    assert set(gaps) - EXPECTED[case] == {"C-12.DA-1"}
    assert words in gaps["C-12.DA-1"].evidence
    assert len(gaps["C-12.DA-1"].evidence) > 1
