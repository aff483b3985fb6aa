"""Recording what a service answers, and answering from the recording: no network, no key, the same words.

A recording holds what was sent and what came back, word for word, and nothing of how it travelled: no headers, no
key. Calls are found by what they say; equal calls of one run are told apart by their order.
"""

import re
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from reviewer.errors import ConfigError, ModelError, ServiceError
from reviewer.models.openai.call import Answer, Call, Caller
from reviewer.models.port import Prose, Usage
from reviewer.models.recording_files import (
    Failure,
    Recording,
    Written,
    check_folder,
    foreign_in,
    load,
    name_of,
    recordings_in,
    save,
    stem_of,
    unfinished,
)
from reviewer.models.recording_nearest import Nearest
from reviewer.text import shown

# How keys of well-known services look. Somebody may have typed one into a text.
_LIKE_A_KEY = re.compile(r"\b(?:sk-[\w-]{16,}|gh[pousr]_\w{20,}|xox[abp]-[\w-]{10,}|AKIA[0-9A-Z]{16})")


def looks_like_a_key(words: str) -> bool:
    """Whether something in `words` looks like a key of a well-known service."""
    return _LIKE_A_KEY.search(words) is not None


class Recorder:
    """Carries calls on to `inner` and keeps each with what came of it, failures too, in `folder`.

    Texts that hold `secret`, the key of the service, are never kept. `warn` is told once, in a sentence, that such a
    text, or one with something that looks like a key, was there. With `goes_on` an answer that an earlier run kept
    whole is not asked for again; what failed then is.
    """

    def __init__(
        self,
        inner: Caller,
        folder: Path,
        secret: SecretStr | None = None,
        warn: Callable[[str], None] = lambda _: None,
        *,
        goes_on: bool = False,
    ) -> None:
        """ConfigError if `folder` cannot be made or holds other things."""
        self._inner = inner
        self._folder = folder
        self._secret = secret.get_secret_value() if secret else ""
        self._warn = warn
        self._warned: set[str] = set()
        self._trials = _Trials()
        self._goes_on = goes_on
        _prepare(folder)

    async def call(self, call: Call) -> Answer:
        """The answer of the service, or its ServiceError; ModelError if it cannot be kept."""
        trial = self._trials.next(call)
        earlier = self._kept(call, trial)
        if earlier and earlier.answer:
            return earlier.answer
        try:
            answer = await self._inner.call(call)
        except ServiceError as error:
            self.keep(Recording(call=call, trial=trial, failure=Failure.of(error)))
            raise
        self.keep(Recording(call=call, trial=trial, answer=answer))
        return answer

    def stream(self, call: Call) -> Prose:
        """The pieces as the service writes them. They are kept when they end, fail or are no longer wanted."""
        trial = self._trials.next(call)
        earlier = self._kept(call, trial)
        if earlier and earlier.written:
            return _Replayed(lambda: earlier)
        return _Recorded(self, self._inner.stream(call), call, trial)

    def _kept(self, call: Call, trial: int) -> Recording | None:
        """What an earlier run kept of this call, if it was told to the end. What is damaged is asked for again."""
        if not self._goes_on:
            return None
        with suppress(OSError, ValueError):
            earlier = load(self._folder / name_of(call, trial))
            is_whole = earlier.written is None or earlier.written.is_complete
            return earlier if is_whole and not earlier.failure else None
        return None

    def keep(self, recording: Recording) -> None:
        """Write `recording`; ModelError if that fails."""
        said = _said(recording)
        if self._secret and self._secret in said:
            self._warn_once(
                "A text with the key of the service in it was not recorded, so this run cannot be replayed."
            )
            return
        if looks_like_a_key(said):
            self._warn_once("Something that looks like a key stands in a text, and so in the recording, too.")
        try:
            save(self._folder, recording)
        except OSError as error:
            raise ModelError(
                f"The recording in {shown(str(self._folder))} cannot be written: {error.strerror}."
            ) from error

    def _warn_once(self, sentence: str) -> None:
        if sentence not in self._warned:
            self._warned.add(sentence)
            self._warn(sentence)


