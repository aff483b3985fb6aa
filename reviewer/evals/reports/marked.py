"""Texts of cases with the words marked that were quoted, and those that should have been; all of it made harmless."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, takewhile
from typing import Literal

from reviewer.evals.prediction import Outcome
from reviewer.readiness.claims import Record
from reviewer.text import clean

By = Literal["", "found", "expected", "both", "left out"]
# Marks that stand on one letter; more than a few would be drawn over the lines around it.
_STACKED = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{3})"
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+)"
)
# What nobody sees and `clean` leaves, as it steers no terminal.
_UNSEEN = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u206a-\u206f\u3164\uffa0\ufff9-\uffff]")
_CONTEXT = 2
_MOST_LINES = 5_000


class Span(Record):
    """Words from `start` to `end` of a text, and what they are quoted for."""

    start: int
    end: int
    about: str


class Segment(Record):
    """A piece of a text, whose words are quoted by the prediction, by gold or by both; `about`: what for.

    "left out": the text says in words what is not shown.
    """

    text: str
    by: By = ""
    about: str = ""


def harmless(text: str) -> str:
    """Foreign text of any number of lines: what steers, hides or piles up is shown as a sign or a code."""
    seen = _UNSEEN.sub(lambda match: f"<U+{ord(match.group()):04X}>", clean(text))
    return _STACKED.sub(lambda match: f"{match.group(1)}<+{len(match.group(2))} marks>", seen)


def in_one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(harmless(text).split())


def quoted(outcome: Outcome | None, source: str, text: str) -> list[Span]:
    """What the prediction quotes from this text, where it really stands there."""
    return [span for span in _quotes(outcome, source) if 0 <= span.start < span.end <= len(text)] if outcome else []


def _quotes(outcome: Outcome, source: str) -> Iterator[Span]:
    parts = (
        *outcome.quotes.items(),
        *((fact.facet, fact.quotes) for fact in outcome.facts),
        *((gap.id, gap.quotes) for gap in outcome.gaps),
    )
    for about, quotes in parts:
        for quote in quotes:
            if quote.source == source:
                yield Span(start=quote.start, end=quote.end, about=about)


def meant(quotes: Iterable[tuple[str, str]], text: str) -> list[Span]:
    """What gold quotes from this text; `quotes` are what for, and the words."""
    places = ((about, text.find(words), len(words)) for about, words in quotes if words)
    return [Span(start=start, end=start + length, about=about) for about, start, length in places if start >= 0]


def segments(
    text: str, found: Sequence[Span], expected: Sequence[Span], start: int = 0, end: int | None = None
) -> tuple[Segment, ...]:
    """The text from `start` to `end` in pieces, each of which is marked as a whole or not at all."""
    last = len(text) if end is None else end
    edges = {start, last, *(edge for span in (*found, *expected) for edge in (span.start, span.end))}
    places = sorted(edge for edge in edges if start <= edge <= last)
    return tuple(_segment(text[one:other], _over(found, one), _over(expected, one)) for one, other in pairwise(places))


def _over(spans: Sequence[Span], place: int) -> list[str]:
    return sorted({span.about for span in spans if span.start <= place < span.end})


def _segment(text: str, found: Sequence[str], expected: Sequence[str]) -> Segment:
    by: By = "both" if found and expected else "found" if found else "expected" if expected else ""
    told = [f"{who} for {', '.join(names)}" for who, names in (("quoted", found), ("expected", expected)) if names]
    return Segment(text=harmless(text), by=by, about="; ".join(told))


def left_out(words: str) -> Segment:
    """A word about what is not shown."""
    return Segment(text=words, by="left out")


def differing(before: str, after: str) -> list[tuple[int, int]]:
    """Where `after` is another text than `before`: from and to which character, with a few lines around each place."""
    old, new = (text.splitlines(keepends=True)[:_MOST_LINES] for text in (before, after))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    starts = [0, *accumulate(map(len, new))]
    found: list[tuple[int, int]] = []
    for kind, _, _, first, last in SequenceMatcher(None, old[same:], new[same:]).get_opcodes():
        if kind == "equal":
            continue
        one = starts[max(0, same + first - _CONTEXT)]
        other = starts[min(len(new), same + last + _CONTEXT)]
        is_near = found and one <= found[-1][1]
        found[-1:] = [(found[-1][0], other)] if is_near else [*found[-1:], (one, other)]
    return found
