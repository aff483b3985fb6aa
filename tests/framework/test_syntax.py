"""The language of conditions: what it reads, how it binds, and that it says where it stopped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.framework import Framework
from reviewer.framework.syntax import (
    Compare,
    Covers,
    ExpressionError,
    Group,
    Name,
    Node,
    Not,
    OneOf,
    Rows,
    parse,
)

A, B, C = Name("a"), Name("b"), Name("c")
KEYWORDS = ["and", "or", "not", "in", "has", "with", "every", "some", "any", "all", "of", "covers"]
WORDS = [*KEYWORDS, "a", "L", "'x'", "-2.5", "==", "!=", "<", ">=", "(", ")", ","]


def test_every_expression_of_the_catalogue_is_read(framework: Framework) -> None:
    """Both conditions of all items, and the two of the framework itself, parse."""
    sources = [text for item in framework.items for text in (item.state.satisfied, item.state.partial)]
    sources += [framework.conditional_when, framework.not_applicable_when]

    assert len([parse(source) for source in sources]) == 2 * 45 + 2


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a", A),
        ("not a and b", Group("all", (Not(A), B))),
        ("a or b and c", Group("any", (A, Group("all", (B, C))))),
        ("a and b or c", Group("any", (Group("all", (A, B)), C))),
        ("(a or b) and c", Group("all", (Group("any", (A, B)), C))),
        ("not not a", Not(Not(A))),
        ("not (a or b)", Not(Group("any", (A, B)))),
        ("a and b and c", Group("all", (A, B, C))),
        ("any of (a, b and c)", Group("any", (A, Group("all", (B, C))))),
        ("all of (a, b)", Group("all", (A, B))),
        ("a == 'x'", Compare("a", "==", "x")),
        ("a <= -2.5", Compare("a", "<=", -2.5)),
        ("a != b", Compare("a", "!=", B)),
        ("a in ('x', 3)", OneOf("a", ("x", 3.0), negated=False)),
        ("a not in ('x')", OneOf("a", ("x",), negated=True)),
        ("not a in ('x')", Not(OneOf("a", ("x",), negated=False))),
        ("every L has a and b", Group("all", (Rows("every", "L", A), B))),
        ("some L has (a or b)", Rows("some", "L", Group("any", (A, B)))),
        ("some L has a == 'x' or b", Group("any", (Rows("some", "L", Compare("a", "==", "x")), B))),
        ("L covers ('x', 'y')", Covers("L", ("x", "y"), None)),
        ("L covers ('x') with a and b", Group("all", (Covers("L", ("x",), A), B))),
        ("L covers ('x') with (a and b)", Covers("L", ("x",), Group("all", (A, B)))),
        ("every L has some M has a", Rows("every", "L", Rows("some", "M", A))),
    ],
)
def test_binding(source: str, expected: Node) -> None:
    """Not binds before and, and before or; `has` and `with` take the next atom and no more."""
    assert parse(source) == expected


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("", 1, 1, "a name"),
        ("a and", 1, 6, "a name"),
        ("a b", 1, 3, "the end"),
        ("a ==\n  and", 2, 3, "a number or a quoted word"),
        ("(a or b", 1, 8, "')'"),
        ("any (a)", 1, 5, "'of'"),
        ("every L a", 1, 9, "'has'"),
        ("every L has not a", 1, 13, "a name"),
        ("a not ('x')", 1, 7, "in"),
        ("a in ()", 1, 7, "a number or a quoted word"),
        ("a in (b)", 1, 7, "a number or a quoted word"),
        ("a = 'x'", 1, 3, "'='"),
        ("a and\nb and\n  c; d", 3, 4, "';'"),
        ("a == 'x", 1, 6, '"\'"'),
        ("__import__('os')", 1, 11, "the end"),
        ("a < b < c", 1, 7, "the end"),
    ],
)
def test_a_mistake_is_told_with_its_place(source: str, line: int, column: int, words: str) -> None:
    """The error carries line and column, from 1, of the first thing that does not fit, and says what was expected."""
    with pytest.raises(ExpressionError) as caught:
        parse(source)

    assert (caught.value.line, caught.value.column) == (line, column)
    assert words in str(caught.value)
    assert f"(line {line}, column {column} of the expression)" in str(caught.value)


@pytest.mark.parametrize("opening", ["(", "not ", "every L has "])
def test_what_nobody_could_read_is_refused(opening: str) -> None:
    """Endless nesting is a mistake in the expression, and no failure of the program."""
    with pytest.raises(ExpressionError, match="nested too deeply"):
        parse(opening * 5000 + "a")


def test_what_a_person_would_nest_is_read() -> None:
    """Ten brackets are no mistake."""
    assert parse("(" * 10 + "a" + ")" * 10) == A


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)))
def test_any_text_is_read_or_refused(source: str) -> None:
    """Whatever the text, the parser gives a condition or an ExpressionError that points into it."""
    try:
        assert isinstance(parse(source), Name | Compare | OneOf | Not | Group | Rows | Covers)
    except ExpressionError as error:
        lines = source.split("\n")
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
