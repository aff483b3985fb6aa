"""A language model behind a service, as the model port knows it: strict answers, one retry, and loud about the rest."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from reviewer.errors import ServiceError
from reviewer.framework.catalogue import Area, Framework
from reviewer.models.openai.call import Call, Caller
from reviewer.models.openai.dating import Dating
from reviewer.models.openai.definitions import items_of
from reviewer.models.openai.parts import parts_of, runs_of
from reviewer.models.openai.prompts import Prompts, asked_again
from reviewer.models.openai.reading import name_in, proposed
from reviewer.models.openai.shapes import DocumentForm, ReplyForm
from reviewer.models.openai.strict import Answered, MalformedError, form_in
from reviewer.models.port import (
    CritiqueRequest,
    PhraseRequest,
    ProposedClaim,
    Prose,
    Reading,
    ReadRequest,
    SpokenReply,
    TranscriptRequest,
    Unread,
    Usage,
    taken_by,
)
from reviewer.models.standby import part_of_a_sentence


@dataclass(frozen=True)
class _Outcome(Generic[Answered]):
    """What became of one question to the service: its form or its failure, and what both attempts took."""

    usage: Usage
    form: Answered | None = None
    error: ServiceError | None = None

    @property
    def reason(self) -> str:
        """Why there is no form, as part of a sentence."""
        return part_of_a_sentence(str(self.error))


class ServiceModel:
    """Reads and writes by a service. What it failed to read of a document or an interview is named in the reading."""

    def __init__(self, caller: Caller, framework: Framework, model_name: str) -> None:
        self.name = model_name
        self._caller = caller
        self._framework = framework
        self._prompts = Prompts(framework, model_name)

    async def read(self, request: ReadRequest) -> Reading:
        """The kind of a reply and its claims, in one call; the claims of a document, area by area."""
        return await (self._reply(request) if request.kind == "reply" else self._document(request))

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """What a whole interview says and nobody noted. ServiceError if nothing of it could be read."""
        runs = runs_of(request.replies)
        outcomes = await asyncio.gather(*(self._ask(self._prompts.again(request, run), ReplyForm) for run in runs))
        _raise_if_all_failed(outcomes)
        unread = [
            Unread(part="", reason=f"replies {run[0].number} to {run[-1].number}: {outcome.reason}")
            for run, outcome in zip(runs, outcomes, strict=True)
            if outcome.error
        ]
        claims = [
            claim
            for run, outcome in zip(runs, outcomes, strict=True)
            for claim in self._claims_in_replies(outcome.form, run)
        ]
        return Reading(kind="answer", claims=tuple(claims), unread=tuple(unread), usage=_together(outcomes))

    def phrase(self, request: PhraseRequest) -> Prose:
        """A natural wording of a question, as it is written."""
        return self._caller.stream(self._prompts.phrase(request))

    def critique(self, request: CritiqueRequest) -> Prose:
        """A covering note over the gaps, as it is written."""
        return self._caller.stream(self._prompts.critique(request))

    async def _reply(self, request: ReadRequest) -> Reading:
        outcome = await self._ask(self._prompts.reply(request), ReplyForm)
        if outcome.form is None:
            raise _failure(outcome, outcome.usage)
        dating = Dating(request.text, request.reference_date)
        claims = tuple(proposed(outcome.form.claims, self._framework, dating))
        return Reading(
            kind=outcome.form.kind,
            claims=self._in_scope(claims, request.items),
            who_knows=name_in(outcome.form.who_knows),
            usage=outcome.usage,
        )

    async def _document(self, request: ReadRequest) -> Reading:
        areas = [area for area in self._framework.areas if items_of(self._framework, area, request.items)]
        parts = parts_of(request.text)
        jobs = [(area, number) for number in range(len(parts)) for area in areas]
        outcomes = await asyncio.gather(
            *(self._ask(self._area(request, area, parts, number), DocumentForm) for area, number in jobs)
        )
        _raise_if_all_failed(outcomes)
        dating = Dating(request.text, request.reference_date)
        forms = [outcome.form.claims for outcome in outcomes if outcome.form]
        claims = tuple(proposed((claim for each in forms for claim in each), self._framework, dating))
        failed = {area.id: outcome.reason for (area, _), outcome in zip(jobs, outcomes, strict=True) if outcome.error}
        return Reading(
            kind="answer",
            claims=self._in_scope(claims, request.items),
            unread=tuple(Unread(part=area.id, reason=failed[area.id]) for area in areas if area.id in failed),
            usage=_together(outcomes),
        )

    def _area(self, request: ReadRequest, area: Area, parts: Sequence[str], number: int) -> Call:
        return self._prompts.area(parts[number], area, request.items, number + 1, len(parts))

    async def _ask(self, call: Call, form: type[Answered]) -> _Outcome[Answered]:
        """The answer in its form, after one more attempt if the first was not; a failure is an outcome too."""
        usage = Usage()
        try:
            answer = await self._caller.call(call)
            usage = answer.usage
            try:
                return _Outcome(usage, form_in(answer.text, form))
            except MalformedError as mistake:
                again = asked_again(call, answer.text, str(mistake))
            answer = await self._caller.call(again)
            usage += answer.usage
            return _Outcome(usage, form_in(answer.text, form))
        except MalformedError as mistake:
            first = str(mistake).partition("; ")[0]
            reason = f"The service answered twice in a form that cannot be used ({first})."
            return _Outcome(usage, error=ServiceError(reason, "malformed"))
        except ServiceError as error:
            return _Outcome(usage + taken_by(error), error=error)

    def _claims_in_replies(self, form: ReplyForm | None, run: Sequence[SpokenReply]) -> list[ProposedClaim]:
        """The claims of a run of replies; dates without a year are read by the reply that they stand in."""
        texts = {reply.number: reply.text for reply in run}
        claims = form.claims if form else []
        return [
            found
            for claim in claims
            for found in proposed([claim], self._framework, Dating(texts.get(claim.reply or 0, ""), None))
        ]

    def _in_scope(self, claims: tuple[ProposedClaim, ...], scope: Sequence[str]) -> tuple[ProposedClaim, ...]:
        """Without claims about items that were not asked for; what is no facet at all is the gate's to refuse."""
        owner = self._framework.item_of_facet
        wanted = frozenset(scope)
        return tuple(
            claim for claim in claims if not wanted or owner.get(claim.facet.partition(".")[0]) in {None, *wanted}
        )


def _raise_if_all_failed(outcomes: Sequence[_Outcome[Answered]]) -> None:
    if outcomes and all(outcome.error for outcome in outcomes):
        raise _failure(outcomes[0], _together(outcomes))


def _failure(outcome: _Outcome[Answered], took: Usage) -> ServiceError:
    assert outcome.error is not None
    outcome.error.took = took
    return outcome.error


def _together(outcomes: Sequence[_Outcome[Answered]]) -> Usage:
    return sum((outcome.usage for outcome in outcomes), Usage())
