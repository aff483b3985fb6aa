"""Dates that lie after one that they should not lie after, certainly or possibly, and how to speak of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reviewer.assessment.findings import Findings
from reviewer.readiness.claims import Evidence, Scalar
from reviewer.readiness.date_words import date_in_words, lateness_in_words, when_in_words
from reviewer.readiness.dates import When, later_than

INCREASE = "target_date"
_MOST_NAMES = 3
_LONGEST_NAME = 40


@dataclass(frozen=True)
class LateDate:
    """One date, as it is held and what it means; `limit` is the date that it should not lie after."""

    name: str
    said: str
    when: When
    limit: When
    is_certain: bool
    evidence: tuple[Evidence, ...]
    people: float | None = None

    @property
    def words(self) -> str:
        """The date in words; one that hangs on another with the day that follows from it."""
        said, meant = date_in_words(self.said), when_in_words(self.when)
        return said if said == meant else f"{said}, {meant}"

    @property
    def by(self) -> str:
        """By how much it is late: "28 days"."""
        return lateness_in_words(self.said, self.when, self.limit)


@dataclass(frozen=True)
class Late:
    """The dates that are late: the certain ones if there are any, else the possible ones. Never empty."""

    dates: tuple[LateDate, ...]

    @property
    def last(self) -> LateDate:
        """The date that speaks for all: the last of them."""
        return max(self.dates, key=lambda each: (each.when.latest, each.said))

    @property
    def is_certain(self) -> bool:
        """Whether it holds for every day that the dates may mean."""
        return self.dates[0].is_certain

    @property
    def doubt(self) -> str:
        """What makes it no more than possible."""
        days = (self.last.when, self.last.limit)
        says_days = all(when.earliest == when.latest for when in days)
        return "the year is not said" if says_days else "the day is not said"

    @property
    def names(self) -> str:
        """What is late, each named once."""
        names = list(dict.fromkeys(each.name[:_LONGEST_NAME] for each in self.dates))
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        return f"{', '.join(names[:_MOST_NAMES])}{more}"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that say the dates."""
        return tuple(dict.fromkeys(words for each in self.dates for words in each.evidence))

    def arithmetic(self, limit_name: str) -> str:
        """Both sides with their dates, and by how much the one is late."""
        parts = (
            f"{each.name}: {each.words}{f', {each.by} late' if each.is_certain else ', possibly late'}"
            for each in self.dates
        )
        listed = "; ".join(dict.fromkeys(parts))
        return f"{capital(limit_name)}: {when_in_words(self.last.limit)}. {capital(listed)}."

    def question(self, name: str, limit_name: str) -> str:
        """One neutral question about the two dates; in doubt it asks for the day, or for the year."""
        said, limit = self.last.words, when_in_words(self.last.limit)
        if self.is_certain:
            both = f"I have {said} for {name} and {limit} for {limit_name}."
            return f"{both} Are both right, or is one of them about something else?"
        unit = "year" if "year" in self.doubt else "day"
        unsure = limit_name if self.last.when.is_sure else name
        return f"Which {unit} is meant for {unsure}? I have {said} for {name} and {limit} for {limit_name}."


def late(found: Iterable[LateDate]) -> Late | None:
    """The late dates together; none if there are none."""
    dates = tuple(found)
    certain = tuple(each for each in dates if each.is_certain)
    return Late(certain or dates) if dates else None


def after(findings: Findings, key: str, limit: str, name: str) -> Iterator[LateDate]:
    """The date of a facet, if it lies after that of `limit`."""
    yield from _compared(findings, findings.value(key), limit, name, findings.readiness.facet(key).evidence)


def rows_after_increase(findings: Findings, key: str, column: str, named: str) -> Iterator[LateDate]:
    """The rows of a list whose date lies after the volume increase, named by one of their columns."""
    for row, cells in findings.rows(key):
        if column in row:
            name = str(cells.get(named) or "a system")
            yield from _compared(findings, cells[column], INCREASE, name, row[column].evidence)


def posts_after_increase(findings: Findings) -> Iterator[LateDate]:
    """Reviewers' posts that are counted on, and are filled only after the volume goes up."""
    for row, cells in findings.rows("reviewer_posts"):
        if "start_date" in row and cells.get("status") != "unfunded":
            fte = cells.get("fte")
            people = fte if isinstance(fte, float) else None
            name = "reviewers" if people is None else f"{people:g} reviewers"
            found = _compared(findings, cells["start_date"], INCREASE, name, row["start_date"].evidence)
            yield from (replace(each, people=people) for each in found)


def _compared(
    findings: Findings, said: Scalar | None, limit: str, name: str, words: tuple[Evidence, ...]
) -> Iterator[LateDate]:
    compared = later_than(str(said), limit, findings.value)
    if compared and compared[0] != "no":
        answer, when, other = compared
        yield LateDate(name, str(said), when, other, answer == "certainly", words)


def capital(words: str) -> str:
    """With a capital at the start."""
    return words[:1].upper() + words[1:]
