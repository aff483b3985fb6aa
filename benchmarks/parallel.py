"""How close much work at once comes to the least time that it can take: latency x calls / calls at once.

`python -m benchmarks.parallel`: calls alone, then 100 whole reviews of a proposal. The service is another process on
this machine that takes 300 ms for each answer, and answers with what the offline model reads in an area, or with a
note on the gaps.
"""

import asyncio
import multiprocessing
import os
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

from reviewer.framework import load_framework
from tests.faults.honest import Honest
from tests.service.server import Service, text

LATENCY_S = 0.3
PROPOSAL = Path(__file__).parent.parent / "evals" / "proposals" / "h02.md"


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


def _serve(pipe: Connection) -> None:
    honest = Honest(load_framework())
    service = Service(script=lambda request, _number: text(honest.answer(request), latency_s=LATENCY_S))
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
    from reviewer.cli.review import documents_at_once
    from reviewer.cli.setup import Setup
    from reviewer.reading.document import read_document
    from reviewer.review import review_document, review_each

    setup = Setup(None, None)
    document = read_document(PROPOSAL)

    async def work(size: int) -> None:
        found = await review_each(
            [lambda: document] * size,
            lambda each: review_document(each, setup.model, setup.framework, setup.precautions),
            documents_at_once(concurrency),
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
