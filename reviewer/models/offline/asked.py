"""What a reply says to the very facet that was asked for, without any pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from reviewer.framework.catalogue import Facet
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate, is_about_plans, judged
from reviewer.models.offline.figures import LEAD, first_value
from reviewer.models.offline.marks import values_of
from reviewer.models.offline.segments import Segment
from reviewer.models.offline.sentences import clause_spans
from reviewer.models.offline.titles import title_at
from reviewer.models.offline.vagueness import vague_families
from reviewer.models.offline.values import ValueKind
from reviewer.models.offline.wording import (
    Tense,
    is_hedged,
    negations,
    speaks_of_future,
    takes_back,
    tense_of,
)
from reviewer.models.offline.wordlists import words
from reviewer.readiness.claims import Scalar

_NO = re.compile(r"^(?:no|nope|nah|not really|never|none|nobody|nothing|not at all|no one)(?![\w])")
_DENIAL = re.compile(
    r"^(?:well,? |honestly,? |so |right,? |tbh,? |ah,? |sorry,? )*(?:no\b(?! (?:idea|"
    r"clue|more|later|less|fewer|longer|doubt|problem|worries|comment))|none\b|nobody\b|"
    r"nothing\b(?! but)|never\b(?! more| above| over| longer)|not (?:yet|really|at all|"
    r"so far|anybody|anyone|any)\b|there'?s no\b|theres no\b|there (?:is|are) (?:no|"
    r"none|nobody)\b|there isn'?t\b|we (?:don'?t|do not|haven'?t|have no|never)\b|nobody\b|"
    r"no one\b|for the agent (?:there )?(?:isn'?t|none)\b)|\bthere isn'?t (?:one|any)\b|"
    r"\btheres? (?:is)?n'?t (?:one|any)\b"
)
_ASKS_YES_NO = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|may|will|would)\b")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SMALL_WORDS = frozenset(
    words(
        "a, an, and, are, as, at, be, but, by, do, does, for, from, had, has, have, he, her, his, how, i, if, in, is, "
        "it, its, just, me, my, no, not, of, on, or, our, she, so, some, than, that, the, their, them, then, there, "
        "these, they, this, those, to, too, us, was, we, were, what, when, which, who, will, with, yes, you, your, ok, "
        "okay, well, right, fine, sure, really, very, quite, also, only, all, "
        "about, around, roughly, case, cases, per, each"
    )
)
_ASIDE = re.compile(
    r"\b(?:ask|don'?t know|dont know|no idea|no clue|sorry|lol|haha|let me|hang on|as (?:i|we) said|as before|"
    r"see above|"
    r"told you|already (?:said|told|answered)|same as (?:before|above)|like i said|question|n/a)\b"
)
_CADENCE = re.compile(r"(?:daily|weekly|fortnightly|monthly|quarterly|yearly|annually)")
_FIGURES = (ValueKind.DURATION, ValueKind.RATE, ValueKind.SHARE, ValueKind.MONEY, ValueKind.NUMBER, ValueKind.DATE)


def answers(
    facet: Facet,
    wording: str,
    is_named: bool,
    segments: list[Segment],
    calendar: Calendar,
    taken: Sequence[Candidate] = (),
) -> Iterator[Candidate]:
    """What the statements of a reply say to the asked facet: at most one value, a concrete clause, or a denial.

    Free words are taken only where the question named its facet; a guessed facet needs a value of its type.
    `taken` are claims on other facets: their figures answer nothing else.
    """
    if facet.type == "yes_no":
        yield from _refused(facet, wording, segments)
    elif facet.type == "text":
        yield from _clause(facet, segments, calendar) if is_named else ()
    elif facet.type == "role":
        yield from _first_role(facet, segments, calendar)
    elif facet.type == "list":
        yield from _listed(facet, segments, calendar) if is_named else ()
    elif facet.type != "choice":
        yield from first_value(facet, segments, calendar, taken)


def _first_role(facet: Facet, segments: list[Segment], calendar: Calendar) -> Iterator[Candidate]:
    for segment in segments[:2]:
        found = values_of(segment, ValueKind.ROLE, calendar)
        if found and LEAD.match(segment.lower[: found[0].start]):
            yield judged(
                facet, Candidate(facet.key, found[0].text, segment, found[0].start, found[0].end, 90), calendar
            )
            return
    title = title_at(segments[0].folded) if segments and not vague_families(segments[0].lower) else None
    if title:
        words = segments[0].folded.text[slice(*title)]
        yield judged(facet, Candidate(facet.key, words, segments[0], *title, 95), calendar)


def _clause(facet: Facet, segments: list[Segment], calendar: Calendar) -> Iterator[Candidate]:
    """The first concrete statement of a reply that denies nothing: not vague, not hedged."""
    if denies(segments):
        return
    for segment in segments:
        if is_concrete(segment, calendar):
            candidate = Candidate(facet.key, segment.folded.text.strip(" .;,"), segment, 0, len(segment.lower), 90)
            tense = tense_of(segment.lower, 0, len(segment.lower))
            if facet.measured and speaks_of_future(segment.lower):
                tense = Tense.PLANNED
            days = values_of(segment, ValueKind.DATE, calendar)
            if tense is Tense.TODAY or is_about_plans(facet) or not days:
                yield candidate if tense is Tense.TODAY or is_about_plans(facet) else replace(candidate, tense=tense)
            else:
                yield replace(candidate, tense=tense, planned_date=date.fromisoformat(days[0].text))
            return


def is_concrete(segment: Segment, calendar: Calendar) -> bool:
    """Whether a statement says something that two people would understand alike, and more than a figure."""
    lower = segment.lower
    if _ASIDE.search(lower) or negations(lower) or is_hedged(lower, 0, len(lower)) or vague_families(lower):
        return False
    figures = [value for kind in _FIGURES for value in values_of(segment, kind, calendar)]
    telling = [
        match.group()
        for match in _WORD.finditer(lower)
        if match.group() not in _SMALL_WORDS and not any(value.start <= match.start() < value.end for value in figures)
    ]
    return len(telling) > 1 or _CADENCE.fullmatch(lower.strip(" .!")) is not None


def _refused(facet: Facet, wording: str, segments: list[Segment]) -> Iterator[Candidate]:
    """A plain "no" denies what can be answered by yes or no; a plain "yes" says nothing."""
    if segments and _NO.match(segments[0].lower) and _ASKS_YES_NO.match(wording.strip().lower()):
        yield Candidate(facet.key, None, segments[0], 0, len(segments[0].lower), 90, "denied")


def _listed(facet: Facet, segments: list[Segment], calendar: Calendar) -> Iterator[Candidate]:
    """The parts of a concrete enumeration, as rows of a list that is told apart by words."""
    key = facet.row_key[0]
    if facet.column(key).type != "text" or len(facet.row_key) > 1:
        return
    for segment in segments:
        if not is_concrete(segment, calendar):
            continue
        for start, end in _parts(segment.lower):
            row: dict[str, Scalar] = {key: segment.folded.text[start:end]}
            yield Candidate(facet.key, row, segment, start, end, 90)


def _parts(lower: str) -> list[tuple[int, int]]:
    """The parts of an enumeration without the small words and marks at their edges."""
    parts: list[tuple[int, int]] = []
    for begin, stop in clause_spans(lower):
        start, end = begin, stop
        while start < end and lower[start] in " ,;:()-.":
            start += 1
        while end > start and lower[end - 1] in " ,;:()-.":
            end -= 1
        for small in ("and ", "or ", "then ", "also "):
            if lower.startswith(small, start):
                start += len(small)
        if 2 <= end - start <= 90 and _WORD.search(lower, start, end):
            parts.append((start, end))
    return parts


def denies(segments: list[Segment]) -> Segment | None:
    """The first statement that says that there is no such thing."""
    return next((segment for segment in segments if _DENIAL.search(segment.lower) or takes_back(segment.lower)), None)


def vague_statement(segments: list[Segment]) -> Segment | None:
    """The first statement with words that never count."""
    return next((segment for segment in segments if vague_families(segment.lower)), None)
