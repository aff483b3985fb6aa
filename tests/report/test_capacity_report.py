"""The published arithmetic and its forms: schema and bytes, text that fits, a page that nothing can break out of."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.assess import assessed, find
from reviewer.assessment.whatif import with_values
from reviewer.framework import Framework
from reviewer.readiness.claims import Value
from reviewer.readiness.fold import Readiness
from reviewer.report.capacity.document import (
    SCHEMA,
    CapacityDocument,
    capacity_json,
    capacity_schema_text,
    shipped_capacity_schema,
)
from reviewer.report.capacity.page import capacity_page
from reviewer.report.capacity.sums import Origins, capacity_document
from reviewer.report.capacity.text import capacity_text
from reviewer.report.contract import AssessmentDocument, Words, to_json
from reviewer.report.plots import ticks
from reviewer.report.restored import restored

PLAN: dict[str, Value | tuple[Value, ...] | None] = {
    "volume_target_per_day": 10_000.0,
    "volume_now_per_day": 1_000.0,
    "escalation_rate": 0.05,
    "handling_minutes": 12.0,
    "reviewers_fte": 21.0,
    "max_queue_depth": 20.0,
    "max_wait_hours": 0.25,
    "peak_factor": 1.5,
    "peak_of": "hour",
}
OPTIONS = {"reviewers_fte": "--reviewers", "handling_minutes": "--handling-time", "max_queue_depth": "--max-queue"}
HOSTILE = "</style><script>alert(1)</script> &amp; \x1b[31mred\x07 \u202eright to left \ud800 <svg onload=x> \u2066"
VOID = {"meta"}


def worked_out(
    framework: Framework, tried: dict[str, Value | tuple[Value, ...] | None], source: str | None = None
) -> CapacityDocument:
    readiness = with_values(Readiness(), tried, framework)
    findings = find(readiness, framework, "proposal", frozenset())
    return capacity_document(findings, assessed(findings, frozenset()), Origins(options=OPTIONS, source=source))


@pytest.fixture(scope="session")
def plan(framework: Framework) -> CapacityDocument:
    """The essay's plan with a few people less than it needs."""
    return worked_out(framework, PLAN)


@pytest.fixture(scope="session")
def hostile(plan: CapacityDocument) -> CapacityDocument:
    """The same plan, from a source whose every word attacks the reader."""
    words = Words(quote=HOSTILE, start=0, end=1, line=1, page=None)
    facts = tuple(
        fact.model_copy(update={"origin": "source", "value": HOSTILE, "evidence": (words,)}) for fact in plan.inputs
    )
    gaps = tuple(
        gap.model_copy(update={"title": HOSTILE, "fix": HOSTILE, "evidence": (words,)}) for gap in plan.findings
    )
    return plan.model_copy(update={"source": HOSTILE, "inputs": facts, "findings": gaps, "notes": (HOSTILE,)})


