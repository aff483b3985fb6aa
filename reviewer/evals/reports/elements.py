"""Parts of a page, each with its words made harmless."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement

from reviewer.evals.reports.marked import in_one_line


def with_text(tag: str, text: str, kind: str = "") -> Element:
    """An element with words in it, of a class where one is named."""
    element = Element(tag, {"class": kind} if kind else {})
    element.text = in_one_line(text)
    return element


def listed(entries: Iterable[str]) -> Element:
    """A list of sentences."""
    found = Element("ul")
    found.extend(with_text("li", entry) for entry in entries)
    return found


def table(name: str, heads: Sequence[str], kind: str = "") -> tuple[Element, Element]:
    """A table that can be moved sideways, and its body; `name` says what it shows."""
    frame = Element("div", {"class": "wide", "tabindex": "0", "role": "region", "aria-label": in_one_line(name)})
    drawn = SubElement(frame, "table", {"class": kind} if kind else {})
    head = SubElement(SubElement(drawn, "thead"), "tr")
    for words in heads:
        SubElement(head, "th", scope="col").text = in_one_line(words)
    return frame, SubElement(drawn, "tbody")


def row(body: Element, name: str, cells: Iterable[Element]) -> None:
    """A row under its name."""
    line = SubElement(body, "tr")
    SubElement(line, "th", scope="row").text = in_one_line(name)
    line.extend(cells)


def folded(title: str, parts: Iterable[Element]) -> Element:
    """Parts that are shown when they are asked for."""
    found = Element("details")
    found.append(with_text("summary", title))
    found.extend(parts)
    return found
