"""One request to a service, before an endpoint's abilities give it its final form, and the answer to it."""

import hashlib
import json
from typing import Any, Literal, Protocol

from reviewer.models.port import Prose, Usage
from reviewer.readiness.claims import Record

Job = Literal["read_reply", "read_document", "read_again", "phrase", "critique", "probe"]


class Message(Record):
    """One message. `ends_prefix`: what stands up to its end is the same in many requests and worth caching."""

    role: Literal["system", "user", "assistant"]
    text: str
    ends_prefix: bool = False


class Shape(Record):
    """The form that an answer must have: a name and a JSON Schema."""

    name: str
    json_schema: dict[str, Any]


class Call(Record):
    """One job for a service. Equal calls are equal bytes: nothing in it knows a clock, a counter or a random number."""

    job: Job
    model: str
    messages: tuple[Message, ...]
    shape: Shape | None = None
    max_tokens: int

    def canonical(self) -> str:
        """The call as JSON with sorted keys."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def key(self) -> str:
        """What a recording finds it by: the sha256 of its canonical form."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


class Answer(Record):
    """A complete answer: the service said itself that it had finished."""

    text: str
    usage: Usage


class Caller(Protocol):
    """Carries calls to a service, or to a recording of one."""

    async def call(self, call: Call) -> Answer:
        """The whole answer; ServiceError if there is none."""
        ...

    def stream(self, call: Call) -> Prose:
        """The answer in pieces as they come; ServiceError, perhaps in the middle."""
        ...
