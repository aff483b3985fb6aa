"""The lint of situations for the rules: a name that nobody knows would be a check that cannot fail."""

from collections.abc import Iterable, Iterator

from reviewer.evals.case import Case, Situation
from reviewer.evals.labels.ruling import RuleGold
from reviewer.framework.catalogue import Framework


def mistakes_in_rules(cases: Iterable[Case], gold: dict[str, RuleGold], framework: Framework) -> Iterator[str]:
    """What is wrong with the situations and with what must follow from them, one sentence each."""
    for case in cases:
        if isinstance(case.input, Situation):
            yield from (
                f"rules, {case.id}: there is no fact {facet}."
                for facet in case.input.statements
                if facet.partition(".")[0] not in framework.facets_by_key
            )
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
