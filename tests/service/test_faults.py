"""Each way in which a service fails, through the real SDK and real HTTP, becomes one sentence and one known fault."""

import asyncio
import gzip
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from reviewer.errors import ServiceError
from reviewer.models.openai.caller import ServiceCaller
from tests.service import server
from tests.service.calls import ASKED, SHAPED
from tests.service.conftest import KEY, Made
from tests.service.server import Behaviour, Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

_WHOLE = server.completion({}, "words")
_LONG = "x" * 1_000_000


def _with_choice(**parts: object) -> dict[str, object]:
    return {**_WHOLE, "choices": [{**_WHOLE["choices"][0], **parts}]}


BOTH: dict[str, tuple[Behaviour, str]] = {
    "401": (server.error(401, f"Incorrect API key provided: {KEY}"), "key_refused"),
    "402": (server.error(402, "Insufficient Balance"), "key_refused"),
    "403": (server.error(403), "key_refused"),
    "404": (server.error(404, "The model does not exist"), "not_found"),
    "405": (server.web_page(405), "not_found"),
    "413": (server.error(413), "too_large"),
    "408": (server.error(408), "timeout"),
    "context length": (
        server.error(400, "This model's maximum context length is 8192", code="context_length_exceeded"),
        "too_large",
    ),
    "Azure's filter": (server.error(400, "filtered", code="content_filter"), "filtered"),
    "quota is used up": (server.error(429, "You exceeded your quota", code="insufficient_quota"), "key_refused"),
    "a form it could not fill": (
        server.error(400, "Failed to generate JSON", code="json_validate_failed"),
        "malformed",
    ),
    "400 for no reason": (server.error(400, "Bad request"), "malformed"),
    "418": (server.error(418), "malformed"),
    "429": (server.too_often(), "rate_limit"),
    "500": (server.error(500), "server"),
    "502 as a web page": (server.web_page(502), "server"),
    "a megabyte of error": (server.body(_LONG.encode(), 500), "server"),
    "redirect": (server.redirect("http://127.0.0.1:9/v1/chat/completions"), "redirect"),
    "301": (server.redirect("/v1/elsewhere", 301), "redirect"),
    "refusal": (server.text("", refusal="I cannot help with that."), "refusal"),
    "length": (server.text("half an ans", finish="length"), "cut_short"),
    "content_filter": (server.text("half", finish="content_filter"), "filtered"),
    "tool calls": (
        server.text("", "tool_calls", tool_calls=[{"index": 0, "id": "1", "type": "function"}]),
        "tool_call",
    ),
    "tool calls under stop": (server.text("", tool_calls=[{"index": 0, "id": "1"}]), "tool_call"),
    "function call": (server.text("", "function_call", function_call={"name": "f", "arguments": ""}), "tool_call"),
    "an unknown end": (server.text("words", finish="bored"), "malformed"),
    "empty": (server.text(""), "empty"),
    "only spaces": (server.text(" \n\t "), "empty"),
    "a reset": (server.cut_after("half", reset=True), "connection"),
    "cut": (server.cut_after("half"), "connection"),
}

WHOLE: dict[str, tuple[Behaviour, str]] = {
    "no end": (server.text("words", finish=None), "malformed"),
    "200 with an error object": (server.as_json({"error": {"message": "overloaded"}}), "malformed"),
    "an error beside choices": (server.as_json({**_WHOLE, "error": {"message": "overloaded"}}), "malformed"),
    "no choices": (server.as_json({**_WHOLE, "choices": []}), "malformed"),
    "choices of another type": (server.as_json({**_WHOLE, "choices": "words"}), "malformed"),
    "content of another type": (server.as_json(_with_choice(message={"content": 7})), "malformed"),
    "content in parts": (server.as_json(_with_choice(message={"content": ["words"]})), "malformed"),
    "an end of another type": (server.as_json(_with_choice(finish_reason=["stop"])), "malformed"),
    "no message": (server.as_json(_with_choice(message=None)), "empty"),
    "null content": (server.as_json(server.completion({}, None)), "empty"),
    "a list": (server.as_json([_WHOLE]), "malformed"),
    "null": (server.as_json(None), "malformed"),
    "broken JSON": (server.body(json.dumps(_WHOLE).encode()[:-20]), "malformed"),
    "deep JSON": (server.body(b"[" * 100_000), "malformed"),
    "no JSON at all": (server.body(b"words", content_type="text/plain"), "malformed"),
    "a web page": (server.web_page(200), "malformed"),
    "bytes that are no text": (server.body(b'{"choices": "\xff\xfe"}'), "malformed"),
    "nothing": (server.body(b""), "malformed"),
    "five megabytes": (server.body(b" " * 5_000_000), "malformed"),
    "a megabyte of answer": (server.text(_LONG), "malformed"),
    "packed": (server.body(gzip.compress(json.dumps(_WHOLE).encode()), content_encoding="gzip"), "malformed"),
}

