"""An assessment and a reading in plain words with signs. Pure: words in, words out, no screen."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reviewer.tui.doors import Assessed
from reviewer.tui.foreign import QUIET

if TYPE_CHECKING:
    from reviewer.assessment.model import AreaResult, Gap, ItemResult
    from reviewer.framework.catalogue import Framework
    from reviewer.interview.record import ReadReply
    from reviewer.readiness.claims import Claim, Rejection


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
_DOUBTED = Mark("?", "doubted", "$text-warning")
_UNREAD = Mark("!", "read by the built-in offline model", "$text-warning")


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


def area_in_words(area: "AreaResult") -> str:
    """How far an area is known, as counts."""
    return f"{area.known}/{area.items}"


def understood(framework: "Framework", read: "ReadReply | None") -> list[Understood]:
    """What was read in a reply, each with its words; then in one line each what was doubted and what was refused.

    Where a service failed, the first line says who read the reply instead, and why.
    """
    if read is None:
        return []
    lines = [Understood(_UNREAD, read.job.unread)] if read.job and read.job.unread is not None else []
    lines += [_claim(framework, claim) for claim in read.claims]
    doubted = [refused for refused in read.rejections if refused.doubted]
    refused = [refused for refused in read.rejections if not refused.doubted]
    return [
        *lines,
        *([_refused(framework, doubted, _DOUBTED)] if doubted else []),
        *([_refused(framework, refused, _REFUSED)] if refused else []),
    ]


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
    from reviewer.readiness.date_words import day_in_words

    when = f" by {day_in_words(claim.planned_date)}" if claim.planned_date else ""
    return f" (planned{when}{f', {claim.planned_owner}' if claim.planned_owner else ''})"


def _refused(framework: "Framework", refused_ones: "Sequence[Rejection]", mark: Mark) -> Understood:
    """One quiet line. The names of facts are the framework's; an unknown one is a mistake of the model."""
    from reviewer.readiness.words import facet_in_words

    parts = []
    for refused in refused_ones:
        known = refused.facet.partition(".")[0] in framework.facets_by_key
        parts.append(f"{facet_in_words(framework, refused.facet) if known else refused.facet} ({refused.reason})")
    return Understood(mark, "; ".join(dict.fromkeys(parts)))
