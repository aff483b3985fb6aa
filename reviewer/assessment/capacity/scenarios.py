"""Low, expected and high share of hand-overs side by side, and the worst of them that still holds (N-12)."""

from dataclasses import dataclass, replace
from typing import Literal

from reviewer.assessment.capacity.holding import failures
from reviewer.assessment.capacity.plan import Outlook, Plan

Name = Literal["now", "low", "expected", "high"]


@dataclass(frozen=True)
class Scenario:
    """One case of a plan. `now` is today's volume, which says what the pilot has shown."""

    name: Name
    outlook: Outlook

    @property
    def holds(self) -> bool | None:
        """Whether the people of the plan can carry it; None where no people are stated."""
        return None if self.outlook.plan.people is None else not failures(self.outlook)


def scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Today's volume where it is stated, then the target at the low, expected and high share; those that differ."""
    found: list[Scenario] = []
    if plan.volume_now and plan.volume_now != plan.volume:
        found += _scenario("now", replace(plan, volume=plan.volume_now))
    rates: dict[Name, float | None] = {"low": plan.rate_low, "expected": plan.rate, "high": plan.rate_high}
    for name, rate in rates.items():
        if rate is not None and (name == "expected" or rate != plan.rate):
            found += _scenario(name, replace(plan, rate=rate))
    return tuple(found)


def _scenario(name: Name, plan: Plan) -> list[Scenario]:
    return [Scenario(name, plan.outlook)] if plan.outlook else []


def worst_that_holds(found: tuple[Scenario, ...]) -> str | None:
    """One sentence: the worst case that still holds, and why the next one does not. None where nothing can be said."""
    cases = [scenario for scenario in found if scenario.name != "now" and scenario.holds is not None]
    if not cases:
        return None
    holding = [scenario for scenario in cases if scenario.holds]
    failing = next((scenario for scenario in cases if not scenario.holds), None)
    if failing is None:
        return f"Every case holds, up to {_named(cases[-1])}."
    reason = " and ".join(failures(failing.outlook))
    if not holding:
        return f"No case holds: already {_named(failing)} does not, because {reason}."
    return f"The worst case that still holds is {_named(holding[-1])}; {_named(failing)} does not, because {reason}."


def _named(scenario: Scenario) -> str:
    return f"the {scenario.name} one ({scenario.outlook.load.rate:.1%} handed over)"
