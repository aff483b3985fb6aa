"""What went wrong at a service, told in one plain sentence and one of the known ways.

A sentence names the service by its host. The service's own words stand in it only where they help, and then they are
cleaned, short, and without anything that looks like the key.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from reviewer.errors import Fault, ServiceError
from reviewer.text import shown

_LONGEST_SAYING = 160
_KEY_WINDOW = 6
_FORMAT_WORDS = re.compile(r"response_format|json_schema|json_object|structured.output|guided|grammar|\bschema\b", re.I)
_LENGTH_WORDS = re.compile(
    r"context.{0,3}length|context.{0,3}(window|size)|maximum context|too many tokens|prompt is too long|"
    r"string_above_max_length|input.{0,12}too (long|large)",
    re.I,
)
_KNOWN: dict[int, tuple[str, Fault]] = {
    401: ("does not accept the key", "key_refused"),
    402: ("says that its account has no quota left", "key_refused"),
    403: ("does not accept the key", "key_refused"),
    404: ("does not know the model or the address", "not_found"),
    405: ("does not know the model or the address", "not_found"),
    408: ("gave up waiting", "timeout"),
    409: ("has a failure of its own", "server"),
    413: ("finds the request too large", "too_large"),
    429: ("says that its account has no quota left", "key_refused"),
}
_WORTH_QUOTING: frozenset[Fault] = frozenset({"not_found", "malformed"})
FORMAT = "response_format"


class UnsupportedError(ServiceError):
    """The service refuses fields of a request by name; `fields` are those of its body."""

    def __init__(self, message: str, fields: frozenset[str]) -> None:
        super().__init__(message, "unsupported")
        self.fields = fields


def from_status(
    service: str, status: int, headers: Mapping[str, str], text: str, sent: frozenset[str], key: str
) -> ServiceError:
    """The failure behind a status that is not 2xx. `sent` are the fields of the request that it could refuse."""
    said = _said(text, key)
    if status in (400, 422):
        return _refused_request(service, text, said, sent)
    again = retry_after(headers, datetime.now(UTC))
    if status == 429 and "insufficient_quota" not in text:
        return ServiceError(f"{service} is asked too often. {_when(again)}", "rate_limit", again)
    sentence, fault = _by_status(service, status, said)
    return ServiceError(sentence, fault, again if fault == "server" else None)


def _by_status(service: str, status: int, said: str) -> tuple[str, Fault]:
    if status in _KNOWN:
        words, fault = _KNOWN[status]
    elif 300 <= status < 400:
        words, fault = "sends us on to another address, for which the key is not meant", "redirect"
    elif status >= 500:
        words, fault = "has a failure of its own", "server"
    else:
        words, fault = "did not accept the request", "malformed"
    return f"{service} {words} (status {status}){said if fault in _WORTH_QUOTING else ''}.", fault


def _refused_request(service: str, text: str, said: str, sent: frozenset[str]) -> ServiceError:
    error = _error_in(text)
    if error.get("code") in ("content_filter", "content_policy_violation"):
        return ServiceError(f"{service} filtered the text out.", "filtered")
    if error.get("code") == "json_validate_failed":
        return ServiceError(f"{service} could not write an answer in the form asked for.", "malformed")
    if _LENGTH_WORDS.search(text):
        return ServiceError(f"{service} finds the text too long for the model.", "too_large")
    fields = _named_fields(error, text, sent)
    if fields:
        return UnsupportedError(f"{service} does not support {', '.join(sorted(fields))}.", fields)
    return ServiceError(f"{service} did not accept the request (status 400){said}.", "malformed")


def _named_fields(error: Mapping[str, Any], text: str, sent: frozenset[str]) -> frozenset[str]:
    """The fields of our request that the service names: in `param`, where it fills that in, or in its words."""
    param = error.get("param")
    root = re.split(r"[.\[]", param)[0] if isinstance(param, str) else ""
    if root in sent:
        return frozenset({root})
    named = frozenset(field for field in sent if re.search(rf"\b{field}\b", text))
    if FORMAT in sent and (FORMAT in named or _FORMAT_WORDS.search(text)):
        return frozenset({FORMAT})
    return named


def _error_in(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    error = body.get("error", body) if isinstance(body, dict) else {}
    return error if isinstance(error, dict) else {"message": error}


def _said(text: str, key: str) -> str:
    """The service's own message as a short clause, or nothing where it has none (a web page, say)."""
    message = _error_in(text).get("message")
    if not isinstance(message, str) or not message.strip():
        return ""
    words = [word if not _holds_key(word, key) else "[key]" for word in shown(message[:2000]).split()]
    saying = " ".join(words)[:_LONGEST_SAYING].rstrip(" .")
    return f': it says "{saying}"'


def _holds_key(word: str, key: str) -> bool:
    pieces = (key[start : start + _KEY_WINDOW] for start in range(max(1, len(key) - _KEY_WINDOW + 1)))
    return bool(key) and any(piece in word for piece in pieces)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to wait, from `retry-after-ms` or `Retry-After` as seconds or as a date; None if neither is usable."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
            return float(value) / unit
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())


def _when(seconds: float | None) -> str:
    if seconds is None:
        return "It does not say when to come back."
    return f"It wants to be asked again in {duration(seconds)}."


def duration(seconds: float) -> str:
    """A time to wait in words, rounded up: "less than a second", "1 second", "3 minutes", "2 hours"."""
    if seconds < 1:
        return "less than a second"
    for size, name in ((3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size or size == 1:
            count = max(1, -int(-seconds // size))
            return f"{count} {name}{'s' if count > 1 else ''}"
    raise AssertionError("a second is the smallest unit")
