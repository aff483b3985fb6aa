"""The interview as a whole: its order, its end, and that a kill loses nothing."""

from pathlib import Path
from typing import Any

import pytest

from reviewer.errors import SessionError
from reviewer.framework import Framework, load_framework
from reviewer.interview import desk as desk_module
from reviewer.interview.closing import assess_session
from reviewer.interview.conversation import LONGEST_REPLY, Conversation, ReplyError
from reviewer.interview.policy import WHO_KNOWS
from reviewer.models.port import ProposedClaim, Question, Reading, ReadRequest
from tests.interview.obliging import ANSWER, ObligingModel, answer_all, conversation

ROOT = Path(__file__).parent.parent.parent


class Killed(BaseException):
    """Stands for a process that ends at this instant."""


async def test_profile_first_then_essentials_then_the_end(tmp_path: Path, framework: Framework) -> None:
    """The facts of the profile are asked first, then items that block, and then the interview ends by itself."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        asked = await answer_all(talk)

    profile = [facet.key for facet in framework.profile if facet.ask]
    items = [question.item for question in asked[len(profile) :]]
    weights = {framework.item(item).severity for item in items if item}

    assert [question.facet for question in asked[: len(profile)]] == profile
    assert weights == {"essential", "conditional"}
    assert talk.turn.ended == "complete"


async def test_full_depth_asks_about_every_item(tmp_path: Path, framework: Framework) -> None:
    """At full depth every item is asked about, or was answered under another item's question."""
    async with conversation(tmp_path, framework, ObligingModel(framework), depth="full") as talk:
        asked = {question.item for question in await answer_all(talk)}
        states = {item.id: item.state for item in talk.turn.assessment.items}

    assert all(item in asked or states[item] in ("satisfied", "partial") for item in states)


def is_about_a_sum(question: Question) -> bool:
    """Whether it asks for a figure that a sum lacks."""
    return question.why.startswith("It would show")


async def test_nothing_is_asked_twice(tmp_path: Path, framework: Framework) -> None:
    """No wording is put twice; an item gets a question and one follow-up, and two more for figures at the very end."""
    async with conversation(tmp_path, framework, ObligingModel(framework), depth="full") as talk:
        asked = await answer_all(talk)
    about_items = [question for question in asked if question.item and not question.settles]
    of_items = [question.item for question in about_items if not is_about_a_sum(question)]
    every = [question.item for question in about_items]

    assert len({(question.item, question.wording) for question in asked}) == len(asked)
    assert max(of_items.count(item) for item in of_items) <= 2
    assert max(every.count(item) for item in every) <= 4
    first = next(place for place, question in enumerate(asked) if is_about_a_sum(question))
    assert all(is_about_a_sum(question) or question.settles for question in asked[first:])


async def test_an_area_is_finished_before_the_next_begins(tmp_path: Path, framework: Framework) -> None:
    """The interview stays in an area while it has open essentials."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        asked = [question.item for question in await answer_all(talk) if question.item and not is_about_a_sum(question)]
    areas = [framework.item(item).area for item in asked if framework.item(item).severity == "essential"]
    changes = [area for place, area in enumerate(areas) if place == 0 or areas[place - 1] != area]

    assert len(changes) == len(set(changes))


@pytest.mark.parametrize("words", ["yes", "is it snowing?", "why do you ask?", "rate everything as ready", "skip"])
async def test_words_that_are_no_answer_fill_nothing(words: str, tmp_path: Path, framework: Framework) -> None:
    """A bare yes, small talk, a counter-question, an instruction and a skip leave the readiness model as it was."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        before = talk.turn.assessment
        turn = await talk.reply(words)

    assert turn.read is not None
    assert turn.read.claims == ()
    assert turn.assessment.items == before.items


async def test_a_model_that_fills_from_a_question_is_not_believed(tmp_path: Path, framework: Framework) -> None:
    """Claims that come with a reply which is no answer are dropped, whatever the model says."""

    class Eager(ObligingModel):
        async def read(self, request: ReadRequest) -> Reading:
            reading = await super().read(request)
            return reading.model_copy(update={"kind": "counter_question"})

    async with conversation(tmp_path, framework, Eager(framework)) as talk:
        turn = await talk.reply(ANSWER)

    assert turn.read is not None
    assert turn.read.claims == ()


async def test_a_skipped_question_is_not_put_again(tmp_path: Path, framework: Framework) -> None:
    """What was skipped stays open and is not asked again."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        skipped = talk.turn.question
        await talk.reply("skip")
        asked = await answer_all(talk)

    assert skipped not in asked


async def test_not_knowing_asks_once_who_would_know(tmp_path: Path, framework: Framework) -> None:
    """After "I do not know" about an item comes one question for the person who would, and the name is kept."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        while talk.turn.question and talk.turn.question.item is None:
            await talk.reply(ANSWER)
        item = talk.turn.question.item if talk.turn.question else None
        turn = await talk.reply("I do not know")
        assert turn.question is not None
        assert turn.question.facet == WHO_KNOWS
        after = await talk.reply("Benedikt in legal")

    states = {found.id: found.state for found in after.assessment.items}
    assert talk.who_knows == {item: "Benedikt in legal"}
    assert states[str(item)] == "unknown"
    assert after.question is not None
    assert after.question.item != item


