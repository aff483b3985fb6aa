"""Embeddings from a service, through the real client: in batches, in time, each number checked, unit length."""

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import ServiceError
from reviewer.framework import Framework
from reviewer.library import Library
from reviewer.models.openai.embedding import ServiceEmbedder, service_embedder
from reviewer.settings import Settings
from tests.service.server import (
    Behaviour,
    Service,
    as_json,
    body,
    drips,
    error,
    hangs,
    redirect,
    too_often,
    vectors,
    web_page,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
Made = Callable[..., ServiceEmbedder]


@pytest.fixture
def embedder_for(settings_for: Callable[..., Settings]) -> Made:
    def made(**given: object) -> ServiceEmbedder:
        return service_embedder(settings_for(**{"embedding_model": "small-3", **given}))

    return made


def rows(*embeddings: object) -> Behaviour:
    """An answer with these vectors in their order."""
    return as_json({"data": [{"index": place, "embedding": vector} for place, vector in enumerate(embeddings)]})


def test_one_vector_of_unit_length_for_each_text(service: Service, embedder_for: Made) -> None:
    """In the order of the texts, whatever the order of the answer; the model and the form are asked for."""
    first, second = {"index": 0, "embedding": [3, 4.0]}, {"index": 1, "embedding": [0, 2]}
    service.script = lambda _request, _number: as_json({"data": [second, first]})
    embedder = embedder_for()

    assert embedder.embed(["one", "two"]) == [[0.6, 0.8], [0.0, 1.0]]
    assert embedder.dimension == 2
    assert [request.path for request in service.requests] == ["/v1/embeddings"]
    assert service.bodies == [{"model": "small-3", "input": ["one", "two"], "encoding_format": "float"}]


def test_many_texts_go_in_batches(service: Service, embedder_for: Made) -> None:
    """At most 32 a request, as many at once as is set, and each text has the vector that it has alone."""
    texts = [f"passage {number}" for number in range(300)]
    embedder = embedder_for(concurrency=3)

    found = embedder.embed(texts)

    assert sorted(len(asked["input"]) for asked in service.bodies) == [12] + [32] * 9
    assert service.most_in_flight <= 3
    assert found[250] == embedder.embed([texts[250]])[0]
    assert all(math.hypot(*vector) == pytest.approx(1) for vector in found)


def test_empty_texts_are_not_sent(service: Service, embedder_for: Made) -> None:
    """Services refuse them; they have no direction. Long ones are cut, control signs replaced."""
    embedder = embedder_for()

    assert embedder.embed(["", "one", " \n"])[1] == embedder.embed(["one"])[0]
    assert embedder.embed(["", " "]) == [[0.0] * 8] * 2
    embedder.embed(["x" * 100_000, "a\x00\ud83db"])
    assert [asked["input"] for asked in service.bodies] == [["one"], ["one"], ["x" * 8000, "a\ufffd\ufffdb"]]


async def test_inside_a_running_event_loop(service: Service, embedder_for: Made) -> None:
    """The interview asks from within one."""
    assert len(embedder_for().embed(["one"])[0]) == 8


NOT_VECTORS = {
    "an error": as_json({"error": {"message": "no"}}),
    "a list": as_json([]),
    "null": as_json(None),
    "no data": as_json({"data": []}),
    "prose": body(b"Here are your embeddings."),
    "one too few": rows([1, 2]),
    "one too many": rows([1, 2], [1, 2], [1, 2]),
    "the same one twice": as_json({"data": [{"index": 0, "embedding": [1, 2]}] * 2}),
    "base64": rows("AACAPwAAAEA=", "AACAPwAAAEA="),
    "words": rows(["1", "2"], ["1", "2"]),
    "truth": rows([True, False], [True, False]),
    "no number": body(b'{"data": [{"index": 0, "embedding": [NaN, 1]}, {"index": 1, "embedding": [1, 1]}]}'),
    "no end": body(b'{"data": [{"index": 0, "embedding": [Infinity, 1]}, {"index": 1, "embedding": [1, 1]}]}'),
    "too large": rows([1.7e308, 1.7e308], [1, 1]),
    "far too large": rows([10**400, 1], [1, 1]),
    "nothing": rows([], []),
    "no direction": rows([0, 0], [1, 1]),
    "other lengths": rows([1, 2], [1, 2, 3]),
    "a page": web_page(200),
}


@pytest.mark.parametrize("behaviour", NOT_VECTORS.values(), ids=NOT_VECTORS)
def test_what_is_no_vector_is_not_taken_for_one(behaviour: Behaviour, service: Service, embedder_for: Made) -> None:
    """One sentence, nothing of the answer in it, and no second try: it would be the same."""
    service.script = lambda _request, _number: behaviour

    with pytest.raises(ServiceError) as caught:
        embedder_for().embed(["one", "two"])
    assert caught.value.fault == "malformed"
    assert len(service.requests) == 1


def test_a_service_that_changes_its_dimension(service: Service, embedder_for: Made) -> None:
    """Vectors of another length than before would not fit the index."""
    service.script = lambda _request, number: vectors(8 if number == 0 else 16)
    embedder = embedder_for()
    embedder.embed(["one"])

    with pytest.raises(ServiceError, match="vectors of different length"):
        embedder.embed(["two"])


@pytest.mark.parametrize(
    ("behaviour", "fault", "tries"),
    [
        (error(500), "server", 2),
        (web_page(502), "server", 2),
        (too_often("0"), "rate_limit", 2),
        (too_often("3600"), "rate_limit", 1),
        (error(401), "key_refused", 1),
        (error(404), "not_found", 1),
        (redirect("http://127.0.0.1:9/"), "redirect", 1),
    ],
)
def test_faults(
    behaviour: Behaviour, fault: str, tries: int, service: Service, embedder_for: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may pass is tried once more, if that is not long; the rest is not. The key is in no message."""
    monkeypatch.setattr("reviewer.models.openai.embedding._WAIT_S", 0.0)
    service.script = lambda _request, _number: behaviour

    with pytest.raises(ServiceError) as caught:
        embedder_for().embed(["one"])
    assert (caught.value.fault, len(service.requests)) == (fault, tries)
    assert "canary" not in str(caught.value)


def test_a_second_try_may_succeed(service: Service, embedder_for: Made) -> None:
    """After the time that the service asked for."""
    service.script = lambda _request, number: vectors() if number else too_often("0")

    assert len(embedder_for().embed(["one"])[0]) == 8


@pytest.mark.parametrize("behaviour", [hangs(), drips()], ids=["hangs", "drips"])
def test_the_deadline(behaviour: Behaviour, service: Service, embedder_for: Made) -> None:
    """A service that says nothing, or never ends, is left by the clock on the wall."""
    service.script = lambda _request, _number: behaviour
    embedder, begun = embedder_for(deadline_s=0.3), time.monotonic()

    with pytest.raises(ServiceError) as caught:
        embedder.embed(["one"])
    assert caught.value.fault == "timeout"
    assert time.monotonic() - begun < 10


def test_another_model_or_address_is_another_embedder(embedder_for: Made) -> None:
    """Their vectors have nothing to do with each other."""
    names = {embedder_for().name, embedder_for(embedding_model="large-3").name}
    names.add(embedder_for(base_url="http://127.0.0.1:9/v1").name)

    assert len(names) == 3


def test_a_library_on_it(service: Service, embedder_for: Made, framework: Framework, tmp_path: Path) -> None:
    """Passages are sent once; then only what is asked."""
    embedder = embedder_for()
    library = Library(framework, tmp_path / "shelf", embedder)
    phrase = framework.passages[0].phrases[0]

    found = library.search(phrase)
    sent = len(service.requests)
    Library(framework, tmp_path / "shelf", embedder_for()).search(phrase)

    assert found[0].score == pytest.approx(1, abs=1e-5)
    assert library.note == ""
    assert sent > 30
    assert len(service.requests) - sent <= 2


def test_a_library_whose_service_fails(
    service: Service, embedder_for: Made, framework: Framework, tmp_path: Path
) -> None:
    """It answers all the same and says with what, and asks the service no more."""

    def refusing(request: Any, number: int) -> Behaviour:
        return error(401)

    service.script = refusing
    library = Library(framework, tmp_path / "shelf", embedder_for())

    assert library.search("what is our score", 1)[0].passage.id == "no-score"
    assert "does not accept the key" in library.note
    assert library.note.endswith("Passages are found with the built-in vectors for now.")
    library.search("again")
    assert len(service.requests) == 1
