"""The built-in embedder: words and pieces of words, hashed into a vector. Needs no model and no network."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from typing import Protocol

from reviewer.text import folded

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_COMMON = frozenset(
    """a an and are as at be been but by can could did do does for from had has have how i if in is it its me my of on
    or our so some than that the their them then there these they this to was we were what when where which who why
    will with would you your""".split()  # noqa: SIM905 - forty quotation marks would hide the words
)
_PIECE_LENGTHS = (3, 4, 5)
_PIECE_WEIGHT = 0.4


class Embedder(Protocol):
    """Turns texts into vectors of unit length. Any method may raise ModelError or LibraryError if it cannot."""

    @property
    def name(self) -> str:
        """What it is; with the dimension a part of a collection's identity."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text."""
        ...


class Vocabulary:
    """How much each word, without its ending, says: the more, the rarer it is in the texts of `corpus`."""

    def __init__(self, corpus: Iterable[str]) -> None:
        texts = [set(_words(text)) for text in corpus]
        counts = Counter(word for words in texts for word in words)
        self._rarity = {word: math.log((1 + len(texts)) / (1 + count)) + 1 for word, count in counts.items()}
        self._unseen = math.log(1 + len(texts)) + 1

    def weight(self, word: str) -> float:
        """The weight of one word; a word that no text has weighs most."""
        return self._rarity.get(word, self._unseen)

    def share(self, text: str, stems: Set[str]) -> float:
        """How much of what the words of `text` say is about something in `stems`; 0 for a text without words."""
        words = set(_words(text))
        whole = sum(self.weight(word) for word in words)
        return sum(self.weight(word) for word in words & stems) / whole if words else 0.0


def stems_of(text: str) -> set[str]:
    """The words of `text` that say something, without their endings."""
    return set(_words(text))


def stem(word: str) -> str:
    """A word without its commonest endings, so that case and cases, decide and decided are one."""
    word = word.removesuffix("'s")
    ending = next((end for end in ("ing", "ed", "s") if word.endswith(end) and len(word) - len(end) > 2), "")
    bare = word.removesuffix(ending)
    return bare.removesuffix("e") if len(bare) > 3 else bare


class LexicalEmbedder:
    """Hashed words without their endings, and pieces of them, weighted by how rare they are in `corpus`."""

    name = "built-in-stems"

    def __init__(self, corpus: Iterable[str], dimension: int = 1024) -> None:
        self.dimension = dimension
        self._vocabulary = Vocabulary(corpus)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector of unit length for each text; all zeros for a text without words."""
        return [self._embed_one(text) for text in texts]

    def _embed_one(self, text: str) -> list[float]:
        vector = [0.0] * self.dimension
        for word, count in Counter(_words(text)).items():
            weight = (1 + math.log(count)) * self._vocabulary.weight(word)
            for feature, share in _features(word):
                vector[feature % self.dimension] += weight * share * (1 if feature & 0x10000 else -1)
        length = math.sqrt(sum(value * value for value in vector))
        return [value / length for value in vector] if length else vector


def _words(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(folded(text).lower()) if word not in _COMMON]


@lru_cache(maxsize=20_000)
def _features(word: str) -> tuple[tuple[int, float], ...]:
    """Hashes of the word and of its pieces, each with its share of the word's weight."""
    marked = f"<{word}>"
    pieces = {marked[at : at + size] for size in _PIECE_LENGTHS for at in range(len(marked) - size + 1)} - {marked}
    share = _PIECE_WEIGHT / math.sqrt(len(pieces)) if pieces else 0.0
    whole = (zlib.crc32(marked.encode()), 1.0)
    return (whole, *((zlib.crc32(b"#" + piece.encode()), share) for piece in sorted(pieces)))
