"""The record of a session: durable, written once, read whole or not at all; and sessions by name."""

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from reviewer.errors import SessionError
from reviewer.interview import session_file
from reviewer.interview.record import Look, ReadReply, Reply, ServiceJob, SessionRecord
from reviewer.interview.sessions import delete_session, free_name, locked, session_names, session_path
from reviewer.models.port import Question, Usage
from reviewer.readiness.claims import Claim, Evidence, Rejection
from reviewer.text import clean, shown

ROOT = Path(__file__).parents[2]
FACTS = {"framework_version": "1.0.0", "framework_fingerprint": "abc"}
QUESTION = Question(item="EX-7", facet="max_queue_depth", wording="How many may wait?", why="A queue needs a limit.")
Content = tuple[list[Reply], list[ReadReply]]


class Killed(BaseException):
    """Stands for a process that ends at this instant."""


def reply(number: int, text: str = "At most 60 cases – “no more”.") -> Reply:
    return Reply(number=number, question=QUESTION, text=text)


def claim(number: int) -> Claim:
    words = Evidence(quote="At most 60 cases", source="reply 1", start=0, end=16, line=1)
    return Claim(
        number=number,
        facet="max_queue_depth",
        value=60.0,
        evidence=words,
        speaker="team",
        tense="planned",
        planned_date=date(2026, 6, 1),
    )


def reading(number: int, *claims: Claim, refused: int = 0) -> ReadReply:
    rejections = tuple(Rejection(facet="x", item=None, reason=f"reason {place}", quote="q") for place in range(refused))
    return ReadReply(reply=number, kind="answer", who_knows="Ada", filled=True, claims=claims, rejections=rejections)


def content(path: Path) -> Content:
    record = SessionRecord(path, {})
    try:
        return list(record.replies()), list(record.readings())
    finally:
        record.close()


def written(path: Path) -> Content:
    """A session with two replies, one of them read."""
    record = SessionRecord(path, FACTS)
    record.add_reply(reply(1))
    record.add_reading(reading(1, claim(1), claim(2), refused=2))
    record.add_reply(reply(2, "I do not know\nwho would."))
    record.close()
    return [reply(1), reply(2, "I do not know\nwho would.")], [reading(1, claim(1), claim(2), refused=2)]


def refusal(path: Path) -> str:
    with pytest.raises(SessionError) as caught:
        content(path)
    message = str(caught.value)
    assert str(path) in message
    assert message.endswith(".")
    assert "\n" not in message
    return message


def test_what_was_kept_is_read_back(tmp_path: Path) -> None:
    """Replies, readings, claims, rejections and facts, in order and equal to what was given."""
    path = tmp_path / "talk.db"
    expected = written(path)

    assert content(path) == expected
    record = SessionRecord(path, {"framework_version": "another"})
    assert record.facts() == FACTS
    assert (record.reply(2), record.reply(3)) == (expected[0][1], None)
    assert (record.has_reading(1), record.has_reading(2)) == (True, False)
    record.close()


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    """After a kill a step runs again: the reply and the reading that are there stay as they are."""
    path = tmp_path / "talk.db"
    expected = written(path)
    record = SessionRecord(path, FACTS)

    record.add_reply(reply(1))
    record.add_reading(reading(1, claim(1), claim(2), refused=2))
    record.close()

    assert content(path) == expected


