"""The published arithmetic of `reviewer capacity`: what was given and by whom, what follows, and what is still open."""

from typing import Literal

from pydantic import ConfigDict, Field

from reviewer.assessment.capacity.figure import Figure
from reviewer.readiness.claims import Record, Row, Scalar
from reviewer.report.canonical import canonical, plain, schema_of, shipped
from reviewer.report.contract import FrameworkStamp, PublishedGap, Words

SCHEMA = "second-proof/capacity/1"
_SCHEMA_FILE = "capacity-1.json"
MODEL_LIMITS = (
    "The figures of the day (hand-overs, hours, people, ceiling) are plain sums and assume nothing more.",
    "The figures of the queue assume that cases come in by chance, one by one (Poisson arrivals).",
    "They assume that most cases are short and some are long (exponential handling times).",
    "They assume one pool: everybody at the desk can take every case, first come, first served.",
    "Nobody becomes quicker or slower: no learning, no fatigue.",
    "Outages and batches of cases are not chance: they need a sum of their own.",
)


class GivenFact(Record):
    """One fact that the arithmetic runs on: from an option, as it was written there, or from the assessment before."""

    facet: str
    name: str
    value: Scalar | tuple[Row, ...]
    unit: str | None
    origin: Literal["option", "source"]
    option: str | None = None
    written: str | None = None
    evidence: tuple[Words, ...] = ()


class Answer(Record):
    """Whether the plan holds, the sentence that says it, and what limits it most."""

    holds: Literal["yes", "in_part", "no", "not_known"]
    sentence: str
    limiting_fact: str | None


class Counted(Record):
    """The counts behind the share handed over, and the 95 % range that they allow."""

    count: int
    of: int
    low: float
    high: float


class Standards(Record):
    """Share of cases that must be answered in time, and of the time in which the queue limit must hold."""

    in_time: float
    within_limit: float


class RateStep(Record):
    """What another share handed over would need; None where no limit is stated."""

    escalation_rate: float
    is_expected: bool
    people_needed: int | None
    desk_for_wait: int | None
    desk_for_depth: int | None
    desk_for_wait_in_the_busiest_hour: int | None


class QueueMoment(Record):
    """Cases that wait so many hours after opening: on an average day, and as many or more on one day in twenty."""

    hours: float
    waiting: float
    one_day_in_twenty: float | None


class OpenFigure(Record):
    """A rule that lacks an input: what it is about, the facts that are missing, and the options that give them."""

    rule: str
    sum: str
    missing: tuple[str, ...]
    options: tuple[str, ...]


class CapacityDocument(Record):
    """The arithmetic as it is published, under the name and version `schema`.

    `source` is the name of the assessment from which facts were taken; `notes` are sentences on how figures were read.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)

    schema_name: Literal["second-proof/capacity/1"] = Field(alias="schema")
    framework: FrameworkStamp
    source: str | None
    answer: Answer
    inputs: tuple[GivenFact, ...]
    assumptions: dict[str, float]
    notes: tuple[str, ...]
    standards: Standards
    counted: Counted | None
    results: dict[str, Figure]
    scenarios: tuple[dict[str, float | str | bool], ...]
    worst_case: str | None
    sensitivity: tuple[RateStep, ...]
    curve: tuple[QueueMoment, ...]
    findings: tuple[PublishedGap, ...]
    open: tuple[OpenFigure, ...]
    limits_of_the_model: tuple[str, ...]

    def given(self, facet: str) -> float | None:
        """The number that a fact was given as; None where it was not given."""
        found = [fact.value for fact in self.inputs if fact.facet == facet]
        return float(found[0]) if found and isinstance(found[0], int | float) else None


def capacity_json(document: CapacityDocument) -> str:
    """The canonical JSON of the arithmetic."""
    return canonical(plain(document))


def capacity_schema_text() -> str:
    """The JSON Schema of `CapacityDocument`, as `reviewer/report/schema` holds it."""
    return schema_of(CapacityDocument, SCHEMA)


def shipped_capacity_schema() -> str:
    """The JSON Schema that ships with the program."""
    return shipped(_SCHEMA_FILE)
