"""What an endpoint can do is found out by asking, remembered in a small file, and never guessed."""

import json
import stat
from pathlib import Path

import pytest

from reviewer.errors import ServiceError
from reviewer.models.openai.body import body
from reviewer.models.openai.faults import UnsupportedError
from reviewer.models.openai.ladder import RUNGS, Found, Ladder, Rung
from tests.service import server
from tests.service.calls import ASKED, SHAPED
from tests.service.conftest import Made
from tests.service.server import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
_ADDRESS = "http://127.0.0.1:1/v1"


def _forms(service: Service) -> list[str]:
    return [server.rung_of(asked) for asked in service.bodies]


@pytest.mark.parametrize("rung", RUNGS)
async def test_goes_down_to_what_the_endpoint_takes(service: Service, caller_for: Made, rung: Rung) -> None:
    """Each refused rung leads to the next one, and the first that works is remembered for the next caller."""
    service.script = server.takes_rung(rung, "words")
    assert (await caller_for().call(SHAPED)).text == "words"
    assert _forms(service) == list(RUNGS[: RUNGS.index(rung) + 1])
    service.requests.clear()
    again = caller_for()
    assert (await again.call(SHAPED)).text == "words"
    assert _forms(service) == [rung]
    assert again.found == Found(rung=rung)


async def test_another_model_begins_at_the_top(service: Service, caller_for: Made) -> None:
    """What one model can do says nothing about another one."""
    service.script = server.takes_rung("text", "words")
    caller = caller_for()
    await caller.call(SHAPED)
    service.requests.clear()
    await caller.call(SHAPED.model_copy(update={"model": "another"}))
    assert _forms(service)[0] == "strict schema"


@pytest.mark.parametrize("behaviour", [server.error(400, "Bad request"), server.error(404), server.text("{", "length")])
async def test_other_failures_stay_on_their_rung(
    service: Service, caller_for: Made, behaviour: server.Behaviour
) -> None:
    """Only a refusal by name leads down; nothing is remembered of a failure."""
    service.script = lambda _request, _number: behaviour
    caller = caller_for()
    with pytest.raises(ServiceError):
        await caller.call(SHAPED)
    assert set(_forms(service)) == {"strict schema"}
    assert caller.found is None


async def test_an_endpoint_that_refuses_everything(service: Service, caller_for: Made) -> None:
    """The ladder ends: the last refusal is the answer, and nothing is remembered."""
    service.script = lambda _request, _number: server.error(400, "no schema, no response_format, no json_schema")
    caller = caller_for()
    with pytest.raises(ServiceError) as caught:
        await caller.call(SHAPED)
    assert caught.value.fault in ("unsupported", "malformed")
    assert len(service.requests) == 4
    assert caller.found is None


@pytest.mark.parametrize("field", ["temperature", "seed", "max_tokens", "stream_options"])
async def test_a_refused_field_is_left_out(service: Service, caller_for: Made, field: str) -> None:
    """A field that the endpoint does not know is left out, there and for ever after."""

    def script(asked: dict[str, object], _number: int) -> server.Behaviour:
        return server.unsupported(field) if field in asked else server.text("words")

    service.script = script
    for _ in range(2):
        assert "".join([piece async for piece in caller_for().stream(SHAPED)]) == "words"
    assert [field in asked for asked in service.bodies] == [True, False, False]
    assert caller_for().found == Found(refused=(field,))


async def test_the_other_name_of_the_length(service: Service, caller_for: Made) -> None:
    """Where max_tokens is refused, max_completion_tokens says how long an answer may be; both are not needed."""
    says = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."

    def script(asked: dict[str, object], _number: int) -> server.Behaviour:
        if "max_tokens" in asked:
            return server.error(400, says, param="max_tokens")
        return server.unsupported("max_completion_tokens") if "max_completion_tokens" in asked else server.text("words")

    service.script = script
    await caller_for().call(SHAPED)
    lengths = [(asked.get("max_tokens"), asked.get("max_completion_tokens")) for asked in service.bodies]
    assert lengths == [(50, None), (None, 50), (None, None)]


