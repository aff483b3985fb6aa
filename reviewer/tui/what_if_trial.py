"""A readiness with some figures tried out: what the arithmetic says at once, and what the rules say a moment later.

Nothing here is kept, and nothing here knows a screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reviewer.assessment.assess import assess
from reviewer.assessment.capacity.curve import Moment, queue_over_day
from reviewer.assessment.capacity.figure import Figure
from reviewer.assessment.capacity.figures import figures
from reviewer.assessment.capacity.plan import Outlook, Plan
from reviewer.assessment.capacity.scenarios import Scenario, scenarios, worst_that_holds
from reviewer.assessment.derived import counts_used, number
from reviewer.assessment.findings import Kind
from reviewer.assessment.inputs import Inputs, inputs
from reviewer.assessment.model import Assessment
from reviewer.assessment.whatif import Difference, difference, with_values
from reviewer.framework.catalogue import Framework
from reviewer.readiness.claims import Scalar
from reviewer.readiness.fold import Readiness
from reviewer.tui.what_if_values import FIGURES

Values = Mapping[str, float | None]
"""Facets with the value that is tried; None where nothing is to be stated."""
Origin = Literal["stated", "assumed", "disputed", "not stated"]
# Sums over more people than this take longer than anybody looks at a screen.
_MOST_PEOPLE_AT_ONCE = 5_000


class TooMuchError(ValueError):
    """Figures that together are more than can be worked out on a screen; the message says so."""


@dataclass(frozen=True)
class Start:
    """Where a figure stands before anything is tried out."""

    value: float | None
    origin: Origin


@dataclass(frozen=True)
class Look:
    """What the arithmetic says about some values."""

    values: Values
    readiness: Readiness
    inputs: Inputs
    figures: dict[str, Figure]
    scenarios: tuple[Scenario, ...]
    moments: tuple[Moment, ...]

    @property
    def plan(self) -> Plan:
        """The plan that these values amount to."""
        return self.inputs.plan

    @cached_property
    def outlook(self) -> Outlook | None:
        """What a normal day at target comes to."""
        return self.plan.outlook

    @cached_property
    def worst(self) -> str | None:
        """The worst case that still holds, in a sentence."""
        return worst_that_holds(self.scenarios)


@dataclass(frozen=True)
class Later:
    """What takes longer: how the gaps differ, and the chance that the queue limit is passed within a day."""

    gaps: Difference
    chance: float | None


@dataclass(frozen=True)
class Trial:
    """A readiness as it stands, on which figures are tried out."""

    readiness: Readiness
    framework: Framework
    kind: Kind
    answered: frozenset[str]

    @cached_property
    def as_it_stands(self) -> Look:
        """The arithmetic before anything is tried out."""
        return self.look({})

    @cached_property
    def _assessment(self) -> Assessment:
        return assess(self.readiness, self.framework, self.kind, self.answered)

    @property
    def share_is_counted(self) -> bool:
        """Whether the share handed over rests on counts, which go before any share that is only said."""
        return counts_used(self.readiness) is not None

    def starts(self, look: Look) -> dict[str, Start]:
        """Where each figure stands; what is assumed may follow from what is tried out elsewhere."""
        return {figure.facet: self._start(figure.facet, look) for figure in FIGURES}

    def _start(self, facet: str, look: Look) -> Start:
        name = "peak_hour" if facet == "peak_factor" else facet
        if name in self.as_it_stands.inputs.stated and name not in self.as_it_stands.inputs.assumed:
            return Start(self.as_it_stands.inputs.stated[name], "stated")
        assumed = self._assumed(facet, look)
        if name in assumed:
            return Start(assumed[name], "assumed")
        disputed = self.readiness.facet(facet).is_disputed
        return Start(None, "disputed" if disputed else "not stated")

    def _assumed(self, facet: str, look: Look) -> dict[str, float]:
        """What is assumed; for a figure that is tried out itself, what would be if it were not."""
        if facet not in look.values:
            return look.inputs.assumed
        others = {name: value for name, value in look.values.items() if name != facet}
        return inputs(self._with(others), self.framework.thresholds).assumed

    def _with(self, values: Values) -> Readiness:
        return with_values(self.readiness, self._facets(values), self.framework)

    def look(self, values: Values) -> Look:
        """What the arithmetic says; TooMuchError where it would take too long."""
        readiness = self._with(values)
        found = inputs(readiness, self.framework.thresholds)
        cases = scenarios(found.plan)
        if any(_people_at_once(case.outlook) > _MOST_PEOPLE_AT_ONCE for case in cases):
            raise TooMuchError(
                f"Work for more than {_MOST_PEOPLE_AT_ONCE:,} people at once is too much to work out here."
            )
        outlook = found.plan.outlook
        return Look(
            values=dict(values),
            readiness=readiness,
            inputs=found,
            figures=figures(outlook) if outlook else {},
            scenarios=cases,
            moments=queue_over_day(outlook) if outlook else (),
        )

    def later(self, look: Look) -> Later:
        """The gaps against the readiness as it stands, and the chance. Takes seconds for very large desks."""
        after = assess(look.readiness, self.framework, self.kind, self.answered)
        outlook = look.outlook
        chance = outlook.chance_of_breach if outlook else None
        return Later(difference(self._assessment, after), chance)

    def _facets(self, values: Values) -> dict[str, Scalar | None]:
        facets: dict[str, Scalar | None] = dict(values)
        if "escalation_rate" in values:
            facets |= self._moved_share(values["escalation_rate"])
        if "peak_factor" in values:
            facets["peak_of"] = None if values["peak_factor"] is None else "hour"
        return facets

    def _moved_share(self, rate: float | None) -> dict[str, Scalar | None]:
        """Rules take a counted share before one that is said, so the count moves with it, and its size stays."""
        counts = counts_used(self.readiness)
        if counts is None:
            # An estimate is no share for rules; what is tried out is meant as one.
            return {} if rate is None else {"escalation_source": None}
        if rate is None:
            return {"escalation_numerator": None, "touched_cases": None}
        count, of = _counts_near(rate, counts[1])
        moved: dict[str, Scalar | None] = {"escalation_numerator": float(count), "escalation_denominator": float(of)}
        if number(self.readiness, "touched_cases") is not None:
            moved |= {"touched_cases": float(count), "touched_of": float(of)}
        return moved


def _counts_near(rate: float, of: int) -> tuple[int, int]:
    """Whole counts for a share, out of about as many cases: as few more as give the share to a thousandth of it."""
    fitting = (
        cases for cases in range(of, of + 2_000) if abs(round(rate * cases) - rate * cases) <= rate * cases / 1000
    )
    cases = next(fitting, of)
    return round(rate * cases), cases


def _people_at_once(outlook: Outlook) -> float:
    return outlook.arrivals_per_hour / outlook.served_per_hour
