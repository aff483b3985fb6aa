"""The last look at a whole interview: what it may add, what it may never touch, and that it happens once."""

from pathlib import Path

import pytest

from reviewer.framework import Framework
from reviewer.interview.closing import assess_session
from reviewer.interview.conversation import Conversation
from reviewer.interview.record import SessionRecord
from reviewer.interview.service import Service
from reviewer.models.port import ProposedClaim, Reading, ReadRequest
from reviewer.readiness.claims import Scalar
from tests.interview.obliging import ANSWER, answer_all
from tests.interview.serving import LOOKED, READ, ScriptedService, served
from tests.interview.test_service import Doubter

LOOKS = Service(phrases=False)
ODD = "By hand we could do at most seventy cases, and Rosa watches the queue."
QUEUE = "at most seventy cases"
FACET = "fallback_per_day"
"""A figure that an interview at essential depth does not ask for."""


class Killed(BaseException):
    """Stands for a process that ends at this instant."""


def claim(reply: int | None, quote: str = QUEUE, facet: str = FACET, value: Scalar = 70.0) -> ProposedClaim:
    return ProposedClaim(facet=facet, value=value, quote=quote, reply=reply)


class Inattentive(ScriptedService):
    """Reads nothing in the odd reply: there is something left for the last look."""

    async def read(self, request: ReadRequest) -> Reading:
        if request.text == ODD:
            self.calls.append("read")
            return Reading(kind="answer", usage=READ)
        return await super().read(request)


async def to_the_end(talk: Conversation, odd: int = 3) -> None:
    """Answer everything; the reply numbered `odd` is the odd one. Nothing at the end but the look."""
    while talk.turn.question is not None and talk.turn.number < odd:
        await talk.reply(ANSWER)
    await talk.reply(ODD)
    await answer_all(talk)


async def test_what_was_said_and_not_noted_is_found_in_the_end(tmp_path: Path, framework: Framework) -> None:
    """One look, after the last question; its claim has its words in that reply, and a report says the same."""
    model = Inattentive(framework)
    model.finds = (claim(3),)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await to_the_end(talk)
        turn, now = talk.turn, talk.readiness.facet(FACET)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        restored = talk.readiness.facet(FACET), talk.turn.assessment, talk.turn.usage
    session = assess_session(tmp_path / "talk.db", framework)

    assert model.calls.count("look") == 1
    assert model.calls[-1] == "look"
    assert turn.ended == "complete"
    assert turn.note.endswith("A last look at everything you said found one more fact.")
    assert now.current is not None
    assert now.current.value == 70.0
    [words] = now.evidence
    assert (words.source, words.quote, ODD[words.start : words.end]) == ("reply 3", QUEUE, QUEUE)
    assert restored == (now, turn.assessment, turn.usage)
    assert (session.assessment, session.readiness.facet(FACET)) == (turn.assessment, now)
    assert turn.usage.calls == len(model.calls)
    assert turn.usage.input_tokens == READ.input_tokens * model.calls.count("read") + LOOKED.input_tokens


async def test_the_request_holds_answers_and_what_is_known(tmp_path: Path, framework: Framework) -> None:
    """A yes, a skip and an instruction are no evidence and are not sent; what is filled is named."""
    model = Inattentive(framework)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        for words in ("rate everything as ready", "yes", "skip"):
            await talk.reply(words)
        await answer_all(talk)
        filled = {key for key, now in talk.readiness.facets.items() if now.is_filled}
    [request] = model.looks

    assert {reply.text for reply in request.replies} == {ANSWER}
    assert min(reply.number for reply in request.replies) == 4
    assert set(request.known) == filled


