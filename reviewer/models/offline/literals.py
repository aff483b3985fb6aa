"""Words that a text must contain before a pattern can match it: a cheap test ahead of the costly one."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")
_SHORTEST = 2


def required_literals(pattern: str) -> frozenset[str]:
    """Strings of which every matching text contains at least one; empty where nothing is certain."""
    return _of_sequence(_PARSER.parse(pattern))


def _of_sequence(sequence: Iterable[Any]) -> frozenset[str]:
    """The best of the tests that the parts of a sequence offer: the one whose shortest string is longest."""
    tests: list[frozenset[str]] = []
    run = ""
    for operator, argument in sequence:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            tests.append(frozenset((run,)))
        run = ""
        tests.append(_of_part(name, argument))
    if run:
        tests.append(frozenset((run,)))
    best = max(tests, key=_worth, default=frozenset())
    return best if _worth(best)[0] else frozenset()


def _of_part(name: str, argument: Any) -> frozenset[str]:
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "BRANCH":
        return _of_branches(argument[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] >= 1:
        return _of_sequence(argument[2])
    if name == "ATOMIC_GROUP":
        return _of_sequence(argument)
    return frozenset()


def _of_branches(branches: Iterable[Any]) -> frozenset[str]:
    tests = [_of_sequence(branch) for branch in branches]
    return frozenset().union(*tests) if all(_worth(test)[0] for test in tests) else frozenset()


def _worth(test: frozenset[str]) -> tuple[int, int]:
    shortest = min(map(len, test), default=0)
    return (shortest, -len(test)) if shortest >= _SHORTEST else (0, 0)
