"""Scores and baselines in which something of each kind happened, and words that attack whoever shows them."""

from reviewer.evals.judging.baseline import Baseline, baseline_of
from reviewer.evals.judging.gate import gate
from reviewer.evals.reports.board import Board
from reviewer.evals.reports.filling import board_of
from reviewer.evals.score import Check, Metric, Row, Scores

HOSTILE = (
    "</td></details><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) [x](https://evil.example)"
    " @everyone #1 `code` ```` | cell | \x1b[31mred\x1b[0m \x07 \u202eright to left\u202c \u200bnothing \ufffe ]]>"
    " &amp; <!-- --> a\u0301\u0323\u0301\u0323\u0301\u0323\u0301\u0323 = - ~~gone~~ $x$"
)


def metric(name: str, value: float | None, **more: object) -> Metric:
    """A figure of the proposals, over ten."""
    return Metric(suite="proposals", name=name, value=value, count=10, **more)  # type: ignore[arg-type]


def check(case: str, name: str, passed: bool, **more: object) -> Check:
    """A check that expects "yes"."""
    found = "yes" if passed else "no"
    told = {"suite": "proposals", "expected": "yes", "found": found, **more}
    return Check(case=case, name=name, passed=passed, **told)  # type: ignore[arg-type]


METRICS = (
    metric("states", 0.5),
    metric("attacks", 0.25, is_better_high=False),
    metric("valid quotes", 1.0, least=1.0),
    metric("a share", 0.75),
    metric("verdicts", None),
)
BLIND = (metric("states", 0.5), metric("attacks", 0.5, is_better_high=False), metric("valid quotes", 0.0))
CHECKS = (
    check("h01", "item EX-1", False),
    check("h01", "item EX-2", True),
    check("h02", "item EX-1", False),
    check("h02", "item EX-2", True),
    check("h02", "fact volume", True, doubt=True),
    check("h03", "item EX-1", True, doubt=True),
    check("h04", "verdict", True),
)
SCORES = Scores(
    mode="offline",
    model="offline",
    prints={"cases proposals": "1", "rules": "2"},
    rows=(
        Row(name="offline", metrics=METRICS),
        Row(name="flag everything", metrics=BLIND),
        Row(name="rules alone", metrics=(metric("states", 1.0),)),
    ),
    checks=CHECKS,
    measured=4,
)


def before() -> Baseline:
    """The baseline: other in two figures and two checks, a case and a figure that are gone, without the last case."""
    checks = (
        check("h01", "item EX-1", True),
        check("h01", "item EX-2", False),
        check("h01", "item EX-3", True),
        *(one for one in CHECKS if one.case in ("h02", "h03")),
        check("gone", "verdict", True),
    )
    metrics = (metric("states", 0.75), metric("attacks", 0.5, is_better_high=False), *METRICS[2:], metric("old", 0.1))
    other = {
        "checks": checks,
        "rows": (Row(name="offline", metrics=metrics),),
        "prints": {**SCORES.prints, "rules": "9"},
    }
    return baseline_of(SCORES.model_copy(update=other), "the reader of last week")


def board(scores: Scores = SCORES, baseline: Baseline | None = None) -> Board:
    """The board of these scores against the baseline of all that happened, or another one."""
    baseline = baseline or before()
    return board_of(scores, baseline, gate(scores, baseline, ("proposals",)), ("proposals",))


def hostile() -> Scores:
    """The same scores with hostile words wherever words of cases and models stand."""
    checks = [
        one.model_copy(update={"name": f"{one.name} {HOSTILE}", "expected": HOSTILE, "found": HOSTILE})
        for one in CHECKS[:2]
    ]
    checks.append(check(f"h05 {HOSTILE}", f"item {HOSTILE}", False))
    return SCORES.model_copy(update={"checks": (*checks, *CHECKS[2:]), "model": HOSTILE, "mode": "recorded"})


def fallen() -> Board:
    """Hostile words in the names of checks and cases that passed, and do not pass any more."""
    worse = hostile()
    passed = tuple(one.model_copy(update={"passed": True}) for one in worse.checks)
    return board(worse, baseline_of(worse.model_copy(update={"checks": passed})))