def test_a_reply_outlives_its_process(tmp_path: Path) -> None:
    """Killed with the signal that cannot be caught, right after the reply was kept: it is there."""
    path = tmp_path / "talk.db"
    program = f"""
import os, signal
from pathlib import Path
from tests.interview.test_record import FACTS, SessionRecord, reply
record = SessionRecord(Path({str(path)!r}), FACTS)
record.add_reply(reply(1))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=60, check=False)

    assert done.returncode == -signal.SIGKILL
    assert content(path) == ([reply(1)], [])


def test_a_reading_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    """Its second claim cannot be kept: then neither the reading nor its first claim is there."""
    path = tmp_path / "talk.db"
    record = SessionRecord(path, FACTS)
    record.add_reply(reply(1))
    record.add_reply(reply(2))
    record.add_reading(reading(1, claim(1)))

    with pytest.raises(SessionError, match="cannot be written"):
        record.add_reading(reading(2, claim(2), claim(1)))
    assert not record.has_reading(2)
    record.add_reading(reading(2, claim(2)))
    record.close()

    assert content(path)[1] == [reading(1, claim(1)), reading(2, claim(2))]


@pytest.mark.parametrize("table", ["claims", "rejections", "readings", "replies"])
def test_rows_that_vanish_are_noticed(table: str, tmp_path: Path) -> None:
    """A claim or a rejection cannot be taken out behind our back; a reply whose reading is gone is unread again."""
    path = tmp_path / "talk.db"
    written(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"DELETE FROM {table} WHERE rowid = 1")

    if table in ("claims", "rejections"):
        assert "what was read in reply 1 was changed" in refusal(path)
    else:
        replies, readings = content(path)
        assert (len(replies), len(readings)) == ((2, 0) if table == "readings" else (1, 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE replies SET text = 'At most 70 cases' WHERE number = 1", "reply 1 is not what was typed"),
        ("UPDATE replies SET question = replace(question, 'EX-7', 'EX-6')", "reply 1 is not what was typed"),
        ("UPDATE replies SET number = 9 WHERE number = 2", "reply 9 is not what was typed"),
        ("UPDATE claims SET body = replace(body, '60', '70') WHERE number = 1", "what was read in reply 1 was changed"),
        ("UPDATE claims SET reply = 2 WHERE number = 1", "what was read in reply 1 was changed"),
        ("UPDATE readings SET kind = 'skip'", "what was read in reply 1 was changed"),
        ("UPDATE readings SET filled = 0", "what was read in reply 1 was changed"),
        ("UPDATE rejections SET body = replace(body, 'reason', 'season')", "what was read in reply 1 was changed"),
        ("UPDATE replies SET text = CAST(x'ff' AS TEXT)", "cannot understand"),
        ("DROP TABLE claims", "is not a session file"),
        ("PRAGMA user_version = 3", "has format 3; this program knows format 2"),
        ("PRAGMA user_version = 0", "has format 0"),
    ],
)
def test_what_was_changed_behind_our_back_is_refused(change: str, words: str, tmp_path: Path) -> None:
    """Every reply and every reading answers for itself; the answer is one sentence, and nothing is half read."""
    path = tmp_path / "talk.db"
    written(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(change)

    assert words in refusal(path)


def served(number: int, unread: str | None = None) -> ServiceJob:
    usage = Usage(calls=2, input_tokens=900, cached_tokens=700, output_tokens=60, estimated=True, cost=0.25)
    return ServiceJob(reply=number, job="read_reply", model="large", unread=unread, usage=usage)


def with_service(path: Path) -> tuple[list[ServiceJob], list[Look]]:
    """A session in which a service read, put a question in words, and took a last look."""
    record = SessionRecord(path, FACTS)
    record.add_reply(reply(1))
    record.add_reading(reading(1, claim(1)).model_copy(update={"job": served(1, "it was busy")}))
    phrase, last = (ServiceJob(reply=1, job=job, model="large") for job in ("phrase", "read_again"))
    record.add_job(phrase)
    look = Look(up_to=1, claims=(claim(2),), rejections=reading(1, refused=1).rejections)
    record.add_look(look, last)
    record.add_look(look, last)
    record.close()
    return [served(1, "it was busy"), phrase, last], [look]


def test_what_a_service_did_is_read_back(tmp_path: Path) -> None:
    """Each job with its model, its failure and what it took, and what a last look found; the same look twice is one."""
    path = tmp_path / "talk.db"
    expected = with_service(path)
    record = SessionRecord(path)
    found, [read] = (record.jobs(), record.looks()), record.readings()
    record.close()

    assert found == expected
    assert read.job == served(1, "it was busy")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE jobs SET body = replace(body, 'it was busy', 'it was fine')", "what a service did was changed"),
        ("UPDATE jobs SET reply = 2", "what a service did was changed"),
        ("DELETE FROM jobs WHERE number = 1", "what was read in reply 1 was changed"),
        ("UPDATE looks SET body = replace(body, '60', '70')", "what a service did was changed"),
        ("DROP TABLE looks", "is not a session file"),
    ],
)
def test_what_a_service_did_cannot_be_changed_behind_our_back(change: str, words: str, tmp_path: Path) -> None:
    """A failure cannot be taken back, nor a cost or a finding rewritten."""
    path = tmp_path / "talk.db"
    with_service(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(change)

    with pytest.raises(SessionError, match=words):
        record = SessionRecord(path)
        with closing(record):
            list(record.readings())
            record.looks()


def damaged(whole: bytes) -> dict[str, bytes]:
    """Files that are no session any more."""
    noise = random.Random(0).randbytes
    return {
        "zero bytes": b"",
        "one byte": b"S",
        "garbage": noise(len(whole)),
        "text": b"This is not a session.\n" * 50,
        "header only": whole[:100],
        "truncated": whole[: len(whole) // 2 + 1],
        "one page short": whole[:-4096],
        "overwritten in the middle": whole[:4200] + noise(8000) + whole[12200:],
        "zeroed in the middle": whole[:4200] + bytes(8000) + whole[12200:],
    }


@pytest.mark.parametrize("kind", list(damaged(bytes(20_000))))
def test_a_damaged_file_is_refused_and_left_as_it_is(kind: str, tmp_path: Path) -> None:
    """One sentence, and not a byte of the file is other than before: somebody may still save what is in it."""
    path = tmp_path / "talk.db"
    written(path)
    path.write_bytes(damaged(path.read_bytes())[kind])
    before = path.read_bytes()

    refusal(path)

    assert path.read_bytes() == before


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE recipes (name TEXT)")
        db.execute("PRAGMA user_version = 1")


def newer_format(path: Path) -> None:
    written(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 7")


def newer_format_without_log(path: Path) -> None:
    newer_format(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


@pytest.mark.parametrize("make", [foreign_database, newer_format, newer_format_without_log])
def test_the_file_of_another_program_or_version_is_left_as_it_is(make: Callable[[Path], None], tmp_path: Path) -> None:
    """It is a sound database, and not ours to change."""
    path = tmp_path / "talk.db"
    make(path)
    before = path.read_bytes()

    refusal(path)

    assert path.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.is_file()) == ["talk.db"]


def test_no_flipped_bit_is_read_as_something_else(tmp_path: Path) -> None:
    """Wherever one bit of the file turns: what is read is what was written, or the file is refused."""
    path, whole = tmp_path / "talk.db", tmp_path / "whole.db"
    expected = written(whole)
    original = whole.read_bytes()
    chance = random.Random(7)
    used = [place for place, byte in enumerate(original) if byte]
    refused = 0
    for place in [*range(16, 100, 4), *chance.sample(used, 250)]:
        flipped = bytearray(original)
        flipped[place] ^= 1 << chance.randrange(8)
        for left_over in tmp_path.glob("talk.db*"):
            left_over.unlink()
        path.write_bytes(flipped)
        try:
            assert content(path) == expected
        except SessionError:
            refused += 1
            assert path.read_bytes() == bytes(flipped)

    assert refused > 100


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to(path.parent / "nowhere" / "talk.db")])
def test_what_is_no_file_is_refused_and_stays(make: Callable[[Path], None], tmp_path: Path) -> None:
    """A folder, or a link that leads nowhere, in the place of a session."""
    path = tmp_path / "talk.db"
    make(path)

    assert "is not a file" in refusal(path)
    assert os.path.lexists(path)
    assert not path.is_file()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The sentence says that the file cannot be opened, and nothing is made."""
    assert "cannot be opened" in refusal(tmp_path / "nowhere" / "talk.db")
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize("place", ["executescript", "replace"])
def test_a_kill_during_creation_leaves_no_half_made_session(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file appears under its name only when it is complete; the next try is not in the way of the first."""
    path = tmp_path / "talk.db"

    def kill(*arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if place == "replace":
            patch.setattr(Path, "replace", kill)
        else:
            patch.setattr(session_file, "_TABLES", "CREATE TABLE meta (key TEXT);")
        with pytest.raises((Killed, SessionError)):
            SessionRecord(path, FACTS)
    assert not path.exists()

    assert content_of_new(path) == FACTS


def content_of_new(path: Path) -> dict[str, str]:
    record = SessionRecord(path, FACTS)
    try:
        return record.facts()
    finally:
        record.close()


def test_a_session_is_for_its_owner_only(tmp_path: Path) -> None:
    """Answers may be delicate: nobody else may read the file, its log or its lock."""
    path = tmp_path / "sessions" / "talk.db"
    with locked(path):
        record = SessionRecord(path, FACTS)
        record.add_reply(reply(1))
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()}
        record.close()

    assert set(modes) >= {"talk.db", "talk.db-wal", "talk.lock"}
    assert {mode & 0o077 for mode in modes.values()} == {0}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_after_closing_one_file_holds_everything(tmp_path: Path) -> None:
    """A copy of it, made while nobody has it open, is the whole session."""
    path, copy = tmp_path / "talk.db", tmp_path / "copy.db"
    expected = written(path)

    shutil.copy(path, copy)

    assert [entry.name for entry in tmp_path.glob("talk*")] == ["talk.db"]
    assert content(copy) == expected


def test_a_log_that_was_not_folded_in_is_read(tmp_path: Path) -> None:
    """After a kill the newest replies stand in the log beside the file, and count."""
    path, copy = tmp_path / "talk.db", tmp_path / "copy.db"
    record = SessionRecord(path, FACTS)
    record.add_reply(reply(1))
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
    record.close()

    assert content(copy) == ([reply(1)], [])


def test_a_file_whose_log_was_folded_in_halfway_is_whole(tmp_path: Path) -> None:
    """Killed while the log was written into the file: pages are torn there, whole in the log, and nothing is lost."""
    path, copy = tmp_path / "talk.db", tmp_path / "copy.db"
    record = SessionRecord(path, FACTS)
    record.add_reply(reply(1))
    log, torn = Path(f"{path}-wal").read_bytes(), bytearray(path.read_bytes())
    record.close()
    pages = {int.from_bytes(log[at : at + 4]) for at in range(32, len(log), 24 + 4096)}
    for page in sorted(pages - {1}):
        torn[(page - 1) * 4096 : page * 4096] = bytes(4096)
    copy.write_bytes(torn)
    Path(f"{copy}-wal").write_bytes(log)

    assert pages - {1}
    assert content(copy) == ([reply(1)], [])


@pytest.mark.parametrize("words", ["\ud800", "Ada\x1b[31m\n\u202eevil"])
def test_words_of_a_model_can_be_kept_whatever_they_hold(words: str, tmp_path: Path) -> None:
    """Half characters, terminal escapes and line ends in what a model wrote neither stop nor enter the record."""
    path = tmp_path / "talk.db"
    record = SessionRecord(path, FACTS)
    record.add_reply(reply(1))
    hostile = claim(1).model_dump() | {"planned_owner": words, "speaker": words}
    refused = Rejection(facet=words, item=None, reason=words, quote=words)
    read = ReadReply(reply=1, kind="answer", who_knows=words, claims=(Claim(**hostile),), rejections=(refused,))

    record.add_reading(read)
    record.close()

    [kept] = content(path)[1]
    assert kept == read
    for text in (kept.who_knows, kept.claims[0].planned_owner, kept.claims[0].speaker, kept.rejections[0].quote):
        assert text == shown(words) or text == clean(words)


NAMES = ["a", "Claims-2026", "a.b", "x_1", "a" * 60]
NO_NAMES = [
    "",
    "1a",
    "a/b",
    "../a",
    "a\\b",
    "a b",
    "a\n",
    ".a",
    "-a",
    "a.",
    "a.db",
    "a.lock",
    "ä",
    "a" * 61,
    "a\0",
    "C:a",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_file_in_the_folder(name: str, tmp_path: Path) -> None:
    """And that session is listed under the name."""
    path = session_path(tmp_path, name)
    path.touch()

    assert path.parent == tmp_path
    assert session_names(tmp_path) == [name]


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    """Path characters, hidden files, our own suffixes: one sentence says what a name may be."""
    with pytest.raises(SessionError, match="begins with a letter"):
        session_path(tmp_path, name)


def test_the_list_names_sessions_only_the_newest_first(tmp_path: Path) -> None:
    """Folders, broken links, logs, locks and names that nobody could open are left out."""
    for name, when in (("old", 100), ("new", 300), ("middle", 200), ("b-same", 150), ("a-same", 150)):
        path = tmp_path / f"{name}.db"
        path.touch()
        os.utime(path, (when, when))
    (tmp_path / "folder.db").mkdir()
    (tmp_path / "broken.db").symlink_to(tmp_path / "nowhere")
    for name in ("new.db-wal", "new.lock", "1.db", "a.db.db", "notes.txt"):
        (tmp_path / name).touch()

    assert session_names(tmp_path) == ["new", "middle", "a-same", "b-same", "old"]
    assert session_names(tmp_path / "nowhere") == []


def test_a_free_name_is_free(tmp_path: Path) -> None:
    """The first number that nothing in the folder has, be it a session or something in its place."""
    assert free_name(tmp_path) == "interview-1"
    (tmp_path / "interview-1.db").touch()
    (tmp_path / "interview-3.db").touch()
    assert free_name(tmp_path) == "interview-2"
    (tmp_path / "interview-2.db").mkdir()
    assert free_name(tmp_path) == "interview-4"


def test_one_process_at_a_time(tmp_path: Path) -> None:
    """While a session is open here, another process is told so; afterwards it may open it."""
    path = tmp_path / "talk.db"
    program = f"""
from pathlib import Path
from reviewer.errors import SessionError
from reviewer.interview.sessions import locked
try:
    with locked(Path({str(path)!r})):
        print("open")
except SessionError as error:
    print(error)
"""

    def other() -> str:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout.strip()

    with locked(path):
        assert other() == "The session talk is open in another window. Close it there first."
    assert other() == "open"


def test_a_lock_is_given_back_when_the_block_fails(tmp_path: Path) -> None:
    """An error inside leaves nothing locked."""
    with pytest.raises(Killed) as caught, locked(tmp_path / "talk.db"):
        raise Killed

    with locked(tmp_path / "talk.db"):  # while the error, and all that it holds, is still there
        assert caught.value is not None


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """Where the folder of sessions should be there is a file."""
    (tmp_path / "sessions").write_text("a file")

    with pytest.raises(SessionError, match="cannot be written"), locked(tmp_path / "sessions" / "talk.db"):
        pass


def test_deleting_takes_everything_of_one_session(tmp_path: Path) -> None:
    """File, log and lock go; other sessions stay; what is not there, or open, is not deleted."""
    for name in ("talk", "other"):
        written(tmp_path / f"{name}.db")
    (tmp_path / "talk.db-wal").touch()

    with locked(tmp_path / "talk.db"), pytest.raises(SessionError, match="open in another window"):
        delete_session(tmp_path, "talk")
    delete_session(tmp_path, "talk")

    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.is_file()) == ["other.db"]
    with pytest.raises(SessionError, match="no session talk"):
        delete_session(tmp_path, "talk")
