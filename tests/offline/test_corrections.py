from collections.abc import Mapping

import pytest

from reviewer.framework import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ProposedClaim, Question, ReadRequest

_TOLD = {
    "max_queue_depth": 45.0,
    "override_rate": 0.08,
    "escalation_numerator": 31.0,
    "escalation_denominator": 640.0,
    "handling_minutes": 25.0,
}


@pytest.fixture(scope="module")
def model(framework: Framework) -> OfflineModel:
    """The model with the words that ship with the program."""
    return OfflineModel(framework)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sorry, it is 37 of 700", {"escalation_numerator": 37.0, "escalation_denominator": 700.0}),
        ("no, 9 per cent, not 8", {"override_rate": 0.09}),
        ("wait, i meant 20 minutes, not 25", {"handling_minutes": 20.0}),
        ("actually its 50, not 45", {"max_queue_depth": 50.0}),
    ],
)
def test_a_correction_lands_on_the_fact_that_it_corrects(
    text: str, expected: dict[str, float], model: OfflineModel
) -> None:
    """Whatever question is open, the old value and the unit say which fact is meant."""
    assert {claim.facet: claim.value for claim in _read(text, model)} == expected


@pytest.mark.parametrize("text", ["sorry, 14 minutes, not 40", "no, 9 per cent, not 3", "sorry, it is 37 of 700"])
def test_a_correction_of_nothing_that_was_told_claims_nothing(text: str, model: OfflineModel) -> None:
    """It is no vague answer to the question that happens to be open either."""
    known = {} if " of " in text else _TOLD

    assert _read(text, model, known) == []


def test_a_row_that_was_told_keeps_its_name(model: OfflineModel) -> None:
    """What a later reply says of it is about the same row, so that two people who differ are seen to differ."""
    told = {"decisions": ("pass the file on", "turn down a request")}
    (claim,) = _rows("Turn-downs: the agent alone.", told, model)
    (other,) = _rows("Requests above 300: the agent alone.", {"decisions": ("request",)}, model)

    assert claim["name"] == "turn down a request"
    assert other["name"] != "request"


def test_who_takes_over_and_differs_speaks_of_the_same_row(model: OfflineModel) -> None:
    """A second person who gives a decision another class disputes it, and adds no decision."""
    told = {"decisions": ("turn down a request", "send the reminder")}
    text = "Hello, Nadia here, Operations Manager. My deputy looks at every single turn-down before it leaves."

    assert {"name": "turn down a request", "class": "agent_with_review"} in _rows(text, told, model)


def test_a_list_in_one_breath_gives_a_row_each(model: OfflineModel) -> None:
    """What stands before the colon is told apart; limits that follow each other are rows as well."""
    listed = _rows("tag mail, sort it, early replies: agent alone, nobody looks.", {}, model)
    tiers = _rows("paying under 90: alone. between 90 and 800: clerk approves. above that only a person", {}, model)

    assert [(row["name"], row["class"]) for row in listed] == [
        ("tag mail", "autonomous"),
        ("sort it", "autonomous"),
        ("early replies", "autonomous"),
    ]
    assert [row["class"] for row in tiers] == ["autonomous", "agent_with_review", "human_only"]


def _rows(text: str, told: Mapping[str, tuple[str, ...]], model: OfflineModel) -> list[dict[str, object]]:
    question = Question(item="DA-2", facet="decisions.class", wording="Who has the last word?")
    request = ReadRequest(text=text, kind="reply", question=question, known_rows=dict(told))
    claims = [claim for claim in model.read_now(request).claims if claim.facet == "decisions"]
    return [dict(claim.value) for claim in claims if isinstance(claim.value, dict)]


def _read(text: str, model: OfflineModel, known: dict[str, float] | None = None) -> list[ProposedClaim]:
    """The claims of a reply under a question that it has nothing to do with."""
    question = Question(item="EX-8", facet="overflow_trigger", wording="What happens when the queue is full?")
    values = _TOLD if known is None else known
    return list(model.read_now(ReadRequest(text=text, kind="reply", question=question, known_values=values)).claims)
