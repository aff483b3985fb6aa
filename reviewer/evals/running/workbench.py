"""What predictions are made with: the framework, a model with its precautions, and a library of its own.

Nothing here knows a case: neither its id nor what is expected of it.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reviewer.errors import ConfigError
from reviewer.evals.case import Suite
from reviewer.evals.prediction import Mode
from reviewer.evals.running.live import LiveService
from reviewer.evals.running.noted import Noted, NotingCaller, NotingModel
from reviewer.evals.running.recorded import Recorded, trial_folder
from reviewer.framework import Framework, load_framework
from reviewer.interview.service import Service
from reviewer.library import Library
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import Model
from reviewer.models.standby import WithStandby
from reviewer.readiness.claims import Record
from reviewer.review import Precautions
from reviewer.settings import OFFLINE, Settings, load_settings

ASKING: tuple[Suite, ...] = ("transcripts", "interviews", "proposals", "adversarial")
"""The suites in which a service reads. In all others nothing depends on it: they are measured offline."""


class Choice(Record):
    """With what a run is made. It travels to other processes; keys stay in the environment.

    `recordings`: the folder in which a live run keeps what the service says, and from which a recorded one takes it.
    `trials`: how often each case is predicted. `budget`: the most that a live run may ask for, such as "200k".
    """

    mode: Mode = "offline"
    overlay: Path | None = None
    recordings: Path | None = None
    trials: int = 1
    budget: str | None = None


@dataclass(frozen=True)
class Reader:
    """A model, and what a service is held to beside."""

    model: Model
    precautions: Precautions | None = None
    service: Service | None = None


class Workbench:
    """One for each process. What is heavy is made on demand. `noted`: what became of the calls of a case."""

    def __init__(self, choice: Choice, folder: Path, warn: Callable[[str], None] = lambda _: None) -> None:
        """`folder` is for files that are needed for a while; several workbenches may share it.

        `warn` is told, in a sentence, what a recording could not keep.
        """
        self.choice = choice
        self.folder = folder
        self.framework: Framework = load_framework(choice.overlay)
        self.trial = 1
        self.noted = Noted()
        self._warn = warn

    def of_trial(self, trial: int) -> "Workbench":
        """This workbench for one case in one trial, with notes of its own; all that is heavy is shared.

        Offline nothing is noted, and it is the same.
        """
        if self.choice.mode == "offline":
            return self
        # Made before it is copied: made later, it would be made for each.
        _ = self.offline, self.library, self.bearing, self.live, self.recorded
        own = copy(self)
        own.trial, own.noted = trial, Noted()
        return own

    @cached_property
    def settings(self) -> Settings:
        """Those of a service. ConfigError where none is configured."""
        settings = load_settings()
        if settings.model == OFFLINE:
            raise ConfigError(f"A {self.choice.mode} run needs the name of a model: set REVIEWER_MODEL.")
        if self.choice.recordings is None:
            raise ConfigError(f"A {self.choice.mode} run needs the folder of its recordings.")
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
    def bearing(self) -> Bearing:
        """The built-in model's second look at what a service read."""
        return Bearing(self.framework, self.choice.overlay)

    @cached_property
    def library(self) -> Library:
        """The passages of the framework, with the built-in vectors: nothing may depend on what a machine has."""
        return Library(self.framework, self.folder / "library")

    @cached_property
    def live(self) -> LiveService | None:
        """The service of a live run. ConfigError where a setting that it needs is missing or wrong."""
        if self.choice.mode != "live":
            return None
        self.settings.check_service()
        assert self.choice.recordings is not None
        return LiveService(self.settings, self.choice.recordings, self.choice.budget, self._warn)

    @cached_property
    def recorded(self) -> Recorded:
        """The recordings of a recorded run."""
        return Recorded(self.choice.recordings or Path())

    def reader(self, key: str) -> Reader:
        """The model. `key` keeps the recordings of texts apart, so that their order makes no difference."""
        if self.choice.mode == "offline":
            return Reader(self.offline)
        return Reader(
            self._service_model(f"{trial_folder(self.trial)}/{key}"),
            Precautions(self.bearing, self.offline, self.settings.currency),
            Service(self.settings.phrase, self.settings.final_pass, self.bearing, self.offline),
        )

    def _service_model(self, place: str) -> Model:
        from reviewer.models.openai.model import ServiceModel

        inner = self.live.caller(place) if self.live else self.recorded.caller(place)
        service = ServiceModel(NotingCaller(inner, self.noted, place), self.framework, self.settings.model)
        return WithStandby(NotingModel(service, self.noted), self.offline, self.framework)
