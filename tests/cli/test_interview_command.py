"""The interview in plain lines, as a whole process: pipes, resuming, kill -9, bad names, damaged files."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

PROFILE = ["it is a proposal", "it sorts the mail", "customers"]


def command(folder: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """How to run `reviewer` with its data in `folder`."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "REVIEWER_DATA_DIR": str(folder / "data")}
    return [sys.executable, "-m", "reviewer", *arguments], environment


def interview(folder: Path, lines: list[str], name: str = "talk") -> subprocess.CompletedProcess[str]:
    """Hold the interview `name` with `lines` as input."""
    arguments, environment = command(folder, "interview", "--plain", "--session", name)
    text = "".join(f"{line}\n" for line in lines)
    return subprocess.run(
        arguments, env=environment, input=text, capture_output=True, text=True, check=False, timeout=90
    )


def questions(output: str) -> list[str]:
    """The questions that were put, with their numbers."""
    return re.findall(r"^\d+\. .*$", output, re.MULTILINE)


def replies(folder: Path, name: str = "talk") -> list[str]:
    """The replies in the file of a session."""
    with closing(sqlite3.connect(folder / "data" / "sessions" / f"{name}.db")) as db:
        return [text for (text,) in db.execute("SELECT text FROM replies ORDER BY number")]


def test_a_pipe_is_interviewed_and_goes_on_later(tmp_path: Path) -> None:
    """Lines of a pipe are the answers; the next pipe goes on with the question that was open."""
    first, second = interview(tmp_path, PROFILE[:2]), interview(tmp_path, PROFILE[2:])

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert questions(first.stdout)[-1] == questions(second.stdout)[0]
    assert not set(questions(first.stdout)[:-1]) & set(questions(second.stdout))
    assert replies(tmp_path) == PROFILE


def test_a_killed_process_loses_nothing_and_asks_nothing_twice(tmp_path: Path) -> None:
    """After kill -9 in the middle of reading, the reply is there and the next question is another one."""
    arguments, environment = command(tmp_path, "interview", "--plain", "--session", "talk")
    process = subprocess.Popen(arguments, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    process.stdin.write(PROFILE[0] + "\n")
    process.stdin.flush()
    _wait_for_reply(tmp_path)
    process.send_signal(signal.SIGKILL)
    output, _ = process.communicate(timeout=30)

    after = interview(tmp_path, PROFILE[1:])

    assert process.returncode == -signal.SIGKILL
    assert replies(tmp_path) == PROFILE
    assert questions(after.stdout)[0].startswith("2. ")
    assert questions(output)[0] not in questions(after.stdout)


def _wait_for_reply(folder: Path) -> None:
    for _ in range(1000):
        if (folder / "data" / "sessions" / "talk.db").exists():
            try:
                if replies(folder):
                    return
            except sqlite3.Error:
                pass
        time.sleep(0.03)
    raise AssertionError("the reply was not kept in time")


@pytest.mark.parametrize("name", ["../escape", "a/b", ".hidden", "-rf", "x" * 80, "line\nbreak", ""])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    """A session name with path characters, or an impossible one, gives one sentence and exit code 2."""
    done = interview(tmp_path, PROFILE, name)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "session name" in done.stderr or "requires an argument" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_session_is_left_as_it_is(tmp_path: Path) -> None:
    """A file that is no session gives one sentence and exit code 2, and not one byte of it changes."""
    path = tmp_path / "data" / "sessions" / "talk.db"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"not a session" * 100)

    done = interview(tmp_path, PROFILE)

    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert done.stderr.count("\n") == 1
    assert path.read_bytes() == b"not a session" * 100


def test_rubbish_in_a_pipe_is_data(tmp_path: Path) -> None:
    """Control characters, markup and bytes that are no UTF-8 neither end the interview nor reach the output."""
    arguments, environment = command(tmp_path, "interview", "--plain", "--session", "talk")
    rubbish = b"\x1b[31mred\x1b]0;title\x07\n[/foo] [@click=app.quit]x[/]\n\xff\xfe broken\n\x00\n"

    done = subprocess.run(arguments, env=environment, input=rubbish, capture_output=True, check=False, timeout=90)

    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout
    assert b"\x07" not in done.stdout
    assert len(replies(tmp_path)) >= 3
