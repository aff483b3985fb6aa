"""How close much work at once comes to the least time that it can take: latency x calls / calls at once.

`python -m benchmarks.parallel`: calls alone, then 100 whole reviews of a proposal. The service is another process on
this machine that takes 300 ms for each answer, and answers with a quote of the proposal or a note on a gap.
"""

import asyncio
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any

from tests.service.server import Behaviour, Service, text

LATENCY_S = 0.3
PROPOSAL = Path(__file__).parent.parent / "evals" / "proposals" / "h04.md"
_CLAIM = (
    '{"claims": [{"quote": "%s", "facet": "%s", "strength": "clear", "tense": "today", "value": null, "cells": null, '
    '"planned_date": null, "planned_owner": null, "speaker": null, "reply": null}]}'
)


@dataclass(frozen=True)
class Measured:
    """What was asked of the service, and what that took in seconds: by the wall, and of our own processor time."""

    calls: int
    concurrency: int
    seconds: float
    busy: float

    @property
    def over_least(self) -> float:
        """The time as a multiple of the least that so many calls can take."""
        return self.seconds / (LATENCY_S * self.calls / self.concurrency)


def answered(request: Any, _number: int) -> Behaviour:
    """A claim with a true quote for a reading, a sentence on the first gap for a covering note."""
    words = "\n".join(message["content"] for message in request["messages"][1:])
    if request.get("stream"):
        gap = re.search(r'"id": "([^"]+)"', words)
        return text(f"This should be settled first [{gap[1] if gap else ''}].", latency_s=LATENCY_S)
    facet = re.search(r"Its facets: (\w+)", words)
    sentence = re.search(r"[A-Z][\w ,]{30,}\.", words)
    quote = sentence[0] if sentence else ""
    return text(_CLAIM % (quote, facet[1] if facet else ""), latency_s=LATENCY_S)


def _serve(pipe: Connection) -> None:
    service = Service(script=answered)
    service.start()
    pipe.send(service.address)
    while pipe.recv() == "count":
        pipe.send(len(service.requests))
    service.stop()


@contextmanager
def _asked(concurrency: int) -> Iterator[Callable[[], int]]:
    """A running service that the settings name; what is given counts its requests."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,))
    process.start()

    def count() -> int:
        here.send("count")
        return int(here.recv())

    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "REVIEWER_MODEL": "a-model",
            "REVIEWER_BASE_URL": here.recv(),
            "REVIEWER_CONCURRENCY": str(concurrency),
            "REVIEWER_DATA_DIR": folder,
            "XDG_STATE_HOME": folder,
        }
        try:
            yield count
        finally:
            here.send("stop")
            process.join()


def measured(work: Callable[[int], Callable[[int], Coroutine[Any, Any, Any]]], size: int, concurrency: int) -> Measured:
    """`size` pieces of `work` at once, after one to warm up."""
    with _asked(concurrency) as count:
        return asyncio.run(_timed(work(concurrency), size, concurrency, count))


async def _timed(
    work: Callable[[int], Coroutine[Any, Any, Any]], size: int, concurrency: int, count: Callable[[], int]
) -> Measured:
    await work(1)
    before, begun, worked = count(), time.perf_counter(), time.process_time()
    await work(size)
    seconds, busy = time.perf_counter() - begun, time.process_time() - worked
    return Measured(count() - before, concurrency, seconds, busy)


def calls(_concurrency: int) -> Callable[[int], Coroutine[Any, Any, Any]]:
    """Calls as a review makes them, and nothing else."""
    from reviewer.framework import load_framework
    from reviewer.models.openai.caller import service_caller
    from reviewer.models.openai.prompts import Prompts
    from reviewer.reading.document import read_document
    from reviewer.settings import Settings

    framework, settings = load_framework(), Settings()
    caller = service_caller(settings, settings.data_dir)
    words = read_document(PROPOSAL).text
    call = Prompts(framework, "a-model").area(
        words, framework.areas[0], tuple(item.id for item in framework.items), 1, 1
    )

    async def work(size: int) -> None:
        await asyncio.gather(*(caller.call(call) for _ in range(size)))

    return work


def reviews(concurrency: int) -> Callable[[int], Coroutine[Any, Any, Any]]:
    """Whole reviews: reading, the gate with its second look, the rules, the covering note."""
    from reviewer.cli.setup import Setup
    from reviewer.reading.document import read_document
    from reviewer.review import review_document, review_each

    setup = Setup(None, None)
    document = read_document(PROPOSAL)

    async def work(size: int) -> None:
        found = await review_each(
            [lambda: document] * size,
            lambda each: review_document(each, setup.model, setup.framework, setup.precautions),
            concurrency,
        )
        assert not [each for each in found if isinstance(each, Exception) or each.reader.degraded]

    return work


def main() -> None:
    """Measure and print: the median of the rounds, and the best, as other programs may be running."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 3
    for name, work, size in (("calls", calls, 256), ("reviews", reviews, 100)):
        for concurrency in (8, 32):
            found = [measured(work, size, concurrency) for _ in range(rounds)]
            ratios = [each.over_least for each in found]
            busy = min(each.busy / each.calls for each in found) * 1000
            print(
                f"{size} {name} = {found[0].calls} calls, {concurrency} at once: {median(ratios):.2f} times the least,"
                f" best {min(ratios):.2f} ({median(each.seconds for each in found):.1f} s); {busy:.1f} ms CPU a call"
            )


if __name__ == "__main__":
    main()
