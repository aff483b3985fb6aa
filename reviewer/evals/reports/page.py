"""The report as one page of HTML that stands alone: no script, nothing from outside, each case opens.

Whatever comes from cases, labels and models is text in a tree of elements, and made harmless before that.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from reviewer.evals.case import Case
from reviewer.evals.labels.gold import Gold
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.reports import wording
from reviewer.evals.reports.board import Board, CaseBoard, Figure, SuiteBoard
from reviewer.evals.reports.elements import folded, listed, row, table, with_text
from reviewer.evals.reports.marked import in_one_line
from reviewer.evals.reports.opened import opened
from reviewer.evals.reports.page_case import case_element
from reviewer.evals.reports.style import with_filters
from reviewer.report.page import framed

LARGEST = 4_500_000
"""Bytes of cases on one page: a browser opens so much at once without a pause."""
_MOST_TOLD, _MOST_NAMES = 40, 100
_SHOWS = {"all": "all", "worse": "worse than the baseline", "turned": "changed", "failing": "with a failed check"}


class Material(NamedTuple):
    """What cases are shown from; without a run only their checks are known. `names` are those of the items."""

    run: Run | None = None
    cases: Sequence[Case] = ()
    gold: Gold | None = None
    names: Mapping[str, str] = {}

    @property
    def predictions(self) -> Mapping[tuple[str, str], Prediction]:
        """That of each case; of several trials the first that came to something."""
        found: dict[tuple[str, str], Prediction] = {}
        for one in sorted(self.run.predictions, key=lambda one: (bool(one.failure), one.trial)) if self.run else ():
            found.setdefault((one.suite, one.case), one)
        return found


def to_page(board: Board, material: Material, largest: int = LARGEST) -> str:
    """The whole page. Where it would be too large, the words of cases that fail nothing new are left out first."""
    suites = [suite.suite for suite in board.suites]
    places = {case.key: number for number, case in enumerate(board.cases, 1)}
    cases, without_words = _cases(board, material, places, largest)
    parts = (
        *_top(board, places),
        _ways(suites),
        *_figures(board),
        _with_id(with_text("h2", "Cases"), "cases"),
        *_filters(suites),
        *_about_cases(material, without_words, len(suites)),
        *cases,
        with_text("p", "No case is so.", "none"),
    )
    return framed("Second Proof evals", with_filters(tuple(_SHOWS), suites), parts)


def _top(board: Board, places: Mapping[str, int]) -> Iterator[Element]:
    yield with_text("h1", f"Evals: {wording.headline(board)}")
    yield with_text("p", wording.mode(board), "mode")
    yield from (with_text("p", note) for note in wording.notes(board))
    for kind, sentences in wording.groups(board.regressions).items():
        yield with_text("h3", kind or "What is wrong", "bad")
        yield listed([*sentences[:_MOST_TOLD], *_more(len(sentences) - _MOST_TOLD)])
    fallen = [case for case in board.cases if case.regressions]
    if fallen:
        yield with_text("h3", "Passed in the baseline, no longer pass", "bad")
        yield _fallen(fallen, places)
    yield from _of_runs(board)


def _more(number: int) -> list[str]:
    return [f"… and {number} more"] if number > 0 else []


def _fallen(cases: Sequence[CaseBoard], places: Mapping[str, int]) -> Element:
    found = listed(())
    for case in cases[:_MOST_TOLD]:
        entry = SubElement(found, "li")
        link = SubElement(entry, "a", href=f"#case-{places[case.key]}")
        link.text = in_one_line(f"{case.suite} / {case.case}")
        first, *more = case.regressions
        link.tail = in_one_line(f": {wording.told(first)}" + (f" (and {len(more)} more)" if more else ""))
    found.extend(with_text("li", words) for words in _more(len(cases) - _MOST_TOLD))
    return found


def _of_runs(board: Board) -> Iterator[Element]:
    """What the two runs rest on and do not share, and cases of only one of them."""
    parts = {
        "What differs from the baseline": tuple(map(wording.in_words, board.differs)),
        "Cases gone": board.gone,
        "New cases": board.new,
    }
    for title, names in parts.items():
        if names:
            told = names[:_MOST_NAMES]
            yield folded(f"{title} ({len(names)})", [listed([*told, *_more(len(names) - _MOST_NAMES)])])


def _ways(suites: Sequence[str]) -> Element:
    """Where to go on the page."""
    found = Element("nav")
    for name, words in (*((f"figures-{suite}", suite) for suite in suites), ("cases", "cases")):
        link = SubElement(found, "a", href=f"#{name}")
        link.text, link.tail = words, " "
    return found


def _with_id(element: Element, name: str) -> Element:
    element.set("id", name)
    return element


def _figures(board: Board) -> Iterator[Element]:
    for suite in board.suites:
        cases = board.of(suite.suite)
        yield _with_id(with_text("h2", suite.suite), f"figures-{suite.suite}")
        yield with_text("p", f"{wording.checked(cases)}.", "soft")
        if not suite.is_comparable:
            yield with_text("p", "Not compared with the baseline: it was measured otherwise.", "doubt")
        yield _figure_table(suite)
    figures = [figure for suite in board.suites for figure in suite.figures]
    if any(figure.blind for figure in figures):
        yield with_text("p", wording.BLIND, "soft")


def _figure_table(suite: SuiteBoard) -> Element:
    measured = [figure for figure in suite.figures if figure.value is not None or figure.before is not None]
    names = [beside.name for beside in measured[0].beside] if measured else []
    heads = ("figure", "now", "change", "of", *names)
    frame, body = table(f"Figures of {suite.suite}", heads, "figures")
    for figure in measured:
        bound = wording.limit(figure)
        row(body, figure.name + (f" ({bound})" if bound else ""), _figure_cells(figure))
    for name in suite.gone:
        row(body, name, [with_text("td", "not measured any more", "bad")])
    return frame


def _figure_cells(figure: Figure) -> Iterator[Element]:
    spread = f" ±{figure.spread:.3f}" if figure.spread is not None else ""
    now = f"{'✗ ' * figure.is_broken}{wording.value(figure.value)}{spread}"
    yield with_text("td", now, "now bad" if figure.is_broken else "now")
    kind = "good" if figure.is_better else "bad" if figure.is_worse else ""
    yield with_text("td", f"{wording.change(figure)} {wording.sign(figure)}", kind)
    yield with_text("td", f"{figure.count:,}", "soft")
    for one in figure.beside:
        yield with_text("td", wording.value(one.value) + "*" * one.is_as_good, "doubt" if one.is_as_good else "soft")


def _filters(suites: Sequence[str]) -> Iterator[Element]:
    yield _choice("show", "Show", _SHOWS)
    yield _choice("suite", "Suite", {"all": "all", **{suite: suite for suite in suites}})


def _choice(name: str, title: str, choices: Mapping[str, str]) -> Element:
    field = Element("fieldset")
    SubElement(field, "legend").text = title
    for place, (key, words) in enumerate(choices.items()):
        label = SubElement(field, "label")
        chosen = {"checked": "checked"} if place == 0 else {}
        SubElement(label, "input", {"type": "radio", "name": name, "id": f"{name}-{key}", **chosen}).tail = f" {words}"
    return field


def _about_cases(material: Material, without_words: int, suites: int) -> Iterator[Element]:
    if material.run is None:
        yield with_text("p", "Only the checks are here: the report was made without the run.", "doubt")
        return
    legend = Element("p", {"class": "soft"})
    legend.text = "In the words: "
    for kind, words in (("found", "quoted"), ("expected", "expected"), ("both", "quoted and expected")):
        SubElement(legend, "mark", {"class": kind}).text = words
        legend[-1].tail = "  "
    yield legend
    if without_words:
        told = f"{wording.counted(without_words, 'case')} without words and tables, so that the page stays small."
        more = " A run of one suite alone (--suite) shows more of them." if suites > 1 else ""
        yield with_text("p", f"{told}{more}", "doubt")


def _cases(board: Board, material: Material, places: Mapping[str, int], largest: int) -> tuple[list[Element], int]:
    """The cases in their order, and how many of them had to go without their words."""
    predictions = material.predictions
    given = {(case.suite, case.id): case for case in material.cases}
    found: dict[str, Element] = {}
    size = without_words = 0
    for case in sorted(board.cases, key=_urgency):
        key = (case.suite, case.case)
        inside = opened(given[key], predictions.get(key), material.gold) if material.run and key in given else None
        whole = case_element(case, inside, places[case.key], material.names)
        size += (length := len(tostring(whole)))
        if size > largest and inside is not None:
            size, without_words = size - length, without_words + 1
            whole = case_element(case, None, places[case.key], material.names)
        found[case.key] = whole
    return [found[case.key] for case in board.cases], without_words


def _urgency(case: CaseBoard) -> int:
    """The first are shown whole in any case."""
    if case.regressions or case.failure:
        return 0
    return 1 if any(check.turn for check in case.checks) else 2 if case.standing("failed") else 3
