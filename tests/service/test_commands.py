"""The commands with a service on loopback: exit codes, what is said on standard error, the doctor, and what is sent."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.cli.setup import Setup
from reviewer.settings import Settings
from tests.cli.conftest import Reviewer
from tests.cli.conftest import reviewer as reviewer  # noqa: PLC0414 - a fixture
from tests.service.conftest import KEY
from tests.service.server import Behaviour, Service, error, hangs, text, usage

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
TEXT = "The sponsor is the Chief Operating Officer. At most 60 cases may wait for a person.\n"
CLAIM = {
    "quote": "At most 60 cases may wait for a person",
    "facet": "max_queue_depth",
    "strength": "clear",
    "tense": "today",
    "value": 60,
    "cells": None,
    "planned_date": None,
    "planned_owner": None,
    "speaker": None,
    "reply": None,
}
ANSWER = json.dumps({"claims": [CLAIM]})


def well(request: Any, _number: int) -> Behaviour:
    """Claims where a form is asked for, and a note that is tied to a gap where prose is."""
    return text("The decisions have no owner [G-01.AC-1].") if request.get("stream") else text(ANSWER)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A short paper."""
    path = tmp_path / "paper.md"
    path.write_text(TEXT)
    return path


def test_review_by_a_service(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], paper: Path
) -> None:
    """A service that answers is named, its claims count, its calls are counted; nothing is on standard error."""
    settings_for()
    service.script = well

    run = reviewer("review", paper, "--format", "json")

    found = json.loads(run.out)
    assert (run.code, run.err) == (1, "")
    assert found["reader"] == {"model": "a-model", "degraded": False}
    assert found["covering_note"] == [{"sentence": "The decisions have no owner [G-01.AC-1].", "refs": ["G-01.AC-1"]}]
    facets = {key: facet for item in found["items"] for key, facet in item["facets"].items()}
    assert facets["max_queue_depth"]["value"] == 60
    assert found["usage"]["calls"] == len(service.requests)
    assert {request.headers["authorization"] for request in service.requests} == {f"Bearer {KEY}"}


def test_service_that_fails_ends_with_3(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], paper: Path
) -> None:
    """The report is whole, one sentence on standard error says what happened, the exit code is 3, no key is shown."""
    settings_for()
    service.script = lambda _request, _number: error(401, f"bad key {KEY}")

    run = reviewer("review", paper)

    assert run.code == 3
    assert run.err.startswith("The model a-model did not read all of paper.md: ")
    assert run.err.count("\n") == 1
    assert "Please note: The model a-model did not read the whole text" in run.out
    assert "Gaps: " in run.out
    assert KEY not in run.out + run.err


def test_missing_note_is_told_and_no_failure(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], paper: Path
) -> None:
    """A note that is not written is said on standard error; the exit code is that of the findings."""
    settings_for()
    service.script = lambda request, _number: error(400, "no") if request.get("stream") else text(ANSWER)

    run = reviewer("review", paper)

    assert run.code == 1
    assert run.err.startswith("There is no covering note on paper.md: ")


def test_many_documents_in_the_order_of_the_arguments(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], tmp_path: Path
) -> None:
    """Several at once come in their order, the same bytes as alone; one that cannot be read is named and left out."""
    settings_for(concurrency=4)
    service.script = well
    papers = [tmp_path / f"{name}.md" for name in "dbac"]
    for path in papers:
        path.write_text(f"# {path.name}\n{TEXT}")
    (tmp_path / "empty.md").write_text("")

    run = reviewer("review", *papers, tmp_path / "empty.md", "--format", "json")
    found = json.loads(run.out)
    alone = [json.loads(reviewer("review", path, "--format", "json").out) for path in papers]

    assert run.code == 2
    assert run.err == "The document empty.md is empty.\n"
    assert found == alone
    assert service.most_in_flight <= 4


def test_budget_holds(reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], paper: Path) -> None:
    """A budget that reaches for nothing asks nothing and is told; one that cannot be read is one sentence."""
    settings_for()
    service.script = well

    small = reviewer("review", paper, "--budget", "10")
    odd = reviewer("review", paper, "--budget", "plenty")

    assert small.code == 3
    assert "budget of 10 tokens" in small.err
    assert service.requests == []
    assert (odd.code, odd.err.count("\n")) == (2, 1)
    assert "A budget" in odd.err


def test_offline_review_opens_no_socket(reviewer: Reviewer, service: Service, paper: Path) -> None:
    """Without a configured model nothing is sent, also where an address and a budget are there."""
    run = reviewer("review", paper, "--budget", "200k")

    assert run.code == 1
    assert service.requests == []


def test_doctor_asks_one_tiny_thing(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings]
) -> None:
    """The doctor names host, model, form and time, where data lies and what is contacted; the key is only "set"."""
    settings_for(price_input=2, price_output=8)
    service.script = lambda _request, _number: text('{"answer": "yes"}')

    run = reviewer("doctor")
    found = json.loads(reviewer("doctor", "--format", "json").out)

    rows = dict(line.split(maxsplit=1) for line in run.out.splitlines())
    assert (run.code, run.err) == (0, "")
    assert rows["model"].startswith("a-model")
    assert rows["endpoint"] == f"127.0.0.1:{service.port}"
    assert rows["key"] == "set"
    assert "in the form strict schema" in rows["answers"]
    assert rows["contacted"] == f"127.0.0.1:{service.port}, with the texts that are read; nothing else"
    assert rows["prices"] == "2 in, 8 out, USD for a million tokens"
    assert found["service"]["form"] == "strict schema"
    assert found["contacted"] == [f"127.0.0.1:{service.port}"]
    assert KEY not in run.out + json.dumps(found)