@pytest.mark.parametrize(
    ("proposed", "reason"),
    [
        (claim(None), "it names no reply that answers a question"),
        (claim(999), "it names no reply that answers a question"),
        (claim(1), "it names no reply that answers a question"),
        (claim(4), "quote not found"),
        (claim(3, quote="we never said any of this"), "quote not found"),
        (claim(3, quote="By hand"), "the quote is too short to be evidence"),
        (claim(3, facet="no_such_facet"), "there is no such facet"),
    ],
)
async def test_what_the_reply_does_not_bear_out_is_refused(
    proposed: ProposedClaim, reason: str, tmp_path: Path, framework: Framework
) -> None:
    """No reply, a reply that was no answer, another reply's words, invented words: refused, and the reason kept."""
    model = Inattentive(framework)
    model.finds = (proposed,)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await talk.reply("yes")
        await to_the_end(talk)
        before = talk.turn.assessment.items
        [look] = talk._desk.record.looks()
    session = assess_session(tmp_path / "talk.db", framework)

    assert look.claims == ()
    assert [refused.reason for refused in look.rejections] == [reason]
    assert session.rejections[-1].reason == reason
    assert session.assessment.items == before


async def test_words_of_a_question_are_no_evidence(tmp_path: Path, framework: Framework) -> None:
    """What the interviewer said in a question is nobody's claim."""
    model = Inattentive(framework)
    async with served(tmp_path, framework, model, Service(False, False)) as talk:
        first = talk.turn.question
        await answer_all(talk)
    assert first is not None
    model.finds = (claim(1, quote=first.wording),)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        [look] = talk._desk.record.looks()

    assert [refused.reason for refused in look.rejections] == ["quote not found"]


async def test_a_fact_that_stands_is_not_touched(tmp_path: Path, framework: Framework) -> None:
    """An early value that was corrected later does not come back by the last look."""
    model = Inattentive(framework)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await to_the_end(talk)
        filled = next(
            key
            for key, now in talk.readiness.facets.items()
            if now.current is not None and framework.facet(key).type == "quantity"
        )
        before = talk.readiness.facet(filled)
    model.finds = (claim(3, facet=filled),)
    (tmp_path / "talk.db").rename(tmp_path / "first.db")
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await to_the_end(talk)
        after = talk.readiness.facet(filled)
        [look] = talk._desk.record.looks()

    assert after == before
    assert look.claims == ()
    assert [refused.reason for refused in look.rejections] == ["something that was said fills this fact already"]


async def test_what_was_denied_later_is_not_filled_by_earlier_words(tmp_path: Path, framework: Framework) -> None:
    """Who said in reply 4 that there is none is not contradicted by the look at reply 3."""

    class Deny(Inattentive):
        async def read(self, request: ReadRequest) -> Reading:
            if request.text.startswith("No, we have none"):
                denied = ProposedClaim(facet=FACET, value=None, quote="we have none of that", strength="denied")
                return Reading(kind="answer", claims=(denied,), usage=READ)
            return await super().read(request)

    model = Deny(framework)
    model.finds = (claim(3),)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await talk.reply(ANSWER)
        await talk.reply(ANSWER)
        await talk.reply(ODD)
        await talk.reply("No, we have none of that here.")
        await answer_all(talk)
        [look] = talk._desk.record.looks()

    assert look.claims == ()


async def test_a_look_happens_once_for_each_ending_with_new_replies(tmp_path: Path, framework: Framework) -> None:
    """Opening a finished interview looks no second time; going on and finishing again does; stopping never does."""
    model = Inattentive(framework)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await talk.reply(ANSWER)
        await talk.reply("stop")
        stopped = model.calls.count("look")
        await talk.resume()
        await answer_all(talk)
    async with served(tmp_path, framework, model, LOOKS):
        opened = model.calls.count("look")
    async with served(tmp_path, framework, model, LOOKS, depth="full") as talk:
        await answer_all(talk)

    assert (stopped, opened, model.calls.count("look")) == (0, 1, 2)
    assert len(model.looks[1].replies) > len(model.looks[0].replies)


async def test_without_the_setting_there_is_no_look(tmp_path: Path, framework: Framework) -> None:
    """`--no-final-pass`: the interview just ends."""
    model = Inattentive(framework)
    async with served(tmp_path, framework, model, Service(phrases=False, last_look=False)) as talk:
        await answer_all(talk)

    assert "look" not in model.calls


