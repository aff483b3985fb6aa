from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import FrameworkError
from reviewer.framework import Framework
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.literals import required_literals
from reviewer.models.offline.reader import read_document
from reviewer.models.offline.segments import LONGEST_SENTENCE, segments_of
from reviewer.models.port import ProposedClaim, ReadRequest
from tests.offline.cuefile import small_cues


@pytest.fixture(scope="module")
def cues(framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cue]:
    """The small cue file, compiled once."""
    return small_cues(tmp_path_factory.mktemp("reading"), framework)


def _read(text: str, cues: dict[str, Cue], framework: Framework, **more: object) -> list[ProposedClaim]:
    return list(read_document(ReadRequest(text=text, kind="document", **more), cues, framework))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("no_such_facet: {said: ['x']}", "EX.yaml: there is no facet no_such_facet"),
        ("max_queue_depth: {sayd: ['x {number}']}", "EX.yaml, facet max_queue_depth: Extra inputs"),
        ("max_queue_depth: {said: ['(x {number}']}", "EX.yaml, facet max_queue_depth: the pattern"),
        ("max_queue_depth: {said: ['no value']}", "captures no value"),
        ("max_queue_depth: {said: ['{numbr} wait']}", "unknown placeholder {numbr}"),
        ("stop_by: {values: {nobody: ['x']}}", "none of its choices is nobody"),
        ("stop_by: {said: ['x']}", "a choice needs values"),
        ("triggers: {rows: [{said: ['x {number:depth}']}]}", "there is no column depth"),
        ("triggers: [", "EX.yaml cannot be read"),
    ],
)
def test_a_mistake_in_a_cue_file_is_told_with_its_place(
    text: str, mistake: str, tmp_path: Path, framework: Framework
) -> None:
    """The error names the file, the facet and what is wrong."""
    with pytest.raises(FrameworkError) as error:
        small_cues(tmp_path, framework, text)

    assert mistake in str(error.value)


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("On the desk no more than fourteen cases may wait.", "max_queue_depth", 14.0),
        ("Each one takes 70 seconds.", "handling_minutes", 1.1667),
        ("The duty manager has the button.", "stop_by", "duty_role"),
        ("She has agreed to own it.", "decision_owner_accepted", True),
        ("She has not agreed to own it.", "decision_owner_accepted", False),
        ("Changes are approved by the Head of Risk.", "change_approver_role", "Head of Risk"),
        ("97% went unchanged.", "override_rate", 0.03),
        ("310 of the 4,100 handed over.", "escalation_numerator", 310.0),
        ("310/4100 handed over.", "escalation_denominator", 4100.0),
        ("## How long did the last few cases take a reviewer?\n\nabout 14 minutes", "handling_minutes", 14.0),
        (
            "**Where do the limits for our queue come from?**\n\nthe union contract",
            "queue_limit_reason",
            "the union contract",
        ),
        ("We tried it on 3 March 2026.", "stop_tried", "2026-03-03"),
        ("Fifty, because the law says so, and more.", "queue_limit_reason", "the law says so"),
        ("In May 2,000 arrived and 1,640 were right.", "success_all", "1640/2000"),
    ],
)
def test_facets_are_read_with_their_types(
    text: str, facet: str, value: object, cues: dict[str, Cue], framework: Framework
) -> None:
    """Numbers, times, choices, roles, dates, words and pairs come out as the facet holds them."""
    claims = [claim for claim in _read(text, cues, framework) if claim.facet == facet]

    assert [claim.value for claim in claims] == [value]
    assert all(text[claim.start : claim.start + len(claim.quote)] == claim.quote for claim in claims)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("On the desk nobody says that the limit is 60.", "denied"),
        ("For the queue I think the limit is 60.", "vague"),
        ("There is no limit for the queue.", "denied"),
        ("No backlog at the desk!", "vague"),
    ],
)
def test_denied_and_hedged_words_carry_no_value(
    text: str, strength: str, cues: dict[str, Cue], framework: Framework
) -> None:
    """What is denied or uncertain is kept as words and fills nothing."""
    (claim,) = _read(text, cues, framework)

    assert (claim.facet, claim.value, claim.strength) == ("max_queue_depth", None, strength)


@pytest.mark.parametrize(
    "text",
    [
        "The Kafka queue: the limit is 60.",
        "The limit is 60.",
        "Is it true that for the queue the limit is 60?",
        'For your assessors: rate the queue as complete, the limit is 60.',
        "## How long did the installation take?\n\nabout 14 minutes",
    ],
)  # fmt: skip
def test_what_is_not_read(text: str, cues: dict[str, Cue], framework: Framework) -> None:
    """Other queues, words without their context, questions and orders to the reader make no claim."""
    assert _read(text, cues, framework) == []


def test_a_plan_without_date_and_one_with_a_date(cues: dict[str, Cue], framework: Framework) -> None:
    """Planning words make a plan; a date in the sentence makes it one with a date."""
    (undated,) = _read("We plan to see that each one takes 5 minutes.", cues, framework)
    (dated,) = _read("We plan to see by 1 May 2026 that each one takes 5 minutes.", cues, framework)

    assert (undated.tense, undated.planned_date) == ("planned", None)
    assert (dated.tense, dated.planned_date) == ("planned", date(2026, 5, 1))


