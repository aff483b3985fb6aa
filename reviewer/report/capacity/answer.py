"""Whether a plan holds, in one sentence, from its scenarios and the findings about people and the queue."""

from collections.abc import Iterable, Mapping, Sequence

from reviewer.assessment.capacity.figure import Figure
from reviewer.assessment.capacity.holding import failures
from reviewer.assessment.capacity.plan import Plan
from reviewer.assessment.capacity.scenarios import Scenario
from reviewer.assessment.capacity.words import NEEDED, figure_name, figure_value
from reviewer.assessment.model import Gap
from reviewer.report.capacity.document import Answer

_ABOUT_PEOPLE = ("EX-6", "EX-7", "EX-8")


def answer(
    plan: Plan,
    found: Sequence[Scenario],
    gaps: Iterable[Gap],
    results: Mapping[str, Figure],
    stated: Iterable[str],
) -> Answer:
    """The answer for `plan`; `stated` are the names of the figures that are there."""
    limiting = next((gap for gap in gaps if gap.item in _ABOUT_PEOPLE and gap.severity != "info"), None)
    missing = [name for name in NEEDED if name not in set(stated)]
    cases = [scenario for scenario in found if scenario.name != "now"]
    fact = _limit(limiting, results)
    if missing or not cases:
        return Answer(holds="not_known", sentence=_not_known(missing, results), limiting_fact=fact)
    expected = next(case for case in cases if case.name == "expected")
    failing = next((case for case in cases if not case.holds), None)
    team = "1 person" if plan.people == 1 else f"{plan.people:,g} people"
    if not expected.holds:
        why = " and ".join(failures(expected.outlook))
        sentence = f"No: {team} cannot carry {_cases(expected)}, because {why}."
        return Answer(holds="no", sentence=sentence, limiting_fact=fact)
    if limiting is not None and limiting.severity == "blocker":
        sentence = f"No: {team} can do the work of {_cases(expected)}, but one thing stands in the way."
        return Answer(holds="no", sentence=sentence, limiting_fact=fact)
    if failing is not None:
        why = " and ".join(failures(failing.outlook))
        sentence = f"In part: {team} can carry {_cases(expected)}, but not with {_rate(failing)}, because {why}."
        return Answer(holds="in_part", sentence=sentence, limiting_fact=_limit(None, results))
    others = f", and every case up to {_rate(cases[-1])}" if len(cases) > 1 else ""
    sentence = f"Yes: {team} can carry {_cases(expected)}{others}."
    return Answer(holds="yes", sentence=sentence, limiting_fact=fact)


def _cases(scenario: Scenario) -> str:
    return f"{scenario.outlook.load.volume:,.0f} cases a day with {_rate(scenario)}"


def _rate(scenario: Scenario) -> str:
    return f"{scenario.outlook.load.rate:.1%} handed over"


def _limit(limiting: Gap | None, results: Mapping[str, Figure]) -> str | None:
    if limiting is not None:
        return f"{limiting.title}."
    if "break_even_rate" not in results:
        return None
    return f"The desk is full when {figure_value('break_even_rate', results['break_even_rate'])} are handed over."


def _not_known(missing: Sequence[str], results: Mapping[str, Figure]) -> str:
    names = "; ".join(figure_name(name) for name in missing)
    why = f"not stated, or not as one figure: {names}" if missing else "nothing is left to be done by people"
    known = f" {_known(results)}" if results else ""
    return f"Whether it holds cannot be said yet: {why}.{known}"


def _known(results: Mapping[str, Figure]) -> str:
    """What can be said all the same: the one figure that says most."""
    for name in ("people_needed", "scale_ceiling_per_day", "break_even_rate", "escalations_per_day"):
        if name in results:
            return f"Already known: {figure_name(name)}, {figure_value(name, results[name])}."
    return ""
