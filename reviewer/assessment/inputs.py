"""What the arithmetic runs on: the plan that the facts amount to, and the yes/no facts that follow from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.assessment.capacity.day import Desk, Load, OtherWork, is_short
from reviewer.assessment.capacity.evidence import wilson
from reviewer.assessment.capacity.hours import WeekHours, week_hours
from reviewer.assessment.capacity.plan import Plan, Standard
from reviewer.assessment.derived import (
    counts_used,
    evidence_meets_target,
    number,
    rate_high,
    rate_stated,
    rate_used,
    value_for_rules,
)
from reviewer.framework.catalogue import Thresholds
from reviewer.readiness.claims import Scalar
from reviewer.readiness.fold import Readiness

_NAMED = (
    "volume_target_per_day",
    "escalation_rate_high",
    "handling_minutes",
    "reviewers_fte",
    "hours_per_day",
    "max_queue_depth",
    "max_wait_hours",
)


@dataclass(frozen=True)
class Inputs:
    """The plan, with what was stated and what had to be assumed kept apart, each by the name of its facet."""

    plan: Plan
    stated: dict[str, float] = field(default_factory=dict)
    assumed: dict[str, float] = field(default_factory=dict)

    @property
    def volume(self) -> float | None:
        """Cases per day at target."""
        return self.plan.volume

    @property
    def rate(self) -> float | None:
        """Share handed over, expected."""
        return self.plan.rate

    @property
    def rate_high(self) -> float | None:
        """Share handed over in the high case."""
        return self.plan.rate_high

    @property
    def minutes(self) -> float | None:
        """Minutes for one hand-over."""
        return self.plan.minutes

    @property
    def people(self) -> float | None:
        """People planned for hand-overs."""
        return self.plan.people

    @property
    def load(self) -> Load | None:
        """The load of a normal day at target volume."""
        return self.plan.load

    @property
    def desk(self) -> Desk | None:
        """The people planned, and their hours."""
        return self.plan.desk


def inputs(readiness: Readiness, thresholds: Thresholds) -> Inputs:
    """The plan that the facts amount to. A stated 0 is a value; what is disputed is not there."""
    stated = {key: value for key in _NAMED if (value := number(readiness, key)) is not None}
    rate, shrinkage = rate_used(readiness), _shrinkage(readiness, thresholds)
    stated |= {} if rate is None else {"escalation_rate": rate}
    stated |= {} if shrinkage is None else {"shrinkage": shrinkage}
    stated |= {f"peak_{of}": peak for of, peak in _peaks(readiness)}
    assumed = {"occupancy": thresholds.occupancy}
    assumed |= {} if stated.get("hours_per_day") else {"hours_per_day": thresholds.hours_per_day}
    assumed |= {} if shrinkage is not None else {"shrinkage": thresholds.shrinkage}
    assumed |= _assumed_rates(readiness, thresholds)
    agent_share = _agent_share(readiness, thresholds)
    plan = Plan(
        volume=stated.get("volume_target_per_day"),
        volume_now=number(readiness, "volume_now_per_day"),
        rate=rate,
        rate_low=assumed.get("escalation_rate_low"),
        rate_high=rate_high(readiness, thresholds),
        minutes=stated.get("handling_minutes"),
        others=tuple(_others(readiness, agent_share)),
        agent_share=agent_share,
        people=stated.get("reviewers_fte"),
        hours_per_day=stated.get("hours_per_day") or thresholds.hours_per_day,
        shrinkage=thresholds.shrinkage if shrinkage is None else shrinkage,
        occupancy=thresholds.occupancy,
        max_queue=stated.get("max_queue_depth"),
        max_wait_hours=stated.get("max_wait_hours"),
        timeout_hours=number(readiness, "timeout_hours"),
        peak_hour=stated.get("peak_hour"),
        peak_day=stated.get("peak_day"),
        arrivals=_hours(readiness, "arrival_hours") or _hours(readiness, "operating_hours"),
        staffed=_hours(readiness, "desk_hours"),
        standard=Standard(
            in_time=1 - thresholds.wait_major,
            within_limit=1 - thresholds.depth_major,
            days=thresholds.breach_shifts_major,
        ),
    )
    return Inputs(plan, dict(sorted(stated.items())), dict(sorted(assumed.items())))


def _shrinkage(readiness: Readiness, thresholds: Thresholds) -> float | None:
    stated, productive = number(readiness, "shrinkage"), number(readiness, "productive_hours_per_day")
    if stated is not None or productive is None:
        return stated
    paid = number(readiness, "hours_per_day") or thresholds.hours_per_day
    return max(0.0, 1 - productive / paid)


def _assumed_rates(readiness: Readiness, thresholds: Thresholds) -> dict[str, float]:
    """The low and the high share that nobody stated: from the counts where there are any, else a default multiple."""
    rate, high, counts = rate_used(readiness), rate_high(readiness, thresholds), counts_used(readiness)
    if rate is None:
        return {}
    low = wilson(*counts).low if counts else rate * thresholds.rate_low_factor
    stated = number(readiness, "escalation_rate_high")
    is_assumed = high is not None and high != stated
    return {"escalation_rate_low": low} | ({"escalation_rate_high": high} if is_assumed and high else {})


def _peaks(readiness: Readiness) -> Iterator[tuple[str, float]]:
    peak, of = number(readiness, "peak_factor"), value_for_rules(readiness.facet("peak_of").current)
    if peak and of in ("hour", "day"):
        yield str(of), peak


def _hours(readiness: Readiness, key: str) -> WeekHours | None:
    rows = readiness.facet(key).rows
    return week_hours([{column: value_for_rules(cell) for column, cell in row.items()} for row in rows])


def _daily(readiness: Readiness) -> dict[str, float]:
    """Decisions a day at target volume by class, where they are stated."""
    found: dict[str, float] = {}
    for row in readiness.facet("decisions").rows:
        cells = {column: value_for_rules(cell) for column, cell in row.items()}
        volume, kind = cells.get("volume_per_day"), cells.get("class")
        if cells.get("volume_at") == "target" and isinstance(volume, float) and isinstance(kind, str):
            found[kind] = found.get(kind, 0.0) + volume
    return found


def _others(readiness: Readiness, agent_share: float) -> Iterator[OtherWork]:
    """Approvals, decisions of people alone, and samples of the agent's own, as shares of what comes in (N-03)."""
    volume, daily = number(readiness, "volume_target_per_day"), _daily(readiness)
    review, handling = number(readiness, "review_minutes"), number(readiness, "handling_minutes")
    if not volume:
        return
    if daily.get("agent_with_review") and review:
        yield OtherWork("approvals", daily["agent_with_review"] / volume, review)
    alone = number(readiness, "current_process_minutes") or handling
    if daily.get("human_only") and alone:
        yield OtherWork("decisions of people alone", daily["human_only"] / volume, alone)
    sample = number(readiness, "quality_sample_share")
    if sample and review:
        yield OtherWork("samples", sample * agent_share, review)


