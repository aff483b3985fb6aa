"""The review of a document: read, admit, fold, assess. A straight line: there is nothing to resume."""

from reviewer.assessment.assess import assess
from reviewer.assessment.model import Assessment
from reviewer.framework.catalogue import Framework
from reviewer.models.port import Model, ReadRequest
from reviewer.readiness.claims import Rejection
from reviewer.readiness.fold import fold
from reviewer.reading.document import Document
from reviewer.reading.gate import Admission, SourceText, admit
from reviewer.report.contract import AssessmentDocument, Reader, SourceStamp, publish


async def review_document(document: Document, model: Model, framework: Framework) -> AssessmentDocument:
    """The assessment of `document`, as it is published. ModelError if the model fails."""
    assessment, rejections = await assess_document(document, model, framework)
    return publish(
        assessment,
        framework,
        SourceStamp(kind="proposal", name=document.name, sha256=document.sha256),
        Reader(model=model.name, degraded=False),
        rejections,
    )


async def assess_document(
    document: Document, model: Model, framework: Framework
) -> tuple[Assessment, tuple[Rejection, ...]]:
    """The assessment of `document`, and what the gate refused. A text that nobody could read is not assessed."""
    admission = await admitted(document, model, framework)
    return assess(fold(admission.claims, framework), framework, kind="proposal"), admission.rejections


async def admitted(document: Document, model: Model, framework: Framework) -> Admission:
    """The claims that `document` bears out, and those that it does not."""
    items = tuple(item.id for item in framework.items)
    reading = await model.read(ReadRequest(text=document.text, kind="document", items=items))
    return admit(reading.claims, SourceText("document", document.text, "document"), framework)
