"""The share of cases that people touch, beside the share that is handed over: the rules use the higher one (C-03)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.derived import (
    counts_used,
    measured_counts,
    rate_high,
    rate_stated,
    rate_used,
    touched_counts,
)
from reviewer.evals.cases.saying import numbered, say
from reviewer.framework import load_framework
from reviewer.readiness.fold import Readiness, fold

FRAMEWORK = load_framework()
HANDED = {"escalation_numerator": 60.0, "escalation_denominator": 1000.0, "escalation_period": "April"}


def readiness(**values: Any) -> Readiness:
    return fold(numbered(say(facet, value) for facet, value in values.items()), FRAMEWORK)


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ({"touched_cases": 110.0, "touched_of": 1000.0}, (110, 1000)),
        ({"touched_cases": 1000.0, "touched_of": 1000.0}, (1000, 1000)),
        ({"touched_cases": 0.0, "touched_of": 1.0}, (0, 1)),
        ({"touched_cases": 0.0, "touched_of": 0.0}, None),
        ({"touched_cases": 1001.0, "touched_of": 1000.0}, None),
        ({"touched_cases": 110.0}, None),
        ({"touched_cases": 110.0} | HANDED, None),
        ({"touched_cases": 110.0, "touch_period": "april"} | HANDED, (110, 1000)),
        ({"touched_cases": 110.0, "touch_period": "May"} | HANDED, None),
        ({"touched_cases": 110.0, "touch_period": "April", "escalation_source": "supplier"} | HANDED, None),
        ({"touched_cases": 110.0, "touched_of": 500.0, "touch_period": "April"} | HANDED, (110, 500)),
    ],
)
def test_touched_cases_and_what_they_are_a_share_of(values: dict[str, Any], counts: tuple[int, int] | None) -> None:
    """As stated; else the cases of the same period, if the team counted them itself; impossible counts are none."""
    assert touched_counts(readiness(**values)) == counts


def test_everything_rests_on_the_higher_share() -> None:
    """Rate, counts, high case and what a target is held against; the stated rate stays what it was."""
    known = readiness(**HANDED, touched_cases=110.0, touched_of=1000.0, escalation_rate_high=0.1)

    assert (rate_stated(known), rate_used(known)) == (0.06, 0.11)
    assert counts_used(known) == (110, 1000)
    assert rate_high(known, FRAMEWORK.thresholds) == 0.22
    assert measured_counts(known, "handed_over") == (110, 1000)
    assert measured_counts(known, "not_handed_over") == (890, 1000)


def test_a_lower_share_of_touched_cases_changes_nothing() -> None:
    """Fewer touched than handed over: the hand-overs count."""
    known = readiness(**HANDED, touched_cases=5.0, touched_of=100.0)

    assert (rate_used(known), counts_used(known)) == (0.06, (60, 1000))


def test_what_people_touch_is_no_rate_by_itself() -> None:
    """Where no share handed over is stated there is nothing that it could be higher than."""
    assert rate_used(readiness(touched_cases=110.0, touched_of=1000.0)) is None


@given(st.floats(0, 1), st.integers(0, 1000), st.integers(1, 1000))
def test_the_rate_that_is_used_is_never_the_lower_one(stated: float, touched: int, of: int) -> None:
    """Whatever is stated, to a tenth of a per cent."""
    used = rate_used(readiness(escalation_rate=stated, touched_cases=float(touched), touched_of=float(of)))

    assert used is not None
    assert used >= stated
    assert touched > of or used >= touched / of - 0.001
