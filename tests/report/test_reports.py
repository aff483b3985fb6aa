"""The reports for people: what they show, and that foreign text stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reviewer.report.contract import AssessmentDocument
from reviewer.report.markdown import escaped, to_markdown
from reviewer.report.terminal import NARROWEST, to_text
from reviewer.text import shown

RENDERER = MarkdownIt("gfm-like")
LIVE = {"link_open", "image", "html_inline", "html_block", "code_inline", "fence", "code_block", "s_open", "em_open"}
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
MARKUP = st.text("[]()<>!|\\`#*_~-+=:/.@1 ahtpsw\n", max_size=60)


def tokens(markdown: str) -> set[str]:
    return {token.type for block in RENDERER.parse(markdown) for token in [block, *(block.children or [])]}


def flat(text: str) -> str:
    return " ".join(text.replace("\\", "").replace(" | ", " ").split())


@pytest.mark.parametrize("form", [to_text, to_markdown])
def test_report_shows_everything(reviewed: AssessmentDocument, form: object) -> None:
    """Verdict, limit, reader, coverage, confidence, areas, arithmetic with assumptions, and every gap in full."""
    assert callable(form)
    text = flat(form(reviewed))

    assert text.index(reviewed.verdict.sentence) < text.index(reviewed.verdict.limiting_fact) < text.index("Coverage")
    assert "Read by the built-in offline model, which recognises wording by rules and misses much." in text
    assert f"{reviewed.coverage.known} known" in text
    assert all(reason in text for reason in reviewed.confidence.reasons)
    assert all(area.name in text for area in reviewed.areas)
    assert "30% (assumed)" in text
    assert "4,500 cases a day (stated)" in text
    for gap in reviewed.gaps:
        words = gap.title, gap.rule, gap.item or "", gap.fix, *gap.claims, *gap.references
        assert all(flat(part) in text for part in words)
        assert not gap.evidence or f"(line {gap.evidence[0].line})" in text
        assert not gap.absent or f"not stated; looked in {flat(gap.absent.searched)}" in text


def test_offline_reader_is_not_dressed_up(reviewed: AssessmentDocument) -> None:
    """A model of another name is named, and a degraded reading is told."""
    service = reviewed.model_copy(
        update={"reader": reviewed.reader.model_copy(update={"model": "m", "degraded": True})}
    )

    assert "The model m failed on the way" in to_text(service)


@pytest.mark.parametrize("width", [1, NARROWEST, 60, 100, 500])
def test_text_keeps_to_its_width(reviewed: AssessmentDocument, width: int) -> None:
    """Lines are wrapped to the width of the terminal, between a narrowest and a widest that can be read."""
    assert max(len(line) for line in to_text(reviewed, width).splitlines()) <= max(NARROWEST, min(width, 100))


def test_text_report_steers_no_terminal(attacked: AssessmentDocument) -> None:
    """Nothing in a document reaches the terminal as a control character, and no line of it looks like a heading."""
    text = to_text(attacked)

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert "�[31mred" in text
    assert not any(line.startswith(("# Ready", "Ready to scale")) for line in text.splitlines())


def test_markdown_report_has_no_live_markup(attacked: AssessmentDocument) -> None:
    """Rendered with all extensions, a hostile document yields no link, image, tag, code or struck text."""
    markdown = to_markdown(attacked)

    assert tokens(markdown) & LIVE == set()
    assert "evil" in markdown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", markdown)


def test_refused_claims_are_counted(attacked: AssessmentDocument) -> None:
    """Both reports say how many claims were refused, and why."""
    for text in (to_text(attacked), to_markdown(attacked)):
        assert "proposed 1 more" in flat(text)
        assert "1 × quote not found" in flat(text)


@pytest.mark.parametrize("sign", list("[]()<>!|\\`#*_{}~$&@^"))
def test_every_sign_of_markup_is_escaped(sign: str) -> None:
    """Every sign that some renderer gives a meaning to is escaped, wherever it stands."""
    assert escaped(f"a{sign}b") == f"a\\{sign}b"


@given(ANYTHING | MARKUP)
def test_escaped_text_renders_as_itself(text: str) -> None:
    """Whatever the text: alone, in a list, quotation or heading it renders as its own characters."""
    expected = shown(text)
    for before in ("", "- ", "> ", "## "):
        markdown = f"{before}{escaped(text)}"
        inline = [token for token in RENDERER.parse(markdown) if token.type == "inline"]
        children = [child for token in inline for child in token.children or []]

        assert {child.type for child in children} <= {"text", "text_special"}
        assert "".join(child.content for child in children) == expected
        assert len(RENDERER.parse(markdown)) == len(RENDERER.parse(f"{before}word" if expected else before.rstrip()))
