"""Which embedder is active is settled openly; one that fails is replaced for all to see; indexes never mix."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ConfigError, LibraryError, ServiceError
from reviewer.framework import Framework
from reviewer.library import Embedder, Library, choose_embedder
from reviewer.library.choice import chroma_folder
from reviewer.library.minilm import MODEL, MiniLM
from reviewer.library.store import _collection_name
from reviewer.settings import Settings
from tests.library.tiny_model import write_folder


class Words:
    """An embedder of two numbers; from its `fails_at`-th text on it raises `error`, or if None it never fails."""

    def __init__(self, name: str = "words", error: Exception | None = None, fails_at: int = 0) -> None:
        self.name = name
        self.dimension = 2
        self.texts: list[str] = []
        self._error = error
        self._fails_at = fails_at

    def embed(self, texts: list[str]) -> list[list[float]]:
        self.texts += texts
        if self._error and len(self.texts) > self._fails_at:
            raise self._error
        return [[1.0, 0.0] if "queue" in text else [0.6, 0.8] for text in texts]


def chosen(monkeypatch: pytest.MonkeyPatch, **given: object) -> tuple[Embedder | None, str]:
    """What is chosen with these settings, where the service's embedder is called "service"."""
    for name, value in given.items():
        monkeypatch.setenv(f"REVIEWER_{name.upper()}", str(value))
    choice = choose_embedder(Settings(), lambda _: Words("service"))  # type: ignore[arg-type]
    return choice.embedder, choice.origin


def test_built_in_where_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The offline default: no model, no folder."""
    assert chosen(monkeypatch) == (None, "built in, from the words and pieces of words alone")


def test_the_folder_of_chroma_if_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both files, and it says which folder; one of them alone is no model."""
    folder = write_folder(chroma_folder())

    embedder, origin = chosen(monkeypatch)
    assert isinstance(embedder, MiniLM)
    assert origin == f"the folder {folder}"
    (folder / MODEL).unlink()
    assert chosen(monkeypatch)[0] is None


def test_the_folder_in_the_settings_goes_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And one without a model in it is a mistake in the settings, never passed over."""
    write_folder(chroma_folder())
    folder = write_folder(tmp_path / "own")

    embedder, origin = chosen(monkeypatch, embedding_folder=folder)
    assert isinstance(embedder, MiniLM)
    assert origin == f"the folder {folder}"
    (folder / MODEL).unlink()
    with pytest.raises(ConfigError, match=rf"embedding_folder names {folder}, and there is no {MODEL} in it"):
        chosen(monkeypatch)


def test_the_service_goes_before_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its model is named."""
    embedder, origin = chosen(monkeypatch, embedding_model="small-3", embedding_folder=write_folder(tmp_path / "own"))

    assert embedder is not None
    assert embedder.name == "service"
    assert origin == "the service's model small-3"


@pytest.mark.parametrize("setting", ["record", "replay"])
def test_a_recorded_run_does_not_depend_on_the_machine(
    setting: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Built in, whatever else is there, and it says why: other vectors would lead to other calls."""
    write_folder(chroma_folder())

    embedder, origin = chosen(monkeypatch, embedding_model="small-3", **{setting: tmp_path / "run"})
    assert embedder is None
    assert "recorded or replayed" in origin


@pytest.mark.parametrize("fails_at", [0, 1])
@pytest.mark.parametrize(
    "error", [ServiceError("The service is down.", "connection"), LibraryError("The model is damaged.")]
)
def test_an_embedder_that_fails_is_replaced_and_it_is_said(
    error: Exception, fails_at: int, tmp_path: Path, framework: Framework
) -> None:
    """With the first question or with the first passage: the built-in vectors find, the note says why, once for all."""
    embedder = Words(error=error, fails_at=fails_at)
    library = Library(framework, tmp_path / "shelf", embedder)
    assert library.note == ""

    found = library.search("what is our score", 1)[0].passage.id
    asked = len(embedder.texts)
    library.items_for("how deep may the queue become")

    assert found == "no-score"
    assert library.note == f"{error} Passages are found with the built-in vectors for now."
    assert library.embedder.name == "built-in-stems"
    assert len(embedder.texts) == asked


def test_an_index_that_its_embedder_left_half_made(tmp_path: Path, framework: Framework) -> None:
    """It is filled by the next run, in which the embedder works; so is one that lost a few entries."""
    Library(framework, tmp_path / "shelf", Words(error=ServiceError("No.", "server"), fails_at=1)).search("queue")
    library = Library(framework, tmp_path / "shelf", Words())

    assert library.search("queue", 1)[0].score == pytest.approx(1, abs=1e-6)
    assert library.note == ""
    assert library._collection is not None
    assert library._collection.count() == len(library._entries)
    library._collection.delete(ids=list(library._entries)[:5])
    assert Library(framework, tmp_path / "shelf", Words())._open().count() == len(library._entries)


def test_passages_are_embedded_once(tmp_path: Path, framework: Framework) -> None:
    """Opened again, only the question is; a service is not paid twice."""
    first, again = Words(), Words()
    Library(framework, tmp_path / "shelf", first).search("the queue")
    Library(framework, tmp_path / "shelf", again).search("the queue")

    assert len(first.texts) > 1000
    assert again.texts == ["the queue"]


@pytest.mark.parametrize("name", ["org/model:latest", "モデル", "a b", "-", "x" * 700, "..", "a\n\x1b[31m"])
def test_any_name_of_a_model_makes_an_index(name: str, tmp_path: Path, framework: Framework) -> None:
    """Signs that chroma refuses, and names that are too long for it."""
    small = framework.model_copy(update={"passages": framework.passages[:2], "items": framework.items[:1]})
    library = Library(small, tmp_path / "shelf", Words(name))

    assert library.search("the queue")
    assert library.note == ""


@given(st.lists(st.tuples(st.text(max_size=300), st.integers(1, 9999)), min_size=2, max_size=5, unique=True))
def test_two_embedders_never_share_an_index(embedders: list[tuple[str, int]]) -> None:
    """Names that differ in anything, or dimensions, or frameworks, are different collections, each valid."""
    names = {_collection_name(print_, *one) for one in embedders for print_ in ("0" * 16, "1" * 16)}

    assert len(names) == 2 * len(embedders)
    assert all(3 <= len(name) <= 512 and name.isascii() and name[0].isalnum() and name[-1].isalnum() for name in names)


def test_names_that_only_look_alike_once_they_are_cleaned() -> None:
    """A slash, a colon and a dash are three models; and a name made like another's collection is a fourth."""
    names = [_collection_name("0" * 16, name, 8) for name in ("a/b", "a:b", "a-b", "a" * 101, "a" * 102)]
    imitation = names[0].removeprefix("0" * 16 + "-").removesuffix("-8")

    assert len({*names, _collection_name("0" * 16, imitation, 8)}) == 6
