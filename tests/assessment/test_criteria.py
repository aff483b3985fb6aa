"""Ranges of numbers and the check on criteria: properties over random lines, and how numbers are read from words."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.ranges import AFTER, BEFORE, END, START, Cut, Range, holes, quantities
from reviewer.assessment.rules.criteria import Criterion, doubtful

BOUNDS = st.lists(st.integers(1, 10_000), min_size=2, max_size=8, unique=True).map(sorted)
SIDES = st.lists(st.sampled_from((BEFORE, AFTER)), min_size=8, max_size=8)
CLASSES = ("autonomous", "agent_with_review", "human_only")


def pieces_of(bounds: list[int], sides: list[int]) -> list[Range]:
    """The whole line, cut before or after each bound."""
    cuts = [START, *(Cut(Decimal(bound), side) for bound, side in zip(bounds, sides, strict=False)), END]
    return [Range(low, high) for low, high in pairwise(cuts)]


def criteria_of(bounds: list[int]) -> list[Criterion]:
    """Criteria that cover the line from end to end, neighbours in different classes; bounds a hundred apart."""
    far = [bound * 100 for bound in bounds]
    texts = [("at_most", str(far[0])), *(("between", f"{low}-{high}") for low, high in pairwise(far))]
    return [
        criterion(place, CLASSES[place % 3], operator, text)
        for place, (operator, text) in enumerate([*texts, ("above", str(far[-1]))])
    ]


def criterion(place: int, who: str, operator: str, text: str) -> Criterion:
    """One criterion about an amount."""
    numbers = tuple(quantities(text) or ())
    return Criterion({}, place, "amount", "amount", "", who, operator, numbers)


@given(BOUNDS, SIDES, st.data())
def test_pieces_of_a_line_leave_no_hole_and_share_nothing(
    bounds: list[int], sides: list[int], data: st.DataObject
) -> None:
    """However a line is cut, each of its numbers is in exactly one piece."""
    pieces = data.draw(st.permutations(pieces_of(bounds, sides)))

    assert list(holes(pieces)) == []
    assert all(one.within(other).is_empty for one, other in combinations(pieces, 2))


@given(BOUNDS, SIDES, st.data())
def test_a_piece_that_is_taken_out_is_exactly_the_hole(
    bounds: list[int], sides: list[int], data: st.DataObject
) -> None:
    """With its open and its closed ends."""
    pieces = pieces_of(bounds, sides)
    gone = pieces.pop(data.draw(st.integers(1, len(pieces) - 2)))

    assert list(holes(data.draw(st.permutations(pieces)))) == [gone]


@given(BOUNDS, SIDES, st.integers(0, 10_001))
def test_a_number_is_in_a_hole_or_in_a_piece(bounds: list[int], sides: list[int], number: int) -> None:
    """Every second piece is taken out; each number is then in what is left or in a hole, and never in both."""
    pieces = pieces_of(bounds, sides)
    left = [pieces[0], *pieces[2:-1:2], pieces[-1]]
    point = Range(Cut(Decimal(number), BEFORE), Cut(Decimal(number), AFTER))

    inside = [piece for piece in left if not piece.within(point).is_empty]
    open_ones = [hole for hole in holes(left) if not hole.within(point).is_empty]

    assert bool(inside) != bool(open_ones)


@given(BOUNDS, st.data())
def test_criteria_that_cover_a_line_once_raise_nothing(bounds: list[int], data: st.DataObject) -> None:
    """In whatever order they are stated."""
    rows = data.draw(st.permutations(criteria_of(bounds)))

    assert list(doubtful(rows, rows)) == []


@given(BOUNDS, st.data())
def test_a_criterion_that_is_left_out_is_exactly_what_is_found(bounds: list[int], data: st.DataObject) -> None:
    """From where its neighbour below ends to where the one above begins, in whatever order they are stated."""
    rows = criteria_of(bounds)
    place = data.draw(st.integers(1, len(rows) - 2))
    below, _, above = rows[place - 1 : place + 2]
    del rows[place]
    rows[-1] = replace(rows[-1], who="human_only" if rows[0].who != "human_only" else "autonomous")
    stated = data.draw(st.permutations(rows))

    assert list(doubtful(stated, stated)) == [(Range(below.generous.high, above.generous.low), "nobody is named")]


@given(BOUNDS, st.integers(1, 99), st.data())
def test_limits_that_reach_into_the_neighbour_are_found(bounds: list[int], reach: int, data: st.DataObject) -> None:
    """The first criterion goes further than the second begins: exactly that stretch is covered twice."""
    rows = criteria_of(bounds)
    limit = bounds[0] * 100
    rows[0] = criterion(0, CLASSES[0], "at_most", str(limit + reach))
    stated = data.draw(st.permutations(rows))

    [(both, text)] = doubtful(stated, stated)

    assert (both.low, both.high) == (Cut(Decimal(limit), AFTER), Cut(Decimal(limit + reach), AFTER))
    assert text == "the agent alone and a person's approval are both named"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("EUR 50", ["50 EUR"]),
        ("50 euro", ["50 EUR"]),
        ("500 eur", ["500 EUR"]),
        ("€1,000", ["1,000 EUR"]),
        ("1.000 EUR", ["1,000 EUR"]),
        ("1.234,56 €", ["1,234.56 EUR"]),
        ("1 000 SEK", ["1,000 SEK"]),
        ("1'000 CHF", ["1,000 CHF"]),
        ("50k", ["50,000"]),
        ("2 million USD", ["2,000,000 USD"]),
        ("10 kg", ["10 kg"]),
        ("50 kWh", ["50 kwh"]),
        ("0.8", ["0.8"]),
        ("0,925", ["0.925"]),
        ("80 %", ["80 %"]),
        ("2.5 per cent", ["2.5 %"]),
        ("50-100", ["50", "100"]),
        ("50–100 €", ["50 EUR", "100 EUR"]),
        ("€50 to €100", ["50 EUR", "100 EUR"]),
        ("between 50 and 100 dollars", ["50 USD", "100 USD"]),
        ("50 - 80 %", ["50 %", "80 %"]),
        ("10k-50k", ["10,000", "50,000"]),
        ("1 day", ["1 day"]),
        ("3 h", ["3 hours"]),
        ("24 months", ["24 months"]),
        ("2.500", None),
        ("50-80k", None),
        ("EUR 50 - USD 80", None),
        ("EUR 50 USD", None),
        ("50 EUR a day", None),
        ("50 to 100 to 200", None),
        ("-5", None),
        ("1,00,0", None),
        ("small", None),
        ("", None),
        ("5" * 61, None),
    ],
)
def test_numbers_are_read_from_words_or_not_at_all(text: str, read: list[str] | None) -> None:
    """What can be read in two ways is not read."""
    found = quantities(text)

    assert (found and [str(part) for part in found]) == read


def test_bounds_are_exact() -> None:
    """A third of a cent more or less would open a hole that nobody left."""
    [tenth], [fifth] = quantities("0.1") or [], quantities("0.2") or []

    assert tenth.number + fifth.number == Decimal("0.3")
