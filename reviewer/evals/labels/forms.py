"""The form of files with labels: every key that they may have, as a key that nobody reads is a label unchecked."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from reviewer.assessment.model import State, VerdictCode
from reviewer.evals.cases.files import checked, interview_files, mistake, paper_files, read
from reviewer.framework.catalogue import GapSeverity
from reviewer.readiness.claims import Scalar

TRAPS = ("counter_question", "confirm", "refuse", "off_topic", "injection", "meta")
"""Kinds of a reply that say nothing of the matter."""
STATES: tuple[str, ...] = get_args(State)

_Words = Annotated[str, Field(min_length=1)]
_Why = Literal["not_stated", "vague", "denied"]
_Kind = Literal[
    "answer",
    "counter_question",
    "dont_know",
    "confirm",
    "refuse",
    "off_topic",
    "correction",
    "injection",
    "meta",
]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _Label(_Form):
    state: State
    why: _Why | None = None
    quotes: tuple[_Words, ...] = ()
    doubt: bool = False


class _Found(_Form):
    rule: _Words
    severity: GapSeverity | None = None
    quotes: tuple[_Words, ...] = ()
    note: str = ""
    doubt: bool = False
    there: bool = True


_Facts = dict[str, Scalar | list[dict[str, Scalar]]]


class _End(_Form):
    items: dict[str, _Label]
    facts: _Facts
    contradictions: tuple[_Found, ...] | None = None
    computed: tuple[_Found, ...] | None = None
    verdict: VerdictCode | None = None


class _About(_Form):
    id: str
    title: str = ""
    family: str = ""
    traits: tuple[str, ...] = ()


class _PaperLabels(_About, _End):
    sector: str = ""
    style: str = ""
    contradictions: tuple[_Found, ...]
    computed: tuple[_Found, ...]
    verdict: VerdictCode


class _PartLabels(_About):
    """A paper of which only what is listed is labelled."""

    labelled: Literal["disputed"]
    items: dict[str, _Label] = {}
    contradictions: tuple[_Found, ...] | None = None
    computed: tuple[_Found, ...] | None = None
    verdict: VerdictCode | None = None


class _Question(_Form):
    item: str | None = None
    facet: str = ""
    text: _Words


class _Turn(_Form):
    question: _Question
    answer: _Words
    kind: _Kind
    sets: dict[str, _Label]
    facts: _Facts = {}
    fills_nothing: bool = False
    unchecked: tuple[_Words, ...] = ()


class _Interview(_About):
    day: date | None = None


class _LastTurn(_Form):
    """Items and facts that are not there are those to which the turns lead."""

    items: dict[str, _Label] | None = None
    facts: _Facts | None = None
    contradictions: tuple[_Found, ...] | None = None
    computed: tuple[_Found, ...] | None = None
    verdict: VerdictCode | None = None


class _Transcript(_Interview):
    turns: tuple[_Turn, ...]
    final: _LastTurn | None
    unchecked: tuple[_Words, ...] = ()


class _Answers(_Form):
    first: _Words
    followup: _Words | None = None


class _Persona(_Interview):
    about: str = ""
    answers: dict[str, _Answers]
    default_unknown: _Words
    gold: _End


class _States(BaseModel):
    states: dict[str, State]


def is_labelled(labels: Mapping[str, Any]) -> bool:
    """Whether a file holds labels of a paper, all of them or the disputed ones; else it holds values."""
    return "items" in labels or "labelled" in labels


def check_forms(folder: Path) -> None:
    """CasesError, which names file, line and mistake, for the first part of a file with labels that has no place."""
    for path in paper_files(folder):
        if path.with_suffix(".yaml").is_file():
            check_paper(path)
    for source in interview_files(folder):
        form = _Transcript if "turns" in source.data else _Persona
        checked(source, form, source.data)


def check_paper(path: Path) -> None:
    """CasesError for the first part of the labels of the paper in `path` that has no place."""
    labels, states = read(path.with_suffix(".yaml")), path.with_suffix(".states.yaml")
    if is_labelled(labels.data):
        form = _PartLabels if "labelled" in labels.data else _PaperLabels
        about = checked(labels, form, labels.data)
        if about.id != path.stem:
            raise mistake(labels, ("id",), f"the id {about.id} is not the name of the file")
    elif not states.is_file():
        raise mistake(labels, (), f"there are no labels of items in it, and no {states.name} beside it")
    if states.is_file():
        beside = read(states)
        checked(beside, _States, {"states": beside.data})
