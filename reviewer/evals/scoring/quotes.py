"""Whether quotes are valid, and how far they are the words that a careful reader points to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from reviewer.evals.scoring.figures import Counts
from reviewer.readiness.claims import Evidence
from reviewer.text import folded

SHORTEST = 12
_BORDER = r"[\s.,;:!?|()\[\]/<>#=•\"“”*_`'‘’‐-―-]"
Texts = Mapping[str, str]
"""What the team said, by source: "document" or "reply 7". Nothing else can be quoted."""


def is_valid(quote: Evidence, texts: Texts) -> bool:
    """Whether these very characters stand at these offsets of words of the team, and are long enough to mean something.

    Fewer than 12 characters count where they are a whole reply, or a whole line, cell or clause of it.
    """
    text = texts.get(quote.source)
    if text is None or not quote.quote.strip() or not 0 <= quote.start < quote.end <= len(text):
        return False
    if text[quote.start : quote.end] != quote.quote or _cuts(text, quote.start) or _cuts(text, quote.end):
        return False
    return _length(quote.quote) >= SHORTEST or _is_whole_clause(text, quote)


@lru_cache(maxsize=16_384)
def _length(words: str) -> int:
    """Of the words as they are compared. The same quotes stand behind turn after turn."""
    return len(folded(words))


def _cuts(text: str, place: int) -> bool:
    """Whether a word or number goes on across the place."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _is_whole_clause(text: str, quote: Evidence) -> bool:
    before, after = text[: quote.start].rstrip(" \t"), text[quote.end :].lstrip(" \t")
    begins = not before or before[-1] == "\n" or re.fullmatch(_BORDER, before[-1]) is not None
    ends = not after or after[0] == "\n" or re.fullmatch(_BORDER, after[0]) is not None
    return begins and (ends or re.search(_BORDER, quote.quote[-1]) is not None)


def overlap(found: Iterable[Evidence], meant: Sequence[str], texts: Texts) -> Counts:
    """Characters: quoted and meant, quoted, meant. Words that stand in a text twice are meant where they are quoted."""
    quoted: dict[str, set[int]] = {}
    for quote in found:
        quoted.setdefault(quote.source, set()).update(range(quote.start, quote.end))
    right = length = 0
    for words in meant:
        places = [(source, place) for source, text in texts.items() if words in text for place in _places(text, words)]
        hits = [len(quoted.get(source, set()) & set(range(at, at + len(words)))) for source, at in places]
        right, length = right + max(hits, default=0), length + len(words)
    return Counts(right, max(right, sum(len(part) for part in quoted.values())), length)


def _places(text: str, words: str) -> Iterable[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)