async def test_the_named_parameter_counts_more_than_words(service: Service, caller_for: Made) -> None:
    """Where a service says which parameter it means, other names in its message cost nothing."""
    refusal = server.error(400, "seed is unknown; temperature and response_format are fine", param="seed")
    service.script = lambda _request, number: refusal if number == 0 else server.text("words")
    caller = caller_for()
    await caller.call(SHAPED)
    assert caller.found == Found(refused=("seed",))


@pytest.mark.parametrize(
    "says",
    [
        "This response_format type is unavailable now",
        "'response_format.type' must be 'json_schema' or 'text'",
        "Invalid schema for response_format 'said': 'seed' is not permitted",
        "failed to parse grammar",
        "guided decoding is not enabled; try temperature 0",
    ],
)
async def test_refusals_of_a_form_are_recognised(service: Service, caller_for: Made, says: str) -> None:
    """However a server words it, a refusal of the form leads down a rung and costs no other field."""
    service.script = lambda _request, number: server.error(400, says) if number == 0 else server.text("words")
    caller = caller_for()
    await caller.call(SHAPED)
    assert caller.found == Found(rung="schema")


def _body(rung: Rung, **given: bool) -> dict[str, object]:
    return body(SHAPED, Found(rung=rung), **given)


def test_each_rung_has_its_form() -> None:
    """The schema goes with the request on the upper rungs, and in words on the lower ones."""
    forms = {rung: _body(rung).get("response_format") for rung in RUNGS}
    assert forms["strict schema"]["json_schema"]["strict"] is True  # type: ignore[index]
    assert forms["schema"]["json_schema"]["strict"] is False  # type: ignore[index]
    assert (forms["JSON object"], forms["text"]) == ({"type": "json_object"}, None)
    told = [json.dumps(_body(rung)["messages"]) for rung in RUNGS]
    assert ["additionalProperties" in words for words in told] == [False, False, True, True]


def test_the_schema_in_words_stands_where_it_can_be_cached() -> None:
    """It follows the part that many requests share, so that the changing part stays last."""
    first, last = _body("text")["messages"]  # type: ignore[misc]
    assert first["content"].startswith("The rules that never change.\n\n")
    assert last["content"] == "The part that does."


def test_a_body_is_the_same_bytes() -> None:
    """Equal calls are equal bodies, with sorted keys; the parts of an answer keep the order of the schema."""
    made = json.dumps(_body("strict schema"))
    assert made == json.dumps(_body("strict schema"))
    assert list(_body("strict schema")) == sorted(_body("strict schema"))
    assert made.index('"quote"') < made.index('"answer"')


def test_cache_breakpoints_only_where_they_are_known() -> None:
    """Fields of the prompt cache break other servers, so that they go to nobody who did not say that he has them."""
    assert "prompt_cache" not in json.dumps(_body("strict schema"))
    marked = _body("strict schema", marks_prefix=True)
    assert marked["prompt_cache_options"] == {"mode": "explicit"}
    assert marked["messages"][0]["content"] == [  # type: ignore[index]
        {
            "prompt_cache_breakpoint": {"mode": "explicit"},
            "text": "The rules that never change.",
            "type": "text",
        }
    ]
    assert marked["messages"][1]["content"] == "The part that does."  # type: ignore[index]
    assert "max_completion_tokens" in marked


def test_the_cache_key_follows_the_prefix() -> None:
    """Requests with one beginning share a key; another beginning has another one."""
    last = SHAPED.messages[1].model_copy(update={"text": "Another part."})
    first = SHAPED.messages[0].model_copy(update={"text": "Other rules."})
    calls = [
        SHAPED,
        SHAPED.model_copy(update={"messages": (SHAPED.messages[0], last)}),
        SHAPED.model_copy(update={"messages": (first, SHAPED.messages[1])}),
    ]
    keys = [body(call, Found(), marks_prefix=True)["prompt_cache_key"] for call in calls]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("refused", ["prompt_cache_options", "prompt_cache_breakpoint"])
def test_an_older_model_gets_neither_half_of_a_breakpoint(refused: str) -> None:
    """Explicit mode without a breakpoint would switch the cache off, so that both go together."""
    left = json.dumps(body(SHAPED, Found(refused=(refused,)), marks_prefix=True))
    assert "prompt_cache_breakpoint" not in left
    assert "prompt_cache_options" not in left
    assert "prompt_cache_key" in left


