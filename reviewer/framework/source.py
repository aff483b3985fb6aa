"""A YAML file, or a Markdown file with front matter, as data that still knows its lines."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from reviewer.errors import FrameworkError

Mapping = dict[str, Any]
Lines = dict[tuple[str | int, ...], int]


@dataclass(frozen=True)
class Source:
    """One file: its text, its data, and the line (from 1) at which each key path begins.

    A part of a list that has an id stands in a key path by its id, so that the path holds when files are merged.
    """

    path: Path
    text: str
    data: Any
    lines: Lines = field(default_factory=dict)

    def mapping(self) -> Mapping:
        """The data as a mapping; FrameworkError if it is something else."""
        if not isinstance(self.data, dict):
            raise self.mistake((), "the file must hold a mapping of keys to values")
        return self.data

    def over(self, lower: "Source") -> "Source":
        """This file laid over `lower`: mappings merge key by key, lists of things with an id by their id."""
        return replace(self, data=_over(self.data, lower.data))

    def mistake(self, path: tuple[Any, ...], message: str) -> FrameworkError:
        """The error to raise: file, line of the nearest known key, and what is wrong."""
        known = _by_ids(path, self.data)
        while known and known not in self.lines:
            known = known[:-1]
        return FrameworkError(f"{self.path}, line {self.lines.get(known, 1)}: {message}.")


def _by_ids(path: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    """`path` with the id, where there is one, in place of the index of a part of a list."""
    found = []
    for step in path:
        is_list = isinstance(data, list)
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
        found.append(data["id"] if is_list and isinstance(data, dict) and "id" in data else step)
    return tuple(found)


def _over(upper: Any, lower: Any) -> Any:
    if isinstance(upper, dict) and isinstance(lower, dict):
        return lower | {key: _over(value, lower.get(key)) for key, value in upper.items()}
    if _has_ids(upper) and _has_ids(lower):
        return list(({part["id"]: part for part in lower} | {part["id"]: part for part in upper}).values())
    return upper


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) and "id" in part for part in value)


def read_yaml(path: Path) -> Source:
    """The file at `path`; FrameworkError if it cannot be read or is not YAML."""
    return _parsed(path, _text(path), 0)


def read_front_matter(path: Path) -> Source:
    """A Markdown file whose front matter is YAML between two lines of three dashes; the body becomes `text`."""
    text = _text(path)
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        raise FrameworkError(f"{path}, line 1: the front matter between two lines of three dashes is missing.")
    source = _parsed(path, head, 1)
    return replace(source, text=text, data=source.mapping() | {"text": body.strip()})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FrameworkError(f"{path} cannot be read as UTF-8 text: {error}.") from error


def _parsed(path: Path, text: str, offset: int) -> Source:
    lines: Lines = {}
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
        if node is not None:
            _collect(node, (), lines, offset)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not valid YAML"
        raise FrameworkError(f"{path}, line {_line_of(error, text) + offset}: {problem}.") from error
    except RecursionError as error:
        raise FrameworkError(f"{path}, line {1 + offset}: a part of it contains itself.") from error
    return Source(path, text, data, lines)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1


def _collect(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, offset: int) -> None:
    lines.setdefault(path, node.start_mark.line + 1 + offset)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _refuse_second(key, (*path, key.value), lines)
            lines[(*path, key.value)] = key.start_mark.line + 1 + offset
            _collect(value, (*path, key.value), lines, offset)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            place = (*path, _id_in(value) or index)
            _refuse_second(value, place, lines)
            _collect(value, place, lines, offset)


def _refuse_second(node: yaml.Node, place: tuple[str | int, ...], lines: Lines) -> None:
    """YAML itself would let the second of two equal keys win without a word."""
    if place in lines:
        raise yaml.MarkedYAMLError(problem=f"{place[-1]!r} stands there twice", problem_mark=node.start_mark)


def _id_in(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        return next((str(value.value) for key, value in node.value if key.value == "id"), None)
    return None
