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
    """One file: its text, its data, and the line (from 1) at which each key path begins."""

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
        known = tuple(path)
        while known and known not in self.lines:
            known = known[:-1]
        return FrameworkError(f"{self.path}, line {self.lines.get(known, 1)}: {message}.")


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
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else 0) + 1 + offset
        problem = getattr(error, "problem", None) or "it is not valid YAML"
        raise FrameworkError(f"{path}, line {line}: {problem}.") from error
    lines: Lines = {}
    if node is not None:
        _collect(node, (), lines, offset)
    return Source(path, text, data, lines)


def _collect(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, offset: int) -> None:
    lines.setdefault(path, node.start_mark.line + 1 + offset)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            lines[(*path, key.value)] = key.start_mark.line + 1 + offset
            _collect(value, (*path, key.value), lines, offset)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _collect(value, (*path, index), lines, offset)
