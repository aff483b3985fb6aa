"""What a report for people says, in which order, before any form is given to it.

The terminal text and the Markdown are two forms of this one outline; both treat every string in it as foreign.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reviewer.assessment.capacity.words import figures_in_words, missing_figures, scenario_in_words
from reviewer.assessment.model import SEVERITIES, State
from reviewer.report import wording
from reviewer.report.contract import AssessmentDocument, PublishedCapacity, PublishedGap, Words

_MOST_QUOTES = 5
_MOST_DOUBTED = 5
_STATES: tuple[State, ...] = ("satisfied", "partial", "missing", "unknown", "not_applicable")


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the report."""

    text: str
    level: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with a word or two in front that say what it is."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry of a list."""

    text: str


@dataclass(frozen=True)
class Quotation:
    """Words of the source, and where they stand."""

    words: str
    place: str


Block = Heading | Paragraph | Entry | Quotation


def outline(document: AssessmentDocument, first_steps: Mapping[str, str] | None = None) -> Iterator[Block]:
    """The whole report on `document`, the verdict and what limits it most first. `first_steps` are by id of the gap."""
    yield Heading(document.source.name, 1)
    yield Paragraph(document.verdict.sentence)
    yield Paragraph(document.verdict.limiting_fact, "What limits it most")
    yield Paragraph(wording.reader(document.reader))
    for words in wording.unread(document.reader):
        yield Paragraph(words, "Please note")
    yield Paragraph(_coverage(document), "Coverage")
    yield Paragraph(f"{document.confidence.level}: {'; '.join(document.confidence.reasons)}.", "Confidence")
    if document.usage:
        yield Paragraph(wording.usage(document.usage), "What the service was asked for")
    yield from _covering_note(document)
    yield Heading("Areas", 2)
    for area in document.areas:
        yield Entry(f"{wording.AREA_SIGNS[area.state]} {area.name}: {wording.AREA_STATES[area.state]}")
    yield Heading("What the numbers mean for people", 2)
    yield from _capacity(document.capacity)
    yield from _gaps(document, first_steps or {})
    if document.rejected_claims:
        yield Heading("Claims that do not count", 2)
        yield Paragraph(_rejected(document))
    yield from _doubted(document)


def _covering_note(document: AssessmentDocument) -> Iterator[Block]:
    if document.covering_note:
        yield Heading("Covering note", 2)
        yield Paragraph(f"In the words of the model {document.reader.model}. The findings below come from rules.")
        yield Paragraph(" ".join(part.sentence for part in document.covering_note))
    if document.covering_note_left_out:
        yield Paragraph(
            f"Sentences of the note that were tied to no gap and left out: {document.covering_note_left_out}."
        )


def _coverage(document: AssessmentDocument) -> str:
    counts, coverage = Counter(item.state for item in document.items), document.coverage
    states = ", ".join(f"{counts[state]} {wording.STATES[state]}" for state in _STATES if counts[state])
    searched = "looked for" if document.source.kind == "proposal" else "asked about"
    return (
        f"{coverage.asked} of {document.framework.items} items {searched}, {coverage.known} known; "
        f"{coverage.essentials_known} of {coverage.essentials} essentials known. Items: {states}."
    )


def _capacity(capacity: PublishedCapacity) -> Iterator[Block]:
    missing = missing_figures(capacity.inputs)
    if missing:
        yield Paragraph(
            f"The arithmetic is not complete. Not stated, or not as one figure to rely on: {'; '.join(missing)}."
        )
    origins = (("stated", capacity.inputs), ("assumed", capacity.assumptions), ("computed", capacity.results))
    for origin, figures in origins:
        for words in figures_in_words(figures):
            yield Entry(f"{words} ({origin})")
    for scenario in capacity.scenarios:
        yield Entry(scenario_in_words(scenario))
    if capacity.worst_case:
        yield Paragraph(capacity.worst_case, "How far it holds")
    yield from _open_sums(capacity)


def _open_sums(capacity: PublishedCapacity) -> Iterator[Block]:
    """What could not be worked out, by the question that would help; one question often opens several sums."""
    by_question: dict[str, list[str]] = {}
    for part in capacity.open:
        for question in part.questions:
            by_question.setdefault(question, []).append(f"{part.sum} ({part.rule})")
    if by_question:
        yield Paragraph("Nothing was guessed. These answers would help:", "Not worked out")
    for question, sums in by_question.items():
        yield Entry(f"{question} It would show {'; '.join(sums)}.")


def _gaps(document: AssessmentDocument, first_steps: Mapping[str, str]) -> Iterator[Block]:
    counts = Counter(gap.severity for gap in document.gaps)
    found = ", ".join(wording.counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    yield Heading(f"Gaps: {found or 'none'}", 2)
    for number, gap in enumerate(document.gaps, 1):
        yield from _gap(number, gap, document.source.kind, first_steps.get(gap.id))


def _gap(number: int, gap: PublishedGap, kind: str, first_step: str | None) -> Iterator[Block]:
    about = f", {gap.item}" if gap.item else ""
    rules = " ".join((gap.rule, *gap.also))
    yield Heading(f"{number}. {wording.SEVERITIES[gap.severity]} ({rules}{about}): {gap.title}", 3)
    essay = f" (essay: {', '.join(gap.claims)})" if gap.claims else ""
    yield Paragraph(f"{gap.why}{essay}", "Why it matters")
    yield from _quotations(gap.evidence, kind)
    if gap.absent:
        yield Paragraph(f"not stated; looked in {gap.absent.searched}.", "Words")
    if gap.arithmetic:
        yield Paragraph(gap.arithmetic, "Arithmetic")
    yield Paragraph(gap.fix, "What would clear it")
    if gap.question:
        yield Paragraph(gap.question, "To settle it")
    if first_step:
        yield Paragraph(first_step, "Where to begin")
    if gap.references:
        yield Paragraph("; ".join(gap.references), "See also")
    if gap.waived:
        yield Paragraph(gap.waived, "Waived")


def _quotations(evidence: Iterable[Words], kind: str) -> Iterator[Block]:
    words = tuple(evidence)
    if words:
        yield Paragraph("", "The proposal states" if kind == "proposal" else "What was said")
    for part in words[:_MOST_QUOTES]:
        yield Quotation(part.quote, f"answer {part.reply}" if part.reply else f"line {part.line}")
    if len(words) > _MOST_QUOTES:
        yield Paragraph(f"and {len(words) - _MOST_QUOTES} more, all of them in the JSON.")


def _rejected(document: AssessmentDocument) -> str:
    reasons = Counter(refused.reason for refused in document.rejected_claims)
    why = "; ".join(f"{count} × {reason}" for reason, count in sorted(reasons.items()))
    return f"The reader proposed {len(document.rejected_claims)} more, which the text does not bear out: {why}."


def _doubted(document: AssessmentDocument) -> Iterator[Block]:
    """Claims that a second look left out: how many, and a few of them with the words that were to bear them."""
    doubted = document.doubted_claims
    if not doubted:
        return
    yield Heading(f"Claims that a second look doubts: {len(doubted)}", 2)
    yield Paragraph(
        f"The words are in the text, but the built-in second look does not find that they say what the model "
        f"{document.reader.model} read in them. They count for nothing. If one is right, say it more plainly."
    )
    for claim in doubted[:_MOST_DOUBTED]:
        yield Quotation(claim.quote, f"{claim.facet.replace('_', ' ')}: {claim.reason}")
    if len(doubted) > _MOST_DOUBTED:
        yield Paragraph(f"and {len(doubted) - _MOST_DOUBTED} more, all of them in the JSON.")
