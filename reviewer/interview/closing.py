"""The assessment of an interview from its record alone, without opening the conversation."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from reviewer.assessment.assess import assess
from reviewer.assessment.model import Assessment
from reviewer.errors import SessionError
from reviewer.framework.catalogue import Framework
from reviewer.interview.pinning import check_framework
from reviewer.interview.progress import Progress, exchange
from reviewer.interview.record import Look, ReadReply, SessionRecord
from reviewer.interview.service import Served, served_in
from reviewer.readiness.claims import Rejection
from reviewer.readiness.fold import Readiness, fold


@dataclass(frozen=True)
class AssessedSession:
    """What an interview amounts to so far. `sha256` is that of all replies, each on a line of its own.

    `answered`: the items that were asked about and answered. `served`: what a service did in it, and where it failed.
    """

    assessment: Assessment
    readiness: Readiness
    answered: frozenset[str]
    rejections: tuple[Rejection, ...]
    sha256: str
    served: Served


def assess_session(path: Path, framework: Framework) -> AssessedSession:
    """The assessment of the session at `path`; SessionError if it cannot be read."""
    if not path.exists():
        raise SessionError(f"There is no interview {path.stem}.")
    record = SessionRecord(path)
    try:
        check_framework(record, framework)
        replies, readings = list(record.replies()), list(record.readings())
        looks, jobs = record.looks(), record.jobs()
    finally:
        record.close()
    questions = {reply.number: reply.question for reply in replies}
    progress = Progress().take_all(exchange(questions[read.reply], read) for read in readings)
    read_or_found: list[ReadReply | Look] = [*readings, *looks]
    claims = (claim for each in read_or_found for claim in each.claims)
    readiness, answered = fold(claims, framework), frozenset(progress.answered_items)
    served = served_in(replies, readings, looks, jobs)
    return AssessedSession(
        assessment=assess(readiness, framework, "interview", answered, served.reservations()),
        readiness=readiness,
        answered=answered,
        rejections=tuple(refused for each in read_or_found for refused in each.rejections),
        served=served,
        sha256=hashlib.sha256("\n".join(reply.text for reply in replies).encode()).hexdigest(),
    )
