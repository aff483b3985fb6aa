"""What should be known after each turn of a canned interview, and what an outcome says of the same."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reviewer.evals.labels.gold import Label, Stated, TranscriptGold, TurnGold
from reviewer.evals.prediction import Fact, Outcome
from reviewer.evals.scoring import values
from reviewer.framework.catalogue import Framework

UNKNOWN = Label(state="unknown")
KINDS: dict[str, tuple[str, ...]] = {
    "answer": ("answer",),
    "correction": ("correction",),
    "counter_question": ("counter_question",),
    "dont_know": ("dont_know",),
    "confirm": ("confirmation",),
    "refuse": ("refusal",),
    "off_topic": ("off_topic",),
    "injection": ("injection",),
    "meta": ("counter_question", "off_topic", "stop", "skip", "back"),
}
"""The kinds of the label format, and what a model may call each: the first is the nearest."""


class Moment(NamedTuple):
    """The state of knowledge after a turn, by its labels; `before` is that of the turn before."""

    turn: TurnGold
    items: Mapping[str, Label]
    facts: Mapping[str, Stated]
    before: "Moment | None"

    @property
    def changed_items(self) -> dict[str, str]:
        """Items whose state is another one than before."""
        earlier = self.before.items if self.before else {}
        return {
            item: label.state
            for item, label in self.turn.sets.items()
            if not label.doubt and earlier.get(item, UNKNOWN).state != label.state
        }

    @property
    def changed_facts(self) -> list[Stated]:
        """Facts that are new, or have a value that nobody would have accepted before."""
        earlier = self.before.facts if self.before else {}
        return [fact for fact in self.turn.facts if not _is_known(fact, earlier.get(key_of(fact)))]

    @property
    def superseded(self) -> list[Stated]:
        """Facts that take the place of another value."""
        earlier = self.before.facts if self.before else {}
        return [fact for fact in self.changed_facts if key_of(fact) in earlier]


def moments(gold: TranscriptGold) -> Iterator[Moment]:
    """The turns in order, each with everything that is known by then."""
    before: Moment | None = None
    for turn in gold.turns:
        facts = tuple(values.with_names(fact, gold.expected.values or {}) for fact in turn.facts)
        own = turn.model_copy(update={"facts": facts})
        items = {**(before.items if before else {}), **turn.sets}
        known = {**(before.facts if before else {}), **{key_of(fact): fact for fact in facts}}
        before = Moment(own, items, known, before)
        yield before


def key_of(fact: Stated) -> str:
    """Which fact it is: the facet, and of a list the row."""
    first = fact.accepts[0]
    return f"{fact.facet} {values.name(first['name'])}" if isinstance(first, dict) and "name" in first else fact.facet


def _is_known(fact: Stated, earlier: Stated | None) -> bool:
    return earlier is not None and fact.accepts[0] == earlier.accepts[0]


def state_of(outcome: Outcome, item: str) -> str:
    """The state of an item; what is not named is not known."""
    return outcome.states.get(item, UNKNOWN.state)


def wrong_items(moment: Moment, outcome: Outcome, framework: Framework) -> dict[str, str]:
    """The items whose state is not the labelled one, with what was found. Doubtful labels are left out."""
    labels = {item.id: moment.items.get(item.id, UNKNOWN) for item in framework.items}
    return {
        item: state_of(outcome, item)
        for item, label in labels.items()
        if not label.doubt and label.state != state_of(outcome, item)
    }


def labelled(outcome: Outcome, unclear: frozenset[str]) -> list[Fact]:
    """The facts of the label format that nobody disputes."""
    return [fact for fact in outcome.facts if fact.facet in values.LABELLED and fact.facet not in unclear]


def new_facts(outcome: Outcome, before: Outcome) -> list[Fact]:
    """Facts that were not there, or not so, a turn before."""
    earlier = {(fact.facet, repr(fact.value)) for fact in before.facts}
    return [fact for fact in outcome.facts if (fact.facet, repr(fact.value)) not in earlier]


def new_states(outcome: Outcome, before: Outcome) -> dict[str, str]:
    """States that are others than a turn before."""
    items = sorted({*outcome.states, *before.states})
    return {item: state_of(outcome, item) for item in items if state_of(outcome, item) != state_of(before, item)}
