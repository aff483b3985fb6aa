"""Whether a value fits the type of its facet, and how the same value is written in one way only."""

import math
import re
from collections.abc import Callable
from datetime import date

from reviewer.framework.catalogue import Column, Facet, Typed
from reviewer.readiness.claims import Row, Scalar, Value
from reviewer.readiness.dates import NoDateError, parsed
from reviewer.text import shown

_COUNT_PAIR = re.compile(r"([0-9]{1,12})/([0-9]{1,12})")
_LONGEST_TEXT = 2_000
# No operation counts as far, or as fine, as this; and the arithmetic stays far from what a computer cannot count.
_LARGEST, _SMALLEST = 1e12, 1e-6


class UnfitValueError(ValueError):
    """A value that its facet cannot hold; the message says why, in words for a report."""


def fitted(facet: Facet, value: Value) -> Value:
    """`value` as the facet holds it; UnfitValueError if it cannot."""
    if facet.type != "list":
        return fitted_scalar(facet, value)
    if not isinstance(value, dict) or not value:
        raise UnfitValueError("a list needs a row of columns")
    return _fitted_row(facet, value)


def _fitted_row(facet: Facet, row: Row) -> Row:
    columns: dict[str, Column] = {column.column: column for column in facet.row}
    unknown = sorted(set(row) - set(columns))
    if unknown:
        raise UnfitValueError(f"there is no column {unknown[0]}")
    if not any(name in row for name in facet.row_key):
        raise UnfitValueError(f"the row does not say which {facet.row_key[0]} it is about")
    return {name: fitted_scalar(columns[name], row[name]) for name in columns if name in row}


def fitted_scalar(typed: Typed, value: Value) -> Scalar:
    """One value in the form of its type; UnfitValueError if it is of another type or out of its range."""
    if isinstance(value, dict):
        raise UnfitValueError("a single value is needed, not a row")
    return _FITTERS[typed.type](typed, value)


def _number(_typed: Typed, value: Scalar) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitValueError("a number is needed")
    if value < 0:
        raise UnfitValueError("the number is negative")
    if value > _LARGEST:
        raise UnfitValueError("the number is too large")
    if 0 < value < _SMALLEST:
        raise UnfitValueError("the number is too small")
    if math.isnan(value):
        raise UnfitValueError("a number is needed")
    return float(abs(value))


def _share(typed: Typed, value: Scalar) -> Scalar:
    number = _number(typed, value)
    if isinstance(number, float) and number > 1:
        raise UnfitValueError("a share lies between 0 and 1")
    return number


def _count_pair(_typed: Typed, value: Scalar) -> Scalar:
    match = _COUNT_PAIR.fullmatch(value) if isinstance(value, str) else None
    if match is None or int(match[1]) > int(match[2]) or int(match[2]) == 0:
        raise UnfitValueError("a count out of a larger count is needed")
    return match.group()


def _date(_typed: Typed, value: Scalar) -> Scalar:
    """In one of the forms of a date; a plain day may come in any form of ISO 8601."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        pass
    try:
        return parsed(str(value)).text
    except NoDateError as error:
        raise UnfitValueError(str(error)) from None


def _choice(typed: Typed, value: Scalar) -> Scalar:
    if value not in typed.choices:
        raise UnfitValueError(f"none of the choices is {str(value)[:40]!r}")
    return value


def _yes_no(_typed: Typed, value: Scalar) -> Scalar:
    if not isinstance(value, bool):
        raise UnfitValueError("yes or no is needed")
    return value


def _text(_typed: Typed, value: Scalar) -> Scalar:
    if not isinstance(value, str) or not value.strip():
        raise UnfitValueError("words are needed")
    return shown(value)[:_LONGEST_TEXT].rstrip()


_FITTERS: dict[str, Callable[[Typed, Scalar], Scalar]] = {
    "quantity": _number,
    "share": _share,
    "count_pair": _count_pair,
    "duration": _text,
    "money": _text,
    "date": _date,
    "choice": _choice,
    "yes_no": _yes_no,
    "role": _text,
    "text": _text,
}
