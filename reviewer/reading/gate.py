"""The gate: a proposed claim becomes a claim only if its source bears it out; every refusal is kept with its reason."""

import json
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from reviewer.framework.catalogue import Framework
from reviewer.models.port import ProposedClaim, Question
from reviewer.readiness.claims import Claim, Evidence, Grade, Record, Rejection, Value
from reviewer.readiness.values import UnfitValueError, fitted
from reviewer.reading.lines import Lines
from reviewer.reading.polarity import cut_negation
from reviewer.reading.quotes import Searchable, Span, cuts_word, is_long_enough
from reviewer.reading.second_look import Look, SecondLook, area_of, suspect_areas
from reviewer.text import folded

Kind = Literal["reply", "document"]
# Words that stand in more places than this say nothing about any of them, and looking at all would take minutes.
_MOST_PLACES = 100
# A sentence that stands in the text more often than this is a formula; where it stands makes no difference.
_MOST_LOOKS = 5


@dataclass(frozen=True)
class SourceText:
    """The text that claims are checked against: its label ("document", "reply 7"), its words and who says them.

    `question` is what a reply answers; a second look needs it.
    """

    label: str
    text: str
    kind: Kind
    speaker: str = ""
    question: Question | None = None


class Admission(Record):
    """What the gate let in, numbered in the order of the text, and what it refused."""

    claims: tuple[Claim, ...]
    rejections: tuple[Rejection, ...]


class _RefusedError(Exception):
    """Ends the check of one claim; the message is the reason that the report gives."""


class _DoubtedError(_RefusedError):
    """The quote is there, and a second look does not find that it can bear the fact."""


def admit(
    proposed: tuple[ProposedClaim, ...],
    source: SourceText,
    framework: Framework,
    first_number: int = 1,
    corrects: bool = False,
    second_look: SecondLook | None = None,
) -> Admission:
    """Check each proposed claim against `source`; the claims that pass are numbered from `first_number`.

    With a `second_look`, a claim of which it doubts that its quote can bear it is refused as well, and marked so.
    """
    look = second_look.over(source.text, source.question) if second_look else None
    gate = _Gate(source, framework, corrects, look)
    claims, rejections = gate.checked(proposed)
    if strict := suspect_areas(proposed, rejections, framework):
        claims, rejections = gate.checked(proposed, strict)
    return Admission(
        claims=tuple(
            claim.model_copy(update={"number": number})
            for number, claim in enumerate(sorted(claims, key=_place), first_number)
        ),
        rejections=tuple(sorted(rejections, key=lambda refused: (refused.facet, refused.quote, refused.reason))),
    )


def _place(claim: Claim) -> tuple[int, str, int, str]:
    """Order of the text; what stands at one place is ordered by what it says, never by the order of a reading."""
    content = claim.model_dump(mode="json", exclude={"evidence"})
    return claim.evidence.start, claim.facet, claim.evidence.end, json.dumps(content, sort_keys=True)


