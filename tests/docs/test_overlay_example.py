"""The worked overlay of the documentation loads, and does what the guide says that it does."""

from pathlib import Path

import pytest

from reviewer.assessment.inputs import derived_facts, inputs
from reviewer.assessment.states import ItemState, States
from reviewer.framework import Framework, load_framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ReadRequest
from reviewer.readiness.claims import Claim, Evidence, Value
from reviewer.readiness.fold import fold
from reviewer.reading.gate import SourceText, admit

OVERLAY = Path(__file__).parents[2] / "docs" / "overlay-example"
MEMO = """\
# Other languages

| Language | Share of all cases | Read by |
|---|---|---|
| Polish | 6% | Housing Adviser East |
| Arabic | 4% | Housing Adviser West |

In March we counted all letters by language.
All the rest goes to the city's interpreters within 8 hours.
"""


@pytest.fixture(scope="module")
def laid_over() -> Framework:
    """The shipped framework with the example laid over it."""
    return load_framework(OVERLAY)


def state_from(claims: list[Claim], framework: Framework) -> ItemState:
    readiness = fold(claims, framework)
    figures = inputs(readiness, framework.thresholds)
    states = States(readiness, framework, derived_facts(readiness, figures, framework.thresholds))
    return states.of(framework.item("EX-101"))


def said(*facts: tuple[str, Value]) -> list[Claim]:
    words = Evidence(quote="their words", source="document", start=0, end=11, line=1)
    return [
        Claim(number=number, facet=facet, value=value, evidence=words, speaker="team")
        for number, (facet, value) in enumerate(facts, 1)
    ]


POLISH = ("desk_languages", {"language": "Polish", "reader_role": "Housing Adviser"})
ARABIC_UNREAD = ("desk_languages", {"language": "Arabic", "share": 0.04})
REST = (("languages_complete", True), ("unread_case_fate", "held"), ("interpreter_wait_hours", 8.0))


def test_the_item_is_added_to_its_area(framework: Framework, laid_over: Framework) -> None:
    """All shipped items are still there, and one more."""
    assert set(laid_over.items_by_id) - set(framework.items_by_id) == {"EX-101"}
    assert set(framework.items_by_id) < set(laid_over.items_by_id)
    assert laid_over.item("EX-101").area == "EX"
    assert laid_over.order[-1] == "EX-101"


def test_only_the_question_of_the_replaced_item_differs(framework: Framework, laid_over: Framework) -> None:
    """An overlay replaces the whole item, so the example has to keep up with the shipped one."""
    replaced, shipped = laid_over.item("AC-2"), framework.item("AC-2")

    assert "tenant" in replaced.question
    assert replaced.model_copy(update={"question": shipped.question}) == shipped


def test_two_thresholds_change_and_the_others_stay(framework: Framework, laid_over: Framework) -> None:
    """Thresholds are merged key by key."""
    expected = framework.thresholds.model_copy(update={"hours_per_day": 7.5, "shrinkage": 0.35})

    assert laid_over.thresholds == expected != framework.thresholds


def test_the_passage_is_added(framework: Framework, laid_over: Framework) -> None:
    """One passage more, about the new item."""
    added = {passage.id for passage in laid_over.passages} - {passage.id for passage in framework.passages}

    assert added == {"cases-in-other-languages"}
    assert next(p for p in laid_over.passages if p.id in added).items == ("EX-101",)


def test_the_version_tells_the_two_apart(framework: Framework, laid_over: Framework) -> None:
    """A report says by which framework it was made."""
    assert laid_over.version == f"{framework.version}+housing.1"
    assert laid_over.fingerprint != framework.fingerprint


@pytest.mark.parametrize(
    ("claims", "state"),
    [
        (said(POLISH, *REST), "satisfied"),
        (said(POLISH, ARABIC_UNREAD, *REST), "partial"),
        (said(POLISH, *REST[:2], ("interpreter_wait_hours", 48.0)), "partial"),
        (said(("unread_case_fate", "interpreter")), "partial"),
        (said(ARABIC_UNREAD), "missing"),
        (said(("unread_case_fate", "agent_decides")), "missing"),
    ],
)
def test_the_new_item_gets_its_state_from_claims(claims: list[Claim], state: str, laid_over: Framework) -> None:
    """Its two expressions are judged like those of any shipped item."""
    assert state_from(claims, laid_over).state == state


def test_a_value_that_speaks_against_the_item_is_named_as_the_reason(laid_over: Framework) -> None:
    """`against` turns the agent's own decision into words that never count."""
    assert state_from(said(("unread_case_fate", "agent_decides")), laid_over).why == "vague"


def test_the_offline_model_reads_the_new_item_by_the_cues_of_the_example(laid_over: Framework) -> None:
    """A memo in ordinary words makes the new item satisfied; nothing is refused at the gate."""
    reading = OfflineModel(laid_over, OVERLAY).read_now(ReadRequest(text=MEMO, kind="document"))
    admission = admit(reading.claims, SourceText(label="document", text=MEMO, kind="document"), laid_over)

    assert state_from(list(admission.claims), laid_over).state == "satisfied"
    assert admission.rejections == ()


def test_without_the_overlay_nobody_asks_about_languages(framework: Framework) -> None:
    """The example changes nothing for those who do not use it."""
    assert "desk_languages" not in framework.facets_by_key


def test_one_severity_differs_and_all_others_stay(framework: Framework, laid_over: Framework) -> None:
    """An overlay changes a level of a rule; the rest of the rule, and every other rule, is as shipped."""
    changed = {name for name, spec in laid_over.rules.items() if spec != framework.rules[name]}

    assert changed == {"N-21"}
    assert laid_over.rules["N-21"].severity == {"found": "minor"}
    assert laid_over.rules["N-21"].item == framework.rules["N-21"].item
