"""What came of each mutant: whether its figure got worse, and whether a control changed nothing."""

from typing import Literal

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.judging.diff import diff, figure
from reviewer.evals.mutation.measure import Measured
from reviewer.evals.mutation.mutant import Mutant
from reviewer.evals.score import Scores
from reviewer.readiness.claims import Record

End = Literal["killed", "survived", "crashed", "green", "red"]
"""killed, survived, crashed: a mutant that was noticed, that was not, that did not run to the end or has no place in
the source. green, red: a control that changed nothing, or something."""
_SHOWN = 3


class Finding(Record):
    """`aim` is what must notice it; `before` and `after` its value; `why`: in a sentence, where it went wrong."""

    name: str
    end: End
    aim: str = ""
    before: str = ""
    after: str = ""
    why: str = ""
    seconds: float = 0.0


class Report(Record):
    """All findings, in the order in which the mutants are declared."""

    findings: tuple[Finding, ...]

    def count(self, *ends: End) -> int:
        """How many ended so."""
        return sum(finding.end in ends for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0: everything was noticed and no control changed anything; 1: not so; 4: something did not run to the end."""
        if self.count("crashed"):
            return 4
        return 1 if self.count("survived", "red") else 0


def aim_of(mutant: Mutant) -> str:
    """What must notice it, in words."""
    if mutant.is_control:
        return "nothing differs"
    return f"{mutant.suites[0]}, {mutant.red}" if mutant.red else "exit code"


def crashed(mutant: Mutant, why: str) -> Finding:
    """A mutant of which nothing can be said, and why."""
    return Finding(name=mutant.name, end="crashed", aim=aim_of(mutant), why=why)


def found(mutant: Mutant, before: Measured, after: Measured) -> Finding:
    """What came of it. A case that ended in an error shows nothing about the evals: it is a crash."""
    failures = after.scores.failures if after.scores else {}
    if failures and mutant.exit_code is None:
        case, kind = next(iter(sorted(failures.items())))
        return crashed(mutant, f"{case} ended in an error ({kind}), and {len(failures) - 1} others.")
    if mutant.is_control:
        return _control(mutant, before, after)
    if mutant.exit_code is not None:
        return _ended(mutant, before, after)
    return _measured(mutant, before, after)


def _measured(mutant: Mutant, before: Measured, after: Measured) -> Finding:
    if before.scores is None or after.scores is None:
        return crashed(mutant, "Nothing was measured.")
    figures = [_figure(scores, mutant) for scores in (before.scores, after.scores)]
    if figures[0] is None:
        return crashed(mutant, f"There is no figure {mutant.red} of these cases.")
    changes = diff(baseline_of(before.scores), baseline_of(after.scores)).metrics
    is_worse = any(
        change.name == mutant.red and change.suite == mutant.suites[0] and change.way == "worse" and change.is_gate
        for change in changes
    )
    others = [f"{change.suite}, {change.name}" for change in changes if change.way == "worse" and change.is_gate]
    instead = f"Worse instead: {'; '.join(others[:_SHOWN])}." if others and not is_worse else ""
    return _finding(mutant, is_worse, figure(figures[0]), figure(figures[1]), instead)


def _figure(scores: Scores, mutant: Mutant) -> float | None:
    own = (metric for metric in scores.rows[0].metrics if (metric.suite, metric.name) == (mutant.suites[0], mutant.red))
    return next((metric.value for metric in own), None)


def _ended(mutant: Mutant, before: Measured, after: Measured) -> Finding:
    is_noticed = after.exit_code == mutant.exit_code != before.exit_code
    told = f"It said: {after.told[0]}" if after.told and not is_noticed else ""
    return _finding(mutant, is_noticed, str(before.exit_code), str(after.exit_code), told)


def _finding(mutant: Mutant, is_killed: bool, before: str, after: str, why: str) -> Finding:
    end: End = "killed" if is_killed else "survived"
    return Finding(name=mutant.name, end=end, aim=aim_of(mutant), before=before, after=after, why=why)


def _control(mutant: Mutant, before: Measured, after: Measured) -> Finding:
    """Byte by byte, but for the prints: those say that something was changed, as they should."""
    parts = {
        "predictions": (before.predictions, after.predictions),
        "figures": (before.scores and before.scores.rows, after.scores and after.scores.rows),
        "checks": (before.scores and before.scores.checks, after.scores and after.scores.checks),
        "exit code": (before.exit_code, after.exit_code),
    }
    differing = [name for name, (one, other) in parts.items() if repr(one) != repr(other)]
    why = f"Different: {', '.join(differing)}." if differing else ""
    return Finding(name=mutant.name, end="red" if differing else "green", aim=aim_of(mutant), why=why)
