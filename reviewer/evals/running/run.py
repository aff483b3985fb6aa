"""Predictions for cases, in as many processes as wanted: the same bytes in any order and by any number of workers."""

import asyncio
import multiprocessing
import random
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.evals.case import SUITES, Case
from reviewer.evals.fingerprint import prints_of
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.running.network import unplugged
from reviewer.evals.running.suites import predictor
from reviewer.evals.running.workbench import Choice, Workbench
from reviewer.text import shown

_PACKAGE = Path(__file__).parent.parent.parent
Told = Callable[[Prediction], None]


def run(
    cases: Sequence[Case],
    choice: Choice | None = None,
    workers: int = 1,
    seed: int = 0,
    done: Told = lambda _: None,
) -> Run:
    """All predictions for `cases`, by suite and id. `done` is told each as it comes.

    `seed` is for the order in which they are made, which makes no difference. A case that ends in an error is a
    prediction with a failure. ConfigError and FrameworkError if `choice` cannot be had.
    """
    choice = choice or Choice()
    with TemporaryDirectory(prefix="second-proof-evals-") as folder:
        bench = Workbench(choice, Path(folder))
        name = bench.model_name
        shuffled = random.Random(seed).sample(cases, len(cases))  # noqa: S311 - no secret
        found = list(_here(shuffled, bench, done) if workers < 2 else _elsewhere(shuffled, bench, workers, done))
        prints = prints_of(cases, bench)
    found.sort(key=lambda prediction: (SUITES.index(prediction.suite), prediction.case))
    return Run(mode=choice.mode, model=name, prints=prints, predictions=tuple(found))


def predicted(case: Case, bench: Workbench) -> Prediction:
    """What comes out for one case. Whatever goes wrong, a prediction comes back."""
    bench.lost.clear()
    if bench.choice.mode == "live":
        return _attempted(case, bench)
    with unplugged() as attempts:
        prediction = _attempted(case, bench)
    if attempts:
        return _failed(case, "network")
    # A model stands by, so that a run with a recording that lacks something would look whole.
    return _failed(case, "recording", why=shown(bench.lost[0])) if bench.lost else prediction


def _attempted(case: Case, bench: Workbench) -> Prediction:
    try:
        return asyncio.run(predictor(case.suite)(case, bench))
    except Exception as error:  # whatever it is: one case must not end the others, and the failure is reported
        return _failed(case, type(error).__name__, where=_where(error))


def _failed(case: Case, failure: str, **notes: str) -> Prediction:
    return Prediction(case=case.id, suite=case.suite, failure=failure, notes={key: notes[key] for key in notes})


def _where(error: Exception) -> str:
    """The last line of ours that it came through, without what differs between machines."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    return f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].lineno}" if frames else ""


def _here(cases: Sequence[Case], bench: Workbench, done: Told) -> Iterator[Prediction]:
    for case in cases:
        prediction = predicted(case, bench)
        done(prediction)
        yield prediction


def _elsewhere(cases: Sequence[Case], bench: Workbench, workers: int, done: Told) -> Iterator[Prediction]:
    """In processes of their own. Where one dies, its cases are tried again alone, to see with which it dies."""
    unfinished: list[Case] = []
    with _pool(bench, min(workers, len(cases) or 1)) as pool:
        yield from _collected(pool, cases, unfinished, done)
    for case in unfinished:
        again: list[Case] = []
        with _pool(bench, 1) as pool:
            yield from _collected(pool, [case], again, done)
        for dead in again:
            prediction = _failed(dead, "process")
            done(prediction)
            yield prediction


def _collected(
    pool: ProcessPoolExecutor, cases: Sequence[Case], unfinished: list[Case], done: Told
) -> Iterator[Prediction]:
    waiting: dict[Future[Prediction], Case] = {}
    for case in cases:
        try:
            waiting[pool.submit(_predicted_there, case)] = case
        except BrokenProcessPool:
            unfinished.append(case)
    while waiting:
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            case = waiting.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                unfinished.append(case)
                continue
            prediction = future.result()
            done(prediction)
            yield prediction


def _pool(bench: Workbench, workers: int) -> ProcessPoolExecutor:
    # Spawned everywhere: what a fork takes along (threads, open files, patched modules) depends on the machine.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(bench.choice, bench.folder))


_bench: Workbench | None = None


def _begin(choice: Choice, folder: Path) -> None:
    global _bench  # noqa: PLW0603 - a worker process has one workbench for its life
    _bench = Workbench(choice, folder)


def _predicted_there(case: Case) -> Prediction:
    assert _bench is not None
    return predicted(case, _bench)
