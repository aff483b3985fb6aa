"""Values and facets in plain words."""

from collections.abc import Iterable

from reviewer.framework.catalogue import Facet, Framework, Typed
from reviewer.readiness.claims import Claim, Scalar
from reviewer.readiness.date_words import date_in_words

_UNITS = {"case": "cases", "person-day": "person-days", "FTE": "full-time people", "unit": "units", "person": "people"}


def facet_in_words(framework: Framework, name: str) -> str:
    """A facet, or `list.column`, in the framework's words."""
    key, _, column = name.partition(".")
    facet = framework.facet(key)
    return f"{facet.name}: {column.replace('_', ' ')}" if column else facet.name


def scalar_in_words(typed: Typed, value: Scalar) -> str:
    """One value with its unit: "60 cases", "12 minutes", "5 %", "yes"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _words_of(typed, value)
    if typed.type == "share":
        return f"{value * 100:.4g} %"
    unit = typed.unit or ""
    per = f" a {typed.per}" if typed.per else ""
    plural = _UNITS.get(unit, unit if unit in ("ratio", "score", "") else f"{unit}s")
    words = unit if value == 1 and unit != "FTE" else plural
    return f"{value:,.10g} {words}{per}".strip()


def _words_of(typed: Typed, value: str) -> str:
    if typed.type == "date":
        return date_in_words(value)
    return value.replace("_", " ") if typed.type == "choice" else value


def claims_by_quote(claims: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    """Claims grouped by the words that they were read from, in the order of the text."""
    found: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.evidence.start, claim.evidence.end), []).append(claim)
    return [(group[0].evidence.quote, group) for _, group in sorted(found.items())]


def claim_in_words(framework: Framework, claim: Claim) -> str:
    """What a claim says: the facet and its value, the cells of its row, or that the words give no fact."""
    name = facet_in_words(framework, claim.facet)
    if claim.strength == "vague" or (claim.strength == "clear" and not claim.fills):
        return f"{name}: no fact yet"
    if claim.value is None:
        return f"{name}: not there"
    if not isinstance(claim.value, dict):
        return f"{name}: {scalar_in_words(framework.facet(claim.facet), claim.value)}"
    facet = framework.facet(claim.facet)
    return f"{name}: {', '.join(_cell_in_words(facet, *cell) for cell in claim.value.items())}"


def _cell_in_words(facet: Facet, column: str, value: Scalar) -> str:
    return f"{column.replace('_', ' ')} {scalar_in_words(facet.column(column), value)}"
