"""A live run and its replay, from the command line: the same bytes, and nothing lost, sent or paid that need not be."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import disable_socket

from reviewer.evals.running.suites import personas
from tests.cli.conftest import Reviewer
from tests.evals.live.stand_in import INSTRUCTION, StandIn
from tests.service.conftest import KEY
from tests.service.server import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
Exchange = Callable[[str, str], None]


def loaded(path: Path) -> Any:
    return json.loads(path.read_text())


def test_a_replay_is_the_run(
    tmp_path: Path,
    folder: Path,
    reviewer: Reviewer,
    stand_in: StandIn,
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Five trials of every kind of case, and then their recordings without a network: nothing but the mode differs."""
    monkeypatch.setattr(personas, "_MOST_QUESTIONS", 3)
    stand_in.overlooks = 3
    live, recorded, kept = tmp_path / "live.json", tmp_path / "recorded.json", tmp_path / "kept"
    common = "eval", "run", "--cases", folder, "--recordings", kept
    first = reviewer(*common, "--mode", "live", "--output", live)
    asked = len(service.requests)
    disable_socket(allow_unix_socket=True)
    second = reviewer(*common, "--mode", "recorded", "--workers", 1, "--output", recorded)

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert len(service.requests) == asked
    assert recorded.read_text() == live.read_text().replace('"mode": "live"', '"mode": "recorded"', 1)
    assert loaded(live)["trials"] == 5
    assert sum(usage["calls"] for usage in loaded(live)["usage"].values()) == asked
    assert KEY not in live.read_text() + first.err + "".join(path.read_text() for path in kept.rglob("*.json"))


def test_what_goes_where_is_said_before_and_what_it_took_after(
    papers: Path, reviewer: Reviewer, stand_in: StandIn, service: Service
) -> None:
    """The host, the model, how many cases and calls, the folder of the answers; then calls and tokens."""
    run = reviewer("eval", "run", "--cases", papers, "--mode", "live", "--trials", 1)
    before, kept, after = run.err.splitlines()

    assert before == (
        f"The words of 4 cases go to 127.0.0.1:{service.port}, to the model a-model, once: about 28 calls."
    )
    assert "evals" in kept
    assert after.startswith("proposals: 28 calls, ")


def test_a_run_that_ended_early_goes_on(
    tmp_path: Path, papers: Path, reviewer: Reviewer, stand_in: StandIn, service: Service
) -> None:
    """A budget ends a run in one sentence; the same command with more of it asks for nothing that was answered."""
    whole, parts = tmp_path / "whole.json", tmp_path / "parts.json"
    common = "eval", "run", "--cases", papers, "--mode", "live", "--trials", 2, "--output"
    reviewer(*common, whole, "--recordings", tmp_path / "one")
    needed = len(service.requests)
    ended = reviewer(*common, parts, "--recordings", tmp_path / "two", "--budget", "200k")
    asked = len(service.requests) - needed
    gone_on = reviewer(*common, parts, "--recordings", tmp_path / "two")

    assert (ended.code, gone_on.code) == (4, 0)
    assert 0 < asked < needed
    assert "not carried out (budget)" in ended.err
    assert ended.err.count("The budget of 200,000 tokens does not reach for another call.") == 1
    assert f"What {tmp_path / 'two'} holds already is not asked again." in gone_on.err
    assert len(service.requests) == 2 * needed
    assert parts.read_text() == whole.read_text()


def test_a_changed_prompt_is_not_replayed(
    tmp_path: Path, papers: Path, reviewer: Reviewer, stand_in: StandIn, other_prompts: Exchange
) -> None:
    """The words on the screen name the nearest recording, the message of the prompt, and where it differs first."""
    common = "eval", "run", "--cases", papers, "--recordings", tmp_path / "kept", "--output", tmp_path / "run.json"
    reviewer(*common, "--mode", "live", "--trials", 1)
    other_prompts(INSTRUCTION, "- Only what matters.")
    run = reviewer(*common, "--mode", "recorded", "--workers", 1)

    assert run.code == 4
    assert "proposals, n10: not carried out (recording)." in run.err
    assert "The nearest is read_document-" in run.err
    assert "message 1 (system) differs from character " in run.err
    assert "Only what is said. No guess" in run.err
    assert 'now "- Only what matters.' in run.err


def test_a_text_that_was_never_recorded_is_told(
    tmp_path: Path, papers: Path, reviewer: Reviewer, stand_in: StandIn
) -> None:
    """A case with another text than the recorded one: exit 4, with the most similar recording of another text."""
    common = "eval", "run", "--cases", papers, "--recordings", tmp_path / "kept"
    reviewer(*common, "--mode", "live", "--trials", 1)
    (papers / "proposals" / "n10.md").write_text("# Pilot\n\nThe agent answers 7777 tickets a day.\n")
    run = reviewer(*common, "--mode", "recorded", "--workers", 1)

    assert run.code == 4
    assert run.err.count("not carried out") == 1
    assert "Nothing about this text was recorded. The nearest is " in run.err
    assert "7777 tickets" in run.err


def test_a_key_in_a_text_is_told_once_and_never_kept(
    tmp_path: Path, papers: Path, reviewer: Reviewer, stand_in: StandIn
) -> None:
    """However many texts, calls and trials it stands in; and a replay says in a sentence what is not there."""
    for number in (10, 11):
        path = papers / "proposals" / f"n{number}.md"
        path.write_text(f"{path.read_text()}\nThe key is {KEY}.\n")
    common = "eval", "run", "--cases", papers, "--recordings", tmp_path / "kept"
    live = reviewer(*common, "--mode", "live", "--trials", 2, "--output", tmp_path / "live.json")
    again = reviewer(*common, "--mode", "recorded", "--workers", 1, "--output", tmp_path / "recorded.json")

    assert live.err.count("A text with the key of the service in it was not recorded") == 1
    assert KEY not in "".join(path.read_text() for path in (tmp_path / "kept").rglob("*.json"))
    assert again.code == 4
    assert "Nothing about this text was recorded." in again.err
    assert "ConfigError" not in again.err
