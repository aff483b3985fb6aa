"""What a service sent back, and whether that is an answer."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import Fault, ServiceError

LONGEST_TEXT = 400_000
"""More characters than any answer needs; a service that writes on is stopped there."""
_UNFINISHED: dict[str, tuple[str, Fault]] = {
    "length": ("ran out of room before its answer was complete", "cut_short"),
    "content_filter": ("filtered its answer out", "filtered"),
    "tool_calls": ("asked for a tool, and was offered none", "tool_call"),
    "function_call": ("asked for a tool, and was offered none", "tool_call"),
}


class Tokens(BaseModel):
    """What the service counted. `written` went into its cache, `cached` came out of it."""

    model_config = ConfigDict(strict=True, frozen=True)

    input: int = Field(ge=0)
    cached: int = Field(default=0, ge=0)
    written: int = Field(default=0, ge=0)
    output: int = Field(ge=0)


class Reply(BaseModel):
    """One answer, or one piece of a streamed answer, as the service put it. `finish` is why it ended, once it has."""

    model_config = ConfigDict(strict=True, frozen=True)

    text: str = ""
    refusal: str = ""
    calls_tools: bool = False
    finish: str | None = None
    tokens: Tokens | None = None


class _Loose(BaseModel):
    """A part of a service's JSON: other fields are welcome, wrong types are not."""

    model_config = ConfigDict(strict=True, extra="ignore")


class _Message(_Loose):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None
    function_call: Any = None


class _Choice(_Loose):
    finish_reason: str | None = None
    message: _Message | None = None
    delta: _Message | None = None


class _Body(_Loose):
    choices: list[_Choice]
    usage: Any = None
    error: Any = None


def reply_in(service: str, body: object) -> Reply:
    """The reply in a service's JSON, whole or a piece of a stream. ServiceError "malformed" if there is none."""
    try:
        read = _Body.model_validate(body)
    except ValidationError:
        raise ServiceError(f"{service} sent an answer of another form than it should have.", "malformed") from None
    if read.error:
        raise ServiceError(f"{service} sent an error in place of an answer.", "malformed")
    tokens = _tokens(read.usage)
    if not read.choices:
        return Reply(tokens=tokens)
    choice = read.choices[0]
    message = choice.message or choice.delta or _Message()
    return Reply(
        text=message.content or "",
        refusal=message.refusal or "",
        calls_tools=bool(message.tool_calls or message.function_call),
        finish=choice.finish_reason,
        tokens=tokens,
    )


def _tokens(usage: object) -> Tokens | None:
    """The counts, where the service gives them in the usual form; None otherwise, and they are estimated."""
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    details = details if isinstance(details, dict) else {}
    try:
        return Tokens.model_validate(
            {
                "input": usage.get("prompt_tokens"),
                "cached": details.get("cached_tokens") or 0,
                "written": details.get("cache_write_tokens") or 0,
                "output": usage.get("completion_tokens"),
            }
        )
    except ValidationError:
        return None


class Heard:
    """What the pieces of one answer come to. `asked`: the service may have begun; `any`: it sent something."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.refusal = ""
        self.calls_tools = False
        self.finish: str | None = None
        self.tokens: Tokens | None = None
        self.asked = False
        self.any = False

    @property
    def text(self) -> str:
        """The words so far."""
        return "".join(self._texts)

    @property
    def reply(self) -> Reply:
        """The pieces as one reply."""
        return Reply(text=self.text, refusal=self.refusal, calls_tools=self.calls_tools, finish=self.finish)

    def add(self, reply: Reply) -> None:
        """One more piece."""
        self.any = True
        self._texts.append(reply.text)
        self.refusal += reply.refusal
        self.calls_tools = self.calls_tools or reply.calls_tools
        self.finish = reply.finish or self.finish
        self.tokens = reply.tokens or self.tokens


def failing(service: str, reply: Reply) -> ServiceError | None:
    """What is wrong with an answer that has ended; None if it is complete."""
    wrong: tuple[str, Fault] | None = None
    if reply.refusal:
        wrong = "refused to answer", "refusal"
    elif reply.calls_tools:
        wrong = _UNFINISHED["tool_calls"]
    elif reply.finish != "stop":
        wrong = _UNFINISHED.get(reply.finish or "", ("did not say that its answer is complete", "malformed"))
    elif len(reply.text) > LONGEST_TEXT:
        wrong = "sent far more than an answer", "malformed"
    elif not reply.text.strip():
        wrong = "sent an empty answer", "empty"
    return ServiceError(f"{service} {wrong[0]}.", wrong[1]) if wrong else None
