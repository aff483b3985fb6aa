"""Predictions for cases, in as many processes as wanted: the same bytes in any order and by any number of workers."""

import asyncio
import random
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from reviewer.evals.case import SUITES, Case, Suite
from reviewer.evals.fingerprint import prints_of
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.running.network import unplugged
from reviewer.evals.running.suites import predictor
from reviewer.evals.running.workbench import Choice, Workbench
from reviewer.evals.running.workers import deaf, pool_of
from reviewer.models.port import Usage
from reviewer.text import shown

_PACKAGE = Path(__file__).parent.parent.parent
Told = Callable[[Prediction], None]


class Job(NamedTuple):
    """One case in one trial."""

    case: Case
    trial: int = 1


class Made(NamedTuple):
    """A prediction, and what the calls for it took, by the names of their recordings."""

    prediction: Prediction
    took: dict[str, Usage]


def run(
    cases: Sequence[Case],
    choice: Choice | None = None,
    workers: int = 1,
    seed: int = 0,
    done: Told = lambda _: None,
    warn: Callable[[str], None] = lambda _: None,
) -> Run:
    """All predictions for `cases`, by suite, id and trial. `done` is told each as it comes.

    `seed` is for the order in which they are made, which makes no difference. A case that ends in an error is a
    prediction with a failure. ConfigError and FrameworkError if `choice` cannot be had. `warn` is told, in a sentence,
    what a recording could not keep.
    """
    choice = choice or Choice()
    with TemporaryDirectory(prefix="second-proof-evals-") as folder:
        bench = Workbench(choice, Path(folder), warn)
        name = bench.model_name
        shuffled = random.Random(seed).sample(cases, len(cases))  # noqa: S311 - no secret
        # Trial by trial: where a budget ends a run, as many trials as possible are whole.
        jobs = [Job(case, trial) for trial in range(1, choice.trials + 1) for case in shuffled]
        made = list(_made(jobs, bench, workers, done))
        prints = prints_of(cases, bench)
    made.sort(key=lambda one: (SUITES.index(one.prediction.suite), one.prediction.case, one.prediction.trial))
    return Run(
        mode=choice.mode,
        model=name,
        prints=prints,
        predictions=tuple(one.prediction for one in made),
        trials=choice.trials,
        usage=_usage(made),
        families={} if choice.mode == "offline" else _families(cases),
    )


def _made(jobs: Sequence[Job], bench: Workbench, workers: int, done: Told) -> Iterable[Made]:
    if bench.choice.mode == "live":
        return asyncio.run(_asked(jobs, bench, done))
    return _here(jobs, bench, done) if workers < 2 else _elsewhere(jobs, bench, workers, done)


def _usage(made: Iterable[Made]) -> dict[Suite, Usage]:
    """By suite. What two cases share was asked once; added up in the order of names, as sums of fractions differ."""
    took: dict[Suite, dict[str, Usage]] = {}
    for one in made:
        took.setdefault(one.prediction.suite, {}).update(one.took)
    return {
        suite: sum((calls[name] for name in sorted(calls)), Usage())
        for suite, calls in sorted(took.items(), key=lambda each: SUITES.index(each[0]))
        if any(usage.calls for usage in calls.values())
    }


def _families(cases: Sequence[Case]) -> dict[str, str]:
    return {f"{case.suite}/{case.id}": case.family for case in sorted(cases, key=lambda case: (case.suite, case.id))}


def predicted(job: Job, bench: Workbench) -> Made:
    """What comes out for one case without a network. Whatever goes wrong, a prediction comes back."""
    own = bench.of_trial(job.trial)
    found: list[Prediction] = []

    async def into() -> None:
        # The result of the coroutine itself would be written out in full by asyncio, in a message that nobody sees.
        found.append(await _attempted(job, own))

    with unplugged() as attempts:
        asyncio.run(into())
    return _noted(job, own, _failed(job, "network") if attempts else found[0])


