"""What the tests of the app share."""

from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.tui import interview, waiting
from tests.tui.scripted import Stage


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wait is long, however slow the machine is that runs the test; a test about long waits says so."""
    for module in (interview, waiting):
        monkeypatch.setattr(module, "SLOW", 3600.0)


@pytest.fixture
def stage(tmp_path: Path, framework: Framework) -> Stage:
    """An empty folder of sessions and a model that reads what the test says."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    return Stage(folder, framework)
