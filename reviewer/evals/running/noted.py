"""What is noted of one case while a service, or a recording of one, works at it: failures, losses, and what it took."""

from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import cast

from reviewer.errors import Fault, ModelError, ServiceError
from reviewer.models.openai.call import Answer, Call, Caller
from reviewer.models.port import (
    CritiqueRequest,
    Model,
    PhraseRequest,
    Prose,
    Reading,
    ReadRequest,
    TranscriptRequest,
    Usage,
    taken_by,
)
from reviewer.models.recording_files import stem_of
from reviewer.models.standby import part_of_a_sentence

ENDING: frozenset[Fault] = frozenset({"budget", "key_refused", "not_found", "paused"})
"""Failures after which every further call would fail in the same way."""


def opened(prose: Prose) -> "aclosing[AsyncGenerator[str, None]]":
    """The pieces of `prose`, which is closed in good order by whoever turns away before its end."""
    return aclosing(cast("AsyncGenerator[str, None]", aiter(prose)))


@dataclass
class Noted:
    """Of one case. `lost`: calls that no recording holds. `unread`: why something was not read by the service.

    `took`: what each call took, by the name of its recording. `ended`: why no further call is worth while.
    """

    lost: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    took: dict[str, Usage] = field(default_factory=dict)
    ended: ServiceError | None = None

    def failed(self, error: ServiceError) -> None:
        """A call that failed for good."""
        if error.fault == "not_recorded":
            self.lost.append(str(error))
        if error.fault in ENDING:
            self.ended = self.ended or error


class NotingCaller:
    """Carries the calls about one text on, and notes what became of them; `place` is where they are recorded."""

    def __init__(self, inner: Caller, noted: Noted, place: str) -> None:
        self._inner = inner
        self._noted = noted
        self._place = place
        self._equals: Counter[str] = Counter()

    async def call(self, call: Call) -> Answer:
        """The answer, or the ServiceError."""
        name = self._name(call)
        try:
            answer = await self._inner.call(call)
        except ServiceError as error:
            self._noted.took[name] = taken_by(error)
            self._noted.failed(error)
            raise
        self._noted.took[name] = answer.usage
        return answer

    def stream(self, call: Call) -> Prose:
        """The pieces, and perhaps the ServiceError after them."""
        name = self._name(call)

        def note(usage: Usage, error: ServiceError | None) -> None:
            self._noted.took[name] = usage
            if error:
                self._noted.failed(error)

        return _NotedProse(self._inner.stream(call), note)

    def _name(self, call: Call) -> str:
        stem = stem_of(call)
        self._equals[stem] += 1
        return f"{self._place}/{stem}-{self._equals[stem]}"


class _NotedProse:
    def __init__(self, inner: Prose, note: Callable[[Usage, ServiceError | None], None]) -> None:
        self._inner = inner
        self._note = note
        self.usage = inner.usage

    async def __aiter__(self) -> AsyncIterator[str]:
        failure: ServiceError | None = None
        try:
            async with opened(self._inner) as pieces:
                async for piece in pieces:
                    yield piece
        except ServiceError as error:
            failure = error
            raise
        finally:
            self.usage = self._inner.usage
            self._note(self.usage, failure)


class NotingModel:
    """A service as a model: what it fails to read is noted, before the offline model reads instead."""

    def __init__(self, inner: Model, noted: Noted) -> None:
        self.name = inner.name
        self._inner = inner
        self._noted = noted

    async def read(self, request: ReadRequest) -> Reading:
        """The reading, or the ModelError."""
        try:
            return self._told(await self._inner.read(request))
        except ModelError as error:
            self._noted.unread.append(part_of_a_sentence(str(error)))
            raise

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """The reading, or the ModelError."""
        try:
            return self._told(await self._inner.read_again(request))
        except ModelError as error:
            self._noted.unread.append(part_of_a_sentence(str(error)))
            raise

    def _told(self, reading: Reading) -> Reading:
        self._noted.unread += [unread.reason for unread in reading.unread]
        return reading

    def phrase(self, request: PhraseRequest) -> Prose:
        """The wording. Without one the catalogue's own is used, and nothing is read by anybody else."""
        return self._inner.phrase(request)

    def critique(self, request: CritiqueRequest) -> Prose:
        """The covering note; no finding depends on it."""
        return self._inner.critique(request)
