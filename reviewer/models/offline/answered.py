"""What answers a question that stands above the answer: the asked facet, and what is said to it without any pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.offline.asked import answers
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.wordlists import words
from reviewer.models.port import Question

_WORD = re.compile(r"[a-z]{3,}")
_COMMON = frozenset(
    words(
        "the, and, how, many, what, which, who, when, where, does, did, for, are, was, were, that, this, with, "
        "from, you, your, has, have, had, its, they, them, cases, case, agent, per, one, not, any, can, may"
    )
)
_ALIKE = 0.6
_STATEMENTS = 3


def asked_facet(question: Question | None, framework: Framework) -> Facet | None:
    """The facet that a question asks for: the one that it names, else that of its item whose words are nearest."""
    if question is None:
        return None
    named = framework.facets_by_key.get(question.facet.partition(".")[0])
    if named is not None:
        return named
    item = framework.items_by_id.get(question.item or "")
    asked = _stems(question.wording)
    ranked = sorted(item.facets, key=lambda facet: -len(asked & _stems(f"{facet.ask} {facet.name}"))) if item else []
    return ranked[0] if ranked and asked & _stems(f"{ranked[0].ask} {ranked[0].name}") else None


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:5] for word in _WORD.findall(words.lower()) if word not in _COMMON)


def used_by_siblings(asked: Facet, found: Mapping[str, list[Candidate]], framework: Framework) -> set[int]:
    """Where statements begin that already say something clear to another facet of the asked item."""
    owner = framework.item_of_facet
    siblings = [key for key in found if key != asked.key and owner.get(key) == owner.get(asked.key)]
    return {candidate.segment.start for key in siblings for candidate in found[key] if candidate.strength == "clear"}


def add_answers_to_headings(
    found: dict[str, list[Candidate]], segments: list[Segment], framework: Framework, calendar: Calendar
) -> None:
    """In a text that is written as questions and answers, what stands under the question of a facet answers it."""
    for heading, under in groupby(segments, key=_question_above):
        facet = _asked_by(heading, framework) if heading else None
        if facet is None or facet.key not in found:
            continue
        stated = list(under)[:_STATEMENTS]
        own = [candidate for candidate in found[facet.key] if candidate.segment in stated]
        if any(candidate.strength == "clear" for candidate in own) or (own and facet.type in ("text", "list")):
            continue
        used = used_by_siblings(facet, found, framework) if facet.type in ("text", "list") else set[int]()
        free = [segment for segment in stated if segment.start not in used and not segment.is_view]
        found[facet.key].extend(_clear(answers(facet, heading, True, free, calendar)))


def _clear(candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    return (candidate for candidate in candidates if candidate.strength == "clear")


def _question_above(segment: Segment) -> str:
    return next((words for words in reversed(segment.headings) if words.rstrip(" *_:").endswith("?")), "")


def _asked_by(heading: str, framework: Framework) -> Facet | None:
    """The one facet whose question has nearly the same words as a heading."""
    asked = _stems(heading)
    alike = [
        (len(asked & own) / len(asked | own), facet)
        for facet in framework.facets_by_key.values()
        if facet.ask and asked & (own := _stems(facet.ask))
    ]
    best = max((likeness for likeness, _ in alike), default=0.0)
    nearest = [facet for likeness, facet in alike if likeness == best]
    return nearest[0] if best >= _ALIKE and len(nearest) == 1 else None