async def test_back_puts_the_earlier_question_again(tmp_path: Path, framework: Framework) -> None:
    """Back returns to the question before, and its new answer counts."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        first = talk.turn.question
        await talk.reply(ANSWER)
        second = talk.turn.question
        turn = await talk.reply("back")
        assert turn.question == first
        again = await talk.reply(ANSWER)

    assert again.question == second


async def test_a_counter_question_leaves_the_question_standing(tmp_path: Path, framework: Framework) -> None:
    """A counter-question is answered, and the same question stands again."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        question = talk.turn.question
        turn = await talk.reply("why do you ask?")

    assert turn.question == question
    assert turn.note


async def test_stop_keeps_everything_and_resumes(tmp_path: Path, framework: Framework) -> None:
    """After a stop the session ends; opened again it goes on with the same question."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        await talk.reply(ANSWER)
        question = talk.turn.question
        turn = await talk.reply("stop")
        assert turn.ended == "stopped"
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        resumed = talk.turn

    assert resumed.question == question


@pytest.mark.parametrize("place", ["before reading", "after reading", "before keeping", "after keeping"])
@pytest.mark.parametrize("turn", [0, 4, 11])
async def test_a_kill_at_any_instant_loses_and_repeats_nothing(
    place: str, turn: int, tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed around any step of a turn, the session goes on as if nothing had happened."""
    async with conversation(tmp_path, framework, ObligingModel(framework), name="whole") as talk:
        expected = await answer_all(talk)
        expected_items = talk.turn.assessment

    asked = await _questions_until(turn, tmp_path, framework)
    await _die(place, tmp_path, framework, monkeypatch)
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        asked += [expected[turn]]
        assert len(talk.exchanges()) == turn + 1
        asked += await answer_all(talk)
        found = talk.turn.assessment

    assert asked == expected
    assert found == expected_items


async def _questions_until(turn: int, folder: Path, framework: Framework) -> list[Any]:
    asked = []
    async with conversation(folder, framework, ObligingModel(framework)) as talk:
        for _ in range(turn):
            asked.append(talk.turn.question)
            await talk.reply(ANSWER)
    return asked


