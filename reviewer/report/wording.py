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
NEEDED_FIGURES = ("volume_target_per_day", "escalation_rate", "handling_minutes", "reviewers_fte")
_FIGURES = {
    "volume_target_per_day": ("target volume", "{:,.0f} cases a day"),
    "escalation_rate": ("share of cases that reach people", "{:.1%}"),
    "escalation_rate_high": ("the same share in a bad month", "{:.1%}"),
    "handling_minutes": ("a person's time for one such case", "{:g} minutes"),
    "reviewers_fte": ("people for these cases", "{:g}"),
    "hours_per_day": ("paid time of one person", "{:g} hours a day"),
    "shrinkage": ("share of paid time that is not there for cases", "{:.0%}"),
    "occupancy": ("share of the remaining time that may be planned", "{:.0%}"),
    "escalations_per_day": ("cases that reach people", "{:,.0f} a day"),
    "human_hours_per_day": ("work of people", "{:,.1f} hours a day"),
    "people_needed": ("people needed", "{:,.0f}"),
    "load_ratio": ("work over available time", "{:.2f}"),
    "backlog_growth_per_day": ("growth of the backlog", "{:,.0f} cases a day"),
    "scale_ceiling_per_day": ("the most that the desk can carry", "{:,.0f} cases a day"),
    "break_even_rate": ("share at which the desk is just full", "{:.1%}"),
}
_OFFLINE = "Read by the built-in offline model, which recognises wording by rules and misses much."


def reader(stamp: Reader) -> str:
    """Who read the words, and what was read by nobody."""
    read = _OFFLINE if stamp.model == "offline" else f"Read by the model {stamp.model}."
    return f"{read} It failed on the way: parts of the text were read by no model." if stamp.degraded else read


def figure_name(name: str) -> str:
    """A figure of the arithmetic in words."""
    return _FIGURES[name][0] if name in _FIGURES else name.replace("_", " ")


def figure(name: str, value: float) -> str:
    """A figure of the arithmetic with its value and unit."""
    words, form = figure_name(name), _FIGURES[name][1] if name in _FIGURES else "{:,g}"
    return f"{words[:1].upper()}{words[1:]}: {form.format(value)}"


def counted(count: int, severity: Severity) -> str:
    """How many gaps of a severity there are, in words."""
    if severity == "blocker":
        return f"{count} blocker" if count == 1 else f"{count} blockers"
    return f"{count} {SEVERITIES[severity].lower()}"
