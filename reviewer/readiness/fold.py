"""The readiness model: what the claims say now, facet by facet.

A later claim of the same speaker supersedes her earlier one. Two speakers who differ are a conflict, and no winner is
chosen: a facet in conflict counts for partial, not for satisfied, and has no value for rules. Vague and denied words
fill nothing; they are kept because the report must show them.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from reviewer.framework.catalogue import Facet, Framework
from reviewer.readiness.claims import Claim, Evidence, Grade, Record, Scalar, Tense

_GRADES: tuple[Grade, ...] = ("said", "documented", "measured")


class Side(Record):
    """What one speaker says about a facet; no value where she only denies what others say."""

    speaker: str
    value: Scalar | None
    evidence: Evidence


class Current(Record):
    """The value that holds now. `in_full` is false where a plan stands in for something that must be measured.

    `sides`: who says what, while claims conflict. `replaced`: other values that the same speakers gave before, and
    went over without correcting them.
    """

    value: Scalar
    evidence: tuple[Evidence, ...]
    grade: Grade
    tense: Tense
    conflict: bool = False
    in_full: bool = True
    sides: tuple[Side, ...] = ()
    replaced: tuple[Side, ...] = ()


class FacetNow(Record):
    """One facet as it stands: its value or its rows, and the words that filled nothing.

    Vague and denied words are kept by facet or list.column; `undated` are wishes, and plans without date or owner.
    """

    key: str
    current: Current | None = None
    rows: tuple[dict[str, Current], ...] = ()
    vague: dict[str, tuple[Evidence, ...]] = {}
    denied: dict[str, tuple[Evidence, ...]] = {}
    undated: tuple[Evidence, ...] = ()

    @property
    def is_filled(self) -> bool:
        """Whether any claim fills it."""
        return self.current is not None or bool(self.rows)

    @property
    def is_disputed(self) -> bool:
        """Whether claims conflict on its value or on a cell of its rows."""
        cells = [cell for row in self.rows for cell in row.values()]
        return any(now.conflict for now in (*cells, *([self.current] if self.current else [])))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words behind its value or rows, each once, in the order of the text."""
        found = list(self.current.evidence) if self.current else []
        found += [evidence for row in self.rows for cell in row.values() for evidence in cell.evidence]
        return tuple(dict.fromkeys(found))


@cache
def _nothing_claimed(key: str) -> FacetNow:
    # Rules look at hundreds of facets, most of them empty: making each anew was half the time of an assessment.
    return FacetNow(key=key)


class Readiness(Record):
    """The structured model: every facet that any claim is about."""

    facets: dict[str, FacetNow] = {}

    def facet(self, key: str) -> FacetNow:
        """The facet `key` as it stands; an empty one if nothing was claimed."""
        return self.facets.get(key) or _nothing_claimed(key)


def fold(claims: Iterable[Claim], framework: Framework) -> Readiness:
    """The readiness that `claims`, in any order, amount to. Depends on their numbers, not on their order."""
    by_facet: dict[str, list[Claim]] = {}
    for claim in claims:
        by_facet.setdefault(claim.facet.partition(".")[0], []).append(claim)
    return Readiness(facets={key: fold_facet(by_facet[key], framework.facet(key)) for key in sorted(by_facet)})


def refold(readiness: Readiness, touched: Mapping[str, Iterable[Claim]], framework: Framework) -> Readiness:
    """`readiness` with the facets in `touched` folded anew from all of their claims."""
    renewed = {key: fold_facet(claims, framework.facet(key)) for key, claims in touched.items()}
    return Readiness(facets=dict(sorted((readiness.facets | renewed).items())))


def fold_facet(claims: Iterable[Claim], facet: Facet) -> FacetNow:
    """One facet, from all of its claims."""
    ordered = sorted(claims, key=lambda claim: claim.number)
    return FacetNow(
        key=facet.key,
        current=None if facet.type == "list" else _current(ordered, facet.measured),
        rows=_rows(ordered, facet) if facet.type == "list" else (),
        vague=_words(ordered, "vague"),
        denied=_words(ordered, "denied"),
        undated=tuple(claim.evidence for claim in ordered if claim.strength == "clear" and not claim.fills),
    )


