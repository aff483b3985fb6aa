"""The published JSON: one assessment, with its source and reader. Its schema is versioned and ships in the package.

Keys stand in one order, numbers are written in one way, and every character that a terminal could obey is escaped, so
that the same assessment is the same bytes. Some keys appear only where they have something to say: `reply` beside words
from an interview, `conflict` where two speakers differ, `also` and `question` in a gap, and everything that only a
service brings with it: `parts`, `doubted_claims`, `covering_note`, `usage`.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import ConfigDict, Field

from reviewer.assessment.capacity.figure import Figure
from reviewer.assessment.model import (
    Absent,
    AreaResult,
    Assessment,
    Confidence,
    Coverage,
    FacetResult,
    Gap,
    ItemResult,
    OpenSum,
    Severity,
    State,
    Verdict,
)
from reviewer.framework.catalogue import Framework
from reviewer.models.port import Usage
from reviewer.readiness.claims import Evidence, Grade, Record, Rejection, Row, Scalar, Tense
from reviewer.reading.prose import CheckedNote, NoteSentence
from reviewer.report.canonical import canonical, plain, schema_of, shipped

SCHEMA = "second-proof/assessment/1"
_SCHEMA_FILE = "assessment-1.json"


class Words(Record):
    """A quote and its place: text[start:end] == quote; `line` counts from 1; `reply` is the number of an answer."""

    quote: str
    start: int
    end: int
    line: int
    page: int | None
    reply: int | None = Field(default=None, exclude_if=lambda reply: reply is None)


class PublishedFacet(Record):
    """The current value of a facet (a list facet: its rows) and the words that it rests on."""

    value: Scalar | tuple[Row, ...]
    unit: str | None
    grade: Grade
    tense: Tense
    conflict: bool = Field(default=False, exclude_if=lambda conflict: not conflict)
    evidence: tuple[Words, ...]


class PublishedItem(Record):
    """The state of one item; `why` says why it is missing, or why it does not apply."""

    id: str
    state: State
    why: str | None
    facets: dict[str, PublishedFacet]
    evidence: tuple[Words, ...]


class PublishedCapacity(Record):
    """The arithmetic: what was stated, what was assumed, what follows, and what could not be worked out."""

    inputs: dict[str, float]
    assumptions: dict[str, float]
    results: dict[str, Figure]
    scenarios: tuple[dict[str, float | str | bool], ...]
    worst_case: str | None = None
    open: tuple[OpenSum, ...] = ()


class PublishedGap(Record):
    """A rule that fired, with its words or with the place where they were looked for.

    `also`: further rules that express the same cause; `question`: what would settle a contradiction.
    """

    id: str
    rule: str
    item: str | None
    severity: Severity
    title: str
    why: str
    fix: str
    evidence: tuple[Words, ...]
    absent: Absent | None
    arithmetic: str | None
    claims: tuple[str, ...]
    references: tuple[str, ...]
    waived: str | None
    also: tuple[str, ...] = Field(default=(), exclude_if=lambda also: not also)
    question: str | None = Field(default=None, exclude_if=lambda question: question is None)


class FrameworkStamp(Record):
    """The framework that was applied."""

    version: str
    items: int


class SourceStamp(Record):
    """What was assessed. `sha256` is that of its bytes."""

    kind: Literal["proposal", "interview"]
    name: str
    sha256: str


class PartRead(Record):
    """A part that the chosen model did not read, why, and who did.

    `part` is the id of an area, "whole text", "reply 7", "question 5", "covering note" or "last look at the whole
    interview". `reason` is part of a sentence.
    """

    part: str
    reason: str
    read_by: Literal["offline", "nobody"]


class Reader(Record):
    """The model that read the words; `degraded` where it failed on some of them, which `parts` names."""

    model: str
    degraded: bool
    parts: tuple[PartRead, ...] = Field(default=(), exclude_if=lambda parts: not parts)


class PublishedUsage(Record):
    """What a service was asked for. `cost` is in `currency`; neither is there where no prices are set.

    `cached_tokens` are those of `input_tokens` that the service read from its cache. `estimated`: some counts are
    characters / 4, as the service did not say.
    """

    calls: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    estimated: bool
    cost: float | None = Field(default=None, exclude_if=lambda cost: cost is None)
    currency: str | None = Field(default=None, exclude_if=lambda currency: currency is None)


class RejectedClaim(Record):
    """A claim that a model proposed and the source did not bear out."""

    item: str | None
    reason: str
    quote: str


class DoubtedClaim(Record):
    """A claim whose quote is in the source, but of which a second look doubts that the quote can bear it."""

    item: str | None
    facet: str
    reason: str
    quote: str


class AssessmentDocument(Record):
    """The assessment as it is published, under the name and version `schema`.

    `covering_note_left_out`: how many sentences of the covering note were tied to no gap and are not in it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)

    schema_name: Literal["second-proof/assessment/1"] = Field(alias="schema")
    framework: FrameworkStamp
    source: SourceStamp
    reader: Reader
    verdict: Verdict
    areas: tuple[AreaResult, ...]
    coverage: Coverage
    confidence: Confidence
    items: tuple[PublishedItem, ...]
    capacity: PublishedCapacity
    gaps: tuple[PublishedGap, ...]
    rejected_claims: tuple[RejectedClaim, ...]
    doubted_claims: tuple[DoubtedClaim, ...] = Field(default=(), exclude_if=lambda doubted: not doubted)
    covering_note: tuple[NoteSentence, ...] = Field(default=(), exclude_if=lambda note: not note)
    covering_note_left_out: int = Field(default=0, ge=0, exclude_if=lambda left_out: not left_out)
    usage: PublishedUsage | None = Field(default=None, exclude_if=lambda usage: usage is None)


