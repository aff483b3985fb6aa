"""Which question comes next, and how the progress of a conversation follows from its turns."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.assessment.assess import find
from reviewer.assessment.findings import Findings
from reviewer.framework import load_framework
from reviewer.interview.policy import WHO_KNOWS, Depth, effect, next_question, question_about
from reviewer.interview.progress import Exchange, Progress
from reviewer.models.port import Question, ReplyKind
from reviewer.readiness.claims import Claim
from reviewer.readiness.fold import fold
from tests.assessment.situations import said

FRAMEWORK = load_framework()
KINDS: list[ReplyKind] = [
    "answer", "correction", "dont_know", "counter_question", "skip", "back", "confirmation", "refusal", "off_topic",
    "injection", "stop",
]  # fmt: skip
PROFILE = [facet.key for facet in FRAMEWORK.profile if facet.ask]
FIRST = Question(item="EX-7", facet="max_queue_depth", wording="How many may wait?")
SECOND = Question(item="EX-7", facet="max_wait_hours", wording="And how long?")
OTHER = Question(item="AC-1", facet="decision_owner_role", wording="Whose decision is it?")
STAGE = Question(item=None, facet="stage", wording="Where does it stand?")


def findings_now(claims: list[Claim], progress: Progress) -> Findings:
    return find(fold(claims, FRAMEWORK), FRAMEWORK, "interview", progress.answered_items)


def after(*turns: tuple[Question, ReplyKind]) -> Progress:
    return Progress().take_all(Exchange(question, kind) for question, kind in turns)


def profile_done() -> Progress:
    """Every fact of the profile was asked for and skipped."""
    questions = (Question(item=None, facet=key, wording="?") for key in PROFILE)
    return after(*((question, "skip") for question in questions))


def asked_in_turn(kind: ReplyKind, depth: Depth = "essential", claims: tuple[Claim, ...] = ()) -> list[Question]:
    """All questions when every reply is of one kind and claims nothing."""
    progress, found = Progress(), []
    findings = findings_now(list(claims), progress)
    while (question := next_question(findings, progress, depth)) is not None:
        found.append(question)
        assert len(found) < 300, "the interview does not end"
        before = progress.answered_items
        progress.take(Exchange(question, kind))
        if progress.answered_items != before:
            findings = findings_now(list(claims), progress)
    return found


def test_the_profile_is_asked_first_in_its_order() -> None:
    """Nine facts settle what is due; each has its reason."""
    asked = asked_in_turn("skip")

    assert [question.facet for question in asked[: len(PROFILE)]] == PROFILE
    assert all(question.item is None and question.why for question in asked[: len(PROFILE)])
    assert all(question.item for question in asked[len(PROFILE) :])


def test_what_is_known_of_the_profile_is_not_asked() -> None:
    """A fact that was read in an earlier reply has its answer."""
    asked = asked_in_turn("skip", claims=tuple(said({"stage": "proposal", "origin": "bought"}, base="nothing")))

    assert [question.facet for question in asked if question.item is None] == [
        key for key in PROFILE if key not in ("stage", "origin")
    ]


def test_essentials_come_before_the_rest_and_the_rest_only_at_full_depth() -> None:
    """What blocks is asked first; supporting items are left out at essential depth."""
    essential = [question.item for question in asked_in_turn("skip") if question.item]
    full = [question.item for question in asked_in_turn("skip", "full") if question.item]

    weights = [FRAMEWORK.item(str(item)).severity for item in full]
    assert {FRAMEWORK.item(str(item)).severity for item in essential} == {"essential"}
    assert len(essential) == 17
    assert weights[:17] == ["essential"] * 17
    assert sorted(map(str, full)) == sorted(FRAMEWORK.items_by_id)


def test_conditional_items_count_as_essential_when_the_profile_says_so() -> None:
    """Something cannot be undone: how to stop it is asked with the essentials."""
    claims = said({"irreversible_action": True}, base="nothing")
    asked = {question.item for question in asked_in_turn("skip", claims=tuple(claims))}
    findings = findings_now(claims, Progress())

    assert {"EX-8", "AC-4", "AC-6"} <= asked
    assert effect(findings, FRAMEWORK.item("AC-4")) == 2
    assert effect(findings_now([], Progress()), FRAMEWORK.item("AC-4")) == 1
    assert effect(findings, FRAMEWORK.item("AC-8")) == 1


def test_the_first_item_is_the_first_of_the_order_and_an_area_is_finished_before_the_next() -> None:
    """Concrete cases first; the conversation does not jump between areas."""
    items = [str(question.item) for question in asked_in_turn("skip") if question.item]
    areas = [FRAMEWORK.item(item).area for item in items]

    assert items[0] == FRAMEWORK.order[0]
    assert [area for place, area in enumerate(areas) if areas[place - 1] != area or place == 0] == list(
        dict.fromkeys(areas)
    )
    in_area = [item for item in items if item.startswith("EX")]
    assert in_area == sorted(in_area, key=FRAMEWORK.order.index)


def test_the_conversation_stays_in_its_area_while_it_has_open_points_of_the_same_weight() -> None:
    """After a question about accountability comes another one, although exceptions stand first in the order."""
    progress = profile_done()
    progress.take(Exchange(OTHER, "skip"))

    items = []
    while (question := next_question(findings_now([], progress), progress, "essential")) is not None:
        items.append(str(question.item))
        progress.take(Exchange(question, "skip"))

    assert items[:4] == ["AC-2", "AC-3", "AC-5", "EX-2"]


@pytest.mark.parametrize("kind", ["answer", "correction", "confirmation", "dont_know", "skip", "refusal", "off_topic"])
def test_an_item_gets_a_question_and_one_follow_up_at_most(kind: ReplyKind) -> None:
    """Whatever the replies, no item is pushed a third time, and no question is put again once it is answered."""
    asked = [question for question in asked_in_turn(kind, "full") if question.item and question.facet != WHO_KNOWS]

    distinct = {(question.item, question.facet, question.wording) for question in asked}
    per_item = [item for item, _, _ in distinct]
    assert max(per_item.count(item) for item in per_item) == (
        2 if kind in ("answer", "correction", "confirmation") else 1
    )
    assert len(asked) == len(distinct) * (3 if kind in ("off_topic", "correction") else 1)


def test_an_answer_without_a_fact_gets_one_follow_up_and_is_then_missing() -> None:
    """The item's own question, then its next missing fact; then it counts as asked and answered."""
    progress = profile_done()
    first = next_question(findings_now([], progress), progress, "essential")
    assert first is not None
    assert (first.item, first.wording) == ("EX-2", FRAMEWORK.item("EX-2").question)
    progress.take(Exchange(first, "answer"))
    assert progress.answered_items == frozenset()
    second = next_question(findings_now([], progress), progress, "essential")
    assert second is not None
    assert second.item == "EX-2"
    assert second.wording != first.wording
    progress.take(Exchange(second, "answer"))

    findings = findings_now([], progress)
    third = next_question(findings, progress, "essential")
    assert findings.item_states["EX-2"].state == "missing"
    assert third is not None
    assert third.item != "EX-2"


