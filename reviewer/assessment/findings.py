"""What every rule starts from, and how a finding is put into words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reviewer.assessment.derived import value_for_rules
from reviewer.assessment.inputs import Inputs
from reviewer.assessment.model import Absent, Gap
from reviewer.assessment.states import ItemState, States
from reviewer.framework.catalogue import Framework, Item
from reviewer.framework.evaluate import holds
from reviewer.readiness.claims import Evidence, Scalar
from reviewer.readiness.fold import Current, Readiness

Kind = Literal["proposal", "interview"]
RowNow = dict[str, Current]


@dataclass(frozen=True)
class Findings:
    """One readiness with everything that rules may look at. Rules are functions of this and of nothing else.

    `reservations` are reasons in words why the evidence carries less far than it looks: no rule, but the confidence.
    """

    kind: Kind
    framework: Framework
    readiness: Readiness
    states: States
    item_states: dict[str, ItemState]
    inputs: Inputs
    reservations: tuple[str, ...] = ()

    @cached_property
    def conditionals_are_essential(self) -> bool:
        """Whether the profile makes conditional items essential."""
        return holds(self.framework.conditional_condition, self.states.strict)

    @cached_property
    def anything_irreversible(self) -> bool:
        """Whether a decision cannot be undone, or the use may be regulated as high-risk."""
        facts = self.states.strict
        reversible = [cells.get("reversible") for _, cells in self.rows("decisions")]
        return "no" in reversible or facts.is_true("irreversible_action") or facts.is_true("annex_iii_possible")

    def value(self, key: str) -> Scalar | None:
        """The value that a facet has for rules: none while claims conflict."""
        return value_for_rules(self.readiness.facet(key).current)

    def rows(self, key: str) -> list[tuple[RowNow, dict[str, Scalar | None]]]:
        """The rows of a list, each with the values that its cells have for rules."""
        rows = self.readiness.facet(key).rows
        return [(row, {column: value_for_rules(cell) for column, cell in row.items()}) for row in rows]

    def evidence(self, *keys: str) -> tuple[Evidence, ...]:
        """The words behind some facets, each once."""
        found = (words for key in keys for words in self.readiness.facet(key).evidence)
        return tuple(dict.fromkeys(found))


def gap(  # noqa: PLR0913 - a gap has this many parts; all but four are named
    findings: Findings,
    rule: str,
    level: str,
    title: str,
    *,
    item: Item | None = None,
    subject: str = "",
    evidence: Iterable[Evidence] | None = None,
    fix: str | None = None,
    arithmetic: str | None = None,
    question: str | None = None,
    also: Iterable[str] = (),
) -> Gap:
    """A gap about one item, with what the framework says about it: why it matters, what clears it, who else says so.

    The item is that of the rule unless `item` is given; the severity is that of `level` in the framework's rules.
    """
    spec = findings.framework.rules[rule]
    item = item or findings.framework.item(spec.item or "")
    words = tuple(findings.item_states[item.id].evidence if evidence is None else evidence)
    return Gap(
        id=".".join(part for part in (rule, item.id, subject) if part),
        rule=rule,
        also=tuple(dict.fromkeys((*spec.repeats, *also))),
        item=item.id,
        severity=spec.severity[level],
        title=title,
        why=_why(findings.framework, item),
        fix=fix or fix_for(findings, item),
        evidence=words,
        absent=None if words else Absent(searched=_searched(findings.kind, item)),
        arithmetic=arithmetic,
        question=question,
        claims=item.claims,
        references=references(findings.framework, item.id),
    )


def _why(framework: Framework, item: Item) -> str:
    texts = [framework.claims_by_id[claim].text for claim in item.claims if claim in framework.claims_by_id]
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts) or item.criteria.satisfied


def _searched(kind: Kind, item: Item) -> str:
    names = ", ".join(facet.name for facet in item.facets) or item.name
    place = "the whole document" if kind == "proposal" else "every answer so far"
    return f"{place}, for: {names}"


def fix_for(findings: Findings, item: Item) -> str:
    """What would clear the item: the facts that it still needs, and a good example."""
    names = [facet_name(findings.framework, name) for name in findings.states.needs(item)]
    needed = f"State: {'; '.join(dict.fromkeys(names))}." if names else item.criteria.satisfied
    return f"{needed} A good answer reads like this: {item.good}"


def facet_name(framework: Framework, name: str) -> str:
    """A facet or list.column in words."""
    key, _, column = name.partition(".")
    if key not in framework.facets_by_key:
        return _DERIVED_NAMES.get(key, key.replace("_", " "))
    facet = framework.facet(key)
    return f"{facet.name}: {column.replace('_', ' ')}" if column else facet.name


_DERIVED_NAMES = {
    "escalations_agree": "hand-overs per day that agree with volume and rate",
    "capacity_covers_load": "people enough for the load",
    "evidence_meets_target": "a target that the evidence meets",
    "escalation_rate_used": "a share handed over that the team counted itself",
}


def references(framework: Framework, item_id: str) -> tuple[str, ...]:
    """Where recognised frameworks speak of the item, with edition and the mark of how they were read."""
    standards = {standard.key: standard for standard in framework.crosswalk.frameworks}
    found = []
    for key, places in framework.crosswalk.items.get(item_id, {}).items():
        standard = standards[key]
        name = f"{standard.name} {standard.edition}".strip()
        found.append(f"{name}: {places}" + (f" [{standard.mark}]" if standard.mark in ("P", "S", "M") else ""))
    return tuple(found)
