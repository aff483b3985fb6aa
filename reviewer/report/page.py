"""The frame of a page of HTML that stands alone: no script, nothing from outside, and a policy that says so.

A page is built as a tree, so that everything in it is escaped by construction.
"""

import base64
import hashlib
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from reviewer.text import shown


def framed(title: str, style: str, parts: Iterable[Element]) -> str:
    """The whole page; of all that a browser could load or run, only this very `style` is allowed."""
    html = Element("html", lang="en")
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _policy(style)})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "title").text = shown(title)
    SubElement(head, "style").text = style
    SubElement(SubElement(html, "body"), "main").extend(parts)
    return f"<!DOCTYPE html>\n{tostring(html, encoding='unicode', method='html')}\n"


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
