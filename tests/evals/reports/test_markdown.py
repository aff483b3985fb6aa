"""Markdown for a pull request: the summary first, nothing foreign that renders, and never too long."""

import re

import pytest
from markdown_it import MarkdownIt

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.reports.markdown import MARK, MOST, code, to_markdown
from reviewer.evals.score import Scores
from tests.evals.reports.boards import HOSTILE, SCORES, board, check, fallen

RENDERED = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
OURS = re.compile(r"<!-- second-proof-evals -->|</?(?:details|summary)>")


def large() -> Scores:
    """More regressions than one comment can hold."""
    checks = tuple(check(f"h{case:04}", "item EX-1 " + "x" * 150, False) for case in range(3000))
    return SCORES.model_copy(update={"checks": checks})


def test_the_summary_comes_first() -> None:
    """The mark, the result, what kind of model read, what is worse; the tables after that, folded."""
    text = to_markdown(board())
    places = [
        text.index(words)
        for words in (MARK, "## ❌", "OFFLINE", "**Worse**", "proposals/h01", "| suite |", "<details>", "| figure |")
    ]

    assert places == sorted(places)
    assert places[0] == 0
    assert "| proposals | 4 | 3 of 5 | 2 | 1 | 1 | 1 |" in text
    assert "| states | 0.500 | -0.250 ▼ | 10 | 0.500\\* | 1.000 |" in text


def test_hostile_words_render_as_themselves() -> None:
    """They make no tag, link, picture, heading or table of theirs, and are no mention, as they stand in code."""
    told = [token for block in RENDERED.parse(to_markdown(fallen())) for token in (block, *(block.children or ()))]
    kinds = {token.type for token in told}
    html = "".join(token.content for token in told if token.type in ("html_inline", "html_block"))
    loose = "".join(token.content for token in told if token.type == "text")

    assert not {"link_open", "image", "s_open", "fence", "code_block"} & kinds
    assert "script" not in OURS.sub("", html)
    assert "item" not in loose.replace("Passed", "")
    assert "<script>alert(1)</script>" in "".join(token.content for token in told if token.type == "code_inline")


@pytest.mark.parametrize("words", [HOSTILE, "`", "``a`", "a`", "", " ", "\\", "``` ```", "\n\n# heading"])
def test_code_holds_any_words(words: str) -> None:
    """Whatever the words are, they are one piece of code and nothing else."""
    children = RENDERED.parseInline(f"- {code(words)}")[0].children or []

    assert [token.type for token in children] == ["text", "code_inline"]


def test_it_never_passes_what_github_takes() -> None:
    """A report that would be too long is cut between two parts, and says so."""
    scores = large()
    before = baseline_of(
        scores.model_copy(update={"checks": tuple(one.model_copy(update={"passed": True}) for one in scores.checks)})
    )
    text = to_markdown(board(scores, before))
    short = to_markdown(board(scores, before), most=3000)

    assert len(text) <= MOST
    assert len(short) <= 3000
    assert "This report was cut here" in short
    assert short.count("<details>") == short.count("</details>")
    assert "This report was cut here" not in to_markdown(board())
