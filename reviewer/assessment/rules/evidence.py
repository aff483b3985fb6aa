"""Rules about what the pilot measured: how far it carries, what people touched, and what its rate is applied to.

Source: the framework's rules, N-14 (section 3.3), C-03, C-17 and C-30 (section 4).
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reviewer.assessment.capacity.evidence import Interval, cases_needed, cases_to_tell, wilson
from reviewer.assessment.derived import (
    escalation_counts,
    measured_counts,
    number,
    rate_stated,
    touched_counts,
    touched_more,
)
from reviewer.assessment.findings import Findings, RowNow, gap
from reviewer.assessment.model import Gap
from reviewer.readiness.claims import Evidence

Rule = Callable[[Findings], Iterator[Gap]]
OF_ALL = ("right_of_all", "without_person")
_SUCCESS = (*OF_ALL, "right_of_handled")
SUCCESS_FACETS = ("success_handled", "success_all", "success_excluded", "success_silent_fixes")
_ESCALATION_FACETS = ("escalation_rate", "escalation_numerator", "escalation_denominator")
_TOUCHED_FACETS = ("touched_cases", "touched_of")
_MEASURES = {
    "right_of_all": "cases right, of everything that arrived",
    "without_person": "cases right without a person, of everything that arrived",
    "right_of_handled": "cases right, of those that the agent finished",
    "handed_over": "cases that reached people",
    "not_handed_over": "cases that reached nobody",
}


class Target(NamedTuple):
    """One number that decides about the pilot: a share between 0 and 1, what it is a share of, and what follows."""

    measure: str
    value: float
    outcome: str
    row: RowNow

    @property
    def words(self) -> tuple[Evidence, ...]:
        """The words that state it."""
        return tuple(dict.fromkeys(words for cell in self.row.values() for words in cell.evidence))

    @property
    def name(self) -> str:
        """What tells it from the other targets."""
        return f"{self.measure} {self.outcome}".strip()


def targets(findings: Findings) -> Iterator[Target]:
    """The targets that are shares of cases."""
    for row, cells in findings.rows("pilot_targets"):
        value, measure = cells.get("value"), str(cells.get("measure"))
        if measure in _MEASURES and isinstance(value, float) and 0 < value <= 1:
            yield Target(measure, value, str(cells.get("outcome") or ""), row)


def too_few_to_tell(findings: Findings) -> Iterator[Gap]:
    """N-14: a target lies inside the range that the counts allow, so nobody can say whether it is met."""
    for target in targets(findings):
        counts = measured_counts(findings.readiness, target.measure)
        if counts and _cannot_tell(target, wilson(*counts)):
            yield gap(
                findings,
                "N-14",
                "found",
                f"{counts[1]:,} cases are too few to say whether the target of {target.value:.1%} is met",
                subject=target.name,
                evidence=_words_of(findings, target),
                fix=_cases_fix(counts, target),
                arithmetic=_range(counts, target),
                also=("C-30",) if target.measure in _SUCCESS and _is_out_of_reach(counts[1], target.value) else (),
            )


def _cannot_tell(target: Target, interval: Interval) -> bool:
    """Neither met nor missed for certain: whoever is at the limit itself has met it."""
    if target.measure == "handed_over":
        return interval.low <= target.value < interval.high
    return interval.low < target.value <= interval.high


def _words_of(findings: Findings, target: Target) -> tuple[Evidence, ...]:
    facets = SUCCESS_FACETS[:2] if target.measure in _SUCCESS else (*_ESCALATION_FACETS, *_TOUCHED_FACETS)
    own = ("evidence_cases",) if target.measure in OF_ALL else ()
    return tuple(dict.fromkeys((*target.words, *findings.evidence(*facets, *own))))


def _range(counts: tuple[int, int], target: Target) -> str:
    interval = wilson(*counts)
    return (
        f"{counts[0]:,} of {counts[1]:,} {_MEASURES[target.measure]} = {counts[0] / counts[1]:.1%}; "
        f"with 95 % confidence between {interval.low:.1%} and {interval.high:.1%}; target {target.value:.1%}."
    )


def _cases_fix(counts: tuple[int, int], target: Target) -> str:
    needed = cases_to_tell(counts[0] / counts[1], target.value)
    if needed is None:
        return "Count more cases, and say beforehand what follows if the result is right at the target."
    return f"Count more cases: at the same share, {needed:,} would tell."


def out_of_reach(findings: Findings) -> Iterator[Gap]:
    """C-30: a target that so many cases could not show even if every one of them were right."""
    for target in targets(findings):
        counts = measured_counts(findings.readiness, target.measure)
        cases = counts[1] if counts else int(number(findings.readiness, "evidence_cases") or 0)
        told = counts is not None and _cannot_tell(target, wilson(*counts))
        if target.measure in _SUCCESS and cases and not told and _is_out_of_reach(cases, target.value):
            yield gap(
                findings,
                "C-30",
                "found",
                f"{cases:,} cases cannot show {target.value:.1%}, even if every one of them is right",
                subject=target.name,
                evidence=(*target.words, *findings.evidence("evidence_cases")),
                fix=_reach_fix(target.value),
                arithmetic=f"With 95 % confidence {cases:,} right of {cases:,} show {wilson(cases, cases).low:.2%}.",
                question=f"I have a target of {target.value:.1%} and {cases:,} cases to show it. Which is to change?",
            )


def _is_out_of_reach(cases: int, value: float) -> bool:
    return wilson(cases, cases).low < value


def _reach_fix(value: float) -> str:
    if value >= 1:
        return "No number of cases shows 100 %. Set a target below it, and count as many cases as that needs."
    return f"Count at least {cases_needed(value):,} cases, or set a target that the cases you have can show."


def touched_above_rate(findings: Findings) -> Iterator[Gap]:
    """C-03: people touch more cases than the hand-over rate says; every figure then uses the higher share."""
    stated, touched = rate_stated(findings.readiness), touched_counts(findings.readiness)
    if stated is None or touched is None or not touched_more(findings.readiness):
        return
    share, counts = touched[0] / touched[1], escalation_counts(findings.readiness)
    given = f"{counts[0]:,}/{counts[1]:,} = {stated:.1%}" if counts else f"{stated:.1%}"
    yield gap(
        findings,
        "C-03",
        "found",
        f"People touch {share:.1%} of the cases, and {stated:.1%} are counted as handed over",
        evidence=findings.evidence(*_ESCALATION_FACETS, *_TOUCHED_FACETS),
        fix="Count every case that a person touched, before or after, as handed over; or say why some are no work.",
        arithmetic=(
            f"Touched {touched[0]:,}/{touched[1]:,} = {share:.1%}; handed over {given}. All figures use {share:.1%}."
        ),
        question=(
            f"I have two values for the share of cases that people touch, {stated:.1%} and {share:.1%}; "
            "which is right, or are they about different things?"
        ),
    )


def beyond_the_pilot(findings: Findings) -> Iterator[Gap]:
    """C-17: the pilot's rate is applied to kinds of cases or units that were not in the pilot."""
    rate, stated = rate_stated(findings.readiness), number(findings.readiness, "escalations_stated_per_day")
    high = number(findings.readiness, "escalation_rate_high")
    agrees = findings.states.strict.value("escalations_agree")
    # Hand-overs that do not follow from the rate are not the pilot's rate applied: that is C-02.
    if rate is None or stated is None or agrees is False or (high is not None and high > rate):
        return
    reasons, facets = _not_in_pilot(findings)
    if reasons:
        yield gap(
            findings,
            "C-17",
            "found",
            f"The pilot's rate of {rate:.1%} is applied to what was not in the pilot",
            evidence=findings.evidence("escalations_stated_per_day", *_ESCALATION_FACETS, *facets),
            fix="Measure the rate on what was left out, or plan with a high rate that covers it, and say which.",
            arithmetic=f"{stated:,.0f} hand-overs a day rest on the pilot's {rate:.1%}. {' '.join(reasons)}",
            question="Do you expect the same rate for what was not in the pilot, or is it not part of the full volume?",
        )


def _not_in_pilot(findings: Findings) -> tuple[list[str], list[str]]:
    """What the full volume holds and the pilot did not, in words, and the facets that say so."""
    now, then = number(findings.readiness, "units_now"), number(findings.readiness, "units_target")
    share = number(findings.readiness, "pilot_population_share")
    kinds = [str(cells["kind"]) for _, cells in findings.rows("exclusions") if cells.get("kind")]
    reasons, facets = [], []
    if kinds:
        reasons.append(f"Not in the pilot: {'; '.join(kinds)}.")
        facets.append("exclusions")
    if share is not None and share < 1 and findings.value("nothing_excluded") is not True:
        reasons.append(f"The cases in the pilot are like {share:.1%} of the full volume.")
        facets.append("pilot_population_share")
    if now is not None and then is not None and now < then:
        reasons.append(f"{now:g} of {then:g} units use it today.")
        facets.append("units_now")
        facets.append("units_target")
    return reasons, facets


RULES: tuple[Rule, ...] = (
    too_few_to_tell,
    out_of_reach,
    touched_above_rate,
    beyond_the_pilot,
)
