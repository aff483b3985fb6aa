"""Contradictions about decisions: who has the last word, what holds it, and what is said of the agent as a whole.

Source: the framework's rules, section 4. C-14 and C-20 say the same as G-09 and G-14. G-10 lives here for the decisions
that nobody has classified; the values that nobody has classified are C-24.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from reviewer.assessment.derived import number
from reviewer.assessment.findings import Findings, RowNow, gap
from reviewer.assessment.model import Gap
from reviewer.assessment.rules.unattended import timeout_arithmetic
from reviewer.readiness.claims import Evidence, Scalar

Rule = Callable[[Findings], Iterator[Gap]]
Cells = Mapping[str, Scalar | None]

_WITH_PEOPLE = {"agent_with_review": "a person's approval each time", "human_only": "a person alone"}
_NOBODY = frozenset(
    {"-", "n/a", "no", "no one", "nobody", "none", "none required", "none needed", "not needed", "not required"}
    | {"not applicable", "no approval", "no approval needed", "the agent", "agent", "automatic", "automatically"}
)
_HANDED_OVER = {
    "touched_cases": "cases touched by people",
    "escalation_numerator": "cases handed over",
    "escalations_now_per_day": "hand-overs a day",
    "escalations_stated_per_day": "hand-overs a day at target",
    "reviewers_fte": "people for hand-overs",
}


def approved_first(findings: Findings) -> Iterator[Gap]:
    """C-01: the agent decides alone, and a person approves before it takes effect."""
    for row, cells in findings.rows("decisions"):
        approver = cells.get("approver")
        if cells.get("class") == "autonomous" and _is_somebody(approver):
            name = _name(cells)
            yield gap(
                findings,
                "C-01",
                "found",
                f"The agent is said to decide alone, and {approver} approves first: {name}",
                subject=name,
                evidence=_words_of([row]),
                fix=f"If {approver} approves each one before it takes effect, its class is agent with review.",
                question=f"I have two values for who has the last word on “{name}”: the agent alone, and {approver}. "
                "Which is right, or are they about different cases?",
            )
    yield from _all_approved_first(findings)


def _all_approved_first(findings: Findings) -> Iterator[Gap]:
    """One class is stated for everything, and single decisions have the other one."""
    whole = str(findings.value("whole_agent_class"))
    rows = list(findings.rows("decisions"))
    if whole in _WITH_PEOPLE:
        alone = [
            (row, cells)
            for row, cells in rows
            if cells.get("class") == "autonomous" and not _is_somebody(cells.get("approver"))
        ]
        yield from _other_class(findings, alone, _WITH_PEOPLE[whole], "the agent alone")
    if whole == "autonomous":
        # A row of another class is C-12's: cases reach people. Somebody who is named approves whatever the class is.
        approved = [(row, cells) for row, cells in rows if _is_somebody(cells.get("approver"))]
        yield from _other_class(findings, approved, "no person", "a named person")


def _other_class(findings: Findings, rows: Sequence[tuple[RowNow, Cells]], whole: str, single: str) -> Iterator[Gap]:
    """C-01 about everything: `whole` and `single` say who has the last word on all, and on these."""
    if not rows:
        return
    names = "; ".join(_name(cells) for _, cells in rows)
    yield gap(
        findings,
        "C-01",
        "found",
        f"Everything is said to need {whole}, and {single} decides: {names}",
        evidence=dict.fromkeys((*findings.evidence("whole_agent_class"), *_words_of(row for row, _ in rows))),
        fix="Give each decision the class that it really has, and drop the sentence that covers them all.",
        question=f"I have two values for who has the last word: {whole} on everything, and {single} on "
        f"{names}. Which is right, or are they about different cases?",
    )


def no_exceptions(findings: Findings) -> Iterator[Gap]:
    """C-12: it is said to need nobody, and cases reach people.

    Said is that there are no exceptions, that one class holds for everything, or that nothing makes it stop.
    """
    triggers = findings.readiness.facet("triggers")
    alone = findings.evidence("whole_agent_class") if findings.value("whole_agent_class") == "autonomous" else ()
    denied = triggers.denied.get("triggers", ())
    if findings.value("no_exceptions_claimed") is True:
        alone = (*alone, *findings.evidence("no_exceptions_claimed"))
    reach = list(_reaching_people(findings))
    if (alone or denied) and reach:
        yield gap(
            findings,
            "C-12",
            "found",
            "It is said to need nobody, and cases reach people all the same",
            evidence=dict.fromkeys((*alone, *denied, *(words for _, found in reach for words in found))),
            fix="Say which decisions the agent takes alone, and which cases go to people.",
            arithmetic=f"Said: no exceptions. Also said: {'; '.join(text for text, _ in reach)}.",
            question="I have two answers to whether people are needed: never, and in some cases. "
            "Which is right, or are they about different cases?",
        )


def _reaching_people(findings: Findings) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """What is said, in words and numbers, that brings cases to people."""
    triggers = findings.readiness.facet("triggers")
    vague = tuple(words for name in sorted(triggers.vague) for words in triggers.vague[name])
    if triggers.rows or vague:
        count = len(triggers.rows)
        text = f"{count} trigger{'s' * (count != 1)} of a hand-over" if count else "a trigger without a condition"
        yield text, tuple(dict.fromkeys((*_words_of(triggers.rows), *vague)))
    if findings.rows("workarounds"):
        yield "people mend results by hand", findings.evidence("workarounds")
    for key, text in _HANDED_OVER.items():
        figure = number(findings.readiness, key)
        if figure:
            yield f"{figure:,.10g} {text}", findings.evidence(key)
    people = [(row, cells) for row, cells in findings.rows("decisions") if cells.get("class") in _WITH_PEOPLE]
    if people:
        names = "; ".join(_name(cells) for _, cells in people)
        yield f"a person has the last word on {names}", _words_of(row for row, _ in people)


def reserved_but_permitted(findings: Findings) -> Iterator[Gap]:
    """C-13: only a person may decide it, and nothing but an instruction, or nothing at all, keeps the agent from it."""
    held = {"instruction": "only an instruction keeps", "none": "nothing keeps"}
    for row, cells in findings.rows("decisions"):
        enforcement = str(cells.get("enforcement"))
        if cells.get("class") == "human_only" and enforcement in held:
            name = _name(cells)
            yield gap(
                findings,
                "C-13",
                "found",
                f"Only a person may decide it, and {held[enforcement]} the agent from it: {name}",
                subject=name,
                evidence=_words_of([row]),
                fix="Take the permission from the agent's account, or let a system hold it until a person has decided.",
                question=f"I have two things about “{name}”: only a person decides it, and the agent could do it. "
                "Which is right, or are they about different cases?",
            )


def irreversible_alone(findings: Findings) -> Iterator[Gap]:
    """C-14 (G-09): what cannot be undone, done by the agent alone without a numeric limit or a system's hold."""
    for row, cells in findings.rows("decisions"):
        alone = cells.get("reversible") == "no" and cells.get("class") == "autonomous"
        name = _name(cells)
        if alone and not _is_limited(findings, name) and cells.get("enforcement") != "system":
            yield gap(
                findings,
                "C-14",
                "found",
                f"The agent alone may do what cannot be undone: {name}",
                subject=name,
                evidence=_words_of([row]),
                fix="Set a limit in numbers, hold it in a system, or let a person approve each one.",
                question=f"I have two things about “{name}”: it cannot be undone, and nothing limits the agent in it. "
                "Is there a limit that I have not seen?",
            )


