"""The small language in which an item says when it is satisfied or partial: its parts, and a parser.

    and or not ( )            any of (a, b)    all of (a, b)
    a == 'x'  a < 3           a in ('x', 'y')  a not in ('x')
    every L has X             some L has X     L covers ('a', 'b') [with X]

`has` and `with` bind to the next atom only. Nothing is ever evaluated as Python.
Specification: the framework's description of facets.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, TypeVar

T = TypeVar("T")
Scalar = bool | float | str


@dataclass(frozen=True, slots=True)
class Name:
    """A facet, a derived figure or, inside a list, a column. True when it is filled."""

    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    """`left operator right`; the right side is a value or another name."""

    left: str
    operator: str
    right: Scalar | Name


@dataclass(frozen=True, slots=True)
class OneOf:
    """`left in (...)` or `left not in (...)`."""

    left: str
    values: tuple[Scalar, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Group:
    """All of the parts, or any of them."""

    quantifier: Literal["all", "any"]
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Every or some row of a list fulfils the condition. `every` is false for an empty list."""

    quantifier: Literal["every", "some"]
    list_name: str
    condition: "Node"


@dataclass(frozen=True, slots=True)
class Covers:
    """Each value stands in the first key column of a row that fulfils the condition, if there is one."""

    list_name: str
    values: tuple[Scalar, ...]
    condition: "Node | None"


Node = Name | Compare | OneOf | Not | Group | Rows | Covers


class ExpressionError(ValueError):
    """A mistake in an expression, with the line and column at which it was noticed (both from 1)."""

    def __init__(self, message: str, text: str, offset: int) -> None:
        before = text[:offset]
        self.line = before.count("\n") + 1
        self.column = offset - (before.rfind("\n") + 1) + 1
        super().__init__(f"{message} (line {self.line}, column {self.column} of the expression)")


_TOKEN = re.compile(
    r"\s+|(?P<number>-?\d+(?:\.\d+)?)|(?P<text>'[^']*')|(?P<word>[A-Za-z_][\w.]*)|(?P<sign>==|!=|<=|>=|<|>|[(),])"
)
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
# Deeper than any condition that a person can read, and far from the depth at which Python itself gives up.
_DEEPEST = 40
_RESERVED = frozenset({"and", "or", "not", "in", "has", "with", "every", "some", "any", "all", "of", "covers"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    offset: int


def _tokens(source: str) -> list[_Token]:
    found, position = [], 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise ExpressionError(f"I do not understand {source[position]!r}", source, position)
        if match.lastgroup:
            found.append(_Token(match.lastgroup, match.group(), position))
        position = match.end()
    return [*found, _Token("end", "the end", len(source))]


class _Parser:
    """Recursive descent over the tokens; one method for each level of binding."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = _tokens(source)
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._either()
        if self._peek().kind != "end":
            raise self._unexpected("the end")
        return node

    def _either(self) -> Node:
        return self._joined("or", "any", self._both)

    def _both(self) -> Node:
        return self._joined("and", "all", self._negation)

    def _joined(self, word: str, quantifier: Literal["all", "any"], part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self._take(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Group(quantifier, tuple(parts))

    def _negation(self) -> Node:
        with self._one_deeper():
            return Not(self._negation()) if self._take("not") else self._atom()

    def _atom(self) -> Node:
        with self._one_deeper():
            return self._open_atom()

    @contextmanager
    def _one_deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError("this is nested too deeply", self._source, self._peek().offset)
        yield
        self._depth -= 1

    def _open_atom(self) -> Node:
        if self._take("("):
            node = self._either()
            self._expect(")")
            return node
        for quantifier in ("any", "all"):
            if self._take(quantifier):
                self._expect("of")
                return Group("any" if quantifier == "any" else "all", self._in_brackets(self._either))
        for which in ("every", "some"):
            if self._take(which):
                name = self._name()
                self._expect("has")
                return Rows("every" if which == "every" else "some", name, self._atom())
        return self._named()

    def _named(self) -> Node:
        name = self._name()
        if self._take("covers"):
            values = self._in_brackets(self._literal)
            return Covers(name, values, self._atom() if self._take("with") else None)
        negated = self._take("not")
        if self._take("in"):
            return OneOf(name, self._in_brackets(self._literal), negated)
        if negated:
            raise self._unexpected("in")
        if self._peek().text in _COMPARISONS:
            operator = self._next().text
            return Compare(name, operator, self._operand())
        return Name(name)

    def _in_brackets(self, part: Callable[[], T]) -> tuple[T, ...]:
        self._expect("(")
        found = [part()]
        while self._take(","):
            found.append(part())
        self._expect(")")
        return tuple(found)

    def _operand(self) -> Scalar | Name:
        token = self._peek()
        if token.kind == "word" and token.text not in _RESERVED:
            return Name(self._next().text)
        return self._literal()

    def _literal(self) -> Scalar:
        token = self._next()
        if token.kind == "number":
            return float(token.text)
        if token.kind == "text":
            return token.text[1:-1]
        self._at -= 1
        raise self._unexpected("a number or a quoted word")

    def _name(self) -> str:
        token = self._peek()
        if token.kind != "word" or token.text in _RESERVED:
            raise self._unexpected("a name")
        return self._next().text

    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _take(self, text: str) -> bool:
        if self._peek().kind in ("word", "sign") and self._peek().text == text:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise self._unexpected(repr(text))

    def _unexpected(self, wanted: str) -> ExpressionError:
        token = self._peek()
        return ExpressionError(f"I expected {wanted}, but found {token.text}", self._source, token.offset)


def parse(source: str) -> Node:
    """The checked form of an expression; ExpressionError with line and column where it cannot be read."""
    return _Parser(source).whole()


def names_in(node: Node, inside: str | None = None) -> Iterator[str]:
    """Every facet, or `list.column`, that an expression looks at."""
    match node:
        case Group(_, parts):
            for part in parts:
                yield from names_in(part, inside)
        case Not(part):
            yield from names_in(part, inside)
        case Rows(_, name, condition) | Covers(name, _, condition):
            yield name
            yield from names_in(condition, name) if condition is not None else ()
        case Name(name) | Compare(name) | OneOf(name):
            yield f"{inside}.{name}" if inside else name
