"""A published assessment read back: the same facts and figures, and nothing that is not ours."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviewer.assessment.assess import assess
from reviewer.assessment.inputs import inputs
from reviewer.errors import DocumentError
from reviewer.framework import Framework
from reviewer.readiness.fold import fold
from reviewer.report.contract import AssessmentDocument, Reader, SourceStamp, publish, to_json
from reviewer.report.restored import restored
from tests.perfect_claims import INTERVIEWS, PROPOSALS, perfect_claims


def written(text: str, folder: Path) -> Path:
    path = folder / "assessment.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", PROPOSALS[:4])
def test_the_plan_comes_back(case: str, framework: Framework, tmp_path: Path) -> None:
    """Every figure that the arithmetic runs on is the same as before, and so are values, rows and words."""
    readiness = fold(perfect_claims("proposals", case, framework), framework)
    source = SourceStamp(kind="proposal", name=case, sha256="0" * 64)
    document = publish(assess(readiness, framework), framework, source, Reader(model="m", degraded=False))

    found = restored(written(to_json(document), tmp_path), framework)

    assert inputs(found.readiness, framework.thresholds) == inputs(readiness, framework.thresholds)
    assert (found.name, found.kind) == (case, "proposal")
    for key, now in found.readiness.facets.items():
        assert now.evidence == readiness.facet(key).evidence
        assert (now.current is None) == (readiness.facet(key).current is None)


def test_an_interview_comes_back(framework: Framework, tmp_path: Path) -> None:
    """Its kind is kept, and the items that were asked about are those that are not unknown."""
    claims = perfect_claims("interviews", INTERVIEWS[0], framework)
    asked = [item.id for item in framework.items[:30]]
    assessment = assess(fold(claims, framework), framework, "interview", asked)
    source = SourceStamp(kind="interview", name="x", sha256="0" * 64)
    document = publish(assessment, framework, source, Reader(model="m", degraded=False))

    found = restored(written(to_json(document), tmp_path), framework)

    assert found.kind == "interview"
    assert set(asked) <= found.answered
    again = assess(found.readiness, framework, "interview", found.answered)
    assert [item.state for item in again.items if item.id.startswith("EX")] == [
        item.state for item in assessment.items if item.id.startswith("EX")
    ]


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", "[" * 5000, '{"schema": "second-proof/capacity/1"}', "\ud7ff"]
)
def test_a_file_that_is_not_ours(text: str, framework: Framework, tmp_path: Path) -> None:
    """Whatever it holds, it is refused in one sentence that names it."""
    with pytest.raises(DocumentError, match=r"assessment\.json is not an assessment") as refused:
        restored(written(text, tmp_path), framework)

    assert len(str(refused.value).splitlines()) == 1


def test_bytes_that_are_no_text(framework: Framework, tmp_path: Path) -> None:
    """A picture is no assessment, and neither is a folder."""
    path = tmp_path / "x.json"
    path.write_bytes(b"\x89PNG\xff\xfe")

    with pytest.raises(DocumentError, match="is not an assessment"):
        restored(path, framework)
    with pytest.raises(DocumentError, match="cannot be read"):
        restored(tmp_path, framework)


@pytest.mark.parametrize("value", [-1, 1e300, "sixty", True, [], [{"days": "all"}], None])
def test_a_value_that_does_not_fit(
    value: Any, reviewed: AssessmentDocument, framework: Framework, tmp_path: Path
) -> None:
    """A figure that its facet cannot hold never reaches the arithmetic."""
    data = json.loads(to_json(reviewed))
    facets = [facet for item in data["items"] for key, facet in item["facets"].items() if key == "handling_minutes"]
    facets[0]["value"] = value

    with pytest.raises(DocumentError, match="is not an assessment"):
        restored(written(json.dumps(data), tmp_path), framework)


def test_a_fact_of_another_framework(reviewed: AssessmentDocument, framework: Framework, tmp_path: Path) -> None:
    """It is not left out in silence."""
    text = to_json(reviewed).replace('"handling_minutes"', '"handling_parsecs"')

    with pytest.raises(DocumentError, match="with this framework: 'handling_parsecs'"):
        restored(written(text, tmp_path), framework)
