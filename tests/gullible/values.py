"""Values that please: what somebody would claim who wants a facet to look good, also made from a given sentence."""

import re

from reviewer.framework import Facet
from reviewer.framework.catalogue import Column, Typed
from reviewer.models.offline.folding import Folded
from reviewer.models.offline.numbers import numbers_in
from reviewer.models.offline.roles import roles_in
from reviewer.readiness.claims import Scalar, Value

_PLAIN: dict[str, Scalar] = {
    "quantity": 12.0,
    "share": 0.05,
    "count_pair": "45/900",
    "duration": "2 days",
    "money": "EUR 50000",
    "date": "2026-03-01",
    "role": "Head of Operations",
    "text": "agreed and documented",
}
_BAD_CHOICES = frozenset(("team", "none", "no", "instruction", "engineers", "unknown", "test_only", "guess"))
_DATE = re.compile(r"(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: (\d{4}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def pleasing(facet: Facet) -> Value:
    """A value that speaks for the item."""
    if facet.type != "list":
        return _scalar(facet, facet.against)
    return {column.column: _scalar(column, ()) for column in facet.row}


def adapted(facet: Facet, sentence: Folded) -> Value:
    """The same, with the figures and words of a sentence wherever it has any that serve."""
    if facet.type != "list":
        return _adapted(facet, facet.against, sentence)
    return {column.column: _adapted(column, (), sentence) for column in facet.row}


def _scalar(typed: Typed, against: tuple[str, ...]) -> Scalar:
    if typed.type == "yes_no":
        return not any(value in against for value in ("yes", "true"))
    if typed.type == "choice":
        good = [choice for choice in typed.choices if choice not in against and choice not in _BAD_CHOICES]
        return (good or list(typed.choices))[0]
    if isinstance(typed, Column) and typed.column == "item":
        return "EX-6"
    return _PLAIN[typed.type]


def _adapted(typed: Typed, against: tuple[str, ...], sentence: Folded) -> Scalar:
    words = sentence.text.split()
    if typed.type == "role":
        roles = roles_in(sentence)
        return roles[0].text if roles else " ".join(words[:3])
    if typed.type == "text":
        return " ".join(words[:6])
    if typed.type == "date" and (date := _DATE.search(sentence.lower)):
        return f"{date[3] or 2026}-{_MONTHS.index(date[2]) + 1:02}-{int(date[1]):02}"
    numbers = [found.amount for found in numbers_in(sentence.lower)]
    return _figure(typed, numbers) or _scalar(typed, against)


def _figure(typed: Typed, numbers: list[float]) -> Scalar | None:
    if not numbers:
        return None
    first, least, most = numbers[0], min(numbers), max(numbers)
    figures: dict[str, Scalar] = {
        "quantity": first,
        "money": f"EUR {first:.0f}",
        "share": first if first <= 1 else min(1.0, first / 100),
        "duration": f"{first:.0f} days",
    }
    return f"{least:.0f}/{most:.0f}" if typed.type == "count_pair" and most >= 1 else figures.get(typed.type)