STREAMED: dict[str, tuple[Behaviour, str]] = {
    "a stream that just ends": (server.cut_after("half", politely=True), "connection"),
    "no events": (server.events(), "connection"),
    "a web page": (server.web_page(200), "connection"),
    "an event that is no JSON": (server.events(b'{"choices": [', b"[DONE]"), "malformed"),
    "an event of another type": (server.events(b"7"), "malformed"),
    "an event with wrong types": (server.events(b'{"choices": [{"delta": {"content": 7}}]}'), "malformed"),
    "an error in the stream": (server.events(b'{"error": {"message": "overloaded"}}'), "malformed"),
    "text for ever": (server.endless(), "malformed"),
    "one event for ever": (server.endless("x" * 2_000_000), "malformed"),
}


async def _whole(caller: ServiceCaller) -> str:
    return (await caller.call(ASKED)).text


async def _streamed(caller: ServiceCaller) -> str:
    return "".join([piece async for piece in caller.stream(ASKED)])


async def _failure(asking: Callable[[ServiceCaller], object], caller: ServiceCaller) -> ServiceError:
    with pytest.raises(ServiceError) as caught:
        await asking(caller)  # type: ignore[misc]
    return caught.value


@pytest.mark.parametrize("asking", [_whole, _streamed])
@pytest.mark.parametrize("name", BOTH)
async def test_fails_in_a_known_way(
    service: Service, caller_for: Made, name: str, asking: Callable[[ServiceCaller], object]
) -> None:
    """A failure has its fault and a sentence with the host, asked for whole or as a stream."""
    behaviour, fault = BOTH[name]
    service.script = lambda _request, _number: behaviour
    failure = await _failure(asking, caller_for())
    assert failure.fault == fault
    _is_a_sentence(failure, service)


@pytest.mark.parametrize("name", WHOLE)
async def test_whole_answers_fail_in_a_known_way(service: Service, caller_for: Made, name: str) -> None:
    """What is no complete answer never passes as one."""
    behaviour, fault = WHOLE[name]
    service.script = lambda _request, _number: behaviour
    failure = await _failure(_whole, caller_for())
    assert failure.fault == fault
    _is_a_sentence(failure, service)


@pytest.mark.parametrize("name", STREAMED)
async def test_streams_fail_in_a_known_way(service: Service, caller_for: Made, name: str) -> None:
    """A stream that is broken, endless or something else ends with a fault."""
    behaviour, fault = STREAMED[name]
    service.script = lambda _request, _number: behaviour
    failure = await _failure(_streamed, caller_for())
    assert failure.fault == fault
    _is_a_sentence(failure, service)


def _is_a_sentence(failure: ServiceError, service: Service) -> None:
    message = str(failure)
    assert f"127.0.0.1:{service.port}" in message
    assert message.endswith(".")
    assert len(message) < 400
    assert "<" not in message
    assert KEY not in message


async def test_nobody_there(caller_for: Made) -> None:
    """An address at which nothing listens is a failed connection, tried three times."""
    caller = caller_for(base_url="http://127.0.0.1:9/v1")
    failure = await _failure(_whole, caller)
    assert failure.fault == "connection"
    assert "127.0.0.1:9" in str(failure)


@pytest.mark.parametrize("asking", [_whole, _streamed])
@pytest.mark.parametrize("behaviour", [server.hangs(), server.drips()], ids=["hangs", "drips"])
async def test_the_deadline_is_by_the_wall(
    service: Service, caller_for: Made, behaviour: Behaviour, asking: Callable[[ServiceCaller], object]
) -> None:
    """A service that says nothing, and one that sends a space at a time for ever, hold a call no longer than asked."""
    service.script = lambda _request, _number: behaviour
    begun = time.monotonic()
    failure = await _failure(asking, caller_for(deadline_s=0.3))
    assert failure.fault == "timeout"
    assert 0.15 < time.monotonic() - begun < 2.3


