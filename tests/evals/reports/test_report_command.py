"""`reviewer eval report` and `reviewer eval --output`: files in, every form out, and one sentence for what is wrong."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from reviewer.cli import cli
from reviewer.errors import ReviewerError
from reviewer.evals.running.suites import papers
from reviewer.framework import Framework
from tests.evals.small_folder import write

Call = Callable[..., Result]
KEPT = ("junit.xml", "report.html", "report.md", "run.json", "scores.json")


@pytest.fixture
def call() -> Call:
    """The command line, in this process."""

    def called(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["eval", *map(str, arguments)])

    return called


@pytest.fixture
def folder(tmp_path: Path, framework: Framework) -> Path:
    return write(tmp_path / "own", framework)


def papers_of(folder: Path) -> tuple[object, ...]:
    """Options that measure the one paper in the folder."""
    return ("--cases", folder, "--suite", "proposals", "--workers", 1)


def test_a_regression_is_seen_at_the_end_and_on_the_page(
    tmp_path: Path, folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is kept; a reader that finds nothing is named by case and check, last, with the page to open."""
    out = tmp_path / "kept" / "here"
    first = call(*papers_of(folder), "--output", out)
    assert first.exit_code == 3
    bless = f'`reviewer eval bless {out / "scores.json"} --cases {folder} --reason "…"`'
    assert bless.replace(" ", "") in re.sub(r"\s", "", first.output)
    assert tuple(sorted(path.name for path in out.iterdir())) == KEPT
    call("bless", out / "scores.json", "--cases", folder, "--reason", "the first baseline")
    calm = call(*papers_of(folder), "--output", out)
    real = papers.reviewed
    monkeypatch.setattr(papers, "reviewed", lambda _text, reader, framework: real("Nothing.", reader, framework))
    worse = call(*papers_of(folder), "--output", out)

    assert (calm.exit_code, worse.exit_code) == (0, 1)
    assert "Nothing is worse than in the baseline." in calm.output
    ending = worse.output[worse.output.index("no longer pass:") :]
    assert re.search(r"proposals/alpha, .*: expected .*, found ", ending)
    assert "report.html" in ending.replace("\n", "")
    assert "fails now" in (out / "report.html").read_text(encoding="utf-8")
    assert int(ElementTree.parse(out / "junit.xml").getroot().get("failures") or 0) > 1
    assert (out / "report.md").read_text(encoding="utf-8").startswith("<!-- second-proof-evals -->\n\n## ❌")


def test_every_form_comes_from_the_files_of_the_steps(tmp_path: Path, folder: Path, call: Call) -> None:
    """Scores alone are enough; with the run the page shows the words; the same input is the same bytes."""
    call(*papers_of(folder), "--output", tmp_path)
    scores, run = tmp_path / "scores.json", tmp_path / "run.json"

    def told(*arguments: object) -> str:
        done = call("report", scores, "--cases", folder, *arguments)
        assert done.exit_code == 0
        return done.output

    assert told().startswith("OFFLINE.")
    assert json.loads(told("--format", "json"))["format"] == "second-proof/evals/1"
    assert ElementTree.fromstring(told("--format", "junit").encode()).tag == "testsuites"
    assert "## ⚠️" in told("--format", "markdown")
    assert "Only the checks are here" in told("--format", "html")
    told("--format", "html", "--run", run, "--output", tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == (tmp_path / "report.html").read_bytes()
    assert "1,000 tickets a day" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_it_is_said_which_situations_a_folder_over_the_framework_did_not_reach(
    tmp_path: Path, folder: Path, call: Call
) -> None:
    """At once and from the scores: those that pin our defaults are measured without it."""
    (folder / "rules").mkdir()
    (folder / "rules" / "ours.yaml").write_text(
        "framework: shipped\nG-01:\n  - {name: none, fires: {G-01.EX-1: blocker}}\n"
    )
    over = tmp_path / "over"
    over.mkdir()
    options = ("--cases", folder, "--framework", over)
    told = "rules: 1 situation pins our defaults, so the folder over the framework was not measured by them."
    for done in (
        call(*options, "--suite", "rules", "--workers", 1, "--output", tmp_path),
        call("report", tmp_path / "scores.json", *options),
    ):
        assert told in " ".join(done.output.split())
    assert told not in " ".join(call("report", tmp_path / "scores.json", "--cases", folder).output.split())


def test_bad_input_is_one_sentence(tmp_path: Path, folder: Path, call: Call) -> None:
    """Files that are something else, a run that was not scored, and a folder that cannot be made."""
    call(*papers_of(folder), "--output", tmp_path)
    scores, run = tmp_path / "scores.json", tmp_path / "run.json"
    other = json.loads(run.read_text(encoding="utf-8"))
    other["prints"]["rules"] = "others"
    (tmp_path / "other.json").write_text(json.dumps(other), encoding="utf-8")

    def sentence(*arguments: object) -> str:
        result = call(*arguments)
        assert isinstance(result.exception, ReviewerError)
        assert result.exception.exit_code == 2
        return str(result.exception)

    page = ("--cases", folder, "--format", "html", "--run")
    assert "not the scores of a run" in sentence("report", run)
    assert "not a run of the evals" in sentence("report", scores, *page, scores)
    assert "is not the run that was scored" in sentence("report", scores, *page, tmp_path / "other.json")
    assert "cannot be made" in sentence(*papers_of(folder), "--output", run / "below")
    assert call(*papers_of(folder), "--output", run).exit_code == 2


def test_a_folder_that_changed_is_told(tmp_path: Path, folder: Path, call: Call) -> None:
    """The page is made, with a word that the cases are not those of the run."""
    call(*papers_of(folder), "--output", tmp_path)
    (folder / "proposals" / "alpha.md").write_text("Another text.\n", encoding="utf-8")
    files = (tmp_path / "scores.json", "--run", tmp_path / "run.json")
    done = call("report", *files, "--cases", folder, "--format", "html", "--output", tmp_path / "page.html")

    assert done.exit_code == 0
    assert "The cases of proposals are others now than in the run" in done.output
