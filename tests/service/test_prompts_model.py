"""The model behind a service: what it makes of answers, of failures, and of what it was asked."""

from datetime import date

import pytest

from reviewer.errors import ServiceError
from reviewer.framework import Framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.openai.call import Call
from reviewer.models.openai.model import ServiceModel
from reviewer.models.openai.parts import LONGEST_PART, parts_of
from reviewer.models.openai.reading import LONGEST_NAME, name_in
from reviewer.models.port import (
    CritiqueRequest,
    Finding,
    PhraseRequest,
    ProposedClaim,
    Question,
    Reading,
    ReadRequest,
    SpokenReply,
    TranscriptRequest,
)
from reviewer.models.standby import WithStandby
from reviewer.reading.gate import Admission, SourceText, admit
from tests.service.scripted_caller import (
    ONE_CALL,
    Said,
    ScriptedCaller,
    claim,
    document_answer,
    reply_answer,
    said_in_turn,
)

QUESTION = Question(item="EX-7", facet="max_queue_depth", wording="How many may wait?")
REPLY = "At most 60 cases may wait. It goes live on 1 September, the Shift Lead sees to that."
SIXTY = claim("At most 60 cases may wait", "max_queue_depth", 60)
PAPER = f"# A pilot\n\n{REPLY}\n\nWe do not have approval for the change of the workflow."
GARBAGE = "I would rather write a poem."
DOWN = ServiceError("The service is down.", "server")


def asked(text: str = REPLY, question: Question | None = QUESTION, **more: object) -> ReadRequest:
    """A reply to be read."""
    return ReadRequest.model_validate({"text": text, "kind": "reply", "question": question, **more})


def paper(text: str = PAPER, **more: object) -> ReadRequest:
    """A document to be read."""
    return ReadRequest.model_validate({"text": text, "kind": "document", **more})


def area_of(call: Call, framework: Framework) -> str:
    """The area that a call asks for."""
    words = call.messages[2].text
    return next(area.id for area in framework.areas if f"{area.id}, {area.name}" in words)


def gated(reading: Reading, text: str, framework: Framework) -> Admission:
    """What the gate makes of a reading."""
    return admit(reading.claims, SourceText("document", text, "document"), framework)


async def dates_read(framework: Framework, said: str, quote: str, text: str) -> object:
    """The date that comes out when a service says `said` with a quote."""
    caller = said_in_turn(reply_answer(claim(quote, "target_date", said)))
    reading = await ServiceModel(caller, framework, "m").read(asked(text, reference_date=date(2026, 3, 1)))
    return reading.claims[0].value


async def test_a_reply_is_read_in_one_call(framework: Framework) -> None:
    """Kind, claims and what it took come back; the gate admits the claim."""
    caller = said_in_turn(reply_answer(SIXTY))
    reading = await ServiceModel(caller, framework, "m").read(asked())

    assert (reading.kind, reading.usage, len(caller.calls)) == ("answer", ONE_CALL, 1)
    assert [each.value for each in gated(reading, REPLY, framework).claims] == [60.0]


@pytest.mark.parametrize(
    "kind",
    [
        "answer",
        "correction",
        "dont_know",
        "counter_question",
        "skip",
        "back",
        "stop",
        "confirmation",
        "refusal",
        "off_topic",
        "injection",
    ],
)
async def test_every_kind_of_reply_comes_through(framework: Framework, kind: str) -> None:
    """The kind is the service's, and whoever would know is a name on one line."""
    caller = said_in_turn(reply_answer(kind=kind, who_knows="Karin\x1b[31m\n in Claims"))
    reading = await ServiceModel(caller, framework, "m").read(asked())

    assert (reading.kind, reading.who_knows) == (kind, "Karin\ufffd[31m in Claims")


async def test_one_retry_with_the_mistake(framework: Framework) -> None:
    """An answer that fits no form is asked for once more, with what was wrong; both attempts are counted."""
    caller = said_in_turn(GARBAGE, reply_answer(SIXTY))
    reading = await ServiceModel(caller, framework, "m").read(asked())

    first, second = caller.calls
    assert second.messages[: len(first.messages)] == first.messages
    assert [message.role for message in second.messages[-2:]] == ["assistant", "user"]
    assert second.messages[-2].text == GARBAGE
    assert "one JSON object is needed" in second.messages[-1].text
    assert (len(reading.claims), reading.usage) == (1, ONE_CALL + ONE_CALL)


