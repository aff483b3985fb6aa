"""Services that fail, below the model port: what they answer goes through the strict reading of answers as any does."""

import json
from collections.abc import AsyncIterator, Callable, Mapping

from reviewer.errors import ServiceError
from reviewer.models.openai.call import Answer, Call
from reviewer.models.openai.strict import LONGEST_ANSWER
from reviewer.models.port import Prose, Usage

Said = str | ServiceError
_CLAIM = {
    "quote": "All of this is in place and signed.", "facet": "stop_role", "strength": "clear", "tense": "today",
    "value": "Head of Operations", "cells": None, "planned_date": None, "planned_owner": None, "speaker": None,
    "reply": 1,
}  # fmt: skip
_WHOLE = json.dumps({"kind": "answer", "who_knows": None, "claims": [_CLAIM]})
_BROKEN = (
    _WHOLE[:-9],
    _WHOLE.replace("{", "{{", 1),
    f"[{_WHOLE}]",
    f"{_WHOLE}{_WHOLE}",
    _WHOLE.replace('"claims"', '"claims": [], "claims"', 1),
    '{"claims": ' * 400,
    _WHOLE.replace('"Head of Operations"', "NaN"),
    "null",
    "",
)


class HostileCaller:
    """A service of one of `SERVICES`; calls are numbered from 1."""

    def __init__(self, kind: str) -> None:
        self._said = SERVICES[kind]
        self.calls = 0

    async def call(self, call: Call) -> Answer:
        """What it says, or how it fails."""
        del call
        self.calls += 1
        said = self._said(self.calls)
        if isinstance(said, ServiceError):
            raise said
        return Answer(text=said, usage=Usage(calls=1))

    def stream(self, call: Call) -> Prose:
        """The same, in pieces."""
        del call
        self.calls += 1
        return _Pieces(self._said(self.calls))


class _Pieces:
    def __init__(self, said: Said) -> None:
        self.usage = Usage()
        self._said = said

    async def __aiter__(self) -> AsyncIterator[str]:
        """The answer, and then, if it does not fail, the same for ever."""
        if isinstance(self._said, ServiceError):
            raise self._said
        for _ in range(100_000):
            yield self._said


def _breaks_json(number: int) -> Said:
    return _BROKEN[number % len(_BROKEN)]


def _fails(message: str, fault: str) -> Callable[[int], Said]:
    return lambda _: ServiceError(message, fault)  # type: ignore[arg-type]


SERVICES: Mapping[str, Callable[[int], Said]] = {
    "json_breaker": _breaks_json,
    "refuser": _fails("The service refused to answer.", "refusal"),
    "time_outs": _fails("The service did not answer in time.", "timeout"),
    "too_many_requests": _fails("The service is busy.", "rate_limit"),
    "server_errors": _fails("The service failed by its own account.", "server"),
    "endless": lambda _: "and so on " * (LONGEST_ANSWER // 10 + 1),
    "words_only": lambda _: "I am afraid that I have no JSON for you.",
}
