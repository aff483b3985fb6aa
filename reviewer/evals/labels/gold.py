"""What careful readers expect of each case, written by hand. Nobody who makes predictions imports this module."""

from typing import Any

from reviewer.evals.labels.guard import GuardGold
from reviewer.evals.labels.ruling import RuleGold
from reviewer.evals.labels.sought import Sought
from reviewer.evals.labels.twin import TwinGold
from reviewer.readiness.claims import Record, Value


class Label(Record):
    """The state of one item and the words that show it; `doubt`: a fair second labeller might not share it."""

    state: str
    why: str | None = None
    quotes: tuple[str, ...] = ()
    doubt: bool = False


class Sentence(Record):
    """A contradiction or a sum that must be found, by the number of its rule; sums have a severity."""

    rule: str
    severity: str | None = None
    quotes: tuple[str, ...] = ()
    note: str = ""
    doubt: bool = False


class Stated(Record):
    """One fact that the words state: all values that are right for it. Of a row, the columns that must agree."""

    facet: str
    accepts: tuple[Value, ...]
    quotes: tuple[str, ...] = ()


class Expected(Record):
    """What should be known in the end. None: nobody labelled that, and it is not measured.

    `disputed`: facets on which two speakers differ; whatever is said of their value is neither right nor wrong.
    `values`: what a careful reader finds, facet by facet, in the form of evals/facet-values. `absent`: contradictions
    and sums that must not be found. `in_part`: of the gaps, too, only those are labelled that are listed.
    """

    items: dict[str, Label]
    facts: tuple[Stated, ...] | None = None
    disputed: tuple[str, ...] = ()
    contradictions: tuple[Sentence, ...] | None = None
    computed: tuple[Sentence, ...] | None = None
    verdict: str | None = None
    values: dict[str, Any] | None = None
    absent: tuple[Sentence, ...] = ()
    in_part: bool = False


class PaperGold(Record):
    """A proposal, with the text in which quotes must stand."""

    text: str
    expected: Expected


class TurnGold(Record):
    """One turn: what its answer changes. `fills_nothing`: a trap, after which everything is as it was."""

    item: str | None
    answer: str
    kind: str
    sets: dict[str, Label] = {}
    facts: tuple[Stated, ...] = ()
    fills_nothing: bool = False


class TranscriptGold(Record):
    """A canned interview, turn by turn, and what is known at its end."""

    turns: tuple[TurnGold, ...]
    expected: Expected


class PersonaGold(Record):
    """What is known of a person's team when everything that they know was asked; `answers`: what they say, by item."""

    answers: dict[str, tuple[str, ...]]
    expected: Expected

    @property
    def answerable(self) -> tuple[str, ...]:
        """The items of which the person has something to say."""
        return tuple(self.answers)


class Gold(Record):
    """Everything that is expected, by suite and case."""

    proposals: dict[str, PaperGold] = {}
    transcripts: dict[str, TranscriptGold] = {}
    interviews: dict[str, PersonaGold] = {}
    retrieval: dict[str, Sought] = {}
    adversarial: dict[str, TwinGold] = {}
    guards: dict[str, GuardGold] = {}
    rules: dict[str, RuleGold] = {}
