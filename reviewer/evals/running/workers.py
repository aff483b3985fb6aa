"""Processes that work beside this one, and end with it, however it ends."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any


@contextmanager
def pool_of(count: int, begin: Callable[..., None], given: tuple[Any, ...]) -> Iterator[ProcessPoolExecutor]:
    """`count` processes, each of which begins with `begin(*given)`; left early, what is not done is dropped."""
    # Spawned everywhere: what a fork takes along (threads, open files, patched modules) depends on the machine.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(begin, given))
    try:
        yield pool
    except BaseException:  # Ctrl-C and a request to end as well: whatever it is, it goes on its way
        pool.shutdown(wait=False, cancel_futures=True)
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    pool.shutdown()


@contextmanager
def deaf() -> Iterator[None]:
    """Processes that begin now do not hear Ctrl-C: this one hears it and ends them, and nobody writes tracebacks."""
    if sys.platform == "win32":
        yield
        return
    # Held back, not ignored: what comes meanwhile comes afterwards. Processes take this over from whoever begins them.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*given)


def _end_with_parent() -> None:
    """Whoever is killed cannot end its workers; they see it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