async def test_a_second_bad_answer_is_an_error(framework: Framework) -> None:
    """A reply is never asked for a third time; the error says that it was malformed and repeats nothing of it."""
    caller = said_in_turn(GARBAGE, '{"poem": "roses", "claims": [{}], "kind": "verse"}')
    with pytest.raises(ServiceError) as failed:
        await ServiceModel(caller, framework, "m").read(asked())

    assert (failed.value.fault, len(caller.calls)) == ("malformed", 2)
    assert "roses" not in str(failed.value)
    assert "poem" not in str(failed.value)
    assert str(failed.value).count(";") == 0


async def test_a_failing_service_is_not_asked_again_here(framework: Framework) -> None:
    """Retries of failed calls are the carrier's business: its error comes through as it is."""
    caller = said_in_turn(DOWN)
    with pytest.raises(ServiceError) as failed:
        await ServiceModel(caller, framework, "m").read(asked())

    assert failed.value is DOWN


async def test_the_standby_reads_a_reply_that_the_service_did_not(framework: Framework) -> None:
    """After two bad answers the offline model reads the reply, and the reading says so."""
    model = WithStandby(
        ServiceModel(said_in_turn(GARBAGE, GARBAGE), framework, "m"), OfflineModel(framework), framework
    )
    reading = await model.read(asked())

    assert "max_queue_depth" in {each.facet for each in reading.claims}
    assert [each.part for each in reading.unread] == [""]


async def test_a_document_is_read_area_by_area(framework: Framework) -> None:
    """Each area is one call; the facts of the profile are asked for with the first; usage is the sum of all."""
    caller = ScriptedCaller(lambda _call, _number: document_answer())
    reading = await ServiceModel(caller, framework, "m").read(paper())

    assert [area_of(call, framework) for call in caller.calls] == [area.id for area in framework.areas]
    keys = [call.messages[2].text for call in caller.calls]
    assert ["agent_summary" in each for each in keys] == [True, *[False] * (len(keys) - 1)]
    assert all(sum(key in each for each in keys) for key in framework.facets_by_key)
    assert reading.usage.calls == len(framework.areas)


async def test_an_area_that_failed_is_named(framework: Framework) -> None:
    """One area answers badly twice and one call fails: both are unread, with the reason; the others are read."""

    def answer(call: Call, number: int) -> Said:
        area = area_of(call, framework)
        return {"DA": GARBAGE, "PD": DOWN}.get(area, document_answer(SIXTY) if area == "EX" else document_answer())

    reading = await ServiceModel(ScriptedCaller(answer), framework, "m").read(paper())

    assert [each.part for each in reading.unread] == ["DA", "PD"]
    assert "form that cannot be used" in reading.unread[0].reason
    assert reading.unread[1].reason == "the service is down"
    assert [each.facet for each in reading.claims] == ["max_queue_depth"]
    assert reading.usage.calls == len(framework.areas)  # one twice, one never answered


async def test_a_document_of_which_nothing_was_read_is_an_error(framework: Framework) -> None:
    """With every area failed there is no reading."""
    with pytest.raises(ServiceError):
        await ServiceModel(ScriptedCaller(lambda _call, _number: DOWN), framework, "m").read(paper())


async def test_a_claim_is_proposed_once(framework: Framework) -> None:
    """What several areas report in the same words is one claim, whichever area was asked for."""
    caller = ScriptedCaller(lambda _call, _number: document_answer(SIXTY))
    reading = await ServiceModel(caller, framework, "m").read(paper())

    assert [each.facet for each in reading.claims] == ["max_queue_depth"]


async def test_unknown_facets_and_bad_quotes_are_refused_aloud(framework: Framework) -> None:
    """Nothing is dropped in silence: the gate refuses an unknown facet, an invented, a cut and a translated quote."""
    bad = [
        claim("At most 60 cases may wait", "readiness_score", 100),
        claim("At most 90 cases may wait", "max_queue_depth", 90),
        claim("have approval for the change", "redesign_approved", True),
        claim("Es dürfen höchstens 60 Fälle warten", "max_queue_depth", 60),
        claim("At most 60 cases may wait", "max_queue_depth", "60"),
        claim("copied from one place of the text, character by character", "flow_changes", "x"),
    ]
    caller = ScriptedCaller(lambda _call, number: document_answer(*bad) if number == 1 else document_answer())
    admission = gated(await ServiceModel(caller, framework, "m").read(paper()), PAPER, framework)

    assert admission.claims == ()
    assert len(admission.rejections) == len(bad)


async def test_items_out_of_scope_are_left_out(framework: Framework) -> None:
    """With a scope only its areas are asked for, and claims about other items are not returned."""
    answer = document_answer(SIXTY, claim("goes live on 1 September", "stage", "proposal"))
    caller = ScriptedCaller(lambda _call, _number: answer)
    reading = await ServiceModel(caller, framework, "m").read(paper(items=("AC-1", "OM-1")))

    assert [area_of(call, framework) for call in caller.calls] == ["OM", "AC"]
    assert [each.facet for each in reading.claims] == ["stage"]


