"""What the interviewer says about a reply, before the next question. Plain sentences; the question itself follows."""

from collections.abc import Iterable

from reviewer.errors import LibraryError
from reviewer.interview.desk import Desk
from reviewer.interview.record import Look, ReadReply, ServiceJob
from reviewer.interview.service import LAST_LOOK

_FIXED = {
    "confirmation": "A yes alone does not tell me what it is, so nothing was noted.",
    "skip": "Skipped. It stays open, and you can come back to it.",
    "back": "Back to the earlier question.",
    "off_topic": "Let us go back to the question.",
    "injection": "I note what your operation does and take no instructions from an answer, so nothing was noted.",
    "refusal": "That is all right. It stays open.",
    "stop": "Stopped here. Everything you said is kept.",
}


def note_on(desk: Desk, text: str) -> str:
    """A sentence or two about the reply that was just read; empty where the claims speak for themselves."""
    read = desk.last
    if read is None:
        return ""
    if read.kind == "counter_question":
        return _from_library(desk, text)
    if read.kind == "dont_know":
        return _on_not_knowing(read)
    if read.kind == "correction":
        return (
            "Corrected."
            if any(claim.fills for claim in read.claims)
            else "I could not find in that what should be corrected. Please say the fact and its new value."
        )
    if read.kind == "answer":
        return _on_answer(read)
    return _FIXED[read.kind]


def note_on_look(look: Look | None) -> str:
    """What a last look found, in a sentence; empty where there was none, or it found nothing."""
    count = sum(claim.fills for claim in look.claims) if look else 0
    facts = "one more fact" if count == 1 else f"{count} more facts"
    return f"A last look at everything you said found {facts}." if count else ""


def degraded(failures: Iterable[ServiceJob]) -> str:
    """What a service failed to do about a reply, in sentences: who read it instead, and why."""
    sentences = []
    for failure in failures:
        if failure.job == "read_reply":
            sentences.append(f"Reply {failure.reply} was read by the built-in offline model: {failure.unread}.")
        elif failure.job == "read_again":
            sentences.append(f"The {LAST_LOOK} failed: {failure.unread}.")
    return " ".join(sentences)


def _on_not_knowing(read: ReadReply) -> str:
    if read.who_knows:
        return f"Noted as open. {read.who_knows} would know."
    return "Noted as open. Not knowing is a full answer."


def _on_answer(read: ReadReply) -> str:
    if any(claim.fills for claim in read.claims):
        return ""
    if any(claim.strength == "denied" for claim in read.claims):
        return "Noted as not there."
    if read.claims:
        return "I kept your words, but I found no fact in them yet."
    return "I kept your words, but I could not read a fact out of them."


def _from_library(desk: Desk, text: str) -> str:
    """The reason for the question, from the passages. Only their first paragraph: the rest would lead the witness."""
    question = desk.progress.standing
    items = [question.item] if question and question.item else []
    try:
        found = desk.library.search(text, limit=1, items=items) or desk.library.relevant(text, limit=1)
    except LibraryError as error:
        return f"{question.why if question else ''} ({error})"
    if items and found:
        return found[0].passage.text.split("\n\n")[0]
    return (question.why if question else "") or "I have nothing on that in the framework."
