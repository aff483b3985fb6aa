"""Questions about contradictions, and about figures that a sum lacks: each once, neutral, and in their turn."""

from reviewer.assessment.assess import assessed, find
from reviewer.framework import load_framework
from reviewer.interview.policy import Depth, next_question
from reviewer.interview.progress import Exchange, Progress
from reviewer.models.port import Question, ReplyKind
from reviewer.readiness.claims import Claim
from reviewer.readiness.fold import fold
from tests.assessment.situations import said

FRAMEWORK = load_framework()
TWO_ANSWERS = {"reviewers_fte": [{"value": 30, "speaker": "lead"}, {"value": 24, "speaker": "audit"}]}


def questions(claims: list[Claim], kind: ReplyKind = "answer", depth: Depth = "full") -> list[Question]:
    """All questions when everything of `claims` is known and every reply is of one kind."""
    progress, found = Progress(), []
    for facet in FRAMEWORK.profile:
        progress.take(Exchange(Question(item=None, facet=facet.key, wording="?"), "skip"))
    while len(found) < 100:
        findings = find(fold(claims, FRAMEWORK), FRAMEWORK, "interview", progress.answered_items)
        question = next_question(findings, progress, depth, assessed(findings, progress.answered_items))
        if question is None:
            break
        found.append(question)
        progress.take(Exchange(question, kind))
    return found


def test_nothing_is_asked_where_nothing_contradicts_and_nothing_lacks() -> None:
    """A finished design needs no further question."""
    assert questions(said()) == []


def test_a_contradiction_is_asked_about_once_with_both_values() -> None:
    """Two people gave two numbers: one neutral question names both and who said them, whatever the reply is."""
    for kind in ("answer", "dont_know", "skip", "confirmation"):
        asked = [question for question in questions(said(TWO_ANSWERS), kind) if question.settles]

        assert [question.settles for question in asked] == ["C-27.EX-6.reviewers_fte"]
        assert asked[0].facet == "reviewers_fte"
        assert all(part in asked[0].wording for part in ("30", "24", "lead", "audit", "Which is right"))


def test_a_contradiction_is_asked_about_before_the_items() -> None:
    """What was just said is fresh; questions about open items come after it."""
    asked = questions(said(TWO_ANSWERS, ["stop_role", "stop_by"]))

    assert asked[0].settles
    assert any(question.item == "AC-4" and not question.settles for question in asked[1:])


def test_a_question_about_a_contradiction_uses_up_no_question_of_the_item() -> None:
    """The item keeps its own question and its follow-up."""
    drop = ["desk_hours", "hours_per_day"]
    plain = [question for question in questions(said({}, drop)) if question.item == "EX-6"]
    disputed = [question for question in questions(said(TWO_ANSWERS, drop)) if question.item == "EX-6"]

    assert plain
    assert len([question for question in disputed if not question.settles]) >= len(plain)


def test_the_short_interview_asks_only_about_contradictions_that_block() -> None:
    """A major contradiction waits for the full interview."""
    assert [question.settles for question in questions(said(TWO_ANSWERS), depth="essential") if question.settles] == []
    assert [question.settles for question in questions(said({"decision_owner_kind": "team"}), depth="essential")][:1]


def test_figures_that_a_sum_lacks_are_asked_for_at_the_end() -> None:
    """How cases come in is no part of a state, and yet the sum about closed hours needs it."""
    asked = questions(said({}, ["arrival_hours", "peak_factor"]))

    assert sorted(question.facet for question in asked[-2:]) == ["arrival_hours", "peak_factor"]
    assert "It would show what waits when the desk opens." in [question.why for question in asked]
    assert len({question.facet for question in asked}) == len(asked)


def test_going_back_to_a_contradiction_puts_it_again() -> None:
    """ "Back" after the question about a contradiction gives that question, and nothing is counted twice."""
    question = Question(item="EX-6", facet="reviewers_fte", wording="Which?", settles="C-27.EX-6.reviewers_fte")
    progress = Progress().take_all([Exchange(question, "answer")])

    progress.take(Exchange(Question(item="EX-7", facet="max_queue_depth", wording="How many?"), "back"))

    assert progress.standing == question
    assert progress.asked_items == {}
