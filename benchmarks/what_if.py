"""`python -m benchmarks.what_if`: what one change on the what-if screen costs, part by part, at 3, 23 and 60 people."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from reviewer.assessment.assess import assess
from reviewer.assessment.capacity.curve import queue_over_day
from reviewer.assessment.capacity.figures import figures
from reviewer.assessment.capacity.holding import failures
from reviewer.assessment.capacity.plan import Plan
from reviewer.assessment.capacity.scenarios import scenarios
from reviewer.assessment.inputs import inputs
from reviewer.assessment.whatif import with_values
from reviewer.framework import Framework, load_framework
from reviewer.readiness.fold import Readiness
from reviewer.tui.frame import OneScreenApp
from reviewer.tui.what_if import WhatIfScreen
from reviewer.tui.what_if_field import Field, StepInput
from reviewer.tui.what_if_trial import Trial

CHANGES = 50
# Cases a day at 5 % and 12 minutes each, and the people for them.
DESKS = ((1_000.0, 3.0), (10_000.0, 23.0), (26_000.0, 60.0))


@dataclass(frozen=True)
class Change:
    """Median milliseconds of CPU for one change: from the key to the picture, and the parts of it."""

    people: float
    whole: float
    parts: dict[str, float]


def readiness(framework: Framework, volume: float, people: float) -> Readiness:
    """A pilot with a limit for the queue and a busiest hour."""
    facts = {
        "volume_target_per_day": volume,
        "escalation_rate": 0.05,
        "handling_minutes": 12.0,
        "reviewers_fte": people,
        "max_queue_depth": 60.0,
        "max_wait_hours": 4.0,
        "peak_factor": 1.5,
        "peak_of": "hour",
    }
    return with_values(Readiness(), facts, framework)


async def measure(framework: Framework, volume: float, people: float) -> Change:
    """Move the people up and down, and take the times."""
    trial = Trial(readiness(framework, volume, people), framework, "proposal", frozenset())
    screen = WhatIfScreen(trial)
    async with OneScreenApp(screen).run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        whole = await _milliseconds(screen)
    return Change(people, whole, _parts(trial, people))


async def _milliseconds(screen: WhatIfScreen) -> float:
    """From the change of a field to the picture that shows what follows."""
    times = []
    for change in range(CHANGES):
        drawn = asyncio.Event()
        field = next(field for field in screen.query(Field) if field.figure.facet == "reviewers_fte")
        start = time.process_time()
        field.post_message(StepInput.Stepped(-1 if change % 2 else 1))
        before = screen.look
        while screen.look is before:  # noqa: ASYNC110 - an event would have to be built into the screen
            await asyncio.sleep(0)
        screen.call_after_refresh(drawn.set)
        await drawn.wait()
        times.append(1000 * (time.process_time() - start))
        await asyncio.sleep(0.05)
    return median(times)


def _parts(trial: Trial, people: float) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for change in range(CHANGES):
        known = with_values(trial.readiness, {"reviewers_fte": people + change % 2}, trial.framework)
        plan = inputs(known, trial.framework.thresholds).plan
        steps: dict[str, Callable[[], Any]] = {
            "assess": lambda known=known: assess(known, trial.framework, trial.kind, trial.answered),  # type: ignore[misc]
            "figures": lambda plan=plan: _sums(plan),  # type: ignore[misc]
            "curve": lambda plan=plan: queue_over_day(plan.outlook),  # type: ignore[misc]
        }
        for name, step in steps.items():
            start = time.process_time()
            step()
            found.setdefault(name, []).append(1000 * (time.process_time() - start))
    return {name: median(times) for name, times in found.items()}


def _sums(plan: Plan) -> None:
    assert plan.outlook is not None
    figures(plan.outlook)
    for scenario in scenarios(plan):
        assert failures(scenario.outlook) is not None


def main() -> None:
    """Measure and print."""
    framework = load_framework()
    for volume, people in DESKS:
        found = asyncio.run(measure(framework, volume, people))
        rest = max(0.0, found.whole - sum(found.parts.values()))
        shares = ", ".join(f"{name} {part / found.whole:.0%}" for name, part in found.parts.items())
        print(
            f"{found.people:g} people: {found.whole:.1f} ms of CPU a change ({shares}, draw {rest / found.whole:.0%})"
        )


if __name__ == "__main__":
    main()
