"""The assessment as a value: the same for every front end, and the body of the published JSON."""

from typing import Literal

from reviewer.assessment.capacity.figure import Figure
from reviewer.framework.catalogue import GapSeverity
from reviewer.readiness.claims import Evidence, Grade, Record, Row, Scalar, Tense

State = Literal["satisfied", "partial", "missing", "unknown", "not_applicable"]
Severity = GapSeverity
SEVERITIES: tuple[Severity, ...] = ("blocker", "major", "minor", "info")
VerdictCode = Literal["feasibility_test", "not_ready", "cannot_say_yet", "conditionally_ready", "ready"]
AreaState = Literal["in_place", "in_place_with_gaps", "not_in_place", "not_known"]


class Verdict(Record):
    """The answer, the sentence that says it, and the single most limiting fact."""

    code: VerdictCode
    sentence: str
    limiting_fact: str


class AreaResult(Record):
    """How an area stands, and how many of its items are known."""

    id: str
    name: str
    state: AreaState
    known: int
    items: int


class Coverage(Record):
    """Counts of items: asked about, known, and the same for the essentials. Never a score."""

    asked: int
    known: int
    essentials_known: int
    essentials: int


class Confidence(Record):
    """How far the evidence carries, in words, with the reasons."""

    level: Literal["high", "medium", "low"]
    reasons: tuple[str, ...]


class FacetResult(Record):
    """One facet with its current value (a list facet: its rows), unit, grade, tense and words."""

    value: Scalar | tuple[Row, ...]
    unit: str | None
    grade: Grade
    tense: Tense
    conflict: bool
    evidence: tuple[Evidence, ...]


class ItemResult(Record):
    """One item. `why` is set for missing (not_stated, vague, denied) and holds the reason for not applicable."""

    id: str
    state: State
    why: str | None = None
    facets: dict[str, FacetResult] = {}
    evidence: tuple[Evidence, ...] = ()


class OpenSum(Record):
    """A rule that could not be worked out: what it is about, the facts that are missing, the questions for them."""

    rule: str
    sum: str
    missing: tuple[str, ...]
    questions: tuple[str, ...]


class Capacity(Record):
    """The arithmetic: stated inputs, assumed defaults, results (a queue that grows without end is "unstable").

    Scenarios are rows by share handed over; `worst_case` is one sentence; `open` is what lacks an input.
    """

    inputs: dict[str, float] = {}
    assumptions: dict[str, float] = {}
    results: dict[str, Figure] = {}
    scenarios: tuple[dict[str, float | str | bool], ...] = ()
    worst_case: str | None = None
    open: tuple[OpenSum, ...] = ()


class Absent(Record):
    """Where something was looked for and not found."""

    searched: str


class Gap(Record):
    """A rule that fired. `id` is stable: the same finding has the same id in the next version of the document.

    `also`: further rules that express the same cause. `question`: for a contradiction, what would settle it.
    """

    id: str
    rule: str
    also: tuple[str, ...] = ()
    item: str | None
    severity: Severity
    title: str
    why: str
    fix: str
    evidence: tuple[Evidence, ...] = ()
    absent: Absent | None = None
    arithmetic: str | None = None
    question: str | None = None
    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    waived: str | None = None


class Assessment(Record):
    """Everything that follows from the claims."""

    verdict: Verdict
    areas: tuple[AreaResult, ...]
    coverage: Coverage
    confidence: Confidence
    items: tuple[ItemResult, ...]
    capacity: Capacity
    gaps: tuple[Gap, ...]
