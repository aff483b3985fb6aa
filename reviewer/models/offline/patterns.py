"""Cue patterns with placeholders, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.marks import Marked, alphabet, marked
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.values import Found, ValueKind
from reviewer.models.offline.word_index import needed_words

_KINDS = {kind.value: kind for kind in ValueKind if kind is not ValueKind.HOURS}
_PLACEHOLDER = re.compile(rf"\{{(?P<type>{'|'.join(_KINDS)}|text|choice)(?::(?P<column>[a-z_]+))?\}}")
_LOOKS_LIKE_ONE = re.compile(r"(?<!\\)\{[a-z_]+(?::[a-z_]*)?\}")
_CLAUSE_TEXT = r"(?:[^,;.!?]|[.,](?=\d))+?"
_CLAUSE_END = r"(?=[;!?]|[.,](?!\d)|$| and | but )"
_NEGATING = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|without|neither|nor|cannot|isn|aren|don|"
    r"doesn|didn|can'?t|won'?t|haven|hasn|lacks?|missing|no one|refus\w*|yet to|fail\w*)\b|"
    r"n'\??t\b|n\.\??t\b|\b(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should|must|need|ai)nt\b|"
    r"\bno(?=[|)])|\(\?:?not?|un(?:able|known)"
)
_ENDS_IN_DIGITS = re.compile(r"\\d(?:[+*?]|\{[\d,]+\})*[)?]*$")
_NUMBER_GOES_ON = re.compile(r"\d|[.,]\d")
_BARE_CAPITALS = re.compile(r"\\.|\(\?P<\w+>|\(\?P=\w+\)|[A-Z]+")


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message says why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder of a pattern: its group, what it asks for, and the column that it fills ("" = the facet itself)."""

    group: str
    type: str
    column: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern matched in a segment and what its placeholders captured."""

    start: int
    end: int
    captured: tuple[tuple[Slot, Found | None, int, int], ...]


class Pattern:
    """A pattern with placeholders; it is compiled when it is first needed."""

    def __init__(self, source: str, choices: Mapping[str, str] | None = None) -> None:
        """`choices` are the words of choice columns, for captured choices."""
        self.source = source
        self.expanded, self.slots = _expanded(source, choices or {})
        self.kinds = frozenset(_KINDS[slot.type] for slot in self.slots if slot.type in _KINDS)
        self._ends_in_digits = bool(_ENDS_IN_DIGITS.search(source))
        self.negates = bool(_NEGATING.search(source.lower()))
        try:
            self.tests = needed_words(self.expanded)
        except (re.error, OverflowError) as error:
            raise PatternError(f"the pattern {source!r} is no regular expression: {error}") from error

    @property
    def literals(self) -> frozenset[str]:
        """Strings of which every matching text holds at least one; empty where nothing is certain."""
        return self.tests[0] if self.tests else frozenset()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression, for marked lower-case text."""
        return re.compile(self.expanded)

    def is_in(self, segment: Segment, calendar: Calendar) -> bool:
        """Whether there may be a match in a segment; quicker than looking for it."""
        text = marked(segment, self.kinds, calendar)
        return text is not None and self.regex.search(text.text) is not None

    def matches(self, segment: Segment, calendar: Calendar) -> Iterator[Match]:
        """All matches in a segment, from left to right."""
        text = marked(segment, self.kinds, calendar)
        if text is None:
            return
        for match in self.regex.finditer(text.text):
            if match.end() > match.start() and not _is_inside_word(text.text, match.start()):
                if self._ends_in_digits and _NUMBER_GOES_ON.match(text.text, match.end()):
                    continue
                yield self._match(match, text)

    def _match(self, match: re.Match[str], text: Marked) -> Match:
        captured: list[tuple[Slot, Found | None, int, int]] = []
        for slot in self.slots:
            if match.group(slot.group) is None or slot.column == "_":
                continue
            start, end = text.span(*match.span(slot.group))
            captured.append((slot, text.values.get(match.group(slot.group)), start, end))
        return Match(*text.span(*match.span()), tuple(captured))


def _expanded(source: str, choices: Mapping[str, str]) -> tuple[str, tuple[Slot, ...]]:
    """The pattern with its placeholders as groups, and what the groups stand for."""
    slots: list[Slot] = []

    def expand(match: re.Match[str]) -> str:
        slot = Slot(f"slot{len(slots)}", match.group("type"), match.group("column") or "")
        slots.append(slot)
        return f"(?P<{slot.group}>{_inside(slot, choices, source)}){_edge(slot, source, match.end())}"

    expanded = _PLACEHOLDER.sub(expand, lower_case(source))
    if unknown := _LOOKS_LIKE_ONE.search(expanded):
        raise PatternError(f"the pattern {source!r} has an unknown placeholder {unknown.group()}")
    return expanded, tuple(slots)


def _is_inside_word(text: str, place: int) -> bool:
    """Whether a match begins in the middle of a word ("has" read as "as")."""
    return place > 0 and text[place].isalnum() and text[place - 1].isalnum()


def _inside(slot: Slot, choices: Mapping[str, str], source: str) -> str:
    if slot.type == "text":
        return _CLAUSE_TEXT
    if slot.type == "choice":
        if slot.column not in choices:
            raise PatternError(f"the pattern {source!r} asks for a choice that has no cell_values")
        return choices[slot.column]
    return f"[{alphabet(_KINDS[slot.type])}]"


def _edge(slot: Slot, source: str, end: int) -> str:
    """Captured text at the end of a pattern reaches to the end of its clause."""
    return _CLAUSE_END if slot.type == "text" and not source[end:].strip(")?") else ""


def lower_case(source: str) -> str:
    """The pattern for lower-case text; escapes and group syntax keep their capitals."""
    return _BARE_CAPITALS.sub(
        lambda match: match.group() if match.group().startswith(("\\", "(")) else match.group().lower(), source
    )