def _is_limited(findings: Findings, name: str) -> bool:
    """Whether a number limits the agent in this decision; one without the name of a decision is about all of them."""
    return any(
        cells.get("class") == "autonomous"
        and any(sign.isdigit() for sign in str(cells.get("value")))
        and str(cells.get("decision") or name).casefold() == name.casefold()
        for _, cells in findings.rows("class_criteria")
    )


def approved_by_waiting(findings: Findings) -> Iterator[Gap]:
    """C-15 (N-15): a decision needs a person's approval, and takes effect by itself when nobody answers."""
    if findings.value("timeout_default") != "auto_approve":
        return
    reviewed = [(row, cells) for row, cells in findings.rows("decisions") if cells.get("class") == "agent_with_review"]
    whole = findings.value("whole_agent_class") == "agent_with_review"
    if reviewed or whole:
        names = "; ".join(_name(cells) for _, cells in reviewed) or "everything"
        words = findings.evidence("timeout_default", "timeout_hours", *(("whole_agent_class",) if whole else ()))
        hours = number(findings.readiness, "timeout_hours")
        yield gap(
            findings,
            "C-15",
            "found",
            f"A person is to approve, and without an answer{_after(hours)} it takes effect by itself: {names}",
            evidence=dict.fromkeys((*words, *_words_of(row for row, _ in reviewed))),
            fix="Let a case that nobody answers wait, or be refused; or call the decision what it is: the agent's own.",
            arithmetic=timeout_arithmetic(findings),
            question="I have two answers to what happens without a person: it may not take effect, and it does. "
            "Which is right, or are they about different cases?",
        )


def _after(hours: float | None) -> str:
    return "" if hours is None else f" within {hours:g} hour{'s' * (hours != 1)}"


def inserted(findings: Findings) -> Iterator[Gap]:
    """C-20 (G-14): steps change on paper, and yet the process is said to stay as it is: insertion, not redesign."""
    if findings.value("process_unchanged") is True and findings.item_states["PD-2"].state == "partial":
        yield gap(
            findings,
            "C-20",
            "found",
            "The agent is inserted into today's process; the process is not redesigned",
            evidence=findings.evidence("process_unchanged", "flow_changes"),
            question="I have two things about the process: steps of it change, and nothing about it changes. "
            "Which is right, or are they about different parts?",
        )


def unclassified(findings: Findings) -> Iterator[Gap]:
    """G-10: decisions that are listed without anybody having said who has the last word."""
    rows = findings.readiness.facet("decisions").rows
    open_rows = [row for row in rows if "class" not in row]
    if open_rows and len(open_rows) < len(rows):
        names = "; ".join(str(row["name"].value) for row in open_rows if "name" in row)
        yield gap(
            findings,
            "G-10",
            "found",
            f"Nobody has decided who has the last word on: {names}",
            evidence=_words_of(open_rows),
        )


def _is_somebody(approver: Scalar | None) -> bool:
    return isinstance(approver, str) and approver.strip().casefold() not in _NOBODY


def _name(cells: Cells) -> str:
    return str(cells.get("name") or "one of its actions")


def _words_of(rows: Iterable[RowNow]) -> tuple[Evidence, ...]:
    """The words behind some rows, each once."""
    return tuple(dict.fromkeys(words for row in rows for cell in row.values() for words in cell.evidence))


RULES: tuple[Rule, ...] = (
    approved_first,
    no_exceptions,
    reserved_but_permitted,
    irreversible_alone,
    approved_by_waiting,
    inserted,
    unclassified,
)
