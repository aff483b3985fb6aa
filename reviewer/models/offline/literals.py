"""Words that a text must contain before a pattern can match it: a cheap test ahead of the costly one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")
_SHORTEST = 2
_MOST = 4
_LARGEST = 80


Tests = tuple[frozenset[str], ...]
"""Sets of strings; a text that may match holds at least one string of every set."""


def required_literals(pattern: str) -> Tests:
    """The tests that every matching text passes, the most telling first; none where nothing is certain."""
    tests = sorted(dict.fromkeys(_of_sequence(_PARSER.parse(pattern))), key=_worth, reverse=True)
    return tuple(test for test in tests if len(test) <= _LARGEST)[:_MOST] or tuple(tests[:1])


def _of_sequence(sequence: Iterable[Any]) -> list[frozenset[str]]:
    """The tests that the parts of a sequence offer."""
    tests: list[frozenset[str]] = []
    run = ""
    for operator, argument in sequence:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument)
            continue
        tests.append(frozenset((run,)))
        run = ""
        tests.extend(_of_part(name, argument))
    tests.append(frozenset((run,)))
    return [test for test in tests if _worth(test)[0]]


def _of_part(name: str, argument: Any) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "BRANCH":
        return _of_branches(argument[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] >= 1:
        return _of_sequence(argument[2])
    if name == "ATOMIC_GROUP":
        return _of_sequence(argument)
    return _of_sequence(argument[1]) if name == "ASSERT" else []


def _of_branches(branches: Iterable[Any]) -> list[frozenset[str]]:
    best = [max(_of_sequence(branch), key=_worth, default=frozenset[str]()) for branch in branches]
    return [frozenset().union(*best)] if all(_worth(test)[0] for test in best) else []


def _worth(test: frozenset[str]) -> tuple[int, int]:
    shortest = min(map(len, test), default=0)
    return (shortest, -len(test)) if shortest >= _SHORTEST else (0, 0)
