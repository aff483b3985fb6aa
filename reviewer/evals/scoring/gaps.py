"""Gaps against gold. What is compared, and with what, is written here and nowhere else.

Gold gaps are those that hand-written labels name: contradictions (family C, by number), sums (family N, by number and
severity), and shortcomings of items that follow from hand-written states by the table below, which is the framework's
own in words: an essential that is missing blocks, one that is partial is major, a supporting item that is missing is
major, one that is partial is minor. Left out: conditional items (their severity follows from a profile that is not
labelled), items with a doubtful label, findings without an item (G-06), and severities in a feasibility test (all
informative there).

A finding is judged by the family of its first rule. C and N: right where any of its numbers is labelled. G-01 to G-05:
right where the item has exactly that severity by the table. Other G: right where the item falls short at all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reviewer.evals.labels.gold import Expected
from reviewer.evals.prediction import GapFound, Outcome
from reviewer.framework.catalogue import Framework

SEVERITIES = ("blocker", "major", "minor")
_TABLE = {
    ("essential", "missing"): "blocker",
    ("essential", "partial"): "major",
    ("supporting", "missing"): "major",
    ("supporting", "partial"): "minor",
}
_GENERAL = frozenset({"G-01", "G-02", "G-03", "G-04", "G-05"})
_GOOD = ("ready", "conditionally_ready")
_ALARMS = ("blocker", "major")


class Sought(NamedTuple):
    """One gap that is in gold: an item with its severity, or a rule; and whether it was found."""

    name: str
    severity: str | None
    is_found: bool
    doubt: bool = False


def shortcomings(expected: Expected, outcome: Outcome, framework: Framework) -> list[Sought]:
    """Items that fall short by their labels; found where a gap on the item is at least as severe."""
    if expected.verdict == "feasibility_test":
        return []
    worst = _worst(outcome.gaps)
    return [
        Sought(item, severity, _rank(worst.get(item, "")) <= _rank(severity))
        for item, severity in levels(expected, framework).items()
        if severity is not None
    ]


def level(weight: str, state: str) -> str | None:
    """The severity of a shortcoming by the table, from the weight of an item; None where nothing falls short."""
    return _TABLE.get((weight, state))


def levels(expected: Expected, framework: Framework) -> dict[str, str | None]:
    """The severity of each item that can be judged, by the table; None where it does not fall short."""
    return {
        item.id: level(item.severity, expected.items[item.id].state)
        for item in framework.items
        if item.severity != "conditional" and item.id in expected.items and not expected.items[item.id].doubt
    }


def contradictions(expected: Expected, outcome: Outcome) -> list[Sought]:
    """The labelled contradictions; a rule that is labelled twice needs two findings."""
    left = Counter(rule for gap in outcome.gaps for rule in set(gap.rules))
    found = []
    for one in expected.contradictions or ():
        left[one.rule] -= 1
        found.append(Sought(one.rule, one.severity, left[one.rule] >= 0, one.doubt))
    return found


def computed(expected: Expected, outcome: Outcome) -> list[Sought]:
    """The labelled sums; found by a finding that carries the number with the labelled severity, if it has one."""
    is_informative = expected.verdict == "feasibility_test"
    there = {(rule, severity) for gap in outcome.gaps for rule in gap.rules for severity in (gap.severity, None)}
    wanted = [(one, "info" if is_informative else one.severity) for one in expected.computed or ()]
    return [Sought(one.rule, severity, (one.rule, severity) in there, one.doubt) for one, severity in wanted]


def absent(expected: Expected, outcome: Outcome) -> list[Sought]:
    """The contradictions and sums that must not be there, and whether they were found all the same."""
    there = {rule for gap in outcome.gaps for rule in gap.rules}
    return [Sought(one.rule, None, one.rule in there, one.doubt) for one in expected.absent]


def judged(expected: Expected, outcome: Outcome, framework: Framework, severity: str) -> list[bool]:
    """For each finding of this severity that can be judged, whether it is right."""
    if expected.verdict == "feasibility_test":
        return []
    known = levels(expected, framework)
    verdicts = (_is_right(gap, expected, known) for gap in outcome.gaps if gap.severity == severity)
    return [right for right in verdicts if right is not None]


def sound(expected: Expected, outcome: Outcome, families: str) -> list[bool]:
    """For each finding led by a rule of these families, and not merely informative, whether a label bears it out."""
    led = (gap for gap in outcome.gaps if gap.rules and gap.rules[0][0] in families and gap.severity != "info")
    verdicts = (_is_labelled(gap, expected) for gap in led)
    return [right for right in verdicts if right is not None]


def _is_right(gap: GapFound, expected: Expected, known: Mapping[str, str | None]) -> bool | None:
    if not gap.rules:
        return False
    if gap.rules[0][0] in "CN":
        return _is_labelled(gap, expected)
    if gap.item is None or gap.item not in known:
        return None
    if gap.rules[0] in _GENERAL:
        return known[gap.item] == gap.severity
    return known[gap.item] is not None


def _is_labelled(gap: GapFound, expected: Expected) -> bool | None:
    """None where nobody labelled the family of its leading rule, or its own rules, or only with a doubt."""
    labels = (*(expected.contradictions or ()), *(expected.computed or ()))
    hits = [one for one in labels if one.rule in gap.rules]
    if hits:
        return None if all(one.doubt for one in hits) else True
    if any(one.rule in gap.rules and not one.doubt for one in expected.absent):
        return False
    own = expected.contradictions if gap.rules[0][0] == "C" else expected.computed
    return None if own is None or expected.in_part else False


def repeated(outcome: Outcome) -> list[str]:
    """The gaps that are told more than once, in order: a figure counts each copy, and a reader reads each."""
    told = Counter(gap.id for gap in outcome.gaps)
    return sorted(gap for gap, times in told.items() if times > 1)


def is_good(expected: Expected) -> bool:
    """Whether careful readers would let the pilot go on."""
    return expected.verdict in _GOOD


def unflagged(expected: Expected, outcome: Outcome, framework: Framework) -> list[bool]:
    """Of a good pilot, for each item that is satisfied by its label, whether nothing severe is said of it."""
    flagged = {gap.item for gap in outcome.gaps if gap.severity in _ALARMS}
    return [item not in flagged for item in levels(expected, framework) if expected.items[item].state == "satisfied"]


def _worst(gaps: Iterable[GapFound]) -> dict[str, str]:
    worst: dict[str, str] = {}
    for gap in gaps:
        if gap.item and _rank(gap.severity) < _rank(worst.get(gap.item, "")):
            worst[gap.item] = gap.severity
    return worst


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
