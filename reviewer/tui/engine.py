"""A thread with an event loop of its own, so that reading and storing never hold up the screen."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from threading import Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")
# Long enough to put a reply away, short enough not to look like a hang.
_PATIENCE = 5.0


class Engine:
    """Runs coroutines away from the screen. Starts with the first one, ends with `close`."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self.held: set[asyncio.Task[None]] = set()

    async def run(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The result of `work`. Cancelling the wait cancels the work."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work(), self._running()))

    def close(self) -> None:
        """Cancel what runs, let go of what is held, and end the thread. Blocks; a second call does nothing."""
        loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._wind_down(), loop).add_done_callback(
            lambda _done: loop.call_soon_threadsafe(loop.stop)
        )
        thread.join(_PATIENCE)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # A daemon, so that a model that never answers cannot keep the program from ending.
            self._thread = Thread(target=_serve, args=(self._loop,), name="engine", daemon=True)
            self._thread.start()
        return self._loop

    async def _wind_down(self) -> None:
        # First those that use what is held, then what is held: a session is closed when nobody writes to it.
        working = asyncio.all_tasks() - self.held - {asyncio.current_task()}
        for tasks in (working, set(self.held)):
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


class Held(Generic[T]):
    """Something that is open for a while: entered and left by one task of the engine."""

    def __init__(self, engine: Engine, make: Callable[[], AbstractAsyncContextManager[T]]) -> None:
        self._engine = engine
        self._make = make
        self._task: asyncio.Task[None] | None = None
        self._closing: asyncio.Event | None = None

    async def open(self) -> T:
        """Enter it. Whatever it raises is raised here."""
        return await self._engine.run(self._open)

    async def close(self) -> None:
        """Leave it. Nothing happens where it is not open."""
        if self._task is not None:
            await self._engine.run(self._close)

    async def _open(self) -> T:
        opened: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._closing = asyncio.Event()
        self._task = asyncio.create_task(self._hold(opened, self._closing))
        self._engine.held.add(self._task)
        self._task.add_done_callback(self._engine.held.discard)
        try:
            return await opened
        except asyncio.CancelledError:
            self._task.cancel()
            raise

    async def _hold(self, opened: "asyncio.Future[T]", closing: asyncio.Event) -> None:
        try:
            async with self._make() as value:
                opened.set_result(value)
                await closing.wait()
        except Exception as error:
            # Whatever goes wrong while opening belongs to whoever waits for it, in the other thread.
            if opened.done():
                raise
            opened.set_exception(error)

    async def _close(self) -> None:
        if self._task is not None and self._closing is not None:
            self._closing.set()
            await asyncio.gather(self._task, return_exceptions=True)
