"""What a condition means: examples, and a second evaluator that was written apart from the first."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.framework.evaluate import Facts, holds
from reviewer.framework.syntax import Scalar, parse

KEY = "k"
Table = dict[str, Any]


class TableFacts:
    """Facts from a plain mapping: names to values, and lists to rows, which are known by their column `k`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def value(self, name: str) -> Scalar | None:
        value: Scalar | None = self._table.get(name)
        return value

    def is_true(self, name: str) -> bool:
        return filled(self._table.get(name))

    def rows(self, list_name: str) -> Sequence[Facts]:
        return [TableFacts(self._table | row) for row in self._table[list_name]]

    def key_of(self, list_name: str) -> str:
        assert list_name in self._table
        return KEY


def filled(value: Any) -> bool:
    return len(value) > 0 if isinstance(value, list) else value is not None and value is not False


FACTS: Table = {
    "five": 5.0,
    "zero": 0.0,
    "word": "no",
    "day": "2026-03-01",
    "yes": True,
    "no": False,
    "empty": [],
    "L": [{"k": "x", "c": "red", "n": 1.0}, {"k": "y", "c": "blue"}],
}


@pytest.mark.parametrize(
    "source",
    [
        "five",
        "zero",
        "word",
        "yes and not no and not missing",
        "five == 5 and five <= 5 and five >= 5 and five < 5.5 and five > -1 and five != 4",
        "not five < 5 and not five > 5 and five <= 5 and five >= 5 and not five <= 4.9 and not five >= 5.1",
        "not day < '2026-03-01' and not day > '2026-03-01' and day <= '2026-03-01'",
        "word == 'no'",
        "yes == 'yes' and no == 'no' and no != 'yes'",
        "day >= '2026-01-31' and day < '2026-03-02'",
        "missing != 5 and missing != 'x' and five != missing",
        "not missing == 5 and not missing < 5 and not missing >= 5 and not missing == absent",
        "five != 'five' and not five == '5' and not five < 'z'",
        "five in (4, 5) and five not in (4, 6) and missing not in (5) and not missing in (5)",
        "five > zero and five == five",
        "not empty and not every empty has five and not some empty has five",
        "every L has c and not every L has n and some L has n",
        "some L has (c == 'red' and n == 1) and not some L has (c == 'blue' and n == 1)",
        "every L has five == 5",
        "L covers ('x', 'y') and not L covers ('x', 'z')",
        "L covers ('x') with n and not L covers ('x', 'y') with n",
        "not empty covers ('x')",
        "any of (missing, five) and not any of (missing, no) and not all of (five, no) and all of (five, yes)",
        "no or five and yes",
    ],
)
def test_what_holds_of_the_examples(source: str) -> None:
    """Zero and the word "no" are values, a missing value equals nothing, and every of an empty list is false."""
    assert holds(parse(source), TableFacts(FACTS))


@pytest.mark.parametrize("sign", ["==", "<", "<=", ">", ">="])
def test_a_comparison_with_a_missing_value_is_false(sign: str) -> None:
    """On either side, and on both."""
    for source in (f"missing {sign} 5", f"five {sign} missing", f"missing {sign} absent"):
        assert not holds(parse(source), TableFacts(FACTS))


# A small grammar of its own: each expression is made as a pair of its text and a Python function that says its truth.
SCALARS = st.sampled_from([0.0, 1.0, 2.5, "x", "y", "no", True, False])
NAMES = ("a", "b", "c", "gone")
ROWS = st.lists(st.dictionaries(st.sampled_from((KEY, "a", "z")), SCALARS, max_size=3), max_size=3)
TABLES = st.fixed_dictionaries({"L": ROWS, "M": ROWS}, optional=dict.fromkeys(NAMES[:3], SCALARS))


def plain(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def compared(left: Any, sign: str, right: Any) -> bool:
    left, right = plain(left), plain(right)
    comparable = left is not None and right is not None and isinstance(left, str) == isinstance(right, str)
    if sign == "!=":
        return not (comparable and left == right)
    if not comparable:
        return False
    return {"==": bool(left == right), "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[
        sign
    ]


def quoted(value: Any) -> str:
    return f"'{value}'" if isinstance(value, str) else f"{value}"


LITERALS = st.sampled_from([0.0, 1.0, 2.5, -1.0, "x", "y", "no", "yes"])


@st.composite
def leaves(draw: st.DrawFn) -> tuple[str, Any]:
    name = draw(st.sampled_from((*NAMES, "z", "L")))
    shape = draw(st.sampled_from(("name", "literal", "other", "in")))
    if shape == "name":
        return name, lambda t: filled(t.get(name))
    name = "a" if name == "L" else name
    sign = draw(st.sampled_from(("==", "!=", "<", "<=", ">", ">=")))
    if shape == "literal":
        value = draw(LITERALS)
        return f"{name} {sign} {quoted(value)}", lambda t: compared(t.get(name), sign, value)
    if shape == "other":
        other = draw(st.sampled_from(NAMES))
        return f"{name} {sign} {other}", lambda t: compared(t.get(name), sign, t.get(other))
    values = draw(st.lists(LITERALS, min_size=1, max_size=3))
    negated = draw(st.booleans())
    word = "not in" if negated else "in"
    source = f"{name} {word} ({', '.join(quoted(value) for value in values)})"
    return source, lambda t: any(compared(t.get(name), "==", value) for value in values) != negated


def grown(parts: st.SearchStrategy[tuple[str, Any]]) -> st.SearchStrategy[tuple[str, Any]]:
    @st.composite
    def bigger(draw: st.DrawFn) -> tuple[str, Any]:
        (one, f), (two, g) = draw(parts), draw(parts)
        shape = draw(st.sampled_from(("and", "or", "not", "any of", "all of", "every", "some", "covers")))
        if shape in ("and", "or"):
            return f"({one}) {shape} ({two})", (lambda t: f(t) and g(t)) if shape == "and" else (lambda t: f(t) or g(t))
        if shape == "not":
            return f"not ({one})", lambda t: not f(t)
        if shape in ("any of", "all of"):
            joined = any if shape == "any of" else all
            return f"{shape} ({one}, {two})", lambda t: joined([f(t), g(t)])
        name = draw(st.sampled_from(("L", "M")))
        if shape == "covers":
            return (
                f"{name} covers ('x', 'y') with ({one})",
                lambda t: {"x", "y"} <= {row.get(KEY) for row in t[name] if f(t | row)},
            )
        joined = all if shape == "every" else any
        return f"{shape} {name} has ({one})", lambda t: len(t[name]) > 0 and joined(f(t | row) for row in t[name])

    return bigger()


@given(st.recursive(leaves(), grown, max_leaves=8), TABLES)
def test_a_second_evaluator_agrees(expression: tuple[str, Any], table: Table) -> None:
    """Random conditions over random facts are true exactly where Python, asked directly, says so."""
    source, expected = expression

    assert holds(parse(source), TableFacts(table)) == bool(expected(table))
