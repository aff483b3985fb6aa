"""The published JSON: its shape, its schema, its bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reviewer.assessment.assess import assess
from reviewer.framework import Framework
from reviewer.models.port import ProposedClaim
from reviewer.readiness.claims import Rejection
from reviewer.readiness.fold import fold
from reviewer.reading.document import Document
from reviewer.reading.gate import SourceText, admit
from reviewer.report.contract import (
    AssessmentDocument,
    Reader,
    SourceStamp,
    publish,
    schema_text,
    shipped_schema,
    to_json,
)
from tests.perfect_claims import PROPOSALS, perfect_claims

ROOT = Path(__file__).parent.parent.parent
KEYS = {
    "": "schema framework source reader verdict areas coverage confidence items capacity gaps rejected_claims",
    "framework": "version items",
    "source": "kind name sha256",
    "reader": "model degraded",
    "verdict": "code sentence limiting_fact",
    "areas": "id name state known items",
    "coverage": "asked known essentials_known essentials",
    "confidence": "level reasons",
    "items": "id state why facets evidence",
    "capacity": "inputs assumptions results scenarios worst_case open",
    "gaps": "id rule item severity title why fix evidence absent arithmetic claims references waived",
}
EVIDENCE_KEYS = ["quote", "start", "end", "line", "page"]
ONLY_WHERE_THEY_SAY_SOMETHING = {"also", "question"}
FACET_KEYS = ["value", "unit", "grade", "tense", "evidence"]


def all_evidence(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for part in value for found in all_evidence(part)]
    if not isinstance(value, dict):
        return []
    return [value] if "quote" in value and "start" in value else all_evidence(list(value.values()))


def test_keys_and_their_order(reviewed: AssessmentDocument) -> None:
    """The JSON has the keys of the output contract, all of them, no others, in one order."""
    data = json.loads(to_json(reviewed))
    facet = next(facet for item in data["items"] for facet in item["facets"].values())

    for name, keys in KEYS.items():
        part = data[name] if name else data
        found = list(part[0] if isinstance(part, list) else part)
        assert [key for key in found if key not in ONLY_WHERE_THEY_SAY_SOMETHING] == keys.split(), name
    assert list(facet) == FACET_KEYS
    assert all(list(evidence) == EVIDENCE_KEYS for evidence in all_evidence(data))
    assert data["schema"] == "second-proof/assessment/1"


def test_every_quote_stands_at_its_offsets(reviewed: AssessmentDocument, proposal: Document) -> None:
    """In items, facets and gaps every quote is the document's own words at its offsets and on its line."""
    found = all_evidence(json.loads(to_json(reviewed)))
    lines = proposal.text.splitlines()

    assert len(found) > 50
    for evidence in found:
        assert proposal.text[evidence["start"] : evidence["end"]] == evidence["quote"]
        assert lines[evidence["line"] - 1].startswith(evidence["quote"].split("\n")[0][:5]) or (
            evidence["quote"].split("\n")[0] in lines[evidence["line"] - 1]
        )


def test_all_items_in_the_order_of_the_framework(reviewed: AssessmentDocument, framework: Framework) -> None:
    """Every item of the framework is reported once."""
    assert [item.id for item in reviewed.items] == [item.id for item in framework.items]
    assert reviewed.framework.items == len(framework.items)


def test_nothing_is_there_without_words(reviewed: AssessmentDocument) -> None:
    """Every item that is satisfied or partial, and every filled facet, shows the words that it rests on."""
    there = [item for item in reviewed.items if item.state in ("satisfied", "partial")]

    assert len(there) > 10
    assert all(item.evidence for item in there)
    assert all(facet.evidence for item in reviewed.items for facet in item.facets.values())


def test_schema_file_is_what_the_models_say() -> None:
    """The schema in the package is the schema of the models, byte for byte, and is itself a valid schema."""
    assert shipped_schema() == schema_text()
    jsonschema.Draft202012Validator.check_schema(json.loads(shipped_schema()))


