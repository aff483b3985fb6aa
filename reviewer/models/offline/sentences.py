"""Where sentences and clauses end inside one block of folded text."""

from __future__ import annotations

import re
from itertools import pairwise

_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"')\]])|(?<=[.!?][\"')\]]{2})) (?=\S)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'])(?:mr|mrs|ms|dr|prof|st|no|nr|vs|e\.g|i\.e|eg|ie|etc|approx|ca|cf|"
    r"incl|excl|max|min|inc|ltd|co|dept|art|sec|fig|p|pp|resp|est|avg)\.$",
)
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.$")
_ORDINAL = re.compile(r"^\(?\d{1,2}\.$")
_CLAUSE = re.compile(
    r"[;:](?= )|,(?= )| - | \| |[()]|[.!?](?= )| (?:but|because|although|though|while|"
    "whereas|unless|until|so that|except|however)(?= )| (?:and|or|so)(?= (?:i|we|it|"
    "he|she|they|there|nobody|no one|the|that|this|if|when|its|theres|nothing|everything|"
    r"you)\b)"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a folded text, without the blanks between them."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        if _is_no_end(text[begin : match.start()]):
            continue
        spans.append((begin, match.start()))
        begin = match.end()
    if begin < len(text):
        spans.append((begin, len(text)))
    return spans


def clause_spans(lower: str) -> list[tuple[int, int]]:
    """Spans of the clauses of a folded, lower-case sentence; together they cover it."""
    cuts = [match.start() if match.group().startswith(" ") else match.end() for match in _CLAUSE.finditer(lower)]
    edges = [0, *[cut for cut in cuts if 0 < cut < len(lower)], len(lower)]
    return [(begin, stop) for begin, stop in pairwise(edges) if begin < stop]


def clause_around(lower: str, start: int, end: int) -> tuple[int, int]:
    """The span of the clauses that a match from start to end touches."""
    touched = [span for span in clause_spans(lower) if span[0] < max(end, start + 1) and span[1] > start]
    if not touched:
        return 0, len(lower)
    return touched[0][0], touched[-1][1]


def _is_no_end(sentence: str) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or an ordinal."""
    tail = sentence[-12:]
    if not tail.endswith("."):
        return False
    return bool(_ABBREVIATION.search(tail.lower()) or _INITIAL.search(tail) or _ORDINAL.match(sentence))