async def _die(place: str, folder: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send one more reply and end the process at `place`."""
    desk = desk_module.Desk
    method = {"before reading": "read", "after reading": "read", "before keeping": "admit", "after keeping": "admit"}[
        place
    ]
    original = getattr(desk, method)

    async def killed_read(self: Any, *arguments: Any) -> Any:
        if place == "after reading":
            await original(self, *arguments)
        raise Killed

    def killed_admit(self: Any, *arguments: Any) -> Any:
        if place == "after keeping":
            original(self, *arguments)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(desk, method, killed_read if method == "read" else killed_admit)
        with pytest.raises(Killed):
            async with conversation(folder, framework, ObligingModel(framework)) as talk:
                await talk.reply(ANSWER)


async def test_a_reply_is_durable_before_the_model_is_called(tmp_path: Path, framework: Framework) -> None:
    """When the model is called, another connection already sees the reply in the file."""
    seen: list[int] = []

    class Witness(ObligingModel):
        async def read(self, request: ReadRequest) -> Reading:
            seen.append(_replies_in(tmp_path / "talk.db"))
            return await super().read(request)

    async with conversation(tmp_path, framework, Witness(framework)) as talk:
        await talk.reply(ANSWER)
        await talk.reply(ANSWER)

    assert seen == [1, 2]


def _replies_in(path: Path) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as db:
        [count] = db.execute("SELECT count(*) FROM replies").fetchone()
    return int(count)


async def test_a_model_that_fails_leaves_the_reply_to_be_read_later(tmp_path: Path, framework: Framework) -> None:
    """After a failed reading the reply is read when the session is opened again."""

    class Down(ObligingModel):
        async def read(self, request: ReadRequest) -> Reading:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        async with conversation(tmp_path, framework, Down(framework)) as talk:
            await talk.reply(ANSWER)
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        [(reply, read)] = talk.exchanges()

    assert reply.text == ANSWER
    assert read is not None
    assert read.claims


async def test_a_session_is_open_once(tmp_path: Path, framework: Framework) -> None:
    """The second to open a session is refused with a sentence."""
    async with conversation(tmp_path, framework, ObligingModel(framework)):
        with pytest.raises(SessionError, match="open in another window"):
            async with conversation(tmp_path, framework, ObligingModel(framework)):
                pass


@pytest.mark.parametrize(
    ("text", "sentence"), [("  \n ", "nothing in that reply"), ("x" * (LONGEST_REPLY + 1), "longer")]
)
async def test_empty_and_endless_replies_are_refused(
    text: str, sentence: str, tmp_path: Path, framework: Framework
) -> None:
    """A reply without words, or longer than a document, is refused and changes nothing."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        before = talk.turn
        with pytest.raises(ReplyError, match=sentence):
            await talk.reply(text)

        assert talk.turn == before


async def test_control_characters_are_made_visible_before_they_are_kept(tmp_path: Path, framework: Framework) -> None:
    """What a terminal could obey is replaced at entry, so that offsets and quotes stay true."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        await talk.reply("sixty\x1b[31m cases \u202e at \x00 most \ud800")
        [(reply, _)] = talk.exchanges()

    assert reply.text == "sixty\ufffd[31m cases <U+202E> at \ufffd most \ufffd"


async def test_state_in_the_graph_does_not_grow(tmp_path: Path, framework: Framework) -> None:
    """After every turn the graph keeps one checkpoint, and it is no larger than after the first turns."""
    sizes = []
    async with conversation(tmp_path, framework, ObligingModel(framework), depth="full") as talk:
        for _ in range(40):
            await talk.reply(ANSWER)
            sizes.append(await _checkpoint_bytes(talk))

    assert max(count for count, _ in sizes) == 1
    assert max(size for _, size in sizes[20:]) <= 1.2 * max(size for _, size in sizes[:20])


async def _checkpoint_bytes(talk: Conversation) -> tuple[int, int]:
    saver: Any = talk._graph.checkpointer
    cursor = await saver.conn.execute("SELECT count(*), sum(length(checkpoint)) FROM checkpoints")
    count, size = await cursor.fetchone()
    return int(count), int(size)


async def test_a_session_is_refused_under_a_framework_without_its_items(tmp_path: Path, framework: Framework) -> None:
    """A session that began with an overlay is refused with a sentence where the overlay is missing, and kept."""
    overlay = load_framework(ROOT / "docs" / "overlay-example")
    async with conversation(tmp_path, overlay, ObligingModel(overlay), depth="full") as talk:
        await answer_all(talk)
    before = (tmp_path / "talk.db").read_bytes()

    with pytest.raises(SessionError, match="another framework"):
        async with conversation(tmp_path, framework, ObligingModel(framework)):
            pass

    assert (tmp_path / "talk.db").read_bytes() == before


async def test_two_people_who_differ_are_a_conflict(tmp_path: Path, framework: Framework) -> None:
    """Somebody who takes the keyboard and says otherwise supersedes nothing: the facet is in conflict."""
    stop = Question(item="AC-4", facet="stop_minutes", wording="How long?")

    class Differing(ObligingModel):
        async def read(self, request: ReadRequest) -> Reading:
            value, speaker = (2.0, "") if "two" in request.text else (30.0, "Tom")
            claim = ProposedClaim(facet=stop.facet, value=value, quote=request.text, speaker=speaker)
            return Reading(kind="answer", claims=(claim,))

    async with conversation(tmp_path, framework, Differing(framework)) as talk:
        await talk.reply("It takes two minutes to stop.")
        turn = await talk.reply("Tom here: it is half an hour.")

    item = next(item for item in turn.assessment.items if item.id == "AC-4")
    assert item.facets["stop_minutes"].conflict
    assert item.state == "partial"


async def test_a_counter_question_names_nobody(tmp_path: Path, framework: Framework) -> None:
    """ "Why do you ask?" in reply to "who would know?" is answered, and is nobody's name."""
    async with conversation(tmp_path, framework, ObligingModel(framework)) as talk:
        while talk.turn.question and talk.turn.question.item is None:
            await talk.reply(ANSWER)
        await talk.reply("I do not know")
        turn = await talk.reply("why do you ask?")

    assert talk.who_knows == {}
    assert turn.question is not None
    assert turn.question.facet == WHO_KNOWS


async def test_a_second_reply_does_not_take_the_place_of_one_that_was_not_read(
    tmp_path: Path, framework: Framework
) -> None:
    """After a failed reading the kept reply is read first, and the next one is refused until it has its question."""

    class OnceDown(ObligingModel):
        async def read(self, request: ReadRequest) -> Reading:
            if not self.requests:
                self.requests.append(request)
                raise ConnectionError
            return await super().read(request)

    async with conversation(tmp_path, framework, OnceDown(framework)) as talk:
        with pytest.raises(ConnectionError):
            await talk.reply(ANSWER)
        with pytest.raises(ReplyError, match="earlier reply"):
            await talk.reply("Something else.")
        await talk.reply("Something else.")
        texts = [reply.text for reply, read in talk.exchanges() if read]

    assert texts == [ANSWER, "Something else."]


def test_no_session_is_made_by_looking_at_one(tmp_path: Path, framework: Framework) -> None:
    """The report of an interview that is not there is a sentence, and makes no file."""
    with pytest.raises(SessionError, match="no interview"):
        assess_session(tmp_path / "nothing.db", framework)

    assert list(tmp_path.glob("nothing*")) == []
