"""The report as plain text for a terminal: words and signs, no colour, lines of a given width.

Foreign text is cleaned and put on one line before it is wrapped, so that it can neither steer a terminal nor imitate
the report's own headings.
"""

import textwrap
from collections.abc import Iterable, Mapping

from reviewer.report.contract import AssessmentDocument
from reviewer.report.outline import Block, Entry, Heading, Paragraph, Quotation, outline
from reviewer.text import shown

NARROWEST, WIDEST = 40, 100
_UNDERLINES = {1: "=", 2: "-"}


def to_text(document: AssessmentDocument, width: int = 80, first_steps: Mapping[str, str] | None = None) -> str:
    """The report on `document` in lines of at most `width` characters, within reason."""
    return "\n".join(in_lines(outline(document, first_steps), width)).strip("\n") + "\n"


def in_lines(blocks: Iterable[Block], width: int) -> list[str]:
    """Parts of a report in lines of at most `width` characters, within reason."""
    room = max(NARROWEST, min(width, WIDEST))
    lines: list[str] = []
    indent = ""
    for block in blocks:
        if isinstance(block, Heading):
            lines += ["", *_heading(block, room)] if lines[-1:] != [""] else _heading(block, room)
            indent = "   " if block.level not in _UNDERLINES else ""
        else:
            lines += _body(block, room, indent)
    return lines


def _heading(heading: Heading, width: int) -> list[str]:
    lines = _wrapped(shown(heading.text), width)
    if heading.level not in _UNDERLINES:
        return lines
    return [*lines, _UNDERLINES[heading.level] * max(len(line) for line in lines), ""]


def _body(block: Paragraph | Entry | Quotation, width: int, indent: str) -> list[str]:
    match block:
        case Paragraph(text, label):
            parts = (f"{label}:" if label else "", shown(text))
            return _wrapped(" ".join(part for part in parts if part), width, indent, indent)
        case Entry(text):
            return _wrapped(shown(text), width, f"{indent}  ", f"{indent}    ")
        case Quotation(words, place):
            return _wrapped(f"“{shown(words)}” ({place})", width, f"{indent}  | ", f"{indent}  | ")


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [""]
