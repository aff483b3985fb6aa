"""An interview with a service: what it is asked for, what it failed at, what it cost, and that no failure is silent."""

import asyncio
from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.interview import desk as desk_module
from reviewer.interview.closing import assess_session
from reviewer.interview.conversation import Conversation, Turn
from reviewer.interview.service import Service
from reviewer.models.port import ProposedClaim, Question, Reading, ReadRequest, Usage
from reviewer.reading.second_look import Look
from tests.interview.obliging import ANSWER, ObligingModel, answer_all, conversation
from tests.interview.serving import PHRASED, READ, Pieces, ScriptedService, always, gently, served

QUIET = Service(phrases=False, last_look=False)


class Killed(BaseException):
    """Stands for a process that ends at this instant."""


class Doubter:
    """Doubts every claim about one facet."""

    gives_orders = False

    def __init__(self, facet: str) -> None:
        self.facet = facet

    def over(self, text: str, question: Question | None = None) -> Look:
        return self

    def doubt(self, proposed: ProposedClaim, start: int, end: int, strictly: bool = False) -> str | None:
        return "the words are about something else" if proposed.facet == self.facet else None


def reasons(turn: Turn) -> str:
    return "; ".join(turn.assessment.confidence.reasons)


async def test_the_exchange_before_goes_with_a_reply_and_is_cut(tmp_path: Path, framework: Framework) -> None:
    """The first reply has none before it; later ones have the question and the reply just before, at most so long."""
    model = ScriptedService(framework)
    async with served(tmp_path, framework, model, QUIET) as talk:
        first = talk.turn.question
        await talk.reply("word " * 3_000)
        await talk.reply(ANSWER)
        await talk.reply(ANSWER)
    before = [request.earlier for request in model.requests]

    assert before[0] is None
    assert before[1] is not None
    assert first is not None
    assert before[1].question == first.wording[:300]
    assert before[1].reply.startswith("word word")
    assert len(before[1].reply) == 800
    assert before[2] is not None
    assert before[2].reply == ANSWER


async def test_who_read_what_and_what_it_took_is_kept(tmp_path: Path, framework: Framework) -> None:
    """The totals grow by each call, and a session that is opened again knows them and who read each reply."""
    async with served(tmp_path, framework, ScriptedService(framework), QUIET) as talk:
        await talk.reply(ANSWER)
        turn = await talk.reply(ANSWER)
    async with served(tmp_path, framework, ScriptedService(framework), QUIET) as talk:
        again, jobs = talk.turn, [read.job for _, read in talk.exchanges() if read]

    assert (turn.reader, turn.degraded, turn.usage) == ("large", "", READ + READ)
    assert (again.reader, again.usage) == ("large", READ + READ)
    assert [(job.model, job.unread, job.usage) for job in jobs if job] == [("large", None, READ)] * 2


async def test_a_reply_that_the_service_did_not_read_says_so(tmp_path: Path, framework: Framework) -> None:
    """The offline model reads it, the turn says who and why, confidence has its reason; the next is quiet."""
    async with served(tmp_path, framework, ScriptedService(framework, {2}), QUIET) as talk:
        good = await talk.reply(ANSWER)
        bad = await talk.reply(ANSWER)
        after = await talk.reply(ANSWER)
        parts = [part.model_dump() for part in talk.served.parts()]
    session = assess_session(tmp_path / "talk.db", framework)

    assert bad.read is not None
    assert bad.read.claims
    assert (good.degraded, after.degraded) == ("", "")
    assert bad.degraded == "Reply 2 was read by the built-in offline model: the service is busy."
    assert (good.reader, bad.reader, after.reader) == ("large", "offline", "large")
    assert "1 of 2 replies were read by the built-in offline model, as the service failed" in reasons(bad)
    assert "1 of 3 replies" in reasons(after)
    assert parts == [{"part": "reply 2", "reason": "the service is busy", "read_by": "offline"}]
    assert session.assessment == after.assessment
    assert session.served == talk.served


async def test_an_interview_without_a_service_has_no_jobs(tmp_path: Path, framework: Framework) -> None:
    """The built-in offline model is asked to read and to do nothing else, and nothing is noted about a service."""
    model = ScriptedService(framework)
    async with conversation(tmp_path, framework, model) as talk:
        await answer_all(talk)
        turn, jobs = talk.turn, talk._desk.record.jobs()

    assert set(model.calls) == {"read"}
    assert jobs == []
    assert (turn.usage, turn.degraded, turn.note) == (Usage(), "", "")


async def test_a_doubted_claim_is_kept_apart_and_lowers_confidence(tmp_path: Path, framework: Framework) -> None:
    """What the second look doubts is no claim; it is listed with its reason and counts against the evidence."""
    first = next(facet.key for facet in framework.profile if facet.ask)
    service = Service(phrases=False, last_look=False, second_look=Doubter(first))
    async with served(tmp_path, framework, ScriptedService(framework), service) as talk:
        doubted = await talk.reply(ANSWER)
        passed = await talk.reply(ANSWER)

    assert doubted.read is not None
    assert [(refused.facet, refused.doubted) for refused in doubted.read.rejections] == [(first, True)]
    assert doubted.read.claims == ()
    assert passed.read is not None
    assert passed.read.claims
    assert "a second look doubts one claim" in reasons(passed)


