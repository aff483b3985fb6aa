"""The ways in which predictions are made for a folder of cases: as the program makes them, and what is proved of it."""

from collections.abc import Callable
from pathlib import Path

from reviewer.evals.cases.loading import load_cases
from reviewer.evals.prediction import Run
from reviewer.evals.running.run import run
from reviewer.report.canonical import canonical, plain

_HOSTILE = ("fabricator", "quiet_filler", "ignores_corrections", "json_breaker")
Predict = Callable[[Path], Run]


class DishonestError(AssertionError):
    """A proof has failed."""


def honest(folder: Path) -> Run:
    """As `reviewer eval run` does; of the hostile models some are enough."""
    cases = [case for case in load_cases(folder) if case.suite != "guards" or case.family in _HOSTILE]
    return run(cases, seed=3)


def in_bytes(run_: Run) -> str:
    """A run as it is written."""
    return canonical(plain(run_))


def must(holds: bool, fact: str) -> None:
    """DishonestError unless it holds."""
    if not holds:
        raise DishonestError(fact)
