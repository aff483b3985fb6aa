"""`reviewer review` as its users meet it: forms, exit codes, bad input, interruptions."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.errors import ModelError
from reviewer.models.offline.model import OfflineModel
from tests.cli.conftest import Reviewer
from tests.perfect_claims import EVALS

PROPOSAL = EVALS / "proposals" / "h14.md"
FEASIBILITY = (
    "This pilot only tests whether the technology works. It is a pure feasibility test; nothing will be scaled.\n"
)


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "reviewer", *arguments]


def test_text_is_the_default(reviewer: Reviewer) -> None:
    """Without options the report is text on standard output, standard error is empty, and a blocker exits with 1."""
    run = reviewer("review", PROPOSAL)

    assert (run.code, run.err) == (1, "")
    assert run.out.startswith("h14.md\n======\n\nNot ready")


def test_json_is_one_object(reviewer: Reviewer) -> None:
    """One document is one JSON object, with a newline at its end."""
    run = reviewer("review", PROPOSAL, "--format", "json")

    assert json.loads(run.out)["source"]["name"] == "h14.md"
    assert run.out.endswith("}\n")


def test_several_documents(reviewer: Reviewer, tmp_path: Path) -> None:
    """Several paths, and a folder even of one document, are a JSON array in the order of the paths."""
    (tmp_path / "a.md").write_text("Nothing much.")

    several = json.loads(reviewer("review", PROPOSAL, tmp_path / "a.md", "--format", "json").out)
    folder = json.loads(reviewer("review", tmp_path, "--format", "json").out)

    assert [document["source"]["name"] for document in several] == ["h14.md", "a.md"]
    assert [document["source"]["name"] for document in folder] == ["a.md"]


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_several_reports(reviewer: Reviewer, tmp_path: Path, form: str) -> None:
    """The reports on several documents follow one another, each under its name."""
    (tmp_path / "a.md").write_text("Nothing much.")

    out = reviewer("review", PROPOSAL, tmp_path, "--format", form).out

    assert out.index("h14.md") < out.index("a.md")


@pytest.mark.parametrize(
    ("fail_on", "severities", "code"),
    [
        ("blocker", {"major", "minor"}, 0),
        ("blocker", {"blocker"}, 1),
        ("major", {"minor", "info"}, 0),
        ("major", {"major"}, 1),
        ("minor", {"info"}, 0),
        ("minor", {"minor"}, 1),
        ("never", {"blocker"}, 0),
    ],
)
def test_threshold(fail_on: str, severities: set[str], code: int, reviewer: Reviewer, tmp_path: Path) -> None:
    """Exit code 1 says that there is a gap of the chosen severity or worse; informative gaps never count."""
    from reviewer.cli.review import _exit_code
    from reviewer.report.contract import AssessmentDocument

    reviewed = AssessmentDocument.model_validate_json(reviewer("review", PROPOSAL, "--format", "json").out)
    gap = reviewed.gaps[0]
    gaps = tuple(gap.model_copy(update={"severity": severity}) for severity in severities)

    assert _exit_code([reviewed.model_copy(update={"gaps": gaps})], fail_on, complete=True) == code


def test_threshold_reaches_the_shell(reviewer: Reviewer) -> None:
    """The same document exits with 1 on blockers, and with 0 where nothing is to fail."""
    assert reviewer("review", PROPOSAL).code == 1
    assert reviewer("review", PROPOSAL, "--fail-on", "never").code == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("p.md", b"", "is empty"),
        ("p.md", b"a\x00b", "binary"),
        ("p.txt", b"\xff\xff", "not valid UTF-8: line 1"),
        ("p.pdf", b"%PDF-1.7", "the format .pdf"),
        ("p.md", None, "no such file"),
    ],
)
def test_bad_document(reviewer: Reviewer, tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    """A document that cannot be read gives one sentence on standard error, no output, and exit code 2."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    run = reviewer("review", tmp_path / name, "--format", "json")

    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert words in run.err


def test_folder_without_documents(reviewer: Reviewer, tmp_path: Path) -> None:
    """A folder without documents gives one sentence and exit code 2."""
    run = reviewer("review", tmp_path)

    assert (run.code, run.out) == (2, "")
    assert "holds no documents" in run.err


def test_bad_document_among_good_ones(reviewer: Reviewer, tmp_path: Path) -> None:
    """Among several documents a bad one is named, the others are reviewed, and the exit code is 2."""
    (tmp_path / "bad.md").write_bytes(b"")

    run = reviewer("review", tmp_path / "bad.md", PROPOSAL, "--format", "json", "--fail-on", "never")

    assert run.code == 2
    assert "bad.md is empty" in run.err
    assert [document["source"]["name"] for document in json.loads(run.out)] == ["h14.md"]


