"""Documents are read with their places kept, or refused with one sentence."""

import hashlib
import io
import os
from pathlib import Path

import pytest

from reviewer.errors import DocumentError
from reviewer.reading import document
from reviewer.reading.document import document_from_bytes, read_document, read_standard_input, sources


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(path)
    message = str(caught.value)
    assert message.endswith(".") and "\n" not in message
    return message


def test_text_hash_and_name_of_a_document(tmp_path: Path) -> None:
    """A document carries its text as it is, its file name, and the SHA-256 of its bytes."""
    path = tmp_path / "p.md"
    path.write_bytes("# Plan\r\nZwölf Prüfer 🚀\n".encode())

    read = read_document(path)

    assert read.name == "p.md"
    assert read.text == "# Plan\r\nZwölf Prüfer 🚀\n"
    assert read.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """A byte order mark is accepted, and offsets begin after it."""
    path = tmp_path / "p.txt"
    path.write_bytes(b"\xef\xbb\xbfhello")

    assert read_document(path).text == "hello"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_offsets_lead_to_lines(end: str) -> None:
    """An offset belongs to the line that an editor shows, whatever ends the lines."""
    text = end.join(["one", "two", "", "four"])

    lines = document_from_bytes(text.encode(), "p.txt").lines

    assert [lines.of(text.index(word)) for word in ("one", "two", "four")] == [1, 2, 4]
    assert lines.of(len(text) - 1) == 4


def test_missing_document(tmp_path: Path) -> None:
    """A missing file is refused by name."""
    assert "no such file" in refusal(tmp_path / "none.md")


def test_folder_in_place_of_a_document(tmp_path: Path) -> None:
    """A folder is not a document."""
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf"])
def test_empty_document(tmp_path: Path, content: bytes) -> None:
    """Nothing, or nothing but white space, is refused as empty."""
    path = tmp_path / "p.md"
    path.write_bytes(content)

    assert "is empty" in refusal(path)


def test_unreadable_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission is refused with the system's reason."""
    path = tmp_path / "p.md"
    path.write_text("x")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)

    assert "permission denied" in refusal(path)


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe is refused at once, although opening it would wait for ever."""
    path = tmp_path / "p.md"
    os.mkfifo(path)

    assert "not an ordinary file" in refusal(path)


def test_name_with_nul_byte() -> None:
    """A path that no file can have is refused like any other."""
    assert "cannot be opened" in refusal(Path("a\0b.md"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"abc\x00def", "binary"),
        (b"\xff\xfea\x00b\x00", "UTF-16"),
        (b"one\ntwo \xe9t\xe9\n", "line 2 holds the byte 0xE9"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes, words: str) -> None:
    """Binary files, UTF-16 and invalid UTF-8 are told apart, the last with line and byte."""
    path = tmp_path / "p.txt"
    path.write_bytes(content)

    assert words in refusal(path)


@pytest.mark.parametrize("name", ["p.pdf", "p.docx", "p"])
def test_unknown_format(tmp_path: Path, name: str) -> None:
    """Other formats are refused with the list of those that can be read."""
    path = tmp_path / name
    path.write_bytes(b"%PDF")

    assert "I can read .md, .markdown, .txt" in refusal(path)


def test_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty-one megabytes are refused by their size on disk; the file is never opened."""
    path = tmp_path / "p.md"
    with path.open("wb") as file:
        file.truncate(21_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("the file was opened"))

    assert "larger than 20 MB" in refusal(path)


def test_long_text(tmp_path: Path) -> None:
    """More than two million characters are refused."""
    path = tmp_path / "p.md"
    path.write_text("word " * 400_001)

    assert "more than 2 million characters" in refusal(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for standard input, which is read as UTF-8 and limited like a file."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Größe".encode())))
    assert sources(["-"])[0].read().text == "Größe"

    monkeypatch.setattr(document, "_LARGEST_FILE", 3)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"four")))
    with pytest.raises(DocumentError, match="larger"):
        read_standard_input()


def test_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    """A folder stands for all documents below it, sorted, without hidden ones and other formats."""
    for name in ("b.md", "a/z.txt", "a/.hidden.md", ".git/c.md", "d.png", "c.MD"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")

    assert [source.name for source in sources([str(tmp_path)])] == ["a/z.txt", "b.md", "c.MD"]


def test_folder_without_documents(tmp_path: Path) -> None:
    """A folder that holds no document is refused with a sentence."""
    (tmp_path / "x.png").write_bytes(b"")

    with pytest.raises(DocumentError, match="holds no documents"):
        sources([str(tmp_path)])


def test_folder_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without permission is refused; it does not pass for an empty one."""

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(os, "scandir", deny)

    with pytest.raises(DocumentError, match="permission denied"):
        sources([str(tmp_path)])
