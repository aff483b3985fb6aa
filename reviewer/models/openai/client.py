"""The one place that knows the openai package: requests out, replies in, failures as sentences.

The package's own retries, redirects, proxies from the environment and headers about this machine are off. Errors are
raised outside the handlers that caught the package's: those carry the request, and the request carries the key.
"""

import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

from reviewer.errors import ConfigError, ServiceError
from reviewer.models.openai import faults
from reviewer.models.openai.per_loop import PerLoop
from reviewer.models.openai.reply import Reply, reply_in
from reviewer.settings import Settings

OPENAI = "https://api.openai.com/v1"
_LONGEST_BODY = 4_000_000
_CONNECT_S = 5.0
# Some local servers need no key, and the package insists on one.
_NO_KEY = "no-key"
_SENT_HEADERS = frozenset({"host", "accept", "content-type", "content-length", "connection", "transfer-encoding"})
_OPTIONAL = frozenset(
    {
        "response_format",
        "max_tokens",
        "max_completion_tokens",
        "temperature",
        "seed",
        "stream_options",
        "prompt_cache_key",
        "prompt_cache_options",
        "prompt_cache_breakpoint",
    }
)


class Client:
    """Sends bodies to one service. Each method makes one try, with no deadline of its own but for a silent service."""

    def __init__(self, settings: Settings) -> None:
        self.address = settings.base_url or OPENAI
        self.service = f"The service at {settings.service_host}"
        # Fields that servers of others do not know, and may break on.
        self.marks_prefix = settings.cache_breakpoints or urlsplit(self.address).hostname == "api.openai.com"
        self._key = _checked_key(settings)
        self._proxy = _checked_proxy(settings.proxy)
        # Silence for most of the deadline is a failure early enough for a second try.
        self._silence_s = settings.deadline_s * 2 / 3
        for name in ("httpx2", "httpcore2"):
            # Their logs repeat the headers of answers, in which a rude service may repeat the key.
            logging.getLogger(name).setLevel(logging.WARNING)
        self._open: PerLoop[_Opened] = PerLoop(lambda: _Opened(self._made()))

    async def complete(self, body: Mapping[str, Any]) -> Reply:
        """The service's whole answer to a chat. ServiceError if it gives none."""
        content = await self._post("/chat/completions", body)
        return reply_in(self.service, content)

    async def embed(self, body: Mapping[str, Any]) -> object:
        """The JSON with which the service answers a request for embeddings. ServiceError if it gives none."""
        return await self._post("/embeddings", body)

    async def stream(self, body: Mapping[str, Any]) -> AsyncGenerator[Reply, None]:
        """The pieces of an answer as they come. ServiceError, perhaps in the middle."""
        failure: ServiceError | None = None
        try:
            client = await self._open.here().client()
            async with await client.post(
                "/chat/completions",
                body=dict(body),
                cast_to=object,
                stream=True,
                stream_cls=openai.AsyncStream[object],
            ) as pieces:
                async for piece in pieces:
                    yield reply_in(self.service, piece)
        except _FAILURES as error:
            failure = self._explained(error, body)
        if failure:
            raise failure

    async def aclose(self) -> None:
        """Close the connections of the running loop. When a loop ends they are closed without being asked."""
        await self._open.here().aclose()
        self._open.drop()

    async def _post(self, path: str, body: Mapping[str, Any]) -> object:
        failure: ServiceError
        try:
            client = await self._open.here().client()
            response = await client.post(path, body=dict(body), cast_to=httpx2.Response)
            return json.loads(response.content)
        except _FAILURES as error:
            failure = self._explained(error, body)
        raise failure

    def _made(self) -> openai.AsyncOpenAI:
        transport = _Transport(httpx2.AsyncHTTPTransport(trust_env=False, proxy=self._proxy, limits=_LIMITS))
        client = openai.AsyncOpenAI(
            api_key=self._key or _NO_KEY,
            base_url=self.address,
            max_retries=0,
            timeout=httpx2.Timeout(self._silence_s, connect=_CONNECT_S, pool=None),
            http_client=httpx2.AsyncClient(
                transport=transport,
                trust_env=False,
                follow_redirects=False,
                event_hooks={"request": [self._keep_own_headers]},
            ),
        )
        client.organization = client.project = client.admin_api_key = None
        return client

    async def _keep_own_headers(self, request: httpx2.Request) -> None:
        """Leave only what the service needs: nothing from the environment, nothing about this machine."""
        for name in [name for name in request.headers if name.lower() not in _SENT_HEADERS]:
            del request.headers[name]
        request.headers["authorization"] = f"Bearer {self._key or _NO_KEY}"
        request.headers["accept-encoding"] = "identity"
        request.headers["user-agent"] = "second-proof"

    def _explained(self, error: Exception, body: Mapping[str, Any]) -> ServiceError:
        """`error` as a sentence; what it carries besides stays behind."""
        if isinstance(error, openai.APIStatusError):
            sent = _OPTIONAL & (body.keys() | _inner_fields(body))
            response = error.response
            return faults.from_status(
                self.service, response.status_code, response.headers, response.text, sent, self._key
            )
        is_reached = not isinstance(error.__cause__ or error, httpx2.ConnectTimeout)
        if isinstance(error, openai.APITimeoutError | httpx2.TimeoutException) and is_reached:
            return ServiceError(f"{self.service} did not answer in time.", "timeout")
        if isinstance(error, openai.APIConnectionError | httpx2.HTTPError):
            return ServiceError(f"{self.service} cannot be reached, or broke off.", "connection")
        if isinstance(error, _TooMuchError):
            return ServiceError(f"{self.service} sent far more than an answer.", "malformed")
        if isinstance(error, openai.APIError):
            return ServiceError(f"{self.service} sent an error in place of an answer.", "malformed")
        return ServiceError(f"{self.service} sent something that cannot be read.", "malformed")


