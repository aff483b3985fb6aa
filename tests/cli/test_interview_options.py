"""What the command line adds to an interview: a budget, and no last look."""

from pathlib import Path
from typing import Any

import pytest

from reviewer.cli import setup as setups
from reviewer.models.port import Usage
from reviewer.models.reader import OFFLINE_READER, reader_words, usage_in_words
from reviewer.settings import load_settings
from tests.cli.conftest import Reviewer


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A service that is configured; nothing is ever sent to it."""
    for name, value in {
        "MODEL": "large",
        "BASE_URL": "https://llm.example/v1",
        "API_KEY": "sk-canary",
        "DATA_DIR": str(tmp_path / "data"),
    }.items():
        monkeypatch.setenv(f"REVIEWER_{name}", value)


def made(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> dict[str, Any]:
    """What the interview was opened with, and what was said."""
    seen: dict[str, Any] = {}

    def opened(self: setups.Setup, name: str, depth: str) -> object:
        seen.update(service=self.service, budget=self._budget)
        raise setups.LibraryError("Far enough.")

    monkeypatch.setattr(setups.Setup, "open_session", opened)
    run = reviewer("interview", "--plain", *arguments)
    return {**seen, "code": run.code, "err": run.err}


@pytest.mark.usefixtures("service")
def test_the_last_look_can_be_left_out(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken by default with a service, and not with `--no-final-pass`; the rest of the service stays."""
    usual = made(reviewer, monkeypatch)["service"]
    without = made(reviewer, monkeypatch, "--no-final-pass")["service"]

    assert (usual.last_look, usual.phrases) == (True, True)
    assert (without.last_look, without.phrases) == (False, True)
    assert without.second_look is not None
    assert without.standby is not None


@pytest.mark.usefixtures("service")
def test_a_budget_is_handed_on(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed bounds what the service may be asked for."""
    assert made(reviewer, monkeypatch, "--budget", "200k")["budget"] == "200k"


def test_a_budget_that_is_none_is_a_sentence(reviewer: Reviewer) -> None:
    """No interview is begun with it, and the exit code is 2."""
    run = reviewer("interview", "--plain", "--budget", "plenty")

    assert run.code == 2
    assert run.out == ""
    assert "A budget is" in run.err
    assert run.err.count("\n") == 1


@pytest.mark.usefixtures("service")
def test_the_reader_is_named_with_its_host() -> None:
    """Model and host of the settings stand in the words, and the key in none of them."""
    words = reader_words(load_settings())

    assert words.name == "large at llm.example"
    assert "sent to large at llm.example" in words.sentence
    assert "canary" not in str(words)


def test_offline_nothing_leaves_the_machine() -> None:
    """Without settings the reader is the built-in one, in the words that it always had."""
    assert reader_words(load_settings()) == OFFLINE_READER
    assert OFFLINE_READER.sentence.endswith("nothing leaves this machine.")


@pytest.mark.usefixtures("service")
def test_recordings_are_no_service_on_the_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A replay says that nothing leaves the machine."""
    monkeypatch.setenv("REVIEWER_REPLAY", str(tmp_path))

    assert reader_words(load_settings()).sentence.endswith("recorded answers of large; nothing leaves this machine.")


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (Usage(), ""),
        (Usage(calls=1, input_tokens=999, output_tokens=1), "1 call, 999 tokens in, 1 out"),
        (
            Usage(calls=12, input_tokens=34_000, cached_tokens=23_800, output_tokens=1_200, cost=0.124, estimated=True),
            "12 calls, about 34k tokens in (70 % from its cache), 1.2k out, 0.12 USD",
        ),
        (
            Usage(calls=2, input_tokens=1_250_000, output_tokens=9_960, cost=0.001),
            "2 calls, 1.2M tokens in, 10k out, less than 0.01 USD",
        ),
    ],
)
def test_what_it_took_in_words(usage: Usage, words: str) -> None:
    """Calls, tokens in, the share from the cache, tokens out, and the price where there is one."""
    assert usage_in_words(usage, "USD") == words
