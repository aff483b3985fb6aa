"""The blocks of a text as people lay it out: paragraphs, bullets, table rows, with headings, questions and speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from reviewer.models.offline.folding import fold

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(
    r"\s*(?:>\s*)*(?:[-*+\u2022\u2023\u25aa\u25e6\u2013\u2014\u2713\u2714\u2705\u25cf\u25b8\u27a4\u2610\u2611]\ufe0f?|"
    r"\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)"
)
_QUOTE_MARK = re.compile(r"\s*(?:>\s?)+")
_RULE = re.compile(r"\s*(?:[-*_=~]\s*){3,}$|\s*```.*$|\s*\[\[?_?TOC_?\]?\]\s*$|\s*<!--.*-->\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_MAIL_HEADER = re.compile(r"\s*\W{0,3}(from|to|cc|bcc|sent|date|subject|re)\W{0,3}:\W{0,3}\s(.*)$", re.IGNORECASE)
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?P<words>[^*_]{2,120})\1\s*[:?]?\s*$")
_BOLD_START = re.compile(
    r"\s*(?P<mark>\*\*|__|\*|_)(?P<words>[^*_\n]{2,120}?[.:?!]?)(?P=mark)(?P<after>[:.?]?)\s+(?=\S)"
)
_LABEL = re.compile(r"\s*\W{0,3}(?P<words>[A-Za-z][^:.|!?\n]{1,50}):\W{0,2}\s+\S")


class BlockKind(Enum):
    """What a block is."""

    TEXT = "text"
    ROW = "row"


@dataclass(slots=True)
class Block:
    """A paragraph, a bullet or a table row between two places of the original text."""

    kind: BlockKind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    speaker: str | None = None
    cells: list[tuple[str, int, int]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    table: int = -1


@dataclass(slots=True)
class _Page:
    """What is known at one place of the text: the headings above, the question, the speaker, the open table."""

    text: str
    chain: list[tuple[int, str]] = field(default_factory=list)
    asked: str = ""
    lead_in: str = ""
    speaker: str | None = None
    headers: list[str] = field(default_factory=list)
    tables: int = 0
    in_table: bool = False
    last: Block | None = None

    def headings(self, label: str = "") -> tuple[str, ...]:
        """The words above a block, nearest last."""
        chain = [words for _, words in self.chain]
        return tuple(words for words in (*chain, self.asked, self.lead_in, label) if words)


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a text in their order."""
    page = _Page(text)
    lines = list(_lines(text))
    for index, (start, end) in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else (end, end)
        block = _block_of_line(page, start, end, text[following[0] : following[1]])
        if block is page.last:
            continue
        if page.last is not None:
            yield page.last
        page.last = block
    if page.last is not None:
        yield page.last


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _block_of_line(page: _Page, start: int, end: int, following: str) -> Block | None:
    """The block that a line makes or goes on with; none for headings, rules and empty lines."""
    line = page.text[start:end]
    if not line.strip() or _RULE.match(line):
        page.in_table = page.in_table and not line.strip()
        page.lead_in = page.lead_in if not line.strip() else ""
        return None
    if line.lstrip().startswith("|") or (" | " in line and (page.in_table or _TABLE_RULE.match(following))):
        return _table_line(page, start, line, following)
    page.in_table = False
    if _is_heading(page, line) or _is_mail_header(page, line):
        return None
    return _text_line(page, start, end, line)


def _is_heading(page: _Page, line: str) -> bool:
    heading = _HEADING.match(line)
    bold = _BOLD_LINE.match(line)
    if heading:
        words, level = fold(heading.group(2)).lower, len(heading.group(1))
        page.chain = [above for above in page.chain if above[0] < level]
        page.chain.append((level, words))
        page.asked = page.lead_in = ""
    elif bold:
        page.asked, page.lead_in = fold(bold.group()).lower, ""
    return bool(heading or bold)


def _is_mail_header(page: _Page, line: str) -> bool:
    header = _MAIL_HEADER.match(line)
    if not header or len(line) > 160:
        return False
    if header.group(1).lower() == "from":
        page.speaker = (
            fold(re.split(r"\*\*\s*to\b|[(<]", header.group(2), flags=re.IGNORECASE)[0].strip(" *_")).text or None
        )
        page.chain, page.asked, page.lead_in = [], "", ""
    return True


def _text_line(page: _Page, start: int, end: int, line: str) -> Block:
    bullet = _BULLET.match(line)
    begin = start + (bullet.end() if bullet else len(_quote_prefix(line)))
    bold = _BOLD_START.match(page.text, begin, end)
    plain = _LABEL.match(page.text, begin, end)
    label = (
        fold(bold.group("words") + bold.group("after")).lower
        if bold
        else fold(plain.group("words")).lower
        if plain
        else ""
    )
    if not bullet and not label and _goes_on(page, line):
        assert page.last is not None
        page.last.end = end
        _note_lead_in(page, page.last)
        return page.last
    if bold and label.endswith("?"):
        page.asked, page.lead_in, label, begin = label, "", "", bold.end()
    elif bold and not bullet:
        page.asked = page.lead_in = ""
    elif not bullet and page.last is None and not label.endswith("?"):
        page.lead_in = ""
    block = Block(BlockKind.TEXT, begin, end, page.headings(label), page.speaker)
    if not bullet:
        _note_lead_in(page, block)
    return block


def _quote_prefix(line: str) -> str:
    mark = _QUOTE_MARK.match(line)
    return mark.group() if mark else ""


def _goes_on(page: _Page, line: str) -> bool:
    """Whether a line goes on with the block above: wrapped text, not a list of short lines."""
    last = page.last
    if last is None or last.kind is BlockKind.ROW:
        return False
    above = page.text[last.start : last.end].rsplit("\n", 1)[-1].rstrip()
    starts_small = line.lstrip()[:1].islower()
    return starts_small or (len(above) > 55 and not above.endswith(":")) or line.startswith(("  ", "\t"))


def _note_lead_in(page: _Page, block: Block) -> None:
    """A paragraph that ends in a colon introduces the bullets or the table below it."""
    words = page.text[block.start : block.end].rstrip(" *_")
    page.lead_in = fold(words[-200:]).lower if words.endswith(":") else ""


def _table_line(page: _Page, start: int, line: str, following: str) -> Block | None:
    if _TABLE_RULE.match(line):
        return None
    cells = _cells(start, line)
    if not page.in_table:
        page.in_table, page.tables = True, page.tables + 1
        page.headers = []
        if _TABLE_RULE.match(following):
            page.headers = [fold(page.text, cell[1], cell[2]).lower for cell in cells]
            return None
    headers = page.headers + [""] * (len(cells) - len(page.headers))
    title = tuple(header for header in headers if header)
    stripped = line.strip()
    begin = start + line.index(stripped)
    block = Block(
        BlockKind.ROW, begin, begin + len(stripped), (*page.headings(), *title), page.speaker, table=page.tables
    )
    block.cells = [(page.text, *cell[1:]) for cell in cells]
    block.headers = headers
    return block


def _cells(start: int, line: str) -> list[tuple[str, int, int]]:
    """The cells of a row with their places; a pipe after a backslash belongs to the cell."""
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", line)]
    edges = [-1, *bars, len(line)]
    spans = list(pairwise(edges))
    if line.lstrip().startswith("|"):
        spans = spans[1:]
    if line.rstrip().endswith("|") and len(spans) > 1:
        spans = spans[:-1]
    return [("", start + left + 1, start + right) for left, right in spans]
