"""Rules about benefit, people and fallback: what is saved and by whom, and what happens without the agent.

Source: the framework's rules, N-16 and N-19 (section 3.3), C-10, C-11, C-18 and C-19 (section 4).
"""

from collections.abc import Callable, Iterator

from reviewer.assessment.capacity.benefit import minutes_saved, rate_without_benefit
from reviewer.assessment.derived import number
from reviewer.assessment.findings import Findings, RowNow, gap
from reviewer.assessment.model import Gap
from reviewer.readiness.claims import Evidence, Scalar
from reviewer.readiness.dates import When, later, resolved

Rule = Callable[[Findings], Iterator[Gap]]
_LOAD_FACETS = ("volume_target_per_day", "escalation_rate", "escalation_numerator", "escalation_denominator")
# Any word on these says that people take cases over.
_ARTICLES = ("a", "an", "the", "our")
_HAND_OVERS = ("escalation_rate", "escalation_numerator", "triggers", "handler_role", "reviewers_fte", "touched_cases")


def without_the_agent(findings: Findings) -> Iterator[Gap]:
    """N-16: the fallback carries less than the volume. That there is none at all is told of its item (G-04)."""
    volume, carried = findings.inputs.volume, number(findings.readiness, "fallback_per_day")
    if not volume or carried is None or carried >= volume:
        return
    customers = any(cells.get("group") == "customers" for _, cells in findings.rows("affected"))
    share, days = carried / volume, number(findings.readiness, "longest_outage_days")
    lasts = f" for {days:g} {'day' if days == 1 else 'days'}" if days else ""
    yield gap(
        findings,
        "N-16",
        "none" if carried == 0 and customers else "partly",
        f"Without the agent, {carried:,.0f} of {volume:,.0f} cases a day ({share:.0%}) can be handled{lasts}",
        evidence=findings.evidence(
            "volume_target_per_day", "current_process_minutes", "fallback_per_day", "longest_outage_days", "affected"
        ),
        fix="Say which cases wait, for how long, and who tells the people concerned; or let the fallback carry more.",
        arithmetic=_fallback_arithmetic(findings, volume, carried) + (f" It lasts {days:g} days." if days else ""),
    )


def _fallback_arithmetic(findings: Findings, volume: float, carried: float) -> str:
    minutes = number(findings.readiness, "current_process_minutes")
    work = f" × {minutes:g} min = {volume * minutes / 60:,.1f} h of work a day" if minutes else ""
    hours = f" = {carried * minutes / 60:,.1f} h" if minutes else ""
    return f"{volume:,.0f} cases/day{work}; the fallback carries {carried:,.0f}{hours}, {carried / volume:.0%}."


def no_time_saved(findings: Findings) -> Iterator[Gap]:
    """N-19: people spend as many minutes on a case as before, or more."""
    before, load = number(findings.readiness, "current_process_minutes"), findings.inputs.load
    if before is None or load is None or minutes_saved(before, load) > 0:
        return
    after, even = load.hours * 60 / load.volume, rate_without_benefit(before, load)
    at = f" It is even at a hand-over rate of {even:.1%}." if even is not None else " It is not even at any rate."
    yield gap(
        findings,
        "N-19",
        "found",
        f"A case takes people {after:.1f} minutes with the agent, and {before:g} today",
        evidence=findings.evidence("current_process_minutes", *_LOAD_FACETS, "handling_minutes"),
        fix=f"Time is saved only when people need less than {before:g} minutes for each case that comes in.{at}",
        arithmetic=(
            f"{before:g} min today - {load.hours:,.1f} h/day × 60 / {load.volume:,.0f} cases "
            f"= {minutes_saved(before, load):.2f} min saved.{at}"
        ),
    )


def saved_and_needed(findings: Findings) -> Iterator[Gap]:
    """C-10: the people whose time the business case saves are the people who take the cases over."""
    freed = findings.value("freed_role")
    needed = [words for role, evidence in _needed_people(findings) if _same_role(freed, role) for words in evidence]
    if not needed:
        return
    yield gap(
        findings,
        "C-10",
        "found",
        f"The same people are counted as saved and as needed for the agent's cases: {freed}",
        evidence=dict.fromkeys((*findings.evidence("freed_role"), *needed, *findings.evidence("reviewers_fte"))),
        fix="Count their time once: take it out of the savings, or name others for the hand-overs (EX-6).",
        question=f"“{freed}” is counted as saved time and as the people for the agent's cases. "
        "Which is right, or are these different people?",
    )


def _needed_people(findings: Findings) -> Iterator[tuple[Scalar | None, tuple[Evidence, ...]]]:
    """Who works on the agent's cases, with the words: they take over, are taken from their desks for it, or approve."""
    yield findings.value("handler_role"), findings.evidence("handler_role")
    for row, cells in findings.rows("reviewer_posts"):
        if "group" in row:
            yield cells["group"], row["group"].evidence
    for row, cells in findings.rows("decisions"):
        if "approver" in row and cells.get("class") == "agent_with_review":
            yield cells["approver"], row["approver"].evidence


def _same_role(one: object, other: object) -> bool:
    """Whether two names are one role: capitals, a first article and a plural apart, word for word."""
    return isinstance(one, str) and isinstance(other, str) and _role(one) == _role(other)


