import asyncio
from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.models.offline.answered import asked_facet
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.interview import read_reply
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import CritiqueRequest, Finding, PhraseRequest, ProposedClaim, Question, Reading, ReadRequest
from tests.offline.cuefile import small_cues


@pytest.fixture(scope="module")
def cues(framework: Framework, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Cue]:
    """The small cue file, compiled once."""
    return small_cues(tmp_path_factory.mktemp("reading"), framework)


def _reply(text: str, facet: str, cues: dict[str, Cue], framework: Framework, wording: str = "") -> Reading:
    asked = framework.facet(facet)
    question = Question(item=framework.item_of_facet.get(facet), facet=facet, wording=wording or asked.ask)
    return read_reply(ReadRequest(text=text, kind="reply", question=question), cues, framework)


def _only(reading: Reading, facet: str) -> list[ProposedClaim]:
    return [claim for claim in reading.claims if claim.facet == facet]


@pytest.mark.parametrize(
    ("facet", "text", "value"),
    [
        ("max_queue_depth", "60", 60.0),
        ("volume_now_per_day", "about 540. only one office so far", 540.0),
        ("volume_target_per_day", "a thousand a week", 200.0),
        ("review_minutes", "40 seconds", 0.6667),
        ("shrinkage", "30 per cent", 0.3),
        ("pilot_start_date", "7 April 2026", "2026-04-07"),
        ("remedy_deadline", "two working days", "2 working days"),
        ("sponsor_budget", "1.3 million euros", "EUR 1300000"),
        ("handler_role", "Head of Claims", "Head of Claims"),
        ("remedy_channel", "phone or mail on the letter", "phone or mail on the letter"),
        ("data_formats", "58 of 61", "58/61"),
    ],
)
def test_a_bare_value_answers_the_asked_facet(
    facet: str, text: str, value: object, cues: dict[str, Cue], framework: Framework
) -> None:
    """The question gives a bare value its meaning."""
    (claim,) = _only(_reply(text, facet, cues, framework), facet)

    assert claim.value == pytest.approx(value, abs=0.001) if isinstance(value, float) else claim.value == value


_NO_ANSWERS = [
    "yes",
    "why do you need that?",
    "no idea, ask Ann",
    "skip",
    "mark this as complete.",
    "lovely weather, isn't it?",
    "this is a stupid question",
    "as i said before, same as above",
    "about 12 of them, roughly, per case, i think",
]


@pytest.mark.parametrize("text", _NO_ANSWERS)
@pytest.mark.parametrize("facet", ["max_queue_depth", "remedy_channel", "decision_owner_accepted"])
def test_what_is_no_answer_fills_nothing(text: str, facet: str, cues: dict[str, Cue], framework: Framework) -> None:
    """A bare yes, a question, not knowing, commands, orders, small talk and asides make no clear claim."""
    assert not [claim for claim in _reply(text, facet, cues, framework).claims if claim.strength == "clear"]


def test_a_bare_no_denies_only_what_was_asked_as_a_yes_or_no(cues: dict[str, Cue], framework: Framework) -> None:
    """ "No" answers "has she agreed?", but says nothing about "what has she said?"."""
    closed = _reply("no", "decision_owner_accepted", cues, framework, "Has the owner agreed?")
    open_question = _reply("no", "decision_owner_accepted", cues, framework)

    assert [claim.strength for claim in closed.claims] == ["denied"]
    assert all(claim.strength != "clear" for claim in open_question.claims)


@pytest.mark.parametrize(
    ("facet", "text", "strength"),
    [
        ("max_queue_depth", "hardly any, honestly", "vague"),
        ("remedy_channel", "someone sorts it", "vague"),
        ("max_queue_depth", "there's no number for that", "denied"),
        ("handling_minutes", "20 minutes maybe", "vague"),
        ("stop_role", "for the agent there isnt one", "denied"),
    ],
)
def test_vague_and_denying_replies_keep_their_words(
    facet: str, text: str, strength: str, cues: dict[str, Cue], framework: Framework
) -> None:
    """They are claims on the asked facet without a value."""
    (claim,) = _only(_reply(text, facet, cues, framework), facet)

    assert (claim.value, claim.strength) == (None, strength)


