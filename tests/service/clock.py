"""A clock that moves only when somebody waits."""

import asyncio

from reviewer.models.openai.limits import Time


class Clock:
    """`waited` are the waits in seconds, in order. `chance` is where between two numbers chance falls."""

    def __init__(self, chance: float = 1.0) -> None:
        self.seconds = 1000.0
        self.waited: list[float] = []
        self.chance = chance

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    @property
    def time(self) -> Time:
        return Time(lambda: self.seconds, self.sleep, lambda low, high: low + (high - low) * self.chance)
