"""Verdict, coverage, confidence, area states. Source: the framework's chapter on reporting."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reviewer.assessment.capacity.plan import Plan
from reviewer.assessment.findings import Findings, Kind
from reviewer.assessment.model import AreaResult, AreaState, Confidence, Coverage, Gap, Verdict
from reviewer.assessment.rules.states import rests_on_words
from reviewer.assessment.states import ItemState
from reviewer.framework.catalogue import FEASIBILITY_ONLY, Framework, Item


def known_items(states: Mapping[str, ItemState], kind: Kind) -> frozenset[str]:
    """Items of which something is known. Not applicable is known: it has a reason and a role.

    A person who was asked has answered. A document that does not state something has not denied it: that is a question.
    """
    silent = "not_stated" if kind == "proposal" else "unknown"
    return frozenset(item for item, state in states.items() if silent not in (state.why, state.state))


def coverage(
    framework: Framework, states: Mapping[str, ItemState], asked: Iterable[str], kind: Kind = "interview"
) -> Coverage:
    """Counts of items asked about and known."""
    known = known_items(states, kind)
    essentials = {item.id for item in framework.items if item.severity == "essential"}
    return Coverage(
        asked=len(known.union(asked) & states.keys()),
        known=len(known),
        essentials_known=len(known & essentials),
        essentials=len(essentials),
    )


def areas(
    framework: Framework, states: Mapping[str, ItemState], gaps: Sequence[Gap], kind: Kind = "interview"
) -> tuple[AreaResult, ...]:
    """The state of each area, in the order of the framework."""
    known = known_items(states, kind)
    return tuple(
        AreaResult(
            id=area.id,
            name=area.name,
            state=_area_state([item for item in framework.items if item.area == area.id], states, gaps),
            known=sum(item.id in known for item in framework.items if item.area == area.id),
            items=sum(item.area == area.id for item in framework.items),
        )
        for area in framework.areas
    )


def _area_state(items: Sequence[Item], states: Mapping[str, ItemState], gaps: Sequence[Gap]) -> AreaState:
    own = {item.id for item in items}
    severities = {gap.severity for gap in gaps if gap.item in own}
    # Where nothing is essential, every item counts for what is known.
    essentials = [item for item in items if item.severity == "essential"] or items
    there = [item for item in items if states[item.id].state not in ("missing", "unknown")]
    asked = [item for item in items if states[item.id].state != "unknown"]
    if "blocker" in severities or (asked and not there):
        return "not_in_place"
    if any(states[item.id].state == "unknown" for item in essentials):
        return "not_known"
    return "in_place_with_gaps" if "major" in severities else "in_place"


def confidence(findings: Findings, gaps: Sequence[Gap]) -> Confidence:
    """High, medium or low, with the reasons. G-06 lowers it by one step, and so do reservations, however many."""
    limits = findings.framework.thresholds
    essentials = [item for item in findings.framework.items if item.severity == "essential"]
    shown = [item for item in essentials if _is_shown(findings, item)]
    measured = findings.states.strict.value("escalation_source") == "own_count" and findings.states.strict.is_true(
        "handling_measured"
    )
    conflicts = conflicting_items(findings)
    share = len(shown) / len(essentials)
    reasons = [f"{len(shown)} of {len(essentials)} essential items are shown in a document"]
    reasons.append(
        "hand-over rate and minutes are measured" if measured else "hand-over rate and minutes are not both measured"
    )
    if conflicts:
        reasons.append(f"two sources differ on {', '.join(conflicts)}")
    level = 2 if share >= limits.confidence_high_share and measured and not conflicts else 0
    level = max(level, 1 if share >= limits.confidence_medium_share else 0)
    if any(gap.rule == "G-06" for gap in gaps):
        reasons.append("some essential answers were said and not shown")
        level -= 1
    if findings.reservations:
        reasons += findings.reservations
        level -= 1
    return Confidence(level=("low", "medium", "high")[max(0, level)], reasons=tuple(reasons))


def _is_shown(findings: Findings, item: Item) -> bool:
    known = findings.item_states[item.id].state in ("satisfied", "partial")
    return known and not rests_on_words(findings, item)


def conflicting_items(findings: Findings) -> list[str]:
    """Items with a facet on which two speakers differ."""
    facet = findings.readiness.facet
    return [item.id for item in findings.framework.items if any(facet(own.key).is_disputed for own in item.facets)]


def verdict(findings: Findings, gaps: Sequence[Gap], covered: Coverage) -> Verdict:
    """The first condition that applies, in the framework's order."""
    if is_feasibility_only(findings):
        return _FEASIBILITY
    blockers = [gap for gap in gaps if gap.severity == "blocker"]
    if blockers:
        return _not_ready(findings, blockers, covered)
    if covered.essentials_known < covered.essentials:
        return _cannot_say(
            f"{covered.essentials - covered.essentials_known} of {covered.essentials} essential points are still open.",
            f"Not known yet: {_first_open(findings)}.",
        )
    essentials = {item.id for item in findings.framework.items if item.severity == "essential"}
    disputed = [item for item in conflicting_items(findings) if item in essentials]
    if disputed:
        return _cannot_say(
            "two sources give different answers on an essential point.",
            f"Two answers stand against each other on {findings.framework.item(disputed[0]).name}.",
        )
    return _positive(findings, gaps)


