"""Cases as they are given to whoever is measured: the words, and nothing of what is expected of them.

Labels may stand in the same files as the words. They are not looked at here; `reviewer.evals.labels.load` reads them,
after predictions are made.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from reviewer.errors import CasesError
from reviewer.evals.case import SOME_DAY, SUITES, Answers, Asked, Case, Paper, Persona, Suite, Transcript
from reviewer.evals.cases.attacked import twin_cases
from reviewer.evals.cases.files import check_folder, checked, interview_files, mistake, paper_files
from reviewer.evals.cases.guarded import guard_cases
from reviewer.evals.cases.queries import query_cases
from reviewer.evals.cases.rules import rule_cases
from reviewer.framework.source import Source
from reviewer.reading.document import read_document
from reviewer.text import clean


def _said(text: str) -> str:
    if not clean(text).strip():
        raise ValueError("there are no words in it")
    return text


_Said = Annotated[str, AfterValidator(_said)]


class _Given(BaseModel):
    """A part of a file in which labels stand as well: what is not named here is not looked at."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class _Question(_Given):
    item: str | None = None
    facet: str = ""
    text: _Said


class _Turn(_Given):
    question: _Question
    answer: _Said


class _Interview(_Given):
    id: str
    family: str = ""
    day: date = SOME_DAY


class _TranscriptFile(_Interview):
    turns: tuple[_Turn, ...]


class _Answered(_Given):
    first: _Said
    followup: _Said | None = None


class _PersonaFile(_Interview):
    answers: dict[str, _Answered]
    default_unknown: _Said


def load_cases(folder: Path, suites: Collection[Suite] = SUITES) -> tuple[Case, ...]:
    """The cases of `suites` in `folder`, by suite and id. CasesError names file, line and mistake."""
    check_folder(folder)
    cases = [case for suite in SUITES if suite in suites and suite in _LOADERS for case in _LOADERS[suite](folder)]
    seen: set[tuple[Suite, str]] = set()
    for case in cases:
        if (case.suite, case.id) in seen:
            raise CasesError(f"In {folder} two cases of {case.suite} are called {case.id}.")
        seen.add((case.suite, case.id))
    return tuple(sorted(cases, key=lambda case: (SUITES.index(case.suite), case.id)))


def _papers(folder: Path) -> Iterator[Case]:
    for path in paper_files(folder):
        text = read_document(path).text
        yield Case(id=path.stem, suite="proposals", family=path.stem, input=Paper(text=text))


def _transcripts(folder: Path) -> Iterator[Case]:
    for source in _holding(folder, "turns"):
        told = checked(source, _TranscriptFile, source.data)
        turns = tuple(
            Asked(item=turn.question.item, facet=turn.question.facet, question=turn.question.text, answer=turn.answer)
            for turn in told.turns
        )
        if not turns:
            raise mistake(source, ("turns",), "there are no turns in it")
        yield _interview(source, told, "transcripts", Transcript(turns=turns, day=told.day))


def _personas(folder: Path) -> Iterator[Case]:
    for source in _holding(folder, "answers"):
        sheet = checked(source, _PersonaFile, source.data)
        answers = {key: Answers(first=said.first, followup=said.followup) for key, said in sheet.answers.items()}
        persona = Persona(answers=answers, default_unknown=sheet.default_unknown, day=sheet.day)
        yield _interview(source, sheet, "interviews", persona)


def _interview(source: Source, told: _Interview, suite: Suite, given: Transcript | Persona) -> Case:
    if told.id != source.path.stem:
        raise mistake(source, ("id",), f"the id {told.id} is not the name of the file")
    return Case(id=told.id, suite=suite, family=told.family or told.id, input=given)


def _holding(folder: Path, key: str) -> Iterator[Source]:
    """The interviews that are written as `key` says; a file is either of the two."""
    for source in interview_files(folder):
        kinds = [kind for kind in ("turns", "answers") if kind in source.data]
        if len(kinds) != 1:
            raise mistake(source, (), "an interview has either turns (a transcript) or answers (a fact sheet)")
        if kinds == [key]:
            yield source


_LOADERS: dict[Suite, Callable[[Path], Iterator[Case] | tuple[Case, ...]]] = {
    "transcripts": _transcripts,
    "interviews": _personas,
    "proposals": _papers,
    "retrieval": query_cases,
    "adversarial": twin_cases,
    "guards": guard_cases,
    "rules": rule_cases,
}
