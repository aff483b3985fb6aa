import pytest

from reviewer.framework import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import Question, ReadRequest


@pytest.fixture(scope="module")
def model(framework: Framework) -> OfflineModel:
    """The model with the words that ship with the program."""
    return OfflineModel(framework)


_PROFILE = [
    ("stage", "pilot is running since march", {"stage": "pilot_running"}),
    ("stage", "we run a pilot", {"stage": "pilot_running"}),
    ("stage", "just a proposal", {"stage": "proposal"}),
    ("jurisdictions", "Portugal and Spain", {"jurisdictions": "Portugal and Spain"}),
    ("units_now", "3 units, 7 at target", {"units_now": 3.0, "units_target": 7.0}),
    ("units_now", "2 now, 9 in the end", {"units_now": 2.0, "units_target": 9.0}),
    ("origin", "bought, from a vendor called Quill", {"origin": "bought", "supplier": "Quill"}),
    ("irreversible_action", "transfers cannot be undone", {"irreversible_action": True}),
    ("irreversible_action", "none", {"irreversible_action": False}),
    ("affected", "customers", {"affected": {"group": "customers"}}),
    (
        "operating_hours",
        "Tue-Sat 9-17",
        {"operating_hours": {"days": "tue-sat", "from": "09:00", "to": "17:00"}},
    ),
    ("operating_hours", "24/7", {"operating_hours": {"days": "every day", "from": "00:00", "to": "24:00"}}),
]


@pytest.mark.parametrize(("facet", "text", "expected"), _PROFILE)
def test_short_answers_about_the_undertaking(
    facet: str, text: str, expected: dict[str, object], model: OfflineModel, framework: Framework
) -> None:
    """The first nine questions are answered in three words, and those are understood."""
    assert _filled(text, facet, model, framework).items() >= expected.items()


@pytest.mark.parametrize(
    "text",
    [
        "last week 31 of 640",
        "last week out of 640 we touched 31",
        "last week 640 came in and a clerk touched 31",
        "last week we had 640 orders and 31 needed someone",
        "last week 640, 31 touched by us",
    ],
)
def test_a_count_out_of_a_count_fills_both_and_the_period(text: str, model: OfflineModel, framework: Framework) -> None:
    """Asked how many of how many, people put the two numbers in any order; a week before a number is no week's name."""
    filled = _filled(text, "escalation_rate", model, framework)

    assert (filled["escalation_numerator"], filled["escalation_denominator"]) == (31.0, 640.0)
    assert filled["escalation_period"] == "last week"


def test_a_figure_that_another_fact_claims_is_not_guessed(model: OfflineModel, framework: Framework) -> None:
    """ "870 on the worst day" is the worst day, not the normal one that was asked for; a rate is no ratio."""
    assert "escalations_stated_per_day" not in _filled(
        "870 on the worst day", "escalations_stated_per_day", model, framework
    )
    assert "peak_factor" not in _filled("6,300 a day", "peak_factor", model, framework)
    assert _filled("double", "peak_factor", model, framework)["peak_factor"] == 2.0


def test_the_share_that_nobody_touched_gives_the_rest(model: OfflineModel, framework: Framework) -> None:
    """ "95% go out unchanged" means that five per cent are changed."""
    assert _filled("95% go out unchanged", "override_rate", model, framework)["override_rate"] == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("text", "role", "above"),
    [
        ("Dock Planners in the depot, they report to the Shift Head", "Dock Planners", "Shift Head"),
        ("the night nurse, reports to the ward sister", "night nurse", "ward sister"),
        ("our parcel tracer, boss is the hub manager", "parcel tracer", "hub manager"),
    ],
)
def test_who_takes_over_and_to_whom_they_report(
    text: str, role: str, above: str, model: OfflineModel, framework: Framework
) -> None:
    """One answer names the role and its superior, also with titles that no list knows."""
    filled = _filled(text, "handler_role", model, framework)

    assert (filled["handler_role"], filled["handler_reports_to"]) == (role, above)


@pytest.mark.parametrize("text", ["the customer", "whoever is there", "Karin", "someone in operations", "it varies"])
def test_not_everyone_is_a_role(text: str, model: OfflineModel, framework: Framework) -> None:
    """Customers, first names and anybody at all are no roles."""
    assert "handler_role" not in _filled(text, "handler_role", model, framework)


def _filled(text: str, facet: str, model: OfflineModel, framework: Framework) -> dict[str, object]:
    """The clear values that a reply gives under the question about a facet, by facet."""
    item = framework.item_of_facet.get(facet)
    wording = framework.items_by_id[item].question if item else framework.facet(facet).ask
    question = Question(item=item, facet=facet, wording=wording)
    reading = model.read_now(ReadRequest(text=text, kind="reply", question=question))
    return {claim.facet: claim.value for claim in reading.claims if claim.strength == "clear"}
