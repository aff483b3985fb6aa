"""The append-only record of one session: replies, what was read in them, and the claims that were admitted.

One SQLite file for each session, next to LangGraph's own tables. A reply is durable before anything reads it; a reading
and its claims are written in one transaction. Rows are written once, numbered, and never changed.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from pydantic import ValidationError

from reviewer.errors import SessionError
from reviewer.models.port import Question, ReplyKind
from reviewer.readiness.claims import Claim, Record, Rejection

SCHEMA_VERSION = 1
# Pages in the write-ahead log before it is folded into the file: a small log keeps a session below a megabyte.
WAL_PAGES = 64
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE replies (number INTEGER PRIMARY KEY, question TEXT NOT NULL, text TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE readings (reply INTEGER PRIMARY KEY REFERENCES replies(number), kind TEXT NOT NULL, who_knows TEXT,
                       filled INTEGER NOT NULL);
CREATE TABLE claims (number INTEGER PRIMARY KEY, reply INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE rejections (reply INTEGER NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL,
                         PRIMARY KEY (reply, place));
"""


class Reply(Record):
    """What a person typed in answer to a question."""

    number: int
    question: Question
    text: str


class ReadReply(Record):
    """What was read in a reply. `filled`: it filled a facet of the item that was asked about."""

    reply: int
    kind: ReplyKind
    who_knows: str | None = None
    filled: bool = False
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()


class SessionRecord:
    """The record of one session, open for reading and appending. Close it when done."""

    def __init__(self, path: Path, facts: dict[str, str]) -> None:
        """Open the record at `path`, or begin one with `facts` about it (framework version and so on)."""
        self.path = path
        try:
            if not path.exists():
                _begin(path, facts)
            _check_file(path)
            self._db = _connect(path)
            self._check()
        except sqlite3.Error as error:
            raise SessionError(f"The session file {path} is damaged and was left as it is: {error}.") from error
        except OSError as error:
            raise SessionError(f"The session file {path} cannot be opened: {error.strerror}.") from error

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()

    def facts(self) -> dict[str, str]:
        """What was noted when the session began."""
        return dict(self._db.execute("SELECT key, value FROM meta ORDER BY key").fetchall())

    def add_reply(self, reply: Reply) -> None:
        """Keep a reply. Durable on return. The same reply again changes nothing."""
        row = (reply.number, reply.question.model_dump_json(), reply.text, _digest(reply.text))
        with self._writing() as db:
            db.execute("INSERT INTO replies VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row)

    def add_reading(self, read: ReadReply) -> None:
        """Keep a reading with its claims and rejections, all or nothing. The same reading again changes nothing."""
        with self._writing() as db:
            row = (read.reply, read.kind, read.who_knows, int(read.filled))
            added = db.execute("INSERT INTO readings VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
            if added.rowcount:
                claims = [(claim.number, read.reply, claim.model_dump_json()) for claim in read.claims]
                db.executemany("INSERT INTO claims VALUES (?, ?, ?)", claims)
                bodies = enumerate(rejection.model_dump_json() for rejection in read.rejections)
                db.executemany("INSERT INTO rejections VALUES (?, ?, ?)", [(read.reply, *body) for body in bodies])

    def reply(self, number: int) -> Reply | None:
        """The reply with this number, or None."""
        row = self._db.execute("SELECT * FROM replies WHERE number = ?", (number,)).fetchone()
        return self._reply(row) if row else None

    def has_reading(self, number: int) -> bool:
        """Whether the reply with this number has been read."""
        return self._db.execute("SELECT 1 FROM readings WHERE reply = ?", (number,)).fetchone() is not None

    def replies(self) -> Iterator[Reply]:
        """All replies in order; SessionError if one was changed behind our back."""
        for row in self._db.execute("SELECT * FROM replies ORDER BY number").fetchall():
            yield self._reply(row)

    def readings(self) -> Iterator[ReadReply]:
        """All readings in order, each with its claims and rejections."""
        claims, rejections = self._by_reply("claims", "number"), self._by_reply("rejections", "reply, place")
        rows = self._db.execute("SELECT reply, kind, who_knows, filled FROM readings ORDER BY reply").fetchall()
        for reply, kind, who_knows, filled in rows:
            try:
                yield ReadReply(
                    reply=reply,
                    kind=kind,
                    who_knows=who_knows,
                    filled=bool(filled),
                    claims=tuple(Claim.model_validate_json(body) for body in claims.get(reply, ())),
                    rejections=tuple(Rejection.model_validate_json(body) for body in rejections.get(reply, ())),
                )
            except ValidationError as error:
                raise SessionError(f"The session file {self.path} holds a reading that I cannot understand.") from error

    def _by_reply(self, table: str, order: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        # Both names come from this module.
        for reply, body in self._db.execute(f"SELECT reply, body FROM {table} ORDER BY {order}"):  # noqa: S608
            found.setdefault(reply, []).append(body)
        return found

    def _reply(self, row: Sequence[object]) -> Reply:
        number, question, text, digest = row
        if _digest(str(text)) != digest:
            raise SessionError(f"The session file {self.path} is damaged: reply {number} is not what was typed.")
        return Reply.model_validate({"number": number, "question": json.loads(str(question)), "text": text})

    def _check(self) -> None:
        [version] = self._db.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise SessionError(
                f"The session file {self.path} has format {version}; this program knows format {SCHEMA_VERSION}."
            )
        [result] = self._db.execute("PRAGMA quick_check(1)").fetchone()
        if result != "ok":
            raise SessionError(f"The session file {self.path} is damaged and was left as it is: {result}.")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._db:
                yield self._db
        except sqlite3.Error as error:
            raise SessionError(f"The session file {self.path} cannot be written: {error}.") from error


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


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
