"""What an installation from the wheel holds and does, away from the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROPOSAL = "# A pilot\n\nThe agent answers 1,000 tickets a day. At most 60 cases may wait for a person.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr + built.stdout
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment that has the wheel, and dependencies from here but not the checkout."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    [site] = (folder / "lib").glob("python*/site-packages")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    done = subprocess.run(install, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "bin"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    command = [str(installed / "reviewer"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_wheel_holds_the_framework_as_git_knows_it(wheel: Path) -> None:
    """Every file of knowledge/, prompts/ and evals/ rides in the wheel, and nothing else does as data."""
    listed = subprocess.run(
        ["git", "ls-files", "knowledge", "prompts", "evals"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = {name for name in zipfile.ZipFile(wheel).namelist() if "/_data/" in name}

    assert names == {f"reviewer/_data/{name}" for name in listed.stdout.split()}


def test_no_code_among_the_data() -> None:
    """knowledge/, prompts/ and evals/ hold no Python: hatchling would refuse the editable installation."""
    assert [path for name in ("knowledge", "prompts", "evals") for path in (ROOT / name).rglob("*.py")] == []


def test_help_runs_from_the_wheel_in_another_folder(installed: Path, tmp_path: Path) -> None:
    """`reviewer --help` of an installation works away from the checkout."""
    done = run(installed, tmp_path, "--help")

    assert done.returncode == 0, done.stderr
    assert "review" in done.stdout


def test_a_review_runs_from_the_wheel_in_another_folder(installed: Path, tmp_path: Path) -> None:
    """`reviewer review` of an installation reads its framework from the wheel and finds gaps."""
    (tmp_path / "pilot.md").write_text(PROPOSAL)

    done = run(installed, tmp_path, "review", "pilot.md")

    assert done.returncode == 1, done.stderr
    assert "Not ready" in done.stdout
