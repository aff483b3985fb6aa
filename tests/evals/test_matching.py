"""Values and quotes: what is the same, what is not, and that nothing in between exists."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.evals.labels.gold import Expected, Stated
from reviewer.evals.prediction import Fact
from reviewer.evals.scoring.quotes import is_valid, overlap
from reviewer.evals.scoring.values import counts, disputed, is_same, matched, stated
from reviewer.framework import Framework
from reviewer.readiness.claims import Evidence, Value

TEXT = "The desk is open from 06:00 to 22:00. | ok | We do not have approval yet; nobody has 5,000 of them."
VOLUME, OWNER, DATE, WHOLE, SUCCESS = (
    "volume_now_per_day",
    "decision_owner_role",
    "target_date",
    "handling_whole_case",
    "success_all",
)


def quoted(start: int, end: int, text: str = TEXT, source: str = "document") -> Evidence:
    return Evidence(quote=text[start:end], source=source, start=start, end=end, line=1)


@pytest.mark.parametrize(
    ("facet", "meant", "said", "is_right"),
    [
        (VOLUME, 1000, 1000.0, True),
        (VOLUME, 1000, 1000.001, False),
        (VOLUME, 1000, "1000", False),
        (VOLUME, 1.0, True, False),
        ("shrinkage", 0.3, 30.0, False),
        (OWNER, "Head of Claims", "the head of claims.", True),
        (OWNER, "Head of Claims", "Head of Claims Operations", False),
        (OWNER, "Head of Claims", "Head of  Claim", False),
        (DATE, "2026-10-01", "2026-10-01", True),
        (DATE, "2026-10-01", "2026-10-02", False),
        (WHOLE, True, "yes", True),
        (WHOLE, False, True, False),
        (SUCCESS, "1601/1864", "1601/1864", True),
        (SUCCESS, "1601/1864", "3202/3728", False),
        ("decisions", {"name": "close it", "class": "autonomous"}, {"name": "Close it", "class": "autonomous"}, True),
        ("decisions", {"name": "close it", "class": "autonomous"}, {"name": "close it", "class": "human_only"}, False),
        ("decisions", {"name": "close it", "class": "autonomous"}, {"name": "close it"}, False),
        ("decisions", {"name": "close it"}, {"name": "close it", "class": "human_only"}, True),
        (
            "pilot_targets",
            {"bound": "at_least", "value": 0.8},
            {"measure": "right_of_all", "bound": "at_most", "value": 0.8},
            False,
        ),
    ],
)
def test_a_value_matches_by_its_type(
    facet: str, meant: Value, said: Value, is_right: bool, framework: Framework
) -> None:
    """Numbers with their unit, comparators, dates and choices are equal or not; names only in their form of writing."""
    assert is_same(framework.facet(facet), meant, said) is is_right


@given(first=st.floats(0, 1e9), second=st.floats(0, 1e9))
def test_two_numbers_are_the_same_or_not_whoever_says_them(framework: Framework, first: float, second: float) -> None:
    """Which is meant and which is said makes no difference, and a number is the same as itself."""
    typed = framework.facet(VOLUME)

    assert is_same(typed, first, first)
    assert is_same(typed, first, second) is is_same(typed, second, first)


@given(
    said=st.lists(st.sampled_from([1.0, 2.0, 3.0]), max_size=5), meant=st.lists(st.sampled_from([1.0, 2.0]), max_size=4)
)
def test_no_fact_says_two(framework: Framework, said: list[float], meant: list[float]) -> None:
    """However often a value is meant and said, no more are right than were said or meant of it."""
    facts = [Fact(facet=VOLUME, value=value) for value in said]
    wanted = [Stated(facet=VOLUME, accepts=(value,)) for value in meant]

    right = counts(wanted, facts, framework).right

    assert right == sum(min(said.count(value), meant.count(value)) for value in (1.0, 2.0))


def test_a_name_may_be_any_that_a_careful_reader_wrote(framework: Framework) -> None:
    """Of a decision, the label's name, that of a row with the same words and class, and the words of its own quote."""
    expected = Expected(
        items={},
        facts=(
            Stated(
                facet="decisions",
                accepts=({"name": "refund up to 50", "class": "autonomous"},),
                quotes=("pays back sums until fifty: alone",),
            ),
        ),
        values={
            "decisions": [{"name": "small refunds", "class": "autonomous", "q": "pays back sums until fifty: alone"}]
        },
    )
    meant = stated(expected) or ()
    for name, is_right in {
        "Refund up to 50": True,
        "small refunds": True,
        "pays back sums until fifty": True,
        "pays back": False,
        "small refund": False,
        "back sums until fiftyfold": False,
    }.items():
        said = [Fact(facet="decisions", value={"name": name, "class": "autonomous"})]
        assert (matched(meant, said, framework)[0] is not None) is is_right, name


def test_what_speakers_dispute_is_found_in_the_values() -> None:
    """A value with another speaker's is disputed; a corrected one and a vague word are not."""
    values = {
        VOLUME: {"v": 1, "q": "", "v2": 2, "q2": ""},
        OWNER: {"v": "a", "q": "", "conflict": True, "q2": ""},
        DATE: {"v": "b", "q": "", "v0": "c", "q0": "", "corrects": True},
        WHOLE: {"s": "vague", "q": ""},
    }

    assert disputed(Expected(items={}, values=values)) == {VOLUME, OWNER}


@given(start=st.integers(0, len(TEXT)), end=st.integers(0, len(TEXT)), moved=st.integers(-5, 5))
def test_a_quote_is_valid_only_at_its_offsets(start: int, end: int, moved: int) -> None:
    """Long words at their own offsets that part no word are valid; the same words one place further are not."""
    assume(end - start >= 14)
    parts_a_word = any(
        0 < place < len(TEXT) and TEXT[place - 1].isalnum() and TEXT[place].isalnum() for place in (start, end)
    )
    quote = quoted(start, end)
    assert is_valid(quote, {"document": TEXT}) is (not parts_a_word)

    shifted = quote.model_copy(update={"start": start + moved, "end": end + moved})
    is_there = TEXT[max(0, start + moved) : max(0, end + moved)] == quote.quote
    assert not is_valid(shifted, {"document": TEXT}) or is_there


@pytest.mark.parametrize(
    ("words", "is_right"), [("ok", True), ("open", False), ("approval yet", True), ("000 of them.", True), ("", False)]
)
def test_short_words_are_evidence_only_where_they_are_all_that_is_said(words: str, is_right: bool) -> None:
    """Less than twelve characters count where they are a whole cell or clause."""
    start = TEXT.index(words)

    assert is_valid(quoted(start, start + len(words)), {"document": TEXT}) is is_right
    assert not is_valid(quoted(start, start + len(words), source="question 1"), {"document": TEXT})


@given(
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=4),
    meant=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=3),
)
def test_overlap_is_never_more_than_there_is(spans: list[tuple[int, int]], meant: list[tuple[int, int]]) -> None:
    """What is right is neither more than what was quoted nor more than what was meant, and all of it is all."""
    found = [quoted(start, start + length) for start, length in spans]
    wanted = [TEXT[start : start + length] for start, length in meant]

    some = overlap(found, wanted, {"document": TEXT})
    whole = overlap([quoted(0, len(TEXT))], wanted, {"document": TEXT})

    assert some.right <= min(some.said, some.meant)
    assert whole.right == whole.meant
