"""From the text of an answer to a form, or to a reason why it is none. Nothing is guessed, completed or converted.

Mended is only what stands around the object: a code fence, a finished <think> block, and prose.
"""

import json
import re
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError

from reviewer.models.openai.shapes import Form

LONGEST_ANSWER = 200_000
"""Characters. More than this no reading of one area holds."""
DEEPEST = 16
"""Levels of brackets; the forms have five."""
_MOST_MISTAKES = 5
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
# A string that does not end reaches to the end of the text: looking for another one in it would take for ever.
_OUTSIDE_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|([\[{])|([\]}])', re.DOTALL)

Answered = TypeVar("Answered", bound=Form)


class MalformedError(ValueError):
    """An answer that is not in the form that was asked for. The message tells the model what is wrong with it."""


def form_in(text: str, form: type[Answered]) -> Answered:
    """The form that stands in `text`; MalformedError if there is none, or more than one thing."""
    if len(text) > LONGEST_ANSWER:
        raise MalformedError("the answer is far too long")
    found = _object_in(_without_thinking(text.strip()))
    try:
        # Through JSON once more, as only its strict mode takes lists and names of choices as they come.
        whole = json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
        return form.model_validate_json(whole)
    except ValidationError as error:
        raise MalformedError(_mistakes(error)) from None
    except ValueError:
        raise MalformedError("a number is too large") from None


def _without_thinking(text: str) -> str:
    """The text after a block of thinking at its beginning. What has an object first is left as it is."""
    while match := _THINKING.match(text):
        text = text[match.end() :].lstrip()
    return text


def _object_in(text: str) -> dict[str, Any]:
    start = text.find("{")
    before = text[:start].rstrip() if start >= 0 else text
    if start < 0 or "<think" in before or before.endswith("["):
        raise MalformedError("one JSON object is needed, and nothing around it")
    _refuse_depth(text[start:])
    try:
        found, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise MalformedError(f"this is not JSON: {error.msg}") from None
    except ValueError as error:
        raise MalformedError(str(error)) from None
    if any(bracket in text[end:] for bracket in "{}"):
        raise MalformedError("one JSON object is needed, and nothing after it")
    return dict(found)


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in _OUTSIDE_STRINGS.finditer(text):
        depth += bool(match[1]) - bool(match[2])
        if depth > DEEPEST:
            raise MalformedError("the answer is nested too deeply")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise MalformedError("a key stands twice in one object")
    return found


def _no_number(name: str) -> NoReturn:
    raise MalformedError(f"{name} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _mistakes(error: ValidationError) -> str:
    """The first mistakes by their place. Unknown keys are named by number: they may be anything."""
    found = [f"{_place(mistake['loc'], mistake['type'])}: {mistake['msg']}" for mistake in error.errors()]
    return "; ".join(found[:_MOST_MISTAKES])


def _place(path: tuple[int | str, ...], kind: str) -> str:
    known = path[:-1] if kind == "extra_forbidden" else path
    return ".".join(str(step) for step in known) or "the object"
