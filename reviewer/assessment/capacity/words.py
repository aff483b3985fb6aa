"""Every figure of the arithmetic in plain words with its unit, for all reports and screens."""

from collections.abc import Iterable, Mapping

from reviewer.assessment.capacity.figure import UNSTABLE, Figure
from reviewer.assessment.capacity.passage import HORIZON_HOURS

_CASES, _SHARE, _HOURS = "{:,.0f} cases a day", "{:.1%}", "{:,.1f} hours"
_WORDS = {
    "volume_target_per_day": ("target volume", _CASES),
    "escalation_rate": ("share of cases that reach people", _SHARE),
    "escalation_rate_low": ("the same share in a good month", _SHARE),
    "escalation_rate_high": ("the same share in a bad month", _SHARE),
    "handling_minutes": ("a person's time for one such case", "{:g} minutes"),
    "reviewers_fte": ("people for these cases", "{:g}"),
    "hours_per_day": ("paid time of one person", "{:g} hours a day"),
    "shrinkage": ("share of paid time that is not there for cases", "{:.0%}"),
    "occupancy": ("share of the remaining time that may be planned", "{:.0%}"),
    "max_queue_depth": ("most cases that may wait", "{:,.0f}"),
    "max_wait_hours": ("longest that a case may wait", "{:,g} hours"),
    "peak_hour": ("busiest hour, times a normal one", "{:g}"),
    "peak_day": ("busiest day, times a normal one", "{:g}"),
    "escalations_per_day": ("cases that reach people", "{:,.0f} a day"),
    "human_hours_per_day": ("work of people", "{:,.1f} hours a day"),
    "people_needed": ("people needed", "{:,.0f}"),
    "load_ratio": ("work over available time", "{:.2f}"),
    "backlog_growth_per_day": ("growth of the backlog", _CASES),
    "scale_ceiling_per_day": ("the most that the desk can carry", _CASES),
    "break_even_rate": ("share at which the desk is just full", _SHARE),
    "minutes_available_per_case": ("minutes that there are for each case of people", "{:,.1f}"),
    "people_on_desk": ("people at the desk at one time", "{:,.0f}"),
    "load_erlang": ("hours of work that come in each hour", "{:,.2f}"),
    "share_waiting": ("share of cases that find nobody free", _SHARE),
    "mean_wait_minutes": ("mean wait", "{:,.1f} minutes"),
    "mean_wait_in_waves_minutes": ("mean wait if cases come in waves", "{:,.1f} minutes"),
    "mean_waiting": ("cases that wait, on average", "{:,.1f}"),
    "depth_held": ("cases that wait at most, for nearly all of the time", "{:,.0f}"),
    "share_too_late": ("share of cases that wait longer than allowed", _SHARE),
    "share_of_time_over_limit": ("share of the time with more waiting than allowed", _SHARE),
    "hours_to_limit": ("mean time until the queue limit is passed", _HOURS),
    "chance_of_breach_per_day": ("chance that the queue limit is passed within one day", _SHARE),
    "share_too_late_in_the_busiest_hour": ("share of cases that wait too long in the busiest hour", _SHARE),
    "share_of_time_over_limit_at_the_peak": ("the same share of the time in the busiest hour", _SHARE),
    "unanswered_per_day": ("cases that nobody answers in time", "{:,.1f} a day"),
    "desk_for_wait": ("people at the desk that the longest wait needs", "{:,.0f}"),
    "desk_for_depth": ("people at the desk that the queue limit needs", "{:,.0f}"),
    "hours_closed": ("longest wait for the desk to open", _HOURS),
    "waiting_at_opening": ("cases that wait when the desk opens", "{:,.0f}"),
}
NEEDED = ("volume_target_per_day", "escalation_rate", "handling_minutes", "reviewers_fte")
"""Without these nothing can be said about people."""


def figure_name(name: str) -> str:
    """A figure in words."""
    return _WORDS[name][0] if name in _WORDS else name.replace("_", " ")


def figure_value(name: str, value: Figure) -> str:
    """The value of a figure with its unit; what grows without end says so."""
    if value == UNSTABLE:
        return "none: the queue grows all day"
    if name == "hours_to_limit" and float(value) >= HORIZON_HOURS:
        return "more than 100 years"
    return (_WORDS[name][1] if name in _WORDS else "{:,g}").format(value)


def figure_in_words(name: str, value: Figure) -> str:
    """A figure with its value: "People needed: 23"."""
    words = figure_name(name)
    return f"{words[:1].upper()}{words[1:]}: {figure_value(name, value)}"


def figures_in_words(figures: Mapping[str, Figure]) -> list[str]:
    """Figures in their order, one line each; those that a growing queue does not have are one line together."""
    places = {name: place for place, name in enumerate(_WORDS)}
    ordered = sorted(figures, key=lambda name: places.get(name, len(places)))
    lines = [figure_in_words(name, figures[name]) for name in ordered if figures[name] != UNSTABLE]
    grows = any(figures[name] == UNSTABLE for name in ordered)
    return [*lines, "More comes in each hour than the desk can do: the queue grows all day"] if grows else lines


def missing_figures(names: Iterable[str]) -> list[str]:
    """In words, the figures without which nothing can be said about people and that are not among `names`."""
    known = set(names)
    return [figure_name(name) for name in NEEDED if name not in known]


def headline(results: Mapping[str, Figure]) -> str:
    """The figure that says most, as soon as there is one: ceiling and load, else cases that reach a person."""
    if "scale_ceiling_per_day" in results:
        load = float(results.get("load_ratio", 0.0))
        grows = ": the backlog grows" if load > 1 else ""
        return f"Ceiling {float(results['scale_ceiling_per_day']):,.0f} cases a day, load {load:.2f}{grows}"
    if "human_hours_per_day" in results:
        return f"{float(results['human_hours_per_day']):,.0f} hours of human work a day"
    if "escalations_per_day" in results:
        return f"{float(results['escalations_per_day']):,.0f} cases a day reach a person"
    return ""


def scenario_in_words(row: Mapping[str, float | str | bool]) -> str:
    """One scenario on one line."""
    holds = {True: "holds", False: "does not hold"}.get(bool(row["holds"])) if "holds" in row else None
    parts = [
        f"{SCENARIOS[str(row['name'])]}: {float(row['volume_per_day']):,.0f} cases a day",
        f"{float(row['escalation_rate']):.1%} handed over",
        f"{float(row['escalations_per_day']):,.0f} of them a day",
        f"{float(row['human_hours_per_day']):,.1f} hours of work",
        f"{float(row['people_needed']):,.0f} people needed" if "people_needed" in row else None,
        holds,
    ]
    return ", ".join(part for part in parts if part)


SCENARIOS = {"now": "Today", "low": "Low", "expected": "Expected", "high": "High"}
