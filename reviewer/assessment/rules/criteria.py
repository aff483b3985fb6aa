"""C-24: the criteria for the class leave values that nobody is named for, or name two for the same value.

Only numbers in one unit are compared, and only where the words leave no doubt about them: what cannot be read as a
number may close any hole. Source: the framework's rules, sections 3.1 (G-10) and 4 (C-24).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from reviewer.assessment.findings import Findings, RowNow, gap
from reviewer.assessment.model import Gap
from reviewer.assessment.ranges import (
    AFTER,
    BEFORE,
    END,
    START,
    Cut,
    Quantity,
    Range,
    holes,
    is_known_unit,
    is_money,
    quantities,
    unit_of,
)

Rule = Callable[[Findings], Iterator[Gap]]
_WHO = {"autonomous": "the agent alone", "agent_with_review": "a person's approval", "human_only": "a person alone"}
_EVERYTHING_ELSE = re.compile(r"\b(else|other(wise)?s?|rest|remaining|remainder|any\w*|all|every\w*)\b", re.IGNORECASE)
_SMALLEST_STEP = Decimal("0.01")


@dataclass(frozen=True)
class Criterion:
    """One row of the criteria. `numbers` is empty where it says something that is not certainly a number."""

    row: RowNow
    place: int
    attribute: str
    key: str
    decision: str
    who: str
    operator: str
    numbers: tuple[Quantity, ...]

    @property
    def generous(self) -> Range:
        """Every value that it may mean: "between 50 and 100" may take in its ends."""
        return self._range(BEFORE, AFTER)

    @property
    def strict(self) -> Range:
        """The values that it certainly means: "between 50 and 100" without its ends."""
        return self._range(AFTER, BEFORE)

    def _range(self, first: int, last: int) -> Range:
        low, high = self.numbers[0].number, self.numbers[-1].number
        if self.operator == "between":
            return Range(Cut(low, first) if low else START, Cut(high, last))
        return {
            "is": Range(Cut(low, BEFORE), Cut(low, AFTER)),
            "at_most": Range(START, Cut(low, AFTER)),
            "below": Range(START, Cut(low, BEFORE)),
            "at_least": Range(Cut(low, BEFORE), END),
            "above": Range(Cut(low, AFTER), END),
        }[self.operator]


def uncertain_class(findings: Findings) -> Iterator[Gap]:
    """C-24 (G-10): values of an attribute for which nobody is named to decide, or for which two are."""
    criteria = list(_criteria(findings))
    has_default = findings.readiness.facet("whole_agent_class").is_filled
    for decision in dict.fromkeys(row.decision for row in criteria if row.decision) or ("",):
        about = [row for row in criteria if row.decision in ("", decision)]
        for key in dict.fromkeys(row.key for row in about):
            group = [row for row in about if row.key == key]
            yield from _finding(findings, group, [*doubtful(group, about, has_default)])


def _finding(findings: Findings, group: list[Criterion], problems: list[tuple[Range, str]]) -> Iterator[Gap]:
    if not problems:
        return
    rows = sorted((row for row in group if row.numbers), key=lambda row: (row.generous.low, row.generous.high))
    unit, attribute = _units(rows), rows[0].attribute
    subject = ", ".join(dict.fromkeys((attribute, *sorted(row.decision for row in rows if row.decision))))
    title = "; ".join(f"{_in_words(values, unit)} {text}" for values, text in problems)
    lines = [f"{_WHO[row.who]}: {_in_words(row.generous, unit)}" for row in rows]
    yield gap(
        findings,
        "C-24",
        "found",
        f"{title[0].upper()}{title[1:]}: {subject}",
        subject=subject,
        evidence=dict.fromkeys(words for row in rows for cell in row.row.values() for words in cell.evidence),
        fix="Let each value lead to exactly one class, the limits themselves included.",
        arithmetic=f"By {attribute}. {'; '.join(lines)}.",
        question=f"Going by {attribute}, who decides {_in_words(problems[0][0], unit)}?",
    )


def _criteria(findings: Findings) -> Iterator[Criterion]:
    for place, (row, cells) in enumerate(findings.rows("class_criteria")):
        attribute, who = str(cells.get("attribute") or ""), str(cells.get("class") or "")
        operator, value = str(cells.get("operator") or ""), str(cells.get("value") or "")
        key, unit = _attribute(attribute)
        found = quantities(value) or []
        fits = who in _WHO and operator and len(found) == 1 + (operator == "between")
        is_ordered = len(found) == 1 or (fits and found[0].number < found[1].number)
        numbers = tuple(part.in_unit(unit) for part in found) if fits and is_ordered else ()
        if attribute:
            decision = str(cells.get("decision") or "").casefold()
            yield Criterion(row, place, attribute, key, decision, who, operator, numbers)


def _attribute(text: str) -> tuple[str, str]:
    """What is looked at, in one spelling, and the unit that its name ends with: "Amounts (EUR)" is amount, EUR."""
    match = re.fullmatch(r"(.+?)(?:\s*\(([^()]*)\)|\s+in\s+(\S+))", text.strip())
    named = (match[2] or match[3] or "").strip() if match else ""
    is_unit = bool(named) and is_known_unit(named)
    words = re.findall(r"\w+", (match[1] if match and is_unit else text).casefold())
    plain = [
        word if word.endswith("ss") else word.removesuffix("s") for word in words if word not in ("the", "a", "an")
    ]
    return " ".join(plain), unit_of(named) if is_unit else ""


def doubtful(group: list[Criterion], about: list[Criterion], has_default: bool = False) -> Iterator[tuple[Range, str]]:
    """The values that nobody is named for, then those that two are, with the words for it.

    `group`: all criteria on one attribute; `about`: all that are about the same decision. `has_default`: somebody is
    named for whatever no criterion covers.
    """
    rows = sorted((row for row in group if row.numbers), key=lambda row: row.place)
    if _units(rows) is None or len({row.who for row in rows}) < 2:
        return
    is_certain = len(rows) == len(group) and all(row.operator != "is" for row in rows)
    if is_certain and not has_default and not any(_EVERYTHING_ELSE.search(row.attribute) for row in about):
        yield from ((hole, "nobody is named") for hole in _open(rows))
    doubles = [double for one, other in combinations(rows, 2) for double in _double(one, other, about)]
    yield from sorted(doubles, key=lambda double: (double[0].low, double[0].high))


def _units(rows: Iterable[Criterion]) -> str | None:
    """The one unit of all numbers; None if there are two, or if it is not certain that a bare number has it."""
    units = {part.unit for row in rows for part in row.numbers}
    named = units - {""}
    if len(named) > 1 or (named == {"%"} and "" in units):
        return None
    return next(iter(named), "")


def _open(rows: list[Criterion]) -> Iterator[Range]:
    """Holes between the criteria, and below them where they begin at a sum of money; how far they go is theirs."""
    first = min(rows, key=lambda row: row.generous.low)
    begins = first.numbers[0].number
    if first.operator == "between" and is_money(_units(rows) or "") and not _is_one_step(Decimal(0), begins):
        yield Range(START, first.generous.low)
    for hole in holes(row.generous for row in rows):
        low, high = hole.low, hole.high
        ends_stay_out = low.side == AFTER and high.side == BEFORE
        if not (
            ends_stay_out and low.value is not None and high.value is not None and _is_one_step(low.value, high.value)
        ):
            yield hole


def _is_one_step(low: Decimal, high: Decimal) -> bool:
    """Whether people mean neighbours: "up to 50, from 51" and "up to 10, from 10.01" leave nothing between them."""
    if low == low.to_integral_value() and high == high.to_integral_value():
        return high - low <= 1
    finest = min(Decimal(1).scaleb(int(bound.as_tuple().exponent)) for bound in (low, high))
    return high - low <= min(finest, _SMALLEST_STEP)


def _double(one: Criterion, other: Criterion, about: list[Criterion]) -> Iterator[tuple[Range, str]]:
    """The values that both certainly cover.

    Two limits on the same side are steps, of which the narrower comes first ("up to 50 alone, up to 500 with
    approval"); and two classes that look at a further attribute in common may part by that.
    """
    both = one.strict.within(other.strict)
    if one.who == other.who or both.is_empty or _are_steps(one.strict, other.strict):
        return
    further = [{row.key for row in about if row.who == who} - {one.key} for who in (one.who, other.who)]
    if not further[0] & further[1]:
        yield both, f"{_WHO[one.who]} and {_WHO[other.who]} are both named"


def _are_steps(one: Range, other: Range) -> bool:
    below = one.low == other.low == START and one.high.value != other.high.value
    return below or (one.high == other.high == END and one.low.value != other.low.value)


def _in_words(values: Range, unit: str | None) -> str:
    low, high = (str(Quantity(cut.value or Decimal(0), unit or "")) for cut in (values.low, values.high))
    if values.low == START:
        return f"{'up to' if values.high.side == AFTER else 'below'} {high}"
    if values.high == END:
        return f"{'above' if values.low.side == AFTER else 'from'} {low}"
    return f"at exactly {low}" if values.low.value == values.high.value else f"between {low.split()[0]} and {high}"


RULES: tuple[Rule, ...] = (uncertain_class,)
