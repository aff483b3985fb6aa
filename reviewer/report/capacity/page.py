"""The report on capacity as one page of HTML: no script, nothing from outside, light and dark, for paper and phones.

It is built as a tree, so that everything in it is escaped by construction; foreign text is cleaned as well.
"""

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from reviewer.report.capacity.document import CapacityDocument
from reviewer.report.capacity.outline import Part, Plot, capacity_outline
from reviewer.report.capacity.plots import people_plot, queue_plot
from reviewer.report.capacity.tables import Table
from reviewer.report.outline import Entry, Heading, Paragraph, Quotation
from reviewer.report.page import framed
from reviewer.text import shown

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5b6168; --paper: #fff; --rule: #d4d8dc; --first: #0b57a4;
  --second: #8a4b08; --limit: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a6adb4; --paper: #16181b; --rule: #3a3f45;
  --first: #8ab8f0; --second: #e7b36a; --limit: #ff8a80; } }
body { margin: 0 auto; max-width: 46rem; padding: 1.2rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
h3 { font-size: 1rem; margin-bottom: .3rem; }
h1 + p { font-size: 1.15rem; border-left: .3rem solid var(--first); padding-left: .8rem; }
p { margin: .5rem 0; } ul { margin: .3rem 0; padding-left: 1.2rem; }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: .2rem solid var(--rule); } cite { color: var(--soft); }
figure { margin: 1.2rem 0; } .wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption, figcaption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--rule); text-align: right; }
th[scope=row], thead th:first-child { text-align: left; font-weight: normal; } thead th { border-color: var(--ink); }
svg { display: block; width: 100%; max-width: 40rem; height: auto; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .name { fill: var(--soft); }
svg .over { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
polyline { fill: none; stroke: var(--ink); stroke-width: 1; } .grid { stroke: var(--rule); }
.first { stroke: var(--first); stroke-width: 2.5; } circle.first { fill: var(--first); }
.second { stroke: var(--second); stroke-width: 2; stroke-dasharray: 2 4; stroke-linecap: round; }
.limit { stroke: var(--limit); stroke-width: 2; stroke-dasharray: 9 5; }
.mark { fill: none; stroke: var(--ink); stroke-width: 1.5; }
@media (max-width: 30rem) { body { padding: .8rem; } th, td { padding: .25rem .3rem; font-size: .85rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } h2, h3 { break-after: avoid; }
  figure, li, blockquote { break-inside: avoid; } .wide { overflow: visible; } }
"""


def capacity_page(document: CapacityDocument) -> str:
    """The whole page."""
    return framed(f"Does the plan hold? {document.source or ''}", _STYLE, _elements(document))


def _elements(document: CapacityDocument) -> Iterator[Element]:
    """Each part in its form; entries that follow one another are one list."""
    for is_list, parts in groupby(capacity_outline(document), key=lambda part: isinstance(part, Entry)):
        if is_list:
            yield _list(parts)
        else:
            for part in parts:
                yield from _element(part, document)


def _list(entries: Iterator[Part]) -> Element:
    listed = Element("ul")
    for entry in entries:
        assert isinstance(entry, Entry)
        SubElement(listed, "li").text = shown(entry.text)
    return listed


def _element(part: Part, document: CapacityDocument) -> Iterator[Element]:
    match part:
        case Heading(text, level):
            yield _with_text(f"h{level}", text)
        case Paragraph(text, label):
            yield _paragraph(text, label)
        case Quotation(words, place):
            yield _quotation(words, place)
        case Table():
            yield _table(part)
        case Plot(name):
            yield from _plot(name, document)


def _with_text(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = shown(text)
    return element


def _paragraph(text: str, label: str) -> Element:
    if not label:
        return _with_text("p", text)
    paragraph = Element("p")
    strong = SubElement(paragraph, "strong")
    strong.text, strong.tail = f"{shown(label)}:", f" {shown(text)}"
    return paragraph


def _quotation(words: str, place: str) -> Element:
    quotation = Element("blockquote")
    quotation.text = f"“{shown(words)}” "
    SubElement(quotation, "cite").text = f"({shown(place)})"
    return quotation


def _table(table: Table) -> Element:
    frame = Element("div", {"class": "wide", "tabindex": "0", "role": "region", "aria-label": shown(table.name)})
    drawn = SubElement(frame, "table")
    head = SubElement(SubElement(drawn, "thead"), "tr")
    SubElement(head, "th", scope="col").text = shown(table.corner)
    for column in table.columns:
        SubElement(head, "th", scope="col").text = shown(column)
    body = SubElement(drawn, "tbody")
    for name, *cells in table.rows:
        row = SubElement(body, "tr")
        SubElement(row, "th", scope="row").text = shown(name)
        for cell in cells:
            SubElement(row, "td").text = shown(cell)
    return frame


def _plot(name: str, document: CapacityDocument) -> Iterator[Element]:
    drawn = queue_plot(document) if name == "queue" else people_plot(document)
    figure = Element("figure")
    SubElement(figure, "figcaption").text = drawn.findtext("title")
    figure.append(drawn)
    yield figure
