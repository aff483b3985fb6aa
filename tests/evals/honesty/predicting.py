"""The ways in which predictions are made for a folder of cases: as the program makes them, and what is proved of it."""

from collections.abc import Callable
from pathlib import Path

from reviewer.evals.cases.loading import load_cases
from reviewer.evals.prediction import Run
from reviewer.evals.running.run import run
from reviewer.report.canonical import canonical, plain

Predict = Callable[[Path], Run]


class DishonestError(AssertionError):
    """A proof has failed."""


def honest(folder: Path) -> Run:
    """As `reviewer eval run` does."""
    return run(load_cases(folder), seed=3)


def in_bytes(run_: Run) -> str:
    """A run as it is written."""
    return canonical(plain(run_))


def must(holds: bool, fact: str) -> None:
    """DishonestError unless it holds."""
    if not holds:
        raise DishonestError(fact)
