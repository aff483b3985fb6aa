"""Fold a text into plain characters while keeping, for every character, its place in the original.

Patterns are written once for plain quotes, dashes and single blanks; people and word processors are not so tidy.
Everything that a reader quotes is cut from the original text by the places that are kept here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-"),
    "\u2026": "...",
    "\u00d7": "x",
    "\u00bd": " 1/2",
    "\u2044": "/",
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
_THIN_BLANKS = frozenset("\u00a0\u2009\u202f\u2007")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: `text` keeps the case, `lower` is as long; `starts` and `ends` lead back to the original."""

    text: str
    lower: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text that the folded characters from start to end were made of."""
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> Folded:
        """A part of the folded text, with the same way back to the original."""
        return Folded(self.text[start:end], self.lower[start:end], self.starts[start:end], self.ends[start:end])


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold text[start:end]; every white space run becomes one blank, also at the edges none is kept."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for begin, stop in _clusters(text, start, len(text) if end is None else end):
        for character in _folded_cluster(text, begin, stop):
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            starts.append(begin)
            ends.append(stop)
    while characters and characters[-1] == " ":
        characters.pop()
        starts.pop()
        ends.pop()
    folded = "".join(characters)
    return Folded(folded, lowered(folded), tuple(starts), tuple(ends))


def lowered(text: str) -> str:
    """Lower case, character by character where the length would change."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)


def _clusters(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of a base character with the combining marks that follow it."""
    if text[start:end].isascii():
        return [(place, place + 1) for place in range(start, end)]
    clusters: list[tuple[int, int]] = []
    for place in range(start, end):
        if clusters and unicodedata.combining(text[place]):
            clusters[-1] = (clusters[-1][0], place + 1)
        else:
            clusters.append((place, place + 1))
    return clusters


def _folded_cluster(text: str, begin: int, stop: int) -> str:
    character = text[begin:stop]
    if stop - begin > 1:
        return unicodedata.normalize("NFC", character)
    if character in "*`_":
        return "" if _is_emphasis(text, begin) else character
    if character in _THIN_BLANKS:
        return "," if _groups_digits(text, begin) else " "
    return _plain(character)


def _plain(character: str) -> str:
    if character in _DROPPED:
        return ""
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if character.isspace() or unicodedata.category(character) == "Cc" else character


def _is_emphasis(text: str, place: int) -> bool:
    """A mark inside a word (`snake_case`) or between blanks (`3 * 4`) is no emphasis."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if text[place] == "_":
        return not (before.isalnum() and after.isalnum())
    return not (
        before.isspace() and after.isspace() and text[place] == "*" and place and text[place - 2 : place - 1].isalnum()
    )


def _groups_digits(text: str, place: int) -> bool:
    """A thin or protected blank that groups thousands: `1 100`."""
    return (
        text[place - 1 : place].isdigit()
        and text[place + 1 : place + 4].isdigit()
        and len(text[place + 1 : place + 4]) == 3
    )
