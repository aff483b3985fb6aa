"""How close calls made at once come to the least time that they can take: latency x calls / concurrency.

`python -m benchmarks.parallel [CALLS]`. The service is one on this machine that takes 300 ms for each answer.
"""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from reviewer.models.openai.call import Call, Message, Shape
from reviewer.models.openai.caller import ServiceCaller, service_caller
from reviewer.settings import Settings
from tests.service.server import Service, text

LATENCY_S = 0.3
_CHARACTERS = 24_000
_ANSWER = '{"quote": "' + "word " * 100 + '"}'
_SHAPE = Shape(
    name="said",
    json_schema={
        "type": "object",
        "properties": {"quote": {"type": "string"}},
        "required": ["quote"],
        "additionalProperties": False,
    },
)


def wall_over_least(concurrency: int, calls: int) -> float:
    """The time by the wall for `calls` calls, as a multiple of the least that they can take."""
    service = Service(script=lambda _request, _number: text(_ANSWER, latency_s=LATENCY_S))
    service.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            seconds = asyncio.run(_seconds(_caller(service, concurrency, Path(folder)), calls))
    finally:
        service.stop()
    return seconds / (LATENCY_S * calls / concurrency)


def _caller(service: Service, concurrency: int, folder: Path) -> ServiceCaller:
    os.environ |= {
        "REVIEWER_MODEL": "a-model",
        "REVIEWER_BASE_URL": service.address,
        "REVIEWER_CONCURRENCY": str(concurrency),
    }
    return service_caller(Settings(), folder)


async def _seconds(caller: ServiceCaller, calls: int) -> float:
    await caller.call(_call(-1))
    begun = time.perf_counter()
    await asyncio.gather(*(caller.call(_call(number)) for number in range(calls)))
    return time.perf_counter() - begun


def _call(number: int) -> Call:
    prefix = Message(role="system", text="The rules. " * (_CHARACTERS // 11), ends_prefix=True)
    return Call(
        job="read_document",
        model="a-model",
        messages=(prefix, Message(role="user", text=f"Document {number}.")),
        shape=_SHAPE,
        max_tokens=2000,
    )


def main() -> None:
    """Measure and print."""
    calls = int(sys.argv[1]) if sys.argv[1:] else 256
    for concurrency in (8, 32):
        rounds = sorted(wall_over_least(concurrency, calls) for _ in range(3))
        shown = ", ".join(f"{ratio:.2f}" for ratio in rounds)
        print(f"{calls} calls, {concurrency} at once: {rounds[1]:.2f} x (latency x calls / concurrency)  [{shown}]")


if __name__ == "__main__":
    main()
