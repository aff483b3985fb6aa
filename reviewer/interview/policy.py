"""Which question comes next. Code, not a model: the profile first, then what weighs most on the verdict."""

from collections.abc import Sequence
from typing import Literal

from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Assessment, Capacity, Gap
from reviewer.framework.catalogue import Column, Facet, Framework, Item
from reviewer.interview.progress import Progress
from reviewer.models.port import Question

Depth = Literal["essential", "full"]
# A question and one follow-up for a vague or incomplete answer; repeated pushing manufactures answers.
_QUESTIONS_PER_ITEM = 2
# With the figures that a sum still lacks, at the end.
_MOST_PER_ITEM = 4
WHO_KNOWS = "who_would_know"
"""Stands for a facet in the question that follows "I don't know"."""


def next_question(
    findings: Findings, progress: Progress, depth: Depth, assessment: Assessment | None = None
) -> Question | None:
    """The question to put now, or None when nothing is open at this depth. Never one that was answered or skipped.

    From `assessment` come questions about contradictions, once each, and about figures that a sum lacks.
    """
    if progress.standing is not None:
        return progress.standing
    if progress.unknown is not None:
        return Question(
            item=progress.unknown.item,
            facet=WHO_KNOWS,
            wording="Who would know? A name or a role is enough.",
            why="An open point with a person beside it gets closed.",
        )
    return (
        _profile_question(findings, progress)
        or (_contradiction_question(findings, progress, depth, assessment.gaps) if assessment else None)
        or _item_question(findings, progress, depth)
        or (_figure_question(findings, progress, depth, assessment.capacity) if assessment else None)
    )


def _profile_question(findings: Findings, progress: Progress) -> Question | None:
    for facet in findings.framework.profile:
        filled = findings.readiness.facet(facet.key).is_filled
        if facet.ask and not filled and not progress.asked_items.get(facet.key) and facet.key not in progress.closed:
            return Question(item=None, facet=facet.key, wording=facet.ask, why=facet.why)
    return None


def _contradiction_question(
    findings: Findings, progress: Progress, depth: Depth, gaps: Sequence[Gap]
) -> Question | None:
    """The neutral question about the first contradiction that was not asked about: what blocks, at full depth all."""
    for gap in gaps:
        weighs = gap.severity == "blocker" or depth == "full"
        if gap.question and gap.item and weighs and gap.id not in progress.asked_contradictions:
            item = findings.framework.item(gap.item)
            return Question(
                item=item.id,
                facet=_fact_of(findings.framework, gap),
                wording=gap.question,
                why=gap.title,
                settles=gap.id,
            )
    return None


def _fact_of(framework: Framework, gap: Gap) -> str:
    """The fact in dispute where the gap is about one; else the first of its item."""
    subject = gap.id.removeprefix(f"{gap.rule}.{gap.item}").lstrip(".").partition(" ")[0]
    if subject.partition(".")[0] in framework.facets_by_key:
        return subject
    return _first_core(framework.item(gap.item or ""))


def _figure_question(findings: Findings, progress: Progress, depth: Depth, capacity: Capacity) -> Question | None:
    """The question for a figure that a sum still lacks, once; of items that weigh at this depth."""
    framework, least = findings.framework, 1 if depth == "full" else 2
    for part in capacity.open:
        for name in part.missing:
            item = framework.item_of_facet.get(name.partition(".")[0])
            is_open = item not in progress.closed and name not in progress.asked_facets
            is_open = is_open and progress.asked_items.get(item or "", 0) < _MOST_PER_ITEM
            if item and is_open and _ask(framework, name) and effect(findings, framework.item(item)) >= least:
                return Question(item=item, facet=name, wording=_ask(framework, name), why=f"It would show {part.sum}.")
    return None


def _item_question(findings: Findings, progress: Progress, depth: Depth) -> Question | None:
    for item in _by_effect(findings, progress, depth):
        question = question_about(findings, progress, item)
        if question is not None:
            return question
    return None


def _by_effect(findings: Findings, progress: Progress, depth: Depth) -> list[Item]:
    """Open items: the one that was just begun, then by effect on the verdict, the current area first, then in order."""
    framework = findings.framework
    area = framework.item(progress.area_item).area if progress.area_item else None
    order = {item_id: place for place, item_id in enumerate(framework.order)}

    def rank(item: Item) -> tuple[bool, int, bool, int]:
        begun = item.id == progress.area_item
        return (not begun, -effect(findings, item), item.area != area, order[item.id])

    least = 1 if depth == "full" else 2
    return sorted((item for item in framework.items if effect(findings, item) >= least), key=rank)


def effect(findings: Findings, item: Item) -> int:
    """How much the item weighs on the verdict: 2 where its absence blocks, 1 where it does not."""
    if item.severity == "essential":
        return 2
    return 2 if item.severity == "conditional" and findings.conditionals_are_essential else 1


def question_about(findings: Findings, progress: Progress, item: Item) -> Question | None:
    """The next question about `item`: its own, or the follow-up for the first fact that is still missing."""
    asked = progress.asked_items.get(item.id, 0)
    state = findings.item_states[item.id].state
    if item.id in progress.closed or asked >= _QUESTIONS_PER_ITEM or state in ("satisfied", "not_applicable"):
        return None
    needed = _askable(findings, item)
    fresh = [name for name in needed if name not in progress.asked_facets]
    if not asked and state in ("unknown", "missing"):
        return Question(
            item=item.id, facet=_first_core(item), wording=item.question, why=_why(findings.framework, item)
        )
    if fresh:
        return Question(
            item=item.id, facet=fresh[0], wording=_ask(findings.framework, fresh[0]), why=_why(findings.framework, item)
        )
    if needed and state in ("missing", "unknown"):
        return Question(item=item.id, facet=needed[0], wording=item.follow_up, why=_why(findings.framework, item))
    return None


def _askable(findings: Findings, item: Item) -> list[str]:
    """Missing facts that have a question of their own; computed facts have none."""
    return [name for name in findings.states.needs(item) if _ask(findings.framework, name)]


def _ask(framework: Framework, name: str) -> str:
    key, _, column = name.partition(".")
    facet = framework.facets_by_key.get(key)
    if facet is None:
        return ""
    spec: Facet | Column | None = facet
    if column:
        spec = next((part for part in facet.row if part.column == column), None)
    return (spec.ask if spec else "") or facet.ask


def _first_core(item: Item) -> str:
    core = [facet.key for facet in item.facets if facet.role == "core"]
    return core[0] if core else (item.facets[0].key if item.facets else "decisions")


def _why(framework: Framework, item: Item) -> str:
    texts = [framework.claims_by_id[claim].text for claim in item.claims if claim in framework.claims_by_id]
    return texts[0] if texts else item.expects