def _role(name: str) -> tuple[str, ...]:
    first, *others = [_singular(word) for word in name.casefold().split()] or [""]
    return tuple(others) if others and first in _ARTICLES else (first, *others)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def more_than_everything(findings: Findings) -> Iterator[Gap]:
    """C-11: the shares of one role's time that the design work is to have are more than all of it."""
    shares: dict[tuple[str, ...], list[tuple[str, float, RowNow]]] = {}
    for row, cells in findings.rows("design_team"):
        name, share = cells.get("role"), cells.get("time_share")
        if isinstance(name, str) and isinstance(share, float):
            shares.setdefault(_role(name), []).append((name, share, row))
    for parts in shares.values():
        total = round(sum(share for _, share, _ in parts), 9)
        if total > 1:
            name = parts[0][0]
            yield gap(
                findings,
                "C-11",
                "found",
                f"{name} would need {total:.0%} of their time for the design work",
                subject=" ".join(_role(name)),
                evidence=tuple(dict.fromkeys(words for _, _, row in parts for words in row["time_share"].evidence)),
                fix="Give part of the work to somebody else, or free the time that it needs.",
                arithmetic=f"{' + '.join(f'{share:.0%}' for _, share, _ in parts)} = {total:.0%}.",
                question=f"Is “{name}” one person in all of these tasks, or are there several?",
            )


def reviewers_not_paid(findings: Findings) -> Iterator[Gap]:
    """C-18: the business case leaves out the people who take cases over, or counts them at the number of today."""
    costs, benefit = findings.readiness.facet("cost_items"), findings.readiness.facet("business_benefit")
    denied = [words for name in sorted(costs.denied) for words in costs.denied[name]]
    # A cost of reviewers settles nothing where the text says that it is the cost of those who are there today.
    said = findings.value("people_left_out_of_costs")
    left_out = _leaves_reviewers_out(findings, bool(denied)) if said is None else said
    if not left_out or not _has_hand_overs(findings):
        return
    title, question = _NOT_ALL_PAID if said else _NONE_PAID
    words = (*denied, *findings.evidence("people_left_out_of_costs"))
    praise = benefit.vague.get(benefit.key, ())
    yield gap(
        findings,
        "C-18",
        "found",
        title,
        evidence=dict.fromkeys((*words, *(benefit.evidence or praise), *findings.evidence("cost_items"))),
        fix="Put the cost of reviewers at target volume into the business case, and take their hours off the savings.",
        question=question,
    )


def _leaves_reviewers_out(findings: Findings, denied: bool) -> bool:
    """Whether costs are stated or denied, and none of them is the cost of reviewers."""
    counted = [cells.get("cost") for _, cells in findings.rows("cost_items")]
    return bool(denied or counted) and "reviewers" not in counted


_NONE_PAID = (
    "The business case leaves out the people who take the agent's cases over",
    "Cases go to people, and their cost is not in the business case. Is it counted somewhere else?",
)
_NOT_ALL_PAID = (
    "The business case does not pay for all the people who take the agent's cases over",
    "How many people does the business case pay for at full volume, and is that all who take cases over?",
)


def _has_hand_overs(findings: Findings) -> bool:
    """Whether anything was said of cases that people take over, and not that there are none at all."""
    facets = [findings.readiness.facet(key) for key in _HAND_OVERS]
    return findings.inputs.rate != 0 and any(facet.is_filled or facet.vague for facet in facets)


def switched_off_too_early(findings: Findings) -> Iterator[Gap]:
    """C-19: the old way ends before the fallback was tried, or the fallback is the old way that ends."""
    reason = _too_early(findings)
    if reason:
        title, question = reason
        tried = findings.readiness.facet("fallback_tried").denied.get("fallback_tried", ())
        yield gap(
            findings,
            "C-19",
            "found",
            title,
            evidence=dict.fromkeys(
                (*findings.evidence("switch_off", "switch_off_date", "fallback", "fallback_tried"), *tried)
            ),
            fix="Try a day without the agent first, on what stays, and switch the old way off afterwards.",
            question=question,
        )


def _too_early(findings: Findings) -> tuple[str, str] | None:
    """A title and a question, if there is a reason."""
    off, tried = _date(findings, "switch_off_date"), _date(findings, "fallback_tried")
    if off and tried and later(tried, off) == "certainly":
        return (
            "The old way is switched off before working without the agent has been tried",
            "The old way ends before the fallback is tried. Which of the two dates is right, or may one of them move?",
        )
    ends, fallback = findings.value("switch_off"), findings.readiness.facet("fallback_tried")
    if ends and not fallback.is_filled and fallback.denied.get("fallback_tried"):
        return (
            "The old way is switched off, and working without the agent has never been tried",
            "The old way ends and its replacement was never tried. Is a trial planned before it ends?",
        )
    if _same_role(ends, findings.value("fallback")):
        return (
            "The fallback is the old way of working that is to be switched off",
            "The old way is to end and to be the fallback. Which is right, or are these different things?",
        )
    return None


def _date(findings: Findings, key: str) -> When | None:
    return resolved(str(findings.value(key)), findings.value)


RULES: tuple[Rule, ...] = (
    without_the_agent,
    no_time_saved,
    saved_and_needed,
    more_than_everything,
    reviewers_not_paid,
    switched_off_too_early,
)
