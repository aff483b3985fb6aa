"""Everything that an interview works with, and the work itself: read, admit, assess, choose.

The graph only says in which order. What is here can be called without LangGraph.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reviewer.assessment.assess import assessed, find
from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Assessment
from reviewer.errors import LibraryError, ModelError
from reviewer.framework.catalogue import Framework
from reviewer.interview.commands import command_in
from reviewer.interview.known import exchange_before, known_rows, known_values, said_last
from reviewer.interview.last_look import Transcript, borne_out
from reviewer.interview.phrasing import Heard, is_worth_phrasing, phrased
from reviewer.interview.planning import PLANNED
from reviewer.interview.policy import WHO_KNOWS, Depth, next_question
from reviewer.interview.progress import Progress, exchange
from reviewer.interview.record import Look, ReadReply, Reply, ServiceJob, SessionRecord
from reviewer.interview.service import Served, Service
from reviewer.library import Library
from reviewer.models.port import CLAIMING_KINDS, Model, Question, Reading, ReadRequest, Unread
from reviewer.models.standby import part_of_a_sentence
from reviewer.readiness.claims import Claim
from reviewer.readiness.fold import Readiness, fold, refold
from reviewer.reading.gate import Admission, SourceText, admit
from reviewer.reading.second_look import SecondLook, distrusted
from reviewer.text import shown

_LONGEST_NAME = 120


@dataclass
class Desk:
    """One interview at work: its record, what the claims say now, and where the conversation stands.

    `service`: what a configured service is used for beside reading; None where the offline model is the model.
    `looked`: what the last look of this sitting found.
    """

    record: SessionRecord
    framework: Framework
    model: Model
    library: Library
    depth: Depth
    today: Callable[[], date] = date.today
    service: Service | None = None
    readiness: Readiness = field(default_factory=Readiness)
    progress: Progress = field(default_factory=Progress)
    last: ReadReply | None = None
    looked: Look | None = None
    served: Served = field(default_factory=Served)
    library_problem: str = ""
    library_news: str = ""
    _by_facet: dict[str, list[Claim]] = field(default_factory=dict)
    _claim_count: int = 0
    _speaker: str = "team"
    _before: Reply | None = None
    _looked_up_to: int = 0
    _findings: Findings | None = None
    _assessment: Assessment | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment of what was said so far."""
        return self._assessment or self.assess()

    @property
    def failed_now(self) -> list[ServiceJob]:
        """Where the service failed since the last reply."""
        latest = self._before.number if self._before else 0
        return [failure for failure in self.served.failures if failure.reply == latest]

    def restore(self) -> None:
        """Rebuild everything from the record."""
        replies = {reply.number: reply for reply in self.record.replies()}
        looks = {look.up_to: look for look in self.record.looks()}
        for read in self.record.readings():
            self._count(replies[read.reply], read)
            if read.reply in looks:
                self._count_look(looks[read.reply])
            self.progress.take(exchange(replies[read.reply].question, read))
            self.last = read
        for job in self.record.jobs():
            self.served.take(job)
        self.readiness = fold((claim for claims in self._by_facet.values() for claim in claims), self.framework)

    async def read(self, reply: Reply) -> Reading:
        """What the model reads in a reply. The answer to "who would know?" is a name, whatever else it sounds like."""
        if command := command_in(reply.text):
            return Reading(kind=command)
        request = ReadRequest(
            text=reply.text,
            kind="reply",
            question=None if reply.question.facet == WHO_KNOWS else reply.question,
            items=await self._items_in_scope(reply),
            reference_date=self.today(),
            known_rows=known_rows(self.readiness, self.framework),
            known_values=known_values(self.readiness, self.framework, self._by_facet),
            earlier=exchange_before(self._before),
        )
        reading = await self._trusted(reply, request, await self.model.read(request))
        if reply.question.facet == WHO_KNOWS and reading.kind in (*CLAIMING_KINDS, "confirmation"):
            name = reading.who_knows or shown(reply.text)[:_LONGEST_NAME]
            return Reading(kind="dont_know", who_knows=name, unread=reading.unread, usage=reading.usage)
        return reading

    async def _trusted(self, reply: Reply, request: ReadRequest, reading: Reading) -> Reading:
        """The reading; the offline model's instead where the reply bears out little of what the service claims."""
        if self.service is None or self.service.standby is None or reading.unread or reading.kind not in CLAIMING_KINDS:
            return reading
        claims = self._admission(reply, reading, self.service.second_look).claims
        reason = distrusted(reading.claims, claims, self.model.name)
        if reason is None:
            return reading
        instead = await self.service.standby.read(request)
        return instead.model_copy(update={"unread": (Unread(part="", reason=reason),), "usage": reading.usage})

    def admit(self, reply: Reply, reading: Reading) -> None:
        """Keep a reading with those of its claims that the reply bears out. Only answers and corrections claim."""
        read = self._borne_out(reply, reading, by_service=self.service is not None)
        self.record.add_reading(read)
        self._take(reply, read)

    def plan(self, reply: Reply, reading: Reading) -> None:
        """Keep planned values with the words that list them, at once and together: there is nothing left to read."""
        read = self._borne_out(reply, reading, by_service=False)
        self.record.add_read_reply(reply, read)
        self._take(reply, read)

    def _admission(self, reply: Reply, reading: Reading, second_look: SecondLook | None) -> Admission:
        return admit(
            reading.claims if reading.kind in CLAIMING_KINDS else (),
            SourceText(
                label=f"reply {reply.number}",
                text=reply.text,
                kind="reply",
                speaker=self._speaker,
                question=reply.question,
            ),
            self.framework,
            first_number=self._claim_count + 1,
            corrects=reading.kind == "correction",
            second_look=second_look,
        )

    def _borne_out(self, reply: Reply, reading: Reading, *, by_service: bool) -> ReadReply:
        # What the offline model read, or code made, is held to the same as ever.
        second_look = self.service.second_look if self.service and by_service and not reading.unread else None
        admission = self._admission(reply, reading, second_look)
        return ReadReply(
            reply=reply.number,
            kind=reading.kind,
            who_knows=reading.who_knows,
            filled=any(self._is_about(claim, reply.question) for claim in admission.claims),
            claims=admission.claims,
            rejections=admission.rejections,
            job=self._job(reply.number, "read_reply", reading) if by_service or reading.unread else None,
        )

    def _take(self, reply: Reply, read: ReadReply) -> None:
        self._count(reply, read)
        if read.job:
            self.served.take(read.job)
        self._fold_in(read.claims)
        self.progress.take(exchange(reply.question, read))
        self.last = read

    def _fold_in(self, claims: Iterable[Claim]) -> None:
        touched = {claim.facet.partition(".")[0] for claim in claims}
        self.readiness = refold(self.readiness, {key: self._by_facet[key] for key in touched}, self.framework)
        self._findings = self._assessment = None

    def phrases(self, question: Question) -> bool:
        """Whether a model puts this question in words."""
        return self.service is not None and self.service.phrases and is_worth_phrasing(question, self.progress)

    async def phrase(self, question: Question, heard: Heard) -> Question:
        """The question in the model's words where they are fit; what that took is noted, and so is a failure."""
        worded = await phrased(question, said_last(self._before), self.model, heard)
        after = self._before.number if self._before else 0
        job = ServiceJob(reply=after, job="phrase", model=self.model.name, unread=worded.unread, usage=worded.usage)
        self.record.add_job(job)
        self.served.take(job)
        return worded.question

    @property
    def wants_last_look(self) -> bool:
        """Whether a service should look through the interview: there are replies that it did not see."""
        if self.service is None or not self.service.last_look or self.progress.stopped or self._before is None:
            return False
        return self._before.number > self._looked_up_to

    async def look(self) -> None:
        """One look at everything that was said. If it fails, that is noted and nothing else happens."""
        assert self.service is not None and self._before is not None
        self._looked_up_to = self._before.number
        transcript = Transcript(list(self.record.replies()), list(self.record.readings()), self._looked_up_to)
        try:
            reading = await self.model.read_again(transcript.request(self.readiness))
        except ModelError as error:
            reading = Reading(kind="answer", unread=(Unread(part="", reason=part_of_a_sentence(str(error))),))
        first, second_look = self._claim_count + 1, self.service.second_look
        found = borne_out(reading.claims, transcript, self._by_facet, self.framework, first, second_look)
        reason = distrusted(found.tried, found.look.claims, self.model.name) if second_look else None
        job = self._job(self._looked_up_to, "read_again", reading, reason)
        if job.unread is not None:
            self.record.add_job(job)
        else:
            self.record.add_look(found.look, job)
            self._count_look(found.look)
            self.looked = found.look
        self.served.take(job)
        self._fold_in(self.looked.claims if self.looked else ())

    def _job(
        self, reply: int, job: Literal["read_reply", "read_again"], reading: Reading, distrust: str | None = None
    ) -> ServiceJob:
        """What a service did in this reading, and why it is not used where it is not."""
        reasons = "; ".join(dict.fromkeys(unread.reason for unread in reading.unread)) or distrust
        return ServiceJob(reply=reply, job=job, model=self.model.name, unread=reasons, usage=reading.usage)

    def assess(self) -> Assessment:
        """The assessment, computed anew."""
        answered = self.progress.answered_items
        reservations = self.served.reservations()
        self._findings = find(self.readiness, self.framework, "interview", answered, reservations)
        self._assessment = assessed(self._findings, answered)
        return self._assessment

    def choose(self) -> Question | None:
        """The next question, or None when nothing is open or the person has stopped."""
        if self.progress.stopped:
            return None
        if self._findings is None:
            self.assess()
        assert self._findings is not None
        return next_question(self._findings, self.progress, self.depth, self.assessment)

    def _count(self, reply: Reply, read: ReadReply) -> None:
        self._count_claims(read.claims)
        # Whoever has taken the keyboard keeps it until somebody else says so.
        self._speaker = read.claims[-1].speaker if read.claims else self._speaker
        if reply.question.facet != PLANNED:
            self.served.take_reading(read)
            self._before = reply

    def _count_look(self, look: Look) -> None:
        self._count_claims(look.claims)
        self.served.take_look(look)
        self._looked_up_to = look.up_to

    def _count_claims(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            self._by_facet.setdefault(claim.facet.partition(".")[0], []).append(claim)
        self._claim_count += len(claims)

    def _is_about(self, claim: Claim, question: Question) -> bool:
        key = claim.facet.partition(".")[0]
        same_item = question.item is not None and self.framework.item_of_facet.get(key) == question.item
        return same_item or key == question.facet.partition(".")[0]

    async def _items_in_scope(self, reply: Reply) -> tuple[str, ...]:
        """All items, those first that were asked about or that the library finds in the words."""
        told = self.library_problem
        try:
            # In a thread, as a service may have to be asked for the vector of the words.
            touched = await asyncio.to_thread(self.library.items_for, reply.text)
            self.library_problem = self.library.note
        except LibraryError as error:
            self.library_problem = str(error)
            touched = ()
        self.library_news = self.library_problem if self.library_problem != told else ""
        asked = (reply.question.item,) if reply.question.item else ()
        return tuple(dict.fromkeys((*asked, *touched, *self.framework.items_by_id)))
