"""Sums that take longer than a key, in a thread that nobody has to wait for when the app is closed."""

import asyncio
from contextlib import suppress
from threading import Lock, Thread

from reviewer.tui.what_if_trial import Later, Look, Trial

_ONE_AT_A_TIME = Lock()


async def worked_out(trial: Trial, look: Look) -> Later:
    """What takes longer. One at a time; what nobody waits for any more is not begun."""
    loop = asyncio.get_running_loop()
    answered: asyncio.Future[Later] = loop.create_future()

    def tell(result: Later | Exception) -> None:
        if answered.done():
            return
        if isinstance(result, Exception):
            answered.set_exception(result)
        else:
            answered.set_result(result)

    def run() -> None:
        with _ONE_AT_A_TIME:
            if answered.cancelled():
                return
            try:
                result: Later | Exception = trial.later(look)
            except Exception as error:  # whatever it is belongs to those who wait for the answer, not to this thread
                result = error
        with suppress(RuntimeError):  # the app was closed meanwhile
            loop.call_soon_threadsafe(tell, result)

    Thread(target=run, name="what-if", daemon=True).start()
    return await answered
