"""The state of an item: a function of its facets, with the reason and the words for it."""

from typing import Any

import pytest

from reviewer.assessment.assess import assess
from reviewer.assessment.findings import Kind
from reviewer.assessment.model import ItemResult
from reviewer.framework import Framework
from reviewer.framework.evaluate import holds
from reviewer.readiness.fold import fold
from tests.assessment.situations import findings_of, said

VAGUE, DENIED = {"strength": "vague", "quote": "a vague word"}, {"strength": "denied", "quote": "there is none"}


def item(
    name: str, say: dict[str, Any], framework: Framework, kind: Kind = "proposal", asked: tuple[str, ...] = ()
) -> ItemResult:
    found = assess(fold(said(say, base="nothing"), framework), framework, kind, asked)
    return {one.id: one for one in found.items}[name]


@pytest.mark.parametrize(
    ("name", "say", "why"),
    [
        ("EX-7", {}, "not_stated"),
        ("EX-7", {"max_queue_depth": VAGUE}, "vague"),
        ("EX-7", {"max_queue_depth": DENIED}, "denied"),
        ("EX-7", {"max_queue_depth": VAGUE, "queue_watcher_role": DENIED}, "denied"),
        ("EX-7", {"max_queue_depth": {"value": 60, "tense": "planned"}}, "vague"),
        ("EX-7", {"max_queue_depth": {"value": 60, "tense": "wished"}}, "vague"),
        ("DA-2", {"decisions.class": VAGUE}, "vague"),
        ("DA-2", {"decisions.class": DENIED}, "denied"),
        ("DA-2", {"decisions.worst_effect": VAGUE}, "not_stated"),
        ("DA-4", {"decisions.reversible": DENIED}, "denied"),
        ("DA-3", {"criteria_by_judgement": "case by case"}, "vague"),
        ("OM-1", {"pilot_purpose": "feasibility_only"}, "vague"),
        ("AC-1", {"decision_owner_accepted": False}, "denied"),
        ("PD-2", {"process_unchanged": True}, "vague"),
        ("PD-2", {"process_unchanged": False}, "not_stated"),
    ],
)
def test_why_something_is_missing(name: str, say: dict[str, Any], why: str, framework: Framework) -> None:
    """Denied before vague before not stated; a value that speaks against the item is vague; a good no is no denial."""
    found = item(name, say, framework)

    assert (found.state, found.why) == ("missing", why)
    assert bool(found.evidence) == (why != "not_stated")


@pytest.mark.parametrize(
    ("kind", "asked", "say", "state"),
    [
        ("proposal", (), {}, "missing"),
        ("interview", (), {}, "unknown"),
        ("interview", ("EX-7",), {}, "missing"),
        ("interview", ("EX-6",), {}, "unknown"),
        ("interview", (), {"max_queue_depth": VAGUE}, "missing"),
        ("interview", (), {"max_queue_depth": DENIED}, "missing"),
        ("interview", (), {"max_queue_depth": 60}, "partial"),
    ],
)
def test_unknown_in_an_interview_is_missing_in_a_document(
    kind: Kind, asked: tuple[str, ...], say: dict[str, Any], state: str, framework: Framework
) -> None:
    """A document was searched as a whole; of a person only what was asked and answered without a fact is missing."""
    assert item("EX-7", say, framework, kind, asked).state == state


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"item": "EX-7", "reason": "no queue", "role": "Head of Claims"}, "not_applicable"),
        ({"item": "EX-7", "reason": "no queue"}, "missing"),
        ({"item": "EX-7", "role": "Head of Claims"}, "missing"),
        ({"item": "EX-8", "reason": "no queue", "role": "Head of Claims"}, "missing"),
    ],
)
def test_not_applicable_needs_a_reason_and_a_role(row: dict[str, str], state: str, framework: Framework) -> None:
    """Anything less is no excuse; and the excuse is shown with both."""
    found = item("EX-7", {"not_applicable": row}, framework)

    assert found.state == state
    assert state == "missing" or found.why == "no queue (decided by Head of Claims)"


def test_an_excuse_that_is_disputed_is_none(framework: Framework) -> None:
    """One speaker decides, another names somebody else: the item stays what it is."""
    row = {"item": "EX-7", "reason": "no queue", "role": "Head of Claims"}
    say = {"not_applicable": [{"value": row, "speaker": "a"}, {"value": row | {"role": "Nobody"}, "speaker": "b"}]}

    assert item("EX-7", say, framework).state == "missing"


def test_what_an_item_still_needs_is_named_in_order(framework: Framework) -> None:
    """Facets, and columns of the first row that lacks one, in the order of the expression."""
    say = {"decisions": [{"name": "pay refund", "volume_per_day": 5}, {"name": "close account"}]}
    states = findings_of(said(say, base="nothing"), framework).states

    assert states.needs(framework.item("DA-1")) == ["decisions.volume_per_day", "decisions_complete", "decisions_check"]
    assert states.needs(framework.item("DA-2")) == ["decisions.class"]
    assert states.needs(framework.item("EX-7")) == [
        "max_queue_depth",
        "max_wait_hours",
        "queue_limit_reason",
        "queue_watcher_role",
    ]
    assert states.needs(framework.item("AC-5"))[:1] == ["audit_fields"]


def test_what_is_satisfied_needs_nothing(framework: Framework) -> None:
    """And is satisfied exactly when its expression holds strictly."""
    states = findings_of(said(), framework).states

    for one in framework.items:
        assert states.of(one).state == "satisfied"
        assert states.needs(one) == []
        assert holds(one.state.satisfied_when, states.strict)


def test_an_item_rests_on_the_lists_that_it_shares(framework: Framework) -> None:
    """DA-2 has one facet of its own, and rests on the list of decisions; computed facts are no facets."""
    states = findings_of([], framework).states

    assert states.rests_on(framework.item("DA-2")) == ["decisions", "whole_agent_class"]
    assert "capacity_covers_load" not in states.rests_on(framework.item("EX-6"))
    assert states.rests_on(framework.item("DA-4")) == ["decisions"]


def test_evidence_stands_in_the_order_of_the_text(framework: Framework) -> None:
    """The words of all facets of an item, each once."""
    found = findings_of(said(), framework).states

    for one in framework.items:
        places = [(words.source, words.start) for words in found.of(one).evidence]
        assert places == sorted(set(places))
        assert places


def test_a_state_that_rests_on_another_item_shows_its_words(framework: Framework) -> None:
    """A counted rate makes the number at full scale partly known: the words behind the rate are its evidence."""
    claims = said({"escalation_rate": 0.05, "escalation_source": "own_count"}, base="nothing")
    result = {item.id: item for item in assess(fold(claims, framework), framework).items}["EX-3"]

    assert result.state == "partial"
    assert result.evidence
