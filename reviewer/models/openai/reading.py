"""From an answered form to proposed claims. Nothing is judged here: what is wrong with a claim the gate says aloud."""

from collections.abc import Iterable, Iterator

from reviewer.framework.catalogue import Framework, Typed
from reviewer.models.openai.dating import Dating
from reviewer.models.openai.shapes import ClaimForm
from reviewer.models.port import ProposedClaim
from reviewer.readiness.claims import Row, Scalar, Value
from reviewer.text import shown

LONGEST_NAME = 120


def proposed(claims: Iterable[ClaimForm], framework: Framework, dating: Dating) -> Iterator[ProposedClaim]:
    """The claims as the gate takes them, with dates in the forms of a date. Each is proposed once."""
    seen: set[str] = set()
    for claim in claims:
        found = _proposed(claim, framework, dating)
        key = found.model_dump_json()
        if key not in seen:
            seen.add(key)
            yield found


def name_in(words: str | None) -> str | None:
    """The name of a person or role as it can be kept and shown; none where there is nothing in it."""
    return shown(words)[:LONGEST_NAME].rstrip() or None if words else None


def _proposed(claim: ClaimForm, framework: Framework, dating: Dating) -> ProposedClaim:
    day = dating.last_day(claim.planned_date, claim.quote) if claim.planned_date else None
    return ProposedClaim(
        facet=claim.facet,
        value=_value(claim, framework, dating) if claim.strength == "clear" else None,
        quote=claim.quote,
        strength=claim.strength,
        tense=claim.tense,
        planned_date=day,
        planned_owner=name_in(claim.planned_owner),
        speaker=name_in(claim.speaker) or "",
        reply=claim.reply,
    )


def _value(claim: ClaimForm, framework: Framework, dating: Dating) -> Value | None:
    facet = framework.facets_by_key.get(claim.facet)
    if claim.cells and (facet is None or facet.type == "list" or claim.value is None):
        columns = {column.column: column for column in facet.row} if facet else {}
        row: Row = {cell.column: _dated(columns.get(cell.column), cell.value, claim, dating) for cell in claim.cells}
        return row
    return claim.value if claim.value is None else _dated(facet, claim.value, claim, dating)


def _dated(typed: Typed | None, value: Scalar, claim: ClaimForm, dating: Dating) -> Scalar:
    if typed is None or typed.type != "date" or not isinstance(value, str):
        return value
    return dating.form(value, claim.quote)
