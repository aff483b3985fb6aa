"""Cases are loaded without their labels, and every mistake in a file is one sentence."""

from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import CasesError
from reviewer.evals.case import Paper, Persona, Transcript
from reviewer.evals.cases.loading import load_cases
from reviewer.framework import Framework
from reviewer.resources import data_folder
from tests.evals.small_folder import PAPER, persona, transcript, write


def test_cases_are_in_the_order_of_suites_and_ids(tmp_path: Path, framework: Framework) -> None:
    """What a folder holds comes by suite and id, with the words and the day."""
    talk, person, paper = load_cases(write(tmp_path / "own", framework))

    assert [talk.id, person.id, paper.id] == ["talk", "person", "alpha"]
    assert isinstance(talk.input, Transcript)
    assert [turn.answer for turn in talk.input.turns][:1] == ["we get 400 a day now"]
    assert talk.input.day.isoformat() == "2026-05-04"
    assert isinstance(person.input, Persona)
    assert person.input.answers["EX-4"].followup == "11 minutes, timed with a watch over 300 cases."
    assert paper.input == Paper(text=PAPER)


def test_cases_can_be_loaded_where_there_is_no_label(tmp_path: Path, framework: Framework) -> None:
    """A folder without a single label gives the very same cases."""
    whole = load_cases(write(tmp_path / "whole", framework))
    talk, person = transcript(), persona()
    del talk["final"], person["gold"]
    for turn in talk["turns"]:
        for key in ("kind", "sets", "facts", "fills_nothing"):
            turn.pop(key, None)
    bare = write(tmp_path / "bare", framework, talk=talk, person=person)
    (bare / "proposals" / "alpha.yaml").unlink()

    assert load_cases(bare) == whole


def test_nothing_of_what_is_expected_is_in_a_case(tmp_path: Path, framework: Framework) -> None:
    """A word that stands in labels only is in no case."""
    talk: dict[str, Any] = transcript()
    talk["title"] = "canary-of-gold"
    talk["final"]["contradictions"] = [{"rule": "C-01", "note": "canary-of-gold"}]

    cases = load_cases(write(tmp_path / "own", framework, talk=talk))

    assert not any("canary-of-gold" in case.model_dump_json() for case in cases)


def test_the_shipped_cases_can_be_loaded() -> None:
    """The folder that ships holds papers, transcripts, fact sheets and queries."""
    cases = load_cases(data_folder("evals"), ("transcripts", "interviews", "proposals", "retrieval"))
    suites = [case.suite for case in cases]

    assert [suites.count(suite) for suite in ("transcripts", "interviews", "proposals")] == [8, 8, 17]
    assert suites.count("retrieval") >= 60


def test_a_suite_can_be_loaded_alone(tmp_path: Path, framework: Framework) -> None:
    """Only the suites that are asked for are there."""
    assert [case.id for case in load_cases(write(tmp_path / "own", framework), ("proposals",))] == ["alpha"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("id: talk\nturns: [\n", "line 3: did not find"),
        ("id: talk\n", "either turns"),
        ("- 1\n", "mapping"),
        ("id: other\nturns: [{question: {text: a}, answer: b}]\n", "the id other is not the name of the file"),
        ("id: talk\nturns: []\n", "line 2: there are no turns"),
        (
            "id: talk\nturns:\n- question: {text: How many?}\n  anwser: ten\n",
            "line 3: the key turns.0.answer is missing",
        ),
        (
            "id: talk\nturns:\n- question: {text: How many?}\n  answer: ' '\n",
            "line 4: turns.0.answer: there are no words",
        ),
        ("id: talk\nday: soon\nturns: [{question: {text: a}, answer: b}]\n", "line 2: day:"),
        ("id: talk\nid: talk\n", "stands there twice"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, framework: Framework, content: str, sentence: str) -> None:
    """A file that cannot be used is one sentence with the file, the line and the mistake."""
    folder = write(tmp_path / "own", framework)
    (folder / "interviews" / "talk.yaml").write_text(content)

    with pytest.raises(CasesError) as error:
        load_cases(folder)

    assert "talk.yaml" in str(error.value)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    """A folder that is not there, and one with nothing that could be a case, are told apart."""
    with pytest.raises(CasesError, match="There is no folder"):
        load_cases(tmp_path / "nowhere")
    with pytest.raises(CasesError, match="holds no cases"):
        load_cases(tmp_path)


def test_two_papers_of_one_name_are_refused(tmp_path: Path, framework: Framework) -> None:
    """A paper that is there twice would be one case with two texts."""
    folder = write(tmp_path / "own", framework)
    (folder / "fresh").mkdir()
    (folder / "fresh" / "alpha.md").write_text(PAPER)

    with pytest.raises(CasesError, match="there is a case alpha already"):
        load_cases(folder)