def publish(
    assessment: Assessment,
    framework: Framework,
    source: SourceStamp,
    reader: Reader,
    rejections: Iterable[Rejection] = (),
    covering_note: CheckedNote | None = None,
    usage: PublishedUsage | None = None,
) -> AssessmentDocument:
    """`assessment` with where it comes from, ready to be written."""
    refused = tuple(rejections)
    return AssessmentDocument(
        schema_name=SCHEMA,
        framework=FrameworkStamp(version=framework.version, items=len(framework.items)),
        source=source,
        reader=reader,
        verdict=assessment.verdict,
        areas=assessment.areas,
        coverage=assessment.coverage,
        confidence=assessment.confidence,
        items=tuple(_item(item) for item in assessment.items),
        capacity=PublishedCapacity(**dict(assessment.capacity)),
        gaps=tuple(_gap(gap) for gap in assessment.gaps),
        rejected_claims=tuple(
            RejectedClaim(item=claim.item, reason=claim.reason, quote=claim.quote)
            for claim in refused
            if not claim.doubted
        ),
        doubted_claims=tuple(
            DoubtedClaim(item=claim.item, facet=claim.facet, reason=claim.reason, quote=claim.quote)
            for claim in refused
            if claim.doubted
        ),
        covering_note=covering_note.sentences if covering_note else (),
        covering_note_left_out=covering_note.dropped if covering_note else 0,
        usage=usage,
    )


def published_usage(usage: Usage, currency: str) -> PublishedUsage | None:
    """What a service was asked for, as it is published; None if none was asked."""
    if not usage.calls:
        return None
    return PublishedUsage(**dict(usage), currency=None if usage.cost is None else currency)


def _item(item: ItemResult) -> PublishedItem:
    facets = {key: _facet(facet) for key, facet in item.facets.items()}
    return PublishedItem(id=item.id, state=item.state, why=item.why, facets=facets, evidence=words(item.evidence))


def _facet(facet: FacetResult) -> PublishedFacet:
    return PublishedFacet(**(dict(facet) | {"evidence": words(facet.evidence)}))


def _gap(gap: Gap) -> PublishedGap:
    return PublishedGap(**(dict(gap) | {"evidence": words(gap.evidence)}))


def words(evidence: Iterable[Evidence]) -> tuple[Words, ...]:
    """Quotes as they are published."""
    return tuple(
        Words(quote=part.quote, start=part.start, end=part.end, line=part.line, page=part.page, reply=_reply(part))
        for part in evidence
    )


def _reply(evidence: Evidence) -> int | None:
    kind, _, number = evidence.source.partition(" ")
    return int(number) if kind == "reply" and number.isdecimal() else None


def to_json(document: AssessmentDocument | Sequence[AssessmentDocument]) -> str:
    """The canonical JSON of one document, or of several as an array."""
    if isinstance(document, AssessmentDocument):
        return canonical(plain(document))
    return canonical([plain(single) for single in document])


def schema_text() -> str:
    """The JSON Schema of `AssessmentDocument`, as `reviewer/report/schema` holds it."""
    return schema_of(AssessmentDocument, SCHEMA)


def shipped_schema() -> str:
    """The JSON Schema that ships with the program."""
    return shipped(_SCHEMA_FILE)
