"""What a date may mean: its one way of writing, its order, what it hangs on, and its words."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reviewer.evals.cases.saying import from_data, numbered
from reviewer.framework.catalogue import Facet, Framework
from reviewer.readiness.claims import Claim
from reviewer.readiness.date_words import date_in_words, day_in_words
from reviewer.readiness.dates import Relative, When, day, days_later, later, parsed, resolved
from reviewer.readiness.facts import ReadinessFacts
from reviewer.readiness.fold import fold
from reviewer.readiness.values import UnfitValueError, fitted
from reviewer.readiness.words import scalar_in_words

DATE = Facet(key="k", name="k", type="date", describe="d")
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
WHENS = st.builds(
    lambda days, year, about, either: When(min(days), max(days), year, about, either and len(set(days)) == 2),
    st.tuples(DAYS, DAYS),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
RELATIVES = st.builds(
    lambda facet, count, unit, about: Relative(facet, count, unit if count else "D", about),
    st.sampled_from(("target_date", "pilot_start_date")),
    st.integers(-400, 400),
    st.sampled_from(("D", "M")),
    st.booleans(),
)


@given(st.one_of(WHENS, RELATIVES))
def test_a_date_is_read_back_as_it_was_written(when: When | Relative) -> None:
    """One text for each date, one date for each text; and a facet holds that text unchanged."""
    assert parsed(when.text) == when
    assert fitted(DATE, when.text) == when.text


@given(DAYS)
def test_a_plain_day_stays_an_iso_date(of: date) -> None:
    """What was stored before is what is written now."""
    assert day(of).text == of.isoformat()
    assert day(of).is_sure


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("2026-07-01/2026-09-30", "2026-07-01/2026-09-30"),
        ("2026-09-01/2026-09-01?", "2026-09-01?"),
        ("[2026-09-01,2026-01-09]", "[2026-01-09,2026-09-01]"),
        ("2026-06-01/2026-06-10%", "2026-06-01/2026-06-10%"),
        ("target_date+P0M", "target_date+P0D"),
        ("target_date-P014D", "target_date-P14D"),
        ("20260901", "2026-09-01"),
    ],
)
def test_the_forms_of_a_date(text: str, held: str) -> None:
    """Each form is accepted, in one way of writing only."""
    assert fitted(DATE, text) == held


@pytest.mark.parametrize(
    "text",
    [
        "2026-09",
        "Q3 2026",
        "2026-09-30/2026-07-01",
        "2026-02-30?",
        "2026-09-01??",
        "2026-09-01 ",
        "2026-9-1",
        "../2026-09-01",
        "2026-07-01/2026-08-01/2026-09-01",
        "target_date",
        "target_date-14D",
        "target_date-P2W",
        "target_date-P14D?",
        "Target-P14D",
        "P14D",
        "٢٠٢٦-٠٩-٠١",
        "2026-09-01\n",
    ],
)
def test_other_texts_are_no_dates(text: str) -> None:
    """They are refused, and the message names the forms or what is wrong with the day."""
    with pytest.raises(UnfitValueError, match=r"a date is needed|no such day|before its first"):
        fitted(DATE, text)


@given(WHENS, WHENS)
def test_two_dates_have_one_order(one: When, other: When) -> None:
    """Certainly later one way means certainly not the other way; in doubt it is in doubt both ways, or not at all."""
    answers = later(one, other), later(other, one)

    if "certainly" in answers:
        assert sorted(answers) == ["certainly", "no"]
    assert (one < other) == (other > one)
    assert (one <= other) == (other >= one)
    assert not (one < other < one)


@given(WHENS, WHENS, st.data())
def test_an_order_holds_for_every_day_that_is_meant(one: When, other: When, data: st.DataObject) -> None:
    """Whatever days are meant, the answer was not wrong about them."""
    first = data.draw(st.dates(one.earliest, one.latest))
    second = data.draw(st.dates(other.earliest, other.latest))
    least, most = days_later(one, other)

    assert not (later(one, other) == "certainly" and first <= second)
    assert not (later(one, other) == "no" and first > second)
    assert least <= (first - second).days <= most


@given(DAYS, DAYS)
def test_plain_days_leave_no_doubt(one: date, other: date) -> None:
    """Later or not later; the same day is not later."""
    assert later(day(one), day(other)) == ("certainly" if one > other else "no")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026-09-02", "2026-09-01", "certainly"),
        ("2026-09-01", "2026-09-01", "no"),
        ("2026-07-01/2026-09-30", "2026-09-30", "no"),
        ("2026-07-01/2026-09-30", "2026-09-29", "possibly"),
        ("2026-07-01/2026-09-30", "2026-07-01", "possibly"),
        ("2026-07-01/2026-09-30", "2026-06-30", "certainly"),
        ("2026-09-01", "2026-09-01/2026-09-30", "no"),
        ("2026-09-15~", "2026-09-01", "possibly"),
        ("2026-09-16~", "2026-09-01", "certainly"),
        ("2026-08-18~", "2026-09-01", "no"),
        ("2026-08-19~", "2026-09-01", "possibly"),
        ("2026-09-29?", "2026-09-01?", "certainly"),
        ("2027-03-02?", "2026-09-01", "certainly"),
        ("2027-03-03?", "2026-09-01", "possibly"),
        ("2027-03-03", "2026-09-01", "certainly"),
        ("2027-03-03", "2026-09-01?", "possibly"),
        ("2025-03-03?", "2026-09-01", "no"),
        ("[2026-01-09,2026-09-01]", "2026-06-01", "possibly"),
    ],
)
def test_later_has_three_answers(one: str, other: str, expected: str) -> None:
    """Certain, possible, certainly not; an assumed year makes nothing certain that is more than half a year off."""
    left, right = parsed(one), parsed(other)

    assert isinstance(left, When)
    assert isinstance(right, When)
    assert later(left, right) == expected


def test_a_date_that_hangs_on_another_is_looked_up() -> None:
    """Days, months that end earlier, spans, chains; its doubts are those of the other date and its own."""
    known = {
        "target_date": "2026-08-31",
        "pilot_start_date": "2026-07-01/2026-07-31?",
        "scale_decision_date": "target_date-P1M",
    }

    def found(text: str) -> str | None:
        when = resolved(text, known.get)
        return when.text if when else None

    assert found("target_date-P14D") == "2026-08-17"
    assert found("target_date+P1M") == "2026-09-30"
    assert found("target_date+P0D") == "2026-08-31"
    assert found("target_date-P6M") == "2026-02-28"
    assert found("pilot_start_date+P14D~") == "2026-07-15/2026-08-14%"
    assert found("scale_decision_date-P7D") == "2026-07-24"
    assert found("2026-09-01?") == "2026-09-01?"


def test_what_hangs_in_the_air_is_no_date() -> None:
    """Nothing known, no date, a circle, or beyond the calendar: no guess."""
    circle = {"target_date": "scale_decision_date+P14D", "scale_decision_date": "target_date-P14D"}

    assert resolved("target_date-P14D", {}.get) is None
    assert resolved("target_date-P14D", {"target_date": "soon"}.get) is None
    assert resolved("target_date-P14D", {"target_date": True}.get) is None
    assert resolved("target_date-P14D", circle.get) is None
    assert resolved("target_date-P14D", {"target_date": "target_date-P14D"}.get) is None
    assert resolved("target_date+P9999M", {"target_date": "9999-01-01"}.get) is None
    assert resolved("target_date-P9999D", {"target_date": "0001-01-01"}.get) is None
    assert resolved("soon", {}.get) is None


@given(DAYS, st.integers(0, 400))
def test_days_before_and_after_lead_back(of: date, count: int) -> None:
    """Some days after a date, and as many days before that, is the date again."""
    there = Relative("target_date", count, "D").counted_from(day(of))

    assert there.first == of + timedelta(days=count)
    assert Relative("target_date", -count, "D").counted_from(there) == day(of)


@given(DAYS, DAYS, st.integers(-400, 400))
def test_months_keep_the_order_of_days(one: date, other: date, count: int) -> None:
    """No later day becomes an earlier one."""
    assume(one <= other)
    moved = Relative("target_date", count, "M").counted_from(When(one, other))

    assert moved.first <= moved.last


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-09-01", "1 September 2026"),
        ("2026-09-01?", "1 September 2026 (the year is assumed)"),
        ("2026-09-01%", "about 1 September 2026 (the year is assumed)"),
        ("2026-07-01/2026-09-30", "July to September 2026 (which day is not said)"),
        ("2026-07-01/2026-07-31?", "July 2026 (which day is not said; the year is assumed)"),
        ("2026-01-01/2026-12-31", "2026 (which day is not said)"),
        ("2026-12-01/2027-01-31", "December 2026 to January 2027 (which day is not said)"),
        ("2026-05-01/2026-05-10", "1 to 10 May 2026 (which day is not said)"),
        ("2026-05-25/2026-06-03", "25 May to 3 June 2026 (which day is not said)"),
        ("2026-12-25/2027-01-03", "25 December 2026 to 3 January 2027 (which day is not said)"),
        ("[2026-01-09,2026-09-01]", "9 January 2026 or 1 September 2026 (which number is the day is not said)"),
        ("9999-12-01/9999-12-31", "December 9999 (which day is not said)"),
        ("target_date-P14D", "two weeks before go-live"),
        ("target_date-P7D", "one week before go-live"),
        ("pilot_start_date+P1M", "one month after the start of the pilot"),
        ("pilot_start_date+P10D", "ten days after the start of the pilot"),
        ("scale_decision_date+P90D~", "about 90 days after the decision to scale"),
        ("target_date+P0D", "on the day of go-live"),
        ("target_date+P0D~", "about the day of go-live"),
        ("scaling_start_date-P91D", "13 weeks before the scaling start date"),
        ("soon", "soon"),
    ],
)
def test_a_date_in_words(text: str, words: str) -> None:
    """As people say it, with what is not known in brackets; what is no date stays as it is."""
    assert scalar_in_words(DATE, text) == date_in_words(text) == words


def test_a_day_in_words() -> None:
    """Without a leading zero."""
    assert day_in_words(date(2026, 9, 1)) == "1 September 2026"


@given(st.one_of(WHENS, RELATIVES))
def test_no_form_reaches_people_as_it_is_stored(when: When | Relative) -> None:
    """Every date has words, and they are not its stored text."""
    assert date_in_words(when.text) != when.text
    assert not any(sign in date_in_words(when.text) for sign in "?~%[/_")


def claims_of(**said: str) -> list[Claim]:
    return numbered(from_data(facet, value) for facet, value in said.items())


@pytest.mark.parametrize(
    ("design", "pilot", "holds"),
    [
        ("2026-03-01", "2026-03-01", True),
        ("2026-03-02", "2026-03-01", False),
        ("2026-02-01/2026-03-01", "2026-03-01", True),
        ("2026-02-01/2026-03-02", "2026-03-01", False),
        ("2026-03-01?", "2026-03-01", True),
        ("pilot_start_date-P14D", "2026-03-01", True),
        ("pilot_start_date+P1D", "2026-03-01", False),
        ("target_date-P14D", "2026-03-01", False),
    ],
)
def test_states_compare_what_dates_mean(framework: Framework, design: str, pilot: str, holds: bool) -> None:
    """An expression is true of two dates only where it is true whatever days they mean; unknown is false."""
    claims = claims_of(scale_decision_date=design, pilot_start_date=pilot)
    facts = ReadinessFacts(fold(claims, framework), framework, {}, strictly=True)

    one, other = facts.value("scale_decision_date"), facts.value("pilot_start_date")

    assert (isinstance(one, When) and isinstance(other, When) and one <= other) == holds
    assert facts.is_true("scale_decision_date")


def test_a_year_that_is_left_out_is_no_other_date(framework: Framework) -> None:
    """Two people who name the same day, one of them without its year, do not differ."""
    said = [{"value": "2026-09-01", "speaker": "lead"}, {"value": "2026-09-01?", "speaker": "sponsor"}]
    [now] = fold(numbered(from_data("target_date", each) for each in said), framework).facets.values()

    assert now.current is not None
    assert not now.current.conflict
