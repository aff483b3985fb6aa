"""The model port: typed requests in, typed results out. The model reads; it decides nothing.

Whatever stands behind the port sees only what a request holds: never a file path, a case id or earlier results.
"""

from collections.abc import AsyncIterator
from datetime import date
from typing import Literal, Protocol

from pydantic import Field

from reviewer.readiness.claims import Record, Scalar, Strength, Tense, Value

ReplyKind = Literal[
    "answer",
    "correction",
    "dont_know",
    "counter_question",
    "skip",
    "back",
    "stop",
    "confirmation",
    "refusal",
    "off_topic",
    "injection",
]
CLAIMING_KINDS: frozenset[ReplyKind] = frozenset({"answer", "correction"})


class Question(Record):
    """What was asked: the item (None for the profile), the facet, the words, and why it is asked.

    `settles`: the id of the contradiction that it asks about.
    """

    item: str | None
    facet: str
    wording: str
    why: str = ""
    settles: str | None = None


class Exchange(Record):
    """The question and the reply just before, as words; both are cut to a fixed size."""

    question: str
    reply: str


class ReadRequest(Record):
    """One text to read. `items` are the items in scope, the likeliest first; `reference_date` settles dates without a
    year.

    For a reply: `known_rows` are the names of rows told before, by list, and `known_values` the figures told before,
    the latest first; both are cut to a fixed size. `earlier` is the exchange just before.
    """

    text: str
    kind: Literal["reply", "document"]
    question: Question | None = None
    items: tuple[str, ...] = ()
    reference_date: date | None = None
    known_rows: dict[str, tuple[str, ...]] = {}
    known_values: dict[str, Scalar] = {}
    earlier: Exchange | None = None


class SpokenReply(Record):
    """One reply of a finished interview, under its number, with the question that it answered."""

    number: int
    question: str
    text: str


class TranscriptRequest(Record):
    """A whole interview, to look for what was said and not noted. `known` are the facets that something fills."""

    replies: tuple[SpokenReply, ...]
    known: tuple[str, ...] = ()


class Finding(Record):
    """A gap as the covering note may speak of it."""

    id: str
    severity: str
    title: str
    fix: str = ""


class PhraseRequest(Record):
    """A question to be put in natural words, after what the person said last."""

    question: Question
    last_reply: str = ""


class CritiqueRequest(Record):
    """What a covering note is about: the verdict, what limits it, and the gaps, worst first."""

    verdict: str
    limiting_fact: str
    gaps: tuple[Finding, ...]


class Usage(Record):
    """What a service was asked for: calls, and tokens in (`cached`: those of them read from its cache) and out.

    `estimated`: some counts are characters / 4, as the service did not say. `cost` is None where no prices are set.
    """

    calls: int = Field(default=0, ge=0)
    input_tokens: int = Field(default=0, ge=0)
    cached_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    estimated: bool = False
    cost: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        """Both together."""
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            estimated=self.estimated or other.estimated,
            cost=sum(costs) if costs else None,
        )


def taken_by(error: Exception) -> Usage:
    """What the tries of a service took that ended in `error`."""
    took = getattr(error, "took", None)
    return took if isinstance(took, Usage) else Usage()


class Unread(Record):
    """A part of a text that the chosen model did not read, so that the offline model did, and why.

    `part` is the id of an area of the framework; empty for the whole text. `reason` is part of a sentence.
    """

    part: str
    reason: str


class ProposedClaim(Record):
    """What a model believes to have read. `start` is where it found the quote; the gate checks it.

    `speaker` is who says it, where the text itself names its author (an e-mail header); empty otherwise. `reply` is
    the number of the reply that the quote stands in, where a whole transcript was read.
    """

    facet: str
    value: Value | None
    quote: str
    start: int | None = None
    strength: Strength = "clear"
    tense: Tense = "today"
    planned_date: date | None = None
    planned_owner: str | None = None
    speaker: str = ""
    reply: int | None = None


class Reading(Record):
    """What a model returns for one text: the kind of reply, the proposed claims, and who would know.

    `unread` are the parts that the model failed to read, `usage` what reading took.
    """

    kind: ReplyKind
    claims: tuple[ProposedClaim, ...] = ()
    who_knows: str | None = None
    unread: tuple[Unread, ...] = ()
    usage: Usage = Usage()


class Prose(Protocol):
    """Words that a model writes, in pieces. `usage` holds once they have ended."""

    usage: Usage

    def __aiter__(self) -> AsyncIterator[str]:
        """The pieces in order. ModelError when the service fails, which may be in the middle."""
        ...


class Model(Protocol):
    """A language model, or what stands in for one."""

    name: str

    async def read(self, request: ReadRequest) -> Reading:
        """The kind of the text and the claims that it makes. ModelError when the service fails."""
        ...

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """Claims that a whole interview makes and that were not noted; each says in which reply. ModelError."""
        ...

    def phrase(self, request: PhraseRequest) -> Prose:
        """A natural wording of a question. It may not change what is asked: whoever shows it checks it."""
        ...

    def critique(self, request: CritiqueRequest) -> Prose:
        """A covering note over the gaps; every sentence names their ids in square brackets, and code checks that."""
        ...
