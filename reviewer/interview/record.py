"""The append-only record of one session: replies, what was read in them, and the claims that were admitted.

One SQLite file for each session, next to LangGraph's own tables. A reply is durable before anything reads it; a reading
and its claims are written in one transaction. Rows are written once, numbered, and never changed.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from reviewer.errors import SessionError
from reviewer.models.port import Question, ReplyKind
from reviewer.readiness.claims import Claim, OneLine, Record, Rejection
from reviewer.text import shown

SCHEMA_VERSION = 1
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


_TABLE_NAMES = frozenset({"meta", "replies", "readings", "claims", "rejections"})


class Reply(Record):
    """What a person typed in answer to a question."""

    number: int
    question: Question
    text: str


class ReadReply(Record):
    """What was read in a reply. `filled`: it filled a facet of the item that was asked about."""

    reply: int
    kind: ReplyKind
    who_knows: OneLine | None = None
    filled: bool = False
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class SessionRecord:
    """The record of one session, open for reading and appending. Close it when done."""

    def __init__(self, path: Path, facts: dict[str, str]) -> None:
        """Open the record at `path`, or begin one with `facts` about it (framework version and so on)."""
        self.path = path
        try:
            if not os.path.lexists(path):
                _begin(path, facts)
            _check_file(path)
            _check_content(path)
            self._db = _connect(path)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            reason = shown(str(error))
            raise SessionError(f"The session file {path} is damaged and was left as it is: {reason}.") from error
        except OSError as error:
            raise SessionError(f"The session file {path} cannot be opened: {error.strerror}.") from error

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        with closing(self._db), suppress(sqlite3.Error):  # what is not folded in now is folded in next time
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def facts(self) -> dict[str, str]:
        """What was noted when the session began."""
        with self._reading():
            return dict(self._db.execute("SELECT key, value FROM meta ORDER BY key").fetchall())

    def add_reply(self, reply: Reply) -> None:
        """Keep a reply. Durable on return. The same reply again changes nothing."""
        with self._writing() as db:
            _insert_reply(db, reply)

    def add_reading(self, read: ReadReply) -> None:
        """Keep a reading with its claims and rejections, all or nothing. The same reading again changes nothing."""
        with self._writing() as db:
            _insert_reading(db, read)

    def add_read_reply(self, reply: Reply, read: ReadReply) -> None:
        """Keep a reply together with its reading, all or nothing: for words that no model has to read."""
        with self._writing() as db:
            _insert_reply(db, reply)
            _insert_reading(db, read)

    def reply(self, number: int) -> Reply | None:
        """The reply with this number, or None."""
        with self._reading():
            row = self._db.execute("SELECT * FROM replies WHERE number = ?", (number,)).fetchone()
            return self._reply(row) if row else None

    def has_reading(self, number: int) -> bool:
        """Whether the reply with this number has been read."""
        with self._reading():
            return self._db.execute("SELECT 1 FROM readings WHERE reply = ?", (number,)).fetchone() is not None

    def replies(self) -> Iterator[Reply]:
        """All replies in order; SessionError, and none of them, if one was changed behind our back."""
        with self._reading():
            return iter([self._reply(row) for row in self._db.execute("SELECT * FROM replies ORDER BY number")])

    def readings(self) -> Iterator[ReadReply]:
        """All readings in order with their claims and rejections; SessionError, and none of them, if one is hurt."""
        with self._reading():
            claims, rejections = self._by_reply("claims", "number"), self._by_reply("rejections", "reply, place")
            rows = self._db.execute("SELECT reply, kind, who_knows, filled, sha256 FROM readings ORDER BY reply")
            return iter([self._read(row, claims.get(row[0], []), rejections.get(row[0], [])) for row in rows])

    def _by_reply(self, table: str, order: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        # Both names come from this module.
        for reply, body in self._db.execute(f"SELECT reply, body FROM {table} ORDER BY {order}"):  # noqa: S608
            found.setdefault(reply, []).append(body)
        return found

    def _read(self, row: Sequence[Any], claims: list[str], rejections: list[str]) -> ReadReply:
        *head, digest = row
        if _digest(*head, claims, rejections) != digest:
            raise SessionError(f"The session file {self.path} is damaged: what was read in reply {row[0]} was changed.")
        reply, kind, who_knows, filled = head
        return ReadReply(
            reply=reply,
            kind=kind,
            who_knows=who_knows,
            filled=bool(filled),
            claims=tuple(Claim.model_validate_json(body) for body in claims),
            rejections=tuple(Rejection.model_validate_json(body) for body in rejections),
        )

    def _reply(self, row: Sequence[Any]) -> Reply:
        *words, digest = row
        if _digest(*words) != digest:
            raise SessionError(f"The session file {self.path} is damaged: reply {row[0]} is not what was typed.")
        number, question, text = words
        return Reply(number=number, question=Question.model_validate_json(question), text=text)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            raise SessionError(f"The session file {self.path} holds something that I cannot understand.") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise SessionError(f"The session file {self.path} cannot be written: {shown(str(error))}.") from error


def _insert_reply(db: sqlite3.Connection, reply: Reply) -> None:
    words = (reply.number, reply.question.model_dump_json(), reply.text)
    db.execute("INSERT INTO replies VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (*words, _digest(*words)))


def _insert_reading(db: sqlite3.Connection, read: ReadReply) -> None:
    claims = [claim.model_dump_json() for claim in read.claims]
    rejections = [rejection.model_dump_json() for rejection in read.rejections]
    head = (read.reply, read.kind, read.who_knows, int(read.filled))
    row = (*head, _digest(*head, claims, rejections))
    added = db.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
    if added.rowcount:
        numbered = [(claim.number, read.reply, body) for claim, body in zip(read.claims, claims, strict=True)]
        db.executemany("INSERT INTO claims VALUES (?, ?, ?)", numbered)
        placed = [(read.reply, place, body) for place, body in enumerate(rejections)]
        db.executemany("INSERT INTO rejections VALUES (?, ?, ?)", placed)


def _begin(path: Path, facts: dict[str, str]) -> None:
    """Make the file under another name first, so that a kill leaves no half-made session behind."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(draft)) as db, db:
        db.executescript(_TABLES)
        db.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    draft.replace(path)


def _connect(path: Path) -> sqlite3.Connection:
    # 3 seconds: long enough for the other connection of this process, short enough not to look like a hang.
    db = sqlite3.connect(path, timeout=3, check_same_thread=False)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    return db


def _check_file(path: Path) -> None:
    """Refuse what is not a session file before SQLite touches it."""
    if not path.is_file():
        raise SessionError(f"The session {path} is not a file.")
    with closing(path.open("rb")) as file:
        head = file.read(16)
    if head != b"SQLite format 3\x00":
        raise SessionError(f"The session file {path} is damaged: it is not a session file. It was left as it is.")


def _check_content(path: Path) -> None:
    """Refuse a damaged file, or one of another format, before a connection that could change it is opened."""
    # Without a write-ahead log the file is all there is, and nothing needs to be put beside it.
    alone = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True)) as db:
        [version] = db.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise SessionError(
                f"The session file {path} has format {version}; this program knows format {SCHEMA_VERSION}."
            )
        [result] = db.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise SessionError(f"The session file {path} is damaged and was left as it is: {shown(str(result))}.")
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables >= _TABLE_NAMES:
            raise SessionError(f"The session file {path} is damaged: it is not a session file. It was left as it is.")


def _digest(*parts: object) -> str:
    # A damaged column may hold bytes in place of text: it then has another digest, which is the point.
    return hashlib.sha256(json.dumps(parts, default=repr).encode()).hexdigest()
