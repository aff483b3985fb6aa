"""Text from outside: what is cleaned away, what is made visible, and that folding keeps every place."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.text import clean, folded, folded_with_offsets, shown

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
# Hand-picked pieces of text that normal forms, screens or terminals treat in ways of their own.
PIECES = [
    "a", "Z", " ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "e\u0301", "\u00e9", "q\u0301\u0323", "\u0301", " \u0301",
    "\u1112\u1161\u11ab", "\ud55c", "\uac00\u11a8", "\u1161", "\u09c7\u09be", "\u0bc6\u0bbe", "\u2126", "\u212b",
    "\u2019", "\u201c", "\u2013", "\u2212", "\u2033", "\ufb01", "\u0130", FAMILY, "\u202e", "\ufeff", "\u0344",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(st.characters(), max_size=30),
    st.text(st.characters(min_codepoint=0x300, max_codepoint=0x11FF), max_size=12),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("tab\tstays", "tab\tstays"),
        ("\x1b[31mred\x07\x00", "\ufffd[31mred\ufffd\ufffd"),
        ("\x9b31m\x7f\x85", "\ufffd31m\ufffd\ufffd"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("\u202eevil", "<U+202E>evil"),
        ("no\u200bspace\ufeff", "no<U+200B>space<U+FEFF>"),
        ("tag \U000e0041", "tag <U+E0041>"),
        (FAMILY, "\U0001f468<U+200D>\U0001f469<U+200D>\U0001f467"),
        ("Zwölf – “sechzig”", "Zwölf – “sechzig”"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    """What a terminal could obey is replaced, what nobody sees is shown, and everything else stays as it was."""
    assert clean(text) == expected


@given(TEXTS)
def test_cleaned_text_is_safe_and_stays_as_it_is(text: str) -> None:
    """No control character but tab and newline, nothing invisible, nothing that cannot be stored; once is enough."""
    cleaned = clean(text)

    assert not {unicodedata.category(character) for character in cleaned if character not in "\t\n"} & {"Cc", "Cs"}
    assert not set(cleaned) & set("\u202e\u200b\u200d\ufeff")
    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned


@given(TEXTS)
def test_shown_text_is_one_clean_line(text: str) -> None:
    """Single spaces, none at the ends, and no line end of any kind."""
    line = shown(text)

    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())
    assert shown(line) == line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“sixty” – ‘cases’", "\"sixty\" - 'cases'"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        (" a\r\n\tb\u00a0c ", "a b c"),
        ("\u2212 5", "- 5"),
        ("«x»", '"x"'),
    ],
)
def test_what_folds_to_the_same(one: str, other: str) -> None:
    """Composed characters, white space, typographic quotes and dashes."""
    assert folded(one) == folded(other) == other


@pytest.mark.parametrize(
    ("one", "other"), [("Sixty", "sixty"), ("60", "6O"), ("a b", "ab"), ("1.5", "1,5"), ("e", "é")]
)
def test_what_does_not(one: str, other: str) -> None:
    """Capitals, look-alikes, missing spaces, decimal signs and accents make a difference."""
    assert folded(one) != folded(other)


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    """The folded form is a normal form."""
    assert folded(folded(text)) == folded(text)


@given(TEXTS)
def test_offsets_lead_back_into_the_text(text: str) -> None:
    """The text is the folded one; each place lies in the original, in order, and begins what it was folded from."""
    form, offsets = folded_with_offsets(text)

    assert form == folded(text)
    assert len(offsets) == len(form)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)
    borders = [*sorted(set(offsets)), len(text)]
    for start, end in pairwise(borders):
        piece = "".join(character for character, offset in zip(form, offsets, strict=True) if offset == start)
        assert folded(text[start:end]) == piece.strip()


@pytest.mark.parametrize(
    ("text", "form", "offsets"),
    [
        ("  a  b ", "a b", [2, 3, 5]),
        ("e\u0301x", "\u00e9x", [0, 2]),
        ("q\u0301x", "q\u0301x", [0, 0, 2]),
        ("\u1112\u1161\u11abx", "\ud55cx", [0, 3]),
        ("\u09c7\u09bex", "\u09cbx", [0, 2]),
        ("x\u1161y", "x\u1161y", [0, 1, 2]),
        ("", "", []),
        (" \n", "", []),
    ],
)
def test_offsets_of_the_examples(text: str, form: str, offsets: list[int]) -> None:
    """A character that was joined from several begins where the first of them begins."""
    assert folded_with_offsets(text) == (form, offsets)


def test_every_character_that_can_be_taken_apart_folds_the_same_way_back() -> None:
    """For all of Unicode: with its marks apart, and after another character, both ways of folding agree."""
    for code in range(0x110000):
        apart = unicodedata.normalize("NFD", chr(code))
        if apart != chr(code):
            assert folded_with_offsets(f"x{apart}")[0] == folded(f"x{apart}") == folded(f"x{chr(code)}")