def test_the_follow_up_asks_for_the_first_fact_that_is_missing() -> None:
    """Depth is known and the wait is not: the wait is asked for, in the words of its facet."""
    progress = profile_done()
    progress.take(Exchange(FIRST, "answer", filled=True))

    question = question_about(
        findings_now(said({"max_queue_depth": 60}, base="nothing"), progress), progress, FRAMEWORK.item("EX-7")
    )

    assert question is not None
    assert (question.facet, question.wording) == ("max_wait_hours", FRAMEWORK.facet("max_wait_hours").ask)


def test_the_follow_up_about_rows_asks_for_the_column() -> None:
    """The class of a decision is missing: its column has a question of its own."""
    claims = said({"decisions": {"name": "pay refund", "volume_per_day": 5}}, base="nothing")
    progress = Progress(asked_items={"DA-2": 1})

    question = question_about(findings_now(claims, progress), progress, FRAMEWORK.item("DA-2"))

    assert question is not None
    assert question.facet == "decisions.class"
    assert question.wording == FRAMEWORK.facet("decisions").column("class").ask


@pytest.mark.parametrize(
    ("say", "state"),
    [
        ({}, "satisfied"),
        (
            {"not_applicable": {"item": "AC-8", "reason": "nothing is public", "role": "Head of Claims"}},
            "not_applicable",
        ),
    ],
)
def test_what_needs_no_question_gets_none(say: dict[str, Any], state: str) -> None:
    """An item that is satisfied, or does not apply, is not asked about."""
    drop = ["incident_definition", "incident_role", "incident_exercised", "general_incident_process"] if say else []
    findings = findings_now(said(say, drop), Progress())

    assert findings.item_states["AC-8"].state == state
    assert question_about(findings, Progress(), FRAMEWORK.item("AC-8")) is None
    asked = {question.item for question in asked_in_turn("skip", "full", tuple(said(say, drop)))}
    assert asked == {None}


