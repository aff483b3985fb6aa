"""What other shares handed over would need: people around the expected share, in a normal and in the busiest hour."""

from dataclasses import dataclass, replace

from reviewer.assessment.capacity.plan import Plan
from reviewer.assessment.capacity.staffing import desk_for_wait

_TIMES = (0.4, 0.6, 1.0, 1.6, 2.0, 2.4, 3.0)


@dataclass(frozen=True)
class Step:
    """What one share handed over needs: people in all, and at the desk for the limits that are stated."""

    rate: float
    is_expected: bool
    people_needed: int | None
    desk_for_wait: int | None
    desk_for_depth: int | None
    desk_for_wait_in_the_busiest_hour: int | None


def sensitivity(plan: Plan) -> tuple[Step, ...]:
    """Shares from 0.4 to 3 times the expected one, each below 1; empty where there is no load."""
    if not plan.rate or plan.load is None:
        return ()
    return tuple(_step(plan, times) for times in _TIMES if plan.rate * times <= 1)


def _step(plan: Plan, times: float) -> Step:
    assert plan.rate is not None
    outlook = replace(plan, rate=round(plan.rate * times, 9)).outlook
    assert outlook is not None
    peak, wait = plan.peak_hour, plan.max_wait_hours
    busiest = None
    if peak and wait is not None:
        arrivals = outlook.arrivals_per_hour * peak
        busiest = desk_for_wait(arrivals, outlook.served_per_hour, wait, plan.standard.in_time)
    return Step(
        rate=outlook.load.rate,
        is_expected=times == 1.0,
        people_needed=outlook.people_needed,
        desk_for_wait=outlook.desk_for_wait,
        desk_for_depth=outlook.desk_for_depth,
        desk_for_wait_in_the_busiest_hour=busiest,
    )
