"""What calls cost is counted, and a budget is never overspent, however many calls are made at once."""

import asyncio
from collections.abc import Callable

import pytest

from reviewer.errors import ConfigError, ServiceError
from reviewer.models.openai.account import Account, Budget, Prices, estimated
from reviewer.models.openai.reply import Tokens
from reviewer.models.port import Usage
from reviewer.settings import Settings
from tests.service import server
from tests.service.calls import ASKED, SHAPED
from tests.service.conftest import Made
from tests.service.server import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
_PRICED = {"price_input": 2.0, "price_output": 10.0}


def _uncounted(answer: str) -> server.Behaviour:
    return server.as_json({**server.completion({}, answer), "usage": None})


async def test_usage_is_the_services(service: Service, caller_for: Made) -> None:
    """Tokens in, from the cache and out are what the service says, for one call and for the run."""
    caller = caller_for(**_PRICED, price_cached=1.0)
    told = {"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 400}}
    service.script = lambda _request, _number: server.as_json({**server.completion({}, "ok"), "usage": told})
    answer = await caller.call(ASKED)
    assert answer.usage.model_copy(update={"cost": None}) == Usage(
        calls=1, input_tokens=1000, cached_tokens=400, output_tokens=100
    )
    assert answer.usage.cost == pytest.approx(0.0026)
    await caller.call(ASKED)
    assert (caller.spent.calls, caller.spent.input_tokens, caller.spent.cost) == (2, 2000, pytest.approx(0.0052))


@pytest.mark.parametrize("usage", [None, "many", {"prompt_tokens": "7"}, {"prompt_tokens": -1, "completion_tokens": 1}])
async def test_usage_is_estimated_otherwise(service: Service, caller_for: Made, usage: object) -> None:
    """A service that does not count, or not in the usual form, has characters / 4 counted for it, and that is said."""
    service.script = lambda _request, _number: server.as_json({**server.completion({}, "x" * 40), "usage": usage})
    spent = (await caller_for().call(ASKED)).usage
    assert (spent.estimated, spent.output_tokens, spent.cost) == (True, 10, None)
    assert spent.input_tokens == -(-len(service.requests[0].body) // 4)


async def test_a_stream_knows_its_usage_at_the_end(service: Service, caller_for: Made) -> None:
    """The usage is empty while the words come, and then what the service says."""
    service.script = lambda _request, _number: server.text("many words to come")
    prose = caller_for().stream(ASKED)
    assert prose.usage == Usage()
    async for _ in prose:
        pass
    assert (prose.usage.calls, prose.usage.estimated, prose.usage.output_tokens) == (1, False, 4)


async def test_failed_tries_are_counted_too(service: Service, caller_for: Made) -> None:
    """An answer that cannot be used was paid for; a call after it tells both."""
    service.script = lambda _request, number: server.text("" if number == 0 else "words")
    assert (await caller_for().call(ASKED)).usage.calls == 2


async def test_what_we_stopped_waiting_for_is_counted(service: Service, caller_for: Made) -> None:
    """After a time-out the input counts as used, estimated: the service may charge for it."""
    service.script = lambda _request, _number: server.drips()
    caller = caller_for(deadline_s=0.2)
    with pytest.raises(ServiceError):
        await caller.call(ASKED)
    assert (caller.spent.calls, caller.spent.estimated) == (1, True)
    assert caller.spent.input_tokens > 0


async def test_what_never_reached_the_service_is_not_counted(service: Service, caller_for: Made) -> None:
    """Refused and failed requests cost nothing."""
    service.script = lambda _request, _number: server.error(401)
    caller = caller_for()
    with pytest.raises(ServiceError):
        await caller.call(ASKED)
    assert caller.spent == Usage()


@pytest.mark.parametrize(
    ("said", "kind", "limit"),
    [
        ("200k", "tokens", 200_000),
        ("1.5M", "tokens", 1_500_000),
        ("200000 tokens", "tokens", 200_000),
        ("200_000", "tokens", 200_000),
        ("2.50 USD", "money", 2.5),
        ("3usd", "money", 3),
        ("0.50", "money", 0.5),
    ],
)
def test_budgets_as_people_write_them(
    settings_for: Callable[..., Settings], said: str, kind: str, limit: float
) -> None:
    """A budget is tokens or money."""
    budget = Budget.parse(said, settings_for(**_PRICED))
    assert (budget.kind, budget.limit) == (kind, limit)


@pytest.mark.parametrize("said", ["", "lots", "-5k", "2.50 EUR", "5 apples", "k", "1e9", "5k 5k", "USD 5"])
def test_what_is_no_budget(settings_for: Callable[..., Settings], said: str) -> None:
    """Anything else is refused in one sentence."""
    with pytest.raises(ConfigError, match=r"^A budget [^\n]+\.$"):
        Budget.parse(said, settings_for(**_PRICED))


@pytest.mark.parametrize("given", [{}, {"price_input": 1.0}, {"price_output": 1.0}])
def test_money_needs_prices(settings_for: Callable[..., Settings], given: dict[str, float]) -> None:
    """Without both prices nobody can say what a call costs, and that is said before the first one."""
    with pytest.raises(ConfigError, match="REVIEWER_PRICE_INPUT and REVIEWER_PRICE_OUTPUT"):
        Budget.parse("2.50 USD", settings_for(**given))


def test_prices() -> None:
    """What comes from the cache has its own price; writing it costs a quarter more; without prices there is no cost."""
    tokens = Tokens(input=1_000_000, cached=400_000, output=100_000)
    assert Prices(2.0, 0.2, 10.0, "USD").cost(tokens) == pytest.approx(1.2 + 0.08 + 1.0)
    written = tokens.model_copy(update={"written": 600_000})
    assert Prices(2.0, 0.2, 10.0, "USD").cost(written) == pytest.approx(1.2 + 0.08 + 1.0 + 0.3)
    assert Prices(None, None, 10.0, "USD").cost(tokens) is None


def test_a_cached_token_costs_the_input_price_unless_set(settings_for: Callable[..., Settings]) -> None:
    """No price for the cache means no discount."""
    assert Prices.of(settings_for(**_PRICED)).cached == 2.0


async def test_a_budget_ends_a_run(service: Service, caller_for: Made) -> None:
    """When the next call might not fit, it is not sent, and the fault says so."""
    caller = caller_for(budget="0.2k")
    await caller.call(ASKED)
    await caller.call(ASKED)
    sent = len(service.requests)
    with pytest.raises(ServiceError, match="200 tokens") as caught:
        for _ in range(10):
            await caller.call(ASKED)
            sent += 1
    assert caught.value.fault == "budget"
    assert len(service.requests) == sent
    assert caller.spent.input_tokens + caller.spent.output_tokens <= 200


@pytest.mark.parametrize("budget", ["1k", "0.01 USD"])
async def test_a_hundred_at_once_do_not_overspend(service: Service, caller_for: Made, budget: str) -> None:
    """Room is reserved before a call is sent, so that all together stay within the budget."""
    service.script = lambda _request, _number: server.text("x" * 200, latency_s=0.02)
    caller = caller_for(budget=budget, concurrency=100, price_input=20.0, price_output=20.0)
    results = await asyncio.gather(*(caller.call(SHAPED) for _ in range(100)), return_exceptions=True)
    failures = [result for result in results if isinstance(result, ServiceError)]
    assert {failure.fault for failure in failures} == {"budget"}
    assert 0 < len(service.requests) < 20
    if budget == "1k":
        assert caller.spent.input_tokens + caller.spent.output_tokens <= 1000
    assert (caller.spent.cost or 0) <= 0.02


def test_a_reservation_ends_with_its_call() -> None:
    """Room that a call did not need is there for the next one; what it used is not."""
    account = Account(Prices(None, None, None, "USD"), Budget(100, "tokens", "100 tokens"))
    with account.reserved(Tokens(input=60, output=40)) as _, pytest.raises(ServiceError):
        account.reserved(Tokens(input=1, output=0)).__enter__()
    with account.reserved(Tokens(input=60, output=40)):
        account.count(Tokens(input=60, output=0), Tokens(input=50, output=1))
    with account.reserved(Tokens(input=49, output=0)):
        pass
    with pytest.raises(ServiceError):
        account.reserved(Tokens(input=50, output=0)).__enter__()


def test_an_estimate_is_an_upper_bound() -> None:
    """It counts every character that is sent and the longest answer allowed."""
    found = estimated({"messages": "x" * 400}, 70)
    assert found.input >= 100
    assert found.output == 70


@pytest.mark.parametrize("text", ["0", "0 tokens", "9" * 400, "9" * 30 + ".0 USD", "\uff11\uff10", "k", "-1", "1e400"])
def test_a_budget_of_nothing_or_without_end_is_refused(text: str, settings_for: Callable[..., Settings]) -> None:
    """What bounds nothing, or lets nothing through, is no budget: one sentence."""
    with pytest.raises(ConfigError):
        Budget.parse(text, settings_for(price_input=1, price_output=1))
