"""What findings about dates ask, cite and count."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.meanwhile import working_days
from reviewer.assessment.model import Gap
from reviewer.assessment.rules import dates
from reviewer.framework import Framework, load_framework
from reviewer.readiness.date_words import date_in_words
from tests.assessment.situations import findings_of, said
from tests.perfect_claims import PROPOSALS, perfect_claims


def gaps(framework: Framework, **say: Any) -> dict[str, Gap]:
    findings = findings_of(said(say), framework)
    return {gap.id: gap for rule in dates.RULES for gap in rule(findings)}


def starting(on: str) -> dict[str, Any]:
    return {"status": "funded", "fte": 15, "start_date": on}


@pytest.mark.parametrize(
    ("start", "increase", "asked"),
    [
        ("2026-09-29", "2026-09-01", None),
        ("2026-07-01/2026-09-30", "2026-09-01", "Which day is meant for the reviewers' start?"),
        ("2026-09-29", "2026-09-01/2026-09-30", "Which day is meant for the volume increase?"),
        ("2027-06-01?", "2026-09-01", "Which year is meant for the reviewers' start?"),
    ],
)
def test_one_neutral_question(framework: Framework, start: str, increase: str, asked: str | None) -> None:
    """A conflict asks whether both are right; a doubt asks for what was not said."""
    found = gaps(framework, reviewer_posts=starting(start), target_date=increase)["C-08.EX-6"]

    both = (
        f"I have {date_in_words(start)} for the reviewers' start and {date_in_words(increase)} for the volume increase."
    )
    certain = f"{both} Are both right, or is one of them about something else?"
    assert found.question == (f"{asked} {both}" if asked else certain)


def test_both_sides_are_cited(framework: Framework) -> None:
    """The words of what is late, then those of what it should not come after; not those of what is in time."""
    posts = [{"status": "in_post", "fte": 5.0}, starting("2026-09-29")]
    found = gaps(framework, reviewer_posts=posts, target_date="2026-09-01", pilot_start_date="2026-09-02")

    for gap in found.values():
        assert len(gap.evidence) == 2
        assert gap.evidence[1].quote in ("target_date: 2026-09-01", "scale_decision_date: 2026-07-01")
    assert "2026-09-29" in found["C-08.EX-6"].evidence[0].quote
    assert found["C-28.OM-5.pilot"].evidence[0].quote == "pilot_start_date: 2026-09-02"


def test_what_would_clear_it_names_both_days(framework: Framework) -> None:
    """Be ready by the one day, or let the volume go up on the other."""
    found = gaps(framework, decision_owner_accepted_date="2026-09-08")

    assert found["N-20.OM-5.acceptance"].fix == (
        "Have it by 1 September 2026, or let the volume go up only when it is there (8 September 2026)."
    )


def test_many_systems_are_counted_and_long_names_are_cut(framework: Framework) -> None:
    """Three names, the number of the others, and no name longer than forty signs."""
    names = ["CRM", "Billing", "S" * 60, "Mail", "Archive"]
    rows = [{"system": name, "owner_agreed": True, "access_date": "2026-09-02"} for name in names]
    [gap] = [gap for gap in gaps(framework, systems=rows).values() if gap.id == "N-20.OM-5.access"]

    assert f"CRM, Billing, {'S' * 40} and 2 more comes 1 day after" in gap.title


def test_no_date_is_shown_as_it_is_stored(framework: Framework) -> None:
    """Titles, arithmetic, fixes and questions speak of days in words."""
    found = gaps(
        framework,
        reviewer_posts=starting("target_date+P14D"),
        target_date="2026-09-01/2026-09-30?",
        pilot_start_date="2026-10-01~",
    )

    for gap in found.values():
        assert "2026-" not in " ".join((gap.title, gap.fix, str(gap.arithmetic), str(gap.question)))


@pytest.mark.parametrize("people", [None, 31.0])
def test_what_happens_in_between_is_told_only_where_it_is_known(framework: Framework, people: float | None) -> None:
    """Posts without a number, or more posts than people, leave out how many are there."""
    post = starting("2026-09-29")
    post = {key: value for key, value in (post | {"fte": people}).items() if value is not None}

    found = gaps(framework, reviewer_posts=post)

    assert "Until then" not in str(found["N-20.OM-5.capacity"].arithmetic)
    assert found["C-08.EX-6"].title == "Reviewers start after the volume goes up"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-10, 400))
def test_working_days_are_mondays_to_fridays(start: date, count: int) -> None:
    """From the first day up to the day before the last; none where the last is not later."""
    days = [start + timedelta(days=each) for each in range(count)]

    assert working_days(start, start + timedelta(days=count)) == sum(day.weekday() < 5 for day in days)


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)), st.integers(0, 90), st.sampled_from(("", "?", "~")))
def test_a_span_never_makes_more_of_a_conflict_than_its_days(first: date, length: int, mark: str) -> None:
    """A certain finding about a span holds for each of its days; where none is found, none is found for its days."""
    framework, last = load_framework(), first + timedelta(days=length)
    levels = {"blocker": 2, "major": 1}

    def severity(text: str) -> int:
        found = gaps(framework, reviewer_posts=starting(text)).get("C-08.EX-6")
        return levels[found.severity] if found else 0

    whole = severity(f"{first}/{last}{mark}")
    days = [severity(str(day)) for day in (first, last)]
    if whole == 2:
        assert days == [2, 2]
    if whole == 0:
        assert days == [0, 0]


@pytest.mark.parametrize("case", PROPOSALS)
def test_the_labelled_proposals(framework: Framework, case: str) -> None:
    """With perfect claims these rules find what the labels name, and nothing else."""
    findings = findings_of(perfect_claims("proposals", case, framework), framework)
    labelled = {
        "h11": {"C-07.OM-5": "blocker"},
        "h13": {"C-08.EX-6": "blocker", "N-20.OM-5.capacity": "blocker"},
    }

    found = {gap.id: gap.severity for rule in dates.RULES for gap in rule(findings)}

    assert found == labelled.get(case, {})
