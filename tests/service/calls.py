"""Calls to ask a service with."""

from reviewer.models.openai.call import Call, Message, Shape

_MESSAGES = (
    Message(role="system", text="The rules that never change.", ends_prefix=True),
    Message(role="user", text="The part that does."),
)
_SHAPE = Shape(
    name="said",
    json_schema={
        "type": "object",
        "properties": {"quote": {"type": "string"}, "answer": {"type": "string"}},
        "required": ["quote", "answer"],
        "additionalProperties": False,
    },
)
ASKED = Call(job="phrase", model="a-model", messages=_MESSAGES, max_tokens=50)
SHAPED = Call(job="read_reply", model="a-model", messages=_MESSAGES, shape=_SHAPE, max_tokens=50)
