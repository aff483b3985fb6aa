"""Claims made in one line: who says what about which facet."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reviewer.readiness.claims import Claim, Evidence, Grade, Strength, Tense, Value

MORE = {"strength", "tense", "planned_date", "planned_owner", "grade", "corrects", "speaker", "quote"}


def say(  # noqa: PLR0913 - a claim has this many parts; all but two are named
    facet: str,
    value: Value | None = None,
    *,
    speaker: str = "team",
    strength: Strength | None = None,
    tense: Tense = "today",
    planned_date: date | None = None,
    planned_owner: str | None = None,
    grade: Grade = "documented",
    corrects: bool = False,
    quote: str = "",
    number: int = 0,
) -> Claim:
    """One claim; its words are its facet and value, so that each claim has words of its own."""
    words = quote or f"{facet}: {value}"
    return Claim(
        number=number,
        facet=facet,
        value=value,
        evidence=Evidence(quote=words, source="document", start=number * 100, end=number * 100 + len(words), line=1),
        speaker=speaker,
        strength=strength or ("clear" if value is not None else "vague"),
        tense=tense,
        planned_date=planned_date,
        planned_owner=planned_owner,
        grade=grade,
        corrects=corrects,
    )


def claims_of(statements: Mapping[str, Any], grade: Grade = "documented") -> list[Claim]:
    """The claims that statements amount to, facet by facet; a list says several things of one.

    `grade` is that of all claims where it is no document. TypeError and ValueError if it is no statement.
    """
    said = ((facet, part) for facet, parts in statements.items() for part in _each(parts))
    claims = [from_data(facet, part, number) for number, (facet, part) in enumerate(said, 1)]
    lowered = grade != "documented"
    return [claim.model_copy(update={"grade": grade}) if lowered else claim for claim in claims]


def _each(parts: Any) -> list[Any]:
    return parts if isinstance(parts, list) else [parts]


def numbered(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with their numbers, and with places in the text in the same order."""
    found = []
    for number, claim in enumerate(claims, 1):
        place = number * 100
        words = claim.evidence.model_copy(update={"start": place, "end": place + len(claim.evidence.quote)})
        found.append(claim.model_copy(update={"number": number, "evidence": words}))
    return found


def from_data(facet: str, said: Any, number: int = 0) -> Claim:
    """A claim from data: a value, a row, or a mapping of `value` and the other parts of a claim."""
    if isinstance(said, dict) and set(said) <= MORE | {"value"} and set(said) & (MORE | {"value"}):
        more = {key: part for key, part in said.items() if key != "value"}
        return say(facet, said.get("value"), number=number, **more)
    return say(facet, said, number=number)
