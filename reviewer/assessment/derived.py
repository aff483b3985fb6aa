"""Facts that follow from other facts: the inputs of the arithmetic, and three yes/no facts that items ask for."""

from dataclasses import dataclass, field

from reviewer.assessment.capacity.day import Desk, Load, people_needed
from reviewer.assessment.capacity.evidence import Interval, wilson
from reviewer.framework.catalogue import Thresholds
from reviewer.readiness.claims import Scalar
from reviewer.readiness.fold import Current, Readiness


@dataclass(frozen=True)
class Inputs:
    """What the arithmetic runs on: stated figures (None where nothing usable is stated), and the assumed ones."""

    volume: float | None
    rate: float | None
    rate_high: float | None
    minutes: float | None
    people: float | None
    hours_per_day: float
    shrinkage: float
    occupancy: float
    added_hours: float
    stated: dict[str, float] = field(default_factory=dict)
    assumed: dict[str, float] = field(default_factory=dict)

    @property
    def load(self) -> Load | None:
        """The load of a normal day at target volume, if volume, rate and minutes are stated and above 0."""
        if not self.volume or not self.minutes or self.rate is None:
            return None
        return Load(self.volume, self.rate, self.minutes, self.added_hours)

    @property
    def desk(self) -> Desk | None:
        """The desk, if its people are stated and have hours."""
        if not self.people or self.shrinkage >= 1:
            return None
        return Desk(self.people, self.hours_per_day, self.shrinkage, self.occupancy)


def value_for_rules(current: Current | None) -> Scalar | None:
    """The value, or None while claims conflict: rules may not choose a winner."""
    return None if current is None or current.conflict else current.value


def number(readiness: Readiness, key: str) -> float | None:
    """The number that `key` has for rules."""
    value = value_for_rules(readiness.facet(key).current)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def escalation_counts(readiness: Readiness) -> tuple[int, int] | None:
    """Cases touched, and cases in the period, if the team counted its own."""
    count, of = number(readiness, "escalation_numerator"), number(readiness, "escalation_denominator")
    if count is None or of is None or of < 1 or count > of or not _is_own(readiness):
        return None
    return int(count), int(of)


def _is_own(readiness: Readiness) -> bool:
    return value_for_rules(readiness.facet("escalation_source").current) not in ("estimate", "supplier")


def rate_used(readiness: Readiness) -> float | None:
    """The share of cases that reach people: from counts, else as stated; an estimate or a supplier's is no rate."""
    counts = escalation_counts(readiness)
    if counts:
        return counts[0] / counts[1]
    return number(readiness, "escalation_rate") if _is_own(readiness) else None


def rate_high(readiness: Readiness, thresholds: Thresholds) -> float | None:
    """The high case: as stated, else the larger of the upper 95 % bound and the default multiple of the rate.

    A stated high case below the rate itself is none.
    """
    stated, rate, counts = number(readiness, "escalation_rate_high"), rate_used(readiness), escalation_counts(readiness)
    if rate is None or (stated is not None and stated >= rate):
        return stated
    upper = wilson(*counts).high if counts else 0.0
    return min(1.0, max(upper, thresholds.rate_high_factor * rate))


def inputs(readiness: Readiness, thresholds: Thresholds) -> Inputs:
    """Everything that the arithmetic needs, with what had to be assumed kept apart from what was stated."""
    hours, shrinkage = number(readiness, "hours_per_day"), _shrinkage(readiness, thresholds)
    named = {
        "volume_target_per_day": number(readiness, "volume_target_per_day"),
        "escalation_rate": rate_used(readiness),
        "escalation_rate_high": number(readiness, "escalation_rate_high"),
        "handling_minutes": number(readiness, "handling_minutes"),
        "reviewers_fte": number(readiness, "reviewers_fte"),
        "hours_per_day": hours,
        "shrinkage": shrinkage,
    }
    assumed = {"occupancy": thresholds.occupancy}
    assumed |= {} if hours else {"hours_per_day": thresholds.hours_per_day}
    assumed |= {} if shrinkage is not None else {"shrinkage": thresholds.shrinkage}
    return Inputs(
        volume=named["volume_target_per_day"],
        rate=named["escalation_rate"],
        rate_high=rate_high(readiness, thresholds),
        minutes=named["handling_minutes"],
        people=named["reviewers_fte"],
        hours_per_day=hours or thresholds.hours_per_day,
        shrinkage=thresholds.shrinkage if shrinkage is None else shrinkage,
        occupancy=thresholds.occupancy,
        added_hours=_added_hours(readiness),
        stated={key: value for key, value in named.items() if value is not None},
        assumed=dict(sorted(assumed.items())),
    )


