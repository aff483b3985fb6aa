"""What stands behind a gap, an item, the verdict, the counts and the figures: headed paragraphs for a closer look."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from reviewer.assessment.capacity.words import figures_in_words, scenario_in_words
from reviewer.tui.doors import Assessed
from reviewer.tui.wording import SEVERITIES, STATES, coverage_in_words, gap_counts, state_of

if TYPE_CHECKING:
    from reviewer.assessment.capacity.figure import Figure
    from reviewer.assessment.model import Absent, Capacity, FacetResult, Gap, ItemResult
    from reviewer.framework.catalogue import Facet, Framework
    from reviewer.readiness.claims import Evidence, Row


class Part(NamedTuple):
    """A headed paragraph."""

    heading: str
    text: str


class Detail(NamedTuple):
    """A closer look: a title, a line under it, and the parts."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]


def gap_detail(gap: "Gap", framework: "Framework") -> Detail:
    """Why it matters, what would clear it, the arithmetic, and the words or where they were looked for."""
    mark = SEVERITIES[gap.severity]
    item = f"{gap.item} {framework.item(gap.item).name}" if gap.item in framework.items_by_id else ""
    parts = [
        Part("Why it matters", gap.why),
        Part("What would clear it", gap.fix),
        Part("The arithmetic", gap.arithmetic or ""),
        Part("The words behind it", _quotes(gap.evidence)),
        Part("Not stated", _searched(gap.absent)),
        Part("Others say so too", "\n".join(gap.references)),
    ]
    where = " · ".join(part for part in (f"{mark.sign} {mark.words}", f"rule {gap.rule}", item) if part)
    return Detail(gap.title, where, _filled(parts))


def item_detail(item: "ItemResult", framework: "Framework", gaps: "Iterable[Gap]") -> Detail:
    """What the item asks for, what is known with its words, what is still needed, and its gaps."""
    spec = framework.item(item.id)
    mark = state_of(item)
    facts = "\n".join(_fact(framework, key, result) for key, result in item.facets.items())
    own = "\n".join(f"{SEVERITIES[gap.severity].words}: {gap.title}" for gap in gaps if gap.item == item.id)
    parts = [
        Part("What it asks for", spec.criteria.satisfied),
        Part("Why it does not apply", item.why or "" if item.state == "not_applicable" else ""),
        Part("What is known", facts),
        Part("The words behind it", "" if facts else _quotes(item.evidence)),
        Part("Its gaps", own),
        Part("A good answer reads like this", spec.good if item.state not in ("satisfied", "not_applicable") else ""),
    ]
    return Detail(f"{item.id} {spec.name}", f"{mark.sign} {mark.words} · {spec.severity}", _filled(parts))


def verdict_detail(assessed: Assessed, framework: "Framework", who_knows: Mapping[str, str]) -> Detail:
    """The verdict, its limiting fact, how far it carries, and what is still open."""
    parts = [
        Part("The most limiting fact", assessed.verdict.limiting_fact),
        Part("How much is known", f"{coverage_in_words(assessed)}.\nGaps: {gap_counts(assessed.gaps)}."),
        Part(f"Confidence: {assessed.confidence.level}", "\n".join(assessed.confidence.reasons)),
        Part("Still open", "\n".join(open_questions(assessed, framework, who_knows))),
    ]
    return Detail(assessed.verdict.sentence, "Rules decide this, from what was said. No model does.", _filled(parts))


def figures_detail(assessed: Assessed) -> Detail:
    """The arithmetic: results, what was stated, what was assumed."""
    capacity = assessed.capacity
    parts = [
        Part("What follows", _figures(capacity.results)),
        Part("What was stated", _figures(capacity.inputs)),
        Part("What was assumed", _figures(capacity.assumptions)),
        Part("Side by side", "\n".join(scenario_in_words(row) for row in capacity.scenarios)),
        Part("How far it holds", capacity.worst_case or ""),
        Part("Not worked out, for want of an answer", _open_sums(capacity)),
    ]
    return Detail("What the numbers mean on a normal day at target volume", "Computed, not judged.", _filled(parts))


def open_questions(assessed: Assessed, framework: "Framework", who_knows: Mapping[str, str]) -> list[str]:
    """Items that are not known, essentials first, each with who would know where somebody was named."""
    order = {name: place for place, name in enumerate(framework.order)}
    unknown = [framework.item(item.id) for item in assessed.items if item.state == "unknown"]
    ranked = sorted(unknown, key=lambda item: (item.severity != "essential", order.get(item.id, len(order))))
    named = [f"{item.id} {item.name}{_who(item.id, who_knows)}" for item in ranked]
    profile = [f"{facet.name}{_who(facet.key, who_knows)}" for facet in framework.profile if facet.key in who_knows]
    return [*named, *profile]


def _who(key: str, who_knows: Mapping[str, str]) -> str:
    return f" (ask: {who_knows[key]})" if key in who_knows else ""


def _filled(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text.strip())


def _quotes(evidence: "Iterable[Evidence]") -> str:
    return "\n".join(f"“{words.quote}”  {_place(words)}" for words in evidence)


def _place(words: "Evidence") -> str:
    if words.source != "document":
        return words.source
    return f"page {words.page}, line {words.line}" if words.page else f"line {words.line}"


def _searched(absent: "Absent | None") -> str:
    return f"Looked through {absent.searched}." if absent else ""


def _fact(framework: "Framework", key: str, result: "FacetResult") -> str:
    from reviewer.readiness.words import scalar_in_words

    facet = framework.facet(key)
    if isinstance(result.value, tuple):
        value = "".join(f"\n   {_row(facet, row)}" for row in result.value)
    else:
        value = f" {scalar_in_words(facet, result.value)}"
    return f"{facet.name}:{value}\n   {'; '.join(_remarks(result))}"


def _row(facet: "Facet", row: "Row") -> str:
    from reviewer.readiness.words import scalar_in_words

    return ", ".join(
        f"{name.replace('_', ' ')} {scalar_in_words(facet.column(name), cell)}" for name, cell in row.items()
    )


def _remarks(result: "FacetResult") -> Iterator[str]:
    yield result.grade
    if result.tense == "planned":
        yield "planned, not yet so"
    if result.conflict:
        yield "two sources differ"
    for words in result.evidence:
        yield f"“{words.quote}” ({_place(words)})"


def _figures(figures: "Mapping[str, Figure]") -> str:
    return "\n".join(figures_in_words(figures))


def _open_sums(capacity: "Capacity") -> str:
    return "\n".join(f"{part.sum} ({part.rule}): {' '.join(part.questions)}" for part in capacity.open)


LEGEND = "   ".join(f"{mark.sign} {mark.words}" for mark in STATES.values())
"""The signs of states with their words."""