class _Gate:
    """One source, prepared once for all claims about it."""

    def __init__(self, source: SourceText, framework: Framework, corrects: bool, look: Look | None) -> None:
        self._source = source
        self._framework = framework
        self._corrects = corrects
        self._look = look
        self._strict = frozenset[str]()
        self._searchable = Searchable(source.text)
        self._lines = Lines(source.text)

    def checked(
        self, proposed: tuple[ProposedClaim, ...], strict: frozenset[str] = frozenset()
    ) -> tuple[list[Claim], list[Rejection]]:
        """What becomes a claim and what is refused, in the order of `proposed`; the look is strict in some areas."""
        self._strict = strict
        claims: list[Claim] = []
        rejections: list[Rejection] = []
        for proposal in proposed:
            try:
                claims.append(self.claim(proposal))
            except _RefusedError as reason:
                rejections.append(self.rejection(proposal, str(reason), isinstance(reason, _DoubtedError)))
        return claims, rejections

    def claim(self, proposed: ProposedClaim) -> Claim:
        """The claim, not yet numbered; _RefusedError if it does not hold."""
        value = self._value(proposed)
        span = self._quoted(proposed)
        return Claim(
            number=0,
            facet=proposed.facet,
            value=value,
            evidence=self._evidence(span),
            speaker=self._speaker(proposed),
            strength=proposed.strength,
            tense=proposed.tense,
            planned_date=proposed.planned_date,
            planned_owner=proposed.planned_owner,
            grade=self._grade(proposed),
            corrects=self._corrects,
        )

    def rejection(self, proposed: ProposedClaim, reason: str, doubted: bool) -> Rejection:
        """The refusal as the report shows it."""
        item = self._framework.item_of_facet.get(proposed.facet.partition(".")[0])
        return Rejection(facet=proposed.facet, item=item, reason=reason, quote=proposed.quote, doubted=doubted)

    def _value(self, proposed: ProposedClaim) -> Value | None:
        """The value as its facet holds it. Vague and denied words carry none, and may be about one column of a list."""
        try:
            self._framework.spec(proposed.facet)
        except KeyError:
            raise _RefusedError("there is no such facet") from None
        if proposed.strength != "clear":
            return None
        if proposed.facet not in self._framework.facets_by_key:
            raise _RefusedError("a clear claim about a list needs a whole row")
        if proposed.value is None:
            raise _RefusedError("a clear claim needs a value")
        try:
            return fitted(self._framework.facet(proposed.facet), proposed.value)
        except UnfitValueError as error:
            raise _RefusedError(str(error)) from None

    def _quoted(self, proposed: ProposedClaim) -> Span:
        """The first place where the quote holds; if there is none, the refusal gives the reason of the first place."""
        reasons: list[str] = []
        doubts: list[str] = []
        for span in islice(self._searchable.spans(proposed.quote, proposed.start), _MOST_PLACES):
            reason = self._objection(span, proposed)
            if reason is not None:
                reasons.append(reason)
                continue
            doubt = self._look.doubt(proposed, *span, self._is_strict(proposed)) if self._look else None
            if doubt is None:
                return span
            doubts.append(doubt)
            if len(doubts) == _MOST_LOOKS:
                break
        if doubts:
            raise _DoubtedError(f"the quote is there, but {doubts[0]}")
        raise _RefusedError(reasons[0] if reasons else "quote not found")

    def _is_strict(self, proposed: ProposedClaim) -> bool:
        """In suspect areas; and of a fact that excuses always, as one wrong one makes everything better."""
        key = proposed.facet.partition(".")[0]
        return self._framework.excuses(key) or area_of(key, self._framework) in self._strict

    def _objection(self, span: Span, proposed: ProposedClaim) -> str | None:
        text = self._source.text
        if cuts_word(text, span):
            return "the quote cuts a word or a number in two"
        if not is_long_enough(text, span):
            return "the quote is too short to be evidence"
        negation = cut_negation(text, span) if proposed.strength == "clear" else None
        return f'the quote leaves out its own negation ("{negation}")' if negation else None

    def _evidence(self, span: Span) -> Evidence:
        return Evidence(
            quote=self._source.text[span.start : span.end],
            source=self._source.label,
            start=span.start,
            end=span.end,
            line=self._lines.of(span.start),
        )

    def _speaker(self, proposed: ProposedClaim) -> str:
        """Who says it: somebody whom the text names (a mail's author, whoever took the keyboard), else its own."""
        named = folded(proposed.speaker)
        if named and named.casefold() in self._searchable.folded.casefold():
            return named
        return self._source.speaker or ("team" if self._source.kind == "reply" else "document")

    def _grade(self, proposed: ProposedClaim) -> Grade:
        if self._source.kind == "reply":
            return "said"
        measured = self._framework.facet(proposed.facet.partition(".")[0]).measured
        is_fact = proposed.strength == "clear" and proposed.tense == "today"
        return "measured" if measured and is_fact else "documented"
