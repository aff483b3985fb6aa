"""A whole run, recorded against a service and played again without one: the same bytes."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import disable_socket

from reviewer.models.openai import caller
from reviewer.settings import Settings
from tests.cli.conftest import Reviewer, reviewer
from tests.service.conftest import KEY, service, settings_for
from tests.service.scripted_caller import claim, document_answer, reply_answer
from tests.service.server import Behaviour, Service, text

__all__ = ["reviewer", "service", "settings_for"]
pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
PAPER = """# An agent that sorts the mail

The agent reads each letter and gives it to a team. At most 60 cases may wait in the queue, counted in June.
The head of the mail room owns the process. Five percent of the letters go back to a person.
"""
QUEUE = claim("At most 60 cases may wait in the queue", "max_queue_depth", 60)
SAID = [
    "It is a proposal.",
    "At most 60 cases may wait in the queue.",
    "The mail room, 40 people.",
    "don't know",
    "stop",
]


def mail_room(request: Any, number: int) -> Behaviour:
    """Reads one fact; the first area is refused, the second answered in prose once and repaired; prose is streamed."""
    if request.get("stream"):
        return text("[N-01] is what holds this up.")
    if _form(request) == "reply":
        return text(reply_answer(QUEUE))
    if number == 0:
        return text("", refusal="I would rather not.")
    return text("Here is what I found: nothing." if number == 1 else document_answer(QUEUE))


def _form(request: Any) -> str:
    return str(request.get("response_format", {}).get("json_schema", {}).get("name", ""))


@pytest.fixture
def played_again(
    service: Service, settings_for: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[Any, Any]]:
    """Runs something with a recorder; then again, in another place, with the recording and without any socket."""

    def both(run: Callable[[], Any]) -> tuple[Any, Any]:
        service.script = mail_room
        settings_for(record=tmp_path / "run", concurrency=1, data_dir=tmp_path / "first")
        recorded = run()
        assert service.requests
        asked = len(service.requests)
        monkeypatch.delenv("REVIEWER_RECORD")
        monkeypatch.delenv("REVIEWER_API_KEY")
        monkeypatch.delenv("REVIEWER_BASE_URL")
        monkeypatch.setenv("REVIEWER_REPLAY", str(tmp_path / "run"))
        monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path / "second"))
        monkeypatch.setattr(caller, "service_caller", None)
        disable_socket(allow_unix_socket=True)
        replayed = run()
        assert len(service.requests) == asked
        return recorded, replayed

    return both


def test_a_review_played_again(
    played_again: Callable[..., tuple[Any, Any]], reviewer: Reviewer, tmp_path: Path
) -> None:
    """The same JSON to the byte, with the part that was refused and the covering note; the key is in no file."""
    paper = tmp_path / "paper.md"
    paper.write_text(PAPER)

    recorded, replayed = played_again(lambda: reviewer("review", paper, "--format", "json"))

    assert recorded.out == replayed.out
    assert recorded == replayed
    assert "At most 60 cases may wait in the queue" in recorded.out
    assert '"parts"' in recorded.out
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len([path for path in files if path.parent.name == "run"]) > 7
    assert not [path.name for path in files if KEY.encode() in path.read_bytes()]


def test_an_interview_played_again(
    played_again: Callable[..., tuple[Any, Any]], reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same questions in the same words, and the same assessment to the byte; only who reads is said otherwise."""

    def talk() -> Any:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in SAID)))
        return reviewer("interview", "--plain", "--session", "talk"), reviewer("report", "talk", "--format", "json")

    (said, recorded), (said_again, replayed) = played_again(talk)
    who, talked = said.out.split("\n", 2)[:2], said.out.split("\n", 2)[2]

    assert recorded == replayed
    assert said_again.out.split("\n", 2)[2] == talked
    assert "127.0.0.1" in who[0]
    assert "recorded answers of a-model" in said_again.out
    assert '"max_queue_depth"' in recorded.out


def test_a_replay_of_another_paper_is_read_offline_and_says_so(
    played_again: Callable[..., tuple[Any, Any]], reviewer: Reviewer, tmp_path: Path
) -> None:
    """A changed word is another call: nothing of the recording is used for it, and the JSON tells what was nearest."""
    paper = tmp_path / "paper.md"
    paper.write_text(PAPER.replace("60", "70"))

    def run() -> Any:
        done = reviewer("review", paper, "--format", "json")
        paper.write_text(PAPER.replace("60", "80"))
        return done

    _recorded, replayed = played_again(run)

    assert "was not recorded" in replayed.out
    assert '"read_by": "offline"' in replayed.out
