"""Where the conversation stands: a fold of its turns, rebuilt from the record, with constant work per turn."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reviewer.interview.planning import PLANNED
from reviewer.interview.record import ReadReply
from reviewer.models.port import CLAIMING_KINDS, Question, ReplyKind


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what kind of reply it got. `filled`: it filled a facet of the item that was asked about."""

    question: Question
    kind: ReplyKind
    filled: bool = False
    who_knows: str | None = None


def exchange(question: Question, read: ReadReply) -> Exchange:
    """The exchange of a question and what was read in its reply."""
    return Exchange(question=question, kind=read.kind, filled=read.filled, who_knows=read.who_knows)


# Replies after which the same question stands again.
_REPEATING: frozenset[ReplyKind] = frozenset({"counter_question", "off_topic", "injection"})
# How often a question may be put to a person who talks of something else.
_PATIENCE = 2


@dataclass(slots=True)
class Progress:
    """What was asked, skipped and not known. Items are named by id; facts of the profile by their facet.

    `standing` is a question to be put again; `unknown` one that the person could not answer, without having said who
    could. `closed` are items and facts that are not asked about again. Questions about contradictions count for none.
    """

    asked_facets: set[str] = field(default_factory=set)
    asked_contradictions: set[str] = field(default_factory=set)
    asked_items: dict[str, int] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    who_knows: dict[str, str] = field(default_factory=dict)
    standing: Question | None = None
    unknown: Question | None = None
    trail: list[Exchange] = field(default_factory=list)
    area_item: str | None = None
    stopped: bool = False
    _repeats: int = 0

    @property
    def answered_items(self) -> frozenset[str]:
        """Items whose question and follow-up were both answered: what is still not stated then is missing."""
        return frozenset(key for key, count in self.answers.items() if count > 1)

    def take_all(self, exchanges: Iterable[Exchange]) -> "Progress":
        """The progress after all of `exchanges`."""
        for exchange in exchanges:
            self.take(exchange)
        return self

    def take(self, exchange: Exchange) -> None:
        """One more exchange. Planned values answer no question: the one that stands goes on standing."""
        if exchange.question.facet == PLANNED:
            return
        self.stopped = exchange.kind == "stop"
        self.standing = None
        if self.stopped:
            return
        unknown, self.unknown = self.unknown, None
        if unknown is not None and exchange.kind != "back":
            self._take_who(unknown, exchange)
            return
        if exchange.kind == "back":
            self._go_back(exchange.question)
        elif self._stands_again(exchange):
            self._repeats += exchange.kind != "counter_question"
            self.standing = exchange.question
        else:
            self._repeats = 0
            self._close(exchange)

    def _stands_again(self, exchange: Exchange) -> bool:
        if exchange.kind == "counter_question":
            return True
        if exchange.kind == "correction" and not exchange.filled:
            return self._repeats < _PATIENCE
        return exchange.kind in _REPEATING and self._repeats < _PATIENCE

    def _go_back(self, question: Question) -> None:
        """The question before this one is put again; where there is none, the same one."""
        self.standing = question
        if self.trail:
            earlier = self.trail.pop()
            self.standing = earlier.question
            if earlier.question.settles:
                return
            key = self.standing.item or self.standing.facet
            self.closed.discard(key)
            self.who_knows.pop(key, None)
            self.asked_facets.discard(self.standing.facet)
            self.asked_items[key] -= 1
            self.answers[key] = self.answers.get(key, 0) - (earlier.kind in CLAIMING_KINDS)

    def _close(self, exchange: Exchange) -> None:
        question = exchange.question
        key = question.item or question.facet
        self.trail.append(exchange)
        if question.settles:
            self.asked_contradictions.add(question.settles)
            return
        self.asked_facets.add(question.facet)
        self.asked_items[key] = self.asked_items.get(key, 0) + 1
        self.area_item = question.item or self.area_item
        if exchange.kind in CLAIMING_KINDS:
            self.answers[key] = self.answers.get(key, 0) + 1
        elif exchange.kind != "confirmation":
            self.closed.add(key)
        if exchange.kind == "dont_know":
            self._note_who(exchange)
            self.unknown = None if exchange.who_knows or not question.item else question

    def _take_who(self, unknown: Question, exchange: Exchange) -> None:
        """The reply to "who would know?"; after a counter-question it is asked once more."""
        if exchange.kind in _REPEATING and not self._repeats:
            self._repeats += 1
            self.unknown = unknown
        else:
            self._repeats = 0
            self._note_who(exchange)

    def _note_who(self, exchange: Exchange) -> None:
        if exchange.who_knows:
            self.who_knows[exchange.question.item or exchange.question.facet] = exchange.who_knows
