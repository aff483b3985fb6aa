"""Who reads what people say, what leaves the machine, and what it took: in words, for every screen."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reviewer.models.port import Usage
    from reviewer.settings import Settings


class ReaderWords(NamedTuple):
    """A reader by name, a sentence on what leaves the machine, and whether it is a service, which costs `currency`."""

    name: str
    sentence: str
    is_service: bool = False
    currency: str = ""


OFFLINE_READER = ReaderWords(
    "the built-in offline model",
    "What you say is read by the built-in offline model; nothing leaves this machine.",
)


def reader_words(settings: "Settings") -> ReaderWords:
    """The reader that `settings` choose."""
    from reviewer.settings import OFFLINE
    from reviewer.text import shown

    if settings.model == OFFLINE:
        return OFFLINE_READER
    model = shown(settings.model)
    if settings.replay:
        name = f"recorded answers of {model}"
        return ReaderWords(
            name, f"What you say is read by {name}; nothing leaves this machine.", True, settings.currency
        )
    name = f"{model} at {shown(settings.service_host)}"
    sentence = f"What you say is sent to {name} and read there; nothing goes anywhere else."
    return ReaderWords(name, sentence, True, settings.currency)


def usage_in_words(usage: "Usage", currency: str) -> str:
    """ "12 calls, 34k tokens in (70 % from its cache), 1.2k out, 0.12 USD"; empty where no service was asked."""
    if not usage.calls:
        return ""
    about = "about " if usage.estimated else ""
    cached = round(100 * usage.cached_tokens / usage.input_tokens) if usage.input_tokens else 0
    from_cache = f" ({cached} % from its cache)" if cached else ""
    tokens = f"{about}{_short(usage.input_tokens)} tokens in{from_cache}, {_short(usage.output_tokens)} out"
    calls = "1 call" if usage.calls == 1 else f"{usage.calls:,} calls"
    return f"{calls}, {tokens}{cost_in_words(usage, currency)}"


def cost_in_words(usage: "Usage", currency: str) -> str:
    """ ", 0.12 USD"; empty where no prices are set."""
    if usage.cost is None:
        return ""
    return f", {usage.cost:,.2f} {currency}" if usage.cost >= 0.01 else f", less than 0.01 {currency}"


def tokens_in_words(usage: "Usage", currency: str) -> str:
    """ "36k tokens, 0.12 USD", for where there is little room."""
    if not usage.calls:
        return ""
    return f"{_short(usage.input_tokens + usage.output_tokens)} tokens{cost_in_words(usage, currency)}"


def _short(count: int) -> str:
    if count < 1_000:
        return str(count)
    if count < 999_500:
        return f"{count / 1_000:.1f}k" if count < 9_950 else f"{count / 1_000:.0f}k"
    return f"{count / 1_000_000:.1f}M"
