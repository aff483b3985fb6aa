"""Carries calls to a service: within a deadline, in the form that the endpoint takes, within limits and a budget."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

from reviewer.errors import ServiceError
from reviewer.models.openai.account import Account, Budget, Prices, estimated
from reviewer.models.openai.body import body
from reviewer.models.openai.breaker import Breaker
from reviewer.models.openai.call import Answer, Call
from reviewer.models.openai.client import Client
from reviewer.models.openai.faults import UnsupportedError, duration
from reviewer.models.openai.ladder import Found, Ladder
from reviewer.models.openai.limits import Limits, Time, wait_before_next
from reviewer.models.openai.probe import Probe, probed
from reviewer.models.openai.reply import Heard, Reply, Tokens, failing
from reviewer.models.port import Usage
from reviewer.settings import Settings


class ServiceCaller:
    """A `Caller` for one service. It may be used from several event loops, one after the other."""

    def __init__(self, settings: Settings, state_folder: Path, budget: Budget | None, clock: Time) -> None:
        self._client = Client(settings)
        self._ladder = Ladder(state_folder, self._client.address)
        self._limits = Limits(settings.concurrency, settings.requests_per_minute, settings.tokens_per_minute, clock)
        self._breaker = Breaker(clock)
        self._account = Account(Prices.of(settings), budget)
        self._deadline_s = settings.deadline_s
        self._model = settings.model
        self._clock = clock

    @property
    def spent(self) -> Usage:
        """What all calls took so far, failed ones too."""
        return self._account.spent

    @property
    def found(self) -> Found | None:
        """What is known of the endpoint and the model of the settings; None if they were never asked."""
        return self._ladder.known(self._model)

    async def call(self, call: Call) -> Answer:
        """The whole answer; ServiceError if there is none."""
        run = _Run(call, streamed=False, found=self._ladder.start(call.model))
        try:
            async with aclosing(self._pieces(run)) as pieces:
                text = "".join([piece async for piece in pieces])
        except ServiceError as error:
            error.took = run.usage
            raise
        return Answer(text=text, usage=run.usage)

    def stream(self, call: Call) -> "Streamed":
        """The answer in pieces as they come; ServiceError, perhaps in the middle."""
        return Streamed(self, call)

    async def probe(self) -> Probe:
        """Ask one tiny thing, from the top of the ladder, and tell how it went. A failure is told, not raised."""
        self._ladder.forget(self._model)
        return await probed(self.call, self._ladder, self._model, self._clock)

    async def aclose(self) -> None:
        """Close what the running loop holds open. A loop that ends closes it by itself."""
        await self._client.aclose()

    def pieces(self, call: Call) -> "tuple[_Run, AsyncGenerator[str, None]]":
        """A streamed answer, and the run that holds its usage once it has ended."""
        run = _Run(call, streamed=True, found=self._ladder.start(call.model))
        return run, self._pieces(run)

    async def _pieces(self, run: "_Run") -> AsyncGenerator[str, None]:
        """The text of the answer, tried as often as is worth it."""
        async with self._limits.place():
            while True:
                try:
                    async with aclosing(self._one_try(run)) as pieces:
                        async for piece in pieces:
                            run.shown = True
                            yield piece
                except ServiceError as error:
                    await self._clock.sleep(self._wait(run, error))
                else:
                    self._remember(run)
                    return

    def _remember(self, run: "_Run") -> None:
        """A call without a shape proves nothing about rungs, but may have found refused fields."""
        if run.call.shape or run.found != self._ladder.start(run.call.model):
            self._ladder.worked(run.call.model, run.found)

    def _wait(self, run: "_Run", error: ServiceError) -> float:
        """Seconds until the next try. Raises `error`, or the one before it, when there is to be none."""
        if isinstance(error, UnsupportedError):
            lower = run.found.after(error)
            if lower is None or run.shown:
                raise error
            run.found = lower
            return 0.0
        if error.fault == "paused" and run.failure:
            raise run.failure
        run.tries, run.failure = run.tries + 1, error
        left = run.left(self._clock.now(), self._deadline_s)
        wait = None if run.shown else wait_before_next(error, run.tries, left, self._clock)
        if wait is None:
            raise error
        if error.retry_after:
            self._limits.rest(error.retry_after)
        return wait

    async def _one_try(self, run: "_Run") -> AsyncGenerator[str, None]:
        sent = body(run.call, run.found, marks_prefix=self._client.marks_prefix, streamed=run.streamed)
        estimate = estimated(sent, run.call.max_tokens)
        heard = Heard()
        failure: BaseException | None = None
        with self._account.reserved(estimate):
            self._breaker.check()
            try:
                await self._limits.turn(estimate.input + estimate.output)
                async with aclosing(self._replies(run, sent)) as replies:
                    heard.asked = True
                    async for reply in replies:
                        heard.add(reply)
                        if run.streamed and reply.text:
                            yield reply.text
                self._check(run, heard)
                if not run.streamed:
                    yield heard.text
            except BaseException as error:  # a cancelled try is settled as well, and goes on its way
                failure = error
                raise
            finally:
                self._settle(run, estimate, heard, failure)

    def _check(self, run: "_Run", heard: Heard) -> None:
        if run.streamed and heard.finish is None and not heard.refusal:
            raise ServiceError(f"{self._client.service} broke off in the middle of its answer.", "connection")
        failure = failing(self._client.service, heard.reply)
        if failure:
            raise failure

    def _settle(self, run: "_Run", estimate: Tokens, heard: Heard, failure: BaseException | None) -> None:
        """Tell the account and the breaker how a try ended."""
        fault = failure.fault if isinstance(failure, ServiceError) else None
        # A service may charge for what it was asked and we stopped waiting for.
        unknown = failure is not None and fault in ("timeout", None)
        if heard.any or (heard.asked and unknown):
            run.usage += self._account.count(estimate, heard.tokens, heard.text)
        if isinstance(failure, ServiceError):
            self._breaker.failed(failure)
        elif failure:
            self._breaker.abandoned()
        else:
            self._breaker.worked()

    async def _replies(self, run: "_Run", sent: dict[str, Any]) -> AsyncGenerator[Reply, None]:
        """What the service sends, each piece within what is left of the deadline for the whole."""
        left = run.left(self._clock.now(), self._deadline_s)
        end = asyncio.get_running_loop().time() + left
        async with aclosing(self._client.stream(sent)) if run.streamed else aclosing(self._whole(sent)) as replies:
            while True:
                reply: Reply | None = None
                try:
                    async with asyncio.timeout_at(end):
                        reply = await anext(replies)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    pass
                if reply is None:
                    # Raised out here, so that it does not drag along the frames in which it waited: they hold the key.
                    raise self._too_late()
                yield reply

    async def _whole(self, sent: dict[str, Any]) -> AsyncGenerator[Reply, None]:
        yield await self._client.complete(sent)

    def _too_late(self) -> ServiceError:
        within = duration(self._deadline_s)
        return ServiceError(f"{self._client.service} did not finish its answer within {within}.", "timeout")


class Streamed:
    """An answer as it is being written, as `Prose`."""

    def __init__(self, caller: ServiceCaller, call: Call) -> None:
        self.usage = Usage()
        self._caller = caller
        self._call = call

    async def __aiter__(self) -> AsyncIterator[str]:
        """The pieces in order; ServiceError, perhaps in the middle."""
        run, pieces = self._caller.pieces(self._call)
        try:
            async with aclosing(pieces):
                async for piece in pieces:
                    yield piece
        finally:
            self.usage = run.usage


class _Run:
    """How far one call has come."""

    def __init__(self, call: Call, *, streamed: bool, found: Found) -> None:
        self.call = call
        self.streamed = streamed
        self.found = found
        self.usage = Usage()
        self.tries = 0
        self.shown = False
        self.failure: ServiceError | None = None
        self._end: float | None = None

    def left(self, now: float, deadline_s: float) -> float:
        """Seconds left for all tries together; they run from the first time that this is asked."""
        if self._end is None:
            self._end = now + deadline_s
        return self._end - now


def service_caller(
    settings: Settings, state_folder: Path, budget: str | None = None, clock: Time | None = None
) -> ServiceCaller:
    """The caller for the service of the settings. ConfigError if a setting or the budget is not usable.

    `state_folder` is where it remembers what endpoints can do. Nothing is contacted yet.
    """
    spending = Budget.parse(budget, settings) if budget else None
    return ServiceCaller(settings, state_folder, spending, clock or Time())
