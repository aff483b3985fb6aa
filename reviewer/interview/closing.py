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
from reviewer.interview.record import SessionRecord
from reviewer.readiness.claims import Rejection
from reviewer.readiness.fold import Readiness, fold


@dataclass(frozen=True)
class AssessedSession:
    """What an interview amounts to so far. `sha256` is that of all replies, each on a line of its own.

    `answered`: the items that were asked about and answered.
    """

    assessment: Assessment
    readiness: Readiness
    answered: frozenset[str]
    rejections: tuple[Rejection, ...]
    sha256: str


def assess_session(path: Path, framework: Framework) -> AssessedSession:
    """The assessment of the session at `path`; SessionError if it cannot be read."""
    if not path.exists():
        raise SessionError(f"There is no interview {path.stem}.")
    record = SessionRecord(path)
    try:
        check_framework(record, framework)
        replies, readings = list(record.replies()), list(record.readings())
    finally:
        record.close()
    questions = {reply.number: reply.question for reply in replies}
    progress = Progress().take_all(exchange(questions[read.reply], read) for read in readings)
    claims = (claim for read in readings for claim in read.claims)
    readiness, answered = fold(claims, framework), frozenset(progress.answered_items)
    return AssessedSession(
        assessment=assess(readiness, framework, "interview", answered),
        readiness=readiness,
        answered=answered,
        rejections=tuple(refused for read in readings for refused in read.rejections),
        sha256=hashlib.sha256("\n".join(reply.text for reply in replies).encode()).hexdigest(),
    )
