"""The review of a document: read, admit, fold, assess. A straight line: there is nothing to resume."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reviewer.assessment.assess import assess
from reviewer.assessment.model import Assessment
from reviewer.errors import DocumentError, ModelError
from reviewer.framework.catalogue import Framework
from reviewer.models.port import CritiqueRequest, Finding, Model, Reading, ReadRequest, Unread, Usage
from reviewer.models.standby import part_of_a_sentence
from reviewer.models.written import text_of
from reviewer.readiness.claims import Rejection
from reviewer.readiness.fold import Readiness, fold
from reviewer.reading.document import Document
from reviewer.reading.gate import Admission, SourceText, admit
from reviewer.reading.prose import CheckedNote, checked_note
from reviewer.reading.second_look import (
    SecondLook,
    Sparing,
    area_of,
    distrusted,
    is_meagre,
    is_thin,
    left_out,
    passed_over,
    silent_areas,
)
from reviewer.report.contract import AssessmentDocument, PartRead, Reader, SourceStamp, publish, published_usage
from reviewer.report.reservations import reservations

WHOLE_TEXT, COVERING_NOTE = "whole text", "covering note"
# A covering note is a page. What a service sends beyond is not waited for.
_LONGEST_NOTE = 20_000


@dataclass(frozen=True)
class Precautions:
    """What a service is held to: whoever looks a second time, the model that reads where it fails, and its currency."""

    second_look: SecondLook
    standby: Model
    currency: str = "USD"


@dataclass(frozen=True)
class ReadDocument:
    """What the gate let in of a document, which parts the chosen model did not read, and what reading took."""

    admission: Admission
    parts: tuple[PartRead, ...] = ()
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True)
class AssessedDocument:
    """What a document amounts to, and what it was read from."""

    assessment: Assessment
    readiness: Readiness
    rejections: tuple[Rejection, ...]
    parts: tuple[PartRead, ...] = ()
    usage: Usage = field(default_factory=Usage)


@dataclass(frozen=True)
class ReviewedDocument:
    """A document as it was assessed, and as that is published."""

    found: AssessedDocument
    published: AssessmentDocument


async def review_document(
    document: Document, model: Model, framework: Framework, precautions: Precautions | None = None
) -> AssessmentDocument:
    """The assessment of `document`, as it is published; `precautions` where `model` is a service.

    ModelError if the model fails and none stands by.
    """
    return (await review_with_readiness(document, model, framework, precautions)).published


async def review_with_readiness(
    document: Document, model: Model, framework: Framework, precautions: Precautions | None = None
) -> ReviewedDocument:
    """The same, with the readiness behind it, for those who try figures out on it."""
    found = await assess_document(document, model, framework, precautions)
    note = await _note(found, model) if precautions else _Note()
    parts = (*found.parts, *note.parts)
    published = publish(
        found.assessment,
        framework,
        SourceStamp(kind="proposal", name=document.name, sha256=document.sha256),
        Reader(model=model.name, degraded=bool(parts), parts=parts),
        found.rejections,
        note.checked,
        published_usage(found.usage + note.usage, precautions.currency) if precautions else None,
    )
    return ReviewedDocument(found, published)


async def review_each(
    documents: Sequence[Callable[[], Document]],
    review: Callable[[Document], Awaitable[AssessmentDocument]],
    at_once: int,
    done: Callable[[int], None] = lambda _: None,
) -> list[AssessmentDocument | DocumentError]:
    """The review of each document, in their order, at most `at_once` at a time; `done` is told the place of each.

    Each is loaded when its turn comes. One that cannot be read is its error; any other error ends them all.
    """
    places = asyncio.Semaphore(at_once)

    async def one(place: int, load: Callable[[], Document]) -> AssessmentDocument | DocumentError:
        async with places:
            try:
                return await review(load())
            except DocumentError as error:
                return error
            finally:
                done(place)

    return await asyncio.gather(*(one(place, load) for place, load in enumerate(documents)))


async def assess_document(
    document: Document, model: Model, framework: Framework, precautions: Precautions | None = None
) -> AssessedDocument:
    """The assessment of `document`, and what the gate refused. A text that nobody could read is not assessed."""
    read = await admitted(document, model, framework, precautions)
    readiness = fold(read.admission.claims, framework)
    doubts = reservations(model.name, read.parts, read.admission.rejections)
    return AssessedDocument(
        assessment=assess(readiness, framework, kind="proposal", reservations=doubts),
        readiness=readiness,
        rejections=read.admission.rejections,
        parts=read.parts,
        usage=read.usage,
    )


async def admitted(
    document: Document, model: Model, framework: Framework, precautions: Precautions | None = None
) -> ReadDocument:
    """The claims that `document` bears out, and those that it does not."""
    request = ReadRequest(text=document.text, kind="document", items=tuple(item.id for item in framework.items))
    source = SourceText("document", document.text, "document")
    reading = await model.read(request)
    whole = any(not unread.part for unread in reading.unread)
    # What the offline model read alone is held to the same as ever.
    if precautions is None or whole:
        return ReadDocument(admit(reading.claims, source, framework), _parts(reading.unread), reading.usage)
    return await _looked_at(reading, request, source, framework, model.name, precautions)


async def _looked_at(
    reading: Reading, request: ReadRequest, source: SourceText, framework: Framework, name: str, care: Precautions
) -> ReadDocument:
    """What is used of a reading. Where the text gives orders or little was read of it, the offline model reads it too,
    and what the service was silent about comes in; of a reading that is not to be trusted nothing is used.
    """
    unread = {each.part for each in reading.unread}
    look = Sparing(care.second_look, lambda claim: area_of(claim.facet, framework) in unread)
    admission = await asyncio.to_thread(admit, reading.claims, source, framework, second_look=look)
    reason = distrusted(reading.claims, admission.claims, name)
    silent = silent_areas(reading.claims, framework) - unread
    is_full = not silent and not is_meagre(reading.claims, source.text)
    if reason is None and is_full and not look.gives_orders(source.text):
        return ReadDocument(admission, _parts(reading.unread), reading.usage)
    offline = (await care.standby.read(request)).claims
    if reason is None and is_thin(reading.claims, offline):
        reason = f"the model {name} says nothing of most facts that the offline model reads"
    if reason is not None:
        instead = _with_doubts(await asyncio.to_thread(admit, offline, source, framework), admission)
        return ReadDocument(instead, (PartRead(part=WHOLE_TEXT, reason=reason, read_by="offline"),), reading.usage)
    missed = passed_over(silent, offline, framework)
    rest = left_out(reading.claims, offline, framework)
    added = [claim for claim in offline if claim in rest or area_of(claim.facet, framework) in missed]
    proposed = (*reading.claims, *added)
    spared = Sparing(look, lambda claim: claim in added)
    along = await asyncio.to_thread(admit, proposed, source, framework, second_look=spared)
    return ReadDocument(along, _parts((*reading.unread, *_silences(missed, name))), reading.usage)


def _silences(areas: Iterable[str], name: str) -> list[Unread]:
    reason = f"the model {name} says nothing of it, though the offline model finds facts there"
    return [Unread(part=area, reason=reason) for area in areas]


def _with_doubts(admission: Admission, distrusted_one: Admission) -> Admission:
    """The admission that counts, with what was refused of the one that does not."""
    return admission.model_copy(update={"rejections": (*distrusted_one.rejections, *admission.rejections)})


def _parts(unread: Iterable[Unread]) -> tuple[PartRead, ...]:
    return tuple(
        PartRead(part=part.part or WHOLE_TEXT, reason=part_of_a_sentence(part.reason), read_by="offline")
        for part in unread
    )


@dataclass(frozen=True)
class _Note:
    """What a service wrote over the gaps, or that it wrote nothing of use."""

    checked: CheckedNote = field(default_factory=CheckedNote)
    parts: tuple[PartRead, ...] = ()
    usage: Usage = field(default_factory=Usage)


async def _note(found: AssessedDocument, model: Model) -> _Note:
    """The covering note; a service that could not read the text is not asked to write about it."""
    gaps = found.assessment.gaps
    if not gaps:
        return _Note()
    if any(part.part == WHOLE_TEXT for part in found.parts):
        return _Note(parts=(_unwritten("the text was not read by that model either"),))
    verdict = found.assessment.verdict
    prose = model.critique(
        CritiqueRequest(
            verdict=verdict.sentence,
            limiting_fact=verdict.limiting_fact,
            gaps=tuple(Finding(id=gap.id, severity=gap.severity, title=gap.title, fix=gap.fix) for gap in gaps),
        )
    )
    try:
        written = await text_of(prose, _LONGEST_NOTE)
    except ModelError as error:
        return _Note(parts=(_unwritten(part_of_a_sentence(str(error))),), usage=prose.usage)
    checked = checked_note(written, [gap.id for gap in gaps])
    parts = () if checked.sentences else (_unwritten("none of its sentences was tied to a gap"),)
    return _Note(checked, parts, prose.usage)


def _unwritten(reason: str) -> PartRead:
    return PartRead(part=COVERING_NOTE, reason=reason, read_by="nobody")
