"""Long texts in parts that fit into one request."""

from collections.abc import Sequence

from reviewer.models.port import SpokenReply

LONGEST_PART = 48_000
"""Characters, about 12,000 tokens: with the definitions and room for an answer this fits where 32,000 tokens do."""
_BORDERS = ("\n\n", "\n", " ")


def parts_of(text: str, longest: int = LONGEST_PART) -> list[str]:
    """`text` cut at the borders of paragraphs, or of lines or words where a paragraph is too long. Nothing is lost."""
    parts: list[str] = []
    start = 0
    while len(text) - start > longest:
        end = _border(text, start + longest // 2, start + longest)
        parts.append(text[start:end])
        start = end
    return [*parts, text[start:]]


def _border(text: str, least: int, most: int) -> int:
    """Where to cut: after the last border of the best kind."""
    for border in _BORDERS:
        place = text.rfind(border, least, most)
        if place >= 0:
            return place + len(border)
    return most


def runs_of(replies: Sequence[SpokenReply], longest: int = LONGEST_PART) -> list[list[SpokenReply]]:
    """Neighbouring replies that fit into one request together; a longer one goes alone."""
    runs: list[list[SpokenReply]] = []
    size = 0
    for reply in replies:
        length = len(reply.question) + len(reply.text)
        if not runs or size + length > longest:
            runs.append([])
            size = 0
        runs[-1].append(reply)
        size += length
    return runs