def _shrinkage(readiness: Readiness, thresholds: Thresholds) -> float | None:
    stated, productive = number(readiness, "shrinkage"), number(readiness, "productive_hours_per_day")
    if stated is not None or productive is None:
        return stated
    paid = number(readiness, "hours_per_day") or thresholds.hours_per_day
    return max(0.0, 1 - productive / paid)


def _added_hours(readiness: Readiness) -> float:
    """Hours per day for decisions that always need a person, where their volume at target is stated (N-03)."""
    review = number(readiness, "review_minutes") or 0.0
    alone = number(readiness, "handling_minutes") or 0.0
    minutes = {"agent_with_review": review, "human_only": alone}
    total = 0.0
    for row in readiness.facet("decisions").rows:
        cells = {column: value_for_rules(cell) for column, cell in row.items()}
        volume = cells.get("volume_per_day")
        if cells.get("volume_at") == "target" and isinstance(volume, float):
            total += volume * minutes.get(str(cells.get("class")), 0.0) / 60
    return total


def derived_facts(readiness: Readiness, thresholds: Thresholds) -> dict[str, Scalar | None]:
    """The yes/no facts that items ask for by name. None where an input is missing."""
    figures = inputs(readiness, thresholds)
    return {
        "escalations_agree": _escalations_agree(readiness, figures, thresholds),
        "capacity_covers_load": _capacity_covers_load(figures),
        "evidence_meets_target": _evidence_meets_target(readiness),
    }


def _escalations_agree(readiness: Readiness, figures: Inputs, thresholds: Thresholds) -> bool | None:
    stated = number(readiness, "escalations_stated_per_day")
    if stated is None or figures.volume is None or figures.rate is None:
        return None
    computed = figures.volume * figures.rate
    return abs(stated - computed) <= thresholds.agreement_tolerance * computed


def _capacity_covers_load(figures: Inputs) -> bool | None:
    if figures.load is None or figures.desk is None:
        return None
    return figures.desk.people >= people_needed(figures.load, figures.desk)


def _evidence_meets_target(readiness: Readiness) -> bool | None:
    met = []
    for row in readiness.facet("pilot_targets").rows:
        cells = {column: value_for_rules(cell) for column, cell in row.items()}
        value = cells.get("value")
        if cells.get("outcome") in ("scale", None) and isinstance(value, float):
            found = _is_met(readiness, str(cells.get("measure")), value)
            if found is not None:
                met.append(found)
    return all(met) if met else None


def _is_met(readiness: Readiness, measure: str, value: float) -> bool | None:
    """Whether a target is met at the pessimistic end of its interval; None if there is nothing to compare."""
    interval = measured_interval(readiness, measure)
    if interval is None:
        return None
    return interval.high <= value if measure == "handed_over" else interval.low >= value


def measured_interval(readiness: Readiness, measure: str) -> Interval | None:
    """The 95 % interval of what the pilot measured for `measure`, if it can be computed."""
    counts: tuple[int, int] | None = None
    if measure in ("right_of_all", "without_person"):
        counts = _pair(readiness, "success_all") or _right_of_all_cases(readiness)
    elif measure == "right_of_handled":
        counts = _pair(readiness, "success_handled")
    elif measure in ("handed_over", "not_handed_over"):
        counts = escalation_counts(readiness)
        if counts and measure == "not_handed_over":
            counts = (counts[1] - counts[0], counts[1])
    return wilson(*counts) if counts else None


def _right_of_all_cases(readiness: Readiness) -> tuple[int, int] | None:
    handled, cases = _pair(readiness, "success_handled"), number(readiness, "evidence_cases")
    return (handled[0], int(cases)) if handled and cases and cases >= max(1, handled[0]) else None


def _pair(readiness: Readiness, key: str) -> tuple[int, int] | None:
    value = value_for_rules(readiness.facet(key).current)
    if not isinstance(value, str):
        return None
    count, _, of = value.partition("/")
    return int(count), int(of)
