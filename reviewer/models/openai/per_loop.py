"""One of something for each event loop: what waits on a loop cannot be shared with the next one."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class PerLoop(Generic[T]):
    """Makes one value for each running event loop and forgets those of loops that have closed."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._values: dict[asyncio.AbstractEventLoop, T] = {}

    def here(self) -> T:
        """The value of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._values:
            self._values = {known: value for known, value in self._values.items() if not known.is_closed()}
            self._values[loop] = self._make()
        return self._values[loop]

    def drop(self) -> None:
        """Forget the value of the running loop."""
        self._values.pop(asyncio.get_running_loop(), None)
