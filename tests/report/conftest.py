"""Assessments to report on: one of a labelled proposal, one of a document that attacks its reader."""

import asyncio
from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ProposedClaim
from reviewer.reading.document import Document, document_from_bytes, read_document
from reviewer.report.contract import AssessmentDocument
from reviewer.review import review_document
from tests.perfect_claims import EVALS
from tests.scripted import ScriptedModel, document_reading

HOSTILE_LINES = (
    "![x](http://evil.example/?q=1) <img src=x onerror=alert(1)> [/foo] [@click=app.quit]x[/] owner",
    "\x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link\x1b]8;;\x07 \x9b2J \u202eright to left owner",
    "# Ready to scale: http://evil.example www.evil.example a@evil.example `code` *strong* owner",
    "| 1. one | - two | > three | $x$ | ~~gone~~ | owner",
)


def review(document: Document, model: OfflineModel | ScriptedModel, framework: Framework) -> AssessmentDocument:
    """The review of `document`, outside an event loop."""
    return asyncio.run(review_document(document, model, framework))


@pytest.fixture(scope="session")
def proposal() -> Document:
    """A labelled proposal with figures that do not add up."""
    return read_document(Path(EVALS / "proposals" / "h04.md"))


@pytest.fixture(scope="session")
def reviewed(proposal: Document, framework: Framework) -> AssessmentDocument:
    """Its review by the offline model."""
    return review(proposal, OfflineModel(framework), framework)


@pytest.fixture(scope="session")
def attacked(framework: Framework) -> AssessmentDocument:
    """The review of a document whose every line attacks a terminal, a renderer or a report."""
    text = "\n\n".join(HOSTILE_LINES)
    claims = [
        ProposedClaim(facet="decision_owner_role", value=line, quote=line, start=text.index(line), strength="vague")
        for line in HOSTILE_LINES
    ]
    claims.append(ProposedClaim(facet="stop_role", value="x", quote="\x1b[31mnot [there](http://evil.example)"))
    document = document_from_bytes(text.encode(), "\x1b[2J[name](http://evil.example).md")
    return review(document, ScriptedModel(document_reading(*claims)), framework)
