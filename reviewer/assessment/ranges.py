"""Ranges of numbers: which values they cover, and how they are read from the words of a criterion.

Bounds are exact decimals. An end is a cut in the line just before or just after a number, so that open and closed ends
need no cases of their own: "at most 50" ends after 50, "below 50" before it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering

BEFORE, AFTER = 0, 1
_UNITS = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "$": "USD", "usd": "USD", "dollar": "USD", "£": "GBP", "gbp": "GBP",
    "pound": "GBP", "chf": "CHF", "¥": "JPY", "%": "%", "percent": "%", "per cent": "%", "min": "minute",
    "minute": "minute", "h": "hour", "hr": "hour", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year",
}  # fmt: skip
_LONGEST = 60  # characters; what is longer is prose, not a number
_THOUSANDS = {"": 1, "k": 1000, "thousand": 1000, "mn": 1_000_000, "million": 1_000_000}
_MONEY = r"[€$£¥]|[A-Z]{3}(?![a-zA-Z])|euros?|dollars?|pounds?"
_QUANTITY = re.compile(
    rf"(?P<before>{_MONEY})?\s*(?P<digits>\d[\d.,'’ ]*)\s*(?P<times>k|thousand|mn|million)?(?![a-zA-Z])\s*"
    rf"(?P<after>{_MONEY}|%|per ?cent|percent|[a-zA-Z]+)?\.?"
)
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b|\band\b|\bup to\b)\s*")


@total_ordering
@dataclass(frozen=True)
class Cut:
    """A place on the line of numbers: just before or just after `value`; without a value, that end of the line."""

    value: Decimal | None
    side: int

    def __lt__(self, other: "Cut") -> bool:
        return self._place < other._place

    @property
    def _place(self) -> tuple[int, Decimal, int]:
        if self.value is None:
            return (-1 if self.side == BEFORE else 1), Decimal(0), 0
        return 0, self.value, self.side


START, END = Cut(None, BEFORE), Cut(None, AFTER)


@dataclass(frozen=True)
class Range:
    """All numbers between two cuts; empty unless `low` comes first."""

    low: Cut
    high: Cut

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return not self.low < self.high

    def within(self, other: "Range") -> "Range":
        """The numbers that are in both."""
        return Range(max(self.low, other.low), min(self.high, other.high))


def holes(ranges: Iterable[Range]) -> Iterator[Range]:
    """What no range covers between the lowest and the highest of them, from low to high."""
    reach: Cut | None = None
    for piece in sorted((piece for piece in ranges if not piece.is_empty), key=lambda piece: piece.low):
        if reach is not None and reach < piece.low:
            yield Range(reach, piece.low)
        reach = piece.high if reach is None else max(reach, piece.high)


@dataclass(frozen=True)
class Quantity:
    """An exact number with its unit: a currency code, "%" (the number is then a share of 1), a word, or nothing."""

    number: Decimal
    unit: str = ""

    def in_unit(self, unit: str = "") -> "Quantity":
        """The same figure read as one of `unit`, if it has no unit of its own."""
        if self.unit or not unit:
            return self
        return Quantity(self.number / 100 if unit == "%" else self.number, unit)

    def __str__(self) -> str:
        shown = self.number * 100 if self.unit == "%" else self.number
        several = "s" * (self.unit.islower() and self.unit in _UNITS.values() and shown != 1)
        return f"{shown.normalize():,f} {self.unit}{several}".strip()


def quantities(text: str) -> list[Quantity] | None:
    """The one or two numbers of which `text` consists; None if it says anything else, or may."""
    plain = " ".join(text.split()).removeprefix("between ")
    parts = _BETWEEN.split(plain) if len(plain) <= _LONGEST else []
    matches = [match for match in map(_QUANTITY.fullmatch, parts) if match]
    if not 1 <= len(matches) == len(parts) <= 2 or len({match["times"] for match in matches}) > 1:
        return None
    found = [part for part in map(_quantity, matches) if part]
    units = {part.unit for part in found} - {""}
    if len(found) < len(parts) or len(units) > 1:
        return None
    return [part.in_unit(*units) for part in found]


def _quantity(match: re.Match[str]) -> Quantity | None:
    before, after = match["before"] or "", match["after"] or ""
    unit = unit_of(before or after)
    number = _number(match["digits"].strip(), is_money=is_money(unit))
    if number is None or (before and after):
        return None
    return Quantity(number * _THOUSANDS[match["times"] or ""]).in_unit(unit)


def unit_of(word: str) -> str:
    """The unit that a word names, in one spelling: EUR, %, day. A code of three capitals is a currency."""
    plain = word.casefold()
    single = plain.removesuffix("s") if len(plain) > 2 else plain
    return _UNITS.get(single) or (word if is_money(word) else single)


def is_known_unit(word: str) -> bool:
    """Whether the word certainly names a unit."""
    return unit_of(word) in _UNITS.values()


def is_money(unit: str) -> bool:
    """Whether the unit is a currency."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def _number(digits: str, is_money: bool) -> Decimal | None:
    """The number that some digits write; None where a mark may stand for thousands or for decimals."""
    whole = re.sub(r"['’ ](?=\d{3}(?!\d))", "", digits)
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", whole):
        return Decimal(whole.replace(",", ""))
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", whole):
        certain = is_money or whole.count(".") > 1 or "," in whole
        return Decimal(whole.replace(".", "").replace(",", ".")) if certain else None
    if re.fullmatch(r"\d+([.,]\d+)?", whole):
        return Decimal(whole.replace(",", "."))
    return None
