"""`python -m benchmarks.evals`: how fast the evals predict, replay what a service said, and score again.

CPU seconds of this process, so that what else the machine does makes less of a difference.
"""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, TypeVar

from reviewer.evals.case import Case, Paper
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.fingerprint import input_print
from reviewer.evals.labels.load import load_gold
from reviewer.evals.live.scoring import gold_without
from reviewer.evals.prediction import Run
from reviewer.evals.running.recorded import trial_folder
from reviewer.evals.running.run import run
from reviewer.evals.running.suites.papers import reviewed
from reviewer.evals.running.workbench import ASKING, Choice, Reader
from reviewer.evals.scoring.metrics import checks, metrics, score
from reviewer.framework import load_framework
from reviewer.models.openai.call import Answer, Call
from reviewer.models.openai.model import ServiceModel
from reviewer.models.port import Prose, Usage
from reviewer.models.recording import Recorder, Replayer
from reviewer.models.recording_files import load, recordings_in

_CASES = Path(__file__).parent.parent / "evals"
_EVERY = 3
_NAME = "a-model"
T = TypeVar("T")


class Speed(NamedTuple):
    """So many of something in so many CPU seconds."""

    what: str
    times: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.what}: {self.times:,} in {self.seconds:.2f} s CPU, {self.times / self.seconds:,.0f} a second"


class _Silent:
    """A service that finds nothing."""

    async def call(self, _: Call) -> Answer:
        return Answer(text='{"claims": []}', usage=Usage(calls=1))

    def stream(self, _: Call) -> Prose:
        raise NotImplementedError


def main() -> None:
    """Measure and print."""
    done = predicting()
    for speed in scoring(done):
        print(speed)
    for speed in replaying():
        print(speed)


def predicting() -> Run:
    """The offline predictions of every third case of the suites in which a model reads."""
    cases = load_cases(_CASES, ASKING)[::_EVERY]
    done, seconds = _timed(lambda: run(cases))
    print(Speed("offline predictions", len(cases), seconds))
    return done


def scoring(done: Run) -> list[Speed]:
    """The figures and checks of a run alone, and with the rows that stand beside them."""
    framework = load_framework()
    gold = load_gold(_CASES, ASKING)
    known = {(one.suite, one.case) for one in done.predictions}
    everything = {(suite, case) for suite in ASKING for case in getattr(gold, suite)}
    gold = gold_without(gold, frozenset(everything - known))
    score(done, gold, framework)
    count = len(done.predictions)
    _, alone = _timed(
        lambda: (metrics(done.predictions, gold, framework), checks(done.predictions, gold, framework)), 5
    )
    _, whole = _timed(lambda: score(done, gold, framework), 3)
    return [
        Speed("cases scored again", count, alone),
        Speed("cases scored with all the rows beside them", count, whole),
    ]


def replaying() -> list[Speed]:
    """Calls from a recording alone, and whole reviews of proposals that rest on one."""
    cases = [case for case in load_cases(_CASES, ASKING) if case.suite == "proposals"]
    os.environ["REVIEWER_MODEL"] = _NAME
    with TemporaryDirectory() as folder:
        places = [_recorded(case, Path(folder)) for case in cases]
        calls = [(place, load(path).call) for place in places for path in recordings_in(place)]
        _, alone = _timed(lambda: asyncio.run(_replayed(calls)))
        choice = Choice(mode="recorded", recordings=Path(folder))
        done, whole = _timed(lambda: run(cases, choice))
    assert not any(one.failure or one.degraded for one in done.predictions)
    return [
        Speed("calls replayed", len(calls), alone),
        Speed("calls replayed in whole reviews", len(calls), whole),
    ]


def _recorded(case: Case, folder: Path) -> Path:
    """The folder of what a service says about a paper."""
    assert isinstance(case.input, Paper)
    place = folder / trial_folder(1) / input_print(case.input)
    framework = load_framework()
    model = ServiceModel(Recorder(_Silent(), place), framework, _NAME)
    asyncio.run(reviewed(case.input.text, Reader(model), framework))
    return place


async def _replayed(calls: list[tuple[Path, Call]]) -> None:
    replayers = {place: Replayer(place) for place, _ in calls}
    for place, call in calls:
        await replayers[place].call(call)


def _timed(work: Callable[[], T], rounds: int = 1) -> tuple[T, float]:
    begun = time.process_time()
    for _ in range(rounds):
        found = work()
    return found, (time.process_time() - begun) / rounds


if __name__ == "__main__":
    main()
