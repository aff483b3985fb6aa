"""How much may be asked at once and in a minute, and when a failed try is made again."""

import asyncio
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from reviewer.errors import Fault, ServiceError
from reviewer.models.openai.per_loop import PerLoop

MINUTE = 60.0
MOST_TRIES = 3
WORTH_ANOTHER_TRY: frozenset[Fault] = frozenset({"timeout", "connection", "rate_limit", "server", "empty"})
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.5, 20.0


@dataclass(frozen=True)
class Time:
    """The clock in seconds, the way to wait, and chance between two numbers: real ones, or those of a test."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    between: Callable[[float, float], float] = random.uniform


class Allowance:
    """At most `most` of something begun in any minute. Who comes first is served first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._begun: deque[tuple[float, int]] = deque()

    def when(self, now: float, amount: int) -> float:
        """The time at which `amount` may begin; it counts as begun then. More than `most` counts as `most`."""
        amount = min(amount, self._most)
        start = max(now, self._begun[-1][0] if self._begun else now)
        while self._begun and self._begun[0][0] + MINUTE <= start:
            self._begun.popleft()
        free = self._most - sum(size for _, size in self._begun)
        while free < amount:
            begun, size = self._begun.popleft()
            start, free = max(start, begun + MINUTE), free + size
        self._begun.append((start, amount))
        return start


class Limits:
    """Places for calls in flight, and the allowance of a minute, in requests and in tokens."""

    def __init__(self, places: int, requests: int | None, tokens: int | None, clock: Time) -> None:
        self._places = PerLoop(lambda: asyncio.Semaphore(places))
        self._requests = Allowance(requests) if requests else None
        self._tokens = Allowance(tokens) if tokens else None
        self._clock = clock
        self._resting_until = 0.0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """One of the places for calls in flight, waited for."""
        async with self._places.here():
            yield

    async def turn(self, tokens: int) -> None:
        """Wait until another try of about `tokens` may begin."""
        now = self._clock.now()
        starts = [now, self._resting_until]
        if self._requests:
            starts.append(self._requests.when(now, 1))
        if self._tokens:
            starts.append(self._tokens.when(now, tokens))
        if max(starts) > now:
            await self._clock.sleep(max(starts) - now)

    def rest(self, seconds: float) -> None:
        """Begin nothing for so long: the service asked for it."""
        self._resting_until = max(self._resting_until, self._clock.now() + seconds)


def wait_before_next(error: ServiceError, tries: int, left_s: float, clock: Time) -> float | None:
    """Seconds to wait after a failed try; None if another is not worth it or does not fit into what is left."""
    if error.fault not in WORTH_ANOTHER_TRY or tries >= MOST_TRIES:
        return None
    wait = clock.between(0, min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** (tries - 1)))
    wait += error.retry_after or 0
    return wait if wait < left_s else None
