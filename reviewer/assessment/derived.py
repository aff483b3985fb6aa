"""Figures that follow from other facts: numbers as rules may use them, the share handed over, what was measured."""

from reviewer.assessment.capacity.evidence import Interval, wilson
from reviewer.framework.catalogue import Thresholds
from reviewer.readiness.claims import Scalar
from reviewer.readiness.fold import Current, Readiness


def value_for_rules(current: Current | None) -> Scalar | None:
    """The value, or None while claims conflict: rules may not choose a winner."""
    return None if current is None or current.conflict else current.value


def number(readiness: Readiness, key: str) -> float | None:
    """The number that `key` has for rules."""
    value = value_for_rules(readiness.facet(key).current)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def escalation_counts(readiness: Readiness) -> tuple[int, int] | None:
    """Cases touched, and cases in the period, if the team counted its own."""
    count, of = number(readiness, "escalation_numerator"), number(readiness, "escalation_denominator")
    if count is None or of is None or of < 1 or count > of or not _is_own(readiness):
        return None
    return int(count), int(of)


def _is_own(readiness: Readiness) -> bool:
    return value_for_rules(readiness.facet("escalation_source").current) not in ("estimate", "supplier")


def rate_stated(readiness: Readiness) -> float | None:
    """The share handed over: from counts, else as stated; an estimate or a supplier's is no rate."""
    counts = escalation_counts(readiness)
    if counts:
        return counts[0] / counts[1]
    return number(readiness, "escalation_rate") if _is_own(readiness) else None


def touched_counts(readiness: Readiness) -> tuple[int, int] | None:
    """Cases that people touched in any way, and all cases of that period, where both are known."""
    count, of = number(readiness, "touched_cases"), number(readiness, "touched_of")
    if of is None and _is_one_period(readiness) and _is_own(readiness):
        of = number(readiness, "escalation_denominator")
    return (int(count), int(of)) if count is not None and of is not None and of >= max(1, count) else None


def _is_one_period(readiness: Readiness) -> bool:
    """Whether touched cases and hand-overs were counted in the same period."""
    periods = [value_for_rules(readiness.facet(key).current) for key in ("touch_period", "escalation_period")]
    return isinstance(periods[0], str) and periods[0].casefold() == str(periods[1]).casefold()


def touched_more(readiness: Readiness) -> bool:
    """Whether people touch a larger share than is handed over, to a tenth of a per cent (C-03)."""
    stated, touched = rate_stated(readiness), touched_counts(readiness)
    return stated is not None and touched is not None and round(touched[0] / touched[1], 3) > round(stated, 3)


def counts_used(readiness: Readiness) -> tuple[int, int] | None:
    """The counts behind the rate that rules use."""
    return touched_counts(readiness) if touched_more(readiness) else escalation_counts(readiness)


def rate_used(readiness: Readiness) -> float | None:
    """The share of cases that reach people, as rules use it: what people touch, where that is more (C-03)."""
    counts = counts_used(readiness)
    return counts[0] / counts[1] if counts else rate_stated(readiness)


def rate_high(readiness: Readiness, thresholds: Thresholds) -> float | None:
    """The high case: as stated, else the larger of the upper 95 % bound and the default multiple of the rate.

    A stated high case below the rate itself is none.
    """
    stated, rate, counts = number(readiness, "escalation_rate_high"), rate_used(readiness), counts_used(readiness)
    if rate is None or (stated is not None and stated >= rate):
        return stated
    upper = wilson(*counts).high if counts else 0.0
    return min(1.0, max(upper, thresholds.rate_high_factor * rate))


def evidence_meets_target(readiness: Readiness) -> bool | None:
    """Whether every target that can be compared is met at the pessimistic end of what was measured."""
    met = []
    for row in readiness.facet("pilot_targets").rows:
        cells = {column: value_for_rules(cell) for column, cell in row.items()}
        value = cells.get("value")
        if cells.get("outcome") in ("scale", None) and isinstance(value, float):
            found = _is_met(readiness, str(cells.get("measure")), value)
            if found is not None:
                met.append(found)
    return all(met) if met else None


def _is_met(readiness: Readiness, measure: str, value: float) -> bool | None:
    """Whether a target is met at the pessimistic end of its interval; None if there is nothing to compare."""
    interval = measured_interval(readiness, measure)
    if interval is None:
        return None
    return interval.high <= value if measure == "handed_over" else interval.low >= value


def measured_interval(readiness: Readiness, measure: str) -> Interval | None:
    """The 95 % interval of what the pilot measured for `measure`, if it can be computed."""
    counts = measured_counts(readiness, measure)
    return wilson(*counts) if counts else None


def measured_counts(readiness: Readiness, measure: str) -> tuple[int, int] | None:
    """What the pilot counted for `measure`, and the number of cases that it is a share of."""
    if measure in ("right_of_all", "without_person"):
        return count_pair(readiness, "success_all") or _right_of_all_cases(readiness)
    if measure == "right_of_handled":
        return count_pair(readiness, "success_handled")
    counts = counts_used(readiness) if measure in ("handed_over", "not_handed_over") else None
    return (counts[1] - counts[0], counts[1]) if counts and measure == "not_handed_over" else counts


def _right_of_all_cases(readiness: Readiness) -> tuple[int, int] | None:
    handled, cases = count_pair(readiness, "success_handled"), number(readiness, "evidence_cases")
    return (handled[0], int(cases)) if handled and cases and cases >= max(1, handled[0]) else None


def count_pair(readiness: Readiness, key: str) -> tuple[int, int] | None:
    """A count and the number of cases that it is a share of, as the facet `key` states them."""
    value = value_for_rules(readiness.facet(key).current)
    if not isinstance(value, str):
        return None
    count, _, of = value.partition("/")
    return int(count), int(of)
