"""Figures as people write them: what is understood, what is refused and with which words, and that nothing crashes."""

import math
from collections.abc import Callable
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.capacity.hours import week_hours
from reviewer.cli import units
from reviewer.cli.units import Figure, Share, Volume, Work, WrongFigureError
from reviewer.errors import ReviewerError

READERS = (
    units.count,
    units.volume,
    units.share,
    units.minutes,
    units.hours,
    units.cases_with_minutes,
    units.share_with_minutes,
    units.opening_hours,
)
SIGNS = st.text(alphabet="0123456789.,:%/@-–−'’ kmhsdaywekontrlufri٣①½²²e+∞", max_size=24)


@pytest.mark.parametrize(
    ("read", "words", "figure"),
    [
        (units.count, "10000", 10_000),
        (units.count, "10,000", 10_000),
        (units.count, "10 000", 10_000),
        (units.count, "1'250'000.5", 1_250_000.5),
        (units.count, "10k", 10_000),
        (units.count, "2.5k", 2_500),
        (units.count, "0.125", 0.125),
        (units.volume, "10000/day", Volume(10_000, "day")),
        (units.volume, "10000", Volume(10_000, "day")),
        (units.volume, "1,250 cases per hour", Volume(1_250, "hour")),
        (units.volume, "12 cases", Volume(12, "day")),
        (units.volume, "50k a Week", Volume(50_000, "week")),
        (units.volume, "2.5/month", Volume(2.5, "month")),
        (units.volume, "1 000 000 / year", Volume(1_000_000, "year")),
        (units.share, "5%", Share(0.05)),
        (units.share, "0.05", Share(0.05)),
        (units.share, "1", Share(1.0)),
        (units.share, "0", Share(0.0)),
        (units.share, "100 %", Share(1.0)),
        (units.share, "50/1,000", Share(0.05, (50, 1000))),
        (units.minutes, "12m", 12),
        (units.minutes, "90s", 1.5),
        (units.minutes, "1.5h", 90),
        (units.minutes, "1h30m", 90),
        (units.minutes, "1 hour 30 min 30 seconds", 90.5),
        (units.hours, "8", 8),
        (units.hours, "7h30m", 7.5),
        (units.cases_with_minutes, "2500/day@3m", Work(Volume(2500, "day"), 3)),
        (units.share_with_minutes, "2%@5m", Work(Share(0.02), 5)),
    ],
)
def test_what_is_understood(read: Callable[[str], Any], words: str, figure: Any) -> None:
    """People write one figure in many ways."""
    assert read(words) == figure


@pytest.mark.parametrize(
    ("read", "words", "why"),
    [
        (units.count, "", "not a number"),
        (units.count, "-5", "below zero"),
        (units.count, "−5", "below zero"),
        (units.count, "nan", "not a number"),
        (units.count, "inf", "not a number"),
        (units.count, "1e400", "not a number"),
        (units.count, "٣", "not a number"),
        (units.count, "½", "not a number"),
        (units.count, "10,5", "not a number"),
        (units.count, "1" * 16, "not a number"),
        (units.count, "10.000", "thousands or for decimals"),
        (units.volume, "0/day", "above zero"),
        (units.volume, "5/fortnight", "hour, day, week, month, year"),
        (units.volume, "5/", "hour, day, week"),
        (units.volume, "nan", "not a number"),
        (units.share, "300%", "at most 100%"),
        (units.share, "5", "needs its sign"),
        (units.share, "-5%", "below zero"),
        (units.share, "%", "not a share"),
        (units.share, "5/0", "above zero"),
        (units.share, "6/5", "as large as the first"),
        (units.share, "1.5/20", "whole numbers"),
        (units.minutes, "12", "unit is missing"),
        (units.minutes, "12 parsecs", "parsecs is not a unit"),
        (units.minutes, "30m1h", "hours come first"),
        (units.minutes, "1m1m", "hours come first"),
        (units.minutes, "-12m", "below zero"),
        (units.hours, "", "not a number"),
        (units.cases_with_minutes, "2500/day", "minutes of each are missing"),
        (units.cases_with_minutes, "2500/day@0m", "above zero"),
        (units.share_with_minutes, "2%@101h", "at most 100 hours"),
        (units.opening_hours, "", "days and times"),
        (units.opening_hours, "Mon-Fri 09:00-09:00", "never open"),
        (units.opening_hours, "Mon-Fri 24:00-08:00", "never open"),
        (units.opening_hours, "Mon-Fri 08:00-24:30", "no time"),
        (units.opening_hours, "Mon-Fri 25:00-26:00", "days and times"),
        (units.opening_hours, "Monkey 08:00-18:00", "no days"),
        (units.opening_hours, "payday 08:00-18:00", "no days"),
    ],
)
def test_what_is_refused(read: Callable[[str], Any], words: str, why: str) -> None:
    """The refusal says what is wrong."""
    with pytest.raises(WrongFigureError, match=why):
        read(words)


