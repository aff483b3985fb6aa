"""The key goes to one place, in one header; nobody but the configured service hears from us."""

import json
import logging
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewer.errors import ConfigError, ServiceError
from reviewer.models.openai.client import Client
from reviewer.settings import Settings
from tests.service import server
from tests.service.calls import ASKED, SHAPED
from tests.service.conftest import KEY, Made
from tests.service.server import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def elsewhere() -> Iterator[Service]:
    """A second service, that should hear nothing."""
    running = Service()
    running.start()
    yield running
    running.stop()


RUDE = {
    "401": server.error(401, f"Incorrect API key provided: {KEY}."),
    "404": server.error(404, f"Nothing for Bearer {KEY} here"),
    "400": server.error(400, f"Bad key={KEY}"),
    "429": server.error(429, KEY),
    "page": server.body(f"<html>{KEY}</html>".encode(), 500, "text/html"),
    "error object": server.as_json({"error": {"message": KEY}}),
    "broken": server.body(f'{{"{KEY}'.encode()),
    "wrong types": server.as_json({"choices": KEY}),
    "reset": server.cut_after("half", reset=True),
    "redirect": server.redirect(f"http://127.0.0.1:9/{KEY}"),
    "refusal": server.text("", refusal=KEY),
    "good": server.text('{"answer": "yes"}'),
}


