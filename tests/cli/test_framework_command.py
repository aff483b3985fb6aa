"""`reviewer framework lint` names the file, the line and the mistake."""

from pathlib import Path

import pytest

from reviewer.resources import data_folder
from tests.cli.conftest import Reviewer


def test_shipped_framework_has_no_mistakes(reviewer: Reviewer) -> None:
    """The framework that ships passes its own check."""
    run = reviewer("framework", "lint")

    assert (run.code, run.err) == (0, "")
    assert "No mistakes: version 1." in run.out
    assert "45 items" in run.out


def test_overlay_is_checked_over_the_framework(reviewer: Reviewer, tmp_path: Path) -> None:
    """A folder with one threshold passes, and the whole is counted."""
    (tmp_path / "thresholds.yaml").write_text("shrinkage: 0.4\n")

    assert "45 items" in reviewer("framework", "lint", tmp_path).out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("thresholds.yaml", "shrinkage: 0.4\nocupancy: 0.8\n", ("thresholds.yaml, line 2", "ocupancy")),
        ("thresholds.yaml", "shrinkage: 1.5\n", ("thresholds.yaml, line 1", "less than 1")),
        ("items/EX-7.yaml", "id: EX-7\n  name: x\n", ("EX-7.yaml, line 2",)),
        ("reading/ours.yaml", "no_such_facet:\n  said: [x]\n", ("ours.yaml", "no_such_facet")),
    ],
)
def test_mistake(reviewer: Reviewer, tmp_path: Path, name: str, content: str, words: tuple[str, ...]) -> None:
    """An unknown key, an impossible value, broken YAML and an unknown facet are told with their place; exit code 2."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)

    run = reviewer("framework", "lint", tmp_path)

    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert all(part in run.err for part in words)


def test_expression_with_a_mistake(reviewer: Reviewer, tmp_path: Path) -> None:
    """An expression that names a facet that is not there is told with file and line."""
    text = (data_folder("knowledge") / "items" / "EX-7.yaml").read_text(encoding="utf-8")
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "EX-7.yaml").write_text(text.replace("any of (max_queue_depth", "any of (max_quue_depth"))

    run = reviewer("framework", "lint", tmp_path)

    assert run.code == 2
    assert "EX-7.yaml, line" in run.err
    assert "max_quue_depth" in run.err


def test_folder_of_something_else(reviewer: Reviewer, tmp_path: Path) -> None:
    """A folder from which nothing would be used does not pass as one without mistakes."""
    (tmp_path / "item").mkdir()

    run = reviewer("framework", "lint", tmp_path)

    assert (run.code, run.out) == (2, "")
    assert "nothing of it would be used" in run.err


def test_folder_that_is_not_there(reviewer: Reviewer, tmp_path: Path) -> None:
    """A folder that does not exist is one sentence, whatever its name would do to a terminal."""
    run = reviewer("framework", "lint", tmp_path / "no\x1b[2Jne\n")

    assert (run.code, run.err.count("\n")) == (2, 1)
    assert "not a folder" in run.err
    assert "\x1b" not in run.err