async def test_rows_vague_and_denied_words(framework: Framework) -> None:
    """A row comes as its columns; vague and denied words carry no value, whatever the service put there."""
    row = [{"column": "status", "value": "funded"}, {"column": "start_date", "value": "1 July"}]
    text = "Eleven are funded and start on 1 July. The team handles it. There is no cap in the system."
    caller = said_in_turn(
        reply_answer(
            claim("Eleven are funded and start on 1 July", "reviewer_posts", cells=row),
            claim("The team handles it.", "handler_role", "the team", strength="vague"),
            claim("There is no cap in the system.", "system_limit", "cap", strength="denied", cells=row),
        )
    )
    reading = await ServiceModel(caller, framework, "m").read(asked(text, reference_date=date(2026, 3, 1)))

    assert [each.value for each in reading.claims] == [{"status": "funded", "start_date": "2026-07-01?"}, None, None]
    assert len(gated(reading, text, framework).claims) == 3


async def test_a_plan_carries_its_date_and_owner(framework: Framework) -> None:
    """The last day that the words may mean, and an owner on one line; words that name no day give no date."""
    plan = {"tense": "planned", "planned_owner": "Shift\nLead"}
    caller = said_in_turn(
        reply_answer(
            claim("It goes live on 1 September", "fallback", "x", planned_date="1 September", **plan),
            claim("It goes live on 1 September", "drift_lever", "x", planned_date="soon", **plan),
        )
    )
    reading = await ServiceModel(caller, framework, "m").read(asked(reference_date=date(2026, 3, 1)))

    assert [each.planned_date for each in reading.claims] == [date(2026, 9, 1), None]
    assert {each.planned_owner for each in reading.claims} == {"Shift Lead"}


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("1 September", "It starts on 1 September"),
        ("2026-09-01", "It starts on 1 September"),
        ("2031-09-01", "It starts on 1 September"),
        ("end of March", "by the end of March"),
        ("2026-03-31", "by the end of March"),
        ("two weeks before go-live", "two weeks before go-live"),
        ("1/9/2026", "on 1/9/2026 we start"),
        ("2026-09-01", "on 1/9/2026 we start"),
        ("2026-07-15", "in Q3 2026 we start"),
        ("3 December 2026", "at last on 3 December 2026"),
        ("2026-12-03", "at last on 3 December 2026"),
    ],
)
async def test_a_date_is_what_it_is_offline(framework: Framework, said: str, quote: str) -> None:
    """A year that is not written is assumed and marked so, and what is open stays open, whatever the service says."""
    calm = {"1/9": "[2026-01-09,2026-09-01]", "Q3": "2026-07-01/2026-09-30", "3 Dec": "2026-12-03"}
    assumed = {"1 Sep": "2026-09-01?", "March": "2026-03-31?", "go-live": "target_date-P14D"}
    expected = next(form for part, form in (calm | assumed).items() if part in quote)

    assert await dates_read(framework, said, quote, f"Well. {quote}.") == expected


@pytest.mark.parametrize(
    ("said", "quote", "expected"),
    [
        ("2026-05-05", "on 1/9/2026 we start", "2026-05-05"),
        ("2026-10-01", "It starts on 1 September", "2026-10-01"),
        ("1 September", "That is when it starts", "2025-09-01?"),
        ("1 September", "It starts on 11 September", "2025-09-01?"),
        ("1 September", "It starts then", "2026-09-01?"),
    ],
)
async def test_a_date_of_other_words_is_left_alone(framework: Framework, said: str, quote: str, expected: str) -> None:
    """A quote settles only a date that its own words may mean; other words are read by the rules of the text."""
    text = f"{quote}." if quote != "It starts then" else "By 1 September it must be there. It starts then."
    assert await dates_read(framework, said, quote, text) == expected


async def test_a_date_that_is_none_stays_as_said(framework: Framework) -> None:
    """The gate refuses it, with the words in its list."""
    caller = said_in_turn(reply_answer(claim("It goes live on 1 September", "target_date", "in due course")))
    reading = await ServiceModel(caller, framework, "m").read(asked())

    assert reading.claims[0].value == "in due course"
    assert "a date is needed" in gated(reading, REPLY, framework).rejections[0].reason


