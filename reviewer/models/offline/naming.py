"""Rows that are told apart by words: one thing keeps one name through a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from reviewer.framework.catalogue import Facet
from reviewer.models.offline.candidate import Candidate
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


_LIMIT = re.compile(
    r"\d|\b(?:above|over|below|under|more|less|other|rest|all|every|large|small|big|bigger|high|low|new)\b"
)


def under_told_names(facet: Facet, found: list[Candidate], told: Mapping[str, tuple[str, ...]]) -> list[Candidate]:
    """Rows under the names that an earlier reply gave them; two rows of one reply never share such a name."""
    names = told.get(facet.key, ())
    if not names or len(facet.row_key) > 1:
        return found
    key = facet.row_key[0]
    own = {str(each.value.get(key, "")) for each in found if isinstance(each.value, dict)}
    meant = {name: told_name for name in own if (told_name := _told_name(name, names)) and told_name not in own}
    shared = {name for name in meant.values() if list(meant.values()).count(name) > 1}
    return [_renamed(each, key, {name: new for name, new in meant.items() if new not in shared}) for each in found]


def _renamed(candidate: Candidate, key: str, names: Mapping[str, str]) -> Candidate:
    if not isinstance(candidate.value, dict) or candidate.value.get(key) not in names:
        return candidate
    return replace(candidate, value={**candidate.value, key: names[str(candidate.value[key])]})


def _told_name(name: str, told: tuple[str, ...]) -> str:
    """The one earlier name with the same telling words; none where a limit sets the two apart."""
    alike = [
        other
        for other in told
        if _is_same_thing(name, other) and set(_LIMIT.findall(name.lower())) == set(_LIMIT.findall(other.lower()))
    ]
    return alike[0] if len(alike) == 1 else ""


def _is_same_thing(name: str, other: str) -> bool:
    """Whether the telling words of one name are all in the other."""
    mine, theirs = stems(name), stems(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _agree(row: Row, other: Row, key: str) -> bool:
    return all(other[column] == value for column, value in row.items() if column != key and column in other)


def stems(name: str) -> frozenset[str]:
    """The beginnings of the telling words of a name."""
    return frozenset(_stem(word) for word in _WORD.findall(name.lower()) if word not in _SMALL)


def _stem(word: str) -> str:
    return word[:-1][:5] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word[:5]
