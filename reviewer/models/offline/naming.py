"""Rows that are told apart by words: one thing keeps one name through a text."""

from __future__ import annotations

import re

from reviewer.framework.catalogue import Facet
from reviewer.models.offline.wordlists import words
from reviewer.readiness.claims import Row

_WORD = re.compile(r"\d+|[^\W\d_]{3,}")
_SMALL = frozenset(
    words("the, and, for, with, from, into, that, this, its, any, all, our, their, out, one, each, every")
)


def under_known_name(facet: Facet, row: Row, known: list[Row]) -> Row:
    """The row under the name of the one known row that means the same, where its cells do not contradict it."""
    key = facet.row_key[0]
    if len(facet.row_key) > 1 or facet.column(key).type != "text" or not isinstance(row.get(key), str):
        return row
    alike = [
        other for other in known if _is_same_thing(str(row[key]), str(other.get(key, ""))) and _agree(row, other, key)
    ]
    names = {str(other[key]) for other in alike}
    return {**row, key: names.pop()} if len(names) == 1 else row


def _is_same_thing(name: str, other: str) -> bool:
    """Whether the telling words of one name are all in the other."""
    mine, theirs = _stems(name), _stems(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _agree(row: Row, other: Row, key: str) -> bool:
    return all(other[column] == value for column, value in row.items() if column != key and column in other)


def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:5] for word in _WORD.findall(name.lower()) if word not in _SMALL)
