"""Hours of the week, and the times without a desk, held against a minute by minute walk through the week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.capacity.hours import Closing, WeekHours, days_in, week_hours, worst_closing

WEEK = 7 * 24 * 60
WEEKDAYS, ALL = [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6]


def week(days: str, opens: str, closes: str) -> WeekHours:
    found = week_hours([{"days": days, "from": opens, "to": closes}])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("days", "opens", "closes", "per_week", "of_days", "per_day"),
    [
        ("weekdays", "09:00", "17:00", 40, 5, 8),
        ("Mon-Fri", "22:00", "06:00", 40, 5, 8),
        ("every day", "22:00", "06:00", 56, 7, 8),
        ("24/7", "00:00", "24:00", 168, 7, 24),
        ("24/7", "00:00", "00:00", 168, 7, 24),
        ("weekdays", "06:00", "06:00", 120, 5, 24),
        ("weekends", "10:00", "14:30", 9, 2, 4.5),
        ("Sunday", "22:00", "06:00", 8, 1, 8),
        ("Wednesday", "12:00", "12:01", 1 / 60, 1, 1 / 60),
    ],
)
def test_hours_of_a_week(days: str, opens: str, closes: str, per_week: float, of_days: int, per_day: float) -> None:
    """Nights belong to the day on which they begin; one minute and the whole week are hours, too."""
    hours = week(days, opens, closes)

    assert hours.hours_per_week == pytest.approx(per_week)
    assert hours.days_per_week == of_days
    assert hours.hours_per_day == pytest.approx(per_day)


def test_a_night_from_sunday_ends_on_monday() -> None:
    """The week is a ring, to the minute."""
    minutes = week("Sun", "23:30", "01:00").minutes

    assert [minute for minute in range(WEEK) if minutes[minute]] == [*range(60), *range(WEEK - 30, WEEK)]


def test_rows_add_up() -> None:
    """A break at noon, and a short Saturday; what two rows both open counts once."""
    rows = [
        {"days": "weekdays", "from": "09:00", "to": "12:00"},
        {"days": "weekdays", "from": "13:00", "to": "17:00"},
        {"days": "Mon", "from": "08:30", "to": "09:30"},
        {"days": "Sat", "from": "09:00", "to": "12:00"},
    ]
    hours = week_hours(rows)

    assert hours is not None
    assert (hours.hours_per_week, hours.days_per_week) == (38.5, 6)


@pytest.mark.parametrize(
    "row",
    [
        {"days": "Mon", "from": "9", "to": "17:00"},
        {"days": "Mon", "from": "09:00"},
        {"days": "Mon", "from": "24:01", "to": "17:00"},
        {"days": "Mon", "from": "09:60", "to": "17:00"},
        {"days": "weekdays but not weekdays", "from": "09:00", "to": "17:00"},
    ],
)
def test_hours_that_do_not_say_when(row: dict[str, str]) -> None:
    """Then there are none, rather than a guess; without rows there are none either."""
    assert week_hours([row]) is None
    assert week_hours([]) is None


def test_working_days_are_meant_where_none_are_named() -> None:
    """09:00 to 17:00 alone is Monday to Friday."""
    assert week_hours([{"from": "9:00", "to": "17:00"}]) == week("weekdays", "09:00", "17:00")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("weekdays", WEEKDAYS),
        ("Mon–Fri", WEEKDAYS),
        ("Monday to Friday", WEEKDAYS),
        ("Mon.-Fri.", WEEKDAYS),
        ("working days", WEEKDAYS),
        ("all weekdays", WEEKDAYS),
        ("all the business days", WEEKDAYS),
        ("24/5", WEEKDAYS),
        ("every day", ALL),
        ("all", ALL),
        ("24/7", ALL),
        ("weekdays and weekends", ALL),
        ("whenever", ALL),
        ("month-end", ALL),
        ("Sunday to Thursday", [0, 1, 2, 3, 6]),
        ("Fri-Mon", [0, 4, 5, 6]),
        ("Mon-Mon", [0]),
        ("Tues, Thurs", [1, 3]),
        ("Saturdays", [5]),
        ("Wednesday and the weekend", [2, 5, 6]),
        ("every day except Sunday", [0, 1, 2, 3, 4, 5]),
        ("Mon-Sat but not Wed", [0, 1, 3, 4, 5]),
        ("closed at weekends", WEEKDAYS),
        ("every day, not Saturday, not Sunday", WEEKDAYS),
    ],
)
def test_days_in_words(words: str, days: list[int]) -> None:
    """As people write them: names, ranges around the end of the week, and what they except."""
    assert days_in(words) == days


def by_walking(arrivals: WeekHours, desk: WeekHours) -> Closing:
    """Two weeks, minute by minute: who comes waits; at an opening all who wait are counted and seen."""
    longest, most, waiting = 0, 0, list[int]()
    for minute in range(2 * WEEK):
        if desk.minutes[minute % WEEK]:
            if waiting:
                longest, most = max(longest, minute - waiting[0]), max(most, len(waiting))
            waiting = []
        elif arrivals.minutes[minute % WEEK]:
            waiting.append(minute)
    return Closing(longest / 60, most / sum(arrivals.minutes))


TIMES = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))
ROWS = st.fixed_dictionaries(
    {
        "days": st.sampled_from(["weekdays", "every day", "Sat", "Sun-Tue", "weekends", "Wed"]),
        "from": TIMES,
        "to": TIMES,
    }
)
WEEKS = st.lists(ROWS, min_size=1, max_size=3).map(week_hours)


@given(WEEKS, WEEKS)
def test_the_worst_closing_is_that_of_a_walk_through_the_week(arrivals: WeekHours, desk: WeekHours) -> None:
    """The longest wait for opening and the most that wait, for any hours."""
    assert worst_closing(arrivals, desk) == by_walking(arrivals, desk)


@given(WEEKS)
def test_hours_add_up(hours: WeekHours) -> None:
    """Between a minute and a week; days times hours of a day are the week."""
    assert 1 / 60 <= hours.hours_per_day <= 48
    assert 1 <= hours.days_per_week <= 7
    assert hours.hours_per_day * hours.days_per_week == pytest.approx(hours.hours_per_week)


def test_a_desk_that_never_opens() -> None:
    """All of the week's cases wait, and the first of them for all of it."""
    never = WeekHours(bytes(WEEK), 0)

    assert worst_closing(week("24/7", "00:00", "24:00"), never) == Closing(168, 1.0)
    assert worst_closing(never, week("weekdays", "09:00", "17:00")) == Closing(0.0, 0.0)


def test_office_hours_and_cases_around_the_clock() -> None:
    """From Friday 17:00 to Monday 09:00: 64 hours of 168. A desk that is always there has no closing."""
    always = week("24/7", "00:00", "24:00")

    assert worst_closing(always, week("weekdays", "09:00", "17:00")) == Closing(64.0, 64 / 168)
    assert worst_closing(always, always) == Closing(0.0, 0.0)


def test_a_longer_closing_in_which_little_comes() -> None:
    """The longest wait and the most that wait may be of two closings."""
    arrivals = week_hours(
        [{"days": "Sat", "from": "08:00", "to": "08:30"}, {"days": "Wed", "from": "18:00", "to": "23:00"}]
    )
    assert arrivals is not None

    assert worst_closing(arrivals, week("weekdays", "09:00", "17:00")) == Closing(49.0, 300 / 330)


def test_a_week_without_a_minute_is_not_stated() -> None:
    """From 24:00 to midnight nothing is open, and no sum may divide by it."""
    assert week_hours([{"days": "weekdays", "from": "24:00", "to": "00:00"}]) is None
