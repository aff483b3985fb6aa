"""Perfect claims with the places of their quotes, as a model would propose them: for each text, what it bears out."""

from dataclasses import dataclass
from typing import Any

import yaml

from reviewer.framework import Framework
from reviewer.models.port import ProposedClaim, Question
from reviewer.reading.quotes import Searchable
from tests.perfect_claims import EVALS, claims_of, load

CASES = [
    *(("proposals", case) for case in ("h02", "h04", "h07", "h11", "h13", "h14")),
    *(("interviews", case) for case in ("p01", "p05", "p12", "t01", "t02", "t11")),
    *(("fresh", case) for case in ("n01", "n02", "n03", "n04")),
]
"""The cases of which every facet value was written down with its words."""


@dataclass(frozen=True)
class Told:
    """One text of a case (a paper, or one reply with its question) and the claims that it bears out."""

    case: str
    text: str
    question: Question | None
    claims: tuple[ProposedClaim, ...]


def told_in(folder: str, case: str, framework: Framework) -> list[Told]:
    """Every text of a case with its claims; a claim belongs to the first text that holds its quote."""
    place = EVALS / "fresh" if folder == "fresh" else EVALS / "facet-values" / folder
    values = yaml.safe_load((place / f"{case}.yaml").read_text(encoding="utf-8"))
    texts = _texts(folder, case, framework)
    searchable = [Searchable(text) for text, _ in texts]
    found: list[list[ProposedClaim]] = [[] for _ in texts]
    for claim in claims_of(values, framework):
        quote = claim.evidence.quote
        starts = [next((span.start for span in each.spans(quote, None)), None) for each in searchable]
        number = next(number for number, start in enumerate(starts) if start is not None)
        said = {name: getattr(claim, name) for name in ("facet", "value", "strength", "tense", "planned_date")}
        found[number].append(ProposedClaim(quote=quote, start=starts[number], **said))
    return [Told(case, *text, tuple(claims)) for text, claims in zip(texts, found, strict=True)]


def _texts(folder: str, case: str, framework: Framework) -> list[tuple[str, Question | None]]:
    if folder != "interviews":
        return [((EVALS / folder / f"{case}.md").read_text(encoding="utf-8"), None)]
    labels = load(folder, case)
    texts = [(turn["answer"], _question(turn["question"], framework)) for turn in labels.get("turns", ())]
    for item, replies in labels.get("answers", {}).items():
        known = framework.items_by_id.get(item)
        for kind, reply in replies.items():
            words = (known.follow_up if kind == "followup" else known.question) if known else item
            texts.append((reply, Question(item=item if known else None, facet="", wording=words)))
    return texts


def _question(asked: dict[str, Any], framework: Framework) -> Question:
    item = asked.get("item")
    return Question(item=item if item in framework.items_by_id else None, facet="", wording=asked["text"])
