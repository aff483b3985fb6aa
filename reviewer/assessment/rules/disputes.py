"""Disputes: two values for one fact, both reported with who says them, and no winner chosen.

C-27: two people or documents differ. C-16: one and the same source gives the target volume, its date or the number of
units twice, and takes neither back. Two people who differ on one of these are one finding, which carries both numbers.
Source: the framework's rules, section 4.
"""

import re
from collections.abc import Callable, Iterator

from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import Gap
from reviewer.framework.catalogue import Facet, Framework, Item, Typed
from reviewer.readiness.claims import Scalar
from reviewer.readiness.dates import resolved
from reviewer.readiness.fold import Current, FacetNow, Side
from reviewer.readiness.words import facet_in_words, scalar_in_words

Rule = Callable[[Findings], Iterator[Gap]]
_SCALE = ("volume_target_per_day", "target_date", "units_target")
_OTHERWISE = "something else"


def disputed(findings: Findings) -> Iterator[Gap]:
    """C-27: two people or documents give different values for one fact."""
    for key, now in findings.readiness.facets.items():
        facet = findings.framework.facet(key)
        if now.current and _is_told(facet, now.current):
            also = ("C-16",) if key in _SCALE else ()
            item = _item(findings.framework, key, "")
            yield _gap(findings, key, facet, now.current.sides, item=item, subject=key, also=also)
        yield from _disputed_cells(findings, now, facet)


def _is_told(typed: Typed, current: Current) -> bool:
    """Two people describe one thing in other words; free words are in dispute only where somebody denies them."""
    return current.conflict and (typed.type != "text" or any(side.value is None for side in current.sides))


def _disputed_cells(findings: Findings, now: FacetNow, facet: Facet) -> Iterator[Gap]:
    for row in now.rows:
        name = ", ".join(str(row[column].value) for column in facet.row_key if column in row)
        for column, cell in row.items():
            if _is_told(facet.column(column), cell):
                yield _gap(
                    findings,
                    f"{facet.key}.{column}",
                    facet.column(column),
                    cell.sides,
                    item=_item(findings.framework, facet.key, column),
                    subject=" ".join((facet.key, column, name)).strip(),
                    also=("C-01",) if _is_about_the_last_word(facet, column, cell) else (),
                    about=name,
                )


def _is_about_the_last_word(facet: Facet, column: str, cell: Current) -> bool:
    """Whether one says that the agent decides alone, and another that a person does."""
    values = {side.value for side in cell.sides} - {None}
    return f"{facet.key}.{column}" == "decisions.class" and "autonomous" in values and len(values) > 1


def _item(framework: Framework, key: str, column: str) -> Item | None:
    """The item that the fact decides about: of those that use the list, the first that looks at the column."""
    for item in framework.items if column else ():
        names = set(re.findall(r"\w+", item.state.satisfied))
        if {key, column} <= names:
            return item
    owner = framework.item_of_facet.get(key, framework.rules["C-16"].item if key in _SCALE else None)
    return framework.item(owner) if owner else None


def _gap(  # noqa: PLR0913 - what is told of one dispute
    findings: Findings,
    name: str,
    typed: Typed,
    sides: tuple[Side, ...],
    *,
    item: Item | None,
    subject: str,
    also: tuple[str, ...] = (),
    about: str = "",
    rule: str = "C-27",
) -> Gap:
    fact = facet_in_words(findings.framework, name) + (f" ({about})" if about else "")
    values = list(dict.fromkeys(_shown(typed, side.value) for side in sides))
    count = "two" if len(values) == 2 else str(len(values))
    said = "; ".join(f"{value} ({_speakers(typed, sides, value)})" for value in values)
    return gap(
        findings,
        rule,
        "found",
        f"Two answers that do not agree about {fact}: {' and '.join(values)}",
        item=item,
        subject=subject,
        evidence=tuple(dict.fromkeys(side.evidence for side in sides)),
        fix="Agree on one value, or say which cases each of them is about; until then no rule works with it.",
        question=f"I have {count} values for {fact}: {said}. Which is right, or are they about different things?",
        also=also,
    )


def _shown(typed: Typed, value: Scalar | None) -> str:
    return _OTHERWISE if value is None else scalar_in_words(typed, value)


def _speakers(typed: Typed, sides: tuple[Side, ...], value: str) -> str:
    return ", ".join(dict.fromkeys(side.speaker for side in sides if _shown(typed, side.value) == value))


def told_twice(findings: Findings) -> Iterator[Gap]:
    """C-16: the target volume, its date or the number of units is given twice, differently, and not corrected."""
    for key in _SCALE:
        current = findings.readiness.facet(key).current
        if current is None or current.conflict:
            continue
        others = [side for side in current.replaced if _differs(findings, key, side.value, current.value)]
        if others:
            facet, speaker = findings.framework.facet(key), others[-1].speaker
            now = (Side(speaker=speaker, value=current.value, evidence=words) for words in current.evidence)
            item = _item(findings.framework, key, "")
            yield _gap(findings, key, facet, (*others, *now), item=item, subject=key, rule="C-16")


def _differs(findings: Findings, key: str, one: Scalar | None, other: Scalar) -> bool:
    """Whether two values cannot both be right: numbers beyond the tolerance, dates that share no day."""
    if findings.framework.facet(key).type == "date":
        before, after = (resolved(str(value), findings.value) for value in (one, other))
        return before is not None and after is not None and (before < after or before > after)
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) > findings.framework.thresholds.agreement_tolerance * max(one, other)
    return one != other


RULES: tuple[Rule, ...] = (disputed, told_twice)
