"""What predictions are made with: the framework, a model with its precautions, and a library of its own.

Nothing here knows a case: neither its id nor what is expected of it.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reviewer.errors import ConfigError, ServiceError
from reviewer.evals.prediction import Mode
from reviewer.framework import Framework, load_framework
from reviewer.interview.service import Service
from reviewer.library import Library
from reviewer.models.choose import choose_model
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.openai.call import Answer, Call, Caller
from reviewer.models.port import Model, Prose
from reviewer.models.standby import WithStandby
from reviewer.readiness.claims import Record
from reviewer.review import Precautions
from reviewer.settings import OFFLINE, Settings, load_settings


class Choice(Record):
    """With what a run is made. It travels to other processes; keys stay in the environment.

    `recordings`: the folder in which a live run keeps what the service says, and from which a recorded one takes it.
    `trial`: which of several equal runs this is.
    """

    mode: Mode = "offline"
    overlay: Path | None = None
    recordings: Path | None = None
    trial: int = 1


@dataclass(frozen=True)
class Reader:
    """A model, and what a service is held to beside."""

    model: Model
    precautions: Precautions | None = None
    service: Service | None = None


class Workbench:
    """One for each process. What is heavy is made on demand. `lost`: calls of this case that no recording holds."""

    def __init__(self, choice: Choice, folder: Path) -> None:
        """`folder` is for files that are needed for a while; several workbenches may share it."""
        self.choice = choice
        self.folder = folder
        self.framework: Framework = load_framework(choice.overlay)
        self.lost: list[str] = []

    @cached_property
    def settings(self) -> Settings:
        """Those of a service. ConfigError where none is configured."""
        settings = load_settings()
        if settings.model == OFFLINE:
            raise ConfigError(f"A {self.choice.mode} run needs the name of a model: set REVIEWER_MODEL.")
        if self.choice.mode == "recorded" and self.choice.recordings is None:
            raise ConfigError("A recorded run needs the folder of its recordings.")
        return settings.model_copy(update={"record": None, "replay": None})

    @property
    def model_name(self) -> str:
        """What the model is called."""
        return OFFLINE if self.choice.mode == "offline" else self.settings.model

    @cached_property
    def offline(self) -> OfflineModel:
        """The built-in model."""
        return OfflineModel(self.framework, self.choice.overlay)

    @cached_property
    def library(self) -> Library:
        """The passages of the framework, with the built-in vectors: nothing may depend on what a machine has."""
        return Library(self.framework, self.folder / "library")

    def reader(self, key: str) -> Reader:
        """The model. `key` keeps the recordings of texts apart, so that their order makes no difference."""
        if self.choice.mode == "offline":
            return Reader(self.offline)
        second_look = Bearing(self.framework, self.choice.overlay)
        return Reader(
            self._service_model(key),
            Precautions(second_look, self.offline, self.settings.currency),
            Service(self.settings.phrase, self.settings.final_pass, second_look, self.offline),
        )

    def _service_model(self, key: str) -> Model:
        folder = self.choice.recordings
        place = folder / f"trial-{self.choice.trial}" / key if folder else None
        if self.choice.mode == "live":
            settings = self.settings.model_copy(update={"record": place})
            return choose_model(settings, self.framework, self.choice.overlay)
        from reviewer.models.openai.model import ServiceModel
        from reviewer.models.recording import Replayer

        assert place is not None
        try:
            replayer = Replayer(place)
        except ConfigError as error:
            self.lost.append(str(error))
            raise
        service = ServiceModel(_Watched(replayer, self.lost), self.framework, self.settings.model)
        return WithStandby(service, self.offline, self.framework)


class _Watched:
    """A replayer that is watched for calls which it does not hold: the offline model would take over without a word."""

    def __init__(self, inner: Caller, lost: list[str]) -> None:
        self._inner = inner
        self._lost = lost

    async def call(self, call: Call) -> Answer:
        try:
            return await self._inner.call(call)
        except ServiceError as error:
            self.note(error)
            raise

    def stream(self, call: Call) -> Prose:
        return _WatchedProse(self._inner.stream(call), self)

    def note(self, error: ServiceError) -> None:
        if error.fault == "not_recorded":
            self._lost.append(str(error))


class _WatchedProse:
    def __init__(self, inner: Prose, watched: _Watched) -> None:
        self._inner = inner
        self._watched = watched
        self.usage = inner.usage

    async def __aiter__(self) -> AsyncIterator[str]:
        try:
            async for piece in self._inner:
                yield piece
        except ServiceError as error:
            self._watched.note(error)
            raise
        finally:
            self.usage = self._inner.usage