@pytest.mark.parametrize("name", RUDE)
async def test_the_key_is_in_no_message_log_or_file(
    service: Service, caller_for: Made, caplog: pytest.LogCaptureFixture, tmp_path: Path, name: str
) -> None:
    """Whatever a service sends back, the key is in no error, no repr, no log record of any library, and no file."""
    caplog.set_level(logging.DEBUG)
    service.script = lambda _request, _number: RUDE[name]
    caller = caller_for()
    told = []
    for streamed in (False, True):
        try:
            prose = caller.stream(SHAPED)
            told.append(str([piece async for piece in prose] if streamed else await caller.call(SHAPED)))
        except ServiceError as error:
            told += ["".join(traceback.format_exception(error)), repr(error)]
            assert not [shown for shown in _locals(error) if f"Bearer {KEY}" in shown]
    told += [repr(caller), repr(vars(caller)), repr(await caller.probe()), repr(caller.found)]
    told += [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    told += [path.read_text() for path in (tmp_path / "state").glob("*")]
    assert service.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert caplog.records
    for text in told:
        assert KEY not in text
        assert KEY[3:17] not in text


def _locals(error: BaseException | None) -> list[str]:
    """What a crash screen would show: the local variables of each frame, along the chain of errors."""
    shown = []
    while error:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if "tests" not in frame.f_code.co_filename:
                shown += [f"{name}={value!r}" for name, value in frame.f_locals.items()]
        error = error.__cause__ or error.__context__
    return shown


_DEBUG = """
import asyncio, logging, pathlib, sys
logging.basicConfig(level=logging.DEBUG)
from reviewer.settings import Settings
from reviewer.models.openai.caller import service_caller
from tests.service.calls import ASKED
caller = service_caller(Settings(), pathlib.Path(sys.argv[1]))
print(asyncio.run(caller.call(ASKED)).text)
"""


def test_the_key_is_not_in_the_debug_log_of_the_package(service: Service, tmp_path: Path) -> None:
    """With OPENAI_LOG=debug, and everything logged to the screen, the key is still not there."""
    settings = {"REVIEWER_MODEL": "a-model", "REVIEWER_BASE_URL": service.address, "REVIEWER_API_KEY": KEY}
    done = subprocess.run(
        [sys.executable, "-c", _DEBUG, str(tmp_path)],
        env={**os.environ, **settings, "OPENAI_LOG": "debug", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "ok\n"
    assert "DEBUG" in done.stderr
    assert KEY not in done.stderr + done.stdout


async def test_only_the_service_is_contacted(
    service: Service, elsewhere: Service, caller_for: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy in the environment is not used and a redirect is not followed: no other host hears anything."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{elsewhere.port}")
    contacted = _watched(monkeypatch)
    service.script = lambda _request, number: server.redirect(elsewhere.address) if number % 2 else server.text("ok")
    caller = caller_for()
    assert (await caller.call(ASKED)).text == "ok"
    with pytest.raises(ServiceError) as caught:
        await caller.call(ASKED)
    assert caught.value.fault == "redirect"
    assert str(elsewhere.port) not in str(caught.value)
    assert (len(service.requests), elsewhere.requests) == (2, [])
    assert contacted == {("127.0.0.1", service.port)}


def _watched(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int]]:
    contacted = set()
    connect = socket.socket.connect

    def watched(self: socket.socket, address: tuple[str, int]) -> None:
        contacted.add(address[:2])
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    return contacted


async def test_a_proxy_of_the_settings_is_used(service: Service, elsewhere: Service, caller_for: Made) -> None:
    """The explicit setting is the one way to a proxy."""
    caller = caller_for(proxy=f"http://127.0.0.1:{elsewhere.port}")
    assert (await caller.call(ASKED)).text == "ok"
    assert (len(service.requests), len(elsewhere.requests)) == (0, 1)


async def test_only_what_is_needed_is_sent(service: Service, caller_for: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """No header tells of this machine, none comes from the environment, and equal calls are equal bytes."""
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer stolen\nX-Secret: secret")
    for name in ("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "secret")
    await caller_for().call(SHAPED)
    await caller_for().call(SHAPED)
    first, second = service.requests
    assert first.headers == {
        "host": f"127.0.0.1:{service.port}",
        "accept": "application/json",
        "accept-encoding": "identity",
        "authorization": f"Bearer {KEY}",
        "connection": "keep-alive",
        "content-length": str(len(first.body)),
        "content-type": "application/json",
        "user-agent": "second-proof",
    }
    assert (first.headers, first.body, first.path) == (second.headers, second.body, "/v1/chat/completions")


async def test_a_service_without_a_key(service: Service, caller_for: Made) -> None:
    """Local servers need no key; they are sent a word in its place."""
    assert (await caller_for(api_key=None).call(ASKED)).text == "ok"
    assert service.requests[0].headers["authorization"] == "Bearer no-key"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("base_url", "127.0.0.1:8000"),
        ("base_url", "ftp://host/v1"),
        ("base_url", "http://"),
        ("base_url", "http://host:port/v1"),
        ("base_url", f"http://me:{KEY}@host/v1"),
        ("base_url", f"http://host/v1?key={KEY}"),
        ("api_key", f"{KEY}\nX-Other: 1"),
        ("api_key", f"{KEY}é"),
        ("proxy", f"socks5://me:{KEY}@host"),
        ("proxy", KEY),
    ],
)
def test_settings_that_cannot_be_used(settings_for: Callable[..., Settings], setting: str, value: str) -> None:
    """They are refused in one sentence that does not repeat them, before anything is sent."""
    with pytest.raises(ConfigError, match=rf"^The setting {setting} [^\n]+\.$") as caught:
        Client(settings_for(**{setting: value}))
    assert KEY not in str(caught.value)


async def test_embeddings_go_the_same_way(service: Service, settings_for: Callable[..., Settings]) -> None:
    """The client asks for embeddings with the same key, and tells failures in the same words."""
    client = Client(settings_for())
    found = await client.embed({"model": "m", "input": ["one", "two"]})
    assert len(found["data"]) == 2  # type: ignore[index]
    assert service.requests[0].path == "/v1/embeddings"
    service.script = lambda _request, _number: server.too_often("2")
    with pytest.raises(ServiceError) as caught:
        await client.embed({"model": "m", "input": ["one"]})
    assert (caught.value.fault, caught.value.retry_after) == ("rate_limit", 2)


def test_a_body_is_sorted_on_the_wire(service: Service) -> None:
    """What is sent is compact JSON with sorted keys."""
    from reviewer.models.openai.body import body
    from reviewer.models.openai.ladder import Found

    made = body(SHAPED, Found())
    assert json.dumps(made) == json.dumps({name: made[name] for name in sorted(made)})
