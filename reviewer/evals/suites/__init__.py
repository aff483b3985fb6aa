"""What is run for each suite: a case goes in, a prediction comes out, and gold is nowhere near."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import cast

from reviewer.evals.case import Case, Suite
from reviewer.evals.prediction import Prediction
from reviewer.evals.workbench import Workbench

Predictor = Callable[[Case, Workbench], Awaitable[Prediction]]

# Modules with a coroutine `predict`; each is imported when its suite is run.
_MODULES: dict[Suite, str] = {
    "proposals": "papers",
    "retrieval": "searches",
}


def predictor(suite: Suite) -> Predictor:
    """Who makes the predictions of a suite."""
    return cast("Predictor", import_module(f"{__name__}.{_MODULES[suite]}").predict)
