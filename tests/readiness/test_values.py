"""A value fits the type of its facet, in one way of writing, or is refused in words."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.framework.catalogue import Column, Facet
from reviewer.readiness.values import UnfitValueError, fitted

CHOICES = ("yes", "partly", "no")
LIST = Facet(
    key="steps",
    name="steps",
    type="list",
    describe="Steps.",
    row_key=("name", "kind"),
    row=(
        Column(column="name", type="text", describe="Name."),
        Column(column="kind", type="choice", choices=CHOICES, describe="Kind."),
        Column(column="share", type="share", describe="Share."),
    ),
)


def facet(type_: str) -> Facet:
    if type_ == "list":
        return LIST
    return Facet.model_validate({"key": "k", "name": "k", "type": type_, "describe": "d", "choices": CHOICES})


TYPES = ["quantity", "share", "count_pair", "duration", "money", "date", "choice", "yes_no", "role", "text", "list"]


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("quantity", 60, 60.0),
        ("quantity", 0, 0.0),
        ("quantity", 1e12, 1e12),
        ("share", 0.05, 0.05),
        ("share", 1, 1.0),
        ("share", 0, 0.0),
        ("count_pair", "95/100", "95/100"),
        ("count_pair", "0/1", "0/1"),
        ("count_pair", "7/7", "7/7"),
        ("duration", " 2  working\ndays ", "2 working days"),
        ("money", "EUR 640000", "EUR 640000"),
        ("date", "2026-03-01", "2026-03-01"),
        ("date", "20260301", "2026-03-01"),
        ("date", "2024-02-29", "2024-02-29"),
        ("choice", "partly", "partly"),
        ("yes_no", True, True),
        ("yes_no", False, False),
        ("role", "Head of Claims", "Head of Claims"),
        ("text", "x" * 3000, "x" * 2000),
        ("text", "x" * 1999 + " y", "x" * 1999),
        ("text", "red\x1b[31m", "red\ufffd[31m"),
        ("text", "\ud800", "\ufffd"),
        ("list", {"share": 1, "name": " pay  refund "}, {"name": "pay refund", "share": 1.0}),
        ("list", {"kind": "yes"}, {"kind": "yes"}),
    ],
)
def test_a_good_value(type_: str, value: Any, expected: Any) -> None:
    """It is held in the one form of its type: numbers as floats, dates as ISO, words with single spaces."""
    held = fitted(facet(type_), value)

    assert held == expected
    assert type(held) is type(expected)


NUMBERS = [math.nan, math.inf, -math.inf, -1, -0.001, 1e-7, 5e-324, True, "60", "", 1e13, 10**400, {"name": "x"}]


BAD: list[tuple[str, Any]] = [
    *[(type_, value) for type_ in ("quantity", "share") for value in NUMBERS],
    ("share", 1.0001),
    ("share", 5),
    *[("count_pair", value) for value in ("3", "3/2", "0/0", "-1/2", "1/2/3", "1 / 2", "a/b", "٣/٤", 0.5, True)],
    ("count_pair", "1/" + "9" * 5000),
    *[("date", value) for value in ("2026-02-30", "2025-02-29", "01.03.2026", "soon", "", "2026-03", 2026.0, True)],
    *[("choice", value) for value in ("maybe", "", "Yes", True, 1.0)],
    *[("yes_no", value) for value in ("yes", "no", 1.0, 0.0, "")],
    *[(type_, value) for type_ in ("duration", "money", "role", "text") for value in ("", " \n\t ", 3.0, True)],
    *[(type_, {"name": "x"}) for type_ in TYPES if type_ not in ("list", "quantity", "share")],
    *[("list", value) for value in ("x", 3.0, {}, {"share": 0.5}, {"name": "x", "colour": "red"}, {"name": ""})],
    ("list", {"name": "x", "kind": "maybe"}),
]


@pytest.mark.parametrize(("type_", "value"), BAD, ids=[f"{type_}-{str(value)[:20]!r}" for type_, value in BAD])
def test_a_bad_value_is_refused_in_words(type_: str, value: Any) -> None:
    """Another type, out of range, no number at all, no such choice, column or day: refused with a short reason."""
    with pytest.raises(UnfitValueError) as caught:
        fitted(facet(type_), value)

    assert 5 < len(str(caught.value)) < 100


ANYTHING = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(st.characters(), max_size=30), st.dates().map(str)
)


@given(st.sampled_from(TYPES), st.one_of(ANYTHING, st.dictionaries(st.sampled_from(("name", "kind", "x")), ANYTHING)))
def test_any_value_fits_or_is_refused(type_: str, value: Any) -> None:
    """Never another error; and what was fitted once fits again, unchanged."""
    try:
        held = fitted(facet(type_), value)
    except UnfitValueError:
        return

    assert fitted(facet(type_), held) == held


@given(st.one_of(st.just(-0.0), st.floats(min_value=1e-6, max_value=1e12)))
def test_a_number_is_held_as_it_is(value: float) -> None:
    """And zero has one form only."""
    held = fitted(facet("quantity"), value)

    assert held == value
    assert isinstance(held, float)
    assert math.copysign(1, held) == 1
