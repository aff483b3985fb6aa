"""Documents: Markdown and plain text from files, folders and standard input, with a known place for each word.

Offsets count the characters of the decoded text as it is, line ends untouched; a byte order mark is no part of it.
"""

import hashlib
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from reviewer.errors import DocumentError
from reviewer.reading.lines import Lines

SUFFIXES = (".md", ".markdown", ".txt")
STANDARD_INPUT = "-"
# A proposal is a few hundred kilobytes at most; more than this is a mistake, and reading it would only cost memory.
_LARGEST_FILE = 20_000_000
# Some three hundred thousand words: longer than any proposal, and still quick to search.
_LONGEST_TEXT = 2_000_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Document:
    """One text to review. `sha256` is that of its bytes as they were read."""

    name: str
    text: str
    sha256: str

    @cached_property
    def lines(self) -> Lines:
        """Where the lines of the text begin."""
        return Lines(self.text)


@dataclass(frozen=True)
class Source:
    """A document that was found and not yet read, and the name that reports give it."""

    name: str
    path: Path | None

    def read(self) -> Document:
        """The document; DocumentError says in one sentence why it cannot be read."""
        return read_document(self.path, self.name) if self.path else read_standard_input()


def sources(paths: Iterable[str]) -> list[Source]:
    """The documents behind `paths`: files, `-` for standard input, and folders with everything below them."""
    return [source for path in paths for source in _sources(path)]


def _sources(argument: str) -> list[Source]:
    if argument == STANDARD_INPUT:
        return [Source("standard input", None)]
    path = Path(argument)
    return _in_folder(path) if path.is_dir() else [Source(path.name, path)]


def _in_folder(folder: Path) -> list[Source]:
    found = [path for path in _files(folder) if path.suffix.lower() in SUFFIXES]
    if not found:
        raise DocumentError(f"The folder {folder} holds no documents that I can read ({', '.join(SUFFIXES)}).")
    return [Source(path.relative_to(folder).as_posix(), path) for path in sorted(found)]


def _files(folder: Path) -> list[Path]:
    """Every visible file below `folder`; links to folders are not followed, so that no circle can be walked."""

    def refuse(error: OSError) -> None:
        raise DocumentError(f"The folder {error.filename} cannot be opened: {_reason(error)}.") from error

    found: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place) / name for name in files if not name.startswith(".")]
    return found


def read_document(path: Path, name: str | None = None) -> Document:
    """The document at `path`; DocumentError says in one sentence why it cannot be read."""
    try:
        _check_file(path)
        with path.open("rb") as file:
            content = _read(file, str(path))
    except (OSError, ValueError) as error:
        raise DocumentError(f"The document {path} cannot be opened: {_reason(error)}.") from error
    return document_from_bytes(content, name or path.name)


def read_standard_input() -> Document:
    """What is piped into the program, as a document."""
    return document_from_bytes(_read(sys.stdin.buffer, "on standard input"), "standard input")


def _check_file(path: Path) -> None:
    """Everything that can be known without reading: a pipe or device would never end, a wrong format is not opened."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError(f"{path} is a folder, not a document.")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(f"{path} is not an ordinary file.")
    if path.suffix.lower() not in SUFFIXES:
        kind = f"the format {path.suffix}" if path.suffix else "a format that has no name"
        raise DocumentError(f"The document {path} has {kind}; I can read {', '.join(SUFFIXES)}.")
    if status.st_size > _LARGEST_FILE:
        raise DocumentError(_too_large(str(path)))


def _read(file: BinaryIO, where: str) -> bytes:
    content = file.read(_LARGEST_FILE + 1)
    if len(content) > _LARGEST_FILE:
        raise DocumentError(_too_large(where))
    return content


def _too_large(where: str) -> str:
    return f"The document {where} is larger than {_LARGEST_FILE // 1_000_000} MB."


def document_from_bytes(content: bytes, name: str) -> Document:
    """`content` as a document; DocumentError if it is empty, binary, not UTF-8 or too long."""
    if content.startswith(_UTF_16_MARKS):
        raise DocumentError(f"The document {name} is written in UTF-16; please save it as UTF-8.")
    if b"\x00" in content:
        raise DocumentError(f"The document {name} is a binary file, not text.")
    text = _decoded(content, name)
    if not text.strip():
        raise DocumentError(f"The document {name} is empty.")
    if len(text) > _LONGEST_TEXT:
        raise DocumentError(f"The document {name} holds more than {_LONGEST_TEXT // 1_000_000} million characters.")
    return Document(name, text, hashlib.sha256(content).hexdigest())


def _decoded(content: bytes, name: str) -> str:
    body = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = Lines(body[: error.start].decode("utf-8")).of(error.start)
        value = body[error.start]
        raise DocumentError(
            f"The document {name} is not valid UTF-8: line {line} holds the byte 0x{value:02X}."
        ) from error


def _reason(error: OSError | ValueError) -> str:
    """What the system says, as part of a sentence."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return words[:1].lower() + words[1:]
