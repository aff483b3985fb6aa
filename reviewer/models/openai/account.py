"""What calls cost: counted after each one, and reserved before it, so that many at once cannot overspend together."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from reviewer.errors import ConfigError, ServiceError
from reviewer.models.openai.reply import Tokens
from reviewer.models.port import Usage
from reviewer.settings import Settings

CHARACTERS_PER_TOKEN = 4
_PER = 1_000_000
# What writing a prefix into the service's cache costs above reading it, as a share of the input price.
_WRITING = 0.25
_AMOUNT = re.compile(r"(?P<number>[0-9][0-9_]{0,30}(?:\.[0-9]{1,9})?)\s*(?P<unit>[A-Za-z]*)")
_MOST = 1e12
_SIZES = {"": 1, "tokens": 1, "token": 1, "k": 1_000, "m": 1_000_000}


@dataclass(frozen=True)
class Prices:
    """Prices for a million tokens, in `currency`; None where they are not known."""

    input: float | None
    cached: float | None
    output: float | None
    currency: str

    @classmethod
    def of(cls, settings: Settings) -> "Prices":
        """The prices that the user set. What comes from the service's cache costs the input price unless set."""
        cached = settings.price_input if settings.price_cached is None else settings.price_cached
        return cls(settings.price_input, cached, settings.price_output, settings.currency)

    def cost(self, tokens: Tokens) -> float | None:
        """What `tokens` cost; None without prices."""
        if self.input is None or self.output is None or self.cached is None:
            return None
        cached = min(tokens.cached, tokens.input)
        fresh = tokens.input - cached + tokens.written * _WRITING
        return (fresh * self.input + cached * self.cached + tokens.output * self.output) / _PER


@dataclass(frozen=True)
class Budget:
    """The most that a run may use: tokens, in and out together, or money in the currency of the settings."""

    limit: float
    kind: Literal["tokens", "money"]
    said: str

    @classmethod
    def parse(cls, text: str, settings: Settings) -> "Budget":
        """A budget such as "200k", "1.5M", "200000 tokens" or "2.50 USD". ConfigError in one sentence if it is none.

        A number with a point and without a unit is money.
        """
        match = _AMOUNT.fullmatch(text.strip())
        if not match:
            raise ConfigError('A budget is a number of tokens such as "200k", or money such as "2.50 USD".')
        number, unit = float(match["number"].replace("_", "")), match["unit"]
        if not 0 < number < _MOST:
            raise ConfigError("A budget is more than nothing, and less than a million million.")
        is_money = unit.upper() == settings.currency.upper() or (not unit and "." in match["number"])
        if is_money:
            return cls._money(number, settings)
        if unit.lower() not in _SIZES:
            raise ConfigError(
                f"A budget is in tokens (200k, 1.5M) or in {settings.currency}, the currency that is set."
            )
        tokens = round(number * _SIZES[unit.lower()])
        return cls(tokens, "tokens", f"{tokens:,} tokens")

    @classmethod
    def _money(cls, number: float, settings: Settings) -> "Budget":
        if settings.price_input is None or settings.price_output is None:
            raise ConfigError("A budget in money needs the prices: set REVIEWER_PRICE_INPUT and REVIEWER_PRICE_OUTPUT.")
        return cls(number, "money", f"{number:.2f} {settings.currency}")

    def size(self, tokens: Tokens, prices: Prices) -> float:
        """How much of the budget `tokens` take."""
        if self.kind == "tokens":
            return tokens.input + tokens.output
        return prices.cost(tokens) or 0.0


class Account:
    """The usage of a run and what is left of its budget."""

    def __init__(self, prices: Prices, budget: Budget | None = None) -> None:
        self.spent = Usage()
        self._prices = prices
        self._budget = budget
        self._taken = 0.0

    @contextmanager
    def reserved(self, estimate: Tokens) -> Iterator[None]:
        """Room for one try, held until it has ended. ServiceError "budget" if there is not enough left."""
        size = self._budget.size(estimate, self._prices) if self._budget else 0.0
        if self._budget and self._taken + size > self._budget.limit:
            raise ServiceError(f"The budget of {self._budget.said} does not reach for another call.", "budget")
        self._taken += size
        try:
            yield
        finally:
            self._taken -= size

    def count(self, estimate: Tokens, tokens: Tokens | None, text: str = "") -> Usage:
        """Add what a try used: by the service's own count, else `estimate` going in and `text`, its answer, out."""
        found = tokens or Tokens(input=estimate.input, output=-(-len(text) // CHARACTERS_PER_TOKEN))
        usage = Usage(
            calls=1,
            input_tokens=found.input,
            cached_tokens=min(found.cached, found.input),
            output_tokens=found.output,
            estimated=tokens is None,
            cost=self._prices.cost(found),
        )
        self.spent += usage
        if self._budget:
            self._taken += self._budget.size(found, self._prices)
        return usage


def estimated(body: Mapping[str, Any], max_tokens: int) -> Tokens:
    """The most that a try can use: the characters of its body / 4, and the longest answer that it allows."""
    characters = len(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
    return Tokens(input=-(-characters // CHARACTERS_PER_TOKEN), output=max_tokens)
