"""A date in the words of a person: "1 September 2026", "July to September 2026 (which day is not said)"."""

from collections.abc import Iterator
from datetime import date

from reviewer.readiness.dates import NoDateError, Relative, When, days_later, last_of_month, parsed

_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# How people call the dates that others are counted from; any other date goes by its key.
_EVENTS = {
    "target_date": "go-live",
    "pilot_start_date": "the start of the pilot",
    "scale_decision_date": "the decision to scale",
    "switch_off_date": "the end of the old way of working",
}


def date_in_words(text: str) -> str:
    """The date that a text in one of the forms of a date stands for, with what is uncertain; other text as it is."""
    try:
        found = parsed(text)
    except NoDateError:
        return text
    return _relative_in_words(found) if isinstance(found, Relative) else when_in_words(found)


def when_in_words(when: When) -> str:
    """A date with what is uncertain about it."""
    about = "about " if when.about else ""
    return f"{about}{_days(when)}{_remark(when)}"


def day_in_words(day: date) -> str:
    """A plain day: "1 September 2026"."""
    return f"{day.day} {day:%B %Y}"


def lateness_in_words(said: str, when: When, limit: When) -> str:
    """By how much `when`, which was `said`, lies after `limit`: "28 days", "10 to 20 days", "two weeks"."""
    found = parsed(said)
    least, most = days_later(when, limit)
    if isinstance(found, Relative) and least != most:
        return f"{'about ' if found.about else ''}{_length(found)}"
    return f"{least} day{'' if most == 1 else 's'}" if least == most else f"{least} to {most} days"


def _days(when: When) -> str:
    if when.first == when.last:
        return day_in_words(when.first)
    if when.either:
        return f"{day_in_words(when.first)} or {day_in_words(when.last)}"
    return _whole_months(when) or f"{_without_repeated_year(when)} {day_in_words(when.last)}"


def _whole_months(when: When) -> str:
    """ "July 2026", "July to September 2026", "2026": empty where it is not whole months."""
    if when.first.day != 1 or when.last != last_of_month(when.last.year, when.last.month):
        return ""
    same_year = when.first.year == when.last.year
    if same_year and (when.first.month, when.last.month) == (1, 12):
        return f"{when.first:%Y}"
    if same_year and when.first.month == when.last.month:
        return f"{when.first:%B %Y}"
    return f"{when.first:%B}{'' if same_year else f' {when.first:%Y}'} to {when.last:%B %Y}"


def _without_repeated_year(when: When) -> str:
    """The first day of a span without the month and the year that its last day repeats."""
    if when.first.year != when.last.year:
        return f"{day_in_words(when.first)} to"
    if when.first.month != when.last.month:
        return f"{when.first.day} {when.first:%B} to"
    return f"{when.first.day} to"


def _remark(when: When) -> str:
    parts = list(_doubts(when))
    return f" ({'; '.join(parts)})" if parts else ""


def _doubts(when: When) -> Iterator[str]:
    if when.either:
        yield "which number is the day is not said"
    elif when.first != when.last:
        yield "which day is not said"
    if when.year_assumed:
        yield "the year is assumed"


def _relative_in_words(found: Relative) -> str:
    event = _EVENTS.get(found.facet) or f"the {found.facet.replace('_', ' ')}"
    about = "about " if found.about else ""
    if not found.count:
        return f"{about or 'on '}the day of {event}"
    return f"{about}{_length(found)} {'before' if found.count < 0 else 'after'} {event}"


def _length(found: Relative) -> str:
    count = abs(found.count)
    weeks = found.unit == "D" and count % 7 == 0
    number, unit = (count // 7, "week") if weeks else (count, "day" if found.unit == "D" else "month")
    spelled = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
    return f"{spelled} {unit}{'' if number == 1 else 's'}"
