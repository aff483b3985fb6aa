"""A library whose embedder fails: the interview goes on with the built-in vectors and says so, once."""

from pathlib import Path

from reviewer.errors import ServiceError
from reviewer.framework import Framework
from reviewer.interview.conversation import open_conversation
from reviewer.library import Library
from tests.interview.obliging import ANSWER, ObligingModel


class Failing:
    """An embedder whose service is down."""

    name = "failing"
    dimension = 2

    def embed(self, texts: list[str]) -> list[list[float]]:
        raise ServiceError("The embedding service is down.", "connection")


async def test_an_embedder_that_fails_is_told_once(tmp_path: Path, framework: Framework) -> None:
    """With the reply that it failed at; the next turn is quiet, as nothing new has failed."""
    library = Library(framework, tmp_path / "shelf", Failing())
    opened = open_conversation(tmp_path / "talk.db", framework, ObligingModel(framework), library, "essential")
    async with opened as conversation:
        before = conversation.turn
        first = await conversation.reply(ANSWER)
        second = await conversation.reply(ANSWER)

    assert before.degraded == ""
    assert first.degraded == library.note
    assert first.degraded.startswith("The embedding service is down. Passages are found with the built-in")
    assert second.degraded == ""
