"""Every mutant in a process of its own, beside one run without any: nothing of the program in use is touched."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pydantic import ValidationError

from reviewer.errors import CasesError
from reviewer.evals.judging.baseline import Baseline
from reviewer.evals.mutation.copying import LostPlaceError, changed_copy, copy_program
from reviewer.evals.mutation.finding import Finding, Report, crashed, found
from reviewer.evals.mutation.measure import Measured, Request, Result
from reviewer.evals.mutation.mutant import Mutant

_SECONDS = 600.0
_PAUSE = 0.02
Told = Callable[[str], None]


class UnmeasuredError(CasesError):
    """Even without a change the cases cannot be measured."""

    exit_code = 4


class Job(NamedTuple):
    """A process at work on a mutant, or on none."""

    mutant: Mutant | None
    process: subprocess.Popen[bytes]
    folder: Path
    began: float


def examine(
    mutants: Sequence[Mutant], folder: Path, workers: int = 2, told: Told = lambda _: None, seconds: float = _SECONDS
) -> Report:
    """What comes of each of `mutants`, with the cases in `folder`; `told` hears the name of each that is done.

    UnmeasuredError if the cases cannot be measured even without a change. Whatever takes longer than `seconds`
    counts as crashed. All copies are gone at the end, also where it is interrupted.
    """
    with TemporaryDirectory(prefix="second-proof-mutants-") as room:
        return _Examination(Path(room), folder, seconds).whole(mutants, workers, told)


class _Examination:
    def __init__(self, room: Path, folder: Path, seconds: float) -> None:
        self._room = room
        # A copy as well: whoever edits a case meanwhile would make the runs differ.
        self._folder = Path(shutil.copytree(folder, room / "cases"))
        self._seconds = seconds
        self._pristine = copy_program(room / "pristine")
        self._before: dict[str, Measured] = {}

    def whole(self, mutants: Sequence[Mutant], workers: int, told: Told) -> Report:
        self._before = self._unchanged(mutants, workers)
        told("the program as it is")
        done: dict[str, Finding] = {}
        waiting, running = list(mutants), list[Job]()
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    self._begin(waiting.pop(0), running, done)
                time.sleep(_PAUSE)
                for job in [job for job in running if self._is_over(job)]:
                    assert job.mutant is not None
                    running.remove(job)
                    done[job.mutant.name] = self._ended(job.mutant, job)
                    told(job.mutant.name)
        finally:
            for job in running:
                _stop(job)
        return Report(findings=tuple(done[mutant.name] for mutant in mutants))

    def _unchanged(self, mutants: Sequence[Mutant], workers: int) -> dict[str, Measured]:
        groups = {mutant.group.key: mutant.group for mutant in mutants}
        request = Request(folder=self._folder, groups=tuple(groups.values()), workers=workers)
        job = self._started(None, self._pristine, request)
        try:
            while not self._is_over(job):
                time.sleep(_PAUSE)
        finally:
            _stop(job)
        result = _result(job, self._pristine)
        if isinstance(result, str):
            raise UnmeasuredError(f"Without any change the cases cannot be measured. {result}")
        return result.groups

    def _begin(self, mutant: Mutant, running: list[Job], done: dict[str, Finding]) -> None:
        place = self._room / f"mutant-{len(done) + len(running)}-{time.monotonic_ns()}"
        try:
            copy = changed_copy(self._pristine, mutant, place)
        except LostPlaceError as error:
            done[mutant.name] = crashed(mutant, str(error))
            return
        request = Request(folder=self._folder, groups=(mutant.group,), baselines=self._baselines(mutant))
        running.append(self._started(mutant, copy, request))

    def _baselines(self, mutant: Mutant) -> dict[str, Baseline]:
        before = self._before[mutant.group.key].baseline
        return {mutant.group.key: before} if before else {}

    def _started(self, mutant: Mutant | None, copy: Path, request: Request) -> Job:
        (copy / "request.json").write_text(request.model_dump_json(), encoding="utf-8")
        command = [sys.executable, "-m", "reviewer.evals.mutation.measure", "request.json", "result.json"]
        with (copy / "said.txt").open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 - it is this Python, with a module of the copy
                command, cwd=copy, env=_environment(copy), stdout=said, stderr=said, start_new_session=True
            )
        return Job(mutant, process, copy, time.monotonic())

    def _is_over(self, job: Job) -> bool:
        return job.process.poll() is not None or time.monotonic() - job.began > self._seconds

    def _ended(self, mutant: Mutant, job: Job) -> Finding:
        _stop(job)
        result = _result(job, job.folder)
        seconds = round(time.monotonic() - job.began, 1)
        shutil.rmtree(job.folder, ignore_errors=True)
        if isinstance(result, str):
            return crashed(mutant, result).model_copy(update={"seconds": seconds})
        key = mutant.group.key
        return found(mutant, self._before[key], result.groups[key]).model_copy(update={"seconds": seconds})


def _environment(copy: Path) -> dict[str, str]:
    """That of this process, with the copy in front of all else. Hashes are seeded, as everywhere in the evals."""
    return {**os.environ, "PYTHONPATH": str(copy), "PYTHONSAFEPATH": "1", "PYTHONHASHSEED": "0"}


def _stop(job: Job) -> None:
    """End the process and those that it started."""
    if job.process.poll() is None:
        if sys.platform == "win32":
            job.process.kill()
        else:
            os.killpg(job.process.pid, signal.SIGKILL)
    job.process.wait()


def _result(job: Job, copy: Path) -> Result | str:
    """What the process wrote; or, in a sentence, why there is nothing to be had from it."""
    if job.process.returncode:
        return f"The process ended with {job.process.returncode}: {_last_line(copy / 'said.txt')}."
    try:
        result = Result.model_validate_json((copy / "result.json").read_bytes())
    except (OSError, ValidationError):
        return "The process wrote no result."
    if not result.program.samefile(copy):
        return f"The process did not import the copy, but {result.program}."
    return result


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].rstrip(".") if lines else "it said nothing"
