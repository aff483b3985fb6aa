"""The text for a terminal: it fits, says loudly what it is, and ends with what broke."""

import re

import pytest

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.reports.advice import Commands
from reviewer.evals.reports.markdown import to_markdown
from reviewer.evals.reports.text import to_text
from reviewer.evals.score import Row
from tests.evals.reports.boards import BLIND, SCORES, board, check, fallen, hostile, metric


@pytest.mark.parametrize("width", [80, 100, 120])
def test_it_fits(width: int) -> None:
    """No line is wider than the terminal, hostile words or not."""
    for scores in (SCORES, hostile()):
        assert max(map(len, to_text(board(scores), width).splitlines())) <= width


def test_what_broke_comes_last() -> None:
    """Case and check are named with what was expected and found, then the result, then what to do now."""
    lines = to_text(board(), 100, Commands(page="report.html")).splitlines()[-10:]

    assert "  proposals/h01, item EX-1: expected yes, found no (and 1 more)" in lines
    assert "OFFLINE: 5 figures and checks are worse than in the baseline, or break a hard limit." in lines
    assert lines[-2].startswith("Next: open the cases with report.html.")


def test_much_that_broke_still_fits_on_a_screen() -> None:
    """Of hundreds of regressions a screen of 24 lines shows the first of each kind, and how many more there are."""
    checks = [check(f"h{case:03}", f"item EX-{number}", False) for case in range(60) for number in range(9)]
    metrics = tuple(metric(f"figure {number}", 0.1) for number in range(30))
    worse = SCORES.model_copy(update={"checks": tuple(checks), "rows": (Row(name="offline", metrics=metrics),)})
    better = worse.model_copy(
        update={
            "checks": tuple(one.model_copy(update={"passed": True}) for one in checks),
            "rows": (Row(name="offline", metrics=tuple(one.model_copy(update={"value": 0.2}) for one in metrics)),),
        }
    )
    text = to_text(board(worse, baseline_of(better)), 80)
    ending = text[text.index("Worse:") :]

    assert len(ending.splitlines()) <= 24
    assert "540 checks passed in the baseline and no longer pass:" in ending
    assert "… and 52 cases" in ending
    assert "… and 24 others" in ending


def test_it_is_honest_about_what_reads_nothing() -> None:
    """The mode stands at the top; a figure that a blind predictor reaches is marked, and the mark explained."""
    text = to_text(board(), 80)

    assert text.startswith("OFFLINE. The built-in model read. These figures are not the quality of a")
    assert re.search(r"^states +0\.500 +-0\.250▼ +10 +0\.500\* +1\.000$", text, re.MULTILINE)
    assert "* Reads nothing, and is as good" in text
    assert "Nothing to measure for: verdicts." in text


def test_a_change_is_never_rounded_to_nothing() -> None:
    """The gate is exact: what it calls worse must be seen."""
    slightly = SCORES.model_copy(update={"rows": (Row(name="offline", metrics=(metric("states", 0.5 - 1e-9),)),)})

    assert "-1e-09▼" in to_text(board(slightly, baseline_of(SCORES)), 80)


def test_a_service_is_named() -> None:
    """What was played back is not called live, and the model is named with nothing that a terminal obeys."""
    text = to_text(fallen(), 80)

    assert text.startswith("RECORDED. What ")
    assert "3 checks passed in the baseline and no longer pass:" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", text)
    assert "<U+202E>" in text


def test_names_are_words_too() -> None:
    """A figure, or a row beside it, can be called anything in a file of scores: nothing of it is obeyed or a cell."""
    name = "\x1b[31mred | cell\u202e"
    rows = Row(name="offline", metrics=(metric(name, 0.5), metric(f"{name}2", None))), Row(name=name, metrics=BLIND)
    told = board(SCORES.model_copy(update={"rows": rows, "checks": ()}))

    for shown in (to_text(told, 120), to_markdown(told)):
        assert not re.search("[\x1b\u202e]", shown)
    assert "red | cell" not in to_markdown(told)
