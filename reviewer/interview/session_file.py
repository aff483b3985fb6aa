"""The file of one session: how it begins, which forms of it there have been, and when it is refused.

A file of an earlier form is brought to this one when somebody goes on with the interview. Whoever only looks at it
leaves it as it is.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from reviewer.errors import SessionError
from reviewer.text import shown

SCHEMA_VERSION = 2
# Pages in the write-ahead log before it is folded into the file: a small log keeps a session below a megabyte.
WAL_PAGES = 64
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE replies (number INTEGER PRIMARY KEY, question TEXT NOT NULL, text TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE readings (reply INTEGER PRIMARY KEY REFERENCES replies(number), kind TEXT NOT NULL, who_knows TEXT,
                       filled INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE claims (number INTEGER PRIMARY KEY, reply INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE rejections (reply INTEGER NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL,
                         PRIMARY KEY (reply, place));
"""
# What a service did, one row for each job; and what the last looks at the whole interview found.
_SINCE_2 = (
    "CREATE TABLE jobs (number INTEGER PRIMARY KEY, reply INTEGER NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL)",
    "CREATE TABLE looks (up_to INTEGER PRIMARY KEY, body TEXT NOT NULL, sha256 TEXT NOT NULL)",
)
_TABLE_NAMES = {1: frozenset({"meta", "replies", "readings", "claims", "rejections"})}
_TABLE_NAMES[2] = _TABLE_NAMES[1] | {"jobs", "looks"}


def begin(path: Path, facts: dict[str, str]) -> None:
    """Make the file under another name first, so that a kill leaves no half-made session behind."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(draft)) as db, db:
        db.executescript(_TABLES)
        for table in _SINCE_2:
            db.execute(table)
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    draft.replace(path)


def connect(path: Path) -> sqlite3.Connection:
    """The connection by which a session is read and appended to."""
    # 3 seconds: long enough for the other connection of this process, short enough not to look like a hang.
    db = sqlite3.connect(path, timeout=3, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    return db


def migrate(db: sqlite3.Connection) -> None:
    """Bring a file of form 1 to form 2, in one transaction: killed at any instant, the file is of one of them."""
    db.execute("BEGIN IMMEDIATE")
    with db:
        for table in _SINCE_2:
            db.execute(table)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def check_file(path: Path) -> None:
    """Refuse what is not a session file before SQLite touches it."""
    if not path.is_file():
        raise SessionError(f"The session {path} is not a file.")
    with closing(path.open("rb")) as file:
        head = file.read(16)
    if head != b"SQLite format 3\x00":
        raise SessionError(f"The session file {path} is damaged: it is not a session file. It was left as it is.")


def checked_version(path: Path) -> int:
    """The form of the file. A damaged file, or one of another form, is refused before a connection could change it."""
    # Without a write-ahead log the file is all there is, and nothing needs to be put beside it.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True)) as db:
        [version] = db.execute("PRAGMA user_version").fetchone()
        if version not in _TABLE_NAMES:
            raise SessionError(
                f"The session file {path} has format {version}; this program knows format {SCHEMA_VERSION}."
            )
        [result] = db.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise SessionError(f"The session file {path} is damaged and was left as it is: {shown(str(result))}.")
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= _TABLE_NAMES[version]:
            raise SessionError(f"The session file {path} is damaged: it is not a session file. It was left as it is.")
        return int(version)
