"""Claims: what a text says about one facet, with the words that say it. Immutable."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

from reviewer.text import clean, shown

Scalar = bool | float | str
"""The value of a facet, by its type: quantity and share are numbers in the facet's unit (shares 0 to 1), yes_no is a
bool, count_pair is "x/n", date is an ISO date or another form of reviewer.readiness.dates, money is "EUR 640000",
duration is "2 working days", all else text."""
Row = dict[str, Scalar]
"""One row of a list facet: column to value."""
Value = Scalar | Row

Cleaned = Annotated[str, AfterValidator(clean)]
OneLine = Annotated[str, AfterValidator(shown)]
"""Words that a model wrote: whatever they hold, they can be stored and shown."""

Strength = Literal["clear", "vague", "denied"]
Tense = Literal["today", "planned", "wished"]
Grade = Literal["said", "documented", "measured"]


class Record(BaseModel):
    """An immutable value that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Evidence(Record):
    """The exact words, and where they stand.

    `source` is "document" or "reply 7"; `start` and `end` are character offsets in its text (end exclusive),
    so that text[start:end] == quote; `line` counts from 1.
    """

    quote: str
    source: str
    start: int
    end: int
    line: int
    page: int | None = None


class Claim(Record):
    """One admitted claim.

    `number` is its place in the ledger, from 1. `facet` is a facet's key, or `list.column` for vague or denied words
    about one column. A clear claim on a list carries one row as its value; vague and denied claims carry none.
    """

    number: int
    facet: str
    value: Value | None
    evidence: Evidence
    speaker: OneLine
    strength: Strength = "clear"
    tense: Tense = "today"
    planned_date: date | None = None
    planned_owner: OneLine | None = None
    grade: Grade = "said"
    corrects: bool = False

    @property
    def fills(self) -> bool:
        """Whether it is clear and of today, or planned with a date or an owner. Nothing else fills a facet."""
        if self.strength != "clear" or self.tense == "wished":
            return False
        return self.tense == "today" or self.planned_date is not None or self.planned_owner is not None


class Rejection(Record):
    """A proposed claim that the gate refused, and why.

    `doubted`: the quote is in the source, but a second look did not find that it can bear this fact.
    """

    facet: Cleaned
    item: str | None
    reason: Cleaned
    quote: Cleaned
    doubted: bool = False
