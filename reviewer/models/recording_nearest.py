"""What to say of a call that was not recorded: which recording is most like it, and where they part."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from reviewer.models.openai.call import Call
from reviewer.models.recording_files import load, recordings_in
from reviewer.text import shown

_EXCERPT = 40
_LEAD = 12


def nearest(folder: Path, call: Call) -> str:
    """A sentence that names the most similar recording of the same job in `folder`, and the first difference."""
    best: tuple[int, str, Call] | None = None
    asked = call.canonical()
    for path in recordings_in(folder, call.job):
        try:
            recorded = load(path).call
        except (OSError, ValueError):
            continue
        likeness = _likeness(asked, recorded.canonical())
        if best is None or likeness > best[0]:
            best = (likeness, path.name, recorded)
    if best is None:
        return f'No call of the job "{call.job}" was.'
    return f"The nearest is {best[1]}: {_difference(best[2], call)}."


def _likeness(one: str, other: str) -> int:
    """How many characters they share at the beginning and at the end."""
    return _shared(one, other) + _shared(one[::-1], other[::-1])


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
        yield name, one.text if one else "", other.text if other else ""
    yield "the form", _form(recorded), _form(asked)


def _excerpt(text: str, at: int) -> str:
    start = max(0, at - _LEAD)
    return shown(text[start : start + _EXCERPT])


def _form(call: Call) -> str:
    """All but the words: roles, the shape of the answer, the limit of tokens."""
    bare = tuple(message.model_copy(update={"text": ""}) for message in call.messages)
    return call.model_copy(update={"messages": bare}).canonical()