@pytest.mark.parametrize("depth", ["essential", "full"])
def test_no_question_holds_an_answer(depth: Depth) -> None:
    """Questions come word for word from the framework, with the reason beside them."""
    words = {item.question for item in FRAMEWORK.items} | {item.follow_up for item in FRAMEWORK.items}
    words |= {facet.ask for facet in FRAMEWORK.facets_by_key.values()}
    words |= {column.ask for facet in FRAMEWORK.facets_by_key.values() for column in facet.row}

    for question in asked_in_turn("answer", depth):
        assert question.wording in words
        assert question.wording
        assert question.why


def test_not_knowing_asks_who_would_know_once() -> None:
    """One question for the person; whatever the reply, the conversation then goes on elsewhere."""
    progress = profile_done()
    progress.take(Exchange(FIRST, "dont_know"))
    who = next_question(findings_now([], progress), progress, "essential")
    assert who is not None
    assert (who.item, who.facet) == ("EX-7", WHO_KNOWS)

    progress.take(Exchange(who, "dont_know", who_knows="Ada"))

    later = next_question(findings_now([], progress), progress, "essential")
    assert progress.who_knows == {"EX-7": "Ada"}
    assert later is not None
    assert later.item != "EX-7"
    assert findings_now([], progress).item_states["EX-7"].state == "unknown"


@pytest.mark.parametrize(
    ("exchange", "asks"),
    [
        (Exchange(FIRST, "dont_know", who_knows="Ada"), False),
        (Exchange(STAGE, "dont_know"), False),
        (Exchange(FIRST, "dont_know"), True),
        (Exchange(FIRST, "skip"), False),
    ],
)
def test_who_would_know_is_asked_only_where_it_helps(exchange: Exchange, asks: bool) -> None:
    """Not when the person has said it already, not about the profile, and not after a skip."""
    progress = Progress()
    progress.take(exchange)

    assert (progress.unknown is not None) is asks


@pytest.mark.parametrize(
    ("kind", "stands", "answered", "closed"),
    [
        ("answer", False, True, False),
        ("confirmation", False, False, False),
        ("dont_know", False, False, True),
        ("skip", False, False, True),
        ("refusal", False, False, True),
        ("counter_question", True, False, False),
        ("off_topic", True, False, False),
        ("injection", True, False, False),
        ("correction", True, False, False),
    ],
)
def test_what_a_reply_does_to_its_question(kind: ReplyKind, stands: bool, answered: bool, closed: bool) -> None:
    """It is answered, left open for good, or put again."""
    progress = after((FIRST, kind))

    assert (progress.standing == FIRST) is stands
    assert (progress.answers.get("EX-7", 0) == 1) is answered
    assert ("EX-7" in progress.closed) is closed
    assert progress.asked_items.get("EX-7", 0) == (0 if stands else 1)


def test_a_correction_that_fills_the_item_is_its_answer() -> None:
    """What corrects an earlier point leaves the question; what corrects this very item answers it."""
    progress = Progress()
    progress.take(Exchange(FIRST, "correction", filled=True))

    assert progress.standing is None
    assert progress.answers == {"EX-7": 1}


