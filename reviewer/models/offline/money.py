"""Sums of money with their currency."""

from __future__ import annotations

import re

from reviewer.models.offline.numbers import NUMBER, parse_number
from reviewer.models.offline.values import Found, ValueKind

_CURRENCIES = {
    "\u20ac": "EUR", "$": "USD", "\u00a3": "GBP", "eur": "EUR", "euro": "EUR", "euros": "EUR", "usd": "USD",
    "dollar": "USD", "dollars": "USD", "us$": "USD", "bucks": "USD", "gbp": "GBP", "pound": "GBP",
    "pounds": "GBP", "quid": "GBP", "chf": "CHF", "francs": "CHF", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
    "pln": "PLN", "jpy": "JPY", "yen": "JPY", "\u00a5": "JPY", "inr": "INR", "\u20b9": "INR", "aud": "AUD",
    "a$": "AUD", "cad": "CAD", "c$": "CAD", "nzd": "NZD", "kr": "SEK", "kronor": "SEK", "zloty": "PLN",
    "brl": "BRL", "r$": "BRL", "sgd": "SGD", "s$": "SGD", "zar": "ZAR", "aed": "AED", "czk": "CZK",
    "huf": "HUF",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_MONEY = re.compile(
    rf"(?<![\w])(?P<before>{_SIGN})\.? ?(?P<sum>\d[\d.,' ]*\d|\d)(?P<scale> ?(?:k|mn|"
    rf"mio|bn|m|million|billion|thousand)\b)?|(?P<number>{NUMBER})(?:-| )?(?P<after>{_SIGN})(?![\w])"
)


def money_in(lower: str) -> list[Found]:
    """Sums with a currency, as "EUR 640000"."""
    found: list[Found] = []
    for match in _MONEY.finditer(lower):
        words = match.group("number") or (match.group("sum").rstrip(".,' ") + (match.group("scale") or ""))
        amount = parse_number(words.strip())
        currency = _CURRENCIES[match.group("before") or match.group("after")]
        if amount is not None:
            end = (
                match.end()
                if match.group("number") or match.group("scale")
                else match.start("sum") + len(match.group("sum").rstrip(".,' "))
            )
            found.append(
                Found(ValueKind.MONEY, match.start(), end, amount, currency, text=f"{currency} {plain(amount)}")
            )
    return found


def plain(amount: float) -> str:
    """A number without a needless decimal point."""
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}".rstrip("0").rstrip(".")
