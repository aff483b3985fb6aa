from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.models.offline.amounts import count_pairs_in, rates_in, shares_in, times_in
from reviewer.models.offline.dates import dates_in
from reviewer.models.offline.durations import as_words, durations_in, in_unit
from reviewer.models.offline.folding import fold
from reviewer.models.offline.hours import hours_in
from reviewer.models.offline.money import money_in
from reviewer.models.offline.numbers import numbers_in, parse_number
from reviewer.models.offline.roles import roles_in
from reviewer.models.offline.values import Found
from reviewer.models.offline.wordlists import words

_SMALL = words(
    "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, "
    "sixteen, seventeen, eighteen, nineteen"
)
_TENS = words("zero, ten, twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety")


def _spelled(number: int) -> str:
    if number < 20:
        return _SMALL[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_SMALL[number // 100]} hundred" + (f" and {_spelled(number % 100)}" if number % 100 else "")
    rest = number % 1000
    return f"{_spelled(number // 1000)} thousand" + (f" {_spelled(rest)}" if rest else "")


@given(st.integers(min_value=0, max_value=999_999))
def test_a_number_in_words_reads_as_itself(number: int) -> None:
    """A number written out in English comes back as the same number."""
    assert parse_number(_spelled(number)) == number


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_number_in_digits_reads_as_itself(number: int) -> None:
    """With and without commas between the thousands."""
    assert parse_number(f"{number}") == parse_number(f"{number:,}") == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("38k", 38_000),
        ("1.2m", 1_200_000),
        ("1.100", 1_100),
        ("0.875", 0.875),
        ("12,5", 12.5),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("four and a half thousand", 4_500),
        ("a hundred and twenty", 120),
        ("seven and a half", 7.5),
    ],
)
def test_numbers_as_people_write_them(written: str, number: float) -> None:
    """Suffixes, continental marks, dozens and halves."""
    assert parse_number(written) == number


@pytest.mark.parametrize("text", ["week 46", "gpt-4", "section 7", "no one knows", "one of them", "v14", "2026-03-04"])
def test_what_names_something_counts_nothing(text: str) -> None:
    """Labels, versions, pronouns and dates are no numbers."""
    assert numbers_in(text) == []


def test_a_range_is_its_midpoint_and_a_change_is_two_numbers() -> None:
    """ "10-12" is one number with low and high; "from 1,000 to 10,000" is not a range."""
    (value,) = numbers_in("10-12 cases")

    assert (value.amount, value.low, value.high) == (11, 10, 12)
    assert [value.amount for value in numbers_in("from 1,000 to 10,000")] == [1000, 10000]


_READERS: list[tuple[Callable[[str], list[Found]], str, list[float | str]]] = [
    (rates_in, "300 a week now", [60]),
    (rates_in, "1,100 per day and 440/day", [1100, 440]),
    (rates_in, "2 million invoices a year", [8000]),
    (rates_in, "seven days a week, 700 a week", [100]),
    (rates_in, "cases per day: 440", [440]),
    (rates_in, "7,200 on a normal day", [7200]),
    (rates_in, "8 hours a day", []),
    (shares_in, "5 per cent, 8.7%", [0.05, 0.087]),
    (shares_in, "one in twenty, eleven in a hundred", [0.05, 0.11]),
    (shares_in, "one application in three", [0.3333333333]),
    (shares_in, "two-thirds of it; a fifth", [0.6666666667, 0.2]),
    (shares_in, "every eighth claim", [0.125]),
    (shares_in, "half an hour, a third party, eighty records a quarter", []),
    (count_pairs_in, "1,640 of 2,000", ["1640/2000"]),
    (count_pairs_in, "58 out of 61, 49/50, 24/7", ["58/61", "49/50"]),
    (count_pairs_in, "90 of 60", []),
    (times_in, "1.7 times that, 1.5x, roughly double", [1.7, 1.5, 2]),
    (times_in, "a fifth above the average", [1.2]),
    (times_in, "twenty times a day", []),
    (money_in, "EUR 640,000 and $1.2m".lower(), ["EUR 640000", "USD 1200000"]),
    (money_in, "21,000 dollars a month; 10 \u20ac", ["USD 21000", "EUR 10"]),
    (money_in, "640,000 cases", []),
]


