"""The fold: what the claims say now, whatever the order in which they are given."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.evals.cases.saying import numbered, say
from reviewer.framework import Framework, load_framework
from reviewer.readiness.claims import Claim
from reviewer.readiness.facts import ReadinessFacts
from reviewer.readiness.fold import FacetNow, fold, refold

DEPTH, MEASURED, OWNER, ACCEPTED = (
    "max_queue_depth",
    "review_minutes",
    "decision_owner_role",
    "decision_owner_accepted",
)
DAY = date(2026, 6, 1)


def now(framework: Framework, *claims: Claim) -> FacetNow:
    readiness = fold(numbered(claims), framework)
    [key] = readiness.facets
    return readiness.facet(key)


def value(framework: Framework, *claims: Claim) -> object:
    facet = now(framework, *claims)
    return None if facet.current is None else facet.current.value


def facts(framework: Framework, *claims: Claim, strictly: bool) -> ReadinessFacts:
    return ReadinessFacts(fold(numbered(claims), framework), framework, {}, strictly)


def test_a_later_claim_of_the_same_speaker_supersedes(framework: Framework) -> None:
    """Sixty, and then seventy: seventy, without a conflict, and only the newer words stand behind it."""
    facet = now(framework, say(DEPTH, 60.0), say(DEPTH, 70.0))

    assert facet.current is not None
    assert (facet.current.value, facet.current.conflict) == (70.0, False)
    assert [words.quote for words in facet.evidence] == ["max_queue_depth: 70.0"]


def test_two_speakers_who_differ_are_a_conflict(framework: Framework) -> None:
    """No winner is chosen: the facet counts for partial, not for satisfied, and both words are kept."""
    claims = say(DEPTH, 60.0, speaker="lead"), say(DEPTH, 70.0, speaker="audit")
    facet = now(framework, *claims)

    assert facet.current is not None
    assert facet.current.conflict
    assert facet.is_disputed
    assert len(facet.evidence) == 2
    assert facts(framework, *claims, strictly=True).value(DEPTH) is None
    assert not facts(framework, *claims, strictly=True).is_true(DEPTH)
    assert facts(framework, *claims, strictly=False).is_true(DEPTH)


@pytest.mark.parametrize(
    "second",
    [
        say(OWNER, "Head of Claims", speaker="audit"),
        say(OWNER, "head of claims", speaker="audit"),
        say(OWNER, strength="vague", speaker="audit"),
        say(OWNER, "Head of IT", tense="wished", speaker="audit"),
    ],
)
def test_what_is_no_conflict(second: Claim, framework: Framework) -> None:
    """The same value, the same name in other capitals, vague words and a wish contradict nobody."""
    facet = now(framework, say(OWNER, "Head of Claims", speaker="lead"), second)

    assert facet.current is not None
    assert not facet.current.conflict


def test_a_conflict_ends_when_one_speaker_gives_way(framework: Framework) -> None:
    """The later claim of one of the two agrees with the other."""
    facet = now(
        framework,
        say(DEPTH, 60.0, speaker="lead"),
        say(DEPTH, 70.0, speaker="audit"),
        say(DEPTH, 70.0, speaker="lead"),
    )

    assert facet.current is not None
    assert (facet.current.value, facet.current.conflict) == (70.0, False)


def test_a_denial_by_another_speaker_is_a_conflict(framework: Framework) -> None:
    """One says that it is so, another that it is not there."""
    facet = now(framework, say(OWNER, "Head of Claims", speaker="lead"), say(OWNER, strength="denied", speaker="audit"))

    assert facet.current is not None
    assert facet.current.conflict
    assert len(facet.current.evidence) == 2


@pytest.mark.parametrize(
    "claim",
    [
        say(DEPTH, strength="vague"),
        say(DEPTH, strength="denied"),
        say(DEPTH, 60.0, tense="wished"),
        say(DEPTH, 60.0, tense="wished", planned_date=DAY),
        say(DEPTH, 60.0, tense="planned"),
    ],
)
def test_what_fills_nothing(claim: Claim, framework: Framework) -> None:
    """Vague, denied and wished words and a plan without date or owner give no value; the words are kept."""
    facet = now(framework, claim)

    assert facet.current is None
    assert not facet.is_filled
    assert [*facet.undated, *facet.vague.get(DEPTH, ()), *facet.denied.get(DEPTH, ())] == [
        numbered([claim])[0].evidence
    ]


@pytest.mark.parametrize(
    "claim",
    [
        say(DEPTH, 60.0),
        say(DEPTH, 60.0, tense="planned", planned_date=DAY),
        say(DEPTH, 60.0, tense="planned", planned_owner="Head of Claims"),
    ],
)
def test_what_fills(claim: Claim, framework: Framework) -> None:
    """A clear fact of today, or one that is planned with a date or with an owner."""
    facet = now(framework, claim)

    assert facet.current is not None
    assert (facet.current.value, facet.undated) == (60.0, ())


@pytest.mark.parametrize("strength", ["vague", "denied"])
def test_later_words_without_a_fact_do_not_lower_a_fact(strength: str, framework: Framework) -> None:
    """A vague word, or a denial that corrects nothing, beside the same speaker's clear fact leaves it as it is."""
    facet = now(framework, say(DEPTH, 60.0), say(DEPTH, strength=strength))

    assert facet.current is not None
    assert (facet.current.value, facet.current.conflict) == (60.0, False)


