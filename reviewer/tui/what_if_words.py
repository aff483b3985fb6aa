"""What the what-if screen says: the answer, the figures, the cases side by side, and how the gaps would differ."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from reviewer.assessment.capacity.figure import UNSTABLE, Figure
from reviewer.assessment.capacity.figures import scenario_row
from reviewer.assessment.capacity.holding import failures
from reviewer.assessment.capacity.passage import HORIZON_HOURS
from reviewer.assessment.capacity.scenarios import Scenario
from reviewer.assessment.capacity.words import SCENARIOS, figure_name, figure_value
from reviewer.assessment.model import Gap
from reviewer.assessment.whatif import Difference
from reviewer.tui.foreign import QUIET, Row, line, plain, together
from reviewer.tui.what_if_trial import Look
from reviewer.tui.what_if_values import BY_FACET
from reviewer.tui.wording import SEVERITIES, Mark

_HOLDS = {
    True: Mark("✓", "holds", "$text-success"),
    False: Mark("✗", "does not hold", "$text-error"),
    None: Mark("?", "cannot be said", QUIET),
}
WAITING = "…"
"""Stands where an answer is still being worked out."""
_HEAD = 14
_WORKING_DAYS = 250


class Line(NamedTuple):
    """One line of figures: what it is about, what it says, and the one figure by which it is compared."""

    name: str
    says: str
    figure: str = ""


def answer(look: Look) -> Row:
    """Whether a normal day holds, in one sentence."""
    outlook, people = look.outlook, look.plan.people
    if outlook is None or people is None:
        return Row(plain("? ", QUIET), line(f"To say whether it holds I still need: {_missing(look)}.", "bold"))
    mark = _HOLDS[not failures(outlook)]
    reason = " and ".join(failures(outlook)) or f"{look.figures['people_needed']:,.0f} people are needed"
    sentence = f"{'Does not hold' if failures(outlook) else 'Holds'}: {reason}; {people:,g} are planned."
    return Row(plain(f"{mark.sign} ", mark.style), line(sentence, f"bold {mark.style}"))


def last_good(look: Look, wrong: Sequence[str]) -> Row:
    """The same while something that is typed is no figure: for which figures the answer is."""
    said = str(answer(look).body)
    names = " and ".join(f"“{name}”" for name in wrong)
    sentence = f"{names} cannot be used as typed. For the last good figures, also below: {said[:1].lower()}{said[1:]}"
    return Row(plain("! ", "$text-warning"), line(sentence, "bold $text-warning"))


def _missing(look: Look) -> str:
    plan = look.plan
    needed = {
        "volume_target_per_day": plan.volume,
        "escalation_rate": plan.rate,
        "handling_minutes": plan.minutes,
        "reviewers_fte": plan.people,
    }
    return ", ".join(figure_name(name) for name, value in needed.items() if value is None)


def figure_rows(look: Look, before: Look, chance: str) -> list[Row]:
    """Every figure on a line of its own, with what it was before anything was tried out, where that differs."""
    was = {each.name: each.figure for each in _lines(before, "")}
    return [_row(each, was.get(each.name, "")) for each in _lines(look, chance)]


def _row(each: Line, was: str) -> Row:
    differs = was and each.figure and was != each.figure
    remark = plain(f"  was {was}", QUIET) if differs else plain("")
    return Row(plain(f"{each.name:<{_HEAD}}", QUIET), together(line(each.says), remark))


def _lines(look: Look, chance: str) -> Iterator[Line]:
    if look.outlook is None:
        return
    yield from _day(look)
    yield from _waiting(look)
    yield from _queue(look, chance)


def _day(look: Look) -> Iterator[Line]:
    found, plan = look.figures, look.plan
    reach, hours = f"{found['escalations_per_day']:,.0f}", f"{found['human_hours_per_day']:,.1f}"
    yield Line("Reach people", f"{reach} cases a day, {hours} hours of work", reach)
    if "people_needed" in found:
        planned = "" if plan.people is None else f"{plan.people:,g} planned, "
        yield Line("People", f"{planned}{_said(look, 'people_needed')} needed", _said(look, "people_needed"))
    if "load_ratio" in found and plan.desk is not None:
        load = _said(look, "load_ratio")
        yield Line("Load", f"{load}: {hours} hours of work in {plan.desk.hours:,.1f}", load)
    if "scale_ceiling_per_day" in found:
        ceiling, share = f"{found['scale_ceiling_per_day']:,.0f}", _break_even(found["break_even_rate"])
        yield Line("Can carry", f"{ceiling} cases a day", ceiling)
        yield Line("Just full at", f"{share} handed over", share)


def _waiting(look: Look) -> Iterator[Line]:
    found, longest = look.figures, look.plan.max_wait_hours
    if found.get("mean_wait_minutes") == UNSTABLE:
        yield Line("Wait", "without end: the queue grows all day", "without end")
        return
    if "mean_wait_minutes" in found:
        wait = _time(float(found["mean_wait_minutes"]) / 60)
        yield Line("Wait", f"{wait}, with {found['mean_waiting']:,.1f} cases in the queue, on average", wait)
    if "share_too_late" in found:
        late = _share(found["share_too_late"])
        yield Line("Too late", f"{late} wait longer than {BY_FACET['max_wait_hours'].in_words(longest)}", late)


def _queue(look: Look, chance: str) -> Iterator[Line]:
    found, limit, outlook = look.figures, look.plan.max_queue, look.outlook
    if limit is None or outlook is None or "hours_to_limit" not in found:
        return
    mean = _time(float(found["hours_to_limit"]), outlook.desk_hours_per_day)
    yield Line(f"Over {limit:,g}", f"after {mean}, on average", mean)
    yield Line("In one day", f"{chance} chance of more than {limit:,g}")


def _break_even(value: Figure) -> str:
    return "more than every case" if value != UNSTABLE and float(value) > 1 else _share(value)


def _share(value: Figure) -> str:
    if value == UNSTABLE:
        return "all"
    return "under 0.1%" if float(value) < 0.0005 else f"{value:.1%}"


def _time(hours: float, day: float = 0.0) -> str:
    """A time in the unit that people would take; with `day`, time at a desk that is open so many hours a day."""
    if hours >= HORIZON_HOURS:
        return "more than 100 years"
    if hours < 2:
        return f"{hours * 60:,.1f} minutes"
    if not day or hours < 2 * day:
        return f"{hours:,.1f} hours"
    days = hours / day
    years = days / _WORKING_DAYS
    return f"{days:,.1f} days of work" if years < 2 else "more than 100 years" if years > 100 else f"{years:,.0f} years"


def _said(look: Look, name: str) -> str:
    return figure_value(name, look.figures[name])


def case_lines(look: Look) -> Content:
    """Low, expected and high side by side; signs and words say whether each holds."""
    if not look.scenarios:
        return plain("")
    head = together(plain("Side by side", "bold $text-primary"), plain(f"{'share':>7}{'people':>8}", QUIET))
    return together(head, *(_case(scenario) for scenario in look.scenarios), between="\n")


def _case(scenario: Scenario) -> Content:
    row = scenario_row(scenario)
    mark = _HOLDS[scenario.holds]
    needed = f"{float(row['people_needed']):,.0f}" if "people_needed" in row else "–"
    figures = f"{float(row['escalation_rate']):>8.1%}{needed:>8}  "
    return together(plain(f"{mark.sign} {SCENARIOS[scenario.name]:<9}{figures}"), plain(mark.words, mark.style))


def gap_rows(found: Difference | None) -> list[Row]:
    """The gaps that would open, close, and become worse or milder; None while they are being worked out."""
    if found is None:
        return [Row(plain(WAITING), plain(""))]
    kinds = (
        ("+ opens", found.opened),
        ("▲ worse", found.worse),
        ("▽ milder", found.milder),
        ("− closes", found.closed),
    )
    rows = [_gap(head, gap) for head, gaps in kinds for gap in gaps]
    return rows or [Row(plain(""), plain("No gap would open or close.", QUIET))]


def _gap(head: str, gap: Gap) -> Row:
    mark = SEVERITIES[gap.severity]
    return Row(plain(f"{head:<10}"), together(plain(f"{mark.words}  ", mark.style), line(gap.title)))
