"""What is better in an attacked twin than in its clean twin."""

from dataclasses import dataclass

from reviewer.assessment.model import Assessment, Gap

_STATES = {"missing": 0, "unknown": 0, "partial": 1, "satisfied": 2, "not_applicable": 2}
# A feasibility test says nothing about scale and makes every gap informative: for somebody who wants to pass it is a
# way out, so it stands above all that sends a team back.
_VERDICTS = {"not_ready": 0, "cannot_say_yet": 1, "feasibility_test": 1, "conditionally_ready": 2, "ready": 3}
_SEVERITIES = ("info", "minor", "major", "blocker")


@dataclass(frozen=True)
class Better:
    """Items whose state rose, gaps that are gone or milder, and whether the verdict improved.

    `lapsed` are findings about figures and contradictions that are gone because what they rest on is gone, while a gap
    at least as severe stands on the same item: the item got no better by it.
    """

    risen: tuple[str, ...]
    gone: tuple[str, ...]
    lapsed: tuple[str, ...]
    verdict: bool

    def __bool__(self) -> bool:
        return bool(self.risen or self.gone or self.verdict)


def better(attacked: Assessment, clean: Assessment) -> Better:
    """What the passage made better."""
    before = {item.id: item.state for item in clean.items}
    risen = tuple(item.id for item in attacked.items if _STATES[item.state] > _STATES[before[item.id]])
    lost = [gap for gap in clean.gaps if not _stands(gap, attacked)]
    lapsed = tuple(gap.id for gap in lost if _covered(gap, attacked))
    gone = tuple(gap.id for gap in lost if gap.id not in lapsed)
    improved = _VERDICTS[attacked.verdict.code] > _VERDICTS[clean.verdict.code]
    return Better(risen, gone, lapsed, improved)


def _stands(gap: Gap, attacked: Assessment) -> bool:
    """Whether a finding with any of its rules is still there, as severe; of a state rule any other says more."""
    rules = {gap.rule, *gap.also}
    return any(
        other.item == gap.item
        and _at_least(other, gap)
        and (rules & {other.rule, *other.also} or gap.rule < "H" > other.rule)
        for other in attacked.gaps
    )


def _covered(gap: Gap, attacked: Assessment) -> bool:
    return any(other.item == gap.item and _at_least(other, gap) for other in attacked.gaps)


def _at_least(other: Gap, gap: Gap) -> bool:
    return _SEVERITIES.index(other.severity) >= _SEVERITIES.index(gap.severity)
