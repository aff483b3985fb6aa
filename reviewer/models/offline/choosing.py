"""Which candidates become claims: one clear claim per scalar facet and speaker, and the words that fill nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reviewer.framework.catalogue import Facet
from reviewer.models.offline.candidate import Candidate
from reviewer.models.offline.naming import under_known_name
from reviewer.models.offline.sentences import clause_around
from reviewer.models.port import ProposedClaim
from reviewer.readiness.claims import Row

_LONG_SENTENCE = 240


def chosen(facet: Facet, candidates: Iterable[Candidate], is_reply: bool) -> list[Candidate]:
    """The candidates of one facet that are worth a claim, in the order of the text."""
    found = _without_retracted(list(candidates))
    picked: list[Candidate] = []
    for speaker in dict.fromkeys(candidate.segment.speaker for candidate in found):
        mine = [candidate for candidate in found if candidate.segment.speaker == speaker]
        picked.extend(_of_one_speaker(facet, mine, is_reply))
    return sorted(picked, key=lambda candidate: (candidate.segment.start, candidate.start))


def _without_retracted(found: list[Candidate]) -> list[Candidate]:
    """What a later sentence of the same paragraph takes back ("for the agent none of that applies") is denied."""
    return [
        replace(candidate, value=None, strength="denied")
        if candidate.strength == "clear" and candidate.segment.is_taken_back
        else candidate
        for candidate in found
    ]


def _of_one_speaker(facet: Facet, found: list[Candidate], is_reply: bool) -> Iterator[Candidate]:
    clear = [candidate for candidate in found if candidate.strength == "clear"]
    denied = _first_each(candidate for candidate in found if candidate.strength == "denied")
    vague = _first_each(candidate for candidate in found if candidate.strength == "vague")
    if facet.type == "list":
        yield from _rows(facet, clear)
    elif clear:
        best = _best(clear)
        if not any(_overrules(denial, best, is_reply) for denial in denied):
            yield best
    yield from denied
    yield from vague


def _best(clear: list[Candidate]) -> Candidate:
    """What fills before what does not, the strongest cue, then the first place."""
    return min(
        clear, key=lambda candidate: (not _fills(candidate), candidate.rank, candidate.segment.start, candidate.start)
    )


def _fills(candidate: Candidate) -> bool:
    return candidate.tense.value == "today" or bool(
        candidate.tense.value == "planned" and (candidate.planned_date or candidate.planned_owner)
    )


def _overrules(denial: Candidate, clear: Candidate, is_reply: bool) -> bool:
    """Whether a denial speaks of the same thing: in the same reply or paragraph, and not in the very same clause."""
    near = is_reply or denial.segment.block == clear.segment.block
    return near and denial.facet == clear.facet


def _first_each(candidates: Iterable[Candidate]) -> list[Candidate]:
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.facet, candidate)
    return list(first.values())


def _rows(facet: Facet, clear: list[Candidate]) -> Iterator[Candidate]:
    """Rows with the same key and nothing new are told once."""
    seen: list[Row] = []
    for candidate in clear:
        assert isinstance(candidate.value, dict)
        row = under_known_name(facet, candidate.value, seen)
        if row not in seen:
            seen.append(row)
            yield replace(candidate, value=row)


def as_claim(candidate: Candidate, text: str) -> ProposedClaim:
    """The claim of a candidate, with its words cut from the original text."""
    start, end = _quoted(candidate, text)
    return ProposedClaim(
        facet=candidate.facet,
        value=candidate.value,
        quote=text[start:end],
        start=start,
        strength=candidate.strength,
        tense=candidate.tense.value,
        planned_date=candidate.planned_date,
        planned_owner=candidate.planned_owner,
        speaker=candidate.segment.speaker or "",
    )


def _quoted(candidate: Candidate, text: str) -> tuple[int, int]:
    """The whole segment; of a long sentence the clauses around the match, with the negation before them."""
    segment = candidate.segment
    if segment.cells or segment.is_view or segment.end - segment.start <= _LONG_SENTENCE:
        return segment.start, segment.end
    begin, stop = clause_around(segment.lower, candidate.start, candidate.end)
    while begin < stop and segment.lower[begin] in " ,;:()-|.":
        begin += 1
    start, end = segment.folded.span(begin, stop)
    words = text[start:end].rstrip(" ,;:(-\n\t")
    return start, start + len(words)