def test_a_correction_that_denies_takes_the_fact_back(framework: Framework) -> None:
    """It was a slip: there is no such limit. What another speaker said stands, in conflict with it."""
    taken_back = say(DEPTH, strength="denied", corrects=True)

    assert value(framework, say(DEPTH, 60.0), taken_back) is None
    assert value(framework, say(DEPTH, 60.0), taken_back, say(DEPTH, 80.0)) == 80.0
    assert value(framework, say(DEPTH, 60.0, speaker="audit"), taken_back) == 60.0


def test_a_plan_for_what_must_be_measured_counts_for_partial_only(framework: Framework) -> None:
    """Minutes of review are measured: a dated plan is a value, and strictly none."""
    planned = say(MEASURED, 12.0, tense="planned", planned_date=DAY)
    unmeasured = say(DEPTH, 60.0, tense="planned", planned_date=DAY)

    assert framework.facet(MEASURED).measured
    assert facts(framework, planned, strictly=False).value(MEASURED) == 12.0
    assert facts(framework, planned, strictly=True).value(MEASURED) is None
    assert facts(framework, say(MEASURED, 12.0), strictly=True).value(MEASURED) == 12.0
    assert facts(framework, unmeasured, strictly=True).value(DEPTH) == 60.0


def test_one_who_plans_what_another_has_does_not_lower_it(framework: Framework) -> None:
    """Two speakers agree on twelve minutes, one of them as a plan: it is there today."""
    claims = (
        say(MEASURED, 12.0, speaker="lead"),
        say(MEASURED, 12.0, tense="planned", planned_date=DAY, speaker="audit"),
    )

    assert facts(framework, *claims, strictly=True).value(MEASURED) == 12.0


def test_the_best_grade_of_those_who_agree_holds(framework: Framework) -> None:
    """Said by one and measured by another is measured; who differs does not raise it."""
    one, two = say(DEPTH, 60.0, speaker="lead", grade="said"), say(DEPTH, 60.0, speaker="audit", grade="measured")
    other = say(DEPTH, 70.0, speaker="audit", grade="measured")

    for claims, grade in (((one, two), "measured"), ((two, one), "measured"), ((other, one), "said")):
        facet = now(framework, *claims)
        assert facet.current is not None
        assert facet.current.grade == grade


def test_rows_merge_by_their_key(framework: Framework) -> None:
    """Two claims about one decision are one row, whatever the capitals; another name is another row."""
    facet = now(
        framework,
        say("decisions", {"name": "pay refund", "class": "autonomous"}),
        say("decisions", {"name": "Pay Refund", "reversible": "no"}),
        say("decisions", {"name": "close account"}),
    )

    rows = [{column: cell.value for column, cell in row.items()} for row in facet.rows]
    assert rows == [{"name": "Pay Refund", "class": "autonomous", "reversible": "no"}, {"name": "close account"}]


