"""The stand-in service, the command line, and folders of cases that are quickly read."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewer.evals import fingerprint
from reviewer.framework import Framework
from reviewer.models.openai import wording
from reviewer.resources import data_folder
from reviewer.settings import Settings
from tests.cli.conftest import reviewer as reviewer  # noqa: PLC0414 - a fixture
from tests.evals.live.stand_in import StandIn
from tests.evals.small_folder import paper_labels, write
from tests.service.conftest import service as service  # noqa: PLC0414 - a fixture
from tests.service.conftest import settings_for as settings_for  # noqa: PLC0414 - a fixture
from tests.service.server import Service


@pytest.fixture
def folder(tmp_path: Path, framework: Framework) -> Path:
    """A paper, a transcript and a person."""
    return write(tmp_path / "own", framework)


@pytest.fixture
def papers(tmp_path: Path, framework: Framework) -> Path:
    """Four papers, each a family of its own, that say the same two facts with other figures."""
    folder = tmp_path / "papers"
    (folder / "proposals").mkdir(parents=True)
    for number in range(10, 14):
        said = f"The agent answers {number}00 tickets a day", f"At most {number} cases may wait for a person"
        labels = paper_labels(framework) | {"id": f"n{number}"}
        labels["items"]["EX-1"]["quotes"] = [f"{said[0]}."]
        labels["items"]["EX-7"]["quotes"] = [f"{said[1]}."]
        labels["facts"] = {"volume_now_per_day": number * 100, "max_queue_depth": number}
        (folder / "proposals" / f"n{number}.md").write_text(f"# Pilot\n\n{said[0]}. {said[1]}.\n")
        (folder / "proposals" / f"n{number}.yaml").write_text(yaml.safe_dump(labels, sort_keys=False))
    return folder


@pytest.fixture
def talks(tmp_path: Path, framework: Framework) -> Path:
    """Ten interviews of one reply, each a family of its own: few calls, and enough families for a verdict."""
    folder = tmp_path / "talks"
    (folder / "interviews").mkdir(parents=True)
    for number in range(20, 30):
        said = f"we get {number}0 a day now"
        state = {"EX-1": {"state": "partial", "quotes": [said]}}
        told = {"volume_now_per_day": number * 10}
        turn: dict[str, Any] = {
            "question": {"item": "EX-1", "text": "How many cases a day?"},
            "answer": f"At most {number} may wait, and {said}.",
            "kind": "answer",
            "sets": state,
            "facts": told | {"max_queue_depth": number},
        }
        final = {"items": state, "facts": turn["facts"], "contradictions": []}
        talk = {"id": f"talk{number}", "day": "2026-05-04", "turns": [turn], "final": final}
        (folder / "interviews" / f"talk{number}.yaml").write_text(yaml.safe_dump(talk, sort_keys=False))
    return folder


@pytest.fixture
def stand_in(service: Service, settings_for: Callable[..., Settings]) -> StandIn:
    """It answers behind the settings."""
    settings_for()
    reader = StandIn()
    service.script = reader
    return reader


@pytest.fixture
def other_prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Exchanges words in all prompts of this installation."""
    folder = tmp_path / "prompts"
    shutil.copytree(data_folder("prompts"), folder)

    def exchange(old: str, new: str) -> None:
        for path in folder.glob("*.md"):
            path.write_text(path.read_text().replace(old, new))
        for module in (wording, fingerprint):
            monkeypatch.setattr(module, "data_folder", lambda name: folder if name == "prompts" else data_folder(name))
        wording.prompt.cache_clear()

    yield exchange
    wording.prompt.cache_clear()