async def _asked(jobs: Sequence[Job], bench: Workbench, done: Told) -> list[Made]:
    """Of a service: as many at once as it may be asked, and none after a failure that all others would share."""
    places = asyncio.Semaphore(bench.settings.concurrency)
    ended: list[Prediction] = []

    async def one(job: Job) -> Made:
        async with places:
            own = bench.of_trial(job.trial)
            if ended:
                made = Made(_failed(job, str(ended[0].failure), why=str(ended[0].notes["why"])), {})
            else:
                made = _noted(job, own, await _attempted(job, own))
            if own.noted.ended:
                ended.append(made.prediction)
        done(made.prediction)
        return made

    return await asyncio.gather(*map(one, jobs))


def _noted(job: Job, bench: Workbench, prediction: Prediction) -> Made:
    """With what was noted. The offline model stands by: without a word, its work would look like the service's."""
    noted = bench.noted
    if noted.lost:
        prediction = _failed(job, "recording", why=shown(noted.lost[0]))
    elif noted.ended:
        prediction = _failed(job, noted.ended.fault, why=shown(str(noted.ended)))
    degraded = tuple(dict.fromkeys(noted.unread)) if not prediction.failure else ()
    return Made(prediction.model_copy(update={"degraded": degraded, "trial": job.trial}), noted.took)


async def _attempted(job: Job, bench: Workbench) -> Prediction:
    try:
        return await predictor(job.case.suite)(job.case, bench)
    except Exception as error:  # whatever it is: one case must not end the others, and the failure is reported
        task = asyncio.current_task()
        if task and task.cancelling():
            # Somebody wants it to end; what then fails while things are put away is no failure of the case.
            raise asyncio.CancelledError from error
        return _failed(job, type(error).__name__, where=_where(error))


def _failed(job: Job, failure: str, **notes: str) -> Prediction:
    return Prediction(
        case=job.case.id,
        suite=job.case.suite,
        failure=failure,
        notes={key: notes[key] for key in notes},
        trial=job.trial,
    )


def _where(error: Exception) -> str:
    """The last line of ours that it came through, without what differs between machines."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_PACKAGE)
    ]
    return f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].lineno}" if frames else ""


def _here(jobs: Sequence[Job], bench: Workbench, done: Told) -> Iterator[Made]:
    for job in jobs:
        made = predicted(job, bench)
        done(made.prediction)
        yield made


def _elsewhere(jobs: Sequence[Job], bench: Workbench, workers: int, done: Told) -> Iterator[Made]:
    """In processes of their own. Where one dies, its cases are tried again alone, to see with which it dies."""
    unfinished: list[Job] = []
    with pool_of(min(workers, len(jobs) or 1), _begin, (bench.choice, bench.folder)) as pool:
        yield from _collected(pool, jobs, unfinished, done)
    for job in unfinished:
        again: list[Job] = []
        with pool_of(1, _begin, (bench.choice, bench.folder)) as pool:
            yield from _collected(pool, [job], again, done)
        for dead in again:
            made = Made(_failed(dead, "process"), {})
            done(made.prediction)
            yield made


def _collected(pool: ProcessPoolExecutor, jobs: Sequence[Job], unfinished: list[Job], done: Told) -> Iterator[Made]:
    waiting: dict[Future[Made], Job] = {}
    with deaf():
        for job in jobs:
            try:
                waiting[pool.submit(_predicted_there, job)] = job
            except BrokenProcessPool:
                unfinished.append(job)
    while waiting:
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            job = waiting.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                unfinished.append(job)
                continue
            made = future.result()
            done(made.prediction)
            yield made


_bench: Workbench | None = None


def _begin(choice: Choice, folder: Path) -> None:
    global _bench  # noqa: PLW0603 - a worker process has one workbench for its life
    _bench = Workbench(choice, folder)


def _predicted_there(job: Job) -> Made:
    assert _bench is not None
    return predicted(job, _bench)