def test_real_output_fits_the_schema(reviewed: AssessmentDocument, attacked: AssessmentDocument) -> None:
    """What the program prints is valid; with a key more or less it is not."""
    validator = jsonschema.Draft202012Validator(json.loads(shipped_schema()))
    data = json.loads(to_json(reviewed))

    validator.validate(data)
    validator.validate(json.loads(to_json(attacked)))
    assert not validator.is_valid(data | {"score": 0.7})
    assert not validator.is_valid({key: value for key, value in data.items() if key != "reader"})


def test_interview_names_its_replies(framework: Framework) -> None:
    """Words from an interview carry the number of the answer, and a conflict of two speakers is told."""
    said = ProposedClaim(facet="sponsor_role", value="COO", quote="The COO.")
    other = said.model_copy(update={"value": "CFO", "quote": "The CFO."})
    replies = [("reply 3", "The COO.", "Ana", said), ("reply 4", "The CFO.", "Ben", other)]
    claims = [
        admit((claim,), SourceText(label, text, "reply", speaker), framework, number).claims[0]
        for number, (label, text, speaker, claim) in enumerate(replies, 1)
    ]
    assessment = assess(fold(claims, framework), framework, kind="interview", asked=["OM-4"])
    source = SourceStamp(kind="interview", name="x", sha256="0" * 64)
    document = publish(assessment, framework, source, Reader(model="offline", degraded=False))

    data = json.loads(to_json(document))

    facet = next(item for item in data["items"] if item["id"] == "OM-4")["facets"]["sponsor_role"]
    assert [evidence["reply"] for evidence in facet["evidence"]] == [3, 4]
    assert facet["conflict"] is True
    jsonschema.Draft202012Validator(json.loads(shipped_schema())).validate(data)


def test_rejected_claims_are_published(framework: Framework) -> None:
    """Every refusal of the gate is in the JSON with item, reason and quote."""
    refused = Rejection(facet="sponsor_role", item="OM-4", reason="quote not found", quote="made up")
    source = SourceStamp(kind="proposal", name="x", sha256="0" * 64)
    document = publish(
        assess(fold([], framework), framework), framework, source, Reader(model="m", degraded=False), [refused]
    )

    expected = [{"item": "OM-4", "reason": "quote not found", "quote": "made up"}]
    assert json.loads(to_json(document))["rejected_claims"] == expected


def test_json_holds_nothing_that_a_terminal_obeys(attacked: AssessmentDocument) -> None:
    """Control, direction and zero-width characters are escaped, and decode to what the document says."""
    text = to_json(attacked)

    assert not any(character in text for character in "\x1b\x07\x9b\u202e")
    assert any("\x1b[31mred" in evidence["quote"] for evidence in all_evidence(json.loads(text)))


def test_whole_numbers_are_written_whole(reviewed: AssessmentDocument) -> None:
    """60 is written 60 and not 60.0; a share keeps its digits."""
    capacity = json.loads(to_json(reviewed))["capacity"]

    assert '"volume_target_per_day": 4500\n' in to_json(reviewed)
    assert isinstance(capacity["inputs"]["escalation_rate"], float)


def test_several_documents_are_an_array(reviewed: AssessmentDocument) -> None:
    """Several documents are one array of the same objects."""
    single = json.loads(to_json(reviewed))

    assert json.loads(to_json([reviewed, reviewed])) == [single, single]


@pytest.mark.parametrize("case", PROPOSALS[:2])
def test_same_claims_same_bytes(case: str) -> None:
    """Shuffled claims under another hash seed give the same JSON, byte for byte."""
    outputs = {_run(["-m", "tests.report.shuffled", case, seed], seed) for seed in ("1", "2", "3")}

    assert len(outputs) == 1


def test_same_text_same_bytes() -> None:
    """The offline review of one document under two hash seeds gives the same JSON, byte for byte."""
    command = ["-m", "reviewer", "review", str(ROOT / "evals" / "proposals" / "h07.md"), "--format", "json"]

    assert _run(command, "1") == _run(command, "2")


def test_shuffled_claims_are_really_shuffled(framework: Framework) -> None:
    """The claims of the cases are many enough for an order to matter."""
    assert all(len(perfect_claims("proposals", case, framework)) > 50 for case in PROPOSALS[:2])


def _run(arguments: list[str], seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, check=False)
    assert len(done.stdout) > 10_000, done.stderr.decode()
    return done.stdout
