"""What a service is asked to answer with fits into strict structured outputs."""

from typing import Any, Literal

import pytest
from pydantic import Field

from reviewer.models.openai.shapes import DocumentForm, Form, ReplyForm, shape_of

_FORBIDDEN = frozenset(
    {
        "allOf",
        "default",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "not",
        "oneOf",
        "pattern",
        "patternProperties",
        "prefixItems",
        "uniqueItems",
    }
)
_DEEPEST = 5


def mistakes(schema: dict[str, Any]) -> list[str]:
    """What strict structured outputs would not take in a schema."""
    return [*_in(schema, schema, 1), *([] if schema.get("type") == "object" else ["the whole is no object"])]


def _in(part: Any, whole: dict[str, Any], depth: int) -> list[str]:
    if isinstance(part, list):
        return [mistake for each in part for mistake in _in(each, whole, depth)]
    if not isinstance(part, dict):
        return []
    if depth > _DEEPEST:
        return ["too deep"]
    if "$ref" in part:
        return _in(whole["$defs"][part["$ref"].rpartition("/")[2]], whole, depth)
    found = sorted(_FORBIDDEN & set(part))
    if part.get("type") == "object":
        properties = part.get("properties", {})
        found += [] if part.get("additionalProperties") is False else ["an open object"]
        found += [] if sorted(part.get("required", ())) == sorted(properties) else ["a key that is not required"]
        return found + [mistake for each in properties.values() for mistake in _in(each, whole, depth + 1)]
    return found + [mistake for key in ("anyOf", "items") for mistake in _in(part.get(key), whole, depth)]


@pytest.mark.parametrize("form", [ReplyForm, DocumentForm])
def test_every_form_is_a_strict_schema(form: type[Form]) -> None:
    """All keys required, closed objects, no defaults or limits, at most five levels."""
    assert mistakes(shape_of(form).json_schema) == []


class _WithDefault(Form):
    name: str = "x"


class _WithLimit(Form):
    name: str = Field(min_length=1)


class _WithMapping(Form):
    cells: dict[str, str]


class _Deep1(Form):
    part: Literal["x"]


class _Deep2(Form):
    part: _Deep1


class _Deep3(Form):
    part: _Deep2


class _Deep4(Form):
    part: _Deep3


class _Deep5(Form):
    part: list[_Deep4] | None


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (_WithDefault, "default"),
        (_WithDefault, "a key that is not required"),
        (_WithLimit, "minLength"),
        (_WithMapping, "an open object"),
        (_Deep5, "too deep"),
    ],
)
def test_the_lint_fails_on_a_bad_form(form: type[Form], expected: str) -> None:
    """A default, a limit, a mapping and a sixth level are each found."""
    assert expected in mistakes(shape_of(form).json_schema)


def test_a_schema_holds_no_prose() -> None:
    """Titles and descriptions of the code are not sent along: the prompt says what a key means."""
    assert "title" not in str(shape_of(ReplyForm).json_schema)
    assert "description" not in str(shape_of(ReplyForm).json_schema)
