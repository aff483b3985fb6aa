"""A model's wording of a question asks exactly that question, and each sentence of its note is tied to a gap."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reviewer.framework import Framework
from reviewer.models.port import Question
from reviewer.reading.prose import LONGEST_WORDING, NoteSentence, checked_note, checked_wording

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wordings.yaml").read_text(encoding="utf-8"))
GOOD = [(case["question"], wording) for case in CASES for wording in case["good"]]
BAD = [pytest.param(case["question"], wording, id=why) for case in CASES for why, wording in case["bad"].items()]
QUEUE = CASES[0]["question"]


def question(wording: str, settles: str | None = None) -> Question:
    return Question(item=None, facet="max_queue_depth", wording=wording, settles=settles)


@pytest.mark.parametrize(("asked", "wording"), GOOD)
def test_the_same_question_in_other_words(asked: str, wording: str) -> None:
    """A wording that asks the same, with thanks or in another order, is shown on one line."""
    shown = checked_wording(wording, question(asked))

    assert shown == " ".join(wording.split()).strip('"')


@pytest.mark.parametrize(("asked", "wording"), BAD)
def test_anything_else_is_refused(asked: str, wording: str) -> None:
    """A wording that leads, suggests, orders, hides or asks something else is not shown."""
    assert checked_wording(wording, question(asked)) is None


def test_contradictions_keep_their_own_words() -> None:
    """A question that settles a contradiction is never put in other words, not even in its own."""
    assert checked_wording(QUEUE, question(QUEUE)) == QUEUE
    assert checked_wording(QUEUE, question(QUEUE, settles="C-08.EX-7")) is None


def test_catalogue_passes_its_own_check(framework: Framework) -> None:
    """All questions of the catalogue but the few that are not one question may be asked in their own words."""
    asked = [facet.ask for facet in framework.facets_by_key.values() if facet.ask]
    asked += [words for item in framework.items for words in (item.question, item.follow_up)]

    refused = {words for words in asked if checked_wording(words, question(words)) is None}

    assert refused == {words for words in asked if words.count("?") != 1 or not words.endswith("?")}
    assert len(refused) == 3


@given(st.text(max_size=600))
def test_whatever_is_shown_is_one_plain_question(noise: str) -> None:
    """Any text at all in front of or behind the question is either refused or one short question on one line."""
    for wording in (f"{noise} {QUEUE}", f"{QUEUE} {noise}", noise):
        shown = checked_wording(wording, question(QUEUE))
        if shown is not None:
            assert len(shown) <= LONGEST_WORDING
            assert shown.count("?") == 1
            assert shown.endswith("?")
            assert shown.isprintable()


IDS = ("C-08.EX-1", "G-03.EX-7", "C-27.OM-4.decisions class Refunds, large")


@pytest.mark.parametrize(
    ("text", "kept", "dropped"),
    [
        ("The queue has no limit [G-03.EX-7].", [("The queue has no limit [G-03.EX-7].", (IDS[1],))], 0),
        ("The queue has no limit. [G-03.EX-7]", [("The queue has no limit. [G-03.EX-7]", (IDS[1],))], 0),
        (
            "Two things stand out [G-03.EX-7, C-08.EX-1]! Dear team.",
            [("Two things stand out [G-03.EX-7, C-08.EX-1]!", IDS[:2])],
            1,
        ),
        (
            "Who decides differs [C-27.OM-4.decisions class Refunds, large].",
            [("Who decides differs [C-27.OM-4.decisions class Refunds, large].", IDS[2:])],
            0,
        ),
        ("All is well. It is ready to scale.", [], 2),
        ("All is well [G-99.EX-7].", [], 1),
        ("All is well [G-03.EX-7] and [G-99.EX-7].", [], 1),
        ("As G-99 shows, all is well [G-03.EX-7].", [], 1),
        ("EX-7 is weak [G-03.EX-7].", [("EX-7 is weak [G-03.EX-7].", (IDS[1],))], 0),
        ("PM-6 is weak [G-03.EX-7].", [], 1),
        ("See https://evil.example [G-03.EX-7].", [], 1),
        ("[click](http://evil.example) [G-03.EX-7].", [], 1),
        ("[G-03.EX-7]", [], 1),
        ("", [], 0),
        (f"{'x' * 700} [G-03.EX-7].", [], 1),
        ("Line one [G-03.EX-7]\nLine two", [("Line one [G-03.EX-7]", (IDS[1],))], 1),
    ],
)
def test_note_keeps_what_is_tied_to_a_gap(text: str, kept: list[tuple[str, tuple[str, ...]]], dropped: int) -> None:
    """A sentence stays if it names gaps that exist, and none that does not; the others are counted."""
    note = checked_note(text, IDS)

    assert note.sentences == tuple(NoteSentence(sentence=sentence, refs=refs) for sentence, refs in kept)
    assert note.dropped == dropped


def test_note_is_a_page_at_most_and_steers_nothing() -> None:
    """A service that writes without end is cut, and control characters are gone."""
    note = checked_note("\x1b[31mThe queue\x00 has no limit [G-03.EX-7]. " * 50, IDS)

    assert len(note.sentences) <= 12
    assert note.dropped == 50 - len(note.sentences)
    assert not any(sign in part.sentence for part in note.sentences for sign in "\x1b\x00")


@given(st.text(alphabet=st.sampled_from("ab .!?[]\n\x00G-03.EX7C,;"), max_size=200))
def test_every_sentence_of_a_note_names_a_gap(text: str) -> None:
    """Whatever a service writes, each sentence that stays holds the id of a gap in brackets."""
    for part in checked_note(text + " It matters [G-03.EX-7].", IDS).sentences:
        assert part.refs
        assert all(ref in IDS for ref in part.refs)
        assert all(ref in part.sentence for ref in part.refs)
