"""What the options of `reviewer capacity` say, as facts of the framework laid over those that are there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reviewer.assessment.capacity.hours import WeekHours
from reviewer.assessment.derived import number, rate_used
from reviewer.assessment.findings import Findings
from reviewer.assessment.inputs import inputs
from reviewer.assessment.whatif import with_values
from reviewer.cli.units import Share, Volume, Work, Written
from reviewer.errors import ReviewerError
from reviewer.framework.catalogue import Framework, Thresholds
from reviewer.readiness.claims import Value
from reviewer.readiness.fold import Readiness
from reviewer.readiness.values import UnfitValueError

OPTIONS = {
    "volume_target_per_day": "--volume",
    "volume_now_per_day": "--volume-now",
    "escalation_rate": "--escalation-rate",
    "escalation_numerator": "--escalation-rate",
    "escalation_denominator": "--escalation-rate",
    "escalation_rate_high": "--rate-high",
    "handling_minutes": "--handling-time",
    "reviewers_fte": "--reviewers",
    "hours_per_day": "--hours",
    "shrinkage": "--shrinkage",
    "max_queue_depth": "--max-queue",
    "max_wait_hours": "--max-wait",
    "peak_factor": "--peak",
    "peak_of": "--peak-of",
    "arrival_hours": "--arrivals",
    "desk_hours": "--desk",
    "timeout_hours": "--timeout",
    "timeout_default": "--on-timeout",
    "fallback_per_day": "--fallback",
    "current_process_minutes": "--before",
    "decisions": "--review",
    "review_minutes": "--review",
    "quality_sample_share": "--sample",
}
"""The option that gives a fact."""
_VOLUMES = ("volume_target_per_day", "volume_now_per_day", "fallback_per_day")
_RATES = ("escalation_rate", "escalation_numerator", "escalation_denominator")
_OF_THE_RATE = ("escalation_source", "touched_cases", "touched_of")
_MOST_CASES = 1e8
_WEEKS_PER_YEAR = 365 / 7
Given = Mapping[str, Written]
"""Options that were given, by name, with figure and words."""


@dataclass(frozen=True)
class Facts:
    """What options say: facts by facet, the option and the words behind each, and how figures were read."""

    tried: dict[str, Value | tuple[Value, ...] | None] = field(default_factory=dict)
    written: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, facet: str, value: Value | tuple[Value, ...], given: Written, option: str = "") -> None:
        """Keep a value for `facet`, with the words in which it was given."""
        self.tried[facet] = value
        self.written[facet] = (option or OPTIONS[facet], given.words)


def facts(given: Given, readiness: Readiness, framework: Framework) -> Facts:
    """The facts that the options amount to; ReviewerError where two of them contradict one another."""
    found = Facts()
    by_facet = {facet: given[option] for facet, option in OPTIONS.items() if option in given}
    for facet, written in by_facet.items():
        if isinstance(written.value, float | str | tuple):
            found.take(facet, written.value, written)
    _rates(given, found)
    if "--peak" in given and "--peak-of" not in given:
        found.take("peak_of", "hour", Written("hour", "hour, as nothing else was said"), "--peak")
    days = _Days(over(readiness, found, framework), framework.thresholds)
    for facet in _VOLUMES:
        if facet in by_facet:
            _volume(facet, by_facet[facet], days, found)
    _decisions(given, days, number(over(readiness, found, framework), "volume_target_per_day"), found)
    _check(over(readiness, found, framework), given)
    return found


def over(readiness: Readiness, found: Facts, framework: Framework) -> Readiness:
    """`readiness` with the facts of the options in the place of its own."""
    for facet, value in found.tried.items():
        try:
            readiness = with_values(readiness, {facet: value}, framework)
        except UnfitValueError as error:
            option, words = found.written[facet]
            raise ReviewerError(f"{option} “{words[:40]}”: {error}.") from None
    return readiness


def _rates(given: Given, found: Facts) -> None:
    if "--rate-high" in given:
        found.take("escalation_rate_high", given["--rate-high"].value.value, given["--rate-high"])
    written = given.get("--escalation-rate")
    if written is None:
        return
    rate: Share = written.value
    found.tried.update(dict.fromkeys((*_RATES, *_OF_THE_RATE)))
    if rate.counts is None:
        found.take("escalation_rate", rate.value, written)
    else:
        found.take("escalation_numerator", float(rate.counts[0]), written)
        found.take("escalation_denominator", float(rate.counts[1]), written)


class _Days:
    """How many hours or days there are in a period: those in which cases come in."""

    def __init__(self, readiness: Readiness, thresholds: Thresholds) -> None:
        plan = inputs(readiness, thresholds).plan
        self._arrivals, self._thresholds = plan.arrivals, thresholds
        staffed: WeekHours | None = plan.arrivals or plan.staffed
        self._hours = staffed.hours_per_day if staffed else plan.hours_per_day

    def per_day(self, volume: Volume) -> float:
        """Cases a day."""
        if volume.per == "hour":
            return volume.number * self._hours
        return volume.number / self._in(volume.per)

    def _in(self, period: str) -> float:
        if period == "day":
            return 1.0
        if self._arrivals is None:
            return float(getattr(self._thresholds, f"working_days_per_{period}"))
        weeks = {"week": 1.0, "month": _WEEKS_PER_YEAR / 12, "year": _WEEKS_PER_YEAR}
        return self._arrivals.days_per_week * weeks[period]

    def note(self, volume: Volume) -> str | None:
        """What the period was taken for."""
        if volume.per == "day":
            return None
        if volume.per == "hour":
            return f"Cases an hour were taken for {self._hours:g} hours a day."
        kind = "days on which cases come in" if self._arrivals else "working days"
        return f"A {volume.per} was taken for {self._in(volume.per):.4g} {kind}."


def _volume(facet: str, written: Written, days: _Days, found: Facts) -> None:
    found.take(facet, _per_day(written.value, OPTIONS[facet], written, days, found), written)


def _per_day(volume: Volume, option: str, written: Written, days: _Days, found: Facts) -> float:
    cases = days.per_day(volume)
    cases = round(cases, 6) or cases
    if cases > _MOST_CASES:
        raise ReviewerError(
            f"{option} “{written.words[:40]}”: more than {_MOST_CASES:,.0f} cases a day is beyond any operation; "
            "please look at the number and its period. Write it like 10000/day."
        )
    note = days.note(volume)
    if note and note not in found.notes:
        found.notes.append(note)
    return cases


def _decisions(given: Given, days: _Days, volume: float | None, found: Facts) -> None:
    """Classes of decisions at target volume; what they leave over, the agent decides alone."""
    classes = {"--review": "agent_with_review", "--human-only": "human_only"}
    asked = [option for option in classes if option in given]
    rows: list[Value] = []
    for option in asked:
        work: Work = given[option].value
        assert isinstance(work.amount, Volume)
        cases = _per_day(work.amount, option, given[option], days, found)
        rows.append({"name": f"given by {option}", "class": classes[option], "volume_per_day": cases})
    total = sum(float(row["volume_per_day"]) for row in rows if isinstance(row, dict))
    if volume is not None and total > volume:
        raise ReviewerError(
            f"{' and '.join(asked)} name {total:,.0f} cases a day, more than the {volume:,.0f} of --volume; "
            "they must be a part of these."
        )
    if rows and volume is not None and total < volume:
        rows.append({"name": "all others", "class": "autonomous", "volume_per_day": volume - total})
        found.notes.append(f"The other {volume - total:,.0f} cases a day are taken to be decided by the agent alone.")
    if rows:
        words = ", ".join(f"{option} {given[option].words}" for option in asked)
        marked = tuple({**row, "volume_at": "target"} for row in rows if isinstance(row, dict))
        found.take("decisions", marked, Written(None, words.partition(" ")[2]), asked[0])
    _minutes(given, found)


def _minutes(given: Given, found: Facts) -> None:
    if "--sample" in given:
        sample: Work = given["--sample"].value
        assert isinstance(sample.amount, Share)
        found.take("quality_sample_share", sample.amount.value, given["--sample"])
    for option in ("--review", "--sample"):
        if option in given and "review_minutes" not in found.tried:
            found.take("review_minutes", given[option].value.minutes, given[option], option)


def _check(readiness: Readiness, given: Given) -> None:
    """ReviewerError for options that cannot both be true."""
    rate, high = rate_used(readiness), number(readiness, "escalation_rate_high")
    if "--rate-high" in given and rate is not None and high is not None and high < rate:
        raise ReviewerError(
            f"--rate-high is {high:.1%}, below the expected {rate:.1%}; the high case must be at least as high."
        )
    if "--peak-of" in given and "--peak" not in given and number(readiness, "peak_factor") is None:
        raise ReviewerError("--peak-of says of what --peak is; please give it too, such as --peak 1.5.")


def with_minutes(findings: Findings, given: Given) -> Findings:
    """`findings` with the minutes of each kind of work as the options give them, each kind its own.

    The framework has one figure for the minutes of approvals and samples; here each has what its option says.
    """
    options = {"approvals": "--review", "decisions of people alone": "--human-only", "samples": "--sample"}
    plan = findings.inputs.plan

    others = tuple(
        replace(work, minutes=given[options[work.kind]].value.minutes) if options[work.kind] in given else work
        for work in plan.others
    )
    return replace(findings, inputs=replace(findings.inputs, plan=replace(plan, others=others)))


def with_standards(framework: Framework, given: Given) -> Framework:
    """`framework` with the standards that options set: the share in time, and the time that may be planned."""
    changes: dict[str, float] = {}
    if "--within" in given:
        late = round(1 - given["--within"].value, 12)
        changes = {"wait_major": late, "wait_blocker": max(late, framework.thresholds.wait_blocker)}
    if "--occupancy" in given:
        changes["occupancy"] = given["--occupancy"].value
    return framework.model_copy(update={"thresholds": framework.thresholds.model_copy(update=changes)})
