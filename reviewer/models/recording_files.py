"""Recordings on disk: one JSON file for each call, complete or not there, with a digest of what it says."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationError

from reviewer.errors import ConfigError, Fault, ServiceError
from reviewer.models.openai.call import Answer, Call
from reviewer.models.port import Usage, taken_by
from reviewer.readiness.claims import Record
from reviewer.text import shown

FORMAT = "second-proof/recording/1"
_PART = ".part"
_NAME = re.compile(r"[a-z_]+-[0-9a-f]{32}-[1-9][0-9]*\.json")
_OURS = re.compile(rf"{_NAME.pattern}(?:\..*{re.escape(_PART)})?")
_HEAD = re.compile(rb'\{\s*"format": "(second-proof/recording/[\w.]{1,20})",')
_HEAD_LENGTH = 100
# What a terminal could obey, what nobody sees, and halves of characters stand in a recording as their codes.
_UNSEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)

# Half a character cannot be stored; wherever it would be shown it is replaced in the same way.
_HALVES = re.compile("[\ud800-\udfff]")


class Failure(Record):
    """How a service failed: the parts of a ServiceError, and what the failed tries took."""

    sentence: str
    fault: Fault
    retry_after: float | None = None
    took: Usage = Usage()

    @classmethod
    def of(cls, error: ServiceError) -> "Failure":
        """The failure that `error` tells."""
        return cls(sentence=str(error), fault=error.fault, retry_after=error.retry_after, took=taken_by(error))

    def error(self) -> ServiceError:
        """The same failure, to be raised."""
        error = ServiceError(self.sentence, self.fault, self.retry_after)
        error.took = self.took
        return error


def _without_halves(piece: str) -> str:
    return _HALVES.sub("\ufffd", piece)


class Written(Record):
    """Prose as it came. `is_complete`: its reader heard the end, rather than turning away before it."""

    pieces: tuple[Annotated[str, BeforeValidator(_without_halves)], ...]
    usage: Usage
    is_complete: bool


class Recording(Record):
    """A call, the how-manieth of its equals in one run it was, and what came of it.

    `answer` or `written` is there, or a `failure`; both where prose broke off.
    """

    call: Call
    trial: int
    answer: Answer | None = None
    written: Written | None = None
    failure: Failure | None = None


def name_of(call: Call, trial: int) -> str:
    """The name of the file: the same in every run."""
    return f"{stem_of(call)}-{trial}.json"


def stem_of(call: Call) -> str:
    """What the names of equal calls have in common."""
    return f"{call.job}-{call.key[:32]}"


def save(folder: Path, recording: Recording) -> None:
    """Write the file, which appears complete or not at all. OSError."""
    name = name_of(recording.call, recording.trial)
    # A name of its own: two runs may record the same call at once. Only its owner can read it.
    handle, draft = tempfile.mkstemp(prefix=f"{name}.", suffix=_PART, dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_to_json(recording))
    Path(draft).replace(folder / name)


def load(path: Path) -> Recording:
    """The recording in `path`. FileNotFoundError; ValueError with the reason if it is not what was written."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        head = [data.pop(key) for key in ("format", "sha256")]
        recording = Recording.model_validate(_joined(data))
    except ValidationError as error:
        raise ValueError("it lacks parts of a recording") from error
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError("it breaks off, or is no JSON") from error
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("it lacks parts of a recording") from error
    if head != [FORMAT, _digest(recording)]:
        raise ValueError("it was changed after it was written")
    if path.name != name_of(recording.call, recording.trial):
        raise ValueError("it holds another call than its name says")
    return recording


def unfinished(folder: Path, name: str) -> bool:
    """Whether the recording `name` was begun and not ended: its run was killed while it wrote."""
    return any(folder.glob(f"{name}.*{_PART}"))


def recordings_in(folder: Path, job: str = "") -> Iterator[Path]:
    """The files of all recordings in `folder`, or of those of one job, in the order of their names."""
    return (path for path in sorted(folder.glob(f"{job}*.json")) if not job or path.name.startswith(f"{job}-"))


def foreign_in(folder: Path) -> str:
    """The name of something in `folder` that is neither a recording, nor hidden, nor a README; empty if all is ours."""
    names = (path.name for path in sorted(folder.iterdir()))
    return next((name for name in names if not name.startswith((".", "README")) and not _OURS.fullmatch(name)), "")


def check_folder(folder: Path) -> None:
    """ConfigError with a sentence if `folder` cannot be read, or holds a .json file that is no recording of ours."""
    try:
        for path in recordings_in(folder):
            with path.open("rb") as file:
                _check_head(path, file.read(_HEAD_LENGTH))
    except OSError as error:
        raise ConfigError(f"The recordings in {shown(str(folder))} cannot be read: {error.strerror}.") from error


def _check_head(path: Path, head: bytes) -> None:
    place = shown(str(path))
    if not head and _NAME.fullmatch(path.name):
        raise ConfigError(f"The recording {place} is damaged: it is empty. Delete it, and record that run again.")
    match = _HEAD.match(head)
    if not match or not _NAME.fullmatch(path.name):
        raise ConfigError(f"The file {place} is not a recording. Keep recordings in a folder of their own.")
    if (version := match[1].decode("ascii", "replace")) != FORMAT:
        raise ConfigError(f"The recording {place} has format {version}; this program knows {FORMAT}. Record it again.")


def _to_json(recording: Recording) -> str:
    body = {key: part for key, part in recording.model_dump(mode="json").items() if part is not None}
    text = (
        json.dumps({"format": FORMAT, "sha256": _digest(recording), **_split(body)}, ensure_ascii=False, indent=1)
        + "\n"
    )
    return _UNSEEN.sub(lambda match: json.dumps(match.group())[1:-1], text)


def _digest(recording: Recording) -> str:
    text = json.dumps(recording.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _texts(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of a recording that hold long texts, which stand in the file line by line: changes are seen there."""
    return [*body["call"]["messages"], *([body["answer"]] if body.get("answer") else [])]


def _split(body: dict[str, Any]) -> dict[str, Any]:
    for part in _texts(body):
        part["text"] = part["text"].split("\n")
    return body


def _joined(body: dict[str, Any]) -> dict[str, Any]:
    for part in _texts(body):
        part["text"] = "\n".join(part["text"])
    return body
