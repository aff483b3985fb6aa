"""The verdict: its order, its words, and that more trouble never makes it better."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.assessment.assess import assess
from reviewer.assessment.findings import Kind
from reviewer.assessment.model import Assessment, Gap
from reviewer.assessment.rules import gaps_of
from reviewer.assessment.states import ItemState
from reviewer.assessment.verdict import coverage, verdict
from reviewer.evals.cases.saying import numbered
from reviewer.framework import load_framework
from reviewer.readiness.fold import fold
from tests.assessment.situations import findings_of, outcomes, said

FRAMEWORK = load_framework()
# From the worst to the best; a feasibility test stands apart.
BETTER = ("not_ready", "cannot_say_yet", "conditionally_ready", "ready")
EX_7 = ["max_queue_depth", "max_wait_hours", "queue_limit_reason", "queue_watcher_role"]
DISPUTED: dict[str, Any] = {
    "decision_owner_deputy_role": [{"value": "Deputy", "speaker": "a"}, {"value": "Shift Lead", "speaker": "b"}]
}
FEASIBILITY = {"pilot_purpose": "feasibility_only"}
TEAM = {"decision_owner_kind": "team"}
NO_DEPUTY = ["decision_owner_deputy_role"]


def judged(say: dict[str, Any], drop: list[str], kind: Kind = "proposal", asked: tuple[str, ...] = ()) -> Assessment:
    return assess(fold(said(say, drop), FRAMEWORK), FRAMEWORK, kind, asked)


@pytest.mark.parametrize(
    ("say", "drop", "kind", "code", "fact"),
    [
        (FEASIBILITY | TEAM | DISPUTED, EX_7, "interview", "feasibility_test", "whether the technique works"),
        (TEAM | DISPUTED, EX_7, "interview", "not_ready", "belong to a team"),
        (DISPUTED, EX_7, "interview", "cannot_say_yet", "Not known yet: Maximum acceptable queue depth and wait."),
        (DISPUTED, [], "interview", "cannot_say_yet", "Two answers stand against each other on Role that owns"),
        (
            {},
            NO_DEPUTY,
            "interview",
            "conditionally_ready",
            "Role that owns the agent's decisions is only partly there",
        ),
        ({}, ["incident_exercised"], "interview", "ready", "In the high case the desk carries 11,200 cases a day."),
        ({}, [], "proposal", "ready", "In the high case the desk carries 11,200 cases a day."),
    ],
)
def test_the_first_condition_that_applies(
    say: dict[str, Any], drop: list[str], kind: Kind, code: str, fact: str
) -> None:
    """Feasibility, then blockers, then what is unknown, then what is disputed, then major gaps, and else ready."""
    found = judged(say, drop, kind)

    assert found.verdict.code == code
    assert fact in found.verdict.limiting_fact


def test_a_disputed_supporting_point_does_not_stop_the_verdict() -> None:
    """Only an essential point in dispute keeps the tool from saying; another is a gap like others."""
    both = [{"value": "Head of Press", "speaker": "a"}, {"value": "Head of Claims", "speaker": "b"}]

    assert judged({"incident_role": both}, []).verdict.code == "conditionally_ready"


def test_the_question_at_the_proposal_stage() -> None:
    """Before a pilot the question is whether it may start as one that is meant to scale."""
    proposal = judged({"stage": "proposal"} | TEAM, []).verdict.sentence
    later = judged({"stage": "scale_decision"} | TEAM, []).verdict.sentence

    assert proposal == "Not ready to start as a pilot that is meant to scale: 1 thing blocks it."
    assert later == "Not ready to scale: 1 thing blocks it."


@pytest.mark.parametrize(("unknown", "told"), [(3, False), (4, True)])
def test_an_incomplete_assessment_says_so(unknown: int, told: bool) -> None:
    """With blockers, and fewer than 14 of 17 essentials known, more may appear."""
    drop = {
        "EX-7": EX_7,
        "EX-4": ["handling_minutes", "handling_measured", "handling_spread_minutes", "handling_whole_case"],
        "AC-2": ["remedy_role", "remedy_channel", "remedy_deadline", "remedy_power"],
        "EX-5": [facet.key for facet in FRAMEWORK.item("EX-5").facets if facet.key != "handler_is_pilot_team"],
    }
    left_out = [key for keys in list(drop.values())[:unknown] for key in keys]
    found = judged(TEAM, [key for key in left_out if key in statements()], "interview")

    assert found.coverage.essentials_known == 17 - unknown
    assert ("more may appear" in found.verdict.sentence) is told


def statements() -> set[str]:
    return {claim.facet for claim in said()}


def test_the_sentences_of_a_positive_verdict() -> None:
    """Up to the ceiling, an owner and a date for each major gap; else the number of cases, never above the target."""
    one = judged({}, NO_DEPUTY).verdict.sentence
    two = judged({}, [*NO_DEPUTY, "target_date"]).verdict.sentence

    assert one == "Conditionally ready up to 13,440 cases a day: one major gap needs an owner and a date."
    assert two.endswith(" major gaps needs an owner and a date.")
    assert judged({}, []).verdict.sentence == "Ready to scale to 10,000 cases a day."


def test_every_verdict_is_a_sentence_with_one_limiting_fact() -> None:
    """No percentage in the verdict, no line break, and the limiting fact is a single sentence that is not empty."""
    for _, found in outcomes():
        words = found.verdict.sentence + found.verdict.limiting_fact
        assert not re.search(r"%|per ?cent", found.verdict.sentence)
        assert "\n" not in words
        assert "technology is not ready" not in words.lower()
        assert re.fullmatch(r"\S.{8,}[.?!]", found.verdict.limiting_fact)
        assert not re.search(r"[.?!]\s", found.verdict.limiting_fact)


def test_the_limiting_fact_is_that_of_the_first_gap() -> None:
    """The gap that stands first in the report is the one that the verdict names."""
    for _, found in outcomes():
        if found.verdict.code in ("not_ready", "conditionally_ready"):
            assert found.verdict.limiting_fact.rstrip(".") == found.gaps[0].title.rstrip(".")


def blocker(item: str) -> Gap:
    return Gap(id=f"X-01.{item}", rule="X-01", item=item, severity="blocker", title="It is not there", why="w", fix="f")


@pytest.mark.parametrize("item", ["EX-6", "AC-8"])
def test_one_more_blocker_never_improves_the_verdict(item: str) -> None:
    """In every situation, and whatever the item, it makes the verdict "not ready" or leaves it as it was."""
    for findings, found in outcomes():
        worse = verdict(findings, (*gaps_of(findings), blocker(item)), found.coverage)
        if found.verdict.code == "feasibility_test":
            assert worse.code == "feasibility_test"
        else:
            assert worse.code == "not_ready"
            assert BETTER.index(worse.code) <= BETTER.index(found.verdict.code)


@settings(max_examples=25)
@given(st.sets(st.sampled_from(sorted(statements())), max_size=6), st.sampled_from(sorted(statements())))
def test_a_fact_that_is_taken_away_from_a_finished_design_never_makes_it_ready(drop: set[str], more: str) -> None:
    """In a document, where nothing is unknown, fewer facts give the same verdict or a worse one than all of them."""
    fewer, all_of_them = judged({}, sorted({*drop, more})), judged({}, [])

    assert BETTER.index(fewer.verdict.code) <= BETTER.index(all_of_them.verdict.code)


STATES = st.sampled_from(["satisfied", "partial", "missing", "unknown", "not_applicable"])


@given(st.lists(STATES, min_size=45, max_size=45), st.sets(st.sampled_from(sorted(FRAMEWORK.items_by_id))))
def test_a_point_that_becomes_known_never_worsens_coverage(states: list[Any], asked: set[str]) -> None:
    """Each unknown item that turns satisfied leaves every count as it was or one higher, and none above its total."""
    now = {item.id: ItemState(state=state) for item, state in zip(FRAMEWORK.items, states, strict=True)}
    before = coverage(FRAMEWORK, now, asked)
    for item, state in now.items():
        if state.state == "unknown":
            after = coverage(FRAMEWORK, now | {item: ItemState(state="satisfied")}, asked)
            assert after.known == before.known + 1
            assert after.asked - before.asked in (0, 1)
            assert after.essentials_known - before.essentials_known == (FRAMEWORK.item(item).severity == "essential")

    assert before.known <= before.asked <= 45
    assert before.essentials_known <= before.essentials == 17


def test_facts_of_the_profile_are_no_items_that_were_asked_about() -> None:
    """Coverage counts items; a profile question that was answered twice adds nothing."""
    assert assess(fold([], FRAMEWORK), FRAMEWORK, "interview", ["stage", "EX-7"]).coverage.asked == 1


@pytest.mark.parametrize(
    ("say", "drop", "kind", "area", "state", "known"),
    [
        ({}, [], "proposal", "AC", "in_place", 8),
        ({}, ["incident_exercised"], "proposal", "AC", "in_place", 8),
        ({}, NO_DEPUTY, "proposal", "AC", "in_place_with_gaps", 8),
        (TEAM, [], "proposal", "AC", "not_in_place", 8),
        ({}, EX_7, "interview", "EX", "not_known", 9),
        ({"decision_owner_kind": "team"}, ["remedy_role", "remedy_channel", "remedy_deadline", "remedy_power"],
         "interview", "AC", "not_in_place", 7),
        ({}, ["incident_definition", "incident_role", "incident_exercised", "general_incident_process"],
         "interview", "AC", "in_place", 7),
    ],
)  # fmt: skip
def test_the_state_of_an_area(
    say: dict[str, Any], drop: list[str], kind: Kind, area: str, state: str, known: int
) -> None:
    """In place, with gaps, not in place, or not known where an essential is unknown; a blocker outweighs the rest."""
    [found] = [one for one in judged(say, drop, kind).areas if one.id == area]

    assert (found.state, found.known) == (state, known)


def test_an_empty_interview_and_an_empty_document() -> None:
    """Nobody was asked: nothing is known. A whole document says nothing: nothing is in place, and nothing is known."""
    interview = assess(fold([], FRAMEWORK), FRAMEWORK, "interview")
    document = assess(fold([], FRAMEWORK), FRAMEWORK, "proposal")

    assert {(area.state, area.known) for area in interview.areas} == {("not_known", 0)}
    assert {(area.state, area.known) for area in document.areas} == {("not_in_place", 0)}
    assert interview.coverage.model_dump() == {"asked": 0, "known": 0, "essentials_known": 0, "essentials": 17}
    assert document.coverage.model_dump() == {"asked": 45, "known": 0, "essentials_known": 0, "essentials": 17}
    assert interview.gaps == ()
    assert document.verdict.sentence.endswith("The assessment is incomplete: more may appear.")


@pytest.mark.parametrize(("strength", "known"), [("vague", 45), ("denied", 45), (None, 44)])
def test_words_of_a_document_make_an_item_known(strength: str | None, known: int) -> None:
    """What is denied or vague was spoken of; of what is not stated nothing is known."""
    say = {"max_queue_depth": {"strength": strength, "quote": "their words"}} if strength else {}
    rest = [key for key in EX_7 if key != "max_queue_depth" or not strength]

    assert judged(say, rest).coverage.known == known


def essentials_shown(count: int) -> list[Any]:
    """The ready base, with what essentials after the first `count` rest on only said."""
    findings = findings_of(said(), FRAMEWORK)
    essentials = [item for item in FRAMEWORK.items if item.severity == "essential"]
    shown = {key for item in essentials[:count] for key in findings.states.rests_on(item)}
    return [claim if claim.facet in shown else claim.model_copy(update={"grade": "said"}) for claim in said()]


@pytest.mark.parametrize(
    ("change", "level", "reason"),
    [
        ({}, "high", "hand-over rate and minutes are measured"),
        ({"escalation_source": "estimate"}, "medium", "hand-over rate and minutes are not both measured"),
        (DISPUTED, "medium", "two sources differ on AC-1"),
    ],
)
def test_confidence_in_words_with_its_reasons(change: dict[str, Any], level: str, reason: str) -> None:
    """High needs documents for most essentials, both measurements, and nobody who differs."""
    found = judged(change, [])

    assert found.confidence.level == level
    assert reason in found.confidence.reasons
    assert re.match(r"\d+ of 17 essential items are shown in a document", found.confidence.reasons[0])


def test_confidence_falls_with_what_was_only_said() -> None:
    """With fewer essentials shown in documents it never rises, and with none it is low."""
    levels = [assess(fold(essentials_shown(count), FRAMEWORK), FRAMEWORK).confidence for count in range(17, -1, -1)]
    ranks = [("low", "medium", "high").index(found.level) for found in levels]

    assert ranks == sorted(ranks, reverse=True)
    assert (ranks[0], ranks[-1]) == (2, 0)
    assert levels[-1].reasons[0].startswith("0 of 17")
    assert levels[-1].reasons[-1] == "some essential answers were said and not shown"
    assert {rank for rank, found in zip(ranks, levels, strict=True) if levels[-1].reasons[-1] in found.reasons} == {
        0,
        1,
    }


def test_nothing_is_known_and_nothing_is_sure() -> None:
    """Without claims confidence is low."""
    assert assess(fold(numbered([]), FRAMEWORK), FRAMEWORK).confidence.level == "low"


@pytest.mark.parametrize("reasons", [["one reason"], ["one reason", "another"]])
def test_reservations_lower_confidence_by_one_step(reasons: list[str]) -> None:
    """Reasons why the evidence carries less far are all listed; however many, they cost one step, and low stays low."""
    steps = ["low", "medium", "high"]
    seen = set()
    for count in (17, 13, 0):
        readiness = fold(essentials_shown(count), FRAMEWORK)
        before, after = assess(readiness, FRAMEWORK), assess(readiness, FRAMEWORK, reservations=reasons)

        assert steps.index(after.confidence.level) == max(0, steps.index(before.confidence.level) - 1)
        assert after.confidence.reasons[-len(reasons) :] == tuple(reasons)
        assert after.model_copy(update={"confidence": before.confidence}) == before
        seen.add(before.confidence.level)
    assert len(seen) > 1