@pytest.mark.parametrize(("reader", "text", "expected"), _READERS)
def test_typed_values_of_a_text(reader: Callable[[str], list[Found]], text: str, expected: list[float | str]) -> None:
    """Each reader finds its own kind of value and nothing else."""
    assert [value.text or value.amount for value in reader(text)] == expected


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("70 seconds", "minute", 1.1667),
        ("an hour and ten", "minute", 70),
        ("one minute forty", "minute", 1.6667),
        ("2h 30", "hour", 2.5),
        ("half an hour", "minute", 30),
        ("10-12 minutes", "minute", 11),
        ("six and a half days", "day", 6.5),
        ("ninety days", "month", 3),
        ("10 years", "month", 120),
        ("a six-minute job", "minute", 6),
        ("two working days", "hour", 16),
    ],
)
def test_lengths_of_time_in_the_unit_that_is_asked_for(text: str, unit: str, amount: float) -> None:
    """Lengths of time are converted; half an hour is thirty minutes."""
    (value,) = durations_in(text)

    assert in_unit(value, unit) == pytest.approx(amount, abs=0.001)


def test_a_length_of_time_in_words_and_what_is_none() -> None:
    """ "2 working days" keeps its words; "300 a week" is a rate, and minutes are no measure of months."""
    assert as_words(durations_in("within two working days")[0]) == "2 working days"
    assert durations_in("300 a week") == []
    assert in_unit(durations_in("8 minutes")[0], "month") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:00 to 16:30", ("", "08:00", "16:30")),
        ("nine to five on weekdays", ("weekdays", "09:00", "17:00")),
        ("7am to 9pm every day", ("every day", "07:00", "21:00")),
        ("round the clock", ("every day", "00:00", "24:00")),
        ("monday to friday", ("monday to friday", "", "")),
    ],
)
def test_hours_of_a_desk(text: str, expected: tuple[str, str, str]) -> None:
    """Days and times in one form."""
    hours = hours_in(text)

    assert hours is not None
    assert (hours.days, hours.opens, hours.closes) == expected


def test_a_length_of_time_is_no_opening_hour() -> None:
    """ "10 to 12 minutes" are no hours of a desk."""
    assert hours_in("10 to 12 minutes") is None


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Head of Claims Operations, my boss.", ["Head of Claims Operations"]),
        ("Permit Officers, grade 5, under a Senior Officer.", ["Permit Officers, grade 5", "Senior Officer"]),
        ("in january the ops director decides", ["ops director"]),
        ("the Head of Lending's decision", ["Head of Lending"]),
        ("VP Pharmacy Operations, he runs it", ["VP Pharmacy Operations"]),
        ("the duty manager on shift looks", ["duty manager on shift"]),
        ("the team, we, IT and the AI agent", []),
        ("the data owner of the master", []),
    ],
)  # fmt: skip
def test_job_titles(text: str, roles: list[str]) -> None:
    """Titles are cut out of their sentence; teams, pronouns and things have none."""
    assert [value.text for value in roles_in(fold(text))] == roles


_ALL = (numbers_in, rates_in, shares_in, count_pairs_in, times_in, money_in, durations_in, dates_in)
_ALPHABET = st.sampled_from(
    [*"0123456789 .,-/%ak", " one ", " half ", " of ", " in ", " a day", " may ", "\u20ac", " and "]
)


@given(st.lists(_ALPHABET, max_size=14).map("".join))
def test_values_lie_inside_their_text_whatever_it_is(text: str) -> None:
    """No reader fails, and each value has a span inside the text that is not empty."""
    lower = fold(text).lower
    for reader in _ALL:
        assert all(0 <= value.start < value.end <= len(lower) for value in reader(lower))
    assert all(value.text for value in roles_in(fold(text)))


@given(st.text())
def test_no_reader_fails_on_any_text(text: str) -> None:
    """Whatever people paste, reading goes on."""
    folded = fold(text)
    for reader in _ALL:
        reader(folded.lower)
    roles_in(folded)
    hours_in(folded.lower)
