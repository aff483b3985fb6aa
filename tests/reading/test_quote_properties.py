"""What holds for every text and every quote: found words are the source's words, and nothing else is ever found."""

import unicodedata
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from reviewer.framework import load_framework
from reviewer.models.port import ProposedClaim
from reviewer.reading.gate import Admission, SourceText, admit
from reviewer.text import folded

FRAMEWORK = load_framework()
LETTERS = st.sampled_from(["a", "B", "ß", "e\u0301", "ö", "ﬁ", "\U0001d4d0", "한", "\u1112\u1161", "q\u0323", "7"])
WORDS = st.lists(st.lists(LETTERS, min_size=1, max_size=5).map("".join), min_size=8, max_size=20)
GAPS = st.sampled_from(
    [" ", "  ", "\n", "\r\n", "\t", "\u00a0", " \u2014 ", " - ", " \u201c", "\u201d ", " \u2018", "\U0001f680 "]
)
PLAIN = str.maketrans({"\u2014": "-", "\u201c": '"', "\u201d": '"', "\u2018": "'"})
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def admission(text: str, quote: str, start: int | None = None) -> Admission:
    claim = ProposedClaim(facet="sponsor_role", value=None, strength="vague", quote=quote, start=start)
    return admit((claim,), SourceText("document", text, "document"), FRAMEWORK)


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text of numbered words between gaps of all kinds, and the span of some neighbouring words in it."""
    words = [f"{word}{number}" for number, word in enumerate(draw(WORDS))]
    text, places = draw(GAPS), []
    for word in words:
        places.append((len(text), len(text) + len(word)))
        text += word + draw(GAPS)
    first = draw(st.integers(0, len(words) - 7))
    return text, places[first][0], places[first + 6][1]


@given(texts_and_spans(), st.sampled_from(["NFC", "NFD"]), st.booleans(), st.booleans())
def test_true_quote_passes_in_every_way_of_writing(
    drawn: tuple[str, int, int], form: Literal["NFC", "NFD"], plain: bool, placed: bool
) -> None:
    """Composed or not, typographic or plain, with other white space: the quote is found at its own place."""
    text, start, end = drawn
    quote = text[start:end].translate(PLAIN) if plain else text[start:end]
    quote = " ".join(unicodedata.normalize(form, quote).split())

    evidence = admission(text, quote, start if placed else None).claims[0].evidence

    assert (evidence.start, evidence.end) == (start, end)
    assert evidence.quote == text[start:end]


@given(texts_and_spans(), st.data())
def test_altered_quote_never_passes(drawn: tuple[str, int, int], data: st.DataObject) -> None:
    """One changed, added or removed character in a quote of numbered words, and it is no longer found."""
    text, start, end = drawn
    quote = folded(text[start:end])
    place = data.draw(st.integers(1, len(quote) - 2))
    altered = data.draw(
        st.sampled_from([quote[:place] + "Z" + quote[place + 1 :], quote[:place] + "Z" + quote[place:]])
    )

    assert admission(text, altered, start).claims == ()


@given(texts_and_spans())
def test_spliced_quote_never_passes(drawn: tuple[str, int, int]) -> None:
    """Words of the source with others between them left out, or in another order, are not a quote."""
    text, start, end = drawn
    words = folded(text[start:end]).split()
    spliced = [word for word in words if any(part.isalnum() for part in word)]

    assert admission(text, " ".join([*spliced[:2], *spliced[3:]])).claims == ()
    assert admission(text, " ".join([*spliced[3:], *spliced[:3]])).claims == ()


@given(ANYTHING, ANYTHING, st.none() | st.integers(-5, 100))
def test_whatever_passes_is_a_slice_of_the_source(text: str, quote: str, start: int | None) -> None:
    """Whatever is proposed about whatever text: an admitted quote is the source's own words at its offsets."""
    for claim in admission(text, quote, start).claims:
        evidence = claim.evidence
        assert evidence.quote == text[evidence.start : evidence.end]
        assert folded(evidence.quote) == folded(quote)


@given(ANYTHING, st.integers(0, 80), st.integers(0, 80))
def test_slices_of_any_text_keep_their_words(text: str, start: int, length: int) -> None:
    """A slice of any text, where it passes at all, gives the words back unchanged but for white space at its edges."""
    quote = text[start : start + length]

    for claim in admission(text, quote, start).claims:
        assert folded(claim.evidence.quote) == folded(quote)
        assert claim.evidence.quote == claim.evidence.quote.strip()
