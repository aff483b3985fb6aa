"""The assessment as a whole: a pure function of the claims, the same on every machine, out of any model's reach."""

import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.assessment.assess import assess
from reviewer.framework import Framework
from reviewer.readiness.fold import fold
from tests.assessment.situations import said
from tests.perfect_claims import INTERVIEWS, PROPOSALS, perfect_claims

ROOT = Path(__file__).parents[2]
# What the rules may know: the language, the shape of data, the framework as data. Nothing that calls or draws.
PURE = ("reviewer/assessment", "reviewer/readiness", "reviewer/framework")
ALLOWED = {
    "collections", "dataclasses", "datetime", "decimal", "functools", "hashlib", "itertools", "math", "numpy",
    "operator", "pathlib", "re", "typing", "contextlib", "pydantic", "yaml", "reviewer",
}  # fmt: skip
ALLOWED_OF_OURS = {"assessment", "readiness", "framework", "text", "errors", "resources"}


@pytest.mark.parametrize(("folder", "case"), [("proposals", PROPOSALS[0]), ("interviews", INTERVIEWS[0])])
def test_the_order_of_the_claims_does_not_matter(folder: str, case: str, framework: Framework) -> None:
    """Shuffled claims give the same assessment, byte for byte, and so does a second run."""
    claims = perfect_claims(folder, case, framework)
    expected = assess(fold(claims, framework), framework).model_dump_json()

    for seed in range(4):
        random.Random(seed).shuffle(claims)
        assert assess(fold(claims, framework), framework).model_dump_json() == expected


def test_assessing_changes_nothing_that_it_was_given(framework: Framework) -> None:
    """Readiness and framework are the same afterwards."""
    readiness = fold(said(), framework)
    before = readiness.model_dump_json()

    assess(readiness, framework)

    assert readiness.model_dump_json() == before


def printed(program: str, seed: str = "0") -> str:
    """What a fresh interpreter prints for `program`."""
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_claims_give_the_same_bytes_in_every_process() -> None:
    """Two processes whose sets are ordered differently print one assessment, gaps, figures and all."""
    program = f"""
from reviewer.assessment.assess import assess
from reviewer.framework import load_framework
from reviewer.readiness.fold import fold
from tests.perfect_claims import perfect_claims
framework = load_framework()
print(assess(fold(perfect_claims("proposals", {PROPOSALS[0]!r}, framework), framework), framework).model_dump_json())
print(assess(fold([], framework), framework, "interview", ["EX-7", "AC-1", "stage"]).model_dump_json())
"""
    first, second = printed(program, "1"), printed(program, "2")

    assert first == second
    assert len(first.splitlines()) == 2


def test_nothing_in_the_rules_can_reach_a_model() -> None:
    """Importing the assessment loads no model, no graph, no store, no screen, and no way to the network."""
    program = "import sys; import reviewer.assessment.assess; print(*sorted(sys.modules))"
    loaded = set(printed(program).split())

    assert "reviewer.assessment.rules" in loaded
    forbidden = ("langgraph", "langchain_core", "chromadb", "openai", "textual", "httpx", "ssl", "asyncio")
    assert sorted(loaded & {*forbidden, "reviewer.models.port", "reviewer.models.offline"}) == []
    assert {name.split(".")[1] for name in loaded if name.startswith("reviewer.")} <= ALLOWED_OF_OURS


def modules_imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add(str(node.module))
    return found


@pytest.mark.parametrize("path", [path for folder in PURE for path in sorted((ROOT / folder).rglob("*.py"))], ids=str)
def test_no_function_of_the_pure_layers_imports_anything_else(path: Path) -> None:
    """Not at the top and not inside a function, where a list of loaded modules would not show it."""
    names = modules_imported(path)

    assert {name.split(".")[0] for name in names} <= ALLOWED
    assert {name.split(".")[1] for name in names if name.startswith("reviewer.")} <= ALLOWED_OF_OURS


def test_the_parts_of_an_assessment_belong_together(framework: Framework) -> None:
    """All items in the framework's order, all areas, gaps about items that exist, figures that follow from figures."""
    found = assess(fold(said({"reviewers_fte": 9}), framework), framework)

    assert [item.id for item in found.items] == [item.id for item in framework.items]
    assert [area.id for area in found.areas] == [area.id for area in framework.areas]
    assert {gap.item for gap in found.gaps} <= {*framework.items_by_id, None}
    assert (
        found.capacity.results
        | {
            "escalations_per_day": 500,
            "human_hours_per_day": 100,
            "people_needed": 23,
            "load_ratio": 1.984127,
            "backlog_growth_per_day": 248,
            "scale_ceiling_per_day": 4032,
            "break_even_rate": 0.02016,
            "people_on_desk": 6,
            "share_waiting": "unstable",
        }
        == found.capacity.results
    )
    assert found.capacity.assumptions.keys() == {"occupancy", "escalation_rate_low"}
    assert found.capacity.inputs["reviewers_fte"] == 9
    assert [(one["name"], one["people_needed"]) for one in found.capacity.scenarios] == [
        ("now", 3),
        ("low", 21),
        ("expected", 23),
        ("high", 27),
    ]


def test_the_facets_of_an_item_show_value_grade_and_words(framework: Framework) -> None:
    """A scalar with its unit, a list with its rows; what is not filled is left out."""
    found = {item.id: item for item in assess(fold(said({}, ["volume_now_per_day"]), framework), framework).items}

    volume = found["EX-1"].facets["volume_target_per_day"]
    assert (volume.value, volume.unit, volume.grade, volume.conflict) == (10_000.0, "case", "documented", False)
    assert [words.quote for words in volume.evidence] == ["volume_target_per_day: 10000"]
    rows = found["DA-1"].facets["decisions"].value
    assert isinstance(rows, tuple)
    assert [row["name"] for row in rows] == ["send status letter", "close account"]
    assert "volume_now_per_day" not in found["EX-1"].facets
