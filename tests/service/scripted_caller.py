"""A service without a network: it answers what a test says, and keeps every call that it was asked to carry."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from reviewer.errors import ServiceError
from reviewer.models.openai.call import Answer, Call
from reviewer.models.port import Prose, Usage
from reviewer.models.written import Written

Said = str | ServiceError
ONE_CALL = Usage(calls=1, input_tokens=100, output_tokens=10)


class ScriptedCaller:
    """Answers each call with what `answer(call, number)` says; an error is raised. Numbers count from 1."""

    def __init__(self, answer: Callable[[Call, int], Said]) -> None:
        self._answer = answer
        self.calls: list[Call] = []

    async def call(self, call: Call) -> Answer:
        """The answer of the script."""
        self.calls.append(call)
        said = self._answer(call, len(self.calls))
        if isinstance(said, ServiceError):
            raise said
        return Answer(text=said, usage=ONE_CALL)

    def stream(self, call: Call) -> Prose:
        """The answer of the script in one piece."""
        self.calls.append(call)
        said = self._answer(call, len(self.calls))
        return _Failing(said) if isinstance(said, ServiceError) else Written(said, ONE_CALL)


class _Failing:
    def __init__(self, error: ServiceError) -> None:
        self.usage = Usage()
        self._error = error

    async def __aiter__(self) -> AsyncIterator[str]:
        raise self._error
        yield ""


def said_in_turn(*answers: Said) -> ScriptedCaller:
    """A service that gives these answers, one for each call."""
    return ScriptedCaller(lambda _, number: answers[number - 1])


def claim(quote: str, facet: str, value: Any = None, **more: Any) -> dict[str, Any]:
    """One claim as a service writes it."""
    fixed = {"strength": "clear", "tense": "today", "cells": None, "planned_date": None, "planned_owner": None}
    return {"quote": quote, "facet": facet, "value": value, **fixed, "speaker": None, "reply": None, **more}


def reply_answer(*claims: dict[str, Any], kind: str = "answer", who_knows: str | None = None) -> str:
    """The reading of a reply as a service writes it."""
    return json.dumps({"kind": kind, "who_knows": who_knows, "claims": list(claims)})


def document_answer(*claims: dict[str, Any]) -> str:
    """The reading of one area of a document as a service writes it."""
    return json.dumps({"claims": list(claims)})