@pytest.mark.parametrize(
    ("words", "per_day", "days"),
    [
        ("24/7", 24, 7),
        ("08:00-18:00", 10, 5),
        ("Mon-Fri 8-18", 10, 5),
        ("weekdays 08:00-18:00, Sat 09:00-14:00", 55 / 6, 6),
        ("every day 22:00 to 06:00", 8, 7),
        ("Thursday to Saturday 00:00-24:00", 24, 3),
    ],
)
def test_hours_of_the_week(words: str, per_day: float, days: int) -> None:
    """The rows mean to the arithmetic what they mean to people."""
    found = week_hours(units.opening_hours(words))

    assert found is not None
    assert (found.hours_per_day, found.days_per_week) == (pytest.approx(per_day), days)


@given(st.integers(1, 10**12))
def test_a_whole_number_comes_back(number: int) -> None:
    """With and without marks for thousands."""
    assert (
        units.count(str(number)) == units.count(f"{number:,}") == units.count(f"{number:,}".replace(",", " ")) == number
    )


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_counts_come_back(first: int, more: int) -> None:
    """The share is that of the counts, and the counts are kept."""
    assert units.share(f"{first}/{first + more}") == Share(first / (first + more), (first, first + more))


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_a_time_comes_back(hour: int, minute: int, second: int) -> None:
    """Hours, minutes and seconds add up."""
    assert units.minutes(f"{hour}h{minute}m{second}s") == pytest.approx(hour * 60 + minute + second / 60)


@given(st.sampled_from(READERS), st.one_of(SIGNS, st.text(max_size=40)))
def test_no_text_crashes_a_reader(read: Callable[[str], Any], words: str) -> None:
    """Whatever is written, it is a finite figure of at least zero, or it is refused in words."""
    try:
        found = read(words)
    except WrongFigureError as error:
        assert str(error)
        return
    for figure in _numbers(found):
        assert math.isfinite(figure)
        assert figure >= 0


def _numbers(found: Any) -> list[float]:
    match found:
        case float():
            return [found]
        case Volume(number, _):
            return [number]
        case Share(value, _):
            return [value]
        case Work(amount, time):
            return [*_numbers(amount), time]
        case _:
            assert week_hours(found) is not None
            return []


@given(st.text(max_size=300))
def test_a_refusal_is_one_line_that_names_the_option(words: str) -> None:
    """Control characters and long texts do not get through, and an example says what would be right."""
    option = click.Option(["--volume"], type=Figure("volume", units.volume, "10000/day"))
    try:
        option.type.convert(words, option, None)
    except ReviewerError as error:
        text = str(error)
        assert text.startswith("--volume ")
        assert text.endswith("Write it like 10000/day.")
        assert len(text.splitlines()) == 1
        assert len(text) < 400


@pytest.mark.parametrize(("words", "is_in"), [("0", False), ("0.5", True), ("24", True), ("24.5", False)])
def test_limits(words: str, is_in: bool) -> None:
    """A limit belongs to what is allowed, unless it must be passed."""
    read = units.within(units.hours, 0, 24, above=True)
    if is_in:
        assert read(words) == float(words)
    else:
        with pytest.raises(WrongFigureError, match="more than 0 and at most 24"):
            read(words)


@pytest.mark.parametrize(("words", "is_in"), [("50%", False), ("50.1%", True), ("99.9%", True), ("100%", False)])
def test_limits_of_a_share(words: str, is_in: bool) -> None:
    """Both ends are outside."""
    read = units.share_within(0.5, 1)
    if is_in:
        assert 0.5 < read(words) < 1
    else:
        with pytest.raises(WrongFigureError, match="above 50% and below 100%"):
            read(words)