def test_cells_conflict_one_by_one(framework: Framework) -> None:
    """Two speakers differ on the class of a decision: that cell is in conflict, the others are not."""
    claims = (
        say("decisions", {"name": "pay refund", "class": "autonomous", "volume_per_day": 900.0}, speaker="lead"),
        say("decisions", {"name": "pay refund", "class": "human_only"}, speaker="audit"),
    )
    [row] = now(framework, *claims).rows
    [strict] = facts(framework, *claims, strictly=True).rows("decisions")

    assert {column: cell.conflict for column, cell in row.items()} == {
        "name": False,
        "class": True,
        "volume_per_day": False,
    }
    assert (strict.value("class"), strict.value("volume_per_day")) == (None, 900.0)


def test_a_list_in_dispute_counts_for_partial_only(framework: Framework) -> None:
    """As with any facet on which claims conflict."""
    claims = (
        say("desk_hours", {"days": "Mon-Fri", "from": "08:00", "to": "18:00"}, speaker="lead"),
        say("desk_hours", {"days": "Mon-Fri", "from": "08:00", "to": "16:00"}, speaker="audit"),
    )

    assert facts(framework, *claims[:1], strictly=True).is_true("desk_hours")
    assert not facts(framework, *claims, strictly=True).is_true("desk_hours")
    assert facts(framework, *claims, strictly=False).is_true("desk_hours")


def test_words_about_one_column_are_kept_under_its_name(framework: Framework) -> None:
    """Vague words about the class of decisions are found as decisions.class, and fill no row."""
    facet = now(framework, say("decisions.class", strength="vague"))

    assert facet.rows == ()
    assert list(facet.vague) == ["decisions.class"]


def test_a_column_that_a_row_lacks_is_missing(framework: Framework) -> None:
    """It is not looked up anywhere else, even where a facet has the name of the column."""
    depth = framework.facet("decisions").column("class").model_copy(update={"column": DEPTH})
    decisions = framework.facet("decisions").model_copy(update={"row": (depth,)})
    fields = {name: getattr(framework, name) for name in Framework.model_fields}
    with_it = Framework.model_validate(fields | {"profile": (decisions, *framework.profile)})
    readiness = fold(numbered([say("decisions", {"name": "pay refund"}), say(DEPTH, 60.0)]), framework)

    [row] = ReadinessFacts(readiness, with_it, {}, strictly=False).rows("decisions")

    assert row.value(DEPTH) is None
    assert not row.is_true(DEPTH)


def test_outside_its_columns_a_row_knows_what_is_known_around_it(framework: Framework) -> None:
    """Facts of the profile may be part of a condition over rows."""
    [row] = facts(framework, say("decisions", {"name": "pay refund"}), say("stage", "proposal"), strictly=True).rows(
        "decisions"
    )

    assert row.value("stage") == "proposal"
    assert row.is_true("name")
    assert row.key_of("decisions") == "name"
    assert len(row.rows("decisions")) == 1


@pytest.mark.parametrize(("given", "expected"), [(True, True), (False, False)])
def test_a_yes_no_fact_is_true_when_it_is_yes(given: bool, expected: bool, framework: Framework) -> None:
    """Zero and the word "no" are values; a no is a value that is not true."""
    assert facts(framework, say(ACCEPTED, given), strictly=True).is_true(ACCEPTED) is expected
    assert facts(framework, say(DEPTH, 0.0), strictly=True).is_true(DEPTH)


# Any claims at all, about a few facets of every kind.
FRAMEWORK = load_framework()
SCALARS = {
    DEPTH: [60.0, 70.0],
    MEASURED: [12.0, 0.0],
    OWNER: ["Head of Claims", "head of CLAIMS"],
    ACCEPTED: [True, False],
}
ROWS = [
    {"name": name, **cells}
    for name in ("pay refund", "Pay refund", "close account")
    for cells in ({}, {"class": "autonomous"}, {"class": "human_only", "reversible": "no"})
]


