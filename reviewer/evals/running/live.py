"""A service that is asked in a live run: each call once for each trial, kept as it comes, and never paid for twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from functools import cached_property
from pathlib import Path

from reviewer.errors import ServiceError
from reviewer.evals.running.noted import opened
from reviewer.models.openai.call import Answer, Call, Caller
from reviewer.models.port import Prose, Usage
from reviewer.models.recording import Recorder
from reviewer.models.recording_files import stem_of
from reviewer.settings import Settings

# Of half a minute each: a service that fails for minutes ends the run, which can go on later.
_MOST_PAUSES = 6
_WHILE_ONE_TRIES_S = 10.0


class LiveService:
    """The service of the settings for a whole run, with one budget. `folder` is that of the recordings."""

    def __init__(self, settings: Settings, folder: Path, budget: str | None, warn: Callable[[str], None]) -> None:
        self._settings = settings
        self._folder = folder
        self._budget = budget
        self._warn = warn
        self._warned: set[str] = set()
        self._shelves: dict[str, _Shelf] = {}

    @cached_property
    def _service(self) -> Caller:
        from reviewer.models.openai.caller import service_caller

        return _Patient(service_caller(self._settings, self._settings.state, self._budget))

    def caller(self, place: str) -> Caller:
        """Who asks about one text. Others who ask about the same text in the same trial get the same answers."""
        if place not in self._shelves:
            key = self._settings.api_key
            self._shelves[place] = _Shelf(
                Recorder(self._service, self._folder / place, key, self._warn_once, goes_on=True)
            )
        return _Asking(self._shelves[place])

    def _warn_once(self, sentence: str) -> None:
        """Once in a run: each text and each trial has a recorder of its own, and all of them would say it."""
        if sentence not in self._warned:
            self._warned.add(sentence)
            self._warn(sentence)


class _Shelf:
    """What was asked about one text so far, by call and by the how-manieth of its equals it was."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._answers: dict[str, asyncio.Future[Answer]] = {}
        self._written: dict[str, _Once] = {}

    async def answer(self, call: Call, name: str) -> Answer:
        if name not in self._answers:
            self._answers[name] = asyncio.ensure_future(self._recorder.call(call))
        return await self._answers[name]

    def written(self, call: Call, name: str) -> Prose:
        if name not in self._written:
            self._written[name] = _Once(self._recorder.stream(call))
        return _Again(self._written[name])


class _Asking:
    """Counts equal calls about one text, as its recording does."""

    def __init__(self, shelf: _Shelf) -> None:
        self._shelf = shelf
        self._equals: Counter[str] = Counter()

    async def call(self, call: Call) -> Answer:
        return await self._shelf.answer(call, self._name(call))

    def stream(self, call: Call) -> Prose:
        return self._shelf.written(call, self._name(call))

    def _name(self, call: Call) -> str:
        stem = stem_of(call)
        self._equals[stem] += 1
        return f"{stem}-{self._equals[stem]}"


class _Once:
    """Prose that is asked for once. Whoever wants it later hears the same, and fails in the same way."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self._alone = asyncio.Lock()
        self._heard: list[str] | None = None
        self._failure: ServiceError | None = None

    async def pieces(self) -> AsyncGenerator[str, None]:
        async with self._alone:
            if self._heard is None:
                async with aclosing(self._asked()) as asked:
                    async for piece in asked:
                        yield piece
                return
        for piece in self._heard:
            yield piece
        if self._failure:
            raise self._failure

    async def _asked(self) -> AsyncGenerator[str, None]:
        heard: list[str] = []
        try:
            async with opened(self.prose) as pieces:
                async for piece in pieces:
                    heard.append(piece)
                    yield piece
        except ServiceError as error:
            self._failure = error
            raise
        finally:
            self._heard = heard


class _Again:
    """One reader of such prose."""

    def __init__(self, once: _Once) -> None:
        self._once = once
        self.usage = Usage()

    async def __aiter__(self) -> AsyncIterator[str]:
        try:
            async with aclosing(self._once.pieces()) as pieces:
                async for piece in pieces:
                    yield piece
        finally:
            self.usage = self._once.prose.usage


class _Patient:
    """Waits where a service is left alone for a while: nobody sits before an eval, and no case should suffer for it."""

    def __init__(self, inner: Caller) -> None:
        self._inner = inner

    async def call(self, call: Call) -> Answer:
        pauses = 0
        while True:
            try:
                return await self._inner.call(call)
            except ServiceError as error:
                pauses += error.fault == "paused"
                await self.wait(error, pauses)

    def stream(self, call: Call) -> Prose:
        return _PatientProse(self, lambda: self._inner.stream(call))

    async def wait(self, error: ServiceError, pauses: int) -> None:
        """Until it may be asked again; any other failure, and the last of too many `pauses`, is raised."""
        if error.fault != "paused" or pauses > _MOST_PAUSES:
            raise error
        await asyncio.sleep(error.retry_after or _WHILE_ONE_TRIES_S)


class _PatientProse:
    def __init__(self, patient: _Patient, ask: Callable[[], Prose]) -> None:
        self._patient = patient
        self._ask = ask
        self.usage = Usage()

    async def __aiter__(self) -> AsyncIterator[str]:
        pauses = 0
        while True:
            prose = self._ask()
            try:
                async with opened(prose) as pieces:
                    async for piece in pieces:
                        yield piece
            except ServiceError as error:
                pauses += error.fault == "paused"
                await self._patient.wait(error, pauses)
            else:
                return
            finally:
                self.usage = prose.usage
