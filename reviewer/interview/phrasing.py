"""A follow-up in natural words. A model writes them, code checks them, and the catalogue's wording is always there."""

from collections.abc import Callable
from typing import NamedTuple

from reviewer.errors import ModelError
from reviewer.interview.progress import Progress
from reviewer.models.port import Model, PhraseRequest, Question, Usage
from reviewer.models.standby import part_of_a_sentence
from reviewer.models.written import text_of
from reviewer.reading.prose import LONGEST_WORDING, checked_wording
from reviewer.text import clean

Heard = Callable[[str], None]
"""Told the pieces of a question while it is written. They are not checked yet: the question of the turn is."""


class Phrased(NamedTuple):
    """A question with the wording that stands, what writing it took, and why the service failed at it, if it did."""

    question: Question
    usage: Usage
    unread: str | None


def is_worth_phrasing(question: Question, progress: Progress) -> bool:
    """Whether it follows up an item that was asked about. A question that is put again keeps the words it had."""
    if question.settles is not None or question.item is None or progress.standing or progress.unknown:
        return False
    return progress.asked_items.get(question.item, 0) > 0


async def phrased(question: Question, last_reply: str, model: Model, heard: Heard) -> Phrased:
    """`question` in the model's words if they ask the same and nothing else; else as it is."""
    prose = model.phrase(PhraseRequest(question=question, last_reply=last_reply))
    try:
        text = await text_of(prose, LONGEST_WORDING, lambda piece: heard(clean(piece)))
    except ModelError as error:
        return Phrased(question, prose.usage, part_of_a_sentence(str(error)))
    wording = checked_wording(text, question)
    worded = question if wording is None else question.model_copy(update={"wording": wording})
    return Phrased(worded, prose.usage, None)
