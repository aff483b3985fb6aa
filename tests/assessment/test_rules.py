"""Every rule fires where it should and keeps silent at a near miss; the cases are data."""

from collections.abc import Iterable

import pytest

from reviewer.assessment.model import SEVERITIES, Gap
from reviewer.assessment.rules import FAMILIES, gaps_of
from reviewer.evals.labels.load import load_gold
from reviewer.evals.running.run import run
from reviewer.evals.score import Check
from reviewer.evals.scoring.metrics import score
from reviewer.framework import Framework
from reviewer.resources import data_folder
from tests.assessment.situations import findings_of, outcomes, said, situations

SITUATIONS = situations()
FAMILY_SIZES = {"G": 14, "N": 22, "C": 30}
RULES = [f"{family}-{number:02}" for family, size in FAMILY_SIZES.items() for number in range(1, size + 1)]
RULES.remove("N-22")
# G-07 and G-08 say what the absence of a finding, or of a severity, means; N-01 and N-06 are figures of the others;
# N-12 is a sentence about the scenarios; N-22 checks the arithmetic itself, with data of its own.
WITHOUT_GAPS_OF_THEIR_OWN = {"G-07", "G-08", "N-01", "N-06", "N-12"}


@pytest.fixture(scope="module")
def judged(framework: Framework) -> dict[str, list[Check]]:
    """What the evals say of each situation."""
    folder = data_folder("evals")
    scores = score(run(SITUATIONS), load_gold(folder, ["rules"]), framework)
    return {case.id: [check for check in scores.checks if check.case == case.id] for case in SITUATIONS}


@pytest.mark.parametrize("case", [case.id for case in SITUATIONS])
def test_rules_in_their_situations(case: str, judged: dict[str, list[Check]]) -> None:
    """What must fire fires with its severity and its figures; what must not does not; states and verdict follow."""
    assert judged[case]
    assert [(check.name, check.expected, check.found) for check in judged[case] if not check.passed] == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_firing_case_and_a_near_miss(framework: Framework, rule: str) -> None:
    """No rule goes without a case in which it fires and one in which it does not."""
    names = {rule, *(name for name, spec in framework.rules.items() if rule in spec.repeats)}
    own = [found.gaps for case, (_, found) in zip(SITUATIONS, outcomes(), strict=True) if case.family in names]
    fires = [rule in numbers_of(gaps) for gaps in own]

    assert len(own) >= 2
    assert (any(fires) and not all(fires)) or rule in WITHOUT_GAPS_OF_THEIR_OWN


def numbers_of(gaps: Iterable[Gap]) -> set[str]:
    """The numbers of the rules that these gaps express."""
    return {rule for gap in gaps for rule in (gap.rule, *gap.also)}


def test_every_gap_is_complete(framework: Framework) -> None:
    """Id, why, fix, claims of the essay, references wherever the crosswalk has any, and words or where was searched."""
    seen = {gap.id: gap for _, found in outcomes() for gap in found.gaps}

    for gap in seen.values():
        assert gap.id == gap.rule or gap.id.startswith(f"{gap.rule}.{gap.item}")
        assert gap.why.strip()
        assert gap.fix.strip()
        assert bool(gap.evidence) != (gap.absent is not None)
        assert set(gap.claims) <= set(framework.claims_by_id)
        if gap.item:
            assert gap.claims == framework.item(gap.item).claims
            assert len(gap.references) == len(framework.crosswalk.items.get(gap.item, {}))
        else:
            assert gap.claims
    every = numbers_of(gap for _, found in outcomes() for gap in found.gaps)
    assert every == set(RULES) - WITHOUT_GAPS_OF_THEIR_OWN


def test_every_contradiction_asks_one_question() -> None:
    """Whatever the two sides are, there is exactly one question that would settle it."""
    asked = {gap.rule: gap.question for _, found in outcomes() for gap in found.gaps if gap.rule.startswith("C-")}

    assert len(asked) > 20
    assert {rule: question for rule, question in asked.items() if (question or "").count("?") != 1} == {}


