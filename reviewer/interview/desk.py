"""Everything that an interview works with, and the work itself: read, admit, assess, choose.

The graph only says in which order. What is here can be called without LangGraph.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from reviewer.assessment.assess import assessed, find
from reviewer.assessment.findings import Findings
from reviewer.assessment.model import Assessment
from reviewer.errors import LibraryError
from reviewer.framework.catalogue import Framework
from reviewer.interview.known import known_rows, known_values
from reviewer.interview.policy import WHO_KNOWS, Depth, next_question
from reviewer.interview.progress import Progress, exchange
from reviewer.interview.record import ReadReply, Reply, SessionRecord
from reviewer.library import Library
from reviewer.models.port import CLAIMING_KINDS, Model, Question, Reading, ReadRequest
from reviewer.readiness.claims import Claim
from reviewer.readiness.fold import Readiness, fold, refold
from reviewer.reading.gate import SourceText, admit
from reviewer.text import shown

_LONGEST_NAME = 120


@dataclass
class Desk:
    """One interview at work: its record, what the claims say now, and where the conversation stands."""

    record: SessionRecord
    framework: Framework
    model: Model
    library: Library
    depth: Depth
    today: Callable[[], date] = date.today
    readiness: Readiness = field(default_factory=Readiness)
    progress: Progress = field(default_factory=Progress)
    last: ReadReply | None = None
    library_problem: str | None = None
    _by_facet: dict[str, list[Claim]] = field(default_factory=dict)
    _claim_count: int = 0
    _speaker: str = "team"
    _findings: Findings | None = None
    _assessment: Assessment | None = None

    @property
    def assessment(self) -> Assessment:
        """The assessment of what was said so far."""
        return self._assessment or self.assess()

    def restore(self) -> None:
        """Rebuild everything from the record."""
        questions = {reply.number: reply.question for reply in self.record.replies()}
        for read in self.record.readings():
            self._count(read)
            self.progress.take(exchange(questions[read.reply], read))
            self.last = read
        self.readiness = fold((claim for claims in self._by_facet.values() for claim in claims), self.framework)

    async def read(self, reply: Reply) -> Reading:
        """What the model reads in a reply. The answer to "who would know?" is a name, whatever else it sounds like."""
        request = ReadRequest(
            text=reply.text,
            kind="reply",
            question=None if reply.question.facet == WHO_KNOWS else reply.question,
            items=self._items_in_scope(reply),
            reference_date=self.today(),
            known_rows=known_rows(self.readiness, self.framework),
            known_values=known_values(self.readiness, self.framework, self._by_facet),
        )
        reading = await self.model.read(request)
        if reply.question.facet == WHO_KNOWS and reading.kind in (*CLAIMING_KINDS, "confirmation"):
            return Reading(kind="dont_know", who_knows=reading.who_knows or shown(reply.text)[:_LONGEST_NAME])
        return reading

    def admit(self, reply: Reply, reading: Reading) -> None:
        """Keep a reading with those of its claims that the reply bears out. Only answers and corrections claim."""
        read = self._borne_out(reply, reading)
        self.record.add_reading(read)
        self._take(reply, read)

    def plan(self, reply: Reply, reading: Reading) -> None:
        """Keep planned values with the words that list them, at once and together: there is nothing left to read."""
        read = self._borne_out(reply, reading)
        self.record.add_read_reply(reply, read)
        self._take(reply, read)

    def _borne_out(self, reply: Reply, reading: Reading) -> ReadReply:
        admission = admit(
            reading.claims if reading.kind in CLAIMING_KINDS else (),
            SourceText(label=f"reply {reply.number}", text=reply.text, kind="reply", speaker=self._speaker),
            self.framework,
            first_number=self._claim_count + 1,
            corrects=reading.kind == "correction",
        )
        return ReadReply(
            reply=reply.number,
            kind=reading.kind,
            who_knows=reading.who_knows,
            filled=any(self._is_about(claim, reply.question) for claim in admission.claims),
            claims=admission.claims,
            rejections=admission.rejections,
        )

    def _take(self, reply: Reply, read: ReadReply) -> None:
        self._count(read)
        touched = {claim.facet.partition(".")[0] for claim in read.claims}
        self.readiness = refold(self.readiness, {key: self._by_facet[key] for key in touched}, self.framework)
        self.progress.take(exchange(reply.question, read))
        self.last = read
        self._findings = self._assessment = None

    def assess(self) -> Assessment:
        """The assessment, computed anew."""
        answered = self.progress.answered_items
        self._findings = find(self.readiness, self.framework, "interview", answered)
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

    def _count(self, read: ReadReply) -> None:
        for claim in read.claims:
            self._by_facet.setdefault(claim.facet.partition(".")[0], []).append(claim)
        self._claim_count += len(read.claims)
        # Whoever has taken the keyboard keeps it until somebody else says so.
        self._speaker = read.claims[-1].speaker if read.claims else self._speaker

    def _is_about(self, claim: Claim, question: Question) -> bool:
        key = claim.facet.partition(".")[0]
        same_item = question.item is not None and self.framework.item_of_facet.get(key) == question.item
        return same_item or key == question.facet.partition(".")[0]

    def _items_in_scope(self, reply: Reply) -> tuple[str, ...]:
        """All items, those first that were asked about or that the library finds in the words."""
        try:
            touched = self.library.items_for(reply.text)
        except LibraryError as error:
            self.library_problem = str(error)
            touched = ()
        asked = (reply.question.item,) if reply.question.item else ()
        return tuple(dict.fromkeys((*asked, *touched, *self.framework.items_by_id)))
