"""Which suites of a run can be compared with a baseline.

Cases and labels are of one suite: where they are others, nothing is known of that suite, and all of the rest. Scorer,
mode and model are of all suites.
"""

from collections.abc import Collection, Iterator

from reviewer.evals.case import SUITES, Suite
from reviewer.evals.judging.baseline import Baseline, of_suites, suite_of
from reviewer.evals.judging.diff import Difference, diff
from reviewer.evals.score import Scores
from reviewer.readiness.claims import Record

_MEASURING = ("cases", "gold", "scorer", "mode", "model")


class Comparable(Record):
    """What can be compared, `before` and `after`, and what differs in it. `refused`: a sentence for all that cannot be.

    `told`: a sentence for each thing that differs and is what is measured.
    """

    before: Baseline
    after: Baseline
    difference: Difference
    refused: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


def comparable(before: Baseline, after: Baseline, asked: Collection[Suite], let_pass: str = "") -> Comparable:
    """The part of both that is about suites `asked` for and measured alike. The print `let_pass` may differ."""
    before, after = of_suites(before, frozenset(asked)), of_suites(after, frozenset(asked))
    differs = diff(before, after).prints
    others = [name for name in differs if decides_the_measure(name) and name != let_pass]
    others = [name for name in others if not _is_told_as_missing(name, after)]
    suites = _measured_alike(others, asked)
    parts = of_suites(before, suites), of_suites(after, suites)
    return Comparable(
        before=parts[0],
        after=parts[1],
        difference=diff(*parts),
        refused=tuple(f"Not comparable: {name} differs from the baseline." for name in others),
        told=tuple(
            f"{name} differs from the baseline."
            for name in differs
            if not decides_the_measure(name) or name == let_pass
        ),
    )


def decides_the_measure(name: str) -> bool:
    """Whether a print is of how things are measured, rather than of what is measured."""
    return name.partition(" ")[0] in _MEASURING


def _is_told_as_missing(name: str, after: Baseline) -> bool:
    """Labels of which no case was measured have no print: not they differ, the cases are missing."""
    kind, _, suite = name.partition(" ")
    return kind == "gold" and name not in after.prints and all(suite_of(case) != suite for case in after.cases)


def _measured_alike(others: Collection[str], asked: Collection[Suite]) -> frozenset[Suite]:
    if any(" " not in name for name in others):
        return frozenset()
    return frozenset(asked) - {name.partition(" ")[2] for name in others}


def lacking(difference: Difference, has_all_cases: bool = True) -> Iterator[str]:
    """What a baseline must have and has not, where cases, labels and scorer are the same; a sentence for each suite.

    `has_all_cases`: no case was left out of the baseline when it was made.
    """
    for suite in SUITES:
        cases = sum(suite_of(case) == suite for case in difference.new) if has_all_cases else 0
        figures = sum(name.startswith(f"{suite}: ") for name in difference.new_metrics)
        if cases or figures:
            yield (
                f"Not comparable: the baseline lacks {cases} of the cases of {suite} and {figures} of the figures, "
                "and nothing was added to them: it was edited by hand or cut."
            )


def unmeasured(scores: Scores, asked: Collection[Suite]) -> tuple[str, ...]:
    """The suites that somebody named and of which nothing was measured. Who names none, or all, takes what there is."""
    named = frozenset(asked) if frozenset(asked) < frozenset(SUITES) else frozenset()
    left = named - {check.suite for check in scores.checks}
    return tuple(f"Nothing was measured of {suite}." for suite in SUITES if suite in left)