def _cannot_say(reason: str, limiting_fact: str) -> Verdict:
    return Verdict(code="cannot_say_yet", sentence=f"Cannot say yet: {reason}", limiting_fact=limiting_fact)


def is_feasibility_only(findings: Findings) -> bool:
    """Whether the pilot only asks if the technique works (G-08)."""
    facet, answer = FEASIBILITY_ONLY
    return findings.states.strict.value(facet) == answer


_FEASIBILITY = Verdict(
    code="feasibility_test",
    sentence="This is a feasibility test. It says nothing about scale; the gaps say what would have to be designed.",
    limiting_fact="The pilot asks whether the technique works, not whether the operation can carry it.",
)


def _not_ready(findings: Findings, blockers: Sequence[Gap], covered: Coverage) -> Verdict:
    start = "start as a pilot that is meant to scale" if findings.value("stage") == "proposal" else "scale"
    count = len(blockers)
    sentence = f"Not ready to {start}: {count} {_plural(count, 'thing blocks', 'things block')} it."
    if covered.essentials_known < findings.framework.thresholds.essentials_known_for_complete:
        sentence += " The assessment is incomplete: more may appear."
    return Verdict(code="not_ready", sentence=sentence, limiting_fact=_sentence(blockers[0].title))


def _positive(findings: Findings, gaps: Sequence[Gap]) -> Verdict:
    majors = [gap for gap in gaps if gap.severity == "major"]
    plan = findings.inputs.plan
    expected, high = _ceiling(plan), _ceiling(replace(plan, rate=plan.rate_high) if plan.rate_high else plan)
    if majors:
        limit = f" up to {expected:,.0f} cases a day" if expected else ""
        each = _plural(len(majors), "one major gap", f"each of {len(majors)} major gaps")
        return Verdict(
            code="conditionally_ready",
            sentence=f"Conditionally ready{limit}: {each} needs an owner and a date.",
            limiting_fact=_sentence(majors[0].title),
        )
    target = plan.volume or 0.0
    number = min(target, high) if high else target
    return Verdict(
        code="ready",
        sentence=f"Ready to scale to {number:,.0f} cases a day.",
        limiting_fact=f"In the high case the desk carries {high:,.0f} cases a day." if high else "No limit was found.",
    )


def _ceiling(plan: Plan) -> float | None:
    """Cases a day that the people of a plan can carry."""
    return plan.outlook.ceiling if plan.outlook else None


def _first_open(findings: Findings) -> str:
    """The name of the open essential item that is asked about first."""
    order = findings.framework.order
    unknown = [
        item
        for item in findings.framework.items
        if item.severity == "essential" and findings.item_states[item.id].state == "unknown"
    ]
    return min(unknown, key=lambda item: order.index(item.id)).name


def _sentence(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
