"""One cause is one finding, and nothing that the other would have asked for is lost by it."""

import pytest

from reviewer.assessment.findings import gap
from reviewer.assessment.model import Gap
from reviewer.assessment.rules import FAMILIES, gaps_of
from reviewer.evals.cases.saying import numbered, say
from reviewer.framework import Framework
from reviewer.readiness.claims import Claim
from tests.assessment.situations import findings_of, said


def gaps_about(framework: Framework, item: str, claims: list[Claim]) -> list[Gap]:
    return [found for found in gaps_of(findings_of(claims, framework)) if found.item == item]


def too_few(**more: object) -> list[Claim]:
    target = {"measure": "handed_over", "value": 0.1, "outcome": "scale"}
    counts = {"escalation_numerator": 108.0, "escalation_denominator": 1200.0}
    return said({"pilot_targets": target} | counts | more, [], base="nothing")


def test_what_the_item_still_needs_stands_in_the_finding_that_stays(framework: Framework) -> None:
    """Too few cases to tell is told instead of an item that is partly there; and asks for what that one would have."""
    [found] = gaps_about(framework, "PM-1", too_few())

    assert found.rule == "N-14"
    assert found.fix.startswith("Count more cases: at the same share, 3,458 would tell. Also state: ")
    assert framework.facet("targets_before_start").name in found.fix


def test_only_one_finding_of_an_item_asks_for_the_rest(framework: Framework) -> None:
    """Two targets that cannot be told are two findings; the first asks for what the item lacks."""
    stop = {"measure": "handed_over", "value": 0.09, "outcome": "stop"}
    first, second = gaps_about(framework, "PM-1", [*too_few(), *numbered([say("pilot_targets", stop, number=9)])])

    assert [("Also state" in found.fix) for found in (first, second)] == [True, False]


def test_a_disputed_fact_is_not_asked_for_as_if_it_were_not_there(framework: Framework) -> None:
    """The dispute asks which value is right, and for the other facts of the item."""
    minutes = [{"value": 8, "speaker": "Keane"}, {"value": 20, "speaker": "Brennan"}]
    [found] = gaps_about(framework, "EX-4", said({"handling_minutes": minutes}, [], base="nothing"))

    assert found.rule == "C-27"
    assert "Also state: " in found.fix
    assert framework.facet("handling_minutes").name not in found.fix


def test_both_sides_are_told_with_who_says_them_and_one_neutral_question(framework: Framework) -> None:
    """Values, speakers and the words of both."""
    minutes = [
        {"value": 8, "speaker": "Keane", "quote": "eight minutes each"},
        {"value": 20, "speaker": "Brennan", "quote": "twenty minutes on average"},
        {"value": 20, "speaker": "Daly", "quote": "twenty, I would say"},
    ]
    [found] = gaps_about(framework, "EX-4", said({"handling_minutes": minutes}, [], base="nothing"))

    assert [words.quote for words in found.evidence] == [part["quote"] for part in minutes]
    assert found.question == (
        f"I have two values for {framework.facet('handling_minutes').name}: 8 minutes (Keane); "
        "20 minutes (Brennan, Daly). Which is right, or are they about different things?"
    )


def test_who_has_the_last_word_in_dispute_carries_the_number_of_that_contradiction(framework: Framework) -> None:
    """One says that the agent decides alone, another that a person does: C-01 told as a dispute."""
    rows = {
        name: [
            {"value": {"name": "refuse", "class": one}, "speaker": "lead"},
            {"value": {"name": "refuse", "class": other}, "speaker": "audit"},
        ]
        for name, one, other in (
            ("alone", "autonomous", "agent_with_review"),
            ("with people", "human_only", "agent_with_review"),
        )
    }
    [alone], [people] = (
        gaps_about(framework, "DA-2", said({"decisions": row}, [], base="nothing")) for row in rows.values()
    )

    assert (alone.rule, alone.also) == ("C-27", ("C-01",))
    assert (people.rule, people.also) == ("C-27", ())


def test_a_dispute_that_another_finding_tells_is_told_once(
    framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same words on the same item, and as severely; a milder one does not stand for it."""
    minutes = [{"value": 8, "speaker": "Keane"}, {"value": 20, "speaker": "Brennan"}]
    findings = findings_of(said({"handling_minutes": minutes}, [], base="nothing"), framework)
    item, words = framework.item("EX-4"), findings.evidence("handling_minutes")

    def rules_of_item(rule: str, level: str, evidence: tuple[object, ...]) -> list[tuple[str, tuple[str, ...]]]:
        other = gap(findings, rule, level, "told by another", item=item, evidence=evidence)  # type: ignore[arg-type]
        families = (*FAMILIES, lambda _: iter([other]))
        with monkeypatch.context() as patch:
            patch.setattr("reviewer.assessment.rules.FAMILIES", families)
            return [(found.rule, found.also) for found in gaps_of(findings) if found.item == "EX-4"]

    assert rules_of_item("C-22", "found", words) == [("C-22", ("G-11", "C-27"))]
    assert [rule for rule, _ in rules_of_item("C-22", "found", words[:1])] == ["C-22", "C-27"]
    assert [rule for rule, _ in rules_of_item("C-30", "found", words)] == ["C-27", "C-30"]


def test_the_volume_in_dispute_carries_the_number_of_that_contradiction_too(framework: Framework) -> None:
    """One finding for C-27 and C-16, and no such number for another fact."""
    volume = [{"value": 440, "speaker": "Keane"}, {"value": 244, "speaker": "Brennan"}]
    [found] = gaps_about(framework, "EX-1", said({"volume_target_per_day": volume}, [], base="nothing"))
    [other] = gaps_about(framework, "EX-4", said({"handling_minutes": volume}, [], base="nothing"))

    assert (found.rule, found.also) == ("C-27", ("C-16",))
    assert (other.rule, other.also) == ("C-27", ())


def test_too_few_to_tell_says_which_words_it_rests_on_and_whether_so_many_could_tell_at_all(
    framework: Framework,
) -> None:
    """The target and the count that it is held against; C-30 as well where even no error would not do."""
    target = {"measure": "right_of_all", "value": 0.995, "outcome": "scale"}
    right = said({"pilot_targets": target, "success_all": "199/200", "escalation_rate": 0.05}, [], base="nothing")
    [success] = gaps_about(framework, "PM-1", right)
    [handed] = gaps_about(framework, "PM-1", too_few(success_all="900/1000"))
    [near] = gaps_about(
        framework, "PM-1", said({"pilot_targets": target, "success_all": "3975/4000"}, [], base="nothing")
    )

    assert [words.quote.partition(":")[0] for words in success.evidence] == ["pilot_targets", "success_all"]
    assert [words.quote.partition(":")[0] for words in handed.evidence] == [
        "pilot_targets",
        "escalation_numerator",
        "escalation_denominator",
    ]
    assert [success.also, handed.also, near.also] == [("C-30",), (), ()]
