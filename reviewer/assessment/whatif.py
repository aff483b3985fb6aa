"""What would follow if some facts were others: the same rules on the same readiness with values put in its place.

Nothing here is kept: a value that is tried out is no claim.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewer.assessment.model import SEVERITIES, Assessment, Gap
from reviewer.framework.catalogue import Framework
from reviewer.readiness.claims import Claim, Evidence, Value
from reviewer.readiness.fold import Readiness, fold_facet
from reviewer.readiness.values import fitted

TRIED = "what-if"
"""The speaker and the source of values that are only tried out."""
Tried = Mapping[str, Value | tuple[Value, ...] | None]
"""Facets with a value (a list facet: its rows), or None where nothing is to be stated."""


def with_values(readiness: Readiness, tried: Tried, framework: Framework) -> Readiness:
    """`readiness` with each facet of `tried` replaced as a whole; UnfitValueError for a value that does not fit."""
    facets = dict(readiness.facets)
    for key, value in tried.items():
        facets.pop(key, None)
        if value is not None:
            facets[key] = fold_facet(_claims(key, value, framework), framework.facet(key))
    return Readiness(facets=dict(sorted(facets.items())))


def _claims(key: str, value: Value | tuple[Value, ...], framework: Framework) -> Iterable[Claim]:
    for number, single in enumerate(value if isinstance(value, tuple) else (value,), 1):
        words = _words(framework.facet(key).name, single)
        evidence = Evidence(quote=words, source=TRIED, start=0, end=len(words), line=1)
        kept = fitted(framework.facet(key), single)
        yield Claim(number=number, facet=key, value=kept, evidence=evidence, speaker=TRIED)


def _words(name: str, value: Value) -> str:
    said = ", ".join(str(part) for part in value.values()) if isinstance(value, dict) else str(value)
    return f"{name}: {said}"


@dataclass(frozen=True)
class Difference:
    """How the gaps of one assessment differ from those of another."""

    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    worse: tuple[Gap, ...]
    milder: tuple[Gap, ...]


def difference(before: Assessment, after: Assessment) -> Difference:
    """Gaps that open, close, and become worse or milder, from `before` to `after`.

    A shortage is one gap, whichever of its rules is the worst: gaps are compared by their item and what they are about.
    """
    old, new = _by_cause(before), _by_cause(after)
    both = [(old[cause], new[cause]) for cause in new if cause in old]
    return Difference(
        opened=tuple(new[cause] for cause in new if cause not in old),
        closed=tuple(old[cause] for cause in old if cause not in new),
        worse=tuple(now for then, now in both if _rank(now) < _rank(then)),
        milder=tuple(now for then, now in both if _rank(now) > _rank(then)),
    )


_SHORTAGE = {"N-04", "N-05", "N-07", "N-08"}
_WAITING = {"N-09", "N-10", "N-13"}
_SAME = {"N-15": "unanswered", "C-15": "unanswered", "G-12": "own approval", "C-05": "own approval"}


def _by_cause(assessment: Assessment) -> dict[str, Gap]:
    return {_cause(gap): gap for gap in assessment.gaps}


def _cause(gap: Gap) -> str:
    if gap.rule in _SHORTAGE:
        return "shortage"
    return "waiting" if gap.rule in _WAITING else _SAME.get(gap.rule, gap.id)


def _rank(gap: Gap) -> int:
    return SEVERITIES.index(gap.severity)
