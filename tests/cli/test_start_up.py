"""`reviewer --help` is quick and imports nothing heavy."""

import importlib
import os
import resource
import statistics
import subprocess
import sys

import pytest

from reviewer.cli import _COMMANDS
from tests.cli.conftest import Reviewer

HEAVY = ("langgraph", "langchain_core", "chromadb", "openai", "textual", "pydantic", "yaml", "rich")
_MOST_EXTRA_CPU = 0.150


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """Help, version and a mistyped command load none of the heavy libraries."""
    program = (
        "import sys\nfrom reviewer.cli import main\n"
        f"try: main({arguments})\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_help_costs_little() -> None:
    """Help takes at most 150 ms of CPU more than an empty program, in the median of interleaved runs."""
    empty, full = [], []
    for _ in range(5):
        empty.append(_cpu("-c", "pass"))
        full.append(_cpu("-m", "reviewer", "--help"))

    assert statistics.median(full) - statistics.median(empty) < _MOST_EXTRA_CPU


def test_every_listed_command_exists(reviewer: Reviewer) -> None:
    """Each command of the list can be imported, bears its name, and has a help that begins with the same words."""
    out = reviewer("--help").out
    for name, listed in _COMMANDS.items():
        command = importlib.import_module(f"reviewer.cli.{name}").command

        assert name in out
        assert command.name == name
        assert command.help.split()[:3] == listed.split()[:3]


def _cpu(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True, env=os.environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