class Reading(HTMLParser):
    """What a browser would see: the tags in order, those left open, and the text outside the style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open[-1:] == ["style"] else data


def test_the_schema_file_is_what_the_models_say() -> None:
    """The schema in the package is the schema of the models, byte for byte, and is itself a valid schema."""
    assert shipped_capacity_schema() == capacity_schema_text()
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped_capacity_schema()))


def test_json_fits_the_schema(plan: CapacityDocument, hostile: CapacityDocument, framework: Framework) -> None:
    """Whole, empty or hostile: what is printed is valid; with a key more it is not."""
    validator = jsonschema.Draft202012Validator(json.loads(shipped_capacity_schema()))
    for document in (plan, worked_out(framework, {}), hostile.model_copy(update={"source": "x"})):
        data = json.loads(capacity_json(document))
        validator.validate(data)
        assert data["schema"] == SCHEMA
        assert not validator.is_valid(data | {"score": 1})


def test_json_comes_back(plan: CapacityDocument) -> None:
    """The document can be read from its own JSON, which is written in one way."""
    again = CapacityDocument.model_validate_json(capacity_json(plan))

    assert capacity_json(again) == capacity_json(plan)
    assert '"volume_per_day": 10000,' in capacity_json(plan)


def test_what_was_tried_out_is_no_quote(plan: CapacityDocument) -> None:
    """Only people are quoted: the words of options stand nowhere as evidence."""
    assert plan.findings
    assert not any(gap.evidence for gap in plan.findings)


def test_quotes_of_an_assessment_are_kept(reviewed: AssessmentDocument, framework: Framework, tmp_path: Path) -> None:
    """Findings on facts of a document show its words, as in the review."""
    path = tmp_path / "a.json"
    path.write_text(to_json(reviewed), encoding="utf-8")
    before = restored(path, framework)
    findings = find(before.readiness, framework, before.kind, before.answered)
    document = capacity_document(findings, assessed(findings, before.answered), Origins(options=OPTIONS, source="h04"))

    assert any(gap.evidence for gap in document.findings)
    assert "  | “" in capacity_text(document)


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_text_keeps_to_its_width(plan: CapacityDocument, width: int) -> None:
    """In a narrow window the tables become lists."""
    lines = capacity_text(plan, width).splitlines()

    assert max(map(len, lines)) <= width
    assert not any(first == second == "" for first, second in pairwise(lines))


def test_hostile_words_do_not_reach_the_terminal(hostile: CapacityDocument) -> None:
    """Nothing that a terminal obeys, and no text that turns round."""
    text = capacity_text(hostile)

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert "<U+202E>" in text


def test_hostile_words_do_not_reach_the_page(hostile: CapacityDocument, plan: CapacityDocument) -> None:
    """They add no tag and no attribute to the page, and stand in it as text."""
    attacked, calm = Reading(capacity_page(hostile)), Reading(capacity_page(plan))

    assert {tag for tag, _ in attacked.tags} <= {tag for tag, _ in calm.tags} | {"blockquote", "cite"}
    assert not any(name.startswith("on") for _, attributes in attacked.tags for name in attributes)
    assert "<script>alert(1)</script>" in attacked.text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", attacked.text)


def test_the_page_stands_alone(plan: CapacityDocument) -> None:
    """No script, nothing from outside, every tag closed, and a policy that would refuse both."""
    page = capacity_page(plan)
    reading = Reading(page)

    assert reading.open == []
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in reading.tags}
    assert not re.search(r"https?:|//[a-z]|url\(|@import", page)
    assert not any({"src", "href", "style"} & set(attributes) for _, attributes in reading.tags)
    assert any("default-src 'none'" in (attributes.get("content") or "") for _, attributes in reading.tags)
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_the_plots_speak(plan: CapacityDocument) -> None:
    """Each has a title and a description that are its name, and identities that occur once."""
    reading = Reading(capacity_page(plan))
    pictures = [attributes for tag, attributes in reading.tags if tag == "svg"]
    names = [attributes["id"] for _, attributes in reading.tags if "id" in attributes]

    assert len(pictures) == 2
    assert len(names) == len(set(names)) == 4
    for attributes in pictures:
        assert attributes["role"] == "img"
        assert set((attributes["aria-labelledby"] or "").split()) <= set(names)
    assert "The limit is 20." in reading.text
    assert "23 people for 5%" in reading.text


def test_the_queue_is_inside_its_frame(plan: CapacityDocument) -> None:
    """Every point of every line lies on the picture."""
    for points in re.findall(r'points="([^"]+)"', capacity_page(plan)):
        for point in points.split():
            x, y = (float(part) for part in point.split(","))
            assert 0 <= x <= 480
            assert 0 <= y <= 300


@pytest.mark.parametrize("left_out", sorted(PLAN))
def test_every_form_can_do_without_any_one_fact(left_out: str, framework: Framework) -> None:
    """Whatever is not stated, there is a text, a JSON and a page."""
    document = worked_out(framework, {key: value for key, value in PLAN.items() if key != left_out})

    assert capacity_text(document).startswith("Does the plan hold?")
    assert json.loads(capacity_json(document))["answer"]
    assert Reading(capacity_page(document)).open == []


@pytest.mark.parametrize("rate", [0.0, 1e-6, 0.5, 1.0])
def test_every_form_can_take_any_share(rate: float, framework: Framework) -> None:
    """From nothing handed over to everything."""
    document = worked_out(framework, PLAN | {"escalation_rate": rate})

    assert capacity_text(document)
    assert "nan" not in capacity_json(document)
    assert Reading(capacity_page(document)).open == []


@given(st.floats(1e-4, 1e9))
def test_round_numbers_cover_what_is_shown(high: float) -> None:
    """They rise from 0 in equal steps of 1, 2 or 5 times a power of ten, a handful of them, and no step is wasted."""
    found = ticks(high)
    steps = [second - first for first, second in pairwise(found)]

    assert 2 <= len(found) <= 6
    assert found[0] == 0
    assert found[-2] < high <= found[-1] * (1 + 1e-6)
    assert max(steps) == pytest.approx(min(steps), rel=1e-6)
    assert f"{steps[0]:.1e}"[0] in "125"


def test_a_fact_in_dispute_is_not_given(framework: Framework) -> None:
    """No side is chosen: the arithmetic goes without it, and it stands nowhere as a fact."""
    readiness = with_values(Readiness(), PLAN, framework)
    now = readiness.facet("handling_minutes")
    assert now.current is not None
    disputed = now.model_copy(update={"current": now.current.model_copy(update={"conflict": True})})
    facets = readiness.facets | {"handling_minutes": disputed}
    findings = find(Readiness(facets=facets), framework, "interview", frozenset())
    document = capacity_document(findings, assessed(findings, frozenset()), Origins(options=OPTIONS))

    assert document.answer.holds == "not_known"
    assert [fact.facet for fact in document.inputs] == ["reviewers_fte", "max_queue_depth"]
