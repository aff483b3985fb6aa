"""Which facts a sentence may be about, by its words alone: those of the cues and of the framework's own texts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.wordlists import words

_WORD = re.compile(r"[a-z][a-z']+")
_STEM = 6
_SYNTAX = re.compile(r"\\[a-zA-Z]|\(\?P?[<:=!]\w*>?|\{[a-z_]+(?::[a-z_]*)?\}|\[[^\]]*\]")
_IDLE = frozenset(
    words(
        "the, and, for, are, was, were, that, this, with, from, have, has, had, its, not, any, can, may, will, would, "
        "who, which, what, when, where, how, than, then, them, they, their, there, these, those, our, your, you, one, "
        "all, each, every, per, but, into, out, over, also, been, being, did, does, done, she, his, her"
    )
)
# How much the words of an item's texts say about each of its facts, and words around a sentence about the sentence.
_ITEM, _AROUND = 0.6, 0.3
# Words that most facts are told with tell nothing, and cost most.
_LEAST_RARITY = 0.5


@lru_cache(maxsize=5_000)
def stems(lower: str) -> frozenset[str]:
    """The words of a lower-case text that say something, cut to their beginning."""
    return frozenset(_stem(word) for word in _WORD.findall(lower) if word not in _IDLE and len(word) > 2)


def _stem(word: str) -> str:
    return word.replace("'", "").rstrip("s")[:_STEM]


class Topics:
    """The weight of each word for each fact."""

    def __init__(self, framework: Framework, cues: Iterable[Mapping[str, Cue]]) -> None:
        self._keys = list(framework.facets_by_key)
        self._place = {key: place for place, key in enumerate(self._keys)}
        spoken = [_spoken(framework, key, [found[key] for found in cues if key in found]) for key in self._keys]
        rarity = _rarity(spoken)
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for place, weights in enumerate(spoken):
            for word, weight in weights.items():
                if rarity[word] > _LEAST_RARITY:
                    self._weights.setdefault(word, []).append((place, weight * rarity[word]))

    def scores(self, said: frozenset[str], around: frozenset[str]) -> list[float]:
        """How well the words of a sentence, and less so those around it, fit each fact."""
        scores = [0.0] * len(self._keys)
        for heard, share in ((said, 1.0), (around - said, _AROUND)):
            for word in heard:
                for place, weight in self._weights.get(word, ()):
                    scores[place] += weight * share
        return scores

    def place(self, key: str) -> int:
        """Where the score of a fact stands."""
        return self._place[key]


def _rarity(spoken: list[dict[str, float]]) -> dict[str, float]:
    """What a word tells: little where most facts are told with it."""
    shares: dict[str, float] = {}
    for weights in spoken:
        most = max(weights.values())
        for word, weight in weights.items():
            shares[word] = shares.get(word, 0.0) + weight / most
    return {word: math.log((len(spoken) + 1) / (share + 0.5)) for word, share in shares.items()}


def _spoken(framework: Framework, key: str, cues: list[Cue]) -> dict[str, float]:
    """The words of one fact; the more of its texts hold a word, the more it weighs, ever more slowly."""
    counts: dict[str, float] = {}
    facet = framework.facets_by_key[key]
    own, of_item = (*_own_texts(facet), *_cue_texts(cues)), tuple(_item_texts(framework, key))
    for weight, texts in ((1.0, own), (_ITEM, of_item)):
        for text in texts:
            for stem in stems(text.lower()):
                counts[stem] = counts.get(stem, 0.0) + weight
    return {stem: math.sqrt(math.log1p(count)) for stem, count in counts.items()}


def _own_texts(facet: Facet) -> Iterator[str]:
    yield from (facet.name, facet.describe, facet.ask, facet.key.replace("_", " "))
    for column in facet.row:
        yield from (column.describe, column.ask, column.column.replace("_", " "))
        yield from (choice.replace("_", " ") for choice in column.choices)


def _item_texts(framework: Framework, key: str) -> Iterator[str]:
    item = framework.items_by_id.get(framework.item_of_facet.get(key, ""))
    if item is not None:
        yield from (item.name, item.expects, item.question, item.follow_up, item.good, *item.phrases)


def _cue_texts(cues: list[Cue]) -> Iterator[str]:
    for cue in cues:
        yield from (_without_syntax(pattern.source) for pattern in cue.patterns())
        for table in cue.tables:
            yield from (_without_syntax(header.pattern) for header in table.columns.values())


@lru_cache(maxsize=20_000)
def _without_syntax(source: str) -> str:
    return _SYNTAX.sub(" ", source.lower())
