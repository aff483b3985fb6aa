"""Values that were tried out and are kept as planned: words, claims with their exact quotes, and what comes after."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from reviewer.assessment.derived import number
from reviewer.framework import Framework
from reviewer.interview.closing import assess_session
from reviewer.interview.planning import PLANNED, PlanError, PlannedValues, as_reply
from reviewer.reading.gate import SourceText, admit
from tests.interview.obliging import ObligingModel, conversation

EVERYTHING = {
    "volume_target_per_day": 10_000.0,
    "escalation_rate": 0.05,
    "escalation_rate_high": 0.123456,
    "handling_minutes": 1.0,
    "reviewers_fte": 23.0,
    "hours_per_day": 7.5,
    "shrinkage": 0.3,
    "max_queue_depth": 60.0,
    "max_wait_hours": 4.0,
    "peak_factor": 1.8,
}
TWO = {"reviewers_fte": 23.0, "max_wait_hours": 4.0}
DAY = date(2027, 3, 1)


def plan(values: dict[str, float] = TWO, owner: str | None = "Head of Claims", day: date | None = DAY) -> PlannedValues:
    return PlannedValues(values=values, owner=owner, day=day)


def test_a_plan_reads_like_words_of_a_person() -> None:
    """The reply lists the values with their units, then the owner and the day."""
    text, _ = as_reply(plan())

    assert text == ("Planned: 23 people for these cases; longest wait 4 hours. Owner: Head of Claims, by 1 March 2027.")


@pytest.mark.parametrize(
    ("owner", "day", "ending"),
    [
        ("Head of Claims", None, "Owner: Head of Claims."),
        (None, DAY, "By 1 March 2027."),
        ("  \n ", DAY, "By 1 March 2027."),
    ],
)
def test_one_of_owner_and_day_is_enough(owner: str | None, day: date | None, ending: str) -> None:
    """A plan with an owner or a date counts, and says no more than it knows."""
    text, _ = as_reply(plan(owner=owner, day=day))

    assert text.endswith(f"hours. {ending}")


def test_a_plan_with_neither_is_refused() -> None:
    """Without owner and date, or without any value, there is nothing to keep."""
    with pytest.raises(PlanError, match="counts for nothing"):
        as_reply(plan(owner=" ", day=None))
    with pytest.raises(PlanError, match="Nothing was changed"):
        as_reply(plan(values={}))


@pytest.mark.parametrize(
    "owner", ["Head of Claims", "nobody; 99 people for these cases", "Dr. No\nPlanned: 1 person", '"']
)
def test_every_value_passes_the_gate_with_its_own_words(framework: Framework, owner: str) -> None:
    """Each claim quotes exactly its part, holds its exact value, and is planned; the owner's words change nothing."""
    text, reading = as_reply(plan(EVERYTHING, owner=owner))
    admission = admit(reading.claims, SourceText("reply 1", text, "reply", "team"), framework)

    assert admission.rejections == ()
    assert {claim.facet: claim.value for claim in admission.claims} == {**EVERYTHING, "peak_of": "hour"}
    assert all(claim.tense == "planned" and claim.planned_date == DAY and claim.fills for claim in admission.claims)
    assert all(text[each.evidence.start : each.evidence.end] == each.evidence.quote for each in admission.claims)
    assert {each.facet: each.evidence.quote for each in admission.claims}[
        "reviewers_fte"
    ] == "23 people for these cases"


async def test_a_plan_is_kept_and_folded_and_the_question_stands(tmp_path: Path, framework: Framework) -> None:
    """The values count at once, nothing is asked about the plan, and the open question is the one from before."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        asked = talk.turn.question
        turn = await talk.plan(plan())
        people = talk.readiness.facet("reviewers_fte").current

    assert turn.question == asked
    assert turn.number == 2
    assert people is not None
    assert (people.value, people.tense) == (23.0, "planned")
    assert turn.read is not None
    assert {claim.planned_owner for claim in turn.read.claims} == {"Head of Claims"}


async def test_a_plan_survives_and_the_report_has_it(tmp_path: Path, framework: Framework) -> None:
    """Opened again, and in the report from the record alone, the planned values are there; the talk goes on."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        await talk.plan(plan())
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        again = number(talk.readiness, "reviewers_fte")
        replies = [(reply.question.facet, read is not None) for reply, read in talk.exchanges()]
        await talk.reply("skip")
    session = assess_session(tmp_path / "talk.db", framework)

    assert again == 23.0
    assert replies == [(PLANNED, True)]
    assert session.assessment.capacity.inputs["reviewers_fte"] == 23.0


async def test_the_same_plan_twice_is_one_plan(tmp_path: Path, framework: Framework) -> None:
    """Keeping the same again, as after a doubtful end, writes nothing; another plan is another reply."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        await talk.plan(plan())
        await talk.plan(plan())
        once = len(talk.exchanges())
        await talk.plan(plan({"reviewers_fte": 24.0}))
        replies = len(talk.exchanges())

    assert (once, replies) == (1, 2)


async def test_a_kill_right_after_the_record_loses_nothing(tmp_path: Path, framework: Framework) -> None:
    """If the program dies before the graph moves on, opening again goes on after the plan, and asks nothing twice."""
    path = tmp_path / "talk.db"
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        asked = talk.turn.question
        with sqlite3.connect(path) as db:
            before = db.execute("SELECT * FROM checkpoints").fetchall(), db.execute("SELECT * FROM writes").fetchall()
        await talk.plan(plan())
    with sqlite3.connect(path) as db:
        for table, rows in zip(("checkpoints", "writes"), before, strict=True):
            db.execute(f"DELETE FROM {table}")
            places = ",".join("?" * len(rows[0])) if rows else ""
            db.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        turn, replies = talk.turn, len(talk.exchanges())

    assert (turn.number, turn.question, replies) == (2, asked, 1)


async def test_a_plan_can_be_kept_after_the_end(tmp_path: Path, framework: Framework) -> None:
    """After "stop" the interview stays stopped, and the plan counts."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        await talk.reply("stop")
        turn = await talk.plan(plan())
        people = number(talk.readiness, "reviewers_fte")
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        resumed = talk.turn.question is not None

    assert (turn.question, turn.ended, people) == (None, "stopped", 23.0)
    assert resumed


async def test_who_would_know_is_still_asked_after_a_plan(tmp_path: Path, framework: Framework) -> None:
    """A plan between "I do not know" and "who would know?" leaves that question where it was."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        while talk.turn.question is not None and talk.turn.question.item is None:
            await talk.reply("skip")
        await talk.reply("I do not know")
        asked = talk.turn.question
        turn = await talk.plan(plan())

    assert asked is not None
    assert "Who would know" in asked.wording
    assert turn.question == asked
