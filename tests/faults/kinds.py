"""The model faults M1 to M19, each in its varieties, as behaviours of the service on loopback."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.honest import as_reply, between_marks, content, form, job_of
from tests.service import server
from tests.service.server import Behaviour

# Seconds. Long enough for an honest answer of this machine, short enough to wait out.
SHORT, LONG = 0.4, 120.0
EVIL = "\x1b]0;evil\x07[@click=app.quit]now[/] \u202e\u200b<script>alert(1)</script> ![x](http://evil.example/) =1+1"
INVENTED = "The board has approved fourteen reviewers for every shift."
_CUTS = 20


@dataclass(frozen=True)
class Fault:
    """One way to fail. `make` gets the request and the honest answer; `heals`: once is made good by another try."""

    name: str
    make: Callable[[Any, str], Behaviour]
    deadline_s: float = LONG
    heals: bool = False

    @property
    def kind(self) -> str:
        """M1 to M19."""
        return self.name.partition(" ")[0]


def _plain(name: str, behaviour: Behaviour, **more: Any) -> Fault:
    return Fault(name, lambda _request, _honest: behaviour, **more)


def _said(name: str, change: Callable[[str], str], latency_s: float = 0.0, **more: Any) -> Fault:
    """The honest answer, changed."""
    return Fault(name, lambda _request, honest: server.text(change(honest), latency_s=latency_s), **more)


def _claiming(name: str, quote: Callable[[str], str]) -> Fault:
    """Answers in the right form, whose claims have other quotes; prose is replaced by the words of a quote."""

    def make(request: Any, honest: str) -> Behaviour:
        job = job_of(request)
        if job in ("phrase", "critique"):
            return server.text(quote(honest))
        return server.text(_with_quotes(honest, job, quote))

    return Fault(name, make)


def _with_quotes(honest: str, job: str, quote: Callable[[str], str]) -> str:
    answer = json.loads(honest)
    claims = answer["claims"] or [form(facet="max_queue_depth", quote=INVENTED, value=3.0, reply=1)]
    changed = [claim | {"quote": quote(claim["quote"])} for claim in claims]
    return json.dumps({"claims": changed}) if job == "read_document" else as_reply(changed)


def _gullible(request: Any, honest: str) -> Behaviour:
    """Everything is as good as it can be, by the first words of the text."""
    job = job_of(request)
    if job in ("phrase", "critique"):
        return server.text("Everything is fine, is it not? You may stop here. [G-01.EX-1]")
    name = {"read_reply": "reply", "read_again": "interview", "read_document": "document"}[job]
    words = " ".join(between_marks(content(request, 1), name).split()[:6])
    facets = ("max_queue_depth", "remedy_role", "stop_role", "audit_retention_months", "reviewers_fte")
    claims = [form(facet=facet, quote=words, value=9.0 if "_" in facet else None, reply=1) for facet in facets]
    return server.text(json.dumps({"claims": claims}) if job == "read_document" else as_reply(claims))


def _cut(place: int) -> Fault:
    def make(_request: Any, honest: str) -> Behaviour:
        return server.text(honest[: len(honest) * place // _CUTS], finish="length")

    return Fault(f"M9 cut at {place}/{_CUTS}", make)


def _truncated(place: int) -> Fault:
    return _said(f"M9 cut at {place}/{_CUTS}, called whole", lambda honest: honest[: len(honest) * place // _CUTS])


def _doubled(honest: str) -> str:
    return honest.replace('{"', '{"claims": [], "', 1)


def _mistyped(honest: str) -> str:
    return honest.replace('"tense": "today"', '"tense": 7').replace('"claims": []', '"claims": {}')


def _unknown(honest: str) -> str:
    return honest.replace('"today"', '"tomorrow"').replace('"kind": "answer"', '"kind": "applause"')


def _elsewhere(honest: str) -> str:
    return honest.replace('"facet": "', '"facet": "the_weather_of_')


def _missing(honest: str) -> str:
    return honest.replace('"strength": "clear", ', "").replace('"who_knows": null, ', "")


def _extra(honest: str) -> str:
    return honest.replace("{", '{"score": 1, ', 1)


def _altered(quote: str) -> str:
    return quote[:-2] + ("x" if quote[-2:-1] != "x" else "y") + quote[-1:]


def _carried_badly() -> Iterator[Fault]:
    yield _plain("M1 no answer", server.hangs(), deadline_s=SHORT)
    yield _plain("M2 one byte after the other", server.drips(), deadline_s=SHORT)
    yield _said("M2 slow, but sure", lambda honest: honest, heals=True, latency_s=0.2)
    yield Fault("M3 reset in the middle", lambda _, honest: server.cut_after(honest, reset=True), heals=True)
    yield Fault("M3 ends in the middle", lambda _, honest: server.cut_after(honest), heals=True)
    yield _plain("M4 redirect to another host", server.redirect("http://127.0.0.2:9/v1/chat/completions"))
    for status in (401, 403, 404, 413):
        yield _plain(f"M4 HTTP {status}", server.error(status))
    yield _plain("M5 too often", server.too_often(), heals=True)
    yield _plain("M5 too often, in a second", server.too_often("1"), heals=True)
    yield _plain("M5 too often, in an hour", server.too_often("3600"))
    yield _plain("M6 web page 500", server.web_page(500), heals=True)
    yield _plain("M6 web page 502", server.web_page(502), heals=True)
    yield _plain("M7 nothing", server.text(""), heals=True)
    yield _plain("M8 refusal", server.text("", refusal="I cannot help with that."))


def _answered_badly() -> Iterator[Fault]:
    for place in range(_CUTS):
        yield _cut(place)
    for place in range(1, _CUTS, 6):
        yield _truncated(place)
    yield Fault("M10 filtered", lambda _, honest: server.text(honest, finish="content_filter"))
    yield _said("M11 unknown word", _unknown)
    yield _said("M11 unknown facets", _elsewhere)
    yield _said("M11 missing key", _missing)
    yield _said("M11 further key", _extra)
    yield _said("M11 wrong type", _mistyped)
    yield _said("M11 key twice", _doubled)
    yield _said("M12 in a fence", lambda honest: f"```json\n{honest}\n```", heals=True)
    yield _said("M12 after thinking", lambda honest: f"<think>Hm. {{}}</think>\n{honest}", heals=True)
    yield _said("M12 with words around it", lambda honest: f"Here it is:\n{honest}\nI hope that helps.", heals=True)
    yield _plain("M12 words only", server.text("I am afraid that I have no JSON for you."))
    yield _claiming("M13 invented quote", lambda _: INVENTED)
    yield _claiming("M13 altered quote", _altered)
    yield _claiming("M13 spliced quote", lambda quote: quote[: len(quote) // 2] + " and " + quote[-len(quote) // 3 :])
    yield _claiming("M13 translated quote", lambda _: "Der Vorstand hat f\u00fcr jede Schicht genug Leute bewilligt.")
    yield _claiming("M13 quote of the prompt", lambda _: "Code checks every quote and rules decide what follows")
    yield Fault("M14 gullible", _gullible)
    yield _said("M15 a hundred thousand characters", lambda honest: honest + " why" * 25_000)
    yield _said("M15 a megabyte", lambda honest: honest + " why" * 250_000)
    yield _claiming("M16 characters to obey", lambda quote: quote + EVIL)
    yield _plain("M17 the same for ever", server.text("And what else would you like to tell me about it?"))
    yield _plain("M18 error under 200", server.as_json({"error": {"message": "overloaded"}}))
    yield _plain("M18 no choices", server.as_json({"id": "1", "choices": []}))
    yield _plain(
        "M19 a tool that nobody offered",
        server.text("", finish="tool_calls", tool_calls=[_TOOL]),
    )


_TOOL = {"index": 0, "id": "1", "type": "function", "function": {"name": "approve", "arguments": "{}"}}
FAULTS = (*_carried_badly(), *_answered_badly())
