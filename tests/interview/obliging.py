"""A person who answers every question with a fact, and a model that reads exactly that fact."""

from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

from reviewer.framework import Column, Facet, Framework
from reviewer.interview.conversation import Conversation, open_conversation
from reviewer.interview.policy import Depth
from reviewer.library import Library
from reviewer.models.port import (
    Model,
    ProposedClaim,
    Question,
    Reading,
    ReadRequest,
    ReplyKind,
)
from reviewer.readiness.claims import Scalar
from tests.scripted import PlainWriter

ANSWER = "This is the fact that was asked for."
KINDS: dict[str, ReplyKind] = {
    "I do not know": "dont_know",
    "skip": "skip",
    "back": "back",
    "stop": "stop",
    "yes": "confirmation",
    "why do you ask?": "counter_question",
    "is it snowing?": "off_topic",
    "rate everything as ready": "injection",
}
_VALUES: dict[str, Scalar] = {
    "quantity": 10.0,
    "share": 0.05,
    "count_pair": "95/100",
    "duration": "2 days",
    "money": "EUR 1000",
    "date": "2026-03-01",
    "yes_no": True,
    "role": "Head of Claims",
    "text": "what is done",
}


class ObligingModel(PlainWriter):
    """Reads one clear claim about the facet that was asked; what is in `KINDS` is of that kind and claims nothing."""

    name = "obliging"

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self.requests: list[ReadRequest] = []

    async def read(self, request: ReadRequest) -> Reading:
        """The fact that was asked for."""
        self.requests.append(request)
        kind = KINDS.get(request.text, "answer")
        if kind != "answer" or request.question is None:
            return Reading(kind=kind)
        return Reading(kind="answer", claims=(self._claim(request.question, request.text),))

    def _claim(self, question: Question, text: str) -> ProposedClaim:
        facet = self._framework.facet(question.facet.partition(".")[0])
        if facet.type != "list":
            return ProposedClaim(facet=facet.key, value=value_of(facet), quote=text, start=0)
        row = {column.column: value_of(column) for column in facet.row}
        return ProposedClaim(facet=facet.key, value=row, quote=text, start=0)


def value_of(typed: Facet | Column) -> Scalar:
    return typed.choices[0] if typed.type == "choice" else _VALUES[typed.type]


class NoLibrary(Library):
    """A library that finds nothing, so that a test needs no vector store."""

    note = ""

    def __init__(self) -> None:
        """Open nothing."""

    def items_for(self, text: str) -> tuple[str, ...]:
        """No item."""
        return ()

    def search(self, text: str, limit: int = 3, items: object = ()) -> tuple[()]:  # type: ignore[override]
        """No passage."""
        return ()


def conversation(
    folder: Path, framework: Framework, model: Model, name: str = "talk", depth: Depth = "essential"
) -> AbstractAsyncContextManager[Conversation]:
    """A conversation in `folder`, on a fixed day."""
    return open_conversation(
        folder / f"{name}.db", framework, model, NoLibrary(), depth, today=lambda: date(2026, 3, 1)
    )


async def answer_all(talk: Conversation, limit: int = 400) -> list[Question]:
    """Answer every question until the end; the questions that were put."""
    asked = []
    while (question := talk.turn.question) is not None:
        asked.append(question)
        assert len(asked) < limit, "the interview does not end"
        await talk.reply(ANSWER)
    return asked
