"""What every test may rely on: no network, no keys or settings of the person who runs it, no files in her home."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from reviewer.framework import Framework, load_framework

settings.register_profile("reproducible", derandomize=True, deadline=None, database=None)
settings.load_profile("reproducible")

_FOREIGN_PREFIXES = ("REVIEWER_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")
_HOME_VARIABLES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "USERPROFILE")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A test does not see the environment of its user; pytest-socket keeps it off the network (pyproject.toml)."""
    for name in list(os.environ):
        if name.startswith(_FOREIGN_PREFIXES) or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    for name in _HOME_VARIABLES:
        monkeypatch.setenv(name, str(home))


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework that ships with the program."""
    return load_framework()