async def test_a_silent_service_leaves_time_for_another_try(service: Service, caller_for: Made) -> None:
    """Silence for two thirds of the deadline is given up, so that a second try can still answer."""
    service.script = lambda _request, number: server.hangs() if number == 0 else server.text("late")
    caller = caller_for(deadline_s=30)
    assert caller._client._silence_s == 20
    caller._client._silence_s = 0.2
    assert await _whole(caller) == "late"


async def test_a_cancelled_call_hangs_up(service: Service, caller_for: Made) -> None:
    """Cancelling passes through, and the service sees the connection close."""
    service.script = lambda _request, _number: server.hangs()
    task = asyncio.create_task(_whole(caller_for()))
    await _until(lambda: service.in_flight == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await _until(lambda: service.hung_up == 1)


async def test_a_cancelled_stream_hangs_up(service: Service, caller_for: Made) -> None:
    """Cancelling in the middle of a stream passes through, and the service sees the connection close."""
    service.script = lambda _request, _number: server.drips(prefix=b": wait\n\n")
    task = asyncio.create_task(_streamed(caller_for()))
    await _until(lambda: service.in_flight == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await _until(lambda: service.in_flight == 0 and service.open_now == 0)


async def test_a_stream_left_early_hangs_up(service: Service, caller_for: Made) -> None:
    """Whoever stops listening ends the stream at the service too, and its place is free for others."""
    service.script = lambda _request, number: server.endless("word ") if number == 0 else server.text("next")
    caller = caller_for(concurrency=1)
    pieces = aiter(caller.stream(ASKED))
    await anext(pieces)
    await pieces.aclose()  # type: ignore[attr-defined]
    assert await _whole(caller) == "next"
    await _until(lambda: service.open_now <= 1)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("seconds", ["10", "12.5", "date"])
async def test_retry_after_is_told(service: Service, caller_for: Made, seconds: str) -> None:
    """Retry-After is understood as seconds and as a date."""
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True) if seconds == "date" else seconds
    service.script = lambda _request, _number: server.too_often(when)
    failure = await _failure(_whole, caller_for(deadline_s=5.0))
    assert failure.fault == "rate_limit"
    assert failure.retry_after is not None
    assert failure.retry_after == pytest.approx(20 if seconds == "date" else float(seconds), abs=2)


async def test_an_hour_is_not_waited_for(service: Service, caller_for: Made) -> None:
    """A Retry-After beyond the deadline gives up at once and says when to come back."""
    service.script = lambda _request, _number: server.too_often("3600")
    failure = await _failure(_whole, caller_for())
    assert len(service.requests) == 1
    assert "in 1 hour" in str(failure)


async def test_the_words_of_a_service_are_cleaned(service: Service, caller_for: Made) -> None:
    """What a service says is quoted shortly, without control characters and without anything like the key."""
    service.script = lambda _request, _number: server.error(
        404, f"No\x1b[31m such {KEY[:14]}... model \u202e" + "x" * 999
    )
    message = str(await _failure(_whole, caller_for()))
    assert "No" in message
    assert "such [key] model" in message
    assert "\x1b" not in message
    assert "\u202e" not in message
    assert len(message) < 400


async def test_a_truncated_answer_never_passes(service: Service, caller_for: Made) -> None:
    """The body of an answer cut at 20 places is a failure at each of them."""
    whole = json.dumps(_WHOLE).encode()
    cuts = [len(whole) * part // 20 for part in range(20)]
    service.script = lambda _request, number: server.body(whole[: cuts[number]])
    caller = caller_for()
    for _ in cuts:
        assert (await _failure(_whole, caller)).fault == "malformed"


async def test_a_good_answer_after_failures(service: Service, caller_for: Made) -> None:
    """Two failures of the service are made good by a third try."""
    answers = [server.web_page(502), server.text(""), server.text('{"answer": "yes"}')]
    service.script = lambda _request, number: answers[number]
    assert (await caller_for().call(SHAPED)).text == '{"answer": "yes"}'


async def test_a_stream_is_not_begun_anew(service: Service, caller_for: Made) -> None:
    """Once a piece was shown, a failure is told and not tried again: nobody reads a beginning twice."""
    service.script = lambda _request, _number: server.cut_after("Half a sen")
    shown = []
    with pytest.raises(ServiceError):
        async for piece in caller_for().stream(ASKED):
            shown.append(piece)  # noqa: PERF401
    assert (shown, len(service.requests)) == (["Half a sen"], 1)
