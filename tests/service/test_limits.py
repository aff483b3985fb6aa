"""How often a service is asked: places, a minute's allowance, tries, pauses. No test waits: the clock is its own."""

import asyncio

import pytest

from reviewer.errors import Fault, ServiceError
from reviewer.models.openai.breaker import Breaker
from reviewer.models.openai.limits import Allowance, Limits, wait_before_next
from tests.service import server
from tests.service.calls import ASKED
from tests.service.clock import Clock
from tests.service.conftest import Made
from tests.service.server import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
_DOWN = ServiceError("The service is down.", "server")


def test_an_allowance_holds_in_every_minute() -> None:
    """Whatever arrives when, no stretch of a minute has more than is allowed, and nobody waits without need."""
    allowance = Allowance(10)
    asked = [(0.0, 4), (0.0, 4), (1.0, 4), (2.0, 1), (30.0, 10), (300.0, 3)]
    begun = [allowance.when(now, amount) for now, amount in asked]
    assert begun == [0.0, 0.0, 60.0, 60.0, 120.0, 300.0]
    for start in begun:
        inside = [amount for (_, amount), at in zip(asked, begun, strict=True) if start <= at < start + 60]
        assert sum(inside) <= 10


def test_more_than_a_minute_allows_takes_a_whole_minute() -> None:
    """One call larger than the allowance is made alone, not never."""
    allowance = Allowance(10)
    assert [allowance.when(0.0, amount) for amount in (1, 50, 1)] == [0.0, 60.0, 120.0]


async def test_requests_and_tokens_are_both_held_to(service: Service, caller_for: Made) -> None:
    """The third call in a minute of two waits for the next minute, by the clock that it was given."""
    clock = Clock()
    caller = caller_for(clock=clock.time, requests_per_minute=2)
    for _ in range(3):
        await caller.call(ASKED)
    assert clock.waited == [60.0]


async def test_tokens_of_a_minute(service: Service, caller_for: Made) -> None:
    """A call counts with its characters / 4 and its longest answer."""
    clock = Clock()
    caller = caller_for(clock=clock.time, tokens_per_minute=200)
    for _ in range(2):
        await caller.call(ASKED)
    assert clock.waited == []
    await caller.call(ASKED)
    assert clock.waited == [60.0]


async def test_no_more_in_flight_than_set(service: Service, caller_for: Made) -> None:
    """Twelve calls at once have three in flight at any time, and all are answered."""
    service.script = lambda _request, _number: server.text("ok", latency_s=0.03)
    caller = caller_for(concurrency=3)
    answers = await asyncio.gather(*(caller.call(ASKED) for _ in range(12)))
    assert len(answers) == 12
    assert service.most_in_flight == 3


def test_one_caller_serves_many_loops(service: Service, caller_for: Made) -> None:
    """A caller may be used by one event loop after the other, and each closes what it opened."""
    service.script = lambda _request, _number: server.text("ok", latency_s=0.01)
    caller = caller_for(concurrency=2)

    async def some() -> None:
        await asyncio.gather(*(caller.call(ASKED) for _ in range(6)))

    for _ in range(3):
        asyncio.run(some())
    assert len(service.requests) == 18
    assert service.most_in_flight == 2


@pytest.mark.parametrize("fault", ["timeout", "connection", "rate_limit", "server", "empty"])
def test_waits_grow_up_to_three_tries(fault: Fault) -> None:
    """The wait is by chance below a bound that doubles; the third failure is the last."""
    error = ServiceError("It failed.", fault)
    waits = [wait_before_next(error, tries, 90, Clock(chance).time) for chance in (0.0, 1.0) for tries in (1, 2, 3)]
    assert waits == [0.0, 0.0, None, 0.5, 1.0, None]


@pytest.mark.parametrize(
    "fault", ["key_refused", "not_found", "malformed", "refusal", "cut_short", "too_large", "redirect"]
)
def test_what_would_fail_again_is_not_tried_again(fault: Fault) -> None:
    """A second try is for failures that pass."""
    assert wait_before_next(ServiceError("It failed.", fault), 1, 90, Clock().time) is None


def test_retry_after_is_kept_when_there_is_time() -> None:
    """The service is not asked before it wants to be; if that is after the deadline, not at all."""
    error = ServiceError("Too often.", "rate_limit", 20)
    assert wait_before_next(error, 1, 90, Clock(0.0).time) == 20
    assert wait_before_next(error, 1, 20, Clock(0.0).time) is None


