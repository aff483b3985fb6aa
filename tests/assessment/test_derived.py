"""The inputs of the arithmetic: what is a figure for rules, what is assumed, and that no figure breaks anything."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.assessment.assess import assess
from reviewer.assessment.derived import escalation_counts, measured_interval
from reviewer.assessment.inputs import Inputs, derived_facts, inputs
from reviewer.evals.cases.saying import numbered, say
from reviewer.framework import load_framework
from reviewer.readiness.claims import Scalar
from reviewer.readiness.fold import Readiness, fold
from reviewer.readiness.values import UnfitValueError, fitted
from tests.assessment.situations import said

FRAMEWORK = load_framework()
COUNTS = {"escalation_numerator": 500.0, "escalation_denominator": 10_000.0}


def readiness(**values: Any) -> Readiness:
    return fold(numbered(say(facet, value) for facet, value in values.items()), FRAMEWORK)


def computed(known: Readiness) -> dict[str, Scalar | None]:
    return derived_facts(known, inputs(known, FRAMEWORK.thresholds), FRAMEWORK.thresholds)


def figures(**values: Any) -> Inputs:
    return inputs(readiness(**values), FRAMEWORK.thresholds)


@pytest.mark.parametrize(
    ("values", "rate"),
    [
        ({"escalation_rate": 0.04}, 0.04),
        (COUNTS, 0.05),
        (COUNTS | {"escalation_rate": 0.04}, 0.05),
        (COUNTS | {"escalation_source": "own_count"}, 0.05),
        (COUNTS | {"escalation_source": "estimate"}, None),
        ({"escalation_rate": 0.04, "escalation_source": "supplier"}, None),
        ({"escalation_numerator": 500.0}, None),
        ({"escalation_numerator": 500.0, "escalation_denominator": 400.0, "escalation_rate": 0.04}, 0.04),
        ({"escalation_numerator": 0.0, "escalation_denominator": 0.5, "escalation_rate": 0.04}, 0.04),
        ({}, None),
    ],
)
def test_the_rate_that_rules_use(values: dict[str, Any], rate: float | None) -> None:
    """Counts before a percentage; an estimate, a supplier's figure and impossible counts are no rate."""
    assert figures(**values).rate == rate


@pytest.mark.parametrize(
    ("values", "high"),
    [
        ({"escalation_rate": 0.04}, 0.08),
        ({"escalation_rate": 0.6}, 1.0),
        (COUNTS, 0.10),
        ({"escalation_numerator": 1.0, "escalation_denominator": 10.0}, pytest.approx(0.404, abs=0.001)),
        (COUNTS | {"escalation_rate_high": 0.07}, 0.07),
        (COUNTS | {"escalation_rate_high": 0.02}, 0.10),
        ({"escalation_rate_high": 0.07}, 0.07),
        ({}, None),
    ],
)
def test_the_high_case(values: dict[str, Any], high: float | None) -> None:
    """As stated; else the larger of twice the rate and the upper bound; never below the rate, never above one."""
    assert figures(**values).rate_high == high


def test_what_is_assumed_is_kept_apart_from_what_is_stated() -> None:
    """A report must be able to say which figures are the project's own defaults."""
    nothing, all_stated = figures(), figures(hours_per_day=7.5, shrinkage=0.0)
    by_hours = figures(hours_per_day=8.0, productive_hours_per_day=6.0)

    assert nothing.assumed == {"hours_per_day": 8.0, "occupancy": 0.8, "shrinkage": 0.3}
    assert nothing.stated == {}
    assert all_stated.assumed == {"occupancy": 0.8}
    assert (all_stated.plan.hours_per_day, all_stated.plan.shrinkage) == (7.5, 0.0)
    assert by_hours.plan.shrinkage == pytest.approx(0.25)
    assert figures(productive_hours_per_day=12.0).plan.shrinkage == 0.0


def test_a_figure_in_dispute_is_no_figure() -> None:
    """Rules may not choose a winner between two speakers."""
    disputed = fold(
        numbered([say("reviewers_fte", 9.0, speaker="a"), say("reviewers_fte", 14.0, speaker="b")]), FRAMEWORK
    )

    assert inputs(disputed, FRAMEWORK.thresholds).people is None


@pytest.mark.parametrize(
    ("stated", "people", "expected"),
    [
        (500.0, 23.0, {"escalations_agree": True, "capacity_covers_load": True}),
        (550.0, 22.4, {"escalations_agree": True, "capacity_covers_load": True}),
        (551.0, 22.0, {"escalations_agree": False, "capacity_covers_load": False}),
    ],
)
def test_the_computed_facts(stated: float, people: float, expected: dict[str, bool]) -> None:
    """Whether stated hand-overs follow from volume and rate, and whether people cover the load, to the last one."""
    base = {"volume_target_per_day": 10_000.0, "escalation_rate": 0.05, "handling_minutes": 12.0}
    known = readiness(**base, escalations_stated_per_day=stated, reviewers_fte=people)

    assert computed(known) == expected | {"evidence_meets_target": None, "escalation_rate_used": 0.05}


