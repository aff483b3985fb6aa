"""Dates as people write them: what each form may mean, where its year comes from, and what is no date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.framework import Framework
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.dates import calendar_of, dates_in, last_day
from reviewer.models.offline.folding import fold
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import Question, ReadRequest
from reviewer.readiness.dates import NoDateError, When, parsed

MAY = Calendar(date(2026, 5, 5), date(2026, 5, 5))
"""Read on Tuesday, 5 May 2026."""


def texts(written: str, calendar: Calendar = MAY) -> list[str]:
    return [found.text for found in dates_in(fold(written).lower, calendar)]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2026-03-04", "2026-03-04"),
        ("01.09.2026", "2026-09-01"),
        ("1.9.2026", "2026-09-01"),
        ("13/9/2026", "2026-09-13"),
        ("9/13/2026", "2026-09-13"),
        ("9/9/2026", "2026-09-09"),
        ("1 September 2026", "2026-09-01"),
        ("September 1st, 2026", "2026-09-01"),
        ("the 1st of September 2026", "2026-09-01"),
        ("30 June 2025", "2025-06-30"),
        ("4-Mar-2027", "2027-03-04"),
        ("end of February 2028", "2028-02-29"),
        ("before June 2026 ends", "2026-06-01/2026-06-30"),
        ("the first of February 2027", "2027-02-01"),
        ("the last day of March 2027", "2027-03-31"),
        ("Q3 2026", "2026-07-01/2026-09-30"),
        ("2026 Q3", "2026-07-01/2026-09-30"),
        ("Q1/2027", "2027-01-01/2027-03-31"),
        ("the third quarter of 2026", "2026-07-01/2026-09-30"),
        ("end of Q4 2026", "2026-12-31"),
        ("September 2026", "2026-09-01/2026-09-30"),
        ("mid-March 2027", "2027-03-11/2027-03-20"),
        ("early June 2026", "2026-06-01/2026-06-10"),
        ("late February 2028", "2028-02-21/2028-02-29"),
        ("about 1 September 2026", "2026-09-01~"),
        ("around mid-May 2026", "2026-05-11/2026-05-20~"),
    ],
)
def test_dates_with_their_year(written: str, text: str) -> None:
    """A day is a day; a month or a quarter is any of its days; the end of it is its last day."""
    assert texts(written) == [text]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("1 Sep", "2026-09-01?"),
        ("1. September", "2026-09-01?"),
        ("March 4th", "2026-03-04?"),
        ("September 1st", "2026-09-01?"),
        ("in July", "2026-07-01/2026-07-31?"),
        ("before July", "2026-06-30?"),
        ("will be ready before January", "2026-12-31?"),
        ("in Q3", "2026-07-01/2026-09-30?"),
        ("by the third quarter", "2026-07-01/2026-09-30?"),
        ("by the end of Q2", "2026-06-30?"),
        ("end of March", "2026-03-31?"),
        ("the start of August", "2026-08-01?"),
        ("early in Q4", "2026-10-01/2026-10-31?"),
        ("mid-Q3", "2026-08-01/2026-08-31?"),
        ("late in the third quarter", "2026-09-01/2026-09-30?"),
        ("mid-May", "2026-05-11/2026-05-20?"),
        ("early June", "2026-06-01/2026-06-10?"),
        ("late July", "2026-07-21/2026-07-31?"),
        ("by year-end", "2026-12-31?"),
        ("roughly 1 September", "2026-09-01%"),
        ("~ 1 September", "2026-09-01%"),
    ],
)
def test_dates_without_their_year(written: str, text: str) -> None:
    """The year of the text is assumed, and the value says so."""
    assert texts(written) == [text]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("two weeks before go-live", "target_date-P14D"),
        ("14 days before the go-live date", "target_date-P14D"),
        ("a fortnight after the pilot starts", "pilot_start_date+P14D"),
        ("one month ahead of the start of the pilot", "pilot_start_date-P1M"),
        ("a quarter after the volume increase", "target_date+P3M"),
        ("the day before the roll-out", "target_date-P1D"),
        ("ten days after the roll-out decision", "scale_decision_date+P10D"),
        ("a week after the go/no-go", "scale_decision_date+P7D"),
        ("a couple of weeks before launch", "target_date-P14D"),
        ("three months after the switch-off", "switch_off_date+P3M"),
        ("about six weeks before we go live", "target_date-P42D~"),
        ("on the day of go-live", "target_date+P0D"),
    ],
)
def test_dates_that_hang_on_another(written: str, text: str) -> None:
    """They are kept as what was said, so that they move with the other date."""
    assert texts(written)[-1:] == [text]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("next month", "2026-06-01/2026-06-30"),
        ("this month", "2026-05-01/2026-05-31"),
        ("last month", "2026-04-01/2026-04-30"),
        ("next quarter", "2026-07-01/2026-09-30"),
        ("next week", "2026-05-11/2026-05-17"),
        ("last week", "2026-04-27/2026-05-03"),
        ("next Monday", "2026-05-11"),
        ("next Tuesday", "2026-05-12"),
        ("next Friday", "[2026-05-08,2026-05-15]"),
        ("this coming Friday", "2026-05-08"),
        ("last Friday", "2026-05-01"),
        ("last Tuesday", "2026-04-28"),
    ],
)
def test_dates_seen_from_the_day_of_reading(written: str, text: str) -> None:
    """Read on a Tuesday: "next Friday" may be in three days or in ten; without the day of reading nothing is read."""
    assert texts(written) == [text]
    assert texts(written, Calendar(date(2026, 5, 5))) == []


def test_the_months_around_a_year_end_are_found() -> None:
    """Next month after December is January of the next year."""
    assert texts("next month", Calendar(None, date(2026, 12, 9))) == ["2027-01-01/2027-01-31"]
    assert texts("last month", Calendar(None, date(2027, 1, 9))) == ["2026-12-01/2026-12-31"]
    assert texts("last quarter", Calendar(None, date(2027, 1, 9))) == ["2026-10-01/2026-12-31"]


@pytest.mark.parametrize(
    "written",
    [
        "by Black Friday",
        "by Easter",
        "in the autumn",
        "it may be 12",
        "the agent may 3 times retry",
        "it may not, it may well",
        "they march through the list",
        "march on, then march 40 people in",
        "31 February",
        "0 March",
        "31.02.2026",
        "14/14/2026",
        "0/9/2026",
        "1/2 of the cases",
        "24/7 and 9/10 of them",
        "version 2.1.2026",
        "v2.1.2026",
        "release 1/9/2026",
        "phone 030 2.1.2026",
        "call +49 30 1.9.2026",
        "ticket 2026-09-01",
        "030-2026-09-01",
        "2026-09-01-4711",
        "1.9.2026.3",
        "Q3: who decides about refunds?",
        "see Q3",
        "in Q3 of the questionnaire",
        "question Q3 in 2026",
        "as I answered in Q3",
        "fiscal Q3 2026",
        "Q5 2026",
        "eighty records a quarter",
        "the last month of the pilot",
        "this month's figures",
        "before go-live",
        "shortly after the pilot starts",
        "two weeks of pilot",
        "0 days before go-live",
        "two weeks before the launch of the brochure",
    ],
)
def test_what_is_no_date(written: str) -> None:
    """Holidays, seasons, verbs, impossible days, fractions, versions, phone numbers, questions: nothing is guessed."""
    assert texts(written) == []


def test_which_number_is_the_day_may_be_open() -> None:
    """1/9/2026 is one of two days, unless another date of the same text shows which comes first."""
    both = "due 1/9/2026"

    assert texts(both, calendar_of(both, None)) == ["[2026-01-09,2026-09-01]"]
    assert texts(both, calendar_of(f"{both}, agreed 25/3/2026", None)) == ["2026-09-01"]
    assert texts(both, calendar_of(f"{both}, agreed 3/25/2026", None)) == ["2026-01-09"]
    assert texts(both, calendar_of(f"{both} (1 september)", None)) == ["2026-09-01"]
    assert texts(both, calendar_of(f"{both}, which is 9 january", None)) == ["2026-01-09"]
    assert texts(both, calendar_of(f"{both}, not on 9 january but on 1 september", None)) == ["[2026-01-09,2026-09-01]"]
    assert texts(both, calendar_of(f"{both}, 3/25/2026 and 25/3/2026", None)) == ["[2026-01-09,2026-09-01]"]
    assert calendar_of("1/9/2026, then 4 march 2027", None).anchor == date(2027, 3, 4)


def test_a_missing_year_comes_from_the_other_dates_and_the_tense() -> None:
    """The first full date settles the years; "tried" looks back and "by" looks ahead."""
    calendar = calendar_of("sent 27 june 2025. we tried it on 14 june, done by 1 march", None)

    assert calendar.anchor == date(2025, 6, 27)
    assert texts("we tried it on 1 october", calendar) == ["2024-10-01?"]
    assert texts("ready by 1 march", calendar) == ["2026-03-01?"]


def test_a_missing_year_comes_from_the_day_of_reading_where_the_text_has_none() -> None:
    """A month that has begun is not put into the next year; a text without any year is still in order."""
    calendar = calendar_of("ready by november", date(2026, 11, 22))

    assert texts("we start in november, it will grow", calendar) == ["2026-11-01/2026-11-30?"]
    assert texts("ready by 1 march", calendar) == ["2027-03-01?"]
    assert texts("ready by 1 march", calendar_of("ready by 1 march", None)) == ["2026-03-01?"]


def test_spans_are_two_dates() -> None:
    """From one day to another, in whatever way they are joined."""
    assert texts("2026-07-01/2026-09-30") == ["2026-07-01", "2026-09-30"]
    assert texts("1.7.2026-30.9.2026") == ["2026-07-01", "2026-09-30"]
    assert texts("from 13/7/2026-30/9/2026") == ["2026-07-13", "2026-09-30"]
    assert texts("12 January to 6 March") == ["2026-01-12?", "2026-03-06?"]


def test_an_event_with_its_own_date_keeps_it() -> None:
    """ "Two weeks before go-live on 1 September": the day of go-live is what other words look for."""
    assert texts("two weeks before go-live on 1 September 2026") == ["2026-09-01"]


def test_the_last_day_of_a_date() -> None:
    """A plan by the end of a quarter is due on its last day; a date that hangs on another has none of its own."""
    found = {written: last_day(dates_in(written, MAY)[-1]) for written in ("in q3 2026", "two weeks before go-live")}

    assert found == {"in q3 2026": date(2026, 9, 30), "two weeks before go-live": None}


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("1 September", "2026-09-01?"),
        ("In the third quarter.", "2026-07-01/2026-09-30?"),
        ("Two weeks before go-live.", "target_date-P14D"),
        ("Next month.", "2026-06-01/2026-06-30"),
        ("1/9/2026", "[2026-01-09,2026-09-01]"),
        ("By Easter.", None),
    ],
)
async def test_a_reply_to_a_question_about_a_date(framework: Framework, said: str, value: str | None) -> None:
    """What is said reaches the claim with its uncertainty."""
    facet = framework.facet("pilot_start_date")
    question = Question(item="OM-5", facet=facet.key, wording=facet.ask or "")
    request = ReadRequest(text=said, kind="reply", question=question, reference_date=date(2026, 5, 5))

    reading = await OfflineModel(framework).read(request)

    clear = [claim.value for claim in reading.claims if claim.facet == facet.key and claim.strength == "clear"]
    assert clear == ([value] if value else [])


_PIECES = st.sampled_from(
    [*"19/.-' q", "31", "2026", "march", "may", "q3", "end of ", "about ", "before go-live", "two weeks ", "next "]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_whatever_is_read_is_a_date(text: str) -> None:
    """Every value that is found is in one of the forms, and its span lies in the text."""
    for found in dates_in(text, MAY):
        assert 0 <= found.start < found.end <= len(text)
        assert parsed(found.text).text == found.text


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_way_of_writing_it(day: date) -> None:
    """ISO, with dots, and with the month in words before and behind."""
    month = f"{day:%B}".lower()
    ways = (
        f"{day}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
    )

    assert {text for way in ways for text in texts(way)} == {day.isoformat()}


def test_a_date_is_never_before_itself() -> None:
    """What cannot be written is refused where it is made."""
    with pytest.raises(NoDateError):
        When(date(2026, 9, 2), date(2026, 9, 1))
