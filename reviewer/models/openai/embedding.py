"""Embeddings from the service, for the library: in batches, within a deadline, each number checked."""

import asyncio
import hashlib
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from reviewer.errors import ServiceError
from reviewer.settings import Settings
from reviewer.text import clean

_BATCH = 32
# Well under what services take as one text (about 8,000 tokens).
_CHARACTERS = 8_000
_TRIES = 2
_WAIT_S, _LONGEST_WAIT_S = 1.0, 5.0
_WORTH_ANOTHER_TRY = frozenset({"timeout", "connection", "rate_limit", "server"})


class EmbeddingClient(Protocol):
    """Sends a request for embeddings."""

    async def embed(self, body: Mapping[str, Any]) -> object:
        """The JSON that the service answers. ServiceError if there is none."""
        ...


class _Vector(BaseModel):
    """One text's numbers, and which text it is."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True)

    index: int
    embedding: list[int | float] = Field(min_length=1, max_length=20_000)


_VECTORS = TypeAdapter(list[_Vector])


class ServiceEmbedder:
    """Turns texts into vectors of unit length. Another address or another model is another name."""

    def __init__(self, settings: Settings, client: EmbeddingClient, address: str) -> None:
        """`address` is where `client` sends its requests."""
        assert settings.embedding_model is not None
        self._model = settings.embedding_model
        self._client = client
        self._deadline_s = settings.deadline_s
        self._concurrency = settings.concurrency
        digest = hashlib.sha256(f"{address}\n{self._model}".encode()).hexdigest()[:12]
        self.name = f"service-{digest}-{self._model}"
        self._dimension = 0

    @property
    def dimension(self) -> int:
        """How many numbers a text has. ServiceError if the service must be asked and fails."""
        if not self._dimension:
            self.embed(["one"])
        return self._dimension

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector for each text; all zeros for one without a sign. ServiceError if one batch fails."""
        words = [clean(text)[:_CHARACTERS].strip() for text in texts]
        spoken = [text for text in words if text]
        vectors = iter(self._embed_now(spoken) if spoken else [])
        return [next(vectors) if text else [0.0] * self._dimension for text in words]

    def _embed_now(self, texts: Sequence[str]) -> list[list[float]]:
        # The library is not asynchronous, and whoever asks it may have an event loop running.
        with ThreadPoolExecutor(max_workers=1) as thread:
            return thread.submit(asyncio.run, self._embed_all(texts)).result()

    async def _embed_all(self, texts: Sequence[str]) -> list[list[float]]:
        batches = [texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        in_flight = asyncio.Semaphore(self._concurrency)

        async def one(batch: Sequence[str]) -> list[list[float]]:
            async with in_flight:
                return await self._in_time(batch)

        answers = await asyncio.gather(*map(one, batches))
        vectors = [vector for answer in answers for vector in answer]
        self._check_dimension(vectors)
        return vectors

    async def _in_time(self, batch: Sequence[str]) -> list[list[float]]:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._tried(batch)
        except TimeoutError:
            raise ServiceError("The embedding service did not answer in time.", "timeout") from None

    async def _tried(self, batch: Sequence[str]) -> list[list[float]]:
        body = {"model": self._model, "input": list(batch), "encoding_format": "float"}
        for left in reversed(range(_TRIES)):
            try:
                return _vectors_in(await self._client.embed(body), len(batch))
            except ServiceError as error:
                wait = _WAIT_S if error.retry_after is None else error.retry_after
                if not left or error.fault not in _WORTH_ANOTHER_TRY or wait > _LONGEST_WAIT_S:
                    raise
            await asyncio.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _check_dimension(self, vectors: Sequence[Sequence[float]]) -> None:
        dimensions = {len(vector) for vector in vectors} | ({self._dimension} - {0})
        if len(dimensions) > 1:
            raise _unfit("vectors of different length")
        self._dimension = dimensions.pop()


def service_embedder(settings: Settings) -> ServiceEmbedder:
    """The embedder that `settings` name. Nothing is contacted yet. ConfigError if a setting is wrong."""
    from reviewer.models.openai.client import Client

    client = Client(settings)
    return ServiceEmbedder(settings, client, client.address)


def _vectors_in(answer: object, count: int) -> list[list[float]]:
    """The vectors in the order of the texts, of unit length. ServiceError unless there are `count` good ones."""
    try:
        data = _VECTORS.validate_python(answer.get("data") if isinstance(answer, dict) else None)
    except ValidationError:
        raise _unfit("something else than vectors") from None
    if sorted(vector.index for vector in data) != list(range(count)):
        raise _unfit("vectors for other texts than were sent")
    return [_unit(vector.embedding) for vector in sorted(data, key=lambda vector: vector.index)]


def _unit(numbers: Sequence[float]) -> list[float]:
    try:
        length = math.hypot(*numbers)
    except OverflowError:
        length = math.inf
    if not math.isfinite(length) or not length:
        raise _unfit("a vector without a direction")
    return [number / length for number in numbers]


def _unfit(what: str) -> ServiceError:
    return ServiceError(f"The embedding service sent {what}.", "malformed")