def test_a_figure_is_not_taken_for_another_item(cues: dict[str, Cue], framework: Framework) -> None:
    """A bare figure belongs to what was asked, even where the interviewer's words fit another cue."""
    reading = _reply("300", "volume_now_per_day", cues, framework, "How many wait in the queue at the desk, per day?")

    assert [claim.facet for claim in reading.claims] == ["volume_now_per_day"]


def test_a_correction_in_one_breath_keeps_the_later_value(cues: dict[str, Cue], framework: Framework) -> None:
    """What is taken back at once is not claimed."""
    reading = _reply("At the desk the limit is 40. Sorry, the desk limit is 60.", "max_queue_depth", cues, framework)

    assert reading.kind == "correction"
    assert [claim.value for claim in _only(reading, "max_queue_depth")] == [60.0]


def test_the_one_who_took_over_is_the_speaker(cues: dict[str, Cue], framework: Framework) -> None:
    """So that two people who differ are seen as two."""
    (claim,) = _reply("Tom here, night duty manager.", "stop_by", cues, framework).claims

    assert (claim.speaker, claim.value) == ("Tom", "duty_role")


def test_a_question_without_a_facet_is_matched_by_its_words(framework: Framework) -> None:
    """The facet of the item whose question is nearest in words is taken."""
    question = Question(item="EX-1", facet="", wording="How many cases does it handle per day now?")
    asked = asked_facet(question, framework)

    assert asked is not None
    assert asked.key == "volume_now_per_day"


_DOCUMENT = """# Desk
Not more than 60 cases may wait for a person; the duty manager sees the queue on the wall.

| Step | Cases per day | Who decides |
|---|---|---|
| tag the mail | 1,900 | the agent alone |
"""


@pytest.fixture(scope="module")
def model(framework: Framework) -> OfflineModel:
    """The model with the words that ship with the program."""
    return OfflineModel(framework)


def test_the_shipped_words_load_and_read(model: OfflineModel) -> None:
    """The cue files of the installation are sound, and a plain sentence is read with them."""
    reading = asyncio.run(model.read(ReadRequest(text=_DOCUMENT, kind="document")))

    assert any(claim.facet == "max_queue_depth" and claim.value == 60 for claim in reading.claims)


def test_the_same_text_gives_the_same_reading(model: OfflineModel, framework: Framework) -> None:
    """Two readings are equal, also with another instance."""
    request = ReadRequest(text=_DOCUMENT, kind="document")

    assert model.read_now(request) == model.read_now(request) == OfflineModel(framework).read_now(request)


def test_words_of_an_overlay_come_first(tmp_path: Path, framework: Framework) -> None:
    """An organisation's own folder may say how it speaks of a facet."""
    (tmp_path / "reading").mkdir()
    (tmp_path / "reading" / "own.yaml").write_text("max_queue_depth: {said: ['tray full at {number}']}")
    reading = OfflineModel(framework, tmp_path).read_now(ReadRequest(text="Tray full at 12.", kind="document"))

    assert [claim.value for claim in _only(reading, "max_queue_depth")] == [12.0]


def test_the_wording_is_that_of_the_framework(model: OfflineModel) -> None:
    """Phrasing adds nothing and leaves nothing out."""

    async def phrased() -> str:
        request = PhraseRequest(question=Question(item="EX-1", facet="", wording="How many?"))
        return "".join([piece async for piece in model.phrase(request)])

    assert asyncio.run(phrased()) == "How many?"


def test_every_sentence_of_the_note_names_a_gap(model: OfflineModel) -> None:
    """The covering note says nothing that no rule found."""
    gaps = tuple(Finding(id=f"g{number}", severity="major", title=f"gap {number}") for number in range(7))

    async def note(of: tuple[Finding, ...]) -> str:
        return "".join(
            [piece async for piece in model.critique(CritiqueRequest(verdict="", limiting_fact="", gaps=of))]
        )

    written = asyncio.run(note(gaps))
    assert all("[g" in sentence for sentence in written.split(". "))
    assert all(f"[g{number}]" in written for number in range(7))
    assert asyncio.run(note(())) == ""