def test_references_name_edition_place_and_mark(framework: Framework) -> None:
    """As a reader needs them to look them up, and to know how well they were read."""
    [gap] = [gap for gap in gaps_of(findings_of([], framework)) if gap.item == "AC-1"]
    places = framework.crosswalk.items["AC-1"]
    standards = {standard.key: standard for standard in framework.crosswalk.frameworks}

    for reference, (key, place) in zip(gap.references, places.items(), strict=True):
        mark = f" [{standards[key].mark}]" if key != "other" else ""
        assert reference == f"{standards[key].name} {standards[key].edition}".strip() + f": {place}{mark}"


def test_what_is_absent_says_where_it_was_looked_for(framework: Framework) -> None:
    """In a document the whole of it; in an interview every answer; in both cases for which facts."""
    places = {}
    for kind in ("proposal", "interview"):
        gaps = gaps_of(findings_of([], framework, kind, frozenset(framework.items_by_id)))  # type: ignore[arg-type]
        [gap] = [gap for gap in gaps if gap.item == "EX-7"]
        assert gap.absent is not None
        places[kind] = gap.absent.searched

    names = ", ".join(facet.name for facet in framework.item("EX-7").facets)
    assert places == {
        "proposal": f"the whole document, for: {names}",
        "interview": f"every answer so far, for: {names}",
    }


def test_one_cause_gives_one_finding() -> None:
    """No two gaps have one id; N-04 to N-08 are one gap; a particular rule that is as severe replaces the general."""
    for gaps in (found.gaps for _, found in outcomes()):
        assert len({gap.id for gap in gaps}) == len(gaps)
        assert sum(gap.rule in ("N-04", "N-05", "N-07", "N-08") for gap in gaps) <= 1
        general = {gap.item: gap for gap in gaps if gap.rule in ("G-01", "G-02", "G-03", "G-04", "G-05")}
        for gap in gaps:
            other = general.get(gap.item)
            if gap.item and other and gap is not other:
                assert SEVERITIES.index(gap.severity) >= SEVERITIES.index(other.severity)


def test_a_milder_rule_does_not_hide_a_missing_essential(framework: Framework) -> None:
    """The author may approve, which is major; that the item is missing is a blocker, and both are told."""
    drop = ["change_kinds", "change_approver_role", "change_record", "change_emergency_path", "supplier_updates"]
    gaps = gaps_of(findings_of(said({"approver_not_author": False}, drop), framework))

    assert {gap.id: gap.severity for gap in gaps if gap.item == "AC-3"} == {
        "G-01.AC-3": "blocker",
        "G-12.AC-3": "major",
    }


def test_gaps_stand_in_order_of_severity_and_the_arithmetic_leads(framework: Framework) -> None:
    """Worst first; among blockers the calculated one; then the order of the framework."""
    gaps = gaps_of(findings_of(said({"reviewers_fte": 9}, ["remedy_role", "handler_role", "incident_role"]), framework))

    severities = [SEVERITIES.index(gap.severity) for gap in gaps]
    assert severities == sorted(severities)
    assert gaps[0].id == "N-05.EX-6"
    places = [framework.order.index(gap.item) for gap in gaps[1:] if gap.item and gap.severity == "major"]
    assert places == sorted(places)


def test_the_words_of_a_vague_answer_are_its_evidence(framework: Framework) -> None:
    """The report must be able to show what was said instead of a fact."""
    vague = {"max_queue_depth": {"strength": "vague", "quote": "it will be manageable"}}
    gaps = gaps_of(findings_of(said(vague, ["max_wait_hours", "queue_watcher_role", "queue_limit_reason"]), framework))

    [gap] = [gap for gap in gaps if gap.item == "EX-7"]
    assert [words.quote for words in gap.evidence] == ["it will be manageable"]
    assert gap.title.endswith("is only described in vague words")


def test_every_rule_says_which_it_is() -> None:
    """The first words of its description are its number, so that a reader finds it in the framework's chapter."""
    assert all((rule.__doc__ or "").startswith(("G-", "N-", "C-")) for rule in FAMILIES)
