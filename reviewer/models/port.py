"""The model port: typed requests in, typed results out. The model reads; it decides nothing.

Whatever stands behind the port sees only what a request holds: never a file path, a case id or earlier results.
"""

from collections.abc import AsyncIterator
from datetime import date
from typing import Literal, Protocol

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


class ReadRequest(Record):
    """One text to read. `items` are the items in scope; `reference_date` settles dates without a year.

    For a reply: `known_rows` are the names of rows told before, by list, and `known_values` the figures told before,
    the latest first; both are cut to a fixed size.
    """

    text: str
    kind: Literal["reply", "document"]
    question: Question | None = None
    items: tuple[str, ...] = ()
    reference_date: date | None = None
    known_rows: dict[str, tuple[str, ...]] = {}
    known_values: dict[str, Scalar] = {}


class ProposedClaim(Record):
    """What a model believes to have read. `start` is where it found the quote; the gate checks it.

    `speaker` is who says it, where the text itself names its author (an e-mail header); empty otherwise.
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


class Reading(Record):
    """What a model returns for one text: the kind of reply, the proposed claims, and who would know."""

    kind: ReplyKind
    claims: tuple[ProposedClaim, ...] = ()
    who_knows: str | None = None


class Model(Protocol):
    """A language model, or what stands in for one."""

    name: str

    async def read(self, request: ReadRequest) -> Reading:
        """The kind of the text and the claims that it makes. ModelError when the service fails."""
        ...

    def phrase(self, question: Question, context: str) -> AsyncIterator[str]:
        """A natural wording of `question`, in pieces. It may not change what is asked."""
        ...

    async def critique(self, gaps: tuple[str, ...]) -> str:
        """A covering note over the gaps (each "id: title"); every sentence refers to one of their ids."""
        ...
