"""Cue files: how people say a facet, as data; loaded, checked and compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from reviewer.errors import FrameworkError
from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.offline.patterns import Pattern, PatternError, lower_case
from reviewer.readiness.claims import Scalar

_ANSWERS = {True: "yes", False: "no"}
_SCALAR_SLOTS = {"", "part", "whole", "rest", "of_whole"}
_PLACEHOLDER_TYPES = {"quantity", "share", "count_pair", "date", "money", "duration"}


class _Part(BaseModel):
    """A piece of a cue file; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RowCue(_Part):
    """Patterns of which every match gives one row of a list."""

    said: tuple[str, ...]
    cells: dict[str, Scalar] = {}
    unless: tuple[str, ...] = ()
    context: str = ""

    @field_validator("unless", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class TableCue(_Part):
    """Words of the header by which a table is recognised as a list."""

    columns: dict[str, str]
    needs: tuple[str, ...]
    skip: str = ""
    cells: dict[str, Scalar] = {}
    context: str = ""


class FacetCue(_Part):
    """All the ways in which one facet is said."""

    said: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    context: str = ""
    row_label: str = ""
    vague: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    values: dict[str, tuple[str, ...]] = {}
    rows: tuple[RowCue, ...] = ()
    column_vague: dict[str, tuple[str, ...]] = {}
    column_denied: dict[str, tuple[str, ...]] = {}
    tables: tuple[TableCue, ...] = ()
    cell_values: dict[str, dict[str, tuple[str, ...]]] = Field(default={})

    @field_validator("unless", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("tables", mode="before")
    @classmethod
    def _many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, dict) else value

    @field_validator("values", mode="before")
    @classmethod
    def _worded(cls, value: Any) -> Any:
        return _with_words(value)

    @field_validator("cell_values", mode="before")
    @classmethod
    def _columns_worded(cls, value: Any) -> Any:
        return {column: _with_words(choices) for column, choices in value.items()} if isinstance(value, dict) else value


def _with_words(values: Any) -> Any:
    """YAML turns an unquoted yes into a truth value; here it is a word."""
    return (
        {_ANSWERS.get(key, key) if isinstance(key, bool) else key: words for key, words in values.items()}
        if isinstance(values, dict)
        else values
    )


class Rows:
    """A compiled row cue."""

    def __init__(self, cue: RowCue, choices: Mapping[str, str]) -> None:
        """Compile the patterns of a row cue."""
        self.said = [Pattern(source, choices) for source in cue.said]
        self.cells = cue.cells
        self.unless = _joined(cue.unless)
        self.context = _joined((cue.context,))


class Table:
    """A compiled table cue."""

    def __init__(self, cue: TableCue) -> None:
        """Compile the words of a table's header."""
        self.columns = {column: re.compile(words, re.IGNORECASE) for column, words in cue.columns.items()}
        self.needs = cue.needs
        self.skip = _joined((cue.skip,))
        self.cells = cue.cells
        self.context = _joined((cue.context,))

    def places(self, headers: tuple[str, ...]) -> dict[str, int]:
        """Which column of the list stands where; empty if the table is not this list."""
        places: dict[str, int] = {}
        for column, words in self.columns.items():
            free = (
                place for place, header in enumerate(headers) if place not in places.values() and words.search(header)
            )
            if (place := next(free, None)) is not None:
                places[column] = place
        return places if all(need in places for need in self.needs) else {}


class Cue:
    """The compiled cues of one facet."""

    def __init__(self, facet: Facet, cue: FacetCue) -> None:
        """Compile all patterns; PatternError if one is wrong."""
        self.facet = facet
        self.cell_values = {
            column: {choice: _joined(words) for choice, words in choices.items()}
            for column, choices in cue.cell_values.items()
        }
        choices = {
            column: "|".join(f"(?:{lower_case(word)})" for words in values.values() for word in words)
            for column, values in cue.cell_values.items()
        }
        self.said = [Pattern(source, choices) for source in cue.said]
        self.values = [(choice, Pattern(source)) for choice, sources in cue.values.items() for source in sources]
        self.vague = [Pattern(source) for source in cue.vague]
        self.denied = [Pattern(source) for source in cue.denied]
        self.rows = [Rows(row, choices) for row in cue.rows]
        self.tables = [Table(table) for table in cue.tables]
        self.column_vague = {
            column: [Pattern(source) for source in sources] for column, sources in cue.column_vague.items()
        }
        self.column_denied = {
            column: [Pattern(source) for source in sources] for column, sources in cue.column_denied.items()
        }
        self.unless = _joined(cue.unless)
        self.context = _joined((cue.context,))
        self.row_label = _joined((cue.row_label,))
        _check(facet, cue, self)

    def patterns(self) -> Iterator[Pattern]:
        """All patterns of the facet."""
        yield from (*self.said, *self.vague, *self.denied, *(pattern for _, pattern in self.values))
        for rows in self.rows:
            yield from rows.said
        for patterns in (*self.column_vague.values(), *self.column_denied.values()):
            yield from patterns


def _joined(sources: Iterable[str]) -> re.Pattern[str] | None:
    words = [source for source in sources if source]
    try:
        return re.compile("|".join(f"(?:{word})" for word in words), re.IGNORECASE) if words else None
    except re.error as error:
        raise PatternError(f"one of {words!r} is no regular expression: {error}") from error


def _check(facet: Facet, cue: FacetCue, compiled: Cue) -> None:
    columns = {column.column for column in facet.row}
    named = {slot.column for rows in compiled.rows for pattern in rows.said for slot in pattern.slots} - {"", "_"}
    named |= {column for rows in compiled.rows for column in rows.cells} | {
        column for table in compiled.tables for column in table.columns
    }
    named |= {*cue.column_vague, *cue.column_denied, *cue.cell_values}
    if unknown := sorted(named - columns):
        raise PatternError(f"there is no column {unknown[0]}")
    if facet.type in ("choice", "yes_no"):
        allowed = set(facet.choices) or {"yes", "no"}
        if wrong := sorted(set(cue.values) - allowed):
            raise PatternError(f"none of its choices is {wrong[0]}")
        if cue.said:
            raise PatternError("a choice needs values, not said")
    if facet.type in _PLACEHOLDER_TYPES:
        for pattern in compiled.said:
            if not any(slot.column in _SCALAR_SLOTS for slot in pattern.slots):
                raise PatternError(f"the pattern {pattern.source!r} captures no value")


def load_cues(folders: Iterable[Path], framework: Framework) -> dict[str, Cue]:
    """All cues by facet, later folders over earlier ones; FrameworkError names file and facet of a mistake."""
    cues: dict[str, Cue] = {}
    for folder in folders:
        files = tuple((path, path.stat().st_mtime_ns) for path in sorted(folder.glob("*.yaml")))
        cues |= _loaded(files, framework.fingerprint, _Facets(framework))
    return cues


class _Facets:
    """The facets of a framework, equal for all who ask: its fingerprint stands beside it in the key of the cache."""

    def __init__(self, framework: Framework) -> None:
        """Hold the facets by their key."""
        self.by_key = framework.facets_by_key

    def __hash__(self) -> int:
        """The same for all."""
        return 0

    def __eq__(self, other: object) -> bool:
        """Equal to any other holder of facets."""
        return isinstance(other, _Facets)


@lru_cache(maxsize=8)
def _loaded(files: tuple[tuple[Path, int], ...], _fingerprint: str, facets: _Facets) -> dict[str, Cue]:
    cues: dict[str, Cue] = {}
    for path, _ in files:
        for key, raw in _mapping(path).items():
            if key not in facets.by_key:
                raise FrameworkError(f"{path.name}: there is no facet {key}.")
            if key in cues:
                raise FrameworkError(f"{path.name}: the facet {key} has cues in two files.")
            cues[key] = _cue(path, facets.by_key[key], raw)
    return cues


def _mapping(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise FrameworkError(f"{path.name} cannot be read: {error}.") from error
    if data is not None and not isinstance(data, dict):
        raise FrameworkError(f"{path.name} must hold a mapping of facets to cues.")
    return data or {}


def _cue(path: Path, facet: Facet, raw: Any) -> Cue:
    try:
        return Cue(facet, FacetCue.model_validate(raw or {}))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise FrameworkError(f"{path.name}, facet {facet.key}: {first['msg']} at {place}.") from error
    except (PatternError, re.error) as error:
        raise FrameworkError(f"{path.name}, facet {facet.key}: {error}.") from error