def test_the_memory_is_private_and_whole(tmp_path: Path) -> None:
    """The file is readable by its owner only, no draft stays behind, and endpoints do not overwrite each other."""
    folder = tmp_path / "state"
    Ladder(folder, _ADDRESS).worked("one", Found(rung="text", refused=("seed",)))
    Ladder(folder, "http://elsewhere/v1").worked("one", Found(rung="schema"))
    [file] = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert Ladder(folder, _ADDRESS).known("one") == Found(rung="text", refused=("seed",))
    assert Ladder(folder, "http://elsewhere/v1").known("one") == Found(rung="schema")


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b"\xff", b'{"version": 2}', b'{"known": {"http://127.0.0.1:1/v1 one": {"rung": "x"}}}']
)
def test_a_damaged_memory_counts_as_forgotten(tmp_path: Path, damage: bytes) -> None:
    """A file that is damaged or of another version is begun anew."""
    (tmp_path / "services.json").write_bytes(damage)
    ladder = Ladder(tmp_path, _ADDRESS)
    assert ladder.start("one") == Found()
    ladder.worked("one", Found(rung="text"))
    assert Ladder(tmp_path, _ADDRESS).known("one") == Found(rung="text")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Then the memory lasts as long as the program, and nothing else happens."""
    (tmp_path / "state").write_text("a file where the folder should be")
    ladder = Ladder(tmp_path / "state", _ADDRESS)
    ladder.worked("one", Found(rung="text"))
    assert ladder.known("one") == Found(rung="text")


def test_a_ladder_only_goes_down() -> None:
    """Each step gives something up, and when nothing is left there is no step."""
    error = UnsupportedError("no", frozenset({"response_format", "seed"}))
    found: Found | None = Found()
    seen = []
    while found:
        seen.append(found)
        found = found.after(error)
    assert [step.rung for step in seen] == list(RUNGS)
    assert Found(refused=("seed",)).after(UnsupportedError("no", frozenset({"seed"}))) is None


async def test_a_call_without_a_form_proves_no_rung(service: Service, caller_for: Made) -> None:
    """Prose that worked says nothing about schemas."""
    caller = caller_for()
    await caller.call(ASKED)
    assert caller.found is None


async def test_a_probe_finds_the_rung_anew(service: Service, caller_for: Made) -> None:
    """`probe` begins at the top whatever is remembered, and tells rung, time and answer."""
    service.script = server.takes_rung("text", "words")
    caller = caller_for()
    await caller.call(SHAPED)
    service.script = server.takes_rung("strict schema", '{"answer": "yes"}')
    probe = await caller.probe()
    assert (probe.rung, probe.refused, probe.said, probe.fault) == ("strict schema", (), '{"answer": "yes"}', None)
    assert 0 < probe.latency_s < 5
    assert caller.found == Found()


async def test_a_probe_sees_through_a_form_that_is_ignored(service: Service, caller_for: Made) -> None:
    """A server that accepts a schema and answers in prose is asked on the rung where its answer fits."""

    def script(asked: dict[str, object], _number: int) -> server.Behaviour:
        return server.text('{"answer": "yes"}' if "additionalProperties" in str(asked["messages"]) else "Yes, I can!")

    service.script = script
    caller = caller_for()
    assert (await caller.probe()).rung == "JSON object"
    assert caller_for().found == Found(rung="JSON object")


async def test_a_probe_tells_a_failure(service: Service, caller_for: Made) -> None:
    """`probe` does not raise: it says how it went."""
    service.script = lambda _request, _number: server.error(401)
    probe = await caller_for().probe()
    assert (probe.rung, probe.fault) == (None, "key_refused")
    assert "does not accept the key" in probe.said


async def test_breakpoints_can_be_switched_on(service: Service, caller_for: Made) -> None:
    """A service that refuses them after all is asked without them, and loses nothing else."""

    def script(asked: dict[str, object], _number: int) -> server.Behaviour:
        if "prompt_cache_breakpoint" in str(asked["messages"]):
            return server.error(400, "Unknown parameter: 'messages[0].content[0].prompt_cache_breakpoint'.")
        return server.text("words")

    service.script = script
    caller = caller_for(cache_breakpoints=True)
    await caller.call(SHAPED)
    assert ["prompt_cache_options" in asked for asked in service.bodies] == [True, False]
    assert caller.found == Found(refused=("prompt_cache_breakpoint",))
