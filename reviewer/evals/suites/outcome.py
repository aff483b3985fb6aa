"""What an assessment and the readiness behind it come to, in the form in which predictions keep it."""

from collections.abc import Iterator

from reviewer.assessment.model import Assessment, Gap
from reviewer.evals.prediction import Fact, GapFound, Outcome
from reviewer.readiness.fold import Readiness


def outcome_of(assessment: Assessment, readiness: Readiness, kind: str | None = None) -> Outcome:
    """The whole of it. A value that two speakers dispute is no fact."""
    return Outcome(
        states={item.id: item.state for item in assessment.items},
        why={item.id: item.why for item in assessment.items if item.why},
        quotes={item.id: item.evidence for item in assessment.items if item.evidence},
        facts=tuple(_facts(readiness)),
        gaps=tuple(map(_gap, assessment.gaps)),
        verdict=assessment.verdict.code,
        confidence=assessment.confidence.level,
        kind=kind,
    )


def _facts(readiness: Readiness) -> Iterator[Fact]:
    for key, now in readiness.facets.items():
        if now.current is not None and not now.current.conflict:
            yield Fact(facet=key, value=now.current.value, quotes=now.current.evidence)
        for row in now.rows:
            cells = {column: cell.value for column, cell in row.items() if not cell.conflict}
            words = dict.fromkeys(evidence for cell in row.values() for evidence in cell.evidence)
            yield Fact(facet=key, value=cells, quotes=tuple(words))


def _gap(gap: Gap) -> GapFound:
    return GapFound(
        id=gap.id,
        rules=(gap.rule, *gap.also),
        item=gap.item,
        severity=gap.severity,
        title=gap.title,
        quotes=gap.evidence,
    )
