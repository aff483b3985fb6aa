"""`reviewer eval` and its steps: files in, files out, the exit codes, and one sentence for whatever is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewer.cli import cli
from reviewer.errors import ReviewerError
from reviewer.evals.running.suites import papers
from reviewer.framework import Framework
from tests.evals.small_folder import paper_labels, write

Call = Callable[..., Result]


@pytest.fixture
def call() -> Call:
    """The command line, in this process."""

    def called(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["eval", *map(str, arguments)])

    return called


def sentence(result: Result) -> str:
    """What the user would read of an error."""
    assert isinstance(result.exception, ReviewerError)
    assert result.exception.exit_code == 2
    return str(result.exception)


@pytest.fixture
def folder(tmp_path: Path, framework: Framework) -> Path:
    return write(tmp_path / "own", framework)


PAPERS = ("--suite", "proposals", "--workers", 1)


def test_from_cases_to_a_judgement(tmp_path: Path, folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run, score, bless and gate pass files on; then a reader that finds nothing is a regression, and diff shows it."""
    run, scores, worse = (tmp_path / f"{name}.json" for name in ("run", "scores", "worse"))

    assert call("run", "--cases", folder, *PAPERS, "--output", run).exit_code == 0
    assert call("score", run, "--cases", folder, "--output", scores).exit_code == 0
    assert call("gate", scores, "--cases", folder, "--suite", "proposals").exit_code == 3
    assert call("bless", scores, "--cases", folder, "--reason", "the first baseline").exit_code == 0
    assert json.loads((folder / "baselines" / "offline.json").read_text())["reason"] == "the first baseline"
    assert call("gate", scores, "--cases", folder, "--suite", "proposals").exit_code == 0
    assert "Nothing differs." in call("diff", scores, folder / "baselines" / "offline.json").output
    assert call("--cases", folder, *PAPERS).exit_code == 0

    real = papers.reviewed
    monkeypatch.setattr(papers, "reviewed", lambda _text, reader, framework: real("Nothing.", reader, framework))
    call("run", "--cases", folder, *PAPERS, "--output", run)
    call("score", run, "--cases", folder, "--output", worse)

    assert call("gate", worse, "--cases", folder, "--suite", "proposals").exit_code == 1
    assert "worse: proposals" in call("diff", scores, worse).output
    assert call("--cases", folder, *PAPERS).exit_code == 1


def test_a_case_that_could_not_be_carried_out(
    tmp_path: Path, folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, the run is written all the same, and the exit code is that of infrastructure."""

    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(papers, "reviewed", broken)
    done = call("run", "--cases", folder, *PAPERS, "--output", tmp_path / "run.json")

    assert done.exit_code == 4
    assert "proposals, alpha: not carried out (RuntimeError, in evals/running/suites/papers.py:" in done.output
    assert json.loads((tmp_path / "run.json").read_text())["predictions"][0]["failure"] == "RuntimeError"
    assert call("--cases", folder, *PAPERS).exit_code == 4


def test_without_a_case_nothing_is_measured(folder: Path, call: Call) -> None:
    """A suite of which there is no case is exit code 5, and not a pass."""
    assert call("run", "--cases", folder, "--suite", "retrieval").exit_code == 5
    assert call("--cases", folder, "--suite", "retrieval").exit_code == 5


def test_labels_that_do_not_fit_end_it(tmp_path: Path, framework: Framework, call: Call) -> None:
    """Lint names them with exit code 2, and nothing is scored against them."""
    labels = paper_labels(framework)
    labels["items"]["EX-1"]["quotes"] = ["Nowhere to be found."]
    spoilt = write(tmp_path / "spoilt", framework, paper=labels)
    linted = call("lint", "--cases", spoilt)
    call("run", "--cases", spoilt, *PAPERS, "--output", tmp_path / "run.json")

    assert linted.exit_code == 2
    assert 'the words of EX-1 are not there: "Nowhere to be found."' in linted.output
    assert "the words of EX-1" in sentence(call("score", tmp_path / "run.json", "--cases", spoilt))
    assert "the words of EX-1" in sentence(call("--cases", spoilt, *PAPERS))
    assert call("lint", "--cases", write(tmp_path / "fine", framework)).exit_code == 0


def test_bad_input_is_one_sentence(tmp_path: Path, folder: Path, call: Call) -> None:
    """Folders and files that are not there, or are something else, are named."""
    (tmp_path / "text.json").write_text("[]")
    (tmp_path / "empty").mkdir()

    assert "There is no folder of cases" in sentence(call("run", "--cases", tmp_path / "nowhere"))
    assert "holds no cases" in sentence(call("run", "--cases", tmp_path / "empty"))
    assert "cannot be read" in sentence(call("score", tmp_path / "nowhere.json"))
    assert "not a run of the evals" in sentence(call("score", tmp_path / "text.json"))
    assert "not the scores of a run" in sentence(call("gate", tmp_path / "text.json"))
    assert "not the scores of a run" in sentence(call("diff", tmp_path / "text.json", tmp_path / "text.json"))
    assert "there is no folder" in sentence(call("run", "--cases", folder, "--output", tmp_path / "no" / "run.json"))
    assert "leave --recordings out" in sentence(call("run", "--cases", folder, "--recordings", tmp_path))
    assert "set REVIEWER_MODEL" in sentence(call("run", "--cases", folder, "--mode", "live", "--suite", "proposals"))


def test_options_before_a_step_are_refused(folder: Path, call: Call) -> None:
    """An option that would be ignored is not taken."""
    done = call("--cases", folder, "lint")

    assert done.exit_code == 2
    assert "Options belong after the step" in done.output


def test_a_run_of_other_cases_is_not_scored(tmp_path: Path, folder: Path, call: Call) -> None:
    """A text that was changed since, and a prediction of a case that is not there, are refused in a sentence."""
    run, paper = tmp_path / "run.json", folder / "proposals" / "alpha.md"
    call("run", "--cases", folder, *PAPERS, "--output", run)
    paper.write_text(f"{paper.read_text()}\nIt runs at night as well.\n")
    assert "The cases of proposals are others now" in sentence(call("score", run, "--cases", folder))

    call("run", "--cases", folder, *PAPERS, "--output", run)
    data = json.loads(run.read_text())
    data["predictions"].append(data["predictions"][0] | {"case": "strange"})
    run.write_text(json.dumps(data))
    assert "a prediction of proposals/strange, and there is no" in sentence(call("score", run, "--cases", folder))


def test_bless_wants_a_reason(tmp_path: Path, folder: Path, call: Call) -> None:
    """Without words, or with one alone, nothing becomes the baseline."""
    call("run", "--cases", folder, *PAPERS, "--output", tmp_path / "run.json")
    call("score", tmp_path / "run.json", "--cases", folder, "--output", tmp_path / "scores.json")

    assert call("bless", tmp_path / "scores.json", "--cases", folder).exit_code == 2
    assert "few words" in sentence(call("bless", tmp_path / "scores.json", "--cases", folder, "--reason", "because"))
    assert not (folder / "baselines").exists()


def test_an_overlay_of_ones_own_is_used(tmp_path: Path, folder: Path, call: Call) -> None:
    """The framework's print in the run is another one with a folder laid over it."""
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "thresholds.yaml").write_text("{}\n")
    prints = []
    for more in ((), ("--framework", overlay)):
        call("run", "--cases", folder, *PAPERS, *more, "--output", tmp_path / "run.json")
        prints.append(json.loads((tmp_path / "run.json").read_text())["prints"]["framework"])

    assert prints[0] != prints[1]
