"""From an assessment to the published arithmetic: which facts came from where, and every figure that they allow."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field

from reviewer.assessment.capacity.curve import queue_over_day
from reviewer.assessment.capacity.day import Load, break_even_rate, scale_ceiling
from reviewer.assessment.capacity.evidence import wilson
from reviewer.assessment.capacity.figure import Figure
from reviewer.assessment.capacity.figures import figures
from reviewer.assessment.capacity.plan import Plan
from reviewer.assessment.capacity.scenarios import scenarios
from reviewer.assessment.capacity.sensitivity import Step, sensitivity
from reviewer.assessment.derived import counts_used, rate_used, value_for_rules
from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Assessment, Gap
from reviewer.assessment.whatif import TRIED
from reviewer.readiness.fold import FacetNow
from reviewer.report.capacity.answer import answer
from reviewer.report.capacity.document import (
    MODEL_LIMITS,
    SCHEMA,
    CapacityDocument,
    Counted,
    GivenFact,
    OpenFigure,
    QueueMoment,
    RateStep,
    Standards,
)
from reviewer.report.contract import FrameworkStamp, PublishedGap, words


@dataclass(frozen=True)
class Origins:
    """Where facts come from. `options`: the option that can give a fact; `written`: facts that one gave, as typed.

    `source` is the name of the assessment behind all others; `settings`: assumptions that an option set.
    """

    options: Mapping[str, str]
    written: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    source: str | None = None


def capacity_document(findings: Findings, assessment: Assessment, origins: Origins) -> CapacityDocument:
    """The arithmetic of `assessment`, with the findings of the computed and the contradiction rules."""
    plan, capacity = findings.inputs.plan, assessment.capacity
    results = _results(plan)
    gaps = [gap for gap in assessment.gaps if gap.rule.startswith(("N-", "C-"))]
    framework = findings.framework
    return CapacityDocument(
        schema_name=SCHEMA,
        framework=FrameworkStamp(version=framework.version, items=len(framework.items)),
        source=origins.source,
        answer=answer(plan, scenarios(plan), gaps, results, capacity.inputs),
        inputs=tuple(_given(findings, origins)),
        assumptions={name: value for name, value in capacity.assumptions.items() if name not in origins.settings},
        notes=(*origins.notes, *_notes(plan)),
        standards=Standards(in_time=plan.standard.in_time, within_limit=plan.standard.within_limit),
        counted=_counted(findings),
        results=results,
        scenarios=capacity.scenarios,
        worst_case=capacity.worst_case,
        sensitivity=tuple(_step(step) for step in sensitivity(plan)),
        curve=tuple(_curve(plan)),
        findings=tuple(_finding(gap) for gap in gaps),
        open=tuple(_open(assessment, origins.options)),
        limits_of_the_model=MODEL_LIMITS,
    )


def _given(findings: Findings, origins: Origins) -> Iterator[GivenFact]:
    """Facts that options can give, and that are there; those in dispute are among the findings."""
    for key in dict.fromkeys(origins.options):
        now = findings.readiness.facet(key)
        if not now.is_filled or now.is_disputed or key not in findings.framework.facets_by_key:
            continue
        option, written = origins.written.get(key, (None, None))
        facet = findings.framework.facet(key)
        yield GivenFact(
            facet=key,
            name=facet.name,
            value=now.current.value if now.current else _rows(now),
            unit=facet.unit,
            origin="option" if option else "source",
            option=option,
            written=written,
            evidence=() if option else words(now.evidence),
        )


def _rows(now: FacetNow) -> tuple[dict[str, bool | float | str], ...]:
    cells = ({column: value_for_rules(cell) for column, cell in row.items()} for row in now.rows)
    return tuple({column: value for column, value in row.items() if value is not None} for row in cells)


def _results(plan: Plan) -> dict[str, Figure]:
    outlook = plan.outlook
    if outlook is None:
        return {name: round(value, 6) for name, value in _partly(plan)}
    found = figures(outlook)
    if outlook.chance_of_breach is not None and outlook.load.hours:
        found["chance_of_breach_per_day"] = round(outlook.chance_of_breach, 6)
    return found


def _partly(plan: Plan) -> Iterator[tuple[str, float]]:
    """What can be said before everything is there: hand-overs, or what the people could carry."""
    if plan.volume and plan.rate is not None:
        yield "escalations_per_day", plan.volume * plan.rate
    if plan.desk and plan.minutes and plan.rate:
        yield "scale_ceiling_per_day", scale_ceiling(Load(1, plan.rate, plan.minutes), plan.desk)
    if plan.desk and plan.minutes and plan.volume and plan.rate is None:
        load = Load(plan.volume, 0.0, plan.minutes, plan.others, plan.agent_share)
        if load.agent_share:
            yield "break_even_rate", min(1.0, break_even_rate(load, plan.desk))


def _notes(plan: Plan) -> Iterator[str]:
    if plan.arrivals is None:
        yield "Cases are taken to come in while the desk is open."
    if plan.staffed is None:
        yield f"The desk is taken to be open for {plan.hours_per_day:g} hours a day, the paid time of one person."
    if plan.people and plan.outlook and plan.outlook.chance_of_breach is None and plan.max_queue is not None:
        yield "The chance that the queue limit is passed within a day was left out: the desk is too large for it."


def _counted(findings: Findings) -> Counted | None:
    counts = counts_used(findings.readiness)
    if counts is None or rate_used(findings.readiness) is None:
        return None
    interval = wilson(*counts)
    return Counted(count=counts[0], of=counts[1], low=round(interval.low, 6), high=round(interval.high, 6))


def _step(step: Step) -> RateStep:
    figures = asdict(step)
    return RateStep(escalation_rate=figures.pop("rate"), **figures)


def _curve(plan: Plan) -> Iterator[QueueMoment]:
    for moment in queue_over_day(plan.outlook) if plan.outlook else ():
        yield QueueMoment(
            hours=round(moment.hours, 4),
            waiting=round(moment.waiting, 3),
            one_day_in_twenty=None if moment.bad_day is None else round(moment.bad_day, 3),
        )


def _finding(gap: Gap) -> PublishedGap:
    """A gap with the words of people; the words of an option are no quote."""
    quoted = [part for part in gap.evidence if part.source != TRIED]
    return PublishedGap(**(dict(gap) | {"evidence": words(quoted)}))


def _open(assessment: Assessment, options: Mapping[str, str]) -> Iterator[OpenFigure]:
    """Sums that lack an input which an option could give."""
    for part in assessment.capacity.open:
        helpful = tuple(_helpful(part.missing, options))
        if helpful:
            yield OpenFigure(rule=part.rule, sum=part.sum, missing=part.missing, options=helpful)


def _helpful(missing: Iterable[str], options: Mapping[str, str]) -> list[str]:
    """The options that give what is missing; none if a part of it can be given by no option."""
    found = [options.get("escalation_rate" if name == "escalation_rate_used" else name) for name in missing]
    return list(dict.fromkeys(option for option in found if option)) if all(found) else []
