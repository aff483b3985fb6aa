"""A service on this machine that speaks like an OpenAI-compatible one, or as badly as a test wants it to.

Real HTTP/1.1 and server-sent events, written byte by byte, from a thread of its own. `service.script` is called with
the JSON of each request and its number, from 0, and says how to behave:

    service.script = lambda request, number: text('{"answer": "yes"}')
"""

import asyncio
import contextlib
import hashlib
import json
import socket
import struct
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

_REASONS = {200: "OK", 307: "Temporary Redirect", 429: "Too Many Requests"}
_WRITTEN = asyncio.StreamWriter
# Longer than any test waits: the other side hangs up.
_FOR_EVER_S = 60.0


@dataclass(frozen=True)
class Request:
    """One request as it came in. `json` is its body, read."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body or b"null")


Behaviour = Callable[[Request, _WRITTEN], Awaitable[None]]
Script = Callable[[Any, int], Behaviour]


def text(answer: str, finish: str | None = "stop", latency_s: float = 0.0, **message: Any) -> Behaviour:
    """An answer: whole, or in pieces of a few characters where the request asks for a stream."""

    async def behave(request: Request, out: _WRITTEN) -> None:
        await asyncio.sleep(latency_s)
        if request.json.get("stream"):
            await _send_stream(request, out, answer, finish, message)
        else:
            _send_json(out, completion(request.json, answer, finish, **message))

    return behave


def completion(request: Any, answer: str | None, finish: str | None = "stop", **message: Any) -> dict[str, Any]:
    """The JSON of a whole answer; its usage is characters / 4."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": request.get("model", ""),
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": answer, **message}}
        ],
        "usage": usage(request, answer or ""),
    }


