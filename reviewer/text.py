"""Text that comes from outside: cleaning it for storage and screens, and folding it for comparison."""

import re
import unicodedata

# C0 except tab and newline, DEL, C1: a terminal could obey them. Surrogates cannot be stored.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Direction marks, zero-width characters and tags: invisible, so they are made visible.
_HIDDEN = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
_FOLDS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    }
)  # fmt: skip


def clean(text: str) -> str:
    """`text` with line ends as newlines, control characters replaced by U+FFFD, hidden ones shown as their code."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HIDDEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", _CONTROLS.sub("\ufffd", lines))


def shown(text: str) -> str:
    """`text` cleaned and on one line, for screens and reports."""
    return " ".join(clean(text).split())


def folded(text: str) -> str:
    """`text` for comparison: NFC, typographic quotes and dashes plain, each run of white space one space."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_FOLDS).split())


def folded_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset in `text` at which it begins."""
    characters: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        piece = cluster if cluster.isascii() else unicodedata.normalize("NFC", cluster).translate(_FOLDS)
        for character in piece:
            if character.isspace() and (not characters or characters[-1] == " "):
                continue
            characters.append(" " if character.isspace() else character)
            offsets.append(start)
    if characters and characters[-1] == " ":
        characters.pop()
        offsets.pop()
    return "".join(characters), offsets


def _clusters(text: str) -> list[tuple[int, str]]:
    """Pieces of `text` that NFC cannot join to their neighbours: a character and what combines with it."""
    if text.isascii():
        return list(enumerate(text))
    pieces: list[tuple[int, str]] = []
    for offset, character in enumerate(text):
        if pieces and _combines(pieces[-1][1], character):
            start, piece = pieces[-1]
            pieces[-1] = (start, piece + character)
        else:
            pieces.append((offset, character))
    return pieces


def _combines(piece: str, character: str) -> bool:
    """Whether NFC could join `character` to `piece`: a mark, the rest of a Hangul syllable, half of a vowel."""
    if character.isascii():
        return False
    if unicodedata.combining(character):
        return True
    apart = unicodedata.normalize("NFC", piece) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", piece + character) != apart
