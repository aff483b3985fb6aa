"""The one structure from which every report is made: scores beside the baseline and beside whoever reads nothing."""

from typing import Literal

from reviewer.evals.case import Suite
from reviewer.evals.live.tested import Tested
from reviewer.evals.prediction import Mode
from reviewer.models.port import Usage
from reviewer.readiness.claims import Record

FORMAT: Literal["second-proof/evals/1"] = "second-proof/evals/1"
Way = Literal["same", "better", "worse", "other", "new", "not compared"]
"""Against the baseline. "other": one of the two has no value. "new": the baseline does not have it. "not compared": its
suite was measured otherwise."""
Standing = Literal["passed", "failed", "doubtful", "gone"]
Turn = Literal["", "fails now", "passes now", "no longer checked", "new"]


class Beside(Record):
    """The same figure for somebody who was not measured.

    `is_as_good`: it reads nothing, and is at least as good as what was measured.
    """

    name: str
    value: float | None
    reads: bool = False
    is_as_good: bool = False


class Figure(Record):
    """One figure of a suite, taken over `count`; over nothing it has no value.

    `before` is that of the baseline, `change` what was added to it.

    `is_gate`: it may not get worse; `is_regression`: the gate says that it did. `least` and `most`: hard limits;
    `is_broken`: one of them is not kept. Of a service: `spread` is the standard deviation over its trials, `tested`
    what could be told from chance.
    """

    name: str
    value: float | None
    count: int
    before: float | None = None
    change: float | None = None
    way: Way = "new"
    is_gate: bool = True
    is_better_high: bool = True
    least: float | None = None
    most: float | None = None
    is_broken: bool = False
    is_regression: bool = False
    spread: float | None = None
    tested: Tested | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Whether it is worse than in the baseline; of a service, by more than chance."""
        return self.tested.verdict == "regression" if self.tested else self.way == "worse"

    @property
    def is_better(self) -> bool:
        """Whether it is better than in the baseline; of a service nobody tests that."""
        return self.tested is None and self.way == "better"

    @property
    def blind(self) -> tuple[str, ...]:
        """Who reads nothing, and is at least as good."""
        return tuple(one.name for one in self.beside if one.is_as_good)


class CheckLine(Record):
    """One check, how it stands, and how it turned since the baseline.

    "gone": the baseline had it, and it passed there if `was_passed`. A service was asked several times: it passed in
    `passes` of `trials`, and fails now only if it passed every time and never does any more.
    """

    name: str
    standing: Standing
    turn: Turn = ""
    expected: str = ""
    found: str = ""
    was_passed: bool = False
    passes: int | None = None
    trials: int = 1

    @property
    def is_regression(self) -> bool:
        """Whether it passed in the baseline, and does not pass any more."""
        return self.turn == "fails now" or (self.standing == "gone" and self.was_passed)


class CaseBoard(Record):
    """One case with all its checks. `failure`: how it ended, if it ended in an error."""

    suite: Suite
    case: str
    checks: tuple[CheckLine, ...] = ()
    failure: str | None = None

    @property
    def key(self) -> str:
        """Its "suite/case"."""
        return f"{self.suite}/{self.case}"

    def turned(self, turn: Turn) -> tuple[CheckLine, ...]:
        """The checks that turned so."""
        return tuple(check for check in self.checks if check.turn == turn)

    @property
    def regressions(self) -> tuple[CheckLine, ...]:
        """The checks that passed in the baseline, and do not pass any more."""
        return tuple(check for check in self.checks if check.is_regression)

    def standing(self, standing: Standing) -> tuple[CheckLine, ...]:
        """The checks that stand so."""
        return tuple(check for check in self.checks if check.standing == standing)


class SuiteBoard(Record):
    """The figures of one suite, and those of the baseline that are not there any more.

    `is_comparable`: the baseline was measured by the same cases, labels and scoring; else nothing is said of it.
    """

    suite: Suite
    figures: tuple[Figure, ...]
    gone: tuple[str, ...] = ()
    is_comparable: bool = True


class Board(Record):
    """Everything that a report says. `exit_code` and `notes` are those of the gate, `regressions` too, with all
    that is worse beside a broken limit.

    `against`: why the baseline was made the baseline; None where there is none. `differs`: what the run and the
    baseline rest on and do not share. `gone` and `new`: cases of only one of the two. Of a service: `trials` is how
    often each case was tried, `degraded` in how many of them it did not read all, `usage` what was asked of it.
    """

    format: Literal["second-proof/evals/1"] = FORMAT
    mode: Mode
    model: str
    exit_code: int
    regressions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    against: str | None = None
    differs: tuple[str, ...] = ()
    suites: tuple[SuiteBoard, ...] = ()
    cases: tuple[CaseBoard, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    trials: int = 1
    degraded: dict[str, int] = {}
    usage: dict[Suite, Usage] = {}

    def of(self, suite: str) -> tuple[CaseBoard, ...]:
        """The cases of a suite."""
        return tuple(case for case in self.cases if case.suite == suite)
