"""An interview and a review, each held with the real SDK, the real graph and the service on loopback."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from reviewer.errors import ReviewerError
from reviewer.framework import Framework, load_framework
from reviewer.interview.closing import AssessedSession, assess_session
from reviewer.interview.conversation import Turn, open_conversation
from reviewer.interview.service import Service as InService
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.openai.caller import service_caller
from reviewer.models.openai.limits import Time
from reviewer.models.openai.model import ServiceModel
from reviewer.models.port import ProposedClaim, Question
from reviewer.models.standby import WithStandby
from reviewer.reading.document import Document, read_document
from reviewer.report.contract import AssessmentDocument, to_json
from reviewer.report.markdown import to_markdown
from reviewer.report.terminal import to_text
from reviewer.review import Precautions, review_document
from reviewer.settings import Settings
from tests.faults.honest import Honest, job_of
from tests.faults.kinds import LONG, Fault
from tests.interview.obliging import NoLibrary
from tests.perfect_claims import EVALS
from tests.service.server import Behaviour, Service, text

KEY = "sk-canary-9b1d7e22a0"
ANSWER = "This is the fact that was asked for, number {}."
# Somebody whose replies nobody can read says "stop" in the end.
_MOST_REPLIES = 16
_DAY = date(2026, 3, 1)
PAPER = EVALS / "proposals" / "h14.md"


class WholeReplies:
    """A second look for a person who says nothing in particular: only a whole reply can bear a fact."""

    def over(self, text: str, question: Question | None = None) -> "_WholeReply":
        return _WholeReply(text)


@dataclass(frozen=True)
class _WholeReply:
    text: str
    gives_orders: bool = False

    def doubt(self, proposed: ProposedClaim, start: int, end: int, strictly: bool = False) -> str | None:
        return None if self.text[start:end] == self.text else "these words are about something else"


@dataclass(frozen=True)
class Where:
    """A call site, and which of its calls fails: number `k` from 1, or all from there on."""

    job: str
    k: int
    for_good: bool = False

    @property
    def scene(self) -> str:
        """Where that job is asked for."""
        return "review" if self.job in ("read_document", "critique") else "interview"


@dataclass
class Played:
    """What there is after a scene. `shown` is what was put before a person, `drafts` what she saw being written."""

    folder: Path
    seconds: float
    failure: BaseException | None = None
    shown: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    turn: Turn | None = None
    reopened: Turn | None = None
    session: AssessedSession | None = None
    document: AssessmentDocument | None = None


@cache
def parts() -> tuple[Framework, OfflineModel, Bearing, Honest]:
    """What is slow to make and the same in every scene."""
    framework = load_framework()
    return framework, OfflineModel(framework), Bearing(framework), Honest(framework)


@cache
def paper() -> Document:
    """A short proposal."""
    return read_document(PAPER)


def script(fault: Fault | None, where: Where | None) -> Any:
    """What the service does: an honest answer to every request, but for the one that is to fail."""
    heard: Counter[str] = Counter()
    honest = parts()[3]

    def behave(request: Any, _number: int) -> Behaviour:
        job = job_of(request)
        answer = honest.answer(request)
        heard[job] += 1
        if fault and where and job == where.job and _is_due(heard[job], where):
            return fault.make(request, answer)
        return text(answer)

    return behave


def _is_due(count: int, where: Where) -> bool:
    return count >= where.k if where.for_good else count == where.k


def play(service: Service, fault: Fault | None, where: Where, folder: Path) -> Played:
    """The scene of `where`, with the fault there."""
    service.script = script(fault, where)
    service.requests.clear()
    played = Played(folder, 0.0)
    began = time.monotonic()
    settings = Settings.model_construct(
        **{name: one.get_default(call_default_factory=True) for name, one in Settings.model_fields.items()}
        | {
            "model": "a-model",
            "base_url": service.address,
            "api_key": _secret(),
            "deadline_s": fault.deadline_s if fault else LONG,
            "data_dir": folder / "data",
        }
    )
    try:
        asyncio.run(_interview(settings, played) if where.scene == "interview" else _review(settings, played))
    except ReviewerError as error:
        played.failure = error
        played.shown.append(str(error))
    played.seconds = time.monotonic() - began
    return played


def _secret() -> Any:
    from pydantic import SecretStr

    return SecretStr(KEY)


def _model(settings: Settings) -> WithStandby:
    framework, offline, _, _ = parts()
    at_once = Time(sleep=_no_wait, between=lambda _low, _high: 0.0)
    caller = service_caller(settings, settings.data_dir / "state", None, at_once)
    return WithStandby(ServiceModel(caller, framework, settings.model), offline, framework)


async def _no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


async def _review(settings: Settings, played: Played) -> None:
    framework, offline, bearing, _ = parts()
    found = await review_document(paper(), _model(settings), framework, Precautions(bearing, offline))
    played.document = found
    played.shown += [to_text(found, 100, {}), to_markdown(found, {}), to_json(found)]


async def _interview(settings: Settings, played: Played) -> None:
    framework, offline, _, _ = parts()
    path = settings.sessions / "talk.db"
    in_service = InService(second_look=WholeReplies(), standby=offline)

    def opened() -> Any:
        return open_conversation(path, framework, _model(settings), NoLibrary(), today=lambda: _DAY, service=in_service)

    async with opened() as talk:
        while talk.turn.question is not None:
            played.shown.append(talk.turn.question.wording)
            number = len(played.sent) + 1
            played.sent.append(ANSWER.format(number) if number < _MOST_REPLIES else "stop")
            await talk.reply(played.sent[-1], heard=played.drafts.append)
            played.shown += [talk.turn.note, talk.turn.degraded or ""]
        played.turn = talk.turn
    played.session = assess_session(path, framework)
    async with opened() as talk:
        played.reopened = talk.turn
