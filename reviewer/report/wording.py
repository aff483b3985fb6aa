"""The plain words and signs of a report, in one place."""

from reviewer.assessment.model import AreaState, Severity, State
from reviewer.report.contract import Reader

STATES: dict[State, str] = {
    "satisfied": "satisfied",
    "partial": "partial",
    "missing": "missing",
    "unknown": "unknown",
    "not_applicable": "not applicable",
}
AREA_STATES: dict[AreaState, str] = {
    "in_place": "in place",
    "in_place_with_gaps": "in place with gaps",
    "not_in_place": "not in place",
    "not_known": "not known",
}
AREA_SIGNS: dict[AreaState, str] = {"in_place": "●", "in_place_with_gaps": "◐", "not_in_place": "○", "not_known": "?"}
SEVERITIES: dict[Severity, str] = {"blocker": "Blocker", "major": "Major", "minor": "Minor", "info": "For information"}
_OFFLINE = "Read by the built-in offline model, which recognises wording by rules and misses much."


def reader(stamp: Reader) -> str:
    """Who read the words, and what was read by nobody."""
    read = _OFFLINE if stamp.model == "offline" else f"Read by the model {stamp.model}."
    return f"{read} It failed on the way: parts of the text were read by no model." if stamp.degraded else read


def counted(count: int, severity: Severity) -> str:
    """How many gaps of a severity there are, in words."""
    if severity == "blocker":
        return f"{count} blocker" if count == 1 else f"{count} blockers"
    return f"{count} {SEVERITIES[severity].lower()}"
