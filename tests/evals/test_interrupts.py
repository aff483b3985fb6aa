"""A run that is interrupted or cancelled ends in order: its exit code, no traceback, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reviewer.evals.running.workers import deaf
from reviewer.framework import Framework
from tests.evals.small_folder import write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are not there")


def begun(folder: Path, room: Path, workers: int) -> subprocess.Popen[bytes]:
    """A run in a process of its own, whose temporary folder is there."""
    room.mkdir()
    command = [sys.executable, "-m", "reviewer", "eval", "run", "--cases", str(folder), "--workers", str(workers)]
    process = subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(room)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # Whoever starts the tests may have told its children not to hear Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no thread of ours runs here
    )
    ends = time.monotonic() + 60
    while not any(room.iterdir()) and time.monotonic() < ends:
        time.sleep(0.02)
    return process


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_ends_in_order(tmp_path: Path, framework: Framework, sign: signal.Signals, code: int, workers: int) -> None:
    """Ctrl-C and a request to end give their exit codes, and leave neither words of Python nor a folder."""
    process = begun(write(tmp_path / "own", framework), tmp_path / "room", workers)

    process.send_signal(sign)
    said, _ = process.communicate(timeout=60)

    assert process.returncode == code
    assert b"Traceback" not in said
    assert list((tmp_path / "room").iterdir()) == []


def test_what_comes_while_processes_begin_is_not_lost() -> None:
    """Ctrl-C at the moment in which new processes are kept from hearing it ends this one all the same."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), deaf():
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