def test_doctor_says_that_nobody_answers(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings]
) -> None:
    """A service that refuses the key is one sentence, and the exit code is 3; the rest is still told."""
    settings_for()
    service.script = lambda _request, _number: error(401, KEY)

    run = reviewer("doctor")
    found = reviewer("doctor", "--format", "json")

    assert (run.code, found.code) == (3, 3)
    assert "answers     no: The service at 127.0.0.1:" in run.out
    assert "interviews  " in run.out
    assert json.loads(found.out)["service"]["problem"]
    assert KEY not in run.out + run.err + found.out


def test_offline_doctor_contacts_nothing(reviewer: Reviewer, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the offline model an address, a key and an embedding model are left alone."""
    for name, value in {"BASE_URL": service.address, "API_KEY": KEY, "EMBEDDING_MODEL": "e"}.items():
        monkeypatch.setenv(f"REVIEWER_{name}", value)

    run = reviewer("doctor")

    assert run.code == 0
    assert "contacted   nothing: the model is offline" in run.out
    assert service.requests == []


def test_a_run_is_recorded_and_replayed_without_a_service(
    reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], paper: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What was recorded is replayed to the same bytes with no key and no address; the key is in no recording."""
    settings_for(record=tmp_path / "recording")
    service.script = well
    recorded = reviewer("review", paper, "--format", "json")
    for name in ("RECORD", "BASE_URL", "API_KEY"):
        monkeypatch.delenv(f"REVIEWER_{name}")
    monkeypatch.setenv("REVIEWER_REPLAY", str(tmp_path / "recording"))
    asked = len(service.requests)

    replayed = reviewer("review", paper, "--format", "json")

    assert replayed == recorded
    assert len(service.requests) == asked
    assert not any(KEY in path.read_text() for path in (tmp_path / "recording").iterdir())


def test_ctrl_c_ends_a_wait_at_once(service: Service, settings_for: Callable[..., Settings], paper: Path) -> None:
    """While a service hangs, Ctrl-C ends the program with 130 and one word, and the connections are gone."""
    settings_for(deadline_s=60)
    service.script = lambda _request, _number: hangs()
    program = subprocess.Popen(
        [sys.executable, "-m", "reviewer", "review", str(paper)],
        stderr=subprocess.PIPE,
        env=os.environ.copy(),
        text=True,
    )
    while not service.requests and program.poll() is None:
        time.sleep(0.05)

    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=20)

    assert program.returncode == 130
    assert said.strip() == "Interrupted."


def test_nothing_of_openai_is_imported_offline() -> None:
    """A review and the doctor with the offline model import neither the openai package nor its transport."""
    script = (
        "import sys\n"
        "from reviewer.cli import _exit_code\n"
        "_exit_code(['doctor'])\n"
        "print([name for name in ('openai', 'httpx2') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_warming_up_asks_no_service(service: Service, settings_for: Callable[..., Settings]) -> None:
    """What is prepared behind the first frame is offline: no request is sent, also with an embedding model set."""
    settings_for(embedding_model="e")

    setup = Setup()
    setup.warm_up()

    assert service.requests == []
    assert setup.model.name == "a-model"
    assert setup.offline.name == "offline"
    assert setup.service is not None
    assert setup.service.last_look


def test_settings_and_options_decide_what_a_service_does_in_an_interview(
    service: Service, settings_for: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look is left out by the option or by the setting; the offline model has no such jobs at all."""
    settings_for(phrase="false")

    jobs = Setup(final_pass=False).service
    assert jobs is not None
    assert (jobs.phrases, jobs.last_look) == (False, False)

    monkeypatch.setenv("REVIEWER_MODEL", "offline")
    assert (Setup().service, Setup().precautions, Setup().second_look) == (None, None, None)


@pytest.mark.parametrize("at", ["everywhere", "one area"])
def test_what_failed_calls_took_is_counted(
    at: str, reviewer: Reviewer, service: Service, settings_for: Callable[..., Settings], paper: Path
) -> None:
    """The usage in the report is what the service itself counted, answers of no use included."""
    settings_for()

    def script(request: Any, number: int) -> Behaviour:
        fails = at == "everywhere" or "exceptions" in str(request["messages"][-1]).lower()
        return text('{"claims": [', finish="length") if fails and not request.get("stream") else well(request, number)

    service.script = script
    run = reviewer("review", paper, "--format", "json", "--fail-on", "never")
    took = json.loads(run.out)["usage"]
    counted = [usage(body, '{"claims": [') for body in service.bodies]

    assert run.code == 3
    assert took["calls"] == len(service.requests) >= 7
    assert took["input_tokens"] == sum(each["prompt_tokens"] for each in counted)


def test_a_service_that_is_not_reached_charges_nothing(
    reviewer: Reviewer, settings_for: Callable[..., Settings], paper: Path
) -> None:
    """Where nobody was there to ask, the report has no usage."""
    settings_for(base_url="http://127.0.0.1:9/v1", deadline_s=1)

    run = reviewer("review", paper, "--format", "json")

    assert run.code == 3
    assert "usage" not in json.loads(run.out)
