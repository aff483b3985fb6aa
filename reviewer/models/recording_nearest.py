"""What to say of a call that was not recorded: which recording is most like it, and where they part."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from reviewer.models.openai.call import Call
from reviewer.models.recording_files import load, recordings_in
from reviewer.text import shown

# Boundaries of a text are made from its digest: they differ with every word of it, and say nothing about which.
_MARK = re.compile(r"\b[0-9a-f]{16}\b")
_EXCERPT = 40
_LEAD = 12


class Nearest:
    """Finds, among the recordings in `folder`, the one most like a call. What it has read it keeps for the next.

    With `below` it looks into the folders in `folder`, each of which holds the recordings of one text.
    """

    def __init__(self, folder: Path, *, below: bool = False) -> None:
        self._folder = folder
        self._below = below
        self._recorded: dict[str, dict[str, _Recorded]] = {}

    def told(self, call: Call) -> str:
        """A sentence that names the most similar recording of the same job, and the first difference."""
        recorded = self._of_job(call.job)
        if not recorded:
            return f'No call of the job "{call.job}" was.'
        asked = _unmarked(call.canonical())
        best = max(recorded, key=lambda name: _likeness(asked, recorded[name].unmarked))
        return f"The nearest is {best}: {_difference(Call.model_validate_json(recorded[best].canonical), call)}."

    def _of_job(self, job: str) -> "dict[str, _Recorded]":
        if job not in self._recorded:
            self._recorded[job] = dict(self._readable(job))
        return self._recorded[job]

    def _readable(self, job: str) -> "Iterator[tuple[str, _Recorded]]":
        folders = sorted(self._folder.glob("*/")) if self._below else [self._folder]
        for path in (path for folder in folders for path in recordings_in(folder, job)):
            with suppress(OSError, ValueError):
                canonical = load(path).call.canonical()
                yield path.relative_to(self._folder).as_posix(), _Recorded(canonical, _unmarked(canonical))


class _Recorded(NamedTuple):
    """A call as it was recorded, and without its marks."""

    canonical: str
    unmarked: str


def _unmarked(text: str) -> str:
    return _MARK.sub("." * 16, text)


def _likeness(one: str, other: str) -> int:
    """How many characters they share at the beginning and at the end."""
    return _shared(one, other) + _shared_end(one, other)


def _shared_end(one: str, other: str) -> int:
    """The length of their common end, found in the same way as that of their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.endswith(other[len(other) - middle :]) else (low, middle - 1)
    return low


def _shared(one: str, other: str) -> int:
    """The length of their common beginning, found by halving: slices compare faster than characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _difference(recorded: Call, asked: Call) -> str:
    for name, one, other in _parts(recorded, asked):
        if one != other:
            at = _shared(one, other)
            return f'{name} differs from character {at + 1} on: "{_excerpt(one, at)}", now "{_excerpt(other, at)}"'
    return "it is the same call under another number"


def _parts(recorded: Call, asked: Call) -> Iterator[tuple[str, str, str]]:
    yield "the name of the model", recorded.model, asked.model
    for number, (one, other) in enumerate(zip_longest(recorded.messages, asked.messages), 1):
        name = f"message {number} ({(other or one).role})"
        texts = one.text if one else "", other.text if other else ""
        yield name, _unmarked(texts[0]), _unmarked(texts[1])
        yield name, texts[0], texts[1]
    yield "the form", _form(recorded), _form(asked)


def _excerpt(text: str, at: int) -> str:
    start = max(0, at - _LEAD)
    return shown(text[start : start + _EXCERPT])


def _form(call: Call) -> str:
    """All but the words: roles, the shape of the answer, the limit of tokens."""
    bare = tuple(message.model_copy(update={"text": ""}) for message in call.messages)
    return call.model_copy(update={"messages": bare}).canonical()
