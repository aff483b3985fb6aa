"""The state of an item: a function of its facets, decided here and nowhere else."""

from collections.abc import Iterator, Mapping

from reviewer.assessment.model import State
from reviewer.framework.catalogue import Facet, Framework, Item
from reviewer.framework.evaluate import Facts, holds
from reviewer.framework.syntax import Compare, Covers, Group, Name, Node, Not, OneOf, Rows
from reviewer.readiness.claims import Evidence, Record, Scalar
from reviewer.readiness.facts import ReadinessFacts
from reviewer.readiness.fold import Readiness


class ItemState(Record):
    """A state, why it is missing (or the reason why it does not apply), and the words for it."""

    state: State
    why: str | None = None
    evidence: tuple[Evidence, ...] = ()


class States:
    """All that is needed to decide the state of any item: facts, strict and lenient, over one readiness."""

    def __init__(self, readiness: Readiness, framework: Framework, derived: Mapping[str, Scalar | None]) -> None:
        self._readiness = readiness
        self._framework = framework
        self.strict: Facts = ReadinessFacts(readiness, framework, derived, strictly=True)
        self.lenient: Facts = ReadinessFacts(readiness, framework, derived, strictly=False)

    def of(self, item: Item) -> ItemState:
        """Not applicable, else satisfied, else partial, else missing with its reason."""
        excused = self._not_applicable(item)
        if excused:
            return excused
        evidence = self.evidence(item)
        if holds(item.state.satisfied_when, self.strict):
            return ItemState(state="satisfied", evidence=evidence)
        if holds(item.state.partial_when, self.lenient):
            return ItemState(state="partial", evidence=evidence)
        why, words = self._why_missing(item)
        return ItemState(state="missing", why=why, evidence=words)

    def evidence(self, item: Item) -> tuple[Evidence, ...]:
        """The words behind the item's own facets and the list columns that it uses; where it rests on the facts of
        other items alone, the words behind those.
        """
        found = [evidence for key in sorted(self._facets_of(item)) for evidence in self._words_for(item, key)]
        if not found:
            found = [words for key in self.rests_on(item) for words in self._readiness.facet(key).evidence]
        return tuple(sorted(dict.fromkeys(found), key=lambda words: (words.source, words.start, words.end)))

    def needs(self, item: Item) -> list[str]:
        """Facets (or list.column) that the item still needs to be satisfied, in the order of its expression."""
        return self.missing(item.state.satisfied_when)

    def missing(self, condition: Node) -> list[str]:
        """Facets (or list.column) that `condition` still needs, in its order; what is disputed is missing as well."""
        return list(dict.fromkeys(_unfilled(condition, self.strict, None)))

    def rests_on(self, item: Item) -> list[str]:
        """The facets behind its state: its own, and those of other items that its expressions name."""
        named = {name.partition(".")[0] for name in item.names_used} & set(self._framework.facets_by_key)
        return sorted(named | {facet.key for facet in item.facets})

    def _not_applicable(self, item: Item) -> ItemState | None:
        for row, facts in zip(
            self._readiness.facet("not_applicable").rows, self.strict.rows("not_applicable"), strict=True
        ):
            if facts.value("item") == item.id and holds(self._framework.not_applicable_condition, facts):
                evidence = tuple(dict.fromkeys(words for cell in row.values() for words in cell.evidence))
                reason = f"{facts.value('reason')} (decided by {facts.value('role')})"
                return ItemState(state="not_applicable", why=reason, evidence=evidence)
        return None

    def _facets_of(self, item: Item) -> set[str]:
        return {facet.key for facet in item.facets} | {name.partition(".")[0] for name in item.columns_used}

    def _words_for(self, item: Item, key: str) -> tuple[Evidence, ...]:
        facet = self._readiness.facet(key)
        columns = {name.partition(".")[2] for name in item.columns_used if name.startswith(f"{key}.")}
        if not columns or any(own.key == key for own in item.facets):
            return facet.evidence
        cells = (cell for row in facet.rows for column, cell in row.items() if column in columns)
        return tuple(evidence for cell in cells for evidence in cell.evidence)

    def _why_missing(self, item: Item) -> tuple[str, tuple[Evidence, ...]]:
        """Denied before vague before not stated."""
        own = {facet.key for facet in item.facets} | item.columns_used
        denied = [words for name in sorted(own) for words in self._denied(name)]
        if denied:
            return "denied", tuple(dict.fromkeys(denied))
        vague = [words for name in sorted(own) for words in self._vague(name)]
        vague += [words for facet in item.facets for words in self._against(facet)]
        return ("vague", tuple(dict.fromkeys(vague))) if vague else ("not_stated", ())

    def _denied(self, name: str) -> tuple[Evidence, ...]:
        facet = self._readiness.facet(name.partition(".")[0])
        said_no = facet.current is not None and facet.current.value is False and not self._is_guard(name)
        words = facet.denied.get(name, ())
        return (*words, *facet.current.evidence) if said_no and facet.current else words

    def _is_guard(self, key: str) -> bool:
        """A yes/no facet that speaks against its item: a no is good news."""
        facet = self._framework.facets_by_key.get(key)
        return facet is not None and "yes" in facet.against

    def _vague(self, name: str) -> tuple[Evidence, ...]:
        facet = self._readiness.facet(name.partition(".")[0])
        return (*facet.vague.get(name, ()), *(facet.undated if "." not in name else ()))

    def _against(self, facet: Facet) -> tuple[Evidence, ...]:
        current = self._readiness.facet(facet.key).current
        if current is None or not facet.against:
            return ()
        value = ("yes" if current.value else "no") if isinstance(current.value, bool) else current.value
        return current.evidence if "*" in facet.against or value in facet.against else ()


def _unfilled(node: Node, facts: Facts, inside: str | None) -> Iterator[str]:
    """Names that are empty where the expression wants them filled."""
    if holds(node, facts):
        return
    match node:
        case Group(_, parts):
            for part in parts:
                yield from _unfilled(part, facts, inside)
        case Name(name) | Compare(name, _, _) | OneOf(name, _, _):
            yield f"{inside}.{name}" if inside else name
        case Rows(_, name, condition):
            rows = [row for row in facts.rows(name) if not holds(condition, row)]
            yield from _unfilled(condition, rows[0], name) if rows else iter((name,))
        case Covers(name, _, condition):
            rows = [row for row in facts.rows(name) if condition is not None and not holds(condition, row)]
            yield from _unfilled(condition, rows[0], name) if rows and condition else iter((name,))
        case Not():
            return
