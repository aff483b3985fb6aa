"""What is run for each suite: a case goes in, a prediction comes out, and gold is nowhere near."""

from collections.abc import Callable, Coroutine
from importlib import import_module
from typing import Any, cast

from reviewer.evals.case import Case, Suite
from reviewer.evals.prediction import Prediction
from reviewer.evals.running.workbench import Workbench

Predictor = Callable[[Case, Workbench], Coroutine[Any, Any, Prediction]]

# Modules with a coroutine `predict`; each is imported when its suite is run.
_MODULES: dict[Suite, str] = {
    "transcripts": "transcripts",
    "interviews": "personas",
    "proposals": "papers",
    "retrieval": "searches",
    "adversarial": "twins",
    "guards": "guards",
    "rules": "rules",
}


RUNNABLE: tuple[Suite, ...] = tuple(_MODULES)


def predictor(suite: Suite) -> Predictor:
    """Who makes the predictions of a suite."""
    return cast("Predictor", import_module(f"{__name__}.{_MODULES[suite]}").predict)
