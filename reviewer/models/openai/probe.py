"""One tiny question to a service, to find out how it answers."""

import json
from collections.abc import Awaitable, Callable

from reviewer.errors import Fault, ServiceError
from reviewer.models.openai.call import Answer, Call, Message, Shape
from reviewer.models.openai.ladder import RUNGS, Found, Ladder, Rung
from reviewer.models.openai.limits import Time
from reviewer.readiness.claims import Record
from reviewer.text import shown

_SHAPE = Shape(
    name="probe",
    json_schema={
        "type": "object",
        "properties": {"answer": {"type": "string", "enum": ["yes", "no"]}},
        "required": ["answer"],
        "additionalProperties": False,
    },
)
_QUESTION = (Message(role="system", text="You test a connection."), Message(role="user", text="Can you read this?"))
_LONGEST_SAID = 200
# Some models think at length before they say a word.
_MAX_TOKENS = 2000


class Probe(Record):
    """How a service answered: the rung found, the fields that it refuses, and the seconds that the answer took.

    `said` is its answer, shortened, or the sentence that says how it failed; then `fault` is set.
    """

    rung: Rung | None = None
    refused: tuple[str, ...] = ()
    latency_s: float = 0.0
    said: str = ""
    fault: Fault | None = None


async def probed(ask: Callable[[Call], Awaitable[Answer]], ladder: Ladder, model: str, clock: Time) -> Probe:
    """Ask until an answer has the form asked for. A service may accept a form and ignore it."""
    call = Call(job="probe", model=model, messages=_QUESTION, shape=_SHAPE, max_tokens=_MAX_TOKENS)
    while True:
        begun = clock.now()
        try:
            answer = await ask(call)
        except ServiceError as error:
            return Probe(latency_s=clock.now() - begun, said=str(error), fault=error.fault)
        latency = clock.now() - begun
        found = ladder.start(model)
        if _fits(answer.text) or found.rung == RUNGS[-1]:
            said = shown(answer.text)[:_LONGEST_SAID]
            return Probe(rung=found.rung, refused=found.refused, latency_s=latency, said=said)
        below = RUNGS[RUNGS.index(found.rung) + 1]
        ladder.worked(model, Found(rung=below, refused=found.refused))


def _fits(text: str) -> bool:
    try:
        return json.loads(text) in ({"answer": "yes"}, {"answer": "no"})
    except (ValueError, RecursionError):
        return False
