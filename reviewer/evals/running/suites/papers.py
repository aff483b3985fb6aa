"""A proposal goes through the review, as everybody's does."""

import hashlib

from reviewer.evals.case import Case, Paper
from reviewer.evals.fingerprint import input_print
from reviewer.evals.outcome import outcome
from reviewer.evals.prediction import Outcome, Prediction
from reviewer.evals.running.workbench import Reader, Workbench
from reviewer.framework.catalogue import Framework
from reviewer.reading.document import Document
from reviewer.review import AssessedDocument, assess_document


async def predict(case: Case, bench: Workbench) -> Prediction:
    """What the review finds in the paper of `case`."""
    assert isinstance(case.input, Paper)
    reader = bench.reader(input_print(case.input))
    found = await reviewed(case.input.text, reader, bench.framework)
    return Prediction(case=case.id, suite=case.suite, outcomes=(assessed(found),), notes=notes_on(found))


async def reviewed(text: str, reader: Reader, framework: Framework) -> AssessedDocument:
    """The review of a text, which has no name here but "paper"."""
    document = Document("paper", text, hashlib.sha256(text.encode()).hexdigest())
    return await assess_document(document, reader.model, framework, reader.precautions)


def assessed(found: AssessedDocument) -> Outcome:
    """What it found, to be compared."""
    return outcome(found.assessment, found.readiness)


def notes_on(found: AssessedDocument) -> dict[str, str | int | float | bool]:
    """Counts of claims that the gate refused or a second look doubted, and of parts that a service did not read."""
    return {
        "claims refused": sum(not refused.doubted for refused in found.rejections),
        "claims doubted": sum(refused.doubted for refused in found.rejections),
        "parts unread": len(found.parts),
    }