async def test_the_second_look_is_not_for_the_offline_model(tmp_path: Path, framework: Framework) -> None:
    """What the offline model reads in place of the service is held to what it is always held to."""
    first = next(facet.key for facet in framework.profile if facet.ask)
    service = Service(phrases=False, last_look=False, second_look=Doubter(first))
    async with served(tmp_path, framework, ScriptedService(framework, {1}), service) as talk:
        turn = await talk.reply(ANSWER)

    assert turn.read is not None
    assert [claim.facet for claim in turn.read.claims] == [first]


async def test_a_reading_that_is_mostly_not_borne_out_is_not_used(tmp_path: Path, framework: Framework) -> None:
    """A model that puts one sentence under everything is set aside for that reply, and the offline model reads it."""
    keys = [facet.key for item in framework.items for facet in item.facets if facet.type == "yes_no"][:12]

    class Gullible(ScriptedService):
        async def read(self, request: ReadRequest) -> Reading:
            claims = tuple(ProposedClaim(facet=key, value=True, quote="a quote that is not there") for key in keys)
            return Reading(kind="answer", claims=claims, usage=READ)

    service = Service(False, False, Doubter(""), ObligingModel(framework))
    async with served(tmp_path, framework, Gullible(framework), service) as talk:
        turn = await talk.reply(ANSWER)

    assert turn.reader == "offline"
    assert "most of what the model large claimed is not borne out" in turn.degraded
    assert turn.read is not None
    assert turn.read.claims
    assert turn.usage == READ


async def _until_phrased(talk: Conversation, model: ScriptedService) -> Turn:
    while not model.phrases:
        await talk.reply(ANSWER)
    return talk.turn


async def test_only_a_follow_up_is_put_in_words(tmp_path: Path, framework: Framework) -> None:
    """The first question about an item and the facts of the profile are the catalogue's; most turns make one call."""
    model = ScriptedService(framework)
    async with served(tmp_path, framework, model) as talk:
        asked = await answer_all(talk)
        replies = [reply.question for reply, _ in talk.exchanges()]
    seen: set[str | None] = {None}
    for question in asked:
        is_follow_up = question.item in seen and question.item is not None and question.settles is None
        assert question.wording.startswith("Thank you. ") == is_follow_up
        seen.add(question.item)

    assert replies == asked
    assert 0 < model.calls.count("phrase") < len(asked) / 2
    assert model.calls.count("read") == len(asked)
    assert all(len(request.last_reply) <= 800 for request in model.phrases)
    assert {request.last_reply for request in model.phrases} == {ANSWER}


async def test_the_question_is_heard_while_it_is_written(tmp_path: Path, framework: Framework) -> None:
    """Its pieces arrive one by one and in order; what stands in the end, and in the record, is that wording."""
    model, heard = ScriptedService(framework), list[str]()
    async with served(tmp_path, framework, model) as talk:
        while not model.phrases:
            turn = await talk.reply(ANSWER, heard.append)
        await talk.reply(ANSWER)
        kept = talk.exchanges()[-1][0].question

    assert turn.question is not None
    assert heard == gently(model.phrases[0].question.wording)
    assert turn.question.wording == "".join(heard).strip() == kept.wording
    assert turn.question.facet == model.phrases[0].question.facet


async def test_a_question_that_is_put_again_keeps_its_words(tmp_path: Path, framework: Framework) -> None:
    """After a counter-question the same words stand, and no service is asked for others."""
    model = ScriptedService(framework)
    async with served(tmp_path, framework, model) as talk:
        before = await _until_phrased(talk, model)
        after = await talk.reply("why do you ask?")

    assert after.question == before.question
    assert model.calls.count("phrase") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["You surely have that, don't you?"],
        ["What else? ", "And anything more?"],
        ["x" * 100_000],
        ["\x1b[31mHow many?"],
        [],
    ],
)
async def test_words_that_do_not_ask_the_same_are_not_put(
    words: list[str], tmp_path: Path, framework: Framework
) -> None:
    """Leading, endless, hidden or empty: the catalogue's wording stands, and the interview goes on."""
    model = ScriptedService(framework)
    model.words = always(*words)
    async with served(tmp_path, framework, model) as talk:
        turn = await _until_phrased(talk, model)
        after = await talk.reply(ANSWER)

    assert turn.question == model.phrases[0].question
    assert after.question != turn.question


async def test_an_endless_question_is_no_longer_listened_to(tmp_path: Path, framework: Framework) -> None:
    """After the longest wording there can be, nothing more is taken from the service or told to the screen."""
    model, heard = ScriptedService(framework), list[str]()
    model.words = always(*["word "] * 20_000)
    async with served(tmp_path, framework, model) as talk:
        while not model.phrases:
            await talk.reply(ANSWER, heard.append)

    assert model.prose[0].told < 100
    assert len("".join(heard)) <= 400


