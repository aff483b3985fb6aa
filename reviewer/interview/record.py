"""The append-only record of one session: replies, what was read in them, and the claims that were admitted.

One SQLite file for each session, next to LangGraph's own tables. A reply is durable before anything reads it; a reading
and its claims are written in one transaction. Rows are written once, numbered, and never changed. What a service did
beside (put questions in words, looked through the whole interview) has rows of its own.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal, TypeVar

from reviewer.errors import SessionError
from reviewer.interview.session_file import SCHEMA_VERSION, begin, check_file, checked_version, connect, migrate
from reviewer.models.port import Question, ReplyKind, Usage
from reviewer.readiness.claims import Claim, OneLine, Record, Rejection
from reviewer.text import shown


class Reply(Record):
    """What a person typed in answer to a question."""

    number: int
    question: Question
    text: str


class ServiceJob(Record):
    """One job of a service: what it was, after which reply, and what it took.

    `unread`: why the service failed in it, as part of a sentence. The offline model then read the reply, or the
    catalogue's wording stood, or nobody took the last look. None where the service did it.
    """

    reply: int
    job: Literal["read_reply", "phrase", "read_again"]
    model: OneLine
    unread: OneLine | None = None
    usage: Usage = Usage()


class ReadReply(Record):
    """What was read in a reply. `filled`: it filled a facet of the item that was asked about.

    `job`: what a service did to read it; None where none was asked.
    """

    reply: int
    kind: ReplyKind
    who_knows: OneLine | None = None
    filled: bool = False
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    job: ServiceJob | None = None


class Look(Record):
    """What a last look at the whole interview found in the replies up to the one numbered `up_to`."""

    up_to: int
    claims: tuple[Claim, ...] = ()
    rejections: tuple[Rejection, ...] = ()


_Body = TypeVar("_Body", ServiceJob, Look)


class SessionRecord:
    """The record of one session, open for reading and appending. Close it when done."""

    def __init__(self, path: Path, facts: dict[str, str] | None = None) -> None:
        """Open the record at `path`, or begin one with `facts` about it (framework version and so on).

        Without `facts` it is only looked at: none is begun, and a file of an earlier form stays as it is.
        """
        self.path = path
        try:
            if facts is not None and not os.path.lexists(path):
                begin(path, facts)
            check_file(path)
            self._version = checked_version(path)
            self._db = connect(path)
            if facts is not None and self._version < SCHEMA_VERSION:
                self._bring_up_to_date()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            reason = shown(str(error))
            raise SessionError(f"The session file {path} is damaged and was left as it is: {reason}.") from error
        except OSError as error:
            raise SessionError(f"The session file {path} cannot be opened: {error.strerror}.") from error

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        with closing(self._db), suppress(sqlite3.Error):  # what is not folded in now is folded in next time
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _bring_up_to_date(self) -> None:
        try:
            migrate(self._db)
        except sqlite3.Error:
            self._db.close()
            raise
        self._version = SCHEMA_VERSION

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

    def add_job(self, job: ServiceJob) -> None:
        """Keep what a service did beside reading a reply. The same again is another row: it was paid for again."""
        with self._writing() as db:
            _insert_job(db, job)

    def add_look(self, look: Look, job: ServiceJob) -> None:
        """Keep what a last look found and the job that it was, all or nothing. The same look again changes nothing."""
        body = look.model_dump_json()
        row = (look.up_to, body, _digest(look.up_to, body))
        with self._writing() as db:
            if db.execute("INSERT INTO looks VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row).rowcount:
                _insert_job(db, job)

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
            jobs = {job.reply: job for job in self.jobs() if job.job == "read_reply"}
            rows = self._db.execute("SELECT reply, kind, who_knows, filled, sha256 FROM readings ORDER BY reply")
            return iter(
                [self._read(row, claims.get(row[0], []), rejections.get(row[0], []), jobs.get(row[0])) for row in rows]
            )

    def jobs(self) -> list[ServiceJob]:
        """Everything that a service did, in order; SessionError if a row was changed behind our back."""
        return self._bodies("SELECT reply, body, sha256 FROM jobs ORDER BY number", ServiceJob)

    def looks(self) -> list[Look]:
        """What the last looks found, in order; SessionError if a row was changed behind our back."""
        return self._bodies("SELECT up_to, body, sha256 FROM looks ORDER BY up_to", Look)

    def _bodies(self, query: str, kind: type[_Body]) -> list[_Body]:
        if self._version < SCHEMA_VERSION:
            return []
        with self._reading():
            rows = self._db.execute(query).fetchall()
            for number, body, digest in rows:
                if _digest(number, body) != digest:
                    raise SessionError(f"The session file {self.path} is damaged: what a service did was changed.")
            return [kind.model_validate_json(body) for _, body, _ in rows]

    def _by_reply(self, table: str, order: str) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        # Both names come from this module.
        for reply, body in self._db.execute(f"SELECT reply, body FROM {table} ORDER BY {order}"):  # noqa: S608
            found.setdefault(reply, []).append(body)
        return found

    def _read(self, row: Sequence[Any], claims: list[str], rejections: list[str], job: ServiceJob | None) -> ReadReply:
        *head, digest = row
        if _digest(*head, claims, rejections, *_bodies_of(job)) != digest:
            raise SessionError(f"The session file {self.path} is damaged: what was read in reply {row[0]} was changed.")
        reply, kind, who_knows, filled = head
        return ReadReply(
            reply=reply,
            kind=kind,
            who_knows=who_knows,
            filled=bool(filled),
            claims=tuple(Claim.model_validate_json(body) for body in claims),
            rejections=tuple(Rejection.model_validate_json(body) for body in rejections),
            job=job,
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
    row = (*head, _digest(*head, claims, rejections, *_bodies_of(read.job)))
    added = db.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row)
    if added.rowcount:
        numbered = [(claim.number, read.reply, body) for claim, body in zip(read.claims, claims, strict=True)]
        db.executemany("INSERT INTO claims VALUES (?, ?, ?)", numbered)
        placed = [(read.reply, place, body) for place, body in enumerate(rejections)]
        db.executemany("INSERT INTO rejections VALUES (?, ?, ?)", placed)
        if read.job:
            _insert_job(db, read.job)


def _insert_job(db: sqlite3.Connection, job: ServiceJob) -> None:
    body = job.model_dump_json()
    row = (job.reply, body, _digest(job.reply, body))
    db.execute("INSERT INTO jobs (reply, body, sha256) VALUES (?, ?, ?)", row)


def _bodies_of(job: ServiceJob | None) -> list[str]:
    """What the digest of a reading holds of its job: where one vanishes that is noticed."""
    return [job.model_dump_json()] if job else []


def _digest(*parts: object) -> str:
    # A damaged column may hold bytes in place of text: it then has another digest, which is the point.
    return hashlib.sha256(json.dumps(parts, default=repr).encode()).hexdigest()