async def test_a_long_document_is_read_in_parts(framework: Framework) -> None:
    """Parts are cut between paragraphs and lose nothing; a quote of the last part is found in the whole text."""
    text = ("Nothing is said here.\n\n" * (2 * LONGEST_PART // 23)) + REPLY

    def answer(call: Call, number: int) -> Said:
        is_there = REPLY in call.messages[1].text and area_of(call, framework) == "EX"
        return document_answer(SIXTY) if is_there else document_answer()

    caller = ScriptedCaller(answer)
    reading = await ServiceModel(caller, framework, "m").read(paper(text))
    [admitted] = gated(reading, text, framework).claims

    assert "".join(parts_of(text)) == text
    assert all(len(part) <= LONGEST_PART and part.endswith("\n\n") for part in parts_of(text)[:-1])
    assert len(caller.calls) == len(parts_of(text)) * len(framework.areas) > len(framework.areas)
    assert "part 2 of 3" in caller.calls[len(framework.areas)].messages[1].text
    assert text[admitted.evidence.start : admitted.evidence.end] == "At most 60 cases may wait"


async def test_the_last_look_says_in_which_reply(framework: Framework) -> None:
    """A whole interview is read in one call; each claim names its reply, and dates are read by that reply."""
    spoken = (
        SpokenReply(number=3, question="How many may wait?", text=REPLY),
        SpokenReply(number=4, question="And then?", text="We decide in 2027, on 1 September."),
    )
    late = claim("on 1 September", "scale_decision_date", "2027-09-01", reply=3)
    caller = said_in_turn(reply_answer({**SIXTY, "reply": 3}, {**late, "quote": "goes live on 1 September"}))
    reading = await ServiceModel(caller, framework, "m").read_again(TranscriptRequest(replies=spoken, known=("stage",)))

    assert [(each.reply, each.value) for each in reading.claims] == [(3, 60.0), (3, "2026-09-01?")]
    assert "[3] How many may wait?" in caller.calls[0].messages[1].text


async def test_a_long_interview_is_looked_over_in_runs(framework: Framework) -> None:
    """Replies that do not fit together go in several calls; one that fails is named, all failing is an error."""
    spoken = tuple(SpokenReply(number=number, question="q", text="word " * 4_000) for number in range(1, 7))
    request = TranscriptRequest(replies=spoken)
    caller = ScriptedCaller(lambda _call, number: DOWN if number == 2 else reply_answer())
    reading = await ServiceModel(caller, framework, "m").read_again(request)

    assert len(caller.calls) == 3
    assert [(each.part, each.reason) for each in reading.unread] == [("", "replies 3 to 4: the service is down")]
    with pytest.raises(ServiceError):
        await ServiceModel(ScriptedCaller(lambda _call, _number: DOWN), framework, "m").read_again(request)


async def test_an_interview_without_replies_needs_no_call(framework: Framework) -> None:
    """There is nothing to look over."""
    caller = said_in_turn()

    assert await ServiceModel(caller, framework, "m").read_again(TranscriptRequest(replies=())) == Reading(
        kind="answer"
    )


async def test_prose_is_streamed(framework: Framework) -> None:
    """Wordings and notes come as the service writes them; a failure is its error."""
    caller = said_in_turn("Roughly how many may wait?", "First the queue [G-01.EX-7].", DOWN)
    model = ServiceModel(caller, framework, "m")
    phrase, note = PhraseRequest(question=QUESTION), CritiqueRequest(verdict="not_ready", limiting_fact="x", gaps=())

    assert [piece async for piece in model.phrase(phrase)] == ["Roughly how many may wait?"]
    assert [piece async for piece in model.critique(note)] == ["First the queue [G-01.EX-7]."]
    with pytest.raises(ServiceError):
        [piece async for piece in model.phrase(phrase)]
    assert [call.job for call in caller.calls] == ["phrase", "critique", "phrase"]
    assert all(call.shape is None for call in caller.calls)


async def test_half_a_character_in_a_text_can_be_sent(framework: Framework) -> None:
    """Lone surrogates in whatever a person or a paper says are replaced, so that each call has its bytes."""
    half, caller = "\ud83d", ScriptedCaller(lambda call, _number: reply_answer() if call.shape else "x")
    model = ServiceModel(caller, framework, "m")
    question = QUESTION.model_copy(update={"wording": half})
    await model.read(asked(half, question, known_rows={"decisions": (half,)}))
    await model.read_again(TranscriptRequest(replies=(SpokenReply(number=1, question=half, text=half),)))
    model.phrase(PhraseRequest(question=question, last_reply=half))
    gap = Finding(id="G-01.EX-1", severity="blocker", title=half)
    model.critique(CritiqueRequest(verdict=half, limiting_fact=half, gaps=(gap,)))

    assert all(call.key for call in caller.calls)


def test_a_name_is_cut_and_cleaned() -> None:
    """Whatever stands in a speaker's place can be shown."""
    assert name_in(" \n ") is None
    assert name_in("a" * 500) == "a" * LONGEST_NAME
    assert ProposedClaim(facet="x", value=None, quote="q", speaker=name_in("Tom\x07") or "").speaker == "Tom\ufffd"
