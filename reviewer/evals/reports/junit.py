"""The report as JUnit XML, for whatever shows tests: a case is a test, and so is each figure that may not get worse.

A failure is what passed in the baseline and does not pass any more. What failed before and fails still is no failure;
it is told in the output of its test.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reviewer.evals.reports import wording
from reviewer.evals.reports.board import Board, CaseBoard, CheckLine, Figure, SuiteBoard
from reviewer.text import clean, shown

# Characters that `clean` leaves and that XML 1.0 does not know.
_NO_XML = re.compile("[\ufffe\uffff]")
_NAME = "second-proof-evals"


def to_junit(board: Board) -> str:
    """The whole of it, with the counts that readers of the format expect."""
    root = Element("testsuites", name=_NAME)
    root.append(_run(board))
    for suite in board.suites:
        root.append(_suite(suite.suite, _tests(board, suite)))
        root.append(_suite(f"{suite.suite}, figures", _figures(suite)))
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        root.set(name, str(sum(1 for _ in root.iter(tag))))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(name: str, tests: Iterator[Element]) -> Element:
    suite = Element("testsuite", name=_attribute(name))
    suite.extend(tests)
    counts = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for count, tag in counts.items():
        suite.set(count, str(sum(1 for _ in suite.iter(tag))))
    return suite


def _run(board: Board) -> Element:
    """Whether the run as a whole can be judged; an error here where everything else would look as if it passed."""
    test = _test("run", "can be compared with the baseline")
    if board.exit_code in (3, 5) or not all(one.is_comparable for one in board.suites):
        _told(test, "error", wording.headline(board), [*wording.plain(board.regressions), *wording.notes(board)])
    suite = _suite("run", iter([test]))
    properties = Element("properties")
    for name, said in (("mode", board.mode), ("model", board.model), ("what it means", wording.mode(board))):
        SubElement(properties, "property", name=name, value=_attribute(said))
    suite.insert(0, properties)
    return suite


def _tests(board: Board, suite: SuiteBoard) -> Iterator[Element]:
    for case in board.of(suite.suite):
        yield _case(case)
    for key in board.gone if suite.is_comparable else ():
        if key.startswith(f"{suite.suite}/"):
            test = _test(suite.suite, key.partition("/")[2])
            _told(test, "failure", "The case is in the baseline and was not measured.", ())
            yield test


def _case(case: CaseBoard) -> Element:
    test = _test(case.suite, case.case)
    fallen = case.regressions
    if case.failure:
        _told(test, "error", f"The case ended in an error: {case.failure}.", ())
    elif fallen:
        _told(test, "failure", f"{wording.fallen(len(fallen))}.", [wording.told(check) for check in fallen])
    elif not (case.standing("passed") or case.standing("failed")):
        doubtful = case.standing("doubtful")
        SubElement(test, "skipped", message="Every label is doubtful." if doubtful else "Nothing is labelled.")
    still = [check for check in case.checks if check.standing == "failed" and not check.is_regression]
    if still and not case.failure:
        SubElement(test, "system-out").text = _text(_still(still))
    return test


def _still(checks: Sequence[CheckLine]) -> str:
    return "\n".join(["These do not pass, and are no regression:", *(shown(wording.told(one)) for one in checks)])


def _figures(suite: SuiteBoard) -> Iterator[Element]:
    """Figures that may not get worse, or have a hard limit."""
    for figure in suite.figures:
        if figure.is_gate or wording.limit(figure):
            yield _figure(suite, figure)
    for name in suite.gone:
        test = _test(f"{suite.suite}, figures", name)
        _told(test, "failure", "The figure is in the baseline and is not measured any more.", ())
        yield test


def _figure(suite: SuiteBoard, figure: Figure) -> Element:
    test = _test(f"{suite.suite}, figures", figure.name)
    now = wording.value(figure.value)
    if figure.is_broken:
        _told(test, "failure", f"A hard limit is not kept: {now}, must be {wording.limit(figure)}.", ())
    elif figure.is_regression:
        words = f"Worse: {wording.value(figure.before)} before, {now} now ({wording.change(figure)})."
        _told(test, "failure", words, ())
    elif figure.value is None and figure.before is None:
        SubElement(test, "skipped", message="There is nothing to measure.")
    return test


def _test(group: str, name: str) -> Element:
    return Element("testcase", classname=_attribute(group), name=_attribute(name))


def _told(test: Element, tag: str, message: str, lines: Sequence[str]) -> None:
    SubElement(test, tag, message=_attribute(message)).text = _text("\n".join(map(shown, lines)))


def _attribute(words: str) -> str:
    return _NO_XML.sub("\ufffd", shown(words))


def _text(words: str) -> str:
    return _NO_XML.sub("\ufffd", clean(words))