async def test_a_service_that_fails_to_phrase_costs_the_wording_only(tmp_path: Path, framework: Framework) -> None:
    """The catalogue's question is put, the failure is listed, and neither the notice nor confidence changes."""
    whole = ScriptedService(framework)
    async with served(tmp_path, framework, whole, Service(False, False), name="whole") as talk:
        expected = await answer_all(talk)
    failing = ScriptedService(framework)
    failing._call = lambda job: failing.calls.append(job) or job == "phrase"  # type: ignore[method-assign]
    async with served(tmp_path, framework, failing, Service(True, False)) as talk:
        asked = await answer_all(talk)
        turn, parts = talk.turn, talk.served.parts()

    assert asked == expected
    assert turn.degraded == ""
    assert "service" not in reasons(turn)
    assert {(part.part.partition(" ")[0], part.reason, part.read_by) for part in parts} == {
        ("question", "the service is busy", "nobody")
    }
    assert parts[0].part == f"question {1 + next(n for n, job in enumerate(failing.calls) if job == 'phrase')}"


@pytest.mark.parametrize("place", ["before", "between", "after"])
async def test_a_kill_while_a_question_is_written_loses_and_repeats_nothing(
    place: str, tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply before it is kept and read, and the same question is written again; what was asked is as ever."""
    async with served(tmp_path, framework, ScriptedService(framework), name="whole") as talk:
        expected = await answer_all(talk)
        wanted = talk.turn.assessment
    model = ScriptedService(framework)
    original = desk_module.Desk.phrase

    async def killed(self: desk_module.Desk, question: Question, heard: object) -> Question:
        if place == "before":
            raise Killed
        if place == "between":
            model.words = always("Thank you. ", Killed())
        await original(self, question, heard)  # type: ignore[arg-type]
        raise Killed

    asked = []
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(desk_module.Desk, "phrase", killed)
        async with served(tmp_path, framework, model) as talk:
            while talk.turn.question:
                asked.append(talk.turn.question)
                await talk.reply(ANSWER)
    async with served(tmp_path, framework, ScriptedService(framework)) as talk:
        assert len(talk.exchanges()) == len(asked)
        assert all(read for _, read in talk.exchanges())
        asked += await answer_all(talk)
        found = talk.turn.assessment

    assert asked == expected
    assert found == wanted


async def test_leaving_while_a_question_is_written_ends_at_once(tmp_path: Path, framework: Framework) -> None:
    """Cancelled in the middle of a slow question: nobody waits, the reply is read, and the question comes on return."""
    model = ScriptedService(framework)
    model.words = lambda wording: ["Thank you. ", 60.0, *wording]
    count = 0
    async with served(tmp_path, framework, model) as talk:
        while True:
            task = asyncio.create_task(talk.reply(ANSWER))
            count += 1
            done, _ = await asyncio.wait({task}, timeout=5 if not model.phrases else 0.1)
            if not done:
                break
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 2)
    model = ScriptedService(framework)
    async with served(tmp_path, framework, model) as talk:
        turn, exchanges = talk.turn, talk.exchanges()

    assert len(exchanges) == count
    assert all(read for _, read in exchanges)
    assert model.calls == ["phrase"]
    assert turn.question is not None
    assert turn.question.wording.startswith("Thank you. ")


async def test_a_cancelled_reading_is_taken_up_on_return(tmp_path: Path, framework: Framework) -> None:
    """Leaving while the service is slow to read: the reply is kept, and read when the session is opened again."""

    class Slow(ScriptedService):
        async def read(self, request: ReadRequest) -> Reading:
            await asyncio.sleep(60)
            return await super().read(request)

    async with served(tmp_path, framework, Slow(framework)) as talk:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(talk.reply(ANSWER), 0.2)
    async with served(tmp_path, framework, ScriptedService(framework)) as talk:
        [(reply, read)] = talk.exchanges()

    assert reply.text == ANSWER
    assert read is not None
    assert read.job is not None


async def test_pieces_that_nobody_hears_are_no_harm(tmp_path: Path, framework: Framework) -> None:
    """Without a listener the same question stands."""
    model = ScriptedService(framework)
    async with served(tmp_path, framework, model) as talk:
        turn = await _until_phrased(talk, model)

    assert turn.question is not None
    assert turn.question.wording == "".join(gently(model.phrases[0].question.wording)).strip()
    assert isinstance(model.prose[0], Pieces)
    assert turn.usage.calls == len(model.calls)
    assert turn.usage.cost == pytest.approx(READ.cost * model.calls.count("read") + PHRASED.cost)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("why", "counter_question"),
        ("Why?", "counter_question"),
        ("skip", "skip"),
        ("BACK", "back"),
        ("stop.", "stop"),
        ("don\u2019t know", "dont_know"),
    ],
)
async def test_words_that_steer_are_read_by_no_model(
    word: str, kind: str, tmp_path: Path, framework: Framework
) -> None:
    """The words that the help names do what they say, whatever the model would make of them, and cost no call."""
    model = ScriptedService(framework)
    async with served(tmp_path, framework, model, QUIET) as talk:
        await talk.reply(ANSWER)
        turn = await talk.reply(word)

    assert turn.read is not None
    assert turn.read.kind == kind
    assert model.calls == ["read"]
