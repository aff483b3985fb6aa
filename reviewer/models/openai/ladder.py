"""What an endpoint can do, found out once and remembered: the strictest form of an answer, and the fields it refuses.

The rungs, from the strictest: the schema enforced, the schema given, any JSON object with the schema told in words,
plain text with the schema told in words. Only an endpoint that refuses a rung by name is asked on the next one.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from reviewer.models.openai.faults import FORMAT, UnsupportedError
from reviewer.readiness.claims import Record

Rung = Literal["strict schema", "schema", "JSON object", "text"]
RUNGS: tuple[Rung, ...] = ("strict schema", "schema", "JSON object", "text")
_LIMITS_OF_LENGTH = ("max_completion_tokens", "max_tokens")


class Found(Record):
    """What is known of a model behind an endpoint. `refused` are the optional fields that it does not take."""

    rung: Rung = "strict schema"
    refused: tuple[str, ...] = ()

    def after(self, error: UnsupportedError) -> "Found | None":
        """What to try after a refusal; None if nothing is left that could be given up."""
        fields = error.fields - {FORMAT}
        lower = self._lower() if FORMAT in error.fields else self.rung
        if lower is None or (lower == self.rung and fields <= set(self.refused)):
            return None
        return Found(rung=lower, refused=tuple(sorted({*self.refused, *fields})))

    def _lower(self) -> Rung | None:
        below = RUNGS[RUNGS.index(self.rung) + 1 :]
        return below[0] if below else None


class _Memory(Record):
    version: Literal[1] = 1
    known: dict[str, Found] = {}


class Ladder:
    """Remembers what was found, by endpoint and model, in one small file. A damaged file counts as forgotten."""

    def __init__(self, folder: Path, address: str) -> None:
        self._path = folder / "services.json"
        self._address = address
        self._known: dict[str, Found] = self._read().known

    def known(self, model: str) -> Found | None:
        """What was found for `model`; None if it was never asked."""
        return self._known.get(self._name(model))

    def start(self, model: str) -> Found:
        """Where to begin with `model`."""
        return self.known(model) or Found()

    def forget(self, model: str) -> None:
        """Begin at the top again with `model`: a service may have learned."""
        self._known.pop(self._name(model), None)

    def worked(self, model: str, found: Found) -> None:
        """Remember that `found` worked. A folder that cannot be written costs only the memory."""
        if self.known(model) == found:
            return
        self._known[self._name(model)] = found
        with contextlib.suppress(OSError):
            self._write(_Memory(known={**self._read().known, self._name(model): found}))

    def _name(self, model: str) -> str:
        return f"{self._address} {model}"

    def _read(self) -> _Memory:
        try:
            return _Memory.model_validate(json.loads(self._path.read_bytes()))
        except (OSError, ValueError, ValidationError, RecursionError):
            return _Memory()

    def _write(self, memory: _Memory) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._path.with_suffix(f".{os.getpid()}.new")
        draft.unlink(missing_ok=True)
        text = json.dumps(memory.model_dump(mode="json"), sort_keys=True, indent=1)
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
            with draft.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        finally:
            draft.unlink(missing_ok=True)


def length_field(refused: tuple[str, ...], *, newer_first: bool) -> str | None:
    """The name under which the endpoint takes the longest length of an answer; None if it takes neither."""
    names = _LIMITS_OF_LENGTH if newer_first else _LIMITS_OF_LENGTH[::-1]
    return next((name for name in names if name not in refused), None)
