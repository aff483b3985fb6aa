"""What the tests of the app share."""

from pathlib import Path

import pytest

from reviewer.framework import Framework
from tests.tui.scripted import Stage


@pytest.fixture
def stage(tmp_path: Path, framework: Framework) -> Stage:
    """An empty folder of sessions and a model that reads what the test says."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    return Stage(folder, framework)
