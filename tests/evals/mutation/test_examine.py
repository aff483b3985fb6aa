"""Mutants on a small folder of cases: what is noticed, what is not, and what is only a crash."""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.evals.mutation import examine as examining
from reviewer.evals.mutation.copying import PACKAGE
from reviewer.evals.mutation.examine import UnmeasuredError, examine
from reviewer.evals.mutation.finding import Finding, Report
from tests.evals.mutation.small import (
    CRASHED,
    FIRE,
    GREEN,
    KILLED,
    LOST,
    RED,
    SURVIVED,
    ZERO,
    folder_of_situations,
)

EVERY = (KILLED, SURVIVED, CRASHED, LOST, ZERO, GREEN, RED)


def print_of(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where copies are made."""
    folder = tmp_path_factory.mktemp("rooms")
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    yield folder
    tempfile.tempdir = before


@pytest.fixture(scope="module")
def report(rooms: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What came of all of them."""
    folder, before = folder_of_situations(tmp_path_factory.mktemp("own") / "cases"), print_of(PACKAGE)
    found = examine(EVERY, folder, workers=2)
    assert print_of(PACKAGE) == before, "the program in use was changed"
    return found


def of(report: Report, name: str) -> Finding:
    return next(finding for finding in report.findings if finding.name == name)


def test_what_the_named_figure_notices_is_killed(report: Report) -> None:
    """The figure is told before and after."""
    found = of(report, KILLED.name)

    assert (found.end, found.aim, found.before, found.after) == ("killed", f"rules, {FIRE}", "1.0000", "0.0000")


def test_what_nothing_notices_survives(report: Report) -> None:
    """A rule that no situation is about can be deleted, and that is told."""
    found = of(report, SURVIVED.name)

    assert (found.end, found.before, found.after) == ("survived", "1.0000", "1.0000")


def test_a_crash_is_no_kill(report: Report) -> None:
    """All figures fall where every case ends in an error; that shows nothing about the evals."""
    found = of(report, CRASHED.name)

    assert found.end == "crashed"
    assert "ended in an error (ValueError)" in found.why


def test_a_place_that_is_gone_is_told(report: Report) -> None:
    """One sentence names the mutant and the file."""
    found = of(report, LOST.name)

    assert found.end == "crashed"
    assert found.why.startswith("has no place: the words to be changed stand 0 times in reviewer/assessment/rules/")


def test_an_exit_code_can_be_what_notices(report: Report) -> None:
    """Without any case it is that of nothing measured."""
    found = of(report, ZERO.name)

    assert (found.end, found.before, found.after) == ("killed", "0", "5")


def test_a_control_may_change_nothing(report: Report) -> None:
    """One that changes nothing is green; one that does is red, and says in what."""
    assert of(report, GREEN.name).end == "green"
    assert of(report, RED.name).end == "red"
    assert of(report, RED.name).why == "Different: predictions, figures, checks, exit code."


def test_findings_stand_in_the_order_of_the_list(report: Report) -> None:
    """Whoever ends first."""
    assert [finding.name for finding in report.findings] == [each.name for each in EVERY]


def test_nothing_is_left_of_the_copies(report: Report, rooms: Path) -> None:
    """All temporary folders are gone."""
    assert report.findings
    assert list(rooms.iterdir()) == []


def test_an_interruption_leaves_nothing_and_nobody(
    rooms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends what is at work, and the copies are gone."""
    started = []
    real = examining.subprocess.Popen

    def noted(*arguments: object, **more: object) -> object:
        started.append(real(*arguments, **more))  # type: ignore[call-overload]
        return started[-1]

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(examining.subprocess, "Popen", noted)
    monkeypatch.setattr(examining.time, "sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        examine([KILLED], folder_of_situations(tmp_path / "own"))

    assert [process.poll() is not None for process in started] == [True]
    assert list(rooms.iterdir()) == []


def test_cases_that_cannot_be_measured_end_it(tmp_path: Path) -> None:
    """Where it does not even go without a change, that is one sentence and exit code 4."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text("C-04: 3\n")

    with pytest.raises(UnmeasuredError, match=r"Without any change.*there must be a list of situations") as raised:
        examine([KILLED], tmp_path)
    assert raised.value.exit_code == 4
