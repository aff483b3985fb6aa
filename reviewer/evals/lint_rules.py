"""The lint of situations for the rules: a name that nobody knows would be a check that cannot fail."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from reviewer.evals.case import Case, Situation
from reviewer.evals.cases.saying import claims_of
from reviewer.evals.labels.ruling import RuleGold
from reviewer.framework import Framework, load_framework
from reviewer.readiness.values import UnfitValueError, fitted


def mistakes_in_rules(cases: Iterable[Case], gold: dict[str, RuleGold], framework: Framework) -> Iterator[str]:
    """What is wrong with the situations and with what must follow from them, one sentence each."""
    for case in cases:
        if isinstance(case.input, Situation):
            used = _shipped() if case.input.is_as_shipped else framework
            yield from _in_statements(f"rules, {case.id}", case.input.statements, used)
    known = {*framework.rules, *(other for rule in framework.rules.values() for other in rule.repeats)}
    areas = {area.id for area in framework.areas}
    for name, one in gold.items():
        for gap in (*one.fires, *one.silent, *one.also, *one.titles, *one.arithmetic):
            rule, _, rest = gap.partition(".")
            item = rest.partition(".")[0]
            if rule not in known:
                yield f"rules, {name}: there is no rule {rule}."
            elif item and item not in framework.items_by_id:
                yield f"rules, {name}: there is no item {item}."
        for other in {*(rule for rules in one.also.values() for rule in rules)} - known:
            yield f"rules, {name}: there is no rule {other}."
        for place in {*one.states} - {*framework.items_by_id} | {*one.areas} - areas:
            yield f"rules, {name}: there is no item or area {place}."


@cache
def _shipped() -> Framework:
    """Statements of a file for our defaults mean the same whatever is laid over them."""
    return load_framework()


def _in_statements(name: str, statements: Mapping[str, Any], framework: Framework) -> Iterator[str]:
    for key, said in statements.items():
        facet = framework.facets_by_key.get(key.partition(".")[0])
        if facet is None:
            yield f"{name}: there is no fact {key}."
            continue
        for claim in claims_of({key: said}):
            try:
                if claim.value is not None:
                    fitted(facet, claim.value)
            except UnfitValueError as error:
                yield f"{name}: {key} cannot be {claim.value!r}: {error}."