def _words(claims: list[Claim], strength: str) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, tuple[Evidence, ...]] = {}
    for claim in claims:
        if claim.strength == strength:
            found[claim.facet] = (*found.get(claim.facet, ()), claim.evidence)
    return found


def _current(claims: list[Claim], measured: bool) -> Current | None:
    latest: dict[str, Claim] = {}
    for claim in claims:
        if claim.fills:
            latest[claim.speaker] = claim
        elif claim.strength == "denied" and claim.corrects:
            latest.pop(claim.speaker, None)
    if not latest:
        return None
    standing = sorted(latest.values(), key=lambda claim: claim.number)
    current = _standing(standing, _denied_by_others(claims, latest), measured)
    return current.model_copy(update={"replaced": _replaced(claims, latest)})


def _replaced(claims: list[Claim], latest: Mapping[str, Claim]) -> tuple[Side, ...]:
    """Earlier values of those who still claim one, that differ from it and were not taken back."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        before = [] if claim.corrects else found.get(claim.speaker, [])
        found[claim.speaker] = [*before, claim] if claim.fills else before
    others = (
        claim for speaker, last in latest.items() for claim in found[speaker] if _same(claim.value) != _same(last.value)
    )
    return tuple(_side(claim) for claim in sorted(others, key=lambda claim: claim.number))


def _side(claim: Claim) -> Side:
    value = None if isinstance(claim.value, dict) else claim.value
    return Side(speaker=claim.speaker, value=value, evidence=claim.evidence)


def _denied_by_others(claims: list[Claim], latest: Mapping[str, Claim]) -> list[Claim]:
    """Denials by people who have claimed nothing themselves: a conflict with those who have."""
    return [claim for claim in claims if claim.strength == "denied" and claim.speaker not in latest]


def _standing(standing: list[Claim], denials: list[Claim], measured: bool) -> Current:
    last = standing[-1]
    agreeing = [claim for claim in standing if _same(claim.value) == _same(last.value)]
    assert last.value is not None and not isinstance(last.value, dict)
    is_today = any(claim.tense == "today" for claim in agreeing)
    conflict = len(agreeing) < len(standing) or bool(denials)
    return Current(
        value=last.value,
        evidence=tuple(dict.fromkeys(claim.evidence for claim in (*standing, *denials))),
        grade=max((claim.grade for claim in agreeing), key=_GRADES.index),
        tense="today" if is_today else "planned",
        conflict=conflict,
        in_full=is_today or not measured,
        sides=tuple(_side(claim) for claim in (*standing, *denials)) if conflict else (),
    )


def _same(value: object) -> object:
    """What is compared: other capitals make no other name, and a year that was left out no other date."""
    return value.casefold().removesuffix("?") if isinstance(value, str) else value


def _rows(claims: list[Claim], facet: Facet) -> tuple[dict[str, Current], ...]:
    by_row: dict[tuple[object, ...], dict[str, list[Claim]]] = {}
    for claim in claims:
        if not isinstance(claim.value, dict):
            continue
        cells = by_row.setdefault(_identity(claim, facet), {})
        for column, value in claim.value.items():
            cells.setdefault(column, []).append(claim.model_copy(update={"value": value}))
    folded_rows = (_row(cells, facet) for cells in by_row.values())
    return tuple(row for row in folded_rows if row)


def _identity(claim: Claim, facet: Facet) -> tuple[object, ...]:
    row = claim.value if isinstance(claim.value, dict) else {}
    values = (row.get(column) for column in facet.row_key)
    return tuple(_same(value) for value in values)


def _row(cells: Mapping[str, list[Claim]], facet: Facet) -> dict[str, Current]:
    found = {column: _current(claims, facet.measured) for column, claims in cells.items()}
    return {column: cell for column, cell in found.items() if cell is not None}
