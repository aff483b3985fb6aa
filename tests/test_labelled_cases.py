"""The whole review on the labelled proposals: quotes, coverage of items, and how often states are right."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.cases import always, judged, scores
from reviewer.framework import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.reading.document import read_document
from reviewer.review import review_document
from tests.perfect_claims import EVALS, PROPOSALS


@pytest.mark.parametrize("case", PROPOSALS)
def test_every_quote_of_a_review_stands_at_its_offsets(case: str, framework: Framework) -> None:
    """A review has 45 items, and each of its quotes is the text at the offsets that it names."""
    document = read_document(EVALS / "proposals" / f"{case}.md")
    report = asyncio.run(review_document(document, OfflineModel(framework), framework))
    facets = [facet for item in report.items for facet in item.facets.values()]
    words = [words for part in (*report.items, *report.gaps, *facets) for words in part.evidence]

    assert len(report.items) == 45
    assert words
    assert all(document.text[found.start : found.end] == found.quote for found in words)


def test_the_offline_model_reads_far_better_than_nothing() -> None:
    """Item states beat both readers that read nothing, and hardly an essential is wrongly called satisfied."""
    rows = judged(PROPOSALS)
    found, nothing = scores(rows), scores(always(rows, "missing"))

    assert found.macro_f1 >= 0.6
    assert found.macro_f1 > 2 * nothing.macro_f1
    assert found.wrongly_satisfied <= 0.05


def test_reading_sees_neither_name_nor_label(tmp_path: Path, framework: Framework) -> None:
    """Under another name and away from its labels a proposal gives the same items and gaps."""
    text = (EVALS / "proposals" / "h04.md").read_bytes()
    (tmp_path / "renamed.md").write_bytes(text)
    model = OfflineModel(framework)

    here = asyncio.run(review_document(read_document(EVALS / "proposals" / "h04.md"), model, framework))
    there = asyncio.run(review_document(read_document(tmp_path / "renamed.md"), model, framework))

    assert here.model_copy(update={"source": there.source}) == there
