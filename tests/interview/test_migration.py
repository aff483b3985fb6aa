"""Session files of earlier versions: frozen as they were written, read whole, and brought to today's form once."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import SessionError
from reviewer.framework import Framework
from reviewer.interview import session_file
from reviewer.interview.closing import assess_session
from reviewer.interview.conversation import open_conversation
from reviewer.interview.record import ServiceJob, SessionRecord
from reviewer.models.offline.model import OfflineModel
from tests.interview.obliging import NoLibrary

FROZEN = Path(__file__).parent / "frozen"
EXPECTED = json.loads((FROZEN / "version-1.json").read_text(encoding="utf-8"))


class Killed(BaseException):
    """Stands for a process that ends at this instant."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A session as version 1 wrote it: an interview with a correction, a skip, a named person and a plan."""
    return Path(shutil.copy(FROZEN / "version-1.db", tmp_path / "old.db"))


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def content(record: SessionRecord) -> dict[str, Any]:
    """What a record holds, in the words of the expected file, which knows nothing of services."""
    readings = [read.model_dump(mode="json") for read in record.readings()]
    assert all(read.pop("job") is None for read in readings)
    return {
        "facts": record.facts(),
        "readings": readings,
        "replies": [r.model_dump(mode="json") for r in record.replies()],
    }


def test_a_file_of_version_1_is_migrated_with_all_that_it_holds(old: Path) -> None:
    """Opened to go on, it has today's format, the same replies, readings and claims, and room for a service."""
    record = SessionRecord(old, {})
    held = content(record)
    record.add_job(ServiceJob(reply=1, job="phrase", model="large"))
    jobs = record.jobs()
    record.close()

    assert version(old) == session_file.SCHEMA_VERSION == 2
    assert held == {key: EXPECTED[key] for key in held}
    assert [job.model for job in jobs] == ["large"]


def test_looking_at_a_file_of_version_1_changes_no_byte(old: Path, framework: Framework) -> None:
    """The report of an old session reads it as it is: format, bytes and folder stay."""
    before = old.read_bytes()

    session = assess_session(old, framework)

    assert (session.sha256, sorted(session.answered)) == (EXPECTED["sha256"], EXPECTED["answered"])
    assert old.read_bytes() == before
    assert version(old) == 1
    assert [entry.name for entry in old.parent.glob("old*")] == ["old.db"]


async def test_an_interview_of_version_1_goes_on_where_it_stood(old: Path, framework: Framework) -> None:
    """The graph's own state is taken over too: the same question stands, and a reply to it is kept and read."""
    model = OfflineModel(framework)
    async with open_conversation(old, framework, model, NoLibrary(), today=lambda: date(2026, 3, 1)) as talk:
        standing = talk.turn.question
        turn = await talk.reply("skip")

    assert standing is not None
    assert standing.model_dump(mode="json") == EXPECTED["next_question"]
    assert turn.number == len(EXPECTED["replies"]) + 2
    assert version(old) == 2


@pytest.mark.parametrize("statement", range(4))
def test_a_kill_during_the_migration_leaves_a_usable_file(
    statement: int, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever statement was the last: the next opening finds everything and migrates."""

    class Dying:
        """A connection that ends its process after so many statements, as a kill would: nothing is rolled back."""

        def __init__(self, db: sqlite3.Connection) -> None:
            self.db, self.left = db, statement

        def execute(self, *arguments: Any) -> object:
            if not self.left:
                for suffix in ("", "-wal"):
                    shutil.copy(f"{old}{suffix}", f"{old.with_name('killed.db')}{suffix}")
                raise Killed
            self.left -= 1
            return self.db.execute(*arguments)

        def __enter__(self) -> None:
            """As a connection does."""

        def __exit__(self, *_: object) -> None:
            self.db.rollback()

    record = SessionRecord(old)
    with pytest.raises(Killed):
        session_file.migrate(Dying(record._db))  # type: ignore[arg-type]
    record.close()
    killed = SessionRecord(old.with_name("killed.db"), {})
    held, jobs = content(killed), killed.jobs()
    killed.close()

    assert held == {key: EXPECTED[key] for key in held}
    assert jobs == []
    assert version(old.with_name("killed.db")) == 2


@pytest.mark.parametrize("facts", [None, {}])
def test_a_file_of_a_later_version_is_refused_by_its_number(facts: dict[str, str] | None, old: Path) -> None:
    """Version 3 is not ours to read: the sentence names it, and the file stays as it is."""
    with closing(sqlite3.connect(old)) as db:
        db.execute("PRAGMA user_version = 3")
    before = old.read_bytes()

    with pytest.raises(SessionError, match="has format 3; this program knows format 2"):
        SessionRecord(old, facts)

    assert old.read_bytes() == before
