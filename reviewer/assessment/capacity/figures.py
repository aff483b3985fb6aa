"""The figures of an outlook by name, as reports, JSON and screens show them; units stand in the names."""

from collections.abc import Iterator

from reviewer.assessment.capacity.day import Desk, break_even_rate, growth_per_day
from reviewer.assessment.capacity.figure import Figure
from reviewer.assessment.capacity.plan import Outlook
from reviewer.assessment.capacity.scenarios import Scenario
from reviewer.assessment.capacity.staffing import varied_wait

_WAVES = 4.0  # squared variation of arrivals that come in waves, as batches and mornings do; 1 is pure chance


def figures(outlook: Outlook) -> dict[str, Figure]:
    """Every figure that what is stated allows; names without a figure are left out."""
    pairs = (*_day(outlook), *_queue(outlook), *_limits(outlook))
    return {name: _rounded(value) for name, value in pairs if value is not None}


def _day(outlook: Outlook) -> Iterator[tuple[str, Figure | None]]:
    load, desk = outlook.load, outlook.plan.desk
    yield "escalations_per_day", load.escalations
    yield "human_hours_per_day", load.hours
    if desk is None or not load.hours:
        yield "people_needed", outlook.people_needed
        return
    yield "people_needed", outlook.people_needed
    yield "load_ratio", outlook.load_ratio
    yield "backlog_growth_per_day", growth_per_day(load, desk)
    yield "scale_ceiling_per_day", outlook.ceiling
    yield "break_even_rate", break_even_rate(load, desk)
    yield "minutes_available_per_case", minutes_available(outlook, desk)


def minutes_available(outlook: Outlook, desk: Desk) -> float:
    """Minutes that the people have for each piece of work (N-17)."""
    return desk.hours * 60 / outlook.load.cases_for_people


def _queue(outlook: Outlook) -> Iterator[tuple[str, Figure | None]]:
    queue, peak = outlook.queue, outlook.peak_queue
    if queue is None or not outlook.load.hours:
        return
    yield "people_on_desk", queue.people
    yield "load_erlang", queue.load
    yield "share_waiting", queue.chance_to_wait
    yield "mean_wait_minutes", _times(queue.mean_wait_hours, 60)
    yield "mean_wait_in_waves_minutes", _times(queue.mean_wait_hours, 60 * varied_wait(1.0, _WAVES, 1.0))
    yield "mean_waiting", queue.mean_waiting
    yield "depth_held", queue.depth_held(1 - outlook.plan.standard.within_limit)
    yield "share_too_late", outlook.chance_too_late
    yield "share_of_time_over_limit", outlook.share_of_time_over_limit
    yield "hours_to_limit", outlook.hours_to_limit
    if outlook.share_unanswered is not None:
        yield "unanswered_per_day", outlook.share_unanswered * outlook.load.cases_for_people
    if peak is not None:
        wait, limit = outlook.plan.max_wait_hours, outlook.plan.max_queue
        yield "share_too_late_in_the_busiest_hour", None if wait is None else peak.chance_wait_over(wait)
        yield "share_of_time_over_limit_at_the_peak", None if limit is None else peak.share_of_time_over(limit)


def _limits(outlook: Outlook) -> Iterator[tuple[str, Figure | None]]:
    if not outlook.load.hours:
        return
    yield "desk_for_wait", outlook.desk_for_wait
    yield "desk_for_depth", outlook.desk_for_depth
    if outlook.closing is not None:
        yield "hours_closed", outlook.closing.hours
        yield "waiting_at_opening", outlook.waiting_at_opening


def scenario_row(scenario: Scenario) -> dict[str, float | str | bool]:
    """One scenario as a row of a table."""
    outlook = scenario.outlook
    row: dict[str, float | str | bool | None] = {
        "name": scenario.name,
        "volume_per_day": outlook.load.volume,
        "escalation_rate": outlook.load.rate,
        "escalations_per_day": outlook.load.escalations,
        "human_hours_per_day": outlook.load.hours,
        "load_erlang": outlook.arrivals_per_hour / outlook.served_per_hour,
        "people_needed": outlook.people_needed,
        "load_ratio": outlook.load_ratio,
        "desk_for_wait": outlook.desk_for_wait,
        "desk_for_depth": outlook.desk_for_depth,
        "holds": scenario.holds,
    }
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _plain(value: float | str | bool) -> float | str | bool:
    return value if isinstance(value, str | bool) else round(float(value), 6)


def _rounded(value: Figure) -> Figure:
    return value if isinstance(value, str) else round(float(value), 6)


def _times(value: Figure, factor: float) -> Figure:
    return value if isinstance(value, str) else value * factor
