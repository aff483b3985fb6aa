"""Finding a quote in its source: the same characters in the same order, whole words only, never nearly.

Only the form of writing is forgiven: composed characters, white space, typographic quotes and dashes (`text.folded`).
Whatever is found is given back as a span of the original text.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from reviewer.text import folded, folded_with_offsets

# Shorter words stand in a text by chance; they are evidence only where they are all that is said.
SHORTEST = 12

_CUT = "\0"
_NEAR = 40
_ALNUM, _LETTER_OR_DIGIT_JOIN, _DIGIT_JOIN = r"[^\W_]", r"[-_'\u2019\u2010\u2011]", r"[-.,:/'\u2019\u2010-\u2015\u2212]"
# A word or a number that goes on across the cut: "ap|proval", "non-|autonomous", "1.|5 hours", "40 |000", "8.7|%".
_GOES_ON = re.compile(
    rf"{_ALNUM}\0{_ALNUM}"
    rf"|{_ALNUM}{_LETTER_OR_DIGIT_JOIN}\0{_ALNUM}|{_ALNUM}\0{_LETTER_OR_DIGIT_JOIN}{_ALNUM}"
    rf"|\d{_DIGIT_JOIN}\0\d|\d\0{_DIGIT_JOIN}\d"
    r"|(?<!\d)\d{1,3}\s\0\d{3}(?!\d)|(?<!\d)\d{1,3}\0\s\d{3}(?!\d)"
    r"|\d\0\s?[%\u2030]"
)
_BORDER = r"[\n.,;:!?|()\[\]/<>#=\u2022\"\u2010-\u2015\u201c\u201d-]"
_CLAUSE_BEGINS = re.compile(rf"(?:^|{_BORDER})[\s*_`'\"\u2018\u201c]*$")
_CLAUSE_ENDS = re.compile(rf"^[\s*_`'\"\u2019\u201d]*(?:$|{_BORDER})")


class Span(NamedTuple):
    """A place in a text; `end` is exclusive."""

    start: int
    end: int


class Searchable:
    """One text, folded once, in which quotes are looked up."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self._offsets = folded_with_offsets(text)
        self._end = len(text.rstrip())

    def spans(self, quote: str, start: int | None) -> Iterator[Span]:
        """Where the quote stands: at `start` if it does stand there, otherwise everywhere from the beginning."""
        wanted = folded(quote)
        if not wanted:
            return
        if start is not None and start >= 0:
            place = bisect_left(self._offsets, start)
            at_start = place < len(self._offsets) and self._offsets[place] == start
            span = self._span(place, len(wanted)) if at_start and self.folded.startswith(wanted, place) else None
            if span:
                yield span
                return
        yield from self._everywhere(wanted)

    def _everywhere(self, wanted: str) -> Iterator[Span]:
        place = self.folded.find(wanted)
        while place >= 0:
            span = self._span(place, len(wanted))
            if span:
                yield span
            place = self.folded.find(wanted, place + 1)

    def _span(self, place: int, length: int) -> Span | None:
        """The original span of folded characters; None where it would part a character from its marks."""
        last = place + length
        if self._is_inside_character(place) or self._is_inside_character(last):
            return None
        return Span(self._offsets[place], self._offsets[last] if last < len(self._offsets) else self._end)

    def _is_inside_character(self, place: int) -> bool:
        return 0 < place < len(self._offsets) and self._offsets[place] == self._offsets[place - 1]


def cuts_word(text: str, span: Span) -> bool:
    """Whether a word or a number begins outside the span and goes on inside it, or the other way round."""
    return _goes_on(text, span.start) or _goes_on(text, span.end)


def _goes_on(text: str, place: int) -> bool:
    before, after = _visible(text[max(0, place - _NEAR) : place]), _visible(text[place : place + _NEAR])
    while before and unicodedata.combining(before[-1]):
        before = before[:-1]
    return bool(_GOES_ON.search(before + _CUT + after))


def _visible(text: str) -> str:
    """The text without characters that nobody sees: they may not hide that a word goes on."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", "".join(part for part in text if unicodedata.category(part) != "Cf"))


def is_long_enough(text: str, span: Span) -> bool:
    """Whether the quote has a length that counts, or is all that its clause, cell or reply says."""
    quote = text[span.start : span.end]
    if len(folded(quote)) >= SHORTEST:
        return True
    before, after = text[max(0, span.start - _NEAR) : span.start], text[span.end : span.end + _NEAR]
    return bool(_CLAUSE_BEGINS.search(before)) and (quote[-1] in ".;!?" or bool(_CLAUSE_ENDS.search(after)))