@pytest.mark.parametrize("kind", ["off_topic", "injection"])
def test_patience_with_other_talk_ends(kind: ReplyKind) -> None:
    """The question is put again twice, and is then left open."""
    twice, thrice = after(*[(FIRST, kind)] * 2), after(*[(FIRST, kind)] * 3)

    assert twice.standing == FIRST
    assert thrice.standing is None
    assert "EX-7" in thrice.closed


def test_counter_questions_have_no_limit_and_cost_no_patience() -> None:
    """Who wants to understand the question may ask as often as it takes."""
    patient = after(*[(FIRST, "counter_question")] * 5, (FIRST, "off_topic"), (FIRST, "off_topic"))

    assert patient.standing == FIRST
    assert "EX-7" not in patient.closed


def test_patience_begins_anew_with_each_question() -> None:
    """Small talk about one question does not count against the next."""
    progress = after((FIRST, "off_topic"), (FIRST, "off_topic"), (FIRST, "answer"), (SECOND, "off_topic"))

    assert progress.standing == SECOND


def test_back_takes_its_answer_along() -> None:
    """The question before stands again; its first reply no longer counts as an answer, or as a skip."""
    answered, skipped = after((FIRST, "answer"), (OTHER, "back")), after((FIRST, "skip"), (OTHER, "back"))

    assert answered.standing == skipped.standing == FIRST
    assert answered.answers["EX-7"] == 0
    assert "EX-7" not in skipped.closed
    answered.take(Exchange(FIRST, "answer"))
    assert answered.answered_items == frozenset()
    assert answered.asked_items == {"EX-7": 1}


def test_back_twice_goes_back_two_questions() -> None:
    """And at the beginning the first question stays."""
    assert after((FIRST, "answer"), (SECOND, "answer"), (OTHER, "back"), (SECOND, "back")).standing == FIRST
    assert after((FIRST, "back")).standing == FIRST


def test_back_from_who_would_know_returns_to_what_was_not_known() -> None:
    """The question itself stands again, and nobody is noted for it."""
    who = Question(item="EX-7", facet=WHO_KNOWS, wording="Who would know?")
    progress = after((FIRST, "dont_know"), (who, "back"))

    assert progress.standing == FIRST
    assert progress.unknown is None
    assert "EX-7" not in progress.closed


def test_a_new_answer_forgets_who_would_have_known() -> None:
    """After going back, the open point and the name beside it are gone."""
    progress = Progress()
    progress.take(Exchange(FIRST, "dont_know", who_knows="Ada"))
    progress.take(Exchange(OTHER, "back"))

    assert progress.who_knows == {}


def test_stop_keeps_everything_as_it_is() -> None:
    """The question is neither answered nor closed; who would know is still to be asked."""
    progress = after((FIRST, "answer"), (SECOND, "stop"))
    unknown = after((FIRST, "dont_know"), (FIRST, "stop"))

    assert progress.stopped
    assert progress.asked_items == {"EX-7": 1}
    assert unknown.unknown == FIRST


def test_after_two_answers_an_item_is_answered() -> None:
    """Its question and its follow-up; a bare yes is no answer."""
    assert after((FIRST, "answer"), (SECOND, "answer")).answered_items == {"EX-7"}
    assert after((FIRST, "answer"), (SECOND, "confirmation")).answered_items == frozenset()


@settings(max_examples=25)
@given(st.lists(st.sampled_from(KINDS), min_size=1, max_size=40), st.sampled_from(["essential", "full"]))
def test_any_conversation_can_be_replayed_and_goes_on(kinds: list[ReplyKind], depth: Depth) -> None:
    """Rebuilt from its exchanges the progress is the same; no count is below zero; a closed item is not asked about."""
    progress, exchanges = Progress(), []
    for kind in kinds:
        question = next_question(findings_now([], progress), progress, depth)
        if question is None:
            break
        assert progress.standing == question or question.facet == WHO_KNOWS or question.item not in progress.closed
        exchanges.append(Exchange(question, kind))
        progress.take(exchanges[-1])

    assert Progress().take_all(exchanges) == progress
    assert min([*progress.asked_items.values(), *progress.answers.values(), 0]) == 0
    assert max([*progress.asked_items.values(), 0]) <= 2
