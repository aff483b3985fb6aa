"""What the rules on decisions, criteria, owners and records find in the labelled cases, with perfect claims."""

import re
from typing import Any

import pytest

from reviewer.assessment.findings import Findings, Kind
from reviewer.assessment.model import Gap
from reviewer.assessment.rules import criteria, decisions, gaps_of, ownership, records
from reviewer.framework import Framework
from tests.assessment.situations import findings_of
from tests.perfect_claims import EVALS, INTERVIEWS, PROPOSALS, load, perfect_claims

RULES = (*decisions.RULES, *criteria.RULES, *ownership.RULES, *records.RULES)
# Judged one by one against the texts: each of these is borne out, and nothing else is. Later cases are for measuring.
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


@pytest.mark.parametrize("case", EXPECTED)
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


# Right by the framework's own words, and not in the labels.
NOT_LABELLED = {
    "h13": {"N-16"},  # the fallback carries 260 of 1,100 cases a day
    "h14": {"C-21"},  # "97% brand-safe" does not say of what
    "p01": {"N-16"},  # the branch counters key 1,500 of 7,200 claims a day
    "p12": {"N-20"},  # eight of the twenty start 30 days late: the labelled C-08, told of the dates
    # 420 cases of 14 minutes need 22 people, and 11 are planned (a note of the label says so); the hotel swaps, which a
    # specialist approves each time, are in no sum of hers.
    "t01": {"N-03", "N-05"},
    "t11": {"N-05"},  # 480 cases of 9 minutes need 15 people, and 11 are planned: a note of the label says so
}
# Labelled words that no finding repeats, because it has the same value from other words of the text.
SAID_ELSEWHERE = {
    "440 a day is straight out of the portal statistics for all six families.",  # h07: "440 applications a day"
    "640 x 6% is 38",  # t02: taken back two sentences later, "So 43."
    "my co-founder fixes the weird ones at night",  # p05: of a count that is denied; others show the hand-overs
}


def labels_of(case: str) -> dict[str, Any]:
    """What the labels say in the end of a proposal, a scripted persona or a transcript."""
    labels = load(folder_of(case), case)
    return dict(labels.get("final") or labels.get("gold") or labels)


def gaps_in(case: str, framework: Framework) -> tuple[Gap, ...]:
    """Everything that the rules find in a case, with perfect claims."""
    kind: Kind = "proposal" if case in PROPOSALS else "interview"
    return tuple(gaps_of(findings_of(perfect_claims(folder_of(case), case, framework), framework, kind)))


def carried_by(gap: Gap) -> set[str]:
    """The numbers of the families N and C that a finding carries."""
    return {rule for rule in (gap.rule, *gap.also) if rule[0] in "NC"}


@pytest.mark.parametrize("case", EXPECTED)
def test_labelled_contradictions_and_computed_gaps_follow_from_perfect_claims(case: str, framework: Framework) -> None:
    """Every rule of the labels is found, and beyond them only what was judged to be right."""
    labels, gaps = labels_of(case), gaps_in(case, framework)
    wanted = {part["rule"] for key in ("contradictions", "computed") for part in labels.get(key) or ()}

    assert wanted <= set().union(*map(carried_by, gaps))
    beyond = {gap.rule for gap in gaps if gap.rule[0] in "NC" and not carried_by(gap) & wanted}
    assert beyond == NOT_LABELLED.get(case, set())


@pytest.mark.parametrize("case", EXPECTED)
def test_both_sides_of_a_labelled_contradiction_are_told(case: str, framework: Framework) -> None:
    """The findings of its rule carry all of its words: whoever reads one side reads the other beside it."""
    gaps = gaps_in(case, framework)
    for label in labels_of(case).get("contradictions") or ():
        told = [words.quote for gap in gaps if label["rule"] in carried_by(gap) for words in gap.evidence]
        missing = [quote for quote in label["quotes"] if not any(quote in words or words in quote for words in told)]
        assert set(missing) <= SAID_ELSEWHERE, label["rule"]


@pytest.mark.parametrize("case", [*PROPOSALS, *INTERVIEWS])
def test_perfect_claims_quote_the_text(case: str, framework: Framework) -> None:
    """Nobody can be read perfectly in words that she did not say."""
    claims = perfect_claims(folder_of(case), case, framework)
    quotes = {claim.evidence.quote for claim in claims if claim.facet != "not_applicable"}

    assert [quote for quote in quotes if _letters(quote) not in _letters(text_of(case))] == []


def text_of(case: str) -> str:
    """Everything that is said in a case: the proposal, or the answers."""
    if case in PROPOSALS:
        return (EVALS / "proposals" / f"{case}.md").read_text(encoding="utf-8")
    labels = load("interviews", case)
    replies = (reply for answer in labels.get("answers", {}).values() for reply in answer.values())
    return "\n".join([*replies, *(turn["answer"] for turn in labels.get("turns", ()))])


def _letters(text: str) -> str:
    """The text without its layout: marks of emphasis and line ends are no words."""
    return " ".join(re.sub(r"[*_`|#>]", " ", text).split())
