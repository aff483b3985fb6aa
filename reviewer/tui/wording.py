"""An assessment and a reading in plain words with signs. Pure: words in, words out, no screen."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reviewer.tui.doors import Assessed
from reviewer.tui.foreign import QUIET

if TYPE_CHECKING:
    from reviewer.assessment.model import AreaResult, Gap, ItemResult
    from reviewer.framework.catalogue import Framework
    from reviewer.interview.record import ReadReply
    from reviewer.readiness.claims import Claim


class Mark(NamedTuple):
    """A sign, the same in words, and a colour that repeats both."""

    sign: str
    words: str
    style: str


STATES = {
    "satisfied": Mark("●", "satisfied", "$text-success"),
    "partial": Mark("◐", "partial", "$text-warning"),
    "missing": Mark("○", "missing", "$text-error"),
    "unknown": Mark("?", "unknown", QUIET),
    "not_applicable": Mark("–", "not applicable", QUIET),
}
WHY_MISSING = {"not_stated": "not stated", "vague": "too vague", "denied": "said not to exist"}
AREA_STATES = {
    "in_place": Mark("●", "in place", "$text-success"),
    "in_place_with_gaps": Mark("◐", "in place with gaps", "$text-warning"),
    "not_in_place": Mark("○", "not in place", "$text-error"),
    "not_known": Mark("?", "not known", QUIET),
}
SEVERITIES = {
    "blocker": Mark("■", "blocker", "$text-error"),
    "major": Mark("▲", "major", "$text-warning"),
    "minor": Mark("△", "minor", QUIET),
    "info": Mark("·", "for information", QUIET),
}
VERDICTS = {
    "feasibility_test": Mark("◇", "Feasibility test", "$text-accent"),
    "not_ready": Mark("○", "Not ready", "$text-error"),
    "cannot_say_yet": Mark("?", "Cannot say yet", QUIET),
    "conditionally_ready": Mark("◐", "Conditionally ready", "$text-warning"),
    "ready": Mark("●", "Ready to scale", "$text-success"),
}
_RESULTS = {
    "escalations_per_day": ("Cases a day that reach a person", ",.0f"),
    "human_hours_per_day": ("Hours of human work a day", ",.1f"),
    "people_needed": ("People needed", ",.0f"),
    "load_ratio": ("Load (hours needed over hours there are)", ".2f"),
    "backlog_growth_per_day": ("Cases by which the backlog grows each day", ",.0f"),
    "scale_ceiling_per_day": ("Scale ceiling, cases a day", ",.0f"),
    "break_even_rate": ("Share handed over at which the desk is just full", ".1%"),
}


class Understood(NamedTuple):
    """One line under a reply: what it is ("understood", "not there", …), what it says, and the words behind it."""

    mark: Mark
    says: str
    quote: str = ""


_UNDERSTOOD = Mark("✓", "understood", "$text-success")
_PLANNED = Mark("◔", "planned", "$text-success")
_DENIED = Mark("○", "not there", "$text-warning")
_VAGUE = Mark("~", "noted", QUIET)
_REFUSED = Mark("·", "not taken", QUIET)


def state_of(item: "ItemResult") -> Mark:
    """The state of an item, with the reason where something is missing."""
    mark = STATES[item.state]
    why = WHY_MISSING.get(item.why or "") if item.state == "missing" else None
    return mark._replace(words=f"{mark.words}, {why}") if why else mark


def coverage_in_words(assessed: Assessed) -> str:
    """How much is known, as counts."""
    covered = assessed.coverage
    return (
        f"{covered.known} of {len(assessed.items)} items known, "
        f"{covered.essentials_known} of {covered.essentials} essentials"
    )


def gap_counts(gaps: "Sequence[Gap]") -> str:
    """Gaps by severity: "1 blocker, 2 major"; what is only for information is left out."""
    counts = Counter(gap.severity for gap in gaps)
    parts = [f"{counts[name]} {SEVERITIES[name].words}" for name in ("blocker", "major", "minor") if counts[name]]
    if counts["blocker"] > 1:
        parts[0] += "s"
    return ", ".join(parts) or "none so far"


def headline_number(results: Mapping[str, float]) -> str:
    """The figure that says most, as soon as there is one: ceiling and load, else cases that reach a person."""
    if "scale_ceiling_per_day" in results:
        words = f"Ceiling {results['scale_ceiling_per_day']:,.0f} cases a day"
        load = results.get("load_ratio", 0.0)
        return f"{words}, load {load:.2f}{': the backlog grows' if load > 1 else ''}" if math.isfinite(load) else words
    if "human_hours_per_day" in results:
        return f"{results['human_hours_per_day']:,.0f} hours of human work a day"
    if "escalations_per_day" in results:
        return f"{results['escalations_per_day']:,.0f} cases a day reach a person"
    return ""


def results_in_words(results: Mapping[str, float]) -> list[str]:
    """Every computed figure on a line of its own."""
    return [f"{words}: {results[key]:{form}}" for key, (words, form) in _RESULTS.items() if key in results]


def area_in_words(area: "AreaResult") -> str:
    """How far an area is known, as counts."""
    return f"{area.known}/{area.items}"


def understood(framework: "Framework", read: "ReadReply | None") -> list[Understood]:
    """What was read in a reply, each with its words; the refused ones together in one line at the end."""
    if read is None:
        return []
    lines = [_claim(framework, claim) for claim in read.claims]
    return [*lines, _refused(framework, read)] if read.rejections else lines


def _claim(framework: "Framework", claim: "Claim") -> Understood:
    from reviewer.readiness.words import claim_in_words

    return Understood(_kind(claim), claim_in_words(framework, claim) + _plan(claim), claim.evidence.quote)


def _kind(claim: "Claim") -> Mark:
    if claim.strength == "denied":
        return _DENIED
    if not claim.fills:
        return _VAGUE
    return _PLANNED if claim.tense == "planned" else _UNDERSTOOD


def _plan(claim: "Claim") -> str:
    if claim.tense != "planned" or not claim.fills:
        return ""
    when = f" by {claim.planned_date:%d %B %Y}".replace(" 0", " ") if claim.planned_date else ""
    return f" (planned{when}{f', {claim.planned_owner}' if claim.planned_owner else ''})"


def _refused(framework: "Framework", read: "ReadReply") -> Understood:
    """One quiet line. The names of facts are the framework's; an unknown one is a mistake of the model."""
    from reviewer.readiness.words import facet_in_words

    parts = []
    for refused in read.rejections:
        known = refused.facet.partition(".")[0] in framework.facets_by_key
        parts.append(f"{facet_in_words(framework, refused.facet) if known else refused.facet} ({refused.reason})")
    return Understood(_REFUSED, "; ".join(dict.fromkeys(parts)))
