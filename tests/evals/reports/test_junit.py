"""JUnit: what counts as failed, in error or skipped, with right counts, and nothing that breaks the XML."""

import re
from xml.etree import ElementTree

import pytest

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.reports.junit import to_junit
from reviewer.evals.score import Row, Scores
from tests.evals.reports.boards import METRICS, SCORES, board, check, fallen, hostile, metric


def by_name(scores: Scores = SCORES, **more: object) -> dict[str, ElementTree.Element]:
    """Each test by its name."""
    root = ElementTree.fromstring(to_junit(board(scores, **more)))  # type: ignore[arg-type]
    return {test.get("name") or "": test for test in root.iter("testcase")}


def outcome(test: ElementTree.Element) -> str:
    """What readers of the format see of a test."""
    return next((part.tag for part in test if part.tag in ("failure", "error", "skipped")), "passed")


def test_a_case_fails_where_it_passed_before() -> None:
    """Only that is a failure; what fails still is in the output of its test; no sure label is a skipped test."""
    found = by_name()

    assert {name: outcome(found[name]) for name in ("h01", "h02", "h03", "h04", "gone")} == {
        "h01": "failure", "h02": "passed", "h03": "skipped", "h04": "passed", "gone": "failure",
    }  # fmt: skip
    assert "item EX-1: expected yes, found no" in (found["h01"][0].text or "")
    assert "item EX-3: no longer checked" in (found["h01"][0].text or "")
    assert "item EX-1: expected yes, found no" in (found["h02"].findtext("system-out") or "")
    assert found["h01"].find("system-out") is None


def test_one_check_passes_no_longer() -> None:
    """One check passed and no longer passes; two no longer pass."""
    one = SCORES.model_copy(update={"checks": (check("h02", "item EX-1", False),)})
    two = SCORES.model_copy(update={"checks": (*one.checks, check("h02", "item EX-2", False))})

    def message(scores: Scores) -> str | None:
        passed = tuple(each.model_copy(update={"passed": True}) for each in scores.checks)
        return by_name(scores, baseline=baseline_of(scores.model_copy(update={"checks": passed})))["h02"][0].get(
            "message"
        )

    assert message(one) == "1 check passed in the baseline and no longer passes."
    assert message(two) == "2 checks passed in the baseline and no longer pass."


def test_figures_are_tests_too() -> None:
    """A worse figure of the gate and one that is gone fail; one of which nothing is measured is skipped."""
    found = by_name()

    assert {name: outcome(found[name]) for name in ("states", "attacks", "valid quotes", "verdicts", "old")} == {
        "states": "failure", "attacks": "passed", "valid quotes": "passed", "verdicts": "skipped", "old": "failure",
    }  # fmt: skip


def test_a_broken_limit_fails_whatever_the_baseline_says() -> None:
    """Its test says what it must be."""
    broken = SCORES.model_copy(
        update={"rows": (Row(name="offline", metrics=(*METRICS[:2], metric("valid quotes", 0.5, least=1.0))),)}
    )
    test = by_name(broken, baseline=baseline_of(broken))["valid quotes"]

    assert test[0].get("message") == "A hard limit is not kept: 0.500, must be at least 1."


def test_a_case_that_ended_in_an_error_is_an_error() -> None:
    """It is no failure, and not counted as one."""
    failed = SCORES.model_copy(update={"failures": {"proposals/h02": "RuntimeError"}})

    assert outcome(by_name(failed)["h02"]) == "error"


def test_a_run_that_cannot_be_compared_is_not_green() -> None:
    """There is one test of the run as a whole, which is in error then."""
    other = baseline_of(SCORES.model_copy(update={"prints": {"cases proposals": "other"}}))

    assert outcome(by_name(SCORES, baseline=other)["can be compared with the baseline"]) == "error"
    assert outcome(by_name()["can be compared with the baseline"]) == "passed"


@pytest.mark.parametrize("scores", [SCORES, hostile(), SCORES.model_copy(update={"failures": {"proposals/x": "E"}})])
def test_the_counts_are_those_of_the_tests(scores: Scores) -> None:
    """Those of each suite, and of all together, are what stands in them."""
    root = ElementTree.fromstring(to_junit(board(scores)))
    for suite in (root, *root.iter("testsuite")):
        outcomes = [outcome(test) for test in suite.iter("testcase")]
        counted = {name: int(suite.get(name) or -1) for name in ("tests", "failures", "errors", "skipped")}
        assert counted == {
            "tests": len(outcomes), "failures": outcomes.count("failure"), "errors": outcomes.count("error"),
            "skipped": outcomes.count("skipped"),
        }  # fmt: skip


def test_hostile_words_stay_words() -> None:
    """The file is well-formed, holds no character that XML or a terminal would stumble over, and no tag of theirs."""
    text = to_junit(fallen())
    tags = {element.tag for element in ElementTree.fromstring(text).iter()}

    assert tags <= {
        "testsuites", "testsuite", "testcase", "properties", "property", "failure", "error", "skipped", "system-out",
    }  # fmt: skip
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ufffe\uffff]", text)


def test_a_suite_that_cannot_be_compared_is_not_green() -> None:
    """Where something else is worse, and decides, it is told all the same."""
    rows = (Row(name="offline", metrics=(metric("valid quotes", 0.5, least=1.0),)),)
    other = baseline_of(SCORES.model_copy(update={"prints": {"cases proposals": "other"}}))
    tests = by_name(SCORES.model_copy(update={"rows": rows}), baseline=other)

    assert outcome(tests["valid quotes"]) == "failure"
    assert outcome(tests["can be compared with the baseline"]) == "error"
