"""Whether an expression holds, given facts. The only place where the meaning of the language is written."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from reviewer.framework.syntax import Compare, Covers, Group, Name, Node, Not, OneOf, Rows, Scalar

_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Ordered(Protocol):
    """A value that is neither words nor a number, and has an order of its own: a date that may mean several days."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether it certainly comes before `other`."""
        ...

    def __le__(self, other: Any, /) -> bool:
        """Whether it certainly does not come after `other`."""
        ...


Value = Scalar | Ordered


class Facts(Protocol):
    """What an expression may ask about names."""

    def value(self, name: str) -> Value | None:
        """The current value of `name`, or None."""
        ...

    def is_true(self, name: str) -> bool:
        """Whether `name` is filled (a yes/no fact: whether it is yes)."""
        ...

    def rows(self, list_name: str) -> Sequence["Facts"]:
        """The rows of a list; a row knows its columns first, then everything else."""
        ...

    def key_of(self, list_name: str) -> str:
        """The first of the columns by which rows of the list are known."""
        ...


def holds(node: Node, facts: Facts) -> bool:  # noqa: PLR0911 - one return for each kind of node
    """Whether `node` is true of `facts`. A comparison with a missing value is false, so `a != b` is then true."""
    match node:
        case Name(name):
            return facts.is_true(name)
        case Not(part):
            return not holds(part, facts)
        case Group("all", parts):
            return all(holds(part, facts) for part in parts)
        case Group(_, parts):
            return any(holds(part, facts) for part in parts)
        case Compare(left, sign, right):
            other = facts.value(right.name) if isinstance(right, Name) else right
            return _compared(facts.value(left), sign, other)
        case OneOf(left, values, negated):
            return negated != any(_compared(facts.value(left), "==", value) for value in values)
        case Rows(quantifier, list_name, condition):
            found = [holds(condition, row) for row in facts.rows(list_name)]
            return bool(found) and all(found) if quantifier == "every" else any(found)
        case Covers():
            return _covers(node, facts)


def _covers(node: Covers, facts: Facts) -> bool:
    key = facts.key_of(node.list_name)
    rows = [row for row in facts.rows(node.list_name) if node.condition is None or holds(node.condition, row)]
    return all(any(row.value(key) == value for row in rows) for value in node.values)


def _compared(left: Value | None, sign: str, right: Value | None) -> bool:
    if sign == "!=":
        return not _compared(left, "==", right)
    if left is None or right is None:
        return False
    one, other = _plain(left), _plain(right)
    if _kind(one) is not _kind(other):
        return False
    return _COMPARISONS[sign](one, other)


def _plain(value: Value) -> str | float | Ordered:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _kind(value: str | float | Ordered) -> type:
    return float if isinstance(value, int) else type(value)
