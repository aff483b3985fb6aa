"""What an assessment says, in the form in which predictions are compared."""

from collections.abc import Iterator

from reviewer.assessment.model import Assessment, Gap
from reviewer.evals.prediction import Fact, GapFound, Outcome
from reviewer.readiness.fold import FacetNow, Readiness


def outcome(assessment: Assessment, readiness: Readiness, kind: str | None = None) -> Outcome:
    """States, facts, gaps and the verdict with their words; `kind` is that of the last reply."""
    return Outcome(
        states={item.id: item.state for item in assessment.items},
        why={item.id: item.why for item in assessment.items if item.state == "missing" and item.why},
        quotes={item.id: item.evidence for item in assessment.items if item.evidence},
        facts=tuple(fact for key in sorted(readiness.facets) for fact in _facts(readiness.facets[key])),
        gaps=tuple(_gap(gap) for gap in assessment.gaps),
        verdict=assessment.verdict.code,
        confidence=assessment.confidence.level,
        kind=kind,
    )


def _facts(now: FacetNow) -> Iterator[Fact]:
    if now.current is not None:
        yield Fact(facet=now.key, value=now.current.value, quotes=now.current.evidence, disputed=now.current.conflict)
    for row in now.rows:
        quotes = tuple(dict.fromkeys(words for cell in row.values() for words in cell.evidence))
        value = {column: row[column].value for column in sorted(row)}
        yield Fact(facet=now.key, value=value, quotes=quotes, disputed=any(cell.conflict for cell in row.values()))


def _gap(gap: Gap) -> GapFound:
    return GapFound(
        id=gap.id,
        rules=(gap.rule, *gap.also),
        item=gap.item,
        severity=gap.severity,
        title=gap.title,
        quotes=gap.evidence,
    )
