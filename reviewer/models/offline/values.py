"""Typed values found in a folded text: what was captured, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class ValueKind(Enum):
    """The kinds of values that a placeholder of a cue can ask for."""

    NUMBER = "number"
    RATE = "rate"
    SHARE = "share"
    DURATION = "duration"
    DATE = "date"
    MONEY = "money"
    COUNT_PAIR = "count_pair"
    TIMES = "times"
    ROLE = "role"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Found:
    """A value with its span; what amount means depends on the kind.

    number, rate (per day), share and times: the number; duration: the number of `unit`s; money: the sum in `unit`;
    for ranges low and high are kept beside their midpoint; `text` is the value of kinds that are no number.
    """

    kind: ValueKind
    start: int
    end: int
    amount: float = 0.0
    unit: str = ""
    text: str = ""
    low: float | None = None
    high: float | None = None


def without_overlaps(found: Iterable[Found]) -> tuple[Found, ...]:
    """The longest values first, none inside another, in the order of the text."""
    chosen: list[Found] = []
    for value in sorted(found, key=lambda value: (-(value.end - value.start), value.start)):
        if value.start < value.end and all(value.end <= other.start or value.start >= other.end for other in chosen):
            chosen.append(value)
    return tuple(sorted(chosen, key=lambda value: value.start))
