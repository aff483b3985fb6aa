"""The bytes of every request are known, so that a change of a prompt is seen in a review.

After a change that is meant: raise `version` in the prompt, then `python -m tests.service.golden_calls`.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.golden_calls import FOLDER, calls, readable

ROOT = Path(__file__).parent.parent.parent
CALLS = calls()
_TODAY = """
import datetime
class Fixed(datetime.date):
    @classmethod
    def today(cls):
        return cls(*map(int, "{day}".split("-")))
datetime.date = Fixed
from tests.service import golden_calls
golden_calls.main(["{day}"])
"""


@pytest.mark.parametrize("name", CALLS)
def test_a_request_has_its_known_bytes(name: str) -> None:
    """The call as JSON and its messages as text are those in `golden/`."""
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == f"{CALLS[name].canonical()}\n"
    assert (FOLDER / f"{name}.txt").read_text(encoding="utf-8") == f"{readable(CALLS[name])}\n"


def test_nothing_else_is_kept() -> None:
    """Each file belongs to a prompt that there is."""
    assert {path.stem for path in FOLDER.iterdir()} == set(CALLS)


def test_the_bytes_are_the_same_on_any_day_and_hash_seed() -> None:
    """Two processes with other seeds for hashing, on other days, render the same bytes."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", _TODAY.format(day=day)],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, day, zone in (("0", "2026-03-01", "UTC"), ("4242", "2031-12-31", "Pacific/Auckland"))
    }

    assert len(digests) == 1
    assert all(len(digest) == 64 for digest in digests)
