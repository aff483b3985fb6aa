"""The report as Markdown. Every string in it is foreign: escaped, so that it makes no link, image, tag or heading."""

import re
from collections.abc import Mapping

from reviewer.report.contract import AssessmentDocument
from reviewer.report.outline import Block, Entry, Heading, Paragraph, Quotation, outline
from reviewer.text import shown

_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#!|~$&@^]")
# Bare addresses become links in many renderers: an escape inside them prevents it and is not shown.
_ADDRESS = re.compile(r":(?=\S)|(?<=www)\.", re.IGNORECASE)
_LEADING = re.compile(r"^(?:[-+=]|\d{1,9}(?=[.)]))")


def to_markdown(document: AssessmentDocument, first_steps: Mapping[str, str] | None = None) -> str:
    """The report on `document` as CommonMark."""
    parts: list[str] = []
    previous: Block | None = None
    for block in outline(document, first_steps):
        in_one_list = isinstance(block, Entry) and isinstance(previous, Entry)
        gap = "" if in_one_list or not parts else "\n"
        parts.append(f"{gap}{_form(block)}\n")
        previous = block
    return "".join(parts)


def escaped(text: str) -> str:
    """Foreign text on one line that renders as itself, wherever it stands."""
    inner = _ADDRESS.sub(r"\\\g<0>", _MARKUP.sub(r"\\\g<0>", shown(text)))
    return _LEADING.sub(_without_list, inner)


def _without_list(match: re.Match[str]) -> str:
    """A leading sign escaped; after a leading number it is the dot or bracket that makes a list."""
    return f"{match.group()}\\" if match.group().isdigit() else f"\\{match.group()}"


def _form(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(text, label):
            return " ".join(part for part in (f"**{label}:**" if label else "", escaped(text)) if part)
        case Entry(text):
            return f"- {escaped(text)}"
        case Quotation(words, place):
            return f"> “{escaped(words)}” ({place})"
