"""Scores: single checks that pass or fail, and metrics over them, beside predictors that read nothing."""

from pydantic import Field

from reviewer.evals.case import Suite
from reviewer.evals.prediction import Mode
from reviewer.models.port import Usage
from reviewer.readiness.claims import Record


class Check(Record):
    """One comparison with gold. `doubt`: annotators might differ on it.

    A service is asked several times: `passes` of `trials` then, and `passed` means in every one of them. `found` is
    from the first trial that did not pass. Without a service `passes` is None.
    """

    suite: Suite
    case: str
    name: str
    passed: bool
    expected: str = ""
    found: str = ""
    doubt: bool = False
    passes: int | None = Field(default=None, exclude_if=lambda passes: passes is None)
    trials: int = Field(default=1, exclude_if=lambda trials: trials == 1)


class Metric(Record):
    """One figure of a suite; `value` is None where nothing could be measured.

    `count`: over how many it was taken. `is_gate`: falling below the baseline is a regression. `least` and `most`: a
    hard limit that holds whatever the baseline says. `is_better_high`: the direction.

    Of a service `value` is the mean over the trials, `spread` their standard deviation (None: there is one trial), and
    `by_case` what each case alone is worth, as a mean over its trials.
    """

    suite: Suite
    name: str
    value: float | None
    count: int
    is_gate: bool = True
    is_better_high: bool = True
    least: float | None = None
    most: float | None = None
    spread: float | None = Field(default=None, exclude_if=lambda spread: spread is None)
    by_case: dict[str, float] = Field(default={}, exclude_if=lambda by_case: not by_case)

    @property
    def best(self) -> float:
        """What it is where nothing is wrong."""
        return 1.0 if self.is_better_high else 0.0


class Row(Record):
    """The metrics of somebody who was measured: the model of the run, or one of the predictors that read nothing."""

    name: str
    metrics: tuple[Metric, ...]


class Scores(Record):
    """The scores of one run; `rows[0]` is what was measured, the others stand beside it.

    `measured`: how many cases were predicted at all. `failures`: how cases ended that ended in an error, by
    "suite/case". `trials`: how often each case was predicted.

    Of a service alone, by "suite/case": `degraded` says in how many trials it did not read all (those are left out of
    metrics and checks: they are not its work), `families` which cases belong together. `usage`: what was asked of it,
    by suite.
    """

    mode: Mode
    model: str
    prints: dict[str, str]
    rows: tuple[Row, ...]
    checks: tuple[Check, ...]
    measured: int = 0
    failures: dict[str, str] = {}
    trials: int = Field(default=1, ge=1, exclude_if=lambda trials: trials == 1)
    degraded: dict[str, int] = Field(default={}, exclude_if=lambda degraded: not degraded)
    families: dict[str, str] = Field(default={}, exclude_if=lambda families: not families)
    usage: dict[Suite, Usage] = Field(default={}, exclude_if=lambda usage: not usage)
