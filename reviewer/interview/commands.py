"""The few words that steer an interview. They are its own: no model has to read them, and none can misread them."""

from reviewer.models.port import ReplyKind
from reviewer.text import folded

_COMMANDS: dict[str, ReplyKind] = {
    "why": "counter_question",
    "why do you ask": "counter_question",
    "skip": "skip",
    "back": "back",
    "stop": "stop",
    "don't know": "dont_know",
    "dont know": "dont_know",
    "do not know": "dont_know",
    "i don't know": "dont_know",
    "i dont know": "dont_know",
    "i do not know": "dont_know",
}


def command_in(text: str) -> ReplyKind | None:
    """What a reply asks of the interview, where it is nothing but one of these words; None for all else."""
    return _COMMANDS.get(folded(text).casefold().rstrip("?.! "))