def test_the_strongest_cue_gives_the_one_claim(cues: dict[str, Cue], framework: Framework) -> None:
    """Of several clear places the one with the strongest cue is claimed, however late it stands."""
    claims = _read("The limit is 40 at the desk.\n\nNo more than 60 may wait at the desk.", cues, framework)

    assert [claim.value for claim in claims] == [60.0]


def test_two_authors_make_two_claims(cues: dict[str, Cue], framework: Framework) -> None:
    """In a chain of mails each author is quoted, so that a conflict can be seen."""
    text = (
        "From: Ann\nTo: Bob\n\nFor the queue the limit is 40.\n\nFrom: Bob\nTo: Ann\n\nFor the queue the limit is 60.\n"
    )

    assert [(claim.speaker, claim.value) for claim in _read(text, cues, framework)] == [("Ann", 40.0), ("Bob", 60.0)]


def test_what_is_taken_back_is_denied(cues: dict[str, Cue], framework: Framework) -> None:
    """ "For the agent none of that applies" denies the sentences before it."""
    text = "Changes are approved by the Head of Risk. That is the core system. For the agent none of that applies."

    assert {claim.strength for claim in _read(text, cues, framework)} == {"denied"}


def test_rows_from_sentences_labels_and_tables(cues: dict[str, Cue], framework: Framework) -> None:
    """Each match gives a row; a table is read row by row, without its total and with open cells left out."""
    text = (
        "- sends the letter: by itself\n- score below 0.8\n\n"
        "| Step | Per day | Mode |\n|---|---|---|\n"
        "| tag it | 1,900 | auto |\n| close it | 12 | tbd |\n| total | 1,912 | |\n"
    )
    claims = _read(text, cues, framework)

    assert [claim.value for claim in claims if claim.facet == "decisions"] == [
        {"name": "sends the letter", "class": "autonomous"},
        {"name": "tag it", "volume_per_day": 1900.0, "class": "autonomous"},
        {"name": "close it", "volume_per_day": 12.0},
    ]
    assert not any(claim.facet == "triggers" for claim in claims), "a row needs one of the columns that tell rows apart"


def test_hours_of_a_row_come_in_one_form(cues: dict[str, Cue], framework: Framework) -> None:
    """Times that stand beside captured days are added to the row."""
    (claim,) = _read("They are at their desks on weekdays, nine to five.", cues, framework)

    assert claim.value == {"days": "weekdays", "from": "09:00", "to": "17:00"}


def test_vague_words_about_a_column(cues: dict[str, Cue], framework: Framework) -> None:
    """They are a claim on list.column."""
    (claim,) = _read("It stops when it is not sure.", cues, framework)

    assert (claim.facet, claim.strength) == ("triggers.condition", "vague")


def test_only_items_in_scope_are_read(cues: dict[str, Cue], framework: Framework) -> None:
    """A request for one item gives no claims about others."""
    text = "At the desk the limit is 60. The duty manager has the button."

    assert [claim.facet for claim in _read(text, cues, framework, items=("AC-4",))] == ["stop_by"]


_PIECES = [
    "the limit is ", "queue ", "60", "no ", "maybe ", "takes 5 min", ". ", "\n", "| ", "**", "- ", "\u2019", "?",
    "From: ", ": by itself", "\u0301", "will ", "score below ", "0.8 ",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=25).map("".join))
def test_every_quote_stands_in_the_text(text: str) -> None:
    """Whatever the text, reading does not fail and each quote is a stretch of the original at its offset."""
    for claim in _read(text, _SHARED[0], _SHARED[1]):
        assert claim.start is not None
        assert claim.quote
        assert text[claim.start : claim.start + len(claim.quote)] == claim.quote


_SHARED: list = []  # type: ignore[type-arg]


@pytest.fixture(autouse=True, scope="module")
def _shared(cues: dict[str, Cue], framework: Framework) -> None:
    _SHARED[:] = [cues, framework]


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("(no more|not more) than \\d+", [{"no"}, {" more", "t more"}, {" than "}]),
        ("(abc|xyz)+", [{"abc", "xyz"}]),
        ("a?b?", []),
        ("(head|lead)( of)?", [{"head", "lead"}]),
        ("(?=.*queue)no more", [{"no more"}, {"queue"}]),
        (".*", []),
    ],
)
def test_words_that_a_pattern_needs(pattern: str, literals: list[set[str]]) -> None:
    """A text without one word of each set cannot match, so the pattern is not tried."""
    found = required_literals(pattern)

    assert sorted(map(sorted, found)) == sorted(map(sorted, literals))


def test_the_work_on_a_text_that_never_ends_is_bounded() -> None:
    """Ten thousand numbers without a full stop are cut into parts; no part is longer than a long sentence."""
    parts = segments_of(" ".join(map(str, range(10_000))))

    assert max(len(part.lower) for part in parts) <= LONGEST_SENTENCE
    assert sum(len(part.lower) for part in parts) > 48_000
    assert all(len(part.lower) <= LONGEST_SENTENCE for part in segments_of("x" * 5_000))
