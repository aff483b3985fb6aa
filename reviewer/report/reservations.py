"""Why the evidence carries less far than it looks, in words: what a service did not read, and what is doubted."""

from collections.abc import Iterable, Sequence
from typing import Literal

from reviewer.readiness.claims import Rejection
from reviewer.report.contract import PartRead

Job = Literal["reading", "last look", "question", "covering note"]


def reservations(model: str, parts: Sequence[PartRead], rejections: Iterable[Rejection]) -> tuple[str, ...]:
    """Reasons that lower the confidence in an assessment whose words the service `model` should have read.

    What was to be written and not read (a covering note, the wording of a question) says nothing about the evidence.
    """
    unread = [part for part in parts if job(part) == "reading"]
    doubted = sum(refused.doubted for refused in rejections)
    reasons = []
    if unread:
        reasons.append(f"the model {model} did not read {named(unread)}")
    if doubted:
        claims = "one claim" if doubted == 1 else f"{doubted} claims"
        reasons.append(f"a second look doubts {claims} of the model {model}, which therefore count for nothing")
    return tuple(reasons)


def job(part: PartRead) -> Job:
    """What was to be done with a part."""
    if part.part.startswith("question "):
        return "question"
    if part.part.startswith("last look"):
        return "last look"
    return "covering note" if part.part == "covering note" else "reading"


def named(parts: Iterable[PartRead]) -> str:
    """Parts in words: "the whole text", "the areas EX and PM", "the replies 3 and 7"."""
    names = list(dict.fromkeys(part.part for part in parts))
    groups: dict[str, list[str]] = {"area": [], "reply": [], "question": []}
    others: list[str] = []
    for name in names:
        kind, _, number = name.partition(" ")
        if number and kind in groups:
            groups[kind].append(number)
        elif " " in name:
            others.append(f"the {name}")
        else:
            groups["area"].append(name)
    several = {"area": "areas", "reply": "replies", "question": "questions"}
    listed = [
        f"the {kind if len(found) == 1 else several[kind]} {in_a_row(found)}" for kind, found in groups.items() if found
    ]
    return in_a_row([*others, *listed])


def in_a_row(names: Sequence[str]) -> str:
    """Names as people list them."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
