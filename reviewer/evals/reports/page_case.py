"""One case on the page: closed it is a line; opened it shows what was expected, what came, and the words."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from reviewer.evals.reports.board import CaseBoard, CheckLine
from reviewer.evals.reports.compared import Row, Table
from reviewer.evals.reports.elements import folded, listed, row, table, with_text
from reviewer.evals.reports.marked import Segment, in_one_line
from reviewer.evals.reports.opened import Opened
from reviewer.evals.reports.passages import Passage
from reviewer.evals.reports.wording import counted

_SIGNS = {"passed": ("✓ passed", "good"), "failed": ("✗ failed", "bad"), "doubtful": ("? doubtful", "doubt")}
_MOST = 1_500
Names = Mapping[str, str]


def kinds(case: CaseBoard) -> tuple[str, ...]:
    """By which choices of the filter the case is shown."""
    has_turned = any(check.turn for check in case.checks)
    chosen = {
        "worse": bool(case.regressions or case.failure),
        "turned": has_turned or bool(case.failure),
        "failing": bool(case.standing("failed") or case.failure),
    }
    return ("all", *(name for name, is_so in chosen.items() if is_so))


def case_element(case: CaseBoard, inside: Opened | None, number: int, names: Names) -> Element:
    """The case; without `inside` only its checks are shown, and it says so. `names` are those of items."""
    classes = " ".join(("case", f"of-{case.suite}", *kinds(case)))
    element = Element("details", {"class": classes})
    summary = SubElement(element, "summary")
    summary.append(with_text("span", f"{case.suite} / {case.case}", "name"))
    summary.extend(_standing(case))
    body = SubElement(element, "div", {"class": "inside", "id": f"case-{number}"})
    body.extend(_body(case, inside, names))
    return element


def _standing(case: CaseBoard) -> Iterator[Element]:
    if case.failure:
        yield with_text("span", f"ended in an error: {case.failure}", "bad")
    if case.regressions:
        yield with_text("span", f"▼ {counted(len(case.regressions), 'check')} worse", "bad")
    if case.turned("passes now"):
        yield with_text("span", f"▲ {counted(len(case.turned('passes now')), 'check')} better", "good")
    passed, failed = len(case.standing("passed")), len(case.standing("failed"))
    yield with_text("span", f"{passed} of {counted(passed + failed, 'check')} passed", "soft")


def _body(case: CaseBoard, inside: Opened | None, names: Names) -> Iterator[Element]:
    if any(check.turn for check in case.checks):
        yield with_text("h4", "Since the baseline")
        yield _checks("What turned since the baseline", [check for check in case.checks if check.turn], names)
    others = [check for check in case.checks if check.standing in ("failed", "doubtful") and not check.turn]
    if others:
        yield with_text("h4", "Not passed, or doubtful, as before")
        yield _checks("Checks that do not pass, or have a doubtful label", others, names)
    passed = [check for check in case.checks if check.standing == "passed" and not check.turn]
    if passed:
        told = (f"{check.name}: {check.found or check.expected}" for check in passed)
        yield folded(counted(len(passed), "check") + " passed", [listed(words[:_MOST] for words in told)])
    if inside is None:
        yield with_text("p", "Its words and tables are not on this page.", "soft")
        return
    yield from (_table(each, names) for each in inside.tables)
    if inside.notes:
        yield folded("Notes of the run", [listed(inside.notes)])
    if inside.passages:
        yield with_text("h4", "The words")
        yield from (part for each in inside.passages for part in _passage(each))


def _checks(name: str, checks: Sequence[CheckLine], names: Names) -> Element:
    frame, body = table(name, ("check", "expected", "found", "result"))
    for check in checks:
        sign, kind = _SIGNS.get(check.standing, ("not checked any more", "bad"))
        told = f"{sign}, {check.turn}" if check.turn and check.standing != "gone" else sign
        often = f" ({check.passes} of {check.trials})" if check.passes is not None else ""
        cells = (with_text("td", check.expected[:_MOST]), with_text("td", check.found[:_MOST]))
        row(body, _named(check.name, names), (*cells, with_text("td", f"{told}{often}", kind)))
    return frame


def _named(words: str, names: Names) -> str:
    """The words with the name of the item that they end in, so that nobody has to know numbers by heart."""
    name = names.get(words.rpartition(" ")[2])
    return f"{words} {name}" if name else words


def _table(given: Table, names: Names) -> Element:
    frame, body = table(given.title, given.heads)
    for each in given.rows:
        row(body, _named(each.name, names), _cells(each))
    other = sum(each.is_same is False for each in given.rows)
    aside = f", {other} other than expected" if other else ""
    return folded(f"{given.title} ({len(given.rows)}{aside})", [frame])


def _cells(each: Row) -> Iterator[Element]:
    for place, cell in enumerate(each.cells):
        is_wrong = each.is_same is False and place == len(each.cells) - 1
        yield with_text("td", f"✗ {cell}" if is_wrong else cell, "bad" if is_wrong else "")


def _passage(passage: Passage) -> Iterator[Element]:
    asked = Element("p", {"class": "asked"})
    SubElement(asked, "strong").text = in_one_line(passage.title)
    told = "; ".join(filter(None, (passage.asked, passage.note)))
    asked[0].tail = in_one_line(f": {told}") if told else None
    yield asked
    text = Element("div", {"class": "text", "dir": "auto"})
    for piece in passage.pieces:
        _add(text, piece)
    yield text


def _add(text: Element, piece: Segment) -> None:
    """Segments are harmless already, and keep their lines."""
    if piece.by == "left out":
        SubElement(text, "span", {"class": "out"}).text = in_one_line(f"… {piece.text}")
    elif piece.by:
        SubElement(text, "mark", {"class": piece.by, "title": in_one_line(piece.about)}).text = piece.text
    elif len(text):
        text[-1].tail = (text[-1].tail or "") + piece.text
    else:
        text.text = (text.text or "") + piece.text
