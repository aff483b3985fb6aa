"""A call as the JSON body that an endpoint takes. Pure: the same call and findings give the same bytes for ever."""

import hashlib
import json
from typing import Any

from reviewer.models.openai.call import Call, Message, Shape
from reviewer.models.openai.ladder import Found, length_field

_SEED = 0
_IN_WORDS = "Answer with one JSON object and nothing else. It must fit this JSON Schema:\n"


def body(call: Call, found: Found, *, marks_prefix: bool = False, streamed: bool = False) -> dict[str, Any]:
    """The body for `call`, with what `found` says that the endpoint takes.

    Its keys are sorted, but for those of a schema: a model writes the parts of an answer in the order of its schema.
    `marks_prefix`: the endpoint knows explicit cache breakpoints and the fields that newer services have.
    """
    fields: dict[str, Any] = {"model": call.model, "temperature": 0, "seed": _SEED}
    length = length_field(found.refused, newer_first=marks_prefix)
    if length:
        fields[length] = call.max_tokens
    if streamed:
        fields |= {"stream": True, "stream_options": {"include_usage": True}}
    messages = call.messages
    if call.shape:
        fields |= _format(call.shape, found)
        messages = _with_schema(messages, call.shape, found)
    caches = marks_prefix and any(message.ends_prefix for message in messages)
    if caches:
        fields |= {"prompt_cache_key": _prefix_key(messages), "prompt_cache_options": {"mode": "explicit"}}
    breaks = caches and not {"prompt_cache_breakpoint", "prompt_cache_options"} & set(found.refused)
    fields["messages"] = [_message(message, breaks=breaks) for message in messages]
    left_out = _left_out(found)
    return {name: fields[name] for name in sorted(fields) if name not in left_out}


def _left_out(found: Found) -> set[str]:
    """The fields to leave out. An endpoint without breakpoints must not be told that only breakpoints count."""
    left_out = set(found.refused)
    if "prompt_cache_breakpoint" in left_out:
        left_out.add("prompt_cache_options")
    return left_out


def _format(shape: Shape, found: Found) -> dict[str, Any]:
    if found.rung == "text":
        return {}
    if found.rung == "JSON object":
        return {"response_format": {"type": "json_object"}}
    strict = found.rung == "strict schema"
    schema = {"name": shape.name, "schema": shape.json_schema, "strict": strict}
    return {"response_format": {"json_schema": schema, "type": "json_schema"}}


def _with_schema(messages: tuple[Message, ...], shape: Shape, found: Found) -> tuple[Message, ...]:
    """The schema in words where the endpoint takes it no other way, at the end of what many requests have in common."""
    if found.rung in ("strict schema", "schema"):
        return messages
    schema = json.dumps(shape.json_schema, ensure_ascii=False, separators=(",", ":"))
    common = [number for number, message in enumerate(messages) if message.ends_prefix]
    place = common[-1] if common else 0
    told = messages[place].model_copy(update={"text": f"{messages[place].text}\n\n{_IN_WORDS}{schema}"})
    return (*messages[:place], told, *messages[place + 1 :])


def _message(message: Message, *, breaks: bool) -> dict[str, Any]:
    if not (breaks and message.ends_prefix):
        return {"content": message.text, "role": message.role}
    part = {"prompt_cache_breakpoint": {"mode": "explicit"}, "text": message.text, "type": "text"}
    return {"content": [part], "role": message.role}


def _prefix_key(messages: tuple[Message, ...]) -> str:
    """Sends requests with the same beginning to the same cache."""
    end = next(number for number, message in enumerate(messages) if message.ends_prefix)
    prefix = "\n".join(message.text for message in messages[: end + 1])
    return hashlib.sha256(prefix.encode("utf-8", "surrogatepass")).hexdigest()[:32]
