"""What a number of cases counts, and the base of a count that is given with its share."""

import pytest

from reviewer.framework import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ReadRequest
from reviewer.readiness.claims import Value


@pytest.fixture(scope="module")
def model(framework: Framework) -> OfflineModel:
    """The model with the words that ship with the program."""
    return OfflineModel(framework)


def _read(model: OfflineModel, facet: str, text: str) -> list[Value]:
    reading = model.read_now(ReadRequest(text=text, kind="document"))
    return [claim.value for claim in reading.claims if claim.facet == facet and claim.value is not None]


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("610 bookings were touched by a person, 4,390 right with nobody involved.", [610.0]),
        ("So 410 touched, 8.2%, and 4,590 (91.8%) right without anybody.", [410.0]),
        ("Nine of the 21 packers at the desk that takes corrected parcels move on.", []),
        ("The board, which every corrected form passes, signed off $900k.", []),
        ("Five of the seven are corrected by hand.", []),
        ("A corrected file takes 25 minutes, so people touched it for 25 minutes.", []),
        ("We watched people correct thirty of the ones that were handed over.", []),
    ],
)
def test_a_number_of_cases_counts_cases(model: OfflineModel, text: str, touched: list[float]) -> None:
    """Money, time, people and the cases that nobody touched are no touched cases."""
    assert _read(model, "touched_cases", text) == touched


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("We received 5,000 bookings. 4,390 (87.8%) were right with nobody involved.", ["4390/5000"]),
        ("Arrived 12,400; touched 1,860; 10,540 (85.0%) right without anybody.", ["10540/12400"]),
        ("We received 5,100 bookings. 4,390 (87.8%) were right with nobody involved.", []),
        ("We paid $5,000. 4,390 (87.8%) were right with nobody involved.", []),
        ("4,390 (87.8%) were right with nobody involved. We received 5,000 bookings.", []),
    ],
)
def test_a_share_finds_its_base_only_where_the_sum_holds(model: OfflineModel, text: str, pair: list[str]) -> None:
    """The base stands before, counts cases, and gives the share that is written, to its last digit."""
    assert _read(model, "success_all", text) == pair


def test_a_base_too_far_away_is_not_taken(model: OfflineModel) -> None:
    """Twelve sentences back is where looking for a base ends."""
    said = "4,390 (87.8%) were right with nobody involved."

    assert _read(model, "success_all", f"We got 5,000 bookings. {'It rained. ' * 10}{said}") == ["4390/5000"]
    assert _read(model, "success_all", f"We got 5,000 bookings. {'It rained. ' * 11}{said}") == []


@pytest.mark.parametrize(
    ("text", "of_all"),
    [
        (
            "| Step | Approval |\n|---|---|\n| Cancel a booking | every case is checked by a manager before it goes |",
            [],
        ),
        (
            "| Item | Set |\n|---|---|\n| Class of the agent | every case is checked by a manager before it goes |",
            ["agent_with_review"],
        ),
        ("Go on if at least 85% of everything the agent does goes out without a person.", []),
        ("Every case of the agent is checked by a manager before it goes out.", ["agent_with_review"]),
    ],
)
def test_a_class_of_one_row_or_share_is_not_for_the_whole(model: OfflineModel, text: str, of_all: list[str]) -> None:
    """What a row, or a target, says holds for that row and for a part of the cases."""
    assert _read(model, "whole_agent_class", text) == of_all


@pytest.mark.parametrize(
    ("facet", "text", "values"),
    [
        ("process_unchanged", "Letters that nobody opens sit in the inbox until Monday.", []),
        ("process_unchanged", "The agent slots into the existing process.", [True]),
        ("no_exceptions_claimed", "The agent runs 100% autonomously, no exceptions.", [True]),
        ("no_exceptions_claimed", "No exceptions to the travel policy are granted.", []),
        ("people_left_out_of_costs", "The hours of the reviewers are not included in the sum.", [True]),
        ("people_left_out_of_costs", "Licence costs are not included in the sum.", []),
        ("success_handled", "Finch handled 980 files and closed 931 of them correctly.", ["931/980"]),
        ("success_handled", "The clerks handled 980 files and closed 931 of them correctly.", []),
        ("decision_owner_kind", "The Data Chapter owns everything the agent sends out.", ["team"]),
        ("decision_owner_kind", "The platform squad owns the deployment pipeline of the agent.", []),
    ],
)
def test_what_a_contradiction_rests_on_is_borne_out(
    model: OfflineModel, facet: str, text: str, values: list[Value]
) -> None:
    """One sentence that states the fact, and a near one that does not."""
    assert _read(model, facet, text) == values


def test_its_kind_of_case_is_no_hedge(model: OfflineModel) -> None:
    """What was left out of a figure counts, also where it "was not its kind of" case."""
    text = "Success is of 500 letters; 31 were not its kind of letter."

    assert [row["count"] for row in _read(model, "success_excluded", text) if isinstance(row, dict)] == [31.0]
