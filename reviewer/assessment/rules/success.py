"""Rules about success: what it is a share of, and how far it falls when everything that arrived is counted.

Source: the framework's rules, N-18 (section 3.3) and C-21 (section 4).
"""

import re
from collections.abc import Callable, Iterator

from reviewer.assessment.derived import count_pair, number
from reviewer.assessment.findings import Findings, gap
from reviewer.assessment.model import Gap
from reviewer.assessment.rules.evidence import OF_ALL, SUCCESS_FACETS, Target, targets
from reviewer.readiness.claims import Evidence

Rule = Callable[[Findings], Iterator[Gap]]
_NUMBER_ENDS = r"\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|ty|hundred"
_PERCENTAGE = re.compile(rf"(?:{_NUMBER_ENDS})\s*(?:%|per\s?cent)", re.IGNORECASE)


def success_by_base(findings: Findings) -> Iterator[Gap]:
    """N-18: success looks different over what the agent finished, over all that arrived, and without quiet fixes."""
    bases = list(_bases(findings))
    shares = [count / of for _, count, of in bases]
    limit = findings.framework.thresholds.success_difference
    # Rounded, for 0.95 - 0.85 is a little less than 0.1 to a machine.
    if len(bases) > 1 and round(abs(shares[0] - shares[-1]), 9) > limit:
        yield gap(
            findings,
            "N-18",
            "found",
            f"Success is {shares[0]:.1%} {bases[0][0]}, and {shares[-1]:.1%} {bases[-1][0]}",
            evidence=findings.evidence(*SUCCESS_FACETS, "evidence_cases"),
            fix="Report success over everything that arrived, without what people put right, and decide on that.",
            arithmetic="; ".join(f"{count:,}/{of:,} = {count / of:.1%} {name}" for name, count, of in bases) + ".",
        )


def _bases(findings: Findings) -> Iterator[tuple[str, int, int]]:
    """Right cases and the number that they are a share of, from the most to the least flattering."""
    readiness = findings.readiness
    handled, fixes = count_pair(readiness, "success_handled"), number(readiness, "success_silent_fixes")
    arrived = count_pair(readiness, "success_all") or (_over_all(findings, *handled) if handled else None)
    if handled:
        yield "of the cases that it finished", *handled
    if arrived:
        yield "of everything that arrived", *arrived
    widest = arrived or handled
    if widest and fixes and fixes <= widest[0]:
        base = "of everything that arrived" if arrived else "of the cases that it finished"
        yield f"{base}, without quiet fixes", widest[0] - int(fixes), widest[1]


def _over_all(findings: Findings, right: int, finished: int) -> tuple[int, int] | None:
    """The same right cases over all that arrived: with those left out of the figure, else as counted elsewhere."""
    left_out = [cells.get("count") for _, cells in findings.rows("success_excluded")]
    counts = [count for count in left_out if isinstance(count, float) and count >= 1]
    known = [finished + sum(counts)] if counts else []
    known += [number(findings.readiness, key) or 0 for key in ("evidence_cases", "escalation_denominator")]
    wider = [int(of) for of in known if of > finished]
    return (right, wider[0]) if wider else None


def unclear_base(findings: Findings) -> Iterator[Gap]:
    """C-21: a success figure without its base, or a target over everything and a figure over a part of it."""
    words = _percentages(findings)
    if words:
        yield gap(
            findings,
            "C-21",
            "found",
            "A percentage of success does not say what it is a share of",
            evidence=words,
            fix="Give the count and its base: how many cases were right, of how many that arrived.",
            question="Of which cases is this a share: of everything that arrived, or of those that the agent finished?",
        )
    if count_pair(findings.readiness, "success_handled") and len(list(_bases(findings))) == 1:
        over_all = [target for target in targets(findings) if target.measure in OF_ALL]
        if over_all:
            yield _other_base(findings, over_all)


def _percentages(findings: Findings) -> tuple[Evidence, ...]:
    """Percentages of success where no count of right cases is stated at all."""
    facets = [findings.readiness.facet(key) for key in ("success_all", "success_handled")]
    if any(facet.is_filled for facet in facets):
        return ()
    vague = (words for facet in facets for words in facet.vague.get(facet.key, ()))
    return tuple(dict.fromkeys(words for words in vague if _PERCENTAGE.search(words.quote)))


def _other_base(findings: Findings, over_all: list[Target]) -> Gap:
    words = (words for target in over_all for words in target.words)
    return gap(
        findings,
        "C-21",
        "found",
        "The target counts everything that arrived; the result counts only what the agent finished",
        subject="target",
        evidence=tuple(dict.fromkeys((*words, *findings.evidence("success_handled")))),
        fix="Count the right cases over everything that arrived, as the target does.",
        question="The target and the result are shares of different cases; which of the two bases do you decide on?",
    )


RULES: tuple[Rule, ...] = (success_by_base, unclear_base)
