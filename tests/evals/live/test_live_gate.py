"""From a live run to a verdict, from the command line: chance is let pass, a prompt that spoils the reading is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.evals.live.scoring import UNREAD
from tests.cli.conftest import Reviewer, Run
from tests.evals.live.stand_in import INSTRUCTION, StandIn

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
Exchange = Callable[[str, str], None]


class Steps:
    """Run and score in one go; gate and bless."""

    def __init__(self, reviewer: Reviewer, folder: Path, scratch: Path) -> None:
        self._reviewer = reviewer
        self._cases = "--cases", folder
        self.scores = scratch / "scores.json"
        self._scratch = scratch

    def measured(self, name: str, trials: int = 5) -> Any:
        run = self._scratch / f"{name}.json"
        told = "--mode", "live", "--trials", trials, "--recordings", self._scratch / name, "--output", run
        done = self._reviewer("eval", "run", *self._cases, *told)
        assert done.code == 0, done.err
        self._reviewer("eval", "score", run, *self._cases, "--output", self.scores)
        return json.loads(self.scores.read_text())

    def gate(self, *more: object) -> Run:
        return self._reviewer("eval", "gate", self.scores, *self._cases, *more)

    def bless(self, *more: object) -> Run:
        return self._reviewer("eval", "bless", self.scores, *self._cases, "--reason", "a first look", *more)


def test_a_prompt_that_spoils_the_reading_is_a_regression(
    reviewer: Reviewer, talks: Path, tmp_path: Path, stand_in: StandIn, other_prompts: Exchange
) -> None:
    """A reader that overlooks a fact now and then has its spread; without its instruction it is worse beyond that."""
    steps = Steps(reviewer, talks, tmp_path)
    stand_in.overlooks, stand_in.needs = 6, INSTRUCTION
    scores = steps.measured("before")
    blessed = steps.bless()
    again = steps.gate()
    other_prompts(INSTRUCTION, "- Be brief.")
    steps.measured("after")
    after = steps.gate()

    assert blessed.code == 0
    assert (talks / "baselines" / "live-a-model.json").is_file()
    assert {4, 5} <= {check["passes"] for check in scores["checks"]}
    assert any(metric.get("spread") for metric in scores["rows"][0]["metrics"])
    assert again.code == 0, again.out
    assert "Live: nothing is worse than in the baseline beyond chance." in again.out
    assert after.code == 1
    assert "Worse: transcripts, " in after.out
    assert "prompts differs from the baseline." in after.out


def test_what_the_service_does_not_read_is_not_its_work(
    reviewer: Reviewer, papers: Path, tmp_path: Path, stand_in: StandIn
) -> None:
    """It is in the prediction, named and counted, is left out of the figures, and too much of it is no result."""
    steps = Steps(reviewer, papers, tmp_path)
    stand_in.fails = "1300 tickets"
    scores = steps.measured("run")
    predictions = json.loads((tmp_path / "run.json").read_text())["predictions"]
    metrics = {metric["name"]: metric for metric in scores["rows"][0]["metrics"]}

    assert {one["case"] for one in predictions if one.get("degraded")} == {"n13"}
    assert scores["degraded"] == {"proposals/n13": 5}
    assert scores["measured"] == 3
    assert "n13" not in {check["case"] for check in scores["checks"]}
    assert metrics[UNREAD]["value"] == 0.25
    assert all("n13" not in metric.get("by_case", {}) for name, metric in metrics.items() if name != UNREAD)
    assert "The service did not read 5 of 20 cases whole" in steps.gate().out
    assert (steps.gate().code, steps.bless().code) == (4, 2)
    assert steps.bless("--most-degraded", 25).code == 0
    assert steps.gate("--most-degraded", 25).code == 5
