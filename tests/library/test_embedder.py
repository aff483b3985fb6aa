"""The built-in embedder: the same vector for the same text, of unit length, from words and pieces of words."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.library.embedder import LexicalEmbedder, Vocabulary, stem, stems_of

CORPUS = ["the queue has a limit", "the owner decides", "the queue of the owner", "who stops the agent"]
EMBEDDER = LexicalEmbedder(CORPUS)


def likeness(one: str, other: str) -> float:
    first, second = EMBEDDER.embed([one, other])
    return math.fsum(a * b for a, b in zip(first, second, strict=True))


@given(st.text(max_size=40))
def test_a_vector_has_unit_length_or_none(text: str) -> None:
    """Any text, of any language: a vector of its dimension, and all zeros where there are no words."""
    [vector] = EMBEDDER.embed([text])

    assert len(vector) == EMBEDDER.dimension == 1024
    assert math.hypot(*vector) == pytest.approx(1) or not any(vector)


@pytest.mark.parametrize("text", ["", "  ", "?!", "the of and", "\u200b", "日本語"])
def test_a_text_without_words_has_no_direction(text: str) -> None:
    """Signs, the commonest words, and scripts that it does not know."""
    assert not any(EMBEDDER.embed([text])[0])


def test_likeness() -> None:
    """The same words are alike whatever the capitals and signs; a shared beginning a little; other words hardly."""
    assert likeness("The queue limit", "the QUEUE limit!") == pytest.approx(1)
    assert likeness("queue limit", "queue limits") == pytest.approx(1)
    assert likeness("owner", "ownership") > likeness("owner", "queue") + 0.05
    assert abs(likeness("owner decides", "weather forecast")) < 0.1


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    """A text is nearer to one that shares its rare word than to one that shares its common word."""
    vocabulary = Vocabulary(CORPUS)

    assert vocabulary.weight("limit") > vocabulary.weight(stem("queue"))
    assert vocabulary.weight("weather") > vocabulary.weight("limit")
    assert likeness("queue limit", "limit") > likeness("queue limit", "queue")


@pytest.mark.parametrize(
    ("one", "other"),
    [("case", "cases"), ("decide", "decided"), ("count", "counting"), ("today", "today's"), ("queue", "queues")],
)
def test_stems(one: str, other: str) -> None:
    """The commonest endings go, as long as a word remains."""
    assert stem(one) == stem(other)
    assert [stem(short) for short in ("is", "bed", "sing", "use")] == ["is", "bed", "sing", "use"]


def test_what_two_texts_share() -> None:
    """The part of the weight of a text's words that another text knows: none, all, or the weight of those it has."""
    vocabulary = Vocabulary(CORPUS)
    limit, queue = vocabulary.weight(stem("limit")), vocabulary.weight(stem("queue"))

    assert vocabulary.share("limits of queues", stems_of("a queue and its limit")) == pytest.approx(1)
    assert vocabulary.share("queue limit", stems_of("limits")) == pytest.approx(limit / (limit + queue))
    assert vocabulary.share("weather", {"limit"}) == 0
    assert vocabulary.share("the of", {"limit"}) == 0
