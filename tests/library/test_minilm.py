"""A model in a local folder: the mean of its tokens, unit length, 256 tokens; and a sentence for a bad folder."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from reviewer.errors import LibraryError
from reviewer.framework import Framework
from reviewer.library import Library
from reviewer.library.minilm import MODEL, TOKENIZER, MiniLM
from tests.library.tiny_model import WORDS, model, write_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "tiny")


def mean_of(*words: str) -> list[float]:
    """The mean of their vectors, of unit length, worked out the plain way."""
    rows = [WORDS[word] for word in words]
    mean = [sum(row[place] for row in rows) / len(rows) for place in range(4)]
    return [number / math.hypot(*mean) for number in mean]


def test_the_mean_of_the_words_without_the_padding(folder: Path) -> None:
    """A short text beside a long one, which is padded for it, has the vector that it has alone."""
    vectors = MiniLM(folder).embed(["queue", "Owner limit", "owner limit queue limit"])

    assert vectors[0] == pytest.approx(mean_of("queue"))
    assert vectors[1] == pytest.approx(mean_of("owner", "limit"))
    assert vectors[2] == pytest.approx(mean_of("owner", "limit", "queue", "limit"))


def test_vectors_stand_in_the_order_of_their_texts(folder: Path) -> None:
    """Whatever order is quickest inside, and over the size of a batch; no text, no vector."""
    texts = [" ".join(["queue"] * (1 + number % 5) + ["owner"] * (number % 3)) for number in range(75)]

    vectors = MiniLM(folder).embed(texts)

    assert vectors == [pytest.approx(mean_of(*text.split())) for text in texts]
    assert MiniLM(folder).embed([]) == []


def test_what_stands_after_256_tokens_is_not_heard(folder: Path) -> None:
    """As the model was trained; and a text of a megabyte takes no longer than its beginning."""
    long = "queue " * 255 + "owner " + "limit " * 200_000

    assert MiniLM(folder).embed([long])[0] == pytest.approx(mean_of(*["queue"] * 255, "owner"))


@pytest.mark.parametrize("text", ["", "   ", "weather"])
def test_a_text_without_known_words_has_no_direction(folder: Path, text: str) -> None:
    """All zeros rather than numbers that mean nothing."""
    vectors = MiniLM(folder).embed([text, "queue"])

    assert not any(vectors[0])
    assert vectors[1] == pytest.approx(mean_of("queue"))
    assert MiniLM(folder).embed([text]) == [[0.0] * 4]


def test_a_graph_with_fewer_inputs(tmp_path: Path) -> None:
    """Models that want no types of tokens are given none."""
    folder = write_folder(tmp_path / "two", inputs=["input_ids", "attention_mask"])

    assert MiniLM(folder).embed(["queue"])[0] == pytest.approx(mean_of("queue"))


def test_other_files_are_another_embedder(folder: Path, tmp_path: Path) -> None:
    """The name is that of what is in the files, not of where they are; the dimension is the model's."""
    again, other = write_folder(tmp_path / "again"), write_folder(tmp_path / "other")
    (other / MODEL).write_bytes(model(["input_ids"], [[1, 2]] * 5))
    spoken = write_folder(tmp_path / "spoken")
    (spoken / TOKENIZER).write_text((spoken / TOKENIZER).read_text().replace("Lowercase", "NFC"))

    names = [MiniLM(one).name for one in (folder, again, other, spoken)]
    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert [MiniLM(one).dimension for one in (folder, other)] == [4, 2]


@pytest.mark.parametrize("file", [MODEL, TOKENIZER])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    """Before anything is loaded; and when it goes away after that."""
    embedder = MiniLM(folder)
    (folder / file).unlink()

    with pytest.raises(LibraryError, match=f"{file} is missing"):
        MiniLM(folder)
    with pytest.raises(LibraryError, match=rf"{file} cannot be used: No such file"):
        _ = embedder.name


@pytest.mark.parametrize("content", [b"", b"no model", b"\x08\x08", b"{}", b"\xff" * 300])
@pytest.mark.parametrize("file", [MODEL, TOKENIZER])
def test_a_damaged_file_is_named(folder: Path, file: str, content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """In one sentence, and nothing of the library beneath is printed."""
    (folder / file).write_bytes(content)

    with pytest.raises(LibraryError, match=rf"/{file} cannot be used: .*\.$") as caught:
        MiniLM(folder).embed(["queue"])
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")


def test_a_model_for_something_else(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Other inputs, fewer words than the tokenizer has, numbers that are none; again nothing is printed."""
    for graph in (model(["pixels"]), model(["input_ids"], [[1, 2]]), model(["input_ids"], [[math.nan, 1]] * 5)):
        (folder / MODEL).write_bytes(graph)
        with pytest.raises(LibraryError, match=rf"{MODEL} cannot be used"):
            MiniLM(folder).embed(["queue owner limit"])
    assert capfd.readouterr() == ("", "")


def test_a_library_on_it(folder: Path, tmp_path: Path, framework: Framework) -> None:
    """The shipped passages are found through it, and its index has its name and dimension."""
    library = Library(framework, tmp_path / "shelf", MiniLM(folder))

    assert library.search("queue limit")[0].score > 0.9
    assert library.note == ""
    assert library._collection is not None
    assert library._collection.name == f"{framework.fingerprint}-{MiniLM(folder).name}-4"


def test_nothing_heavy_is_imported_before_it_is_used(folder: Path) -> None:
    """Choosing an embedder, and looking whether its files are there, loads neither model nor library."""
    program = f"""
import pathlib, sys
from reviewer.library.minilm import MiniLM
from reviewer.library.choice import choose_embedder
MiniLM(pathlib.Path({str(folder)!r})).name
assert not {{"onnxruntime", "tokenizers", "numpy", "chromadb", "openai"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
