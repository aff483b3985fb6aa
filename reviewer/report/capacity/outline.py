"""What the report on capacity says, in which order, before any form is given to it.

Every string in it is foreign to the form: names of sources, quotes and what was typed may hold anything.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.assessment.capacity.figure import UNSTABLE
from reviewer.assessment.capacity.words import figure_in_words, figure_value
from reviewer.assessment.model import SEVERITIES
from reviewer.report import wording
from reviewer.report.capacity.document import CapacityDocument, GivenFact
from reviewer.report.capacity.tables import Table, per_cent, scenario_table, sensitivity_table, time_in_words
from reviewer.report.contract import PublishedGap
from reviewer.report.outline import Block, Entry, Heading, Paragraph, Quotation

_MOST_QUOTES = 3
_DAY = (
    "escalations_per_day",
    "human_hours_per_day",
    "people_needed",
    "load_ratio",
    "backlog_growth_per_day",
    "scale_ceiling_per_day",
    "break_even_rate",
    "minutes_available_per_case",
)


@dataclass(frozen=True)
class Plot:
    """A place for a picture; forms without pictures leave it out."""

    name: str


_COUNTED = ("case", "minute", "hour")
_BUSIEST = ("_in_the_busiest_hour", "_at_the_peak")
Part = Block | Table | Plot


def capacity_outline(document: CapacityDocument) -> Iterator[Part]:
    """The whole report, the answer and what limits it most first."""
    yield Heading(f"Does the plan hold? {document.source or ''}".rstrip(), 1)
    yield Paragraph(document.answer.sentence)
    if document.answer.limiting_fact:
        yield Paragraph(document.answer.limiting_fact, "What limits it most")
    if document.worst_case:
        yield Paragraph(document.worst_case, "How far it holds")
    yield from _side_by_side(document)
    yield from _expected(document)
    yield from _shares(document)
    yield from _findings(document)
    yield from _basis(document)
    yield from _open(document)


def _side_by_side(document: CapacityDocument) -> Iterator[Part]:
    if not document.scenarios:
        return
    yield Heading("Side by side", 2)
    yield scenario_table(document.scenarios)
    yield from _standards(document)


def _standards(document: CapacityDocument) -> Iterator[Part]:
    wait, limit = document.given("max_wait_hours"), document.given("max_queue_depth")
    parts = []
    if wait is not None:
        parts.append(f"For the wait: {per_cent(document.standards.in_time)} of the cases within {time_in_words(wait)}.")
    if limit is not None:
        over = per_cent(1 - document.standards.within_limit)
        parts.append(f"For the queue: more than {limit:,.0f} waiting for at most {over} of the time.")
    if parts:
        yield Paragraph(" ".join(parts), "At the desk at one time")


def _expected(document: CapacityDocument) -> Iterator[Part]:
    if not document.results:
        return
    yield Heading("The expected case in figures", 2)
    day = [name for name in document.results if name in _DAY]
    queue = [name for name, value in document.results.items() if name not in _DAY and value != UNSTABLE]
    if day:
        yield Paragraph("plain sums of one working day.", "The day")
    for name in day:
        yield Entry(figure_in_words(name, document.results[name]))
    if queue:
        yield Paragraph("what chance makes of it, under the limits at the end.", "The queue")
    for name in queue:
        yield Entry(figure_in_words(name, document.results[name]))
    yield from _unstable(document)
    if document.curve:
        yield Plot("queue")


def _unstable(document: CapacityDocument) -> Iterator[Part]:
    """Figures that there are none of, in one entry instead of many."""
    growing = [name for name, value in document.results.items() if value == UNSTABLE]
    if not growing:
        return
    is_all_day = any(not name.endswith(_BUSIEST) for name in growing)
    when = "More comes in each hour" if is_all_day else "In the busiest hour more comes in"
    yield Entry(f"{when} than the people at the desk can do: the queue grows, and no wait can be named")


def _shares(document: CapacityDocument) -> Iterator[Part]:
    steps = document.sensitivity
    if not steps:
        return
    yield Heading("If another share is handed over", 2)
    yield sensitivity_table(steps)
    if any(step.people_needed for step in steps):
        yield Plot("people")


def _findings(document: CapacityDocument) -> Iterator[Part]:
    if not document.results and not document.findings:
        return
    counts = Counter(gap.severity for gap in document.findings)
    found = ", ".join(wording.counted(counts[severity], severity) for severity in SEVERITIES if counts[severity])
    yield Heading(f"Findings: {found or 'none'}", 2)
    for number, gap in enumerate(document.findings, 1):
        yield from _finding(number, gap)


def _finding(number: int, gap: PublishedGap) -> Iterator[Part]:
    rules = " ".join((gap.rule, *gap.also))
    yield Heading(f"{number}. {wording.SEVERITIES[gap.severity]} ({rules}): {gap.title}", 3)
    for words in gap.evidence[:_MOST_QUOTES]:
        yield Quotation(words.quote, f"answer {words.reply}" if words.reply else f"line {words.line}")
    if len(gap.evidence) > _MOST_QUOTES:
        yield Paragraph(f"and {len(gap.evidence) - _MOST_QUOTES} more, all of them in the JSON.")
    if gap.arithmetic:
        yield Paragraph(gap.arithmetic, "Arithmetic")
    yield Paragraph(gap.fix, "What would clear it")
    if gap.question:
        yield Paragraph(gap.question, "To settle it")


def _basis(document: CapacityDocument) -> Iterator[Part]:
    yield Heading("What this rests on", 2)
    if document.inputs:
        yield Paragraph("", "Given")
    yield from _facts(document)
    if document.counted:
        yield Paragraph(_counted(document), "How exact the count is")
    if document.assumptions or document.notes:
        yield Paragraph("", "Assumed")
    for name, value in document.assumptions.items():
        yield Entry(figure_in_words(name, value))
    for note in document.notes:
        yield Entry(note)
    if document.results:
        yield Paragraph("", "Limits of the model")
        for limit in document.limits_of_the_model:
            yield Entry(limit)


def _counted(document: CapacityDocument) -> str:
    counted = document.counted
    assert counted is not None
    share = f"{counted.count / counted.of:.1%}"
    return (
        f"{counted.count:,} of {counted.of:,} is {share}; a count of that size can mean anything from "
        f"{counted.low:.1%} to {counted.high:.1%} (95% range)."
    )


def _facts(document: CapacityDocument) -> Iterator[Part]:
    """One entry for each option, and one for each fact that came from the source."""
    by_option: dict[tuple[str, str], list[str]] = {}
    for fact in document.inputs:
        if fact.option and fact.written:
            by_option.setdefault((fact.option, fact.written), []).append(fact.name)
    for (option, written), names in by_option.items():
        yield Entry(f"{'; '.join(names)}: {written} ({option})")
    for fact in document.inputs:
        if fact.origin == "source":
            yield Entry(f"{fact.name}: {_value(fact)} (from {document.source})")


def _value(fact: GivenFact) -> str:
    if isinstance(fact.value, tuple):
        return "; ".join(_row(row) for row in fact.value)
    if not isinstance(fact.value, float):
        return str(fact.value)
    number = figure_value(fact.facet, fact.value)
    return f"{number} {fact.unit}s" if fact.unit in _COUNTED and number.replace(",", "").isdecimal() else number


def _row(row: dict[str, bool | float | str]) -> str:
    return ", ".join(f"{value:,g}" if isinstance(value, float) else str(value) for value in row.values())


def _open(document: CapacityDocument) -> Iterator[Part]:
    """What could not be worked out, by the options that would help."""
    by_options: dict[tuple[str, ...], list[str]] = {}
    for part in document.open:
        by_options.setdefault(part.options, []).append(f"{part.sum} ({part.rule})")
    if not by_options:
        return
    yield Heading("Not worked out", 2)
    yield Paragraph("Nothing was guessed. These options would show more:")
    for options, sums in by_options.items():
        yield Entry(f"{_together(options)}: {'; '.join(sums)}")


def _together(options: Sequence[str]) -> str:
    return " and ".join((", ".join(options[:-1]), options[-1])) if len(options) > 1 else options[0]
