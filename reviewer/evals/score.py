"""Scores: single checks that pass or fail, and metrics over them, beside predictors that read nothing."""

from reviewer.evals.case import Suite
from reviewer.evals.prediction import Mode
from reviewer.readiness.claims import Record


class Check(Record):
    """One comparison with gold. `family` groups cases that belong together; `doubt`: annotators might differ on it."""

    suite: Suite
    case: str
    name: str
    passed: bool
    expected: str = ""
    found: str = ""
    doubt: bool = False


class Metric(Record):
    """One figure of a suite; `value` is None where nothing could be measured.

    `count`: over how many it was taken. `is_gate`: falling below the baseline is a regression. `least` and `most`: a
    hard limit that holds whatever the baseline says. `is_better_high`: the direction.
    """

    suite: Suite
    name: str
    value: float | None
    count: int
    is_gate: bool = True
    is_better_high: bool = True
    least: float | None = None
    most: float | None = None


class Row(Record):
    """The metrics of somebody who was measured: the model of the run, or one of the predictors that read nothing."""

    name: str
    metrics: tuple[Metric, ...]


class Scores(Record):
    """The scores of one run; `rows[0]` is what was measured, the others stand beside it.

    `measured`: how many cases were predicted at all. `failures`: how cases ended that ended in an error, by
    "suite/case".
    """

    mode: Mode
    model: str
    prints: dict[str, str]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...]
    measured: int = 0
    failures: dict[str, str] = {}
