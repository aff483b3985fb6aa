"""JSON in one form: the same value is the same bytes, and nothing in it can steer a terminal."""

import json
import re
from importlib.resources import files
from typing import Any

from pydantic import BaseModel

# DEL, C1, direction marks, zero-width characters and tags: json.dumps leaves them as they are.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def plain(document: BaseModel) -> Any:
    """A published document as plain values, with whole numbers written without a decimal point."""
    return _numbers(document.model_dump(mode="json", by_alias=True))


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_numbers(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def canonical(value: Any) -> str:
    """Plain values as JSON: keys in the order of the value, two spaces, invisible characters escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _ESCAPED.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def schema_of(model: type[BaseModel], name: str) -> str:
    """The JSON Schema of a published document, under its name and version."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{name.replace('/', ':')}",
    } | model.model_json_schema(by_alias=True)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def shipped(name: str) -> str:
    """The JSON Schema that ships with the program as `name`."""
    return (files("reviewer.report") / "schema" / name).read_text(encoding="utf-8")
