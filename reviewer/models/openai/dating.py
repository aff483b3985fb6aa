"""Dates as a service gives them, in the forms that a facet holds, with the doubts that the words leave.

A service does not know when a text is read, and it may not guess: a date without a year, or 1/9/2026, is read by the
same rules as offline.
"""

from datetime import date
from functools import cached_property

from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.dates import calendar_of, dates_in, last_day
from reviewer.models.offline.folding import fold
from reviewer.models.offline.values import Found, ValueKind
from reviewer.readiness.dates import NoDateError, Relative, When, parsed


class Dating:
    """The dates of one text. `reference` settles those without a year where the text has no full date."""

    def __init__(self, text: str, reference: date | None) -> None:
        self._text = text
        self._reference = reference

    def form(self, said: str, quote: str) -> str:
        """`said` in the form of a date, as the words of the quote bear it out; as it is where it names no date."""
        words = fold(said).lower
        near = self._near(fold(quote).lower)
        stated = next((found for found in (*near, *self._dates) if _is_part(words, self._words(found))), None)
        if stated is not None:
            return stated.text
        try:
            given = parsed(said)
        except NoDateError:
            own = dates_in(words, self._calendar)
            return own[0].text if own else said
        return next((found.text for found in near if _may_mean(parsed(found.text), given)), given.text)

    def last_day(self, said: str, quote: str) -> date | None:
        """The last day that a date may mean; none where it names no day."""
        try:
            return last_day(Found(ValueKind.DATE, 0, 0, text=self.form(said, quote)))
        except NoDateError:
            return None

    @cached_property
    def _lower(self) -> str:
        return fold(self._text).lower

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar_of(self._lower, self._reference)

    @cached_property
    def _dates(self) -> list[Found]:
        return dates_in(self._lower, self._calendar)

    def _near(self, quote: str) -> list[Found]:
        """The dates that begin within the quote."""
        place = self._lower.find(quote) if quote else -1
        return [found for found in self._dates if 0 <= place <= found.start < place + len(quote)]

    def _words(self, found: Found) -> str:
        return self._lower[found.start : found.end]


def _is_part(said: str, stated: str) -> bool:
    """Whether one of them holds the whole words of the other: "11 September" does not hold "1 September"."""
    one, other = (f" {words.strip(' .,;:')} " for words in (said, stated))
    return bool(one.strip()) and (one in other or other in one)


def _may_mean(stated: When | Relative, given: When | Relative) -> bool:
    """Whether a date that the text states leaves open, in year, month or day, what `given` has settled."""
    if isinstance(stated, Relative) or isinstance(given, Relative):
        return stated == given
    if stated.either:
        return given.first in (stated.first, stated.last)
    if stated.year_assumed:
        return _day_of_year(stated.first) <= _day_of_year(given.first) <= _day_of_year(stated.last)
    return stated.first <= given.first and given.last <= stated.last


def _day_of_year(day: date) -> tuple[int, int]:
    return day.month, day.day