async def test_three_tries_and_no_more(service: Service, caller_for: Made) -> None:
    """A service that fails for ever is asked three times, with the waits of the clock."""
    service.script = lambda _request, _number: server.web_page(502)
    clock = Clock()
    with pytest.raises(ServiceError):
        await caller_for(clock=clock.time).call(ASKED)
    assert (len(service.requests), clock.waited) == (3, [0.5, 1.0])


async def test_retry_after_holds_for_everybody(service: Service, caller_for: Made) -> None:
    """After a 429 that says when, no other call begins before that either."""
    service.script = lambda _request, number: server.too_often("20") if number == 0 else server.text("ok")
    clock = Clock(0.0)
    caller = caller_for(clock=clock.time, deadline_s=90)
    await asyncio.gather(caller.call(ASKED), caller.call(ASKED))
    assert clock.seconds >= 1020
    assert len(service.requests) == 3


async def test_a_rest_is_waited_for() -> None:
    """A turn after a rest begins when the rest has ended."""
    clock = Clock()
    limits = Limits(1, None, None, clock.time)
    limits.rest(7)
    await limits.turn(10)
    await limits.turn(10)
    assert clock.waited == [7.0]


def _broken(clock: Clock) -> Breaker:
    breaker = Breaker(clock.time)
    for _ in range(5):
        breaker.check()
        breaker.failed(_DOWN)
    return breaker


def test_five_failures_in_a_row_pause() -> None:
    """The sixth call fails at once and says why and for how long; after 30 seconds one call tries again."""
    clock = Clock()
    breaker = _broken(clock)
    with pytest.raises(ServiceError, match=r"The service is down\. It is left alone for 30 seconds\.") as caught:
        breaker.check()
    assert caught.value.fault == "paused"
    clock.seconds += 30
    breaker.check()
    with pytest.raises(ServiceError, match="One call is trying"):
        breaker.check()


def test_a_trial_decides() -> None:
    """A trial that works ends the pause; one that fails begins it anew; one that is given up leaves it to the next."""
    clock = Clock()
    breaker = _broken(clock)
    clock.seconds += 30
    breaker.check()
    breaker.abandoned()
    breaker.check()
    breaker.failed(_DOWN)
    with pytest.raises(ServiceError, match="30 seconds"):
        breaker.check()
    clock.seconds += 30
    breaker.check()
    breaker.worked()
    for _ in range(3):
        breaker.check()


@pytest.mark.parametrize("fault", ["malformed", "refusal", "unsupported", "too_large"])
def test_a_bad_answer_is_no_broken_service(fault: Fault) -> None:
    """A service that answers wrongly is alive: the count begins anew."""
    breaker = Breaker(Clock().time)
    for _ in range(10):
        for _ in range(4):
            breaker.failed(_DOWN)
        breaker.failed(ServiceError("It answered badly.", fault))
    breaker.check()


@pytest.mark.parametrize("fault", ["key_refused", "not_found"])
def test_what_no_try_can_mend_pauses_at_once(fault: Fault) -> None:
    """A refused key or an unknown model is not asked again by the other calls."""
    breaker = Breaker(Clock().time)
    breaker.failed(ServiceError("No.", fault))
    with pytest.raises(ServiceError) as caught:
        breaker.check()
    assert caught.value.fault == "paused"


def test_a_busy_service_is_not_broken() -> None:
    """A 429 that says when to come back soon counts for nothing; one that says an hour, or nothing, counts."""
    for seconds, pauses in ((1.0, False), (3600.0, True), (None, True)):
        breaker = Breaker(Clock().time)
        for _ in range(5):
            breaker.failed(ServiceError("Too often.", "rate_limit", seconds))
        if pauses:
            with pytest.raises(ServiceError):
                breaker.check()
        else:
            breaker.check()


async def test_a_paused_service_is_not_contacted(service: Service, caller_for: Made) -> None:
    """After five failures calls end without a request, until half a minute has passed."""
    clock = Clock(0.0)
    service.script = lambda _request, number: server.web_page(502) if number < 5 else server.text("ok")
    caller = caller_for(clock=clock.time)
    faults = []
    for _ in range(4):
        with pytest.raises(ServiceError) as caught:
            await caller.call(ASKED)
        faults.append(caught.value.fault)
    assert faults == ["server", "server", "paused", "paused"]
    assert len(service.requests) == 5
    clock.seconds += 30
    assert (await caller.call(ASKED)).text == "ok"