class _Opened:
    """A client that its event loop closes: a suspended generator is closed by the loop when that ends.

    Until then it is kept in `_OPEN`: collected as garbage, its sockets would go before anything could close them.
    """

    def __init__(self, client: openai.AsyncOpenAI) -> None:
        self._client = client
        self._life: AsyncGenerator[openai.AsyncOpenAI, None] | None = None

    async def client(self) -> openai.AsyncOpenAI:
        if self._life is None:
            self._life = self._live()
            _OPEN.add(self)
            await anext(self._life)
        return self._client

    async def _live(self) -> AsyncGenerator[openai.AsyncOpenAI, None]:
        try:
            yield self._client
        finally:
            _OPEN.discard(self)
            await self._client.close()

    async def aclose(self) -> None:
        if self._life is not None:
            await self._life.aclose()


_OPEN: set[_Opened] = set()


class _TooMuchError(Exception):
    """A service sends more than any answer can need, or packed so that its size cannot be known."""


class _Transport(httpx2.AsyncBaseTransport):
    """Another transport, with an end to how much it brings in."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Measured(response.stream)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            await response.aclose()
            raise _TooMuchError
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Measured(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream) -> None:
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._inner:
            size += len(part)
            if size > _LONGEST_BODY:
                raise _TooMuchError
            yield part

    async def aclose(self) -> None:
        await self._inner.aclose()


_FAILURES = (openai.OpenAIError, httpx2.HTTPError, ValueError, RecursionError, _TooMuchError)
_LIMITS = httpx2.Limits(max_connections=None, max_keepalive_connections=64)


def _inner_fields(body: Mapping[str, Any]) -> set[str]:
    """The fields that stand inside messages."""
    parts = (part for message in body.get("messages", ()) for part in message["content"] if isinstance(part, dict))
    return {field for part in parts for field in part}


def _checked_key(settings: Settings) -> str:
    key = settings.api_key.get_secret_value().strip() if settings.api_key else ""
    if not key.isascii() or any(not sign.isprintable() or sign == " " for sign in key):
        raise ConfigError("The setting api_key holds signs that no key has.")
    return key


def _checked_proxy(proxy: str | None) -> str | None:
    """A proxy may have a password in it, so that no message repeats it."""
    if proxy and urlsplit(proxy).scheme not in ("http", "https"):
        raise ConfigError("The setting proxy must begin with http:// or https://.")
    return proxy or None
