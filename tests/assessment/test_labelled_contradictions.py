"""What the rules on decisions, criteria, owners and records find in the labelled cases, with perfect claims."""

import pytest

from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Gap
from reviewer.assessment.rules import criteria, decisions, gaps_of, ownership, records
from reviewer.framework import Framework
from tests.assessment.situations import findings_of
from tests.perfect_claims import INTERVIEWS, PROPOSALS, load, perfect_claims

RULES = (*decisions.RULES, *criteria.RULES, *ownership.RULES, *records.RULES)
# Judged one by one against the texts: each of these is borne out, and nothing else is.
EXPECTED = {
    "h02": {"C-04.AC-1", "G-10.DA-2"},
    "h04": {"C-04.AC-1", "C-12.DA-1"},
    "h07": {"G-12.AC-3"},
    "h11": {"G-10.DA-2"},
    "h13": set(),
    "h14": {"C-04.AC-1", "C-12.DA-1", "G-12.AC-3"},
    "p01": set(),
    "p05": {"C-04.AC-1", "C-12.DA-1"},
    "p12": set(),
    "t01": {"C-13.DA-6.cancel"},
    "t02": {"G-12.AC-3", "C-06.AC-6"},
    "t11": {"C-13.DA-6.narcotics"},
}
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
    """Both sides are reported: the words that know no exception, and those that tell of one."""
    gaps = found(findings_of(perfect_claims(folder_of(case), case, framework), framework))
    quotes = [words.quote for words in gaps["C-12.DA-1"].evidence]

    assert any(NO_EXCEPTIONS[case] in quote for quote in quotes)
    assert len(quotes) > 1


# Right by the framework's own words, and not in the labels: the fallback of h13 carries 260 of 1,100 cases a day, and
# "97% brand-safe" in h14 does not say of what.
NOT_LABELLED = {"h13": {"N-16"}, "h14": {"C-21"}}


@pytest.mark.parametrize("case", PROPOSALS)
def test_labelled_contradictions_and_computed_gaps_follow_from_perfect_claims(case: str, framework: Framework) -> None:
    """Every rule of the labels is found, and beyond them only what was judged to be right."""
    labels = load("proposals", case)
    wanted = {part["rule"] for key in ("contradictions", "computed") for part in labels.get(key) or ()}
    gaps = gaps_of(findings_of(perfect_claims("proposals", case, framework), framework))
    carried = {gap.id: {rule for rule in (gap.rule, *gap.also) if rule[0] in "NC"} for gap in gaps}
    own = [gap for gap in gaps if gap.rule[0] in "NC"]

    assert wanted <= set().union(*carried.values())
    beyond = {gap.rule for gap in own if not carried[gap.id] & wanted}
    assert beyond == NOT_LABELLED.get(case, set())
