"""The interview in plain lines: who reads, what leaves the machine, what failed and what it took."""

import asyncio
import sys
from pathlib import Path

import pytest

from reviewer import plain
from reviewer.framework import Framework
from reviewer.interview.service import Service
from reviewer.models.port import Reading, ReadRequest
from reviewer.models.reader import ReaderWords
from tests.interview.obliging import ANSWER, ObligingModel, conversation
from tests.interview.serving import ScriptedService, served

LARGE = ReaderWords("large at llm.example", "What you say is sent to large at llm.example and read there.", True, "USD")


def told(
    monkeypatch: pytest.MonkeyPatch, opened: object, replies: list[str], reader: ReaderWords | None = None
) -> list[str]:
    """All lines of an interview with these replies."""
    lines: list[str] = []
    left = iter(replies)

    def typed(_prompt: str = "") -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    arguments = (opened, "talk", lines.append) if reader is None else (opened, "talk", lines.append, reader)
    plain.run(*arguments)  # type: ignore[arg-type]
    return lines


def test_offline_nothing_is_said_about_services(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header is the one line that it always was, and the end speaks of no tokens."""
    lines = told(monkeypatch, conversation(tmp_path, framework, ObligingModel(framework)), [ANSWER, ANSWER])

    assert lines[0] == "Second Proof, session talk. Read by the built-in offline model."
    assert lines[1].startswith("Answer in your own words")
    assert not any("token" in line or line.lstrip().startswith("!") for line in lines)


def test_a_service_is_named_with_its_failures_and_its_price(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Model, host and what is sent before the first question; each failure in one line; totals at the end."""
    opened = served(tmp_path, framework, ScriptedService(framework, {2}), Service(False, False))
    lines = told(monkeypatch, opened, [ANSWER, ANSWER, ANSWER], LARGE)

    assert lines[:2] == ["Second Proof, session talk. Read by large at llm.example.", LARGE.sentence]
    failures = [line for line in lines if line.lstrip().startswith("!")]
    assert failures == ["   ! Reply 2 was read by the built-in offline model: the service is busy."]
    assert "Asked of large: 2 calls, 1.8k tokens in (78 % from its cache), 120 out, 0.02 USD." in lines
    assert "Read by the built-in offline model instead: 1 of 3 replies." in lines


@pytest.mark.parametrize("terminal", [True, False])
def test_a_slow_reading_shows_its_seconds_on_a_terminal_only(
    terminal: bool,
    tmp_path: Path,
    framework: Framework,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On standard error, erased afterwards; a pipe gets nothing of it."""

    class Slow(ScriptedService):
        async def read(self, request: ReadRequest) -> Reading:
            await asyncio.sleep(0.3)
            return await super().read(request)

    monkeypatch.setattr(plain, "_SLOW", 0.1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    told(monkeypatch, served(tmp_path, framework, Slow(framework), Service(False, False)), [ANSWER], LARGE)
    err = capsys.readouterr().err

    assert ("your reply is kept" in err) == terminal
    assert err.endswith("\r") == terminal
    assert err == "" or terminal
