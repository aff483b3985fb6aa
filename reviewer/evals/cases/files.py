"""The files of a folder of cases: where they are, and what is read from them. Every mistake is one sentence.

A folder holds any of proposals/ and fresh/ (a text and its labels beside it), interviews/, facet-values/, retrieval/,
attacked/, guards/ and rules/.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from reviewer.errors import CasesError, FrameworkError
from reviewer.framework.source import Source, read_yaml
from reviewer.reading.document import SUFFIXES

PAPERS = ("proposals", "fresh")
INTERVIEWS = "interviews"
FOLDERS = (*PAPERS, INTERVIEWS, "retrieval", "attacked", "guards", "rules")

_Model = TypeVar("_Model", bound=BaseModel)


def check_folder(folder: Path) -> None:
    """CasesError if `folder` is no folder of cases."""
    if not folder.is_dir():
        raise CasesError(f"There is no folder of cases {folder}.")
    if not any((folder / name).is_dir() for name in FOLDERS):
        raise CasesError(f"The folder {folder} holds no cases: none of {', '.join(FOLDERS)} is in it.")


def paper_files(folder: Path) -> Iterator[Path]:
    """The texts of the proposals, by name. Two of one name would be one case."""
    found: dict[str, Path] = {}
    for name in PAPERS:
        for path in sorted((folder / name).glob("*")):
            if path.suffix.lower() not in SUFFIXES or path.stem.upper() == "README":
                continue
            if path.stem in found:
                raise CasesError(f"{path}: there is a case {path.stem} already, {found[path.stem]}.")
            found[path.stem] = path
    yield from found.values()


def interview_files(folder: Path) -> Iterator[Source]:
    """The transcripts and fact sheets, by name."""
    for path in sorted((folder / INTERVIEWS).glob("*.yaml")):
        yield read(path)


def read(path: Path) -> Source:
    """A YAML file that holds a mapping; CasesError names file, line and mistake."""
    try:
        source = read_yaml(path)
        source.mapping()
    except FrameworkError as error:
        raise CasesError(str(error)) from error
    return source


def mistake(source: Source, path: tuple[Any, ...], message: str) -> CasesError:
    """The error to raise for a part of a file."""
    return CasesError(str(source.mistake(path, message)))


def checked(source: Source, model: type[_Model], data: Any, at: tuple[Any, ...] = ()) -> _Model:
    """`data`, which stands at the key path `at` of the file, as `model`; CasesError names the first mistake."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        path = (*at, *first["loc"])
        raise mistake(source, path, _in_words(first["type"], first["msg"], path)) from None


def _in_words(kind: str, message: str, path: tuple[Any, ...]) -> str:
    key = ".".join(str(step) for step in path)
    if kind == "missing":
        return f"the key {key} is missing"
    if kind == "extra_forbidden":
        return f"there is no key {key} here"
    reason = message.removeprefix("Value error, ")
    return f"{key}: {reason[:1].lower()}{reason[1:]}"