def _agent_share(readiness: Readiness, thresholds: Thresholds) -> float:
    """The share of cases that the agent decides alone, where the classes divide the target volume among them."""
    volume, daily = number(readiness, "volume_target_per_day"), _daily(readiness)
    if not volume or abs(sum(daily.values()) - volume) > thresholds.agreement_tolerance * volume:
        return 1.0
    return min(1.0, daily.get("autonomous", 0.0) / volume)


def derived_facts(readiness: Readiness, figures: Inputs, thresholds: Thresholds) -> dict[str, Scalar | None]:
    """The yes/no facts that items ask for by name. None where an input is missing."""
    return {
        "escalations_agree": _escalations_agree(readiness, figures, thresholds),
        "capacity_covers_load": _capacity_covers_load(figures),
        "evidence_meets_target": evidence_meets_target(readiness),
        "escalation_rate_used": figures.rate,
    }


def _escalations_agree(readiness: Readiness, figures: Inputs, thresholds: Thresholds) -> bool | None:
    stated, rate = number(readiness, "escalations_stated_per_day"), rate_stated(readiness)
    if stated is None or figures.volume is None or rate is None:
        return None
    computed = figures.volume * rate
    return abs(stated - computed) <= thresholds.agreement_tolerance * computed


def _capacity_covers_load(figures: Inputs) -> bool | None:
    load, desk = figures.load, figures.desk
    return None if load is None or desk is None else not is_short(load, desk)
