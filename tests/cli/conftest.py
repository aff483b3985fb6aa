"""Running the command line inside the test, with its output and exit code."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from reviewer.cli import main


class Run(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str


Reviewer = Callable[..., Run]


@pytest.fixture
def reviewer(capsys: pytest.CaptureFixture[str]) -> Reviewer:
    """Runs `reviewer` with the given arguments."""

    def run(*arguments: object) -> Run:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Run(ended.value.code, out, err)

    return run
