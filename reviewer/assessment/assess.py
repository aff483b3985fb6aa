"""The one door: from a readiness model to an assessment. Deterministic; the same claims give the same bytes."""

from collections.abc import Iterable, Sequence

from reviewer.assessment.findings import Findings, Kind
from reviewer.assessment.inputs import derived_facts, inputs
from reviewer.assessment.model import Assessment, FacetResult, Gap, ItemResult
from reviewer.assessment.rules import gaps_of
from reviewer.assessment.states import ItemState, States
from reviewer.assessment.sums import capacity_of
from reviewer.assessment.verdict import areas, confidence, coverage, is_feasibility_only, verdict
from reviewer.framework.catalogue import Framework, Item
from reviewer.readiness.claims import Row
from reviewer.readiness.fold import Current, FacetNow, Readiness


def assess(
    readiness: Readiness,
    framework: Framework,
    kind: Kind = "proposal",
    asked: Iterable[str] = (),
    reservations: Sequence[str] = (),
) -> Assessment:
    """The assessment of `readiness`.

    In an interview an item with nothing stated is unknown until it was asked about; `asked` names the items that
    were asked about and answered. In a proposal the whole text was searched, so nothing is unknown.

    `reservations` are reasons in words why the evidence carries less far: any of them lowers the confidence by one
    step, and all are listed with it.
    """
    answered = frozenset(asked)
    return assessed(find(readiness, framework, kind, answered, reservations), answered)


def assessed(findings: Findings, answered: frozenset[str]) -> Assessment:
    """The assessment of what was found; for callers that need the findings as well."""
    framework = findings.framework
    fired = gaps_of(findings)
    gaps = fired
    if is_feasibility_only(findings):
        gaps = tuple(gap.model_copy(update={"severity": "info"}) for gap in fired)
    asked = answered if findings.kind == "interview" else framework.items_by_id
    covered = coverage(framework, findings.item_states, asked, findings.kind)
    return Assessment(
        verdict=verdict(findings, gaps, covered),
        areas=areas(framework, findings.item_states, fired, findings.kind),
        coverage=covered,
        confidence=confidence(findings, gaps),
        items=tuple(_item_result(findings, item) for item in framework.items),
        capacity=capacity_of(findings),
        gaps=_with_informative(gaps),
    )


def find(
    readiness: Readiness,
    framework: Framework,
    kind: Kind,
    answered: frozenset[str],
    reservations: Sequence[str] = (),
) -> Findings:
    """Everything that rules look at: states of all items, and the inputs of the arithmetic."""
    figures = inputs(readiness, framework.thresholds)
    states = States(readiness, framework, derived_facts(readiness, figures, framework.thresholds))
    return Findings(
        kind=kind,
        framework=framework,
        readiness=readiness,
        states=states,
        item_states={item.id: _state(states, item, kind, answered) for item in framework.items},
        inputs=figures,
        reservations=tuple(reservations),
    )


def _state(states: States, item: Item, kind: Kind, answered: frozenset[str]) -> ItemState:
    state = states.of(item)
    unanswered = kind == "interview" and item.id not in answered and state.why == "not_stated"
    return ItemState(state="unknown") if unanswered else state


def _with_informative(gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
    return tuple(sorted(gaps, key=lambda gap: gap.severity == "info"))


def _item_result(findings: Findings, item: Item) -> ItemResult:
    state = findings.item_states[item.id]
    facets = {facet.key: findings.readiness.facet(facet.key) for facet in item.facets}
    return ItemResult(
        id=item.id,
        state=state.state,
        why=state.why,
        facets={key: facet_result(findings.framework, now) for key, now in facets.items() if now.is_filled},
        evidence=state.evidence,
    )


def facet_result(framework: Framework, now: FacetNow) -> FacetResult:
    """A filled facet as the report shows it."""
    first = now.current or next(iter(now.rows[0].values()))
    return FacetResult(
        value=now.current.value if now.current else tuple(_plain_row(row) for row in now.rows),
        unit=framework.facet(now.key).unit,
        grade=first.grade,
        tense=first.tense,
        conflict=now.is_disputed,
        evidence=now.evidence,
    )


def _plain_row(row: dict[str, Current]) -> Row:
    return {column: cell.value for column, cell in row.items()}
