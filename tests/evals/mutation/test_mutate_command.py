"""`reviewer eval mutate`: what is shown, what is written, and the exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewer.cli import cli
from reviewer.errors import CasesError
from reviewer.evals.mutation import examine, mutant
from reviewer.evals.mutation.finding import Finding, Report


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["eval", "mutate", *map(str, arguments)])


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What comes of the mutants, without changing anything."""
    found = [
        Finding(name="drop the quote check", end="killed", aim="guards, claims", before="0.0000", after="7.0000"),
        Finding(name="control: a comment", end="green", aim="nothing differs"),
    ]
    monkeypatch.setattr(examine, "examine", lambda *_: Report(findings=tuple(found)))
    return found


def test_everything_noticed(findings: list[Finding], tmp_path: Path) -> None:
    """Each with its figure before and after, the sum, and the same as JSON."""
    done = call("--output", tmp_path / "report.json")

    assert done.exit_code == 0
    assert "killed    drop the quote check: guards, claims, 0.0000 → 7.0000" in done.output
    assert done.output.endswith("Examined: 1. 1 killed, 0 survived, 0 crashed. Controls: 1 green, 0 red.\n")
    assert [each["end"] for each in json.loads((tmp_path / "report.json").read_text())["findings"]] == [
        "killed",
        "green",
    ]


def test_survivors_are_told(findings: list[Finding]) -> None:
    """With what was worse instead; the lines fit a narrow terminal, and the exit code is that of a regression."""
    findings.append(Finding(name="x" * 60, end="survived", aim="rules, silent", before="1.0", after="1.0", why="No."))
    done = call()

    assert done.exit_code == 1
    assert "survived  " in done.output
    assert max(map(len, done.output.splitlines())) <= 80


def test_names(findings: list[Finding]) -> None:
    """The list shows every mutant with what must notice it; a name that is not there is one sentence."""
    listed = call("--list", "--only", "drop the quote check")
    wrong = call("--only", "nothing like it")

    assert listed.output == "mutant    drop the quote check: guards, accepted fabricated claims\n"
    assert isinstance(wrong.exception, CasesError)
    assert "There is no mutant called nothing like it." in str(wrong.exception)
    assert len(call("--list").output.splitlines()) >= len(mutant.declared())
