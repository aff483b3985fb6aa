"""Read one reply of an interview: its kind, what the cues find in it, and what it says to the facet that was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.offline.answered import asked_facet, used_by_siblings
from reviewer.models.offline.asked import answers, denies, vague_statement
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.candidate import Candidate
from reviewer.models.offline.choosing import as_claim, chosen
from reviewer.models.offline.corrections import corrected_facts
from reviewer.models.offline.cues import Cue
from reviewer.models.offline.dates import calendar_of
from reviewer.models.offline.folding import fold
from reviewer.models.offline.naming import under_told_names
from reviewer.models.offline.reader import found_by_facet, found_when_asked, is_about, readable
from reviewer.models.offline.replies import carries, kind_of
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.offline.speakers import new_speaker, who_knows
from reviewer.models.offline.told import rows_enumerated, rows_spoken_of
from reviewer.models.port import CLAIMING_KINDS, ProposedClaim, Question, Reading, ReadRequest

_TURN = re.compile(
    r"^(?:oh |no,? |ah,? )?(?:sorry\b|hang on|wait\b|correction|scratch that|actually|"
    r"i mean(?:t)?\b|make that|my (?:mistake|bad)|i (?:misspoke|was wrong))"
)


def read_reply(
    request: ReadRequest, cues: Mapping[str, Cue], framework: Framework, asked_cues: Mapping[str, Cue] | None = None
) -> Reading:
    """The reading of a reply; only answers and corrections make claims."""
    kind = kind_of(request.text)
    if kind not in CLAIMING_KINDS:
        return Reading(kind=kind, who_knows=who_knows(request.text) if kind in ("dont_know", "refusal") else None)
    wording = request.question.wording if request.question else ""
    stated = readable(segments_of(request.text, wording))
    segments = [segment for segment in stated if carries(segment.lower)] or stated
    calendar = calendar_of(fold(request.text).lower, request.reference_date)
    found = _found(request, cues, asked_cues or {}, framework, segments, calendar)
    fixed = corrected_facts(segments, request.known_values, framework, calendar) if kind == "correction" else {}
    for key, candidates in fixed.items():
        found[key] = [*candidates, *found.get(key, ())]
    asked = asked_facet(request.question, framework)
    if asked is not None and request.question is not None and not fixed:
        found[asked.key] = _answered(asked, request.question, found, segments, framework, calendar)
        if kind == "correction":
            found[asked.key] = [each for each in found[asked.key] if each.strength == "clear"]
    found = {key: under_told_names(framework.facet(key), each, request.known_rows) for key, each in found.items()}
    speaker = new_speaker(request.text)
    claims = _claims(found, framework, request.text)
    return Reading(
        kind=kind,
        claims=tuple(claim.model_copy(update={"speaker": speaker}) for claim in claims) if speaker else claims,
    )


def _found(
    request: ReadRequest,
    cues: Mapping[str, Cue],
    asked_cues: Mapping[str, Cue],
    framework: Framework,
    segments: list[Segment],
    calendar: Calendar,
) -> dict[str, list[Candidate]]:
    """All candidates of the cues by facet, without what the speaker took back in the same breath."""
    everywhere = found_by_facet(request, cues, framework, segments, calendar)
    direct = found_when_asked(request, asked_cues, framework, segments, calendar)
    rows = {"decisions": list(_decisions(request, cues, framework, segments))}
    keys = {**everywhere, **direct, **{key: each for key, each in rows.items() if each}}
    return {key: _corrected([*direct.get(key, ()), *everywhere.get(key, ()), *rows.get(key, ())]) for key in keys}


def _decisions(
    request: ReadRequest, cues: Mapping[str, Cue], framework: Framework, segments: list[Segment]
) -> Iterator[Candidate]:
    """Decisions that are told in a row under a question about them, or spoken of by somebody who takes over."""
    if request.question and is_about("decisions", request.question.item, framework):
        yield from rows_enumerated(segments, cues)
    if new_speaker(request.text):
        yield from rows_spoken_of(segments, request.known_rows, cues)


def _claims(found: Mapping[str, list[Candidate]], framework: Framework, text: str) -> tuple[ProposedClaim, ...]:
    order = [key for key in framework.facets_by_key if key in found]
    return tuple(
        as_claim(candidate, text)
        for key in order
        for candidate in chosen(framework.facet(key), found[key], is_reply=True)
    )


def _corrected(found: list[Candidate]) -> list[Candidate]:
    """Without what was said before the speaker took it back in the same breath."""
    turns = [candidate.segment.start for candidate in found if _TURN.match(candidate.segment.lower)]
    if not turns:
        return found
    return [candidate for candidate in found if candidate.segment.start >= min(turns)]


def _answered(
    asked: Facet,
    question: Question,
    found: Mapping[str, list[Candidate]],
    segments: list[Segment],
    framework: Framework,
    calendar: Calendar,
) -> list[Candidate]:
    """The candidates of the asked facet, with what the reply says to it directly."""
    own = list(found.get(asked.key, ()))
    in_words = asked.type in ("text", "list")
    if any(candidate.strength == "clear" for candidate in own) or (own and in_words):
        return own
    used = used_by_siblings(asked, found, framework)
    unused = [segment for segment in segments if segment.start not in used]
    if "." not in question.facet:
        is_named = question.facet in framework.facets_by_key
        taken = [each for key in found if key != asked.key for each in found[key] if each.strength == "clear"]
        own += answers(asked, question.wording, is_named, unused if in_words else segments, calendar, taken)
    return own or _nothing_said(asked, question, unused, bool(used))


def _nothing_said(
    asked: Facet, question: Question, segments: list[Segment], item_was_answered: bool
) -> list[Candidate]:
    """A denial or vague words in place of an answer to the asked facet."""
    name = question.facet if question.facet.partition(".")[0] == asked.key else asked.key
    segment = denies(segments)
    if segment is not None:
        return [Candidate(name, None, segment, 0, len(segment.lower), 95, "denied")]
    segment = None if item_was_answered else vague_statement(segments)
    return [Candidate(name, None, segment, 0, len(segment.lower), 95, "vague")] if segment else []