@st.composite
def claims_of_any_kind(draw: st.DrawFn) -> Claim:
    facet = draw(st.sampled_from([*SCALARS, "decisions"]))
    strength = draw(st.sampled_from(["clear", "clear", "clear", "vague", "denied"]))
    tense = draw(st.sampled_from(["today", "today", "planned", "wished"]))
    values = ROWS if facet == "decisions" else SCALARS[facet]
    return say(
        facet,
        draw(st.sampled_from(values)) if strength == "clear" else None,
        strength=strength,
        tense=tense,
        planned_date=draw(st.sampled_from([None, DAY])) if tense == "planned" else None,
        speaker=draw(st.sampled_from(["lead", "audit", "team"])),
        grade=draw(st.sampled_from(["said", "documented", "measured"])),
        corrects=draw(st.booleans()),
    )


LEDGERS = st.lists(claims_of_any_kind(), max_size=12).map(numbered)


@given(LEDGERS, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(claims: list[Claim], chance: random.Random) -> None:
    """Shuffled claims fold to the same readiness, byte for byte: only their numbers count."""
    shuffled = list(claims)
    chance.shuffle(shuffled)

    assert fold(shuffled, FRAMEWORK).model_dump_json() == fold(claims, FRAMEWORK).model_dump_json()


@given(LEDGERS, st.integers(min_value=0, max_value=12))
def test_folding_what_was_touched_is_folding_everything(claims: list[Claim], place: int) -> None:
    """After each turn only the facets that were touched are folded anew; the result is that of a fold of all."""
    before = fold(claims[:place], FRAMEWORK)
    keys = {claim.facet.partition(".")[0] for claim in claims[place:]}
    touched = {key: [claim for claim in claims if claim.facet.partition(".")[0] == key] for key in keys}

    assert refold(before, touched, FRAMEWORK).model_dump_json() == fold(claims, FRAMEWORK).model_dump_json()


@given(LEDGERS)
def test_what_holds_was_said(claims: list[Claim]) -> None:
    """Every current value and cell is a value of a claim that fills, and its words are words of claims about it."""
    readiness = fold(claims, FRAMEWORK)
    words = {claim.evidence for claim in claims}
    said = {(claim.facet, claim.value) for claim in claims if claim.fills and not isinstance(claim.value, dict)}
    cells = {cell for claim in claims if claim.fills and isinstance(claim.value, dict) for cell in claim.value.items()}

    for key, facet in readiness.facets.items():
        assert facet.current is None or (key, facet.current.value) in said
        assert {(column, cell.value) for row in facet.rows for column, cell in row.items()} <= cells
        assert set(facet.evidence) <= words


def sides_of(claims: list[Claim]) -> tuple[list[tuple[str, object]], list[tuple[str, object]]]:
    current = fold(numbered(claims), FRAMEWORK).facet("max_queue_depth").current
    assert current is not None
    return tuple([(side.speaker, side.value) for side in found] for found in (current.sides, current.replaced))  # type: ignore[return-value]


def test_both_sides_of_a_conflict_are_kept() -> None:
    """Who says what, in the order of the text; somebody who only denies has no value; agreement has no sides."""
    lead, audit = say("max_queue_depth", 50.0, speaker="lead"), say("max_queue_depth", 80.0, speaker="audit")
    denied = say("max_queue_depth", speaker="audit", strength="denied")

    assert sides_of([lead, audit]) == ([("lead", 50.0), ("audit", 80.0)], [])
    assert sides_of([lead, denied]) == ([("lead", 50.0), ("audit", None)], [])
    assert sides_of([lead, say("max_queue_depth", 50.0, speaker="audit")]) == ([], [])


def test_what_a_speaker_went_over_without_correcting_it_is_kept() -> None:
    """A later value holds; the earlier one is remembered unless it was corrected, or is the same."""
    first, later = say("max_queue_depth", 50.0), say("max_queue_depth", 80.0)

    assert sides_of([first, later]) == ([], [("team", 50.0)])
    assert sides_of([first, say("max_queue_depth", 80.0, corrects=True)]) == ([], [])
    assert sides_of([first, later, say("max_queue_depth", 90.0, corrects=True)]) == ([], [])
    assert sides_of([first, say("max_queue_depth", 50.0)]) == ([], [])
    assert sides_of([first, later, first]) == ([], [("team", 80.0)])
