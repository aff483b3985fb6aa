"""Other words in place of names, in a text and in all that is quoted from it alike."""

import re
from collections.abc import Mapping, Sequence

from reviewer.errors import CasesError
from reviewer.text import folded, shown


class Replacing:
    """Replaces names by words: whole words only, in these letters only, and all at once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words` by name; none: everything stays as it is."""
        self._words = dict(words)
        longest_first = sorted(self._words, key=lambda name: (-len(name), name))
        names = "|".join(re.escape(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)") if names else None

    def text(self, text: str) -> str:
        """All of a text."""
        return self._pattern.sub(lambda match: self._words[match.group()], text) if self._pattern else text

    def part(self, text: str, start: int, end: int) -> str:
        """What has become of text[start:end]. A name that begins or ends outside is in it whole."""
        names = [match.span() for match in self._pattern.finditer(text)] if self._pattern else []
        for first, last in names:
            start = first if first < start < last else start
            end = last if first < end < last else end
        return self.text(text)[self._moved(text, names, start) : self._moved(text, names, end)]

    def _moved(self, text: str, names: Sequence[tuple[int, int]], place: int) -> int:
        """Where a place that cuts no name has come to."""
        return place + sum(
            len(self._words[text[first:last]]) - (last - first) for first, last in names if last <= place
        )

    def left_in(self, texts: Sequence[str]) -> list[str]:
        """Names that still stand in these texts in other letters, once they are replaced."""
        there = "\n".join(folded(self.text(text)).casefold() for text in texts)
        return [name for name in self._words if _stands(folded(name).casefold(), there)]

    def absent_from(self, texts: Sequence[str]) -> list[str]:
        """Names that stand in none of these texts, in whatever letters."""
        there = "\n".join(folded(text).casefold() for text in texts)
        return [name for name in self._words if not _stands(folded(name).casefold(), there)]


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def replacing(given: Sequence[str]) -> Replacing:
    """From options such as "Dana=Person A". CasesError where one is not of that form."""
    words: dict[str, str] = {}
    for option in given:
        name, sign, word = (part.strip() for part in option.partition("="))
        if not (name and sign and shown(word)):
            raise CasesError(f'"{shown(option)}" does not say what to replace by what. Write it as NAME=WORD.')
        if words.setdefault(name, shown(word)) != shown(word):
            raise CasesError(f'"{shown(name)}" is replaced by two different words: please decide for one.')
    return Replacing(words)
