"""What a service said in earlier trials, in a folder for each trial, and in that a folder for each text."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

from reviewer.errors import ServiceError
from reviewer.models.openai.call import Answer, Call, Caller
from reviewer.models.port import Prose, Usage
from reviewer.models.recording import Replayer
from reviewer.models.recording_files import recordings_in
from reviewer.models.recording_nearest import Nearest


class Recorded:
    """The recordings in `folder`, for a whole run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._nearest: dict[str, Nearest] = {}

    def caller(self, place: str) -> Caller:
        """Who answers about one text; if nothing of it is there, who says what is."""
        # A folder may be empty: what holds the key of the service is asked and never kept.
        if any(recordings_in(self._folder / place)):
            return Replayer(self._folder / place)
        trial = place.partition("/")[0]
        nearest = self._nearest.setdefault(trial, Nearest(self._folder / trial, below=True))
        return _NothingRecorded(nearest)


class _NothingRecorded:
    """Stands where nothing about a text was recorded."""

    def __init__(self, nearest: Nearest) -> None:
        self._nearest = nearest

    async def call(self, call: Call) -> Answer:
        raise self.missing(call)

    def stream(self, call: Call) -> Prose:
        return _NoProse(lambda: self.missing(call))

    def missing(self, call: Call) -> ServiceError:
        return ServiceError(f"Nothing about this text was recorded. {self._nearest.told(call)}", "not_recorded")


class _NoProse:
    def __init__(self, missing: Callable[[], ServiceError]) -> None:
        self.usage = Usage()
        self._missing = missing

    async def __aiter__(self) -> AsyncIterator[str]:
        raise self._missing()
        yield ""  # makes it a generator


def trial_folder(trial: int) -> str:
    """The name of the folder of a trial."""
    return f"trial-{trial}"


def trials_in(folder: Path) -> int:
    """How many trials the recordings in `folder` hold."""
    trial = 0
    while (folder / trial_folder(trial + 1)).is_dir():
        trial += 1
    return trial
