"""The two pictures of the report on capacity: the queue over a day, and people needed by share handed over."""

from xml.etree.ElementTree import Element

from reviewer.report.capacity.document import CapacityDocument
from reviewer.report.plots import Axis, Line, Mark, plot


def queue_plot(document: CapacityDocument) -> Element:
    """Cases that wait from opening to closing: on average, on one day in twenty, and the limit. Needs a curve."""
    curve = document.curve
    lines = [Line("average day", "first", tuple((moment.hours, moment.waiting) for moment in curve))]
    bad = tuple((moment.hours, moment.one_day_in_twenty or 0.0) for moment in curve)
    if curve[0].one_day_in_twenty is not None:
        lines.append(Line("one day in twenty", "second", bad))
    limit = document.given("max_queue_depth")
    if limit is not None:
        lines.append(Line("limit", "limit", ((0.0, limit), (curve[-1].hours, limit))))
    return plot("The queue over a day", _queue_in_words(document, limit), lines, _HOURS, Axis("cases that wait"))


_HOURS = Axis("hours since opening")


def _queue_in_words(document: CapacityDocument, limit: float | None) -> str:
    most = max(document.curve, key=lambda moment: moment.waiting)
    bad = max(moment.one_day_in_twenty or 0.0 for moment in document.curve)
    parts = [f"On an average day at most {most.waiting:,.0f} cases wait, {most.hours:.1f} hours after opening."]
    if document.curve[0].one_day_in_twenty is not None:
        parts.append(f"On one day in twenty it is {bad:,.0f} or more.")
    if limit is not None:
        parts.append(f"The limit is {limit:,.0f}.")
    return " ".join(parts)


def people_plot(document: CapacityDocument) -> Element:
    """People needed against the share handed over, and the people planned. Needs steps with people."""
    steps = [(step.escalation_rate * 100, float(step.people_needed or 0), step) for step in document.sensitivity]
    lines = [Line("people needed", "first", tuple((rate, people) for rate, people, _ in steps), dots=True)]
    planned = document.given("reviewers_fte")
    if planned is not None:
        lines.append(Line("people planned", "limit", ((0.0, planned), (steps[-1][0], planned))))
    marks = [Mark(f"expected: {people:,.0f}", (rate, people)) for rate, people, step in steps if step.is_expected]
    needed = ", ".join(f"{people:,.0f} people for {rate:g}%" for rate, people, _ in steps)
    words = f"Needed: {needed}." + (f" Planned: {planned:g}." if planned is not None else "")
    across = Axis("share handed over", "%")
    return plot("People needed, by share handed over", words, lines, across, Axis("people"), marks)