def test_name_that_attacks_the_terminal(reviewer: Reviewer) -> None:
    """A file name with control characters is shown without them."""
    run = reviewer("review", "no\x1b[2Jthing\n.md")

    assert run.code == 2
    assert "\x1b" not in run.err
    assert run.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["review"], ["review", "--format", "pdf", "x"], ["review", "x", "--nonsense"]])
def test_wrong_usage(reviewer: Reviewer, arguments: list[str]) -> None:
    """Wrong usage exits with 2 and says on standard error what is wrong."""
    run = reviewer(*arguments)

    assert (run.code, run.out) == (2, "")
    assert "Error" in run.err


def test_model_that_fails(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing model gives one sentence and exit code 3; nothing is reported as if it had been read."""

    async def fail(*_: object) -> None:
        raise ModelError("The model did not answer.")

    monkeypatch.setattr(OfflineModel, "read", fail)

    assert reviewer("review", PROPOSAL) == (3, "", "The model did not answer.\n")


def test_unknown_model(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that this version does not have is a sentence and exit code 2."""
    monkeypatch.setenv("REVIEWER_MODEL", "gpt-9")

    run = reviewer("review", PROPOSAL)

    assert (run.code, run.out) == (2, "")
    assert "gpt-9" in run.err


@pytest.mark.parametrize("debug", [False, True])
def test_defect_of_the_program(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, debug: bool) -> None:
    """A defect of ours gives a sentence and exit code 2; the traceback is shown on demand only."""

    async def break_down(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(OfflineModel, "read", break_down)
    if debug:
        monkeypatch.setenv("REVIEWER_DEBUG", "1")

    run = reviewer("review", PROPOSAL)

    assert (run.code, run.out) == (2, "")
    assert "ZeroDivisionError" in run.err
    assert ("Traceback" in run.err) == debug


def test_output_file(reviewer: Reviewer, tmp_path: Path) -> None:
    """With --output the report is in the file, whole, replacing what was there; nothing else is left in the folder."""
    target = tmp_path / "report.json"
    target.write_text("old")

    run = reviewer("review", PROPOSAL, "--format", "json", "--output", target)

    assert (run.code, run.out) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["source"]["name"] == "h14.md"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.json"]


@pytest.mark.parametrize(("target", "words"), [("", "is a folder"), ("none/x.json", "there is no folder")])
def test_output_that_cannot_be_written(reviewer: Reviewer, tmp_path: Path, target: str, words: str) -> None:
    """A folder, or a file in a folder that is not there, is refused before any document is read."""
    run = reviewer("review", "missing.md", "--output", tmp_path / target)

    assert (run.code, run.out) == (2, "")
    assert words in run.err


def test_output_is_never_a_device(reviewer: Reviewer, tmp_path: Path) -> None:
    """A pipe or device is not replaced by a file."""
    os.mkfifo(tmp_path / "pipe")

    assert "not an ordinary file" in reviewer("review", PROPOSAL, "--output", tmp_path / "pipe").err


def test_output_on_a_full_disk(reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails the old file stays as it was, and nothing half-written is left."""
    target = tmp_path / "report.txt"
    target.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)

    run = reviewer("review", PROPOSAL, "--output", target)

    assert run.code == 2
    assert "No space left" in run.err
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.txt"]


def test_standard_input() -> None:
    """A dash reads standard input, and the report calls it so."""
    done = subprocess.run(
        program("review", "-", "--format", "json"), input=PROPOSAL.read_bytes(), capture_output=True, check=False
    )

    assert done.returncode == 1
    assert json.loads(done.stdout)["source"]["name"] == "standard input"


@pytest.mark.parametrize(("fail_on", "code"), [("blocker", 1), ("never", 0)])
def test_closed_pipe(fail_on: str, code: int) -> None:
    """When the reader of the output goes away there is no complaint, and the exit code stays what the review says."""
    process = subprocess.Popen(
        program("review", str(PROPOSAL), "--format", "json", "--fail-on", fail_on),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()

    assert process.wait(60) == code
    assert process.stderr.read() == b""
    process.stderr.close()


def test_interrupt() -> None:
    """Ctrl-C while the program waits for its input exits with 130 and without a traceback."""
    waiting = (
        "import sys\nfrom reviewer.cli import main\nfrom reviewer.reading import document\nread = document._read\n"
        "def announced(*arguments):\n    print('reading', file=sys.stderr, flush=True)\n    return read(*arguments)\n"
        "document._read = announced\nmain(['review', '-'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", waiting], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stderr
    assert process.stderr.readline() == b"reading\n"
    process.send_signal(signal.SIGINT)

    assert process.wait(60) == 130
    out, err = process.communicate()
    assert out == b""
    assert b"Traceback" not in err


def test_text_for_a_terminal_that_cannot_show_it() -> None:
    """Where the output cannot hold a sign it is replaced; the report still comes."""
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(program("review", str(PROPOSAL)), capture_output=True, env=environment, check=False)

    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"Not ready" in done.stdout
