"""Runs: the same bytes in any order and by any number of workers, whatever goes wrong in a case."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from reviewer.evals.case import Case, Paper
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.fingerprint import cases_print
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.running import run as running
from reviewer.evals.running.network import NetworkAttemptError, unplugged
from reviewer.evals.running.run import run
from reviewer.evals.running.suites import papers
from reviewer.evals.running.workbench import Choice
from reviewer.framework import Framework
from reviewer.report.canonical import canonical, plain
from tests.evals.small_folder import PAPER, transcript, write

# For documentation only: nothing is there, and nothing is sent.
ADDRESS = ("192.0.2.1", 443)
PAPERS = tuple(
    Case(id=f"p{number}", suite="proposals", family="", input=Paper(text=f"The agent answers {number}00 mails a day."))
    for number in (1, 2, 3)
)


def fact(prediction: Prediction, facet: str, turn: int = -1) -> Any:
    return next((fact.value for fact in prediction.outcomes[turn].facts if fact.facet == facet), None)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Run:
    return run(load_cases(write(tmp_path_factory.mktemp("cases") / "own", framework)))


def test_workers_and_order_make_no_difference(tmp_path: Path, framework: Framework, whole: Run) -> None:
    """Two workers in another order give the bytes of one worker."""
    again = run(load_cases(write(tmp_path / "own", framework)), workers=2, seed=7)

    assert canonical(plain(again)) == canonical(plain(whole))


def test_a_run_survives_being_written(whole: Run) -> None:
    """A run that was written and read is written to the same bytes."""
    text = canonical(plain(whole))

    assert canonical(plain(Run.model_validate_json(text))) == text


def test_a_paper_is_reviewed(whole: Run) -> None:
    """The figures of a paper are in its prediction, with words that stand in the text."""
    paper = whole.predictions[-1]

    assert paper.failure is None
    assert fact(paper, "volume_now_per_day") == 1000
    assert all(
        PAPER[words.start : words.end] == words.quote for told in paper.outcomes[0].facts for words in told.quotes
    )


def test_a_transcript_has_an_outcome_after_every_turn(whole: Run) -> None:
    """What is known grows with the turns: a figure, nothing from small talk, the corrected figure."""
    talk = whole.predictions[0]

    assert [outcome.kind for outcome in talk.outcomes] == ["answer", "off_topic", "correction", "dont_know"]
    assert [fact(talk, "volume_now_per_day", turn) for turn in range(4)] == [400, 400, 450, 450]


def test_a_number_that_is_changed_is_predicted_changed(tmp_path: Path, framework: Framework) -> None:
    """Predictions come from the words: another number in an answer is another number in the prediction."""
    talk = transcript()
    talk["turns"][0]["answer"] = "we get 731 a day now"

    [told] = run(load_cases(write(tmp_path / "own", framework, talk=talk), ("transcripts",))).predictions

    assert fact(told, "volume_now_per_day", 0) == 731


def test_a_person_is_asked_to_the_end(whole: Run) -> None:
    """The real interview ends by itself, and all that was put to the person is there."""
    person = whole.predictions[1]

    assert person.notes["ended"] == "complete"
    assert len(person.asked) == len(person.outcomes)
    assert {put.item for put in person.asked} >= {"EX-1", "EX-4", "EX-7", "AC-1"}
    assert fact(person, "volume_target_per_day") == 4200


def test_names_of_cases_change_nothing() -> None:
    """Cases with their names exchanged are predicted the same, word for word."""
    renamed = [case.model_copy(update={"id": f"z{case.id}", "family": "other"}) for case in PAPERS]
    before, after = run(PAPERS).predictions, run(renamed).predictions

    assert [one.outcomes for one in after] == [one.outcomes for one in before]


def test_a_crash_is_a_prediction_with_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case that ends in an error says in what, and the others go on."""
    real = papers.predict

    async def broken(case: Case, bench: Any) -> Prediction:
        if case.id == "p2":
            raise KeyError(case.id)
        return await real(case, bench)

    monkeypatch.setattr(papers, "predict", broken)
    done = run(PAPERS).predictions

    assert [one.failure for one in done] == [None, "KeyError", None]
    assert done[1].outcomes == ()


def test_an_attempt_to_reach_a_network_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever swallows the error of a connection in an offline run is told all the same."""
    real = papers.predict

    async def curious(case: Case, bench: Any) -> Prediction:
        if case.id == "p2":
            with suppress(OSError):
                sys.audit("socket.connect", None, ADDRESS)
        return await real(case, bench)

    monkeypatch.setattr(papers, "predict", curious)

    assert [one.failure for one in run(PAPERS).predictions] == [None, "network", None]


def test_the_watch_stops_what_it_sees_and_then_rests() -> None:
    """While nothing may be contacted a connection fails, but not one in the file system; afterwards nobody listens."""
    with unplugged() as attempts:
        with pytest.raises(NetworkAttemptError):
            sys.audit("socket.connect", None, ADDRESS)
        sys.audit("socket.connect", None, "/run/some.socket")
    sys.audit("socket.connect", None, ADDRESS)

    assert attempts == ["socket.connect"]


def _dies_with_p2(job: running.Job) -> running.Made:
    if job.case.id == "p2":
        os._exit(3)
    return running.Made(Prediction(case=job.case.id, suite=job.case.suite), {})


def test_a_process_that_dies_costs_one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a worker is killed, the case that kills it fails, and all others are there."""
    monkeypatch.setattr(running, "_predicted_there", _dies_with_p2)

    assert [one.failure for one in run(PAPERS, workers=2).predictions] == [None, "process", None]


def test_a_recorded_run_without_its_recording_fails_loudly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offline model takes over where a recording lacks a call, but the case counts as failed."""
    monkeypatch.setenv("REVIEWER_MODEL", "some-model")
    choice = Choice(mode="recorded", recordings=tmp_path)

    [done] = run(PAPERS[:1], choice).predictions

    assert done.failure == "recording"


def test_prints_tell_other_cases_apart() -> None:
    """The print of cases depends on their words and not on their order."""
    other = PAPERS[0].model_copy(update={"input": Paper(text="Another text.")})

    assert cases_print(PAPERS) == cases_print(PAPERS[::-1])
    assert cases_print(PAPERS) != cases_print((other, *PAPERS[1:]))