def usage(request: Any, answer: str) -> dict[str, Any]:
    """What an answer took, as the service counts it."""
    asked = len(json.dumps(request.get("messages", ""))) // 4
    told = len(answer) // 4
    return {
        "prompt_tokens": asked,
        "completion_tokens": told,
        "total_tokens": asked + told,
        "prompt_tokens_details": {"cached_tokens": asked // 2},
    }


def body(content: bytes, status: int = 200, content_type: str = "application/json", **headers: str) -> Behaviour:
    """Exactly these bytes under this status. Underscores in the names of headers become dashes."""

    async def behave(_request: Request, out: _WRITTEN) -> None:
        _send(out, status, content, {"content-type": content_type, **_dashed(headers)})

    return behave


def as_json(value: Any, status: int = 200, **headers: str) -> Behaviour:
    """This JSON under this status."""
    return body(json.dumps(value).encode(), status, **headers)


def error(status: int, message: str = "no", **parts: Any) -> Behaviour:
    """A failure as the service of OpenAI tells it: `parts` are code, param and type; `headers` the headers."""
    headers = parts.pop("headers", {})
    return as_json(
        {"error": {"message": message, "type": "error", "param": None, "code": None, **parts}}, status, **headers
    )


def too_often(retry_after: str | None = None) -> Behaviour:
    """429, with Retry-After as given."""
    return error(429, "Rate limit reached", headers={"retry_after": retry_after} if retry_after else {})


def web_page(status: int) -> Behaviour:
    """A web page in place of an answer, as proxies send it."""
    return body(b"<html><body><h1>Bad gateway</h1></body></html>", status, "text/html")


def redirect(address: str, status: int = 307) -> Behaviour:
    """A redirect to another address."""
    return body(b"", status, location=address)


def unsupported(field_name: str) -> Behaviour:
    """400: this field of the request is not known here."""
    return error(400, f"Unsupported parameter: '{field_name}'", param=field_name, code="unsupported_parameter")


def takes_rung(rung: str, answer: str) -> Script:
    """A service that takes no stricter form of an answer than `rung`, and refuses the others by name."""
    order = ["strict schema", "schema", "JSON object", "text"]

    def script(request: Any, _number: int) -> Behaviour:
        asked = rung_of(request)
        if order.index(asked) < order.index(rung):
            return error(400, f"This response_format is unavailable: {asked}", param="response_format")
        return text(answer)

    return script


def rung_of(request: Any) -> str:
    """The rung that a request asks for."""
    form = request.get("response_format", {})
    if form.get("type") == "json_schema":
        return "strict schema" if form["json_schema"]["strict"] else "schema"
    return "JSON object" if form.get("type") == "json_object" else "text"


def hangs() -> Behaviour:
    """Takes the request and says nothing."""

    async def behave(_request: Request, _out: _WRITTEN) -> None:
        await asyncio.sleep(_FOR_EVER_S)

    return behave


def drips(every_s: float = 0.02, prefix: bytes = b"") -> Behaviour:
    """Sends `prefix` and then one space after the other, for ever: no pause is long enough for a time-out."""

    async def behave(request: Request, out: _WRITTEN) -> None:
        kind = "text/event-stream" if request.json.get("stream") else "application/json"
        _head(out, 200, {"content-type": kind, "transfer-encoding": "chunked"})
        _chunk(out, prefix or b" ")
        while not out.is_closing():
            _chunk(out, b" ")
            await out.drain()
            await asyncio.sleep(every_s)

    return behave


def slowly(answer: str, every_s: float) -> Behaviour:
    """Streams `answer` word by word with a pause before each."""

    async def behave(request: Request, out: _WRITTEN) -> None:
        _stream_head(out)
        for word in answer.split(" "):
            await asyncio.sleep(every_s)
            _event(out, _piece(request, {"content": f"{word} "}))
            await out.drain()
        _end_stream(out, request, answer, "stop")

    return behave


def cut_after(answer: str, *, reset: bool = False, politely: bool = False) -> Behaviour:
    """Sends `answer` as if more were to come, and hangs up.

    `reset`: with a reset of the connection. `politely`: a stream that ends well for HTTP, but never says why it ended.
    """

    async def behave(request: Request, out: _WRITTEN) -> None:
        if request.json.get("stream"):
            _stream_head(out)
            _event(out, _piece(request, {"content": answer}))
            if politely:
                _chunk(out, b"")
        else:
            content = json.dumps(completion(request.json, answer)).encode()
            _head(out, 200, {"content-type": "application/json", "content-length": str(len(content))})
            out.write(content[: len(content) // 2])
        await out.drain()
        await asyncio.sleep(0.02)
        if reset:
            raw = out.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            out.transport.abort()

    return behave


def events(*pieces: bytes) -> Behaviour:
    """A stream of exactly these data lines, each an event."""

    async def behave(_request: Request, out: _WRITTEN) -> None:
        _stream_head(out)
        for piece in pieces:
            _chunk(out, b"data: " + piece + b"\n\n")
        _chunk(out, b"")
        await out.drain()

    return behave


def endless(piece: str = "x" * 10_000) -> Behaviour:
    """Streams text for ever, as fast as it is read."""

    async def behave(request: Request, out: _WRITTEN) -> None:
        _stream_head(out)
        while not out.is_closing():
            _event(out, _piece(request, {"content": piece}))
            await out.drain()
            await asyncio.sleep(0)

    return behave


def vectors(dimension: int = 8) -> Behaviour:
    """Embeddings that depend on nothing but the words."""

    async def behave(request: Request, out: _WRITTEN) -> None:
        words = request.json["input"]
        texts = [words] if isinstance(words, str) else words
        rows = [
            {"object": "embedding", "index": number, "embedding": _vector(text_, dimension)}
            for number, text_ in enumerate(texts)
        ]
        model = request.json.get("model", "")
        _send_json(
            out, {"object": "list", "data": rows, "model": model, "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        )

    return behave


def _vector(words: str, dimension: int) -> list[float]:
    digest = hashlib.sha256(words.encode()).digest()
    return [digest[place % len(digest)] / 255 for place in range(dimension)]


def _well(request: Any, _number: int) -> Behaviour:
    return vectors() if "input" in request else text("ok")


@dataclass
class Service:
    """The running service. `requests` are all that came in, in order; `open_now` the connections that are open."""

    script: Script = _well
    requests: list[Request] = field(default_factory=list)
    open_now: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    hung_up: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._live, name="test service")

    @property
    def address(self) -> str:
        """What to set as base_url."""
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def bodies(self) -> list[Any]:
        """The JSON of all requests."""
        return [request.json for request in self.requests]

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        """Stop at once, whatever is going on, and wait for the thread."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _live(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopping.wait()
        server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, out: _WRITTEN) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.open_now += 1
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._answered(reader, out):
                    pass
        finally:
            self.open_now -= 1
            self._tasks.discard(task)
            out.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await out.wait_closed()

    async def _answered(self, reader: asyncio.StreamReader, out: _WRITTEN) -> bool:
        """Serve one request; True if the connection may serve another."""
        request = await _read(reader)
        if request is None:
            return False
        number = len(self.requests)
        self.requests.append(request)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            return await self._unless_hung_up(self.script(request.json, number)(request, out), reader, out)
        finally:
            self.in_flight -= 1

    async def _unless_hung_up(self, work: Awaitable[None], reader: asyncio.StreamReader, out: _WRITTEN) -> bool:
        """Do the work, but stop when the other side hangs up."""
        worker = asyncio.ensure_future(work)
        watcher = asyncio.ensure_future(_hang_up(reader))
        try:
            await asyncio.wait({worker, watcher}, return_when=asyncio.FIRST_COMPLETED)
            if not worker.done():
                self.hung_up += 1
                return False
            await worker
            await out.drain()
            return bool(getattr(out, "complete", False))
        finally:
            out.__dict__.pop("complete", None)
            for task in (worker, watcher):
                task.cancel()
            await asyncio.gather(worker, watcher, return_exceptions=True)


async def _hang_up(reader: asyncio.StreamReader) -> None:
    """Wait until the other side closes. Reading would do it sooner, and could take a byte of the next request."""
    while not reader.at_eof() and reader.exception() is None:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def _read(reader: asyncio.StreamReader) -> Request | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    content = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, path, headers, content)


async def _send_stream(
    request: Request, out: _WRITTEN, answer: str, finish: str | None, message: dict[str, Any]
) -> None:
    _stream_head(out)
    _event(out, _piece(request, {"role": "assistant", "content": "", **message}))
    for start in range(0, len(answer), 7):
        _event(out, _piece(request, {"content": answer[start : start + 7]}))
        await out.drain()
    _end_stream(out, request, answer, finish)


def _end_stream(out: _WRITTEN, request: Request, answer: str, finish: str | None) -> None:
    _event(out, _piece(request, {}, finish))
    if request.json.get("stream_options", {}).get("include_usage"):
        _event(out, {**_piece(request, {}), "choices": [], "usage": usage(request.json, answer)})
    _chunk(out, b"data: [DONE]\n\n")
    _chunk(out, b"")
    _complete(out)


def _piece(request: Request, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": request.json.get("model", ""),
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def _stream_head(out: _WRITTEN) -> None:
    _head(out, 200, {"content-type": "text/event-stream", "transfer-encoding": "chunked"})


def _event(out: _WRITTEN, value: Any) -> None:
    _chunk(out, b"data: " + json.dumps(value).encode() + b"\n\n")


def _chunk(out: _WRITTEN, content: bytes) -> None:
    out.write(f"{len(content):x}\r\n".encode() + content + b"\r\n")


def _send_json(out: _WRITTEN, value: Any) -> None:
    _send(out, 200, json.dumps(value).encode(), {"content-type": "application/json"})


def _send(out: _WRITTEN, status: int, content: bytes, headers: dict[str, str]) -> None:
    _head(out, status, {**headers, "content-length": str(len(content))})
    out.write(content)
    _complete(out)


def _head(out: _WRITTEN, status: int, headers: dict[str, str]) -> None:
    lines = [f"HTTP/1.1 {status} {_REASONS.get(status, 'Status')}", *(f"{name}: {headers[name]}" for name in headers)]
    out.write(("\r\n".join(lines) + "\r\n\r\n").encode())


def _complete(out: _WRITTEN) -> None:
    """This answer is whole, so that the connection may be used again."""
    out.complete = True  # type: ignore[attr-defined]


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
