"""Values that were tried out and are now planned: a reply that lists them in plain words, and the claims in it.

Nobody has to read it: the words are made from the values, and each claim quotes exactly its own part of them.
"""

from collections.abc import Iterator
from datetime import date

from reviewer.errors import ReviewerError
from reviewer.models.port import ProposedClaim, Question, Reading
from reviewer.readiness.claims import OneLine, Record, Scalar
from reviewer.readiness.date_words import day_in_words

PLANNED = "planned_values"
"""Stands for a facet in the exchange that keeps a plan. It is never asked about."""
PLAN = Question(item=None, facet=PLANNED, wording="What you tried out and keep as planned")
LONGEST_OWNER = 120
_PHRASES = {
    "volume_target_per_day": ("{} case a day at target", "{} cases a day at target"),
    "escalation_rate": ("{} of the cases reach people",) * 2,
    "handling_minutes": ("{} minute of a person for one such case", "{} minutes of a person for one such case"),
    "reviewers_fte": ("{} person for these cases", "{} people for these cases"),
    "hours_per_day": ("{} paid hour a day for each person", "{} paid hours a day for each person"),
    "shrinkage": ("{} of the paid time goes into other things",) * 2,
    "max_queue_depth": ("{} case waiting at most", "{} cases waiting at most"),
    "max_wait_hours": ("longest wait {} hour", "longest wait {} hours"),
    "peak_factor": ("busiest hour {} times a normal one",) * 2,
    "escalation_rate_high": ("{} of the cases reach people in a bad month",) * 2,
}
_SHARES = {"escalation_rate", "escalation_rate_high", "shrinkage"}


class PlanError(ReviewerError):
    """A plan that cannot be kept as it is."""


class PlannedValues(Record):
    """Values by facet, in the facet's unit (shares 0 to 1); who will see to them, and by when.

    `peak_factor` is meant for the busiest hour. A plan with neither owner nor date counts for nothing and is not kept.
    """

    values: dict[str, float]
    owner: OneLine | None = None
    day: date | None = None


def as_reply(planned: PlannedValues) -> tuple[str, Reading]:
    """The words of a plan, and what is to be read in them. PlanError if there is nothing in it that counts."""
    owner = (planned.owner or "").strip()[:LONGEST_OWNER] or None
    if not planned.values:
        raise PlanError("Nothing was changed, so there is nothing to plan.")
    if owner is None and planned.day is None:
        raise PlanError("A plan with neither an owner nor a date counts for nothing. Say who, or by when.")
    text = "Planned: "
    claims: list[ProposedClaim] = []
    for facet, value in planned.values.items():
        text += "; " if claims else ""
        quote = in_words(facet, value)
        claims += [
            ProposedClaim(
                facet=key,
                value=said,
                quote=quote,
                start=len(text),
                tense="planned",
                planned_date=planned.day,
                planned_owner=owner,
            )
            for key, said in _facts(facet, value)
        ]
        text += quote
    return f"{text}. {_who_and_when(owner, planned.day)}.", Reading(kind="answer", claims=tuple(claims))


def in_words(facet: str, value: float) -> str:
    """One planned value in words that say exactly this value: "23 people for these cases"."""
    one, many = _PHRASES[facet]
    said = f"{value * 100:,.10g} %" if facet in _SHARES else f"{value:,.10g}"
    return (one if value == 1 else many).format(said)


def _facts(facet: str, value: float) -> Iterator[tuple[str, Scalar]]:
    yield facet, value
    if facet == "peak_factor":
        yield "peak_of", "hour"


def _who_and_when(owner: str | None, day: date | None) -> str:
    when = f"by {day_in_words(day)}" if day else ""
    if owner is None:
        return f"B{when[1:]}"
    return f"Owner: {owner}{f', {when}' if when else ''}"