class _Recorded:
    """Prose that is kept once its reader is done with it."""

    def __init__(self, recorder: Recorder, prose: Prose, call: Call, trial: int) -> None:
        self._recorder = recorder
        self._prose = prose
        self._call = call
        self._trial = trial

    @property
    def usage(self) -> Usage:
        return self._prose.usage

    @usage.setter
    def usage(self, usage: Usage) -> None:
        self._prose.usage = usage

    async def __aiter__(self) -> AsyncIterator[str]:
        pieces: list[str] = []
        failure, is_complete = None, False
        source = aiter(self._prose)
        try:
            async for piece in source:
                pieces.append(piece)
                yield piece
            is_complete = True
        except ServiceError as error:
            failure = Failure.of(error)
            raise
        finally:
            written = Written(pieces=tuple(pieces), usage=self.usage, is_complete=is_complete)
            self._recorder.keep(Recording(call=self._call, trial=self._trial, written=written, failure=failure))
            if isinstance(source, AsyncGenerator):
                await source.aclose()


class Replayer:
    """Answers calls from the recordings in `folder`; what is not there is a ServiceError "not_recorded"."""

    def __init__(self, folder: Path) -> None:
        """ConfigError if `folder` holds no recordings, foreign files, or recordings of another format."""
        self._folder = folder
        self._trials = _Trials()
        self._nearest = Nearest(folder)
        check_folder(folder)
        if not any(recordings_in(folder)):
            raise ConfigError(f"There are no recordings in {shown(str(folder))}.")

    async def call(self, call: Call) -> Answer:
        """The recorded answer, or the recorded ServiceError."""
        recording = self._find(call, *self._trials.named(call))
        if recording.failure:
            raise recording.failure.error()
        if recording.answer is None:
            raise ServiceError("This call was recorded as prose in pieces, not as an answer.", "not_recorded")
        return recording.answer

    def stream(self, call: Call) -> Prose:
        """The recorded pieces, and the recorded ServiceError after them."""
        name, trial = self._trials.named(call)
        return _Replayed(lambda: self._find(call, name, trial))

    def _find(self, call: Call, name: str, trial: int) -> Recording:
        path = self._folder / name
        try:
            return load(path)
        except FileNotFoundError:
            raise self._missing(call, name, trial) from None
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise ServiceError(f"The recording {shown(str(path))} is damaged: {reason}.", "not_recorded") from error

    def _missing(self, call: Call, name: str, trial: int) -> ServiceError:
        if unfinished(self._folder, name):
            return ServiceError(f"The recording {name} was begun and never finished: record again.", "not_recorded")
        if trial > 1 and (self._folder / name_of(call, trial - 1)).exists():
            return ServiceError(
                f"This call was recorded {_times(trial - 1)}, and now it is asked once more ({name}).", "not_recorded"
            )
        return ServiceError(f"This call was not recorded ({name}). {self._nearest.told(call)}", "not_recorded")


class _Replayed:
    """Prose out of a recording."""

    def __init__(self, find: Callable[[], Recording]) -> None:
        self.usage = Usage()
        self._find = find

    async def __aiter__(self) -> AsyncIterator[str]:
        recording = self._find()
        if recording.written is None:
            raise ServiceError("This call was recorded as one answer, not as prose in pieces.", "not_recorded")
        for piece in recording.written.pieces:
            yield piece
        self.usage = recording.written.usage
        if recording.failure:
            raise recording.failure.error()
        if not recording.written.is_complete:
            raise ServiceError("The recorded reader turned away before the end of this prose.", "not_recorded")


class _Trials:
    """Counts equal calls of one run."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def next(self, call: Call) -> int:
        """1 for the first of its kind, and so on."""
        return self.named(call)[1]

    def named(self, call: Call) -> tuple[str, int]:
        """The name of its recording too: the key of a long call takes a while."""
        stem = stem_of(call)
        self._seen[stem] += 1
        return f"{stem}-{self._seen[stem]}.json", self._seen[stem]


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        check_folder(folder)
        if foreign := foreign_in(folder):
            raise ConfigError(f"Recordings need a folder of their own; in {shown(str(folder))} is {shown(foreign)}.")
        folder.chmod(0o700)
    except OSError as error:
        raise ConfigError(f"Recordings cannot be kept in {shown(str(folder))}: {error.strerror}.") from error


def _said(recording: Recording) -> str:
    """All words of a recording, as they were before they were cut into pieces."""
    pieces = recording.written.pieces if recording.written else ()
    answer = recording.answer.text if recording.answer else ""
    failure = recording.failure.sentence if recording.failure else ""
    asked = (message.text for message in recording.call.messages)
    return "\n".join((recording.call.model, *asked, answer, "".join(pieces), failure))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
