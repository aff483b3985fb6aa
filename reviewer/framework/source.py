"""A YAML file, or a Markdown file with front matter, as data that still knows its lines."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from reviewer.errors import FrameworkError

Mapping = dict[str, Any]
Lines = dict[tuple[str | int, ...], int]

# Far more than anybody writes by hand, and far less than what takes all memory or ends the program.
_DEEPEST, _MOST_PARTS = 100, 200_000
# What the reader of YAML raises for a value that looks like a date, a number or whatever its tag says, and is none.
_UNREADABLE = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError)


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
        identity = data.get("id") if is_list and isinstance(data, dict) else None
        found.append(str(identity) if isinstance(identity, str | int) else step)
    return tuple(found)


def _over(upper: Any, lower: Any) -> Any:
    if isinstance(upper, dict) and isinstance(lower, dict):
        return lower | {key: _over(value, lower.get(key)) for key, value in upper.items()}
    if _has_ids(upper) and _has_ids(lower):
        return list(({part["id"]: part for part in lower} | {part["id"]: part for part in upper}).values())
    return upper


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) and isinstance(part.get("id"), str) for part in value)


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
        _check_size(text)
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
        data = None
        if node is not None:
            # First the lines: whoever makes the data of a node also writes into it what it merges from others.
            _collect(node, (), lines, offset)
            data = _made(loader, node)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not valid YAML"
        raise FrameworkError(f"{path}, line {_line_of(error, text) + offset}: {problem}.") from error
    return Source(path, text, data, lines)


@dataclass(slots=True)
class _Open:
    """A mapping or list that has begun: how many parts came before it, and how deep the deepest in it lies."""

    anchor: str | None
    before: int
    deepest: int


def _check_size(text: str) -> None:
    """YAMLError for what would take all memory, or more calls in calls than a program has, to whoever makes it data.

    An alias counts as all that it stands for: how many parts that is, and how many levels.
    """
    meant: dict[str | None, tuple[int, int] | None] = {}
    opened: list[_Open] = []
    count = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        parts, levels = 1, 0
        if isinstance(event, yaml.CollectionEndEvent):
            ended = opened.pop()
            meant[ended.anchor] = (count - ended.before, ended.deepest - len(opened))
            parts, levels = 0, ended.deepest - len(opened)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append(_Open(event.anchor, count, len(opened) + 1))
            meant[event.anchor] = None
        elif isinstance(event, yaml.AliasEvent):
            parts, levels = _meant(event, meant)
        elif isinstance(event, yaml.ScalarEvent):
            meant[event.anchor] = (1, 0)
        count += parts
        if opened:
            opened[-1].deepest = max(opened[-1].deepest, len(opened) + levels)
        _check_bounds(event, count, len(opened) + levels)


def _meant(alias: yaml.AliasEvent, meant: dict[str | None, tuple[int, int] | None]) -> tuple[int, int]:
    known = meant.get(alias.anchor, (1, 0))
    if known is None:
        raise _wrong("a part of it contains itself", alias)
    return known


def _check_bounds(event: yaml.Event, count: int, depth: int) -> None:
    if depth > _DEEPEST:
        problem = f"it goes more than {_DEEPEST} levels deep; write it with fewer levels"
    elif count > _MOST_PARTS:
        problem = f"it has more than {_MOST_PARTS:,} parts, aliases written out; divide it into several files"
    else:
        return
    raise _wrong(problem, event)


def _wrong(problem: str, part: yaml.Event | yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=part.start_mark)  # type: ignore[arg-type]  # ours or C's


def _made(loader: yaml.CSafeLoader, node: yaml.Node) -> Any:
    """The data of a node; YAMLError names the value that cannot be read."""
    try:
        return loader.construct_document(node)
    except _UNREADABLE:
        value = _first_unreadable(node) or node
        words = repr(value.value[:40]) if isinstance(value, yaml.ScalarNode) else "a value"
        problem = f"{words} cannot be read as the date, number or other value that it looks like; put it in quotes"
        raise _wrong(problem, value) from None


def _first_unreadable(node: yaml.Node) -> yaml.ScalarNode | None:
    if isinstance(node, yaml.ScalarNode):
        try:
            yaml.CSafeLoader("").construct_document(node)
        except _UNREADABLE:
            return node
        return None
    parts = (part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,)))
    return next(filter(None, map(_first_unreadable, parts)), None)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1


def _collect(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, offset: int) -> None:
    lines.setdefault(path, node.start_mark.line + 1 + offset)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _wrong("a key must be a single word", key)
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
        raise _wrong(f"{place[-1]!r} stands there twice", node)


def _id_in(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        named = (value for key, value in node.value if key.value == "id")
        return next((value.value for value in named if isinstance(value, yaml.ScalarNode)), None)
    return None
