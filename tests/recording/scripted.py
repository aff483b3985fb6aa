"""A caller that answers by script, and calls to put to it."""

from collections.abc import AsyncIterator

from reviewer.errors import ServiceError
from reviewer.models.openai.call import Answer, Call, Message, Shape
from reviewer.models.port import Usage

USAGE = Usage(calls=1, input_tokens=120, cached_tokens=100, output_tokens=7)


def asking(text: str, job: str = "read_reply", model: str = "some-model", **parts: object) -> Call:
    """A call with a system message that is the same in all of them, and `text`."""
    messages = (Message(role="system", text="Read.\nQuote.", ends_prefix=True), Message(role="user", text=text))
    shape = Shape(name="reading", json_schema={"type": "object", "default": None, "lines": ["a", "b"]})
    return Call.model_validate(
        {"job": job, "model": model, "messages": messages, "shape": shape, "max_tokens": 500} | parts
    )


class Pieces:
    """Prose in pieces; a ServiceError among them is raised in its place."""

    def __init__(self, pieces: list[str | ServiceError]) -> None:
        self.usage = Usage()
        self.is_closed = False
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[str]:
        try:
            for piece in self._pieces:
                if isinstance(piece, ServiceError):
                    raise piece
                yield piece
            self.usage = USAGE
        finally:
            self.is_closed = True


class Scripted:
    """Answers the n-th call with the n-th of `outcomes`, whatever is asked."""

    def __init__(self, *outcomes: str | ServiceError | list[str | ServiceError]) -> None:
        self._outcomes = list(outcomes)
        self.written: list[Pieces] = []

    async def call(self, call: Call) -> Answer:
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, ServiceError):
            raise outcome
        assert isinstance(outcome, str)
        return Answer(text=outcome, usage=USAGE)

    def stream(self, call: Call) -> Pieces:
        outcome = self._outcomes.pop(0)
        assert isinstance(outcome, list)
        self.written.append(Pieces(outcome))
        return self.written[-1]