def test_computed_facts_need_their_inputs() -> None:
    """Without volume, rate or minutes there is neither yes nor no."""
    assert set(computed(readiness()).values()) == {None}


def target(measure: str, value: float, outcome: str = "scale") -> dict[str, Any]:
    return {"measure": measure, "outcome": outcome, "value": value}


@pytest.mark.parametrize(
    ("targets", "met"),
    [
        ([target("right_of_all", 0.92)], True),
        ([target("right_of_all", 0.93)], False),
        ([target("handed_over", 0.07)], True),
        ([target("handed_over", 0.06)], False),
        ([target("not_handed_over", 0.93)], True),
        ([target("not_handed_over", 0.94)], False),
        ([target("right_of_handled", 0.96)], True),
        ([target("right_of_handled", 0.99)], False),
        ([target("right_of_all", 0.92), target("handed_over", 0.06)], False),
        ([target("right_of_all", 0.99, "stop")], None),
        ([target("cost_per_case", 3.0)], None),
        ([{"measure": "right_of_all", "outcome": "scale"}], None),
    ],
)
def test_evidence_meets_a_target_at_its_pessimistic_end(targets: list[dict[str, Any]], met: bool | None) -> None:
    """940 of 1,000 right and 50 of 1,000 handed over: the lower, or upper, bound of the interval has to reach it."""
    base = {"success_all": "940/1000", "success_handled": "930/950"}
    base |= {"escalation_numerator": 50.0, "escalation_denominator": 1_000.0}  # type: ignore[dict-item]
    claims = [say(facet, value) for facet, value in base.items()] + [say("pilot_targets", row) for row in targets]

    assert computed(fold(numbered(claims), FRAMEWORK))["evidence_meets_target"] is met


def test_success_over_all_cases_may_follow_from_two_counts() -> None:
    """Right ones of the handled, over all cases of the evidence; not over fewer cases than were handled."""
    known = readiness(success_handled="930/950", evidence_cases=1_000.0)
    assert measured_interval(known, "right_of_all") == measured_interval(
        readiness(success_all="930/1000"), "right_of_all"
    )
    assert measured_interval(readiness(success_handled="930/950", evidence_cases=900.0), "right_of_all") is None
    assert measured_interval(readiness(success_handled="0/950", evidence_cases=0.5), "right_of_all") is None


def test_counts_are_whole_cases() -> None:
    """Less than one case in the period is no count."""
    assert escalation_counts(readiness(escalation_numerator=0.2, escalation_denominator=0.9)) is None
    assert escalation_counts(readiness(**COUNTS)) == (500, 10_000)


NUMERIC = [key for key, facet in FRAMEWORK.facets_by_key.items() if facet.type in ("quantity", "share", "count_pair")]
LOAD = ("volume_target_per_day", "escalation_rate", "handling_minutes", "reviewers_fte", "hours_per_day", "shrinkage")
EXTREME = st.one_of(
    st.floats(min_value=0, max_value=1e12),
    st.sampled_from([0.0, 5e-324, 1e-7, 1e-6, 0.5, 1.0, 1 - 1e-16, 1e12]),
    st.sampled_from(["0/1", "1/1", "999999999999/999999999999"]),
)


@given(
    st.dictionaries(st.sampled_from(NUMERIC), EXTREME, max_size=8),
    st.dictionaries(st.sampled_from(LOAD), EXTREME, min_size=4),
    EXTREME,
)
def test_no_figure_that_fits_breaks_the_assessment(some: dict[str, Any], desk: dict[str, Any], volume: Any) -> None:
    """Zero, the smallest and the largest number: whatever the gate lets in can be assessed."""
    claims = []
    for facet, value in (some | desk).items():
        try:
            claims.append(say(facet, fitted(FRAMEWORK.facet(facet), value)))
        except UnfitValueError:
            continue
    if isinstance(volume, float) and volume > 1e-6:
        row = {"name": "refund", "volume_per_day": volume, "volume_at": "target", "class": "human_only"}
        claims.append(say("decisions", row))

    found = assess(fold(numbered(claims), FRAMEWORK), FRAMEWORK)

    assert found.verdict.code in ("not_ready", "feasibility_test")
    assert found.model_dump_json()


@settings(max_examples=40)
@given(st.floats(min_value=0.001, max_value=0.9), st.floats(min_value=0.001, max_value=1), st.booleans())
def test_scenarios_stand_from_low_to_high(rate: float, high: float, stated: bool) -> None:
    """The low case never needs more people than the expected one, nor this more than the high case."""
    values: dict[str, Any] = {"escalation_rate_high": high} if stated else {}
    counts = {"escalation_numerator": float(int(rate * 1_000)), "escalation_denominator": 1_000.0}
    found = assess(fold(said(values | counts, [] if stated else ["escalation_rate_high"]), FRAMEWORK), FRAMEWORK)

    people = [scenario["people_needed"] for scenario in found.capacity.scenarios]
    assert people == sorted(people)
    assert [scenario["name"] for scenario in found.capacity.scenarios][-1:] in (["high"], [])
