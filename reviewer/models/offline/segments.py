"""Cut a text into segments: the sentences, bullets and table rows inside which one pattern may match.

A segment carries what stands around it and helps to understand it: its headings, the label or question it answers,
the title and the header of its table, and who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reviewer.models.offline.blocks import Block, BlockKind, blocks_of
from reviewer.models.offline.folding import Folded, fold
from reviewer.models.offline.sentences import sentence_spans

LONGEST_SENTENCE = 1_000
"""Characters. The work on one segment grows faster than its length, so that no segment may grow with the text."""
_MOST_VIEWS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, with the words of its column's header."""

    header: str
    folded: Folded


@dataclass(slots=True, eq=False)
class Segment:
    """A stretch of the text that is read by itself; start and end are places in the original text.

    `label` is the first cell of a row of a table: what the row is about. `previous` is the sentence or row before.
    """

    folded: Folded
    start: int
    end: int
    block: int
    headings: tuple[str, ...] = ()
    question: str = ""
    before: str = ""
    speaker: str | None = None
    label: str = ""
    previous: Segment | None = field(default=None, repr=False)
    cells: tuple[Cell, ...] = ()
    table: int = -1
    is_question: bool = False
    is_view: bool = False
    is_taken_back: bool = False
    is_listed: bool = False
    memory: dict[object, object] = field(default_factory=dict, repr=False)

    @property
    def lower(self) -> str:
        """The folded text in lower case."""
        return self.folded.lower

    def surroundings(self, with_question: bool) -> tuple[str, ...]:
        """Where the context of a cue may be found, in lower case; the interviewer's words only where asked for."""
        return (self.folded.lower, self.before, *self.headings, self.question if with_question else "")


def segments_of(text: str, question: str = "") -> list[Segment]:
    """All segments of a text in their order; each knows the question that a reply answers."""
    asked = fold(question).lower
    segments: list[Segment] = []
    for number, block in enumerate(blocks_of(text)):
        made = _row_segments(block, number) if block.kind is BlockKind.ROW else _sentence_segments(text, block, number)
        for segment in made:
            previous = next((done for done in reversed(segments) if not done.is_view), None)
            before = previous.lower if previous else ""
            around = replace(segment, headings=block.headings, question=asked, before=before, speaker=block.speaker)
            around.previous = previous
            segments.append(around)
    return segments


def _sentence_segments(text: str, block: Block, number: int) -> list[Segment]:
    folded = fold(text, block.start, block.end)
    segments: list[Segment] = []
    for begin, stop in sentence_spans(folded.text):
        for part_begin, part_stop, asks in _parts(folded.lower, begin, stop):
            part = folded.slice(part_begin, part_stop)
            start, end = folded.span(part_begin, part_stop)
            segments.append(Segment(part, start, end, number, is_question=asks))
    return segments


def _parts(lower: str, begin: int, stop: int) -> list[tuple[int, int, bool]]:
    """A sentence in parts that are read by themselves; what never ends is no sentence, and is cut at a blank."""
    if stop - begin <= LONGEST_SENTENCE:
        return _without_tag_question(lower, begin, stop)
    parts: list[tuple[int, int, bool]] = []
    while stop - begin > LONGEST_SENTENCE:
        cut = lower.rfind(" ", begin + 1, begin + LONGEST_SENTENCE)
        cut = cut if cut > begin else begin + LONGEST_SENTENCE
        parts.append((begin, cut, False))
        begin = cut + (lower[cut : cut + 1] == " ")
    return [*parts, (begin, stop, False)] if begin < stop else parts


_ASKING = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|would|will|should|shall|may|have|has|or|you|any) "
    r"|(?:isn'?t|aren'?t|don'?t|doesn'?t) "
    r"|why|what|how|who|when|where|which|whose|and you|(?:right|ok|okay|no|yes|correct|eh|huh|true|sure)\?"
)


def _without_tag_question(lower: str, begin: int, stop: int) -> list[tuple[int, int, bool]]:
    """A sentence that ends in '?' asks, but "12 minutes, is that fine?" states something before it asks."""
    sentence = lower[begin:stop].rstrip("\"') ")
    if not sentence.endswith("?"):
        return [(begin, stop, False)]
    comma = max(sentence.rfind(", "), sentence.rfind(" - "), sentence.rfind("; "))
    if comma > 0 and not _ASKING.match(sentence):
        tail = sentence[comma:].lstrip(",;- ")
        if _ASKING.match(tail):
            asked = begin + comma + (len(sentence[comma:]) - len(tail))
            return [(begin, begin + comma, False), (asked, stop, True)]
    return [(begin, stop, True)]


def _row_segments(block: Block, number: int) -> list[Segment]:
    """The row itself and, for a table with a header, one view for each cell with the words of its header."""
    folded = (fold(*cell).slice(0, LONGEST_SENTENCE) for cell in block.cells)
    cells = tuple(Cell(header, cell) for header, cell in zip(block.headers, folded, strict=False))
    separator = ": " if len(cells) == 2 else " | "
    row = Segment(_joined([cell.folded for cell in cells], separator, block.start), block.start, block.end, number)
    row.cells, row.table = cells, block.table
    made = [row, *_views(block, number, cells)]
    for segment in made:
        segment.label = cells[0].folded.lower if len(cells) > 1 else ""
    return made


_SAYS_NOTHING = re.compile(r"(?:values?|answers?|figures?|details?|description|comments?|remarks?|notes?|)$")


def _views(block: Block, number: int, cells: tuple[Cell, ...]) -> list[Segment]:
    """What each cell says with the words of its header, beside the cell that names the row."""
    if len(cells) < 2 or not any(cell.header for cell in cells):
        return []
    named = next((cell for cell in cells if _has_letter(cell.folded.text)), cells[0])
    views: list[Segment] = []
    for cell in cells[:_MOST_VIEWS]:
        if not cell.folded.text or _SAYS_NOTHING.match(cell.header):
            continue
        header = _header(cell, block)
        if cell is not cells[0]:
            is_figure = any(character.isdigit() for character in cell.folded.text) and cell is not named
            label = named.folded if is_figure else _naming(cells[0], block)
            header = _joined([label, header], ", ", block.start)
        elif not any(character.isdigit() for character in cell.folded.text):
            continue
        view = Segment(_joined([header, cell.folded], ": ", block.start), block.start, block.end, number, is_view=True)
        view.table = block.table
        views.append(view)
    return views


def _has_letter(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _header(cell: Cell, block: Block) -> Folded:
    header = fold(cell.header)
    return replace(header, starts=(block.start,) * len(header.text), ends=(block.end,) * len(header.text))


def _naming(first: Cell, block: Block) -> Folded:
    """The first cell of a row, with the words of its header where it is a bare figure."""
    if _has_letter(first.folded.text) or not first.header:
        return first.folded
    return _joined([_header(first, block), first.folded], " ", block.start)


def _joined(parts: list[Folded], separator: str, place: int) -> Folded:
    """Folded texts in a row with a separator that stands for a place in the original."""
    text = separator.join(part.text for part in parts)
    lower = separator.join(part.lower for part in parts)
    starts: list[int] = []
    ends: list[int] = []
    for index, part in enumerate(parts):
        if index:
            starts.extend([place] * len(separator))
            ends.extend([place] * len(separator))
        starts.extend(part.starts)
        ends.extend(part.ends)
    return Folded(text, lower, tuple(starts), tuple(ends))
