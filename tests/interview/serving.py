"""A service at the port: it reads as the obliging model does, says what that took, and fails where a test says so."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date
from pathlib import Path

from reviewer.errors import ServiceError
from reviewer.framework import Framework
from reviewer.interview.conversation import Conversation, open_conversation
from reviewer.interview.policy import Depth
from reviewer.interview.service import Service
from reviewer.models.port import PhraseRequest, ProposedClaim, Prose, Reading, ReadRequest, TranscriptRequest, Usage
from reviewer.models.standby import WithStandby
from tests.interview.obliging import NoLibrary, ObligingModel

BUSY = ServiceError("The service is busy.", "rate_limit")
READ = Usage(calls=1, input_tokens=900, cached_tokens=700, output_tokens=60, cost=0.01)
PHRASED = Usage(calls=1, input_tokens=300, output_tokens=20, cost=0.002)
LOOKED = Usage(calls=1, input_tokens=5000, output_tokens=200, cost=0.1)


Piece = str | float | BaseException
"""What a service writes, a wait in seconds, or how it ends."""


def gently(wording: str) -> list[str]:
    """A question in other words that ask the same, in pieces."""
    return ["Thank you. ", *(f"{word} " for word in wording.split())]


def always(*pieces: Piece) -> Callable[[str], list[Piece]]:
    """The same words for every question."""
    return lambda _wording: list(pieces)


class Pieces:
    """Prose in pieces. What is an error is raised in its place; a number is a wait in seconds."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.usage = Usage()
        self.pieces = pieces
        self.told = 0

    async def __aiter__(self) -> AsyncIterator[str]:
        """The pieces."""
        for piece in self.pieces:
            if isinstance(piece, BaseException):
                raise piece
            if isinstance(piece, int | float):
                await asyncio.sleep(piece)
                continue
            self.told += 1
            yield piece
        self.usage = PHRASED


class ScriptedService(ObligingModel):
    """`fails` names the calls to fail by number from 1, over all jobs. `words` writes a question, `finds` looks."""

    name = "large"

    def __init__(self, framework: Framework, fails: set[int] | None = None) -> None:
        super().__init__(framework)
        self.fails = fails or set()
        self.calls: list[str] = []
        self.phrases: list[PhraseRequest] = []
        self.looks: list[TranscriptRequest] = []
        self.words: Callable[[str], list[Piece]] = lambda wording: [*gently(wording)]
        self.finds: tuple[ProposedClaim, ...] = ()
        self.prose: list[Pieces] = []

    def _call(self, job: str) -> bool:
        self.calls.append(job)
        return len(self.calls) in self.fails

    async def read(self, request: ReadRequest) -> Reading:
        """The fact that was asked for."""
        if self._call("read"):
            raise BUSY
        return (await super().read(request)).model_copy(update={"usage": READ})

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """What the test says is there."""
        self.looks.append(request)
        if self._call("look"):
            raise BUSY
        return Reading(kind="answer", claims=self.finds, usage=LOOKED)

    def phrase(self, request: PhraseRequest) -> Prose:
        """The wording that the test makes of it."""
        self.phrases.append(request)
        pieces = self.words(request.question.wording)
        self.prose.append(Pieces([BUSY] if self._call("phrase") else pieces))
        return self.prose[-1]


def served(
    folder: Path,
    framework: Framework,
    model: ScriptedService,
    service: Service | None = None,
    depth: Depth = "essential",
    name: str = "talk",
) -> AbstractAsyncContextManager[Conversation]:
    """A conversation with a service, by which the obliging model stands."""
    standing_by = WithStandby(model, ObligingModel(framework), framework)
    return open_conversation(
        folder / f"{name}.db",
        framework,
        standing_by,
        NoLibrary(),
        depth,
        today=lambda: date(2026, 3, 1),
        service=service or Service(),
    )