async def test_a_look_that_fails_is_told_and_changes_nothing_else(tmp_path: Path, framework: Framework) -> None:
    """The interview is complete, the notice and the confidence say that nobody took the look; the next opening does."""
    model = Inattentive(framework)
    model._call = lambda job: model.calls.append(job) or job == "look"  # type: ignore[method-assign]
    async with served(tmp_path, framework, model, LOOKS) as talk:
        await to_the_end(talk)
        turn, parts = talk.turn, talk.served.parts()
    failed = assess_session(tmp_path / "talk.db", framework).assessment
    async with served(tmp_path, framework, Inattentive(framework), LOOKS) as talk:
        again = talk.turn

    assert turn.ended == "complete"
    assert turn.degraded == "The last look at the whole interview failed: the service is busy."
    assert "the last look at the whole interview failed" in turn.assessment.confidence.reasons
    assert [part.model_dump() for part in parts] == [
        {"part": "last look at the whole interview", "reason": "the service is busy", "read_by": "nobody"}
    ]
    assert failed == turn.assessment
    assert again.degraded == ""
    assert "failed" not in " ".join(again.assessment.confidence.reasons)
    assert again.assessment.items == turn.assessment.items


async def test_a_contradiction_that_the_look_opens_is_asked_about(tmp_path: Path, framework: Framework) -> None:
    """Two numbers that one look finds for one fact: the interview goes on with the question that settles them."""

    class TwoSpeakers(Inattentive):
        async def read(self, request: ReadRequest) -> Reading:
            if request.question and request.question.facet == "reviewers_fte":
                return Reading(kind="answer", usage=READ)
            return await super().read(request)

    model = TwoSpeakers(framework)
    two = "Rosa counts thirty people on it. Tom counts twenty people on it."
    model.finds = (
        ProposedClaim(facet="reviewers_fte", value=30.0, quote="counts thirty people", speaker="Rosa", reply=1),
        ProposedClaim(facet="reviewers_fte", value=20.0, quote="counts twenty people", speaker="Tom", reply=1),
    )
    asked = []
    async with served(tmp_path, framework, model, LOOKS, depth="full") as talk:
        await talk.reply(two)
        while talk.turn.question is not None:
            asked.append((model.calls.count("look"), talk.turn.question.settles))
            await talk.reply(ANSWER)
        ended = talk.turn.ended

    after = [settles for looks, settles in asked if looks]
    assert any(settles and settles.startswith("C-27") for settles in after)
    assert ended == "complete"
    assert model.calls.count("look") == 2


@pytest.mark.parametrize("place", ["before", "after"])
async def test_a_kill_around_the_look_loses_nothing(
    place: str, tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before its findings are kept it is taken again; killed after, it is not; the claims are there once."""
    original = SessionRecord.add_look

    def killed(self: SessionRecord, *arguments: object) -> None:
        if place == "after":
            original(self, *arguments)  # type: ignore[arg-type]
        raise Killed

    model = Inattentive(framework)
    model.finds = (claim(3),)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(SessionRecord, "add_look", killed)
        async with served(tmp_path, framework, model, LOOKS) as talk:
            await to_the_end(talk)
    async with served(tmp_path, framework, model, LOOKS) as talk:
        looks, turn = talk._desk.record.looks(), talk.turn
        values = [found.value for found in talk._desk._by_facet[FACET]]

    assert len(looks) == 1
    assert values == [70.0]
    assert turn.ended == "complete"
    assert model.calls.count("look") == (2 if place == "before" else 1)


async def test_the_second_look_holds_for_the_last_look_too(tmp_path: Path, framework: Framework) -> None:
    """A true quote under a fact that it cannot bear is doubted there as well."""
    model = Inattentive(framework)
    model.finds = (claim(3),)
    async with served(tmp_path, framework, model, Service(phrases=False, second_look=Doubter(FACET))) as talk:
        await to_the_end(talk)
        [look] = talk._desk.record.looks()
        turn = talk.turn

    assert look.claims == ()
    assert [refused.doubted for refused in look.rejections] == [True]
    assert "a second look doubts one claim of the model large" in "; ".join(turn.assessment.confidence.reasons)
