"""The command line in this process, an interview that was held with it, and a review of a paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reviewer.cli import cli
from reviewer.errors import ReviewerError
from tests.evals.small_folder import PAPER

Call = Callable[..., Result]

SAID = (
    "it is a pilot that runs",
    "it sorts incoming claims mail: letters, and so on",
    "customers",
    "I don't know, ask Maria Lopez.",
    "all of them can be undone, within a day",
    "We get 420 a day now and 4,200 from 1 September.",
    "why",
    "back",
    "sorry, it is 450 a day now",
    "Moving an address: the agent alone. Paying money back: only ever a person, Maria Lopez or whoever has the desk.",
    "Rashida here now: never more than 80 waiting.",
    "stop",
)


@pytest.fixture
def call() -> Call:
    """`reviewer eval` with its output; a ReviewerError is what the outermost handler would print."""

    def called(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["eval", *map(str, arguments)])

    return called


def sentence(result: Result) -> str:
    """The one sentence that the user reads of an error with exit code 2."""
    if isinstance(result.exception, ReviewerError):
        assert result.exception.exit_code == 2
        return str(result.exception)
    assert result.exit_code == 2
    return result.output


@pytest.fixture(scope="session")
def held_once(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of the interview in which `SAID` was said, held once for all tests."""
    data = tmp_path_factory.mktemp("held")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVIEWER_DATA_DIR", str(data))
        typed = "".join(f"{line}\n" for line in SAID)
        done = CliRunner().invoke(cli, ["interview", "--plain", "--session", "talk"], input=typed)
    assert done.exit_code == 0, done.output
    return (data / "sessions" / "talk.db").read_bytes()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held_once: bytes) -> Path:
    """The interview `talk`, as its user has it."""
    monkeypatch.setenv("REVIEWER_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "data" / "sessions" / "talk.db"
    path.parent.mkdir(parents=True)
    path.write_bytes(held_once)
    return path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A document of which nearly everything is missing."""
    path = tmp_path / "Claims Plan.md"
    path.write_text(f"{PAPER}\nIt works 100% hands-off. When it is not sure, a clerk, Dana Smith, decides.\n")
    return path


@pytest.fixture
def review(tmp_path: Path, paper: Path) -> Path:
    """What `reviewer review --format json` says of it."""
    path = tmp_path / "review.json"
    CliRunner().invoke(cli, ["review", str(paper), "--format", "json", "--output", str(path)])
    return path
