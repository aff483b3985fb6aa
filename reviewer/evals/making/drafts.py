"""Drafts of labels: what the program heard in each reply of an interview. Its own opinion, for a person to check.

Gaps are never drafted: labels of them are written by hand, never produced by our rules.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reviewer.assessment.assess import assess
from reviewer.assessment.model import ItemResult
from reviewer.evals.labels.gold import Label
from reviewer.evals.making.replacing import Replacing
from reviewer.evals.scoring.values import LABELLED
from reviewer.framework.catalogue import Framework
from reviewer.interview.progress import Progress, exchange
from reviewer.interview.record import ReadReply, Reply
from reviewer.models.port import ReplyKind
from reviewer.readiness.claims import Claim, Evidence, Row, Scalar
from reviewer.readiness.fold import Current, Readiness, fold

_KINDS: Mapping[ReplyKind, str] = {
    "confirmation": "confirm",
    "refusal": "refuse",
    "skip": "meta",
    "back": "meta",
    "stop": "meta",
}
_SHOWN = ("satisfied", "partial", "not_applicable")
_REASONS = ("not_stated", "vague", "denied")
_COLUMNS = ("name", "class")

Facts = dict[str, Scalar | list[Row]]


class Said(NamedTuple):
    """A reply, what was read in it, and which names are replaced in both."""

    reply: Reply
    read: ReadReply
    names: Replacing

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[str, ...]:
        """Those of the words that stand in this reply, as they stand in it with the names replaced."""
        own = [part for part in evidence if part.source == f"reply {self.reply.number}"]
        return tuple(dict.fromkeys(self.names.part(self.reply.text, part.start, part.end) for part in own))


class Drafts:
    """What is known after each reply, beside what was known before it."""

    def __init__(self, framework: Framework) -> None:
        """Before the first reply."""
        self._framework = framework
        self._claims: list[Claim] = []
        self._progress = Progress()
        self._readiness = self._before = Readiness()
        self._items: dict[str, ItemResult] = {}
        self._items_before: dict[str, ItemResult] = {}

    def take(self, said: Said) -> None:
        """One more reply."""
        self._claims += said.read.claims
        self._progress.take(exchange(said.reply.question, said.read))
        self._before, self._items_before = self._readiness, self._items
        self._readiness = fold(self._claims, self._framework)
        found = assess(self._readiness, self._framework, "interview", self._progress.answered_items)
        self._items = {item.id: item for item in found.items}

    def kind(self, said: Said) -> str:
        """The kind of the reply, as labels call it."""
        return _KINDS.get(said.read.kind, said.read.kind)

    def sets(self, said: Said) -> dict[str, Label]:
        """The states that it changed, with its words. What changed without words of this reply is left to a person."""
        drafted = {item: self._label(found, said) for item, found in self._items.items() if self._is_new(found)}
        return {item: label for item, label in drafted.items() if label.state not in _SHOWN or label.quotes}

    def _is_new(self, found: ItemResult) -> bool:
        before = self._items_before.get(found.id)
        is_same = before is not None and (before.state, before.why) == (found.state, found.why)
        return found.state != "unknown" and not is_same

    def _label(self, found: ItemResult, said: Said) -> Label:
        owner = self._framework.item_of_facet
        claimed = [claim.evidence for claim in said.read.claims if owner.get(claim.facet.partition(".")[0]) == found.id]
        why = found.why if found.state == "missing" and found.why in _REASONS else None
        return Label(state=found.state, why=why, quotes=said.quotes(found.evidence) or said.quotes(claimed))

    def facts(self, said: Said) -> Facts:
        """The figures and names that it stated or changed, of those that are labelled."""
        stated: Facts = {}
        for key in LABELLED:
            now, before = self._readiness.facet(key), self._before.facet(key)
            rows = [row for row in now.rows if "name" in row and _plain(row) not in map(_plain, before.rows)]
            if rows:
                stated[key] = [_row(row, said) for row in rows]
            elif now.current and not now.current.conflict and _value(now.current) != _value(before.current):
                stated[key] = _renamed(now.current.value, said.names)
        return stated


def _value(current: Current | None) -> Scalar | None:
    return current.value if current else None


def _plain(row: Mapping[str, Current]) -> Row:
    return {column: row[column].value for column in _COLUMNS if column in row}


def _row(row: Mapping[str, Current], said: Said) -> Row:
    cells = {column: _renamed(value, said.names) for column, value in _plain(row).items()}
    words = said.quotes(part for cell in row.values() for part in cell.evidence)
    return {**cells, "quote": words[0]} if words else cells


def _renamed(value: Scalar, names: Replacing) -> Scalar:
    return names.text(value) if isinstance(value, str) else value
