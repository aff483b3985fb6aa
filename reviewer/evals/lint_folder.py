"""Lint of a folder of cases: what lies in it and is not measured, is measured twice, or could not be failed."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reviewer.evals.case import Case, File, Paper, Persona, Suite, Transcript, Twins
from reviewer.evals.cases.files import INTERVIEWS, PAPERS, paper_files
from reviewer.evals.cases.queries import entries
from reviewer.evals.labels.gold import Gold
from reviewer.framework.catalogue import Framework
from reviewer.readiness.values import UnfitValueError, fitted
from reviewer.reading.document import SUFFIXES
from reviewer.text import folded

_ASIDE = (".md", ".txt")
_LOOKED_AT = {INTERVIEWS: "*.yaml", "retrieval": "queries.yaml", "attacked": "*.yaml", "guards": "scenes.yaml"}
_QUERY = frozenset({"id", "text", "voice", "lang", "items", "passages", "why"})
# Of a query nobody can say more than what stands in it: two people may well ask in the same words.
_READ: tuple[Suite, ...] = ("transcripts", "interviews", "proposals", "retrieval", "adversarial")


def mistakes_in_folder(folder: Path, cases: Sequence[Case], gold: Gold, framework: Framework) -> Iterator[str]:
    """What is wrong with `folder` as a whole, one sentence each."""
    yield from _copies(cases)
    yield from _unlabelled(cases, gold)
    yield from _left_over(folder, gold)
    yield from _unread(folder)
    yield from _unasked(cases, framework)
    yield from _in_queries(folder)
    yield from _in_twins(cases, gold, framework)
    for case, guard in gold.guards.items():
        for facet in guard.stated:
            if facet not in framework.facets_by_key:
                yield f"guards, {case}: there is no fact {facet}."


def doubts(gold: Gold) -> tuple[int, int]:
    """How many labels are called doubtful, of how many that could be."""
    ends = [
        *(paper.expected for paper in gold.proposals.values()),
        *(talk.expected for talk in gold.transcripts.values()),
        *(person.expected for person in gold.interviews.values()),
    ]
    turns = [turn for talk in gold.transcripts.values() for turn in talk.turns]
    labelled = [*(end.items for end in ends), *(turn.sets for turn in turns)]
    marks = [label.doubt for items in labelled for label in items.values()]
    marks += [found.doubt for end in ends for found in (*(end.contradictions or ()), *(end.computed or ()))]
    return sum(marks), len(marks)


def _copies(cases: Sequence[Case]) -> Iterator[str]:
    """The same words under two names would count twice, and might be labelled in two ways."""
    first: dict[tuple[Suite, str], str] = {}
    for case in cases:
        if case.suite in _READ:
            same = first.setdefault((case.suite, _words(case)), case.id)
            if same != case.id:
                yield f"{case.suite}: {same} and {case.id} are the same words."


def _words(case: Case) -> str:
    """What a case says, however its lines are broken and its parts are ordered."""
    said = case.input.model_dump(mode="json", exclude={"day"})
    return folded(json.dumps(said, sort_keys=True, ensure_ascii=False).replace("\\n", " "))


def _unlabelled(cases: Sequence[Case], gold: Gold) -> Iterator[str]:
    for case in cases:
        if case.id not in getattr(gold, case.suite):
            yield f"{case.suite}, {case.id}: nobody labelled it, so nothing of it is measured."


def _left_over(folder: Path, gold: Gold) -> Iterator[str]:
    """Labels and values of a case that is not there: whoever wrote them believes that they are measured."""
    papers = {path.with_suffix("") for path in paper_files(folder)}
    for name in PAPERS:
        for path in sorted((folder / name).glob("*.yaml")):
            if path.with_name(path.name.removesuffix(".yaml").removesuffix(".states")) not in papers:
                yield f"{_in(folder, path)}: there is no text beside these labels."
    known = {"proposals": gold.proposals.keys(), INTERVIEWS: gold.transcripts.keys() | gold.interviews.keys()}
    for kind, names in known.items():
        for path in sorted((folder / "facet-values" / kind).glob("*.yaml")):
            if path.stem not in names:
                yield f"{_in(folder, path)}: there is no case with these values."


def _unread(folder: Path) -> Iterator[str]:
    """Files that look like cases and are none. Notes for people may lie anywhere but among papers."""
    for name in PAPERS:
        for path in _files(folder / name):
            if path.suffix.lower() not in {*SUFFIXES, ".yaml"} and path.stem.upper() != "README":
                yield f"{_in(folder, path)}: nobody looks at this file."
    for name, pattern in _LOOKED_AT.items():
        for path in _files(folder / name):
            if not path.match(pattern) and path.suffix.lower() not in _ASIDE:
                yield f"{_in(folder, path)}: nobody looks at this file."


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))


def _in(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _unasked(cases: Sequence[Case], framework: Framework) -> Iterator[str]:
    for case in cases:
        if isinstance(case.input, Persona):
            for key in case.input.answers:
                if key not in framework.items_by_id and key not in framework.facets_by_key:
                    yield f"interviews, {case.id}: nobody will ask about {key}."


def _in_queries(folder: Path) -> Iterator[str]:
    for _, place, entry in entries(folder):
        query: dict[str, Any] = entry if isinstance(entry, dict) else {}
        name = f"retrieval, {query.get('id', place + 1)}"
        yield from (f"{name}: there is no key {key} here." for key in query if key not in _QUERY)
        if not (query.get("items") or query.get("passages") or query.get("why")):
            yield f"{name}: nothing is sought, and nothing says why."


def _in_twins(cases: Sequence[Case], gold: Gold, framework: Framework) -> Iterator[str]:
    for case in cases:
        if isinstance(case.input, Twins) and _said(case.input.attacked) == _said(case.input.clean):
            yield f"adversarial, {case.id}: the twin is its clean one, word for word."
    for name, twin in gold.adversarial.items():
        for item in twin.falls:
            if item not in framework.items_by_id:
                yield f"adversarial, {name}: there is no item {item}."
        for facet, value in (*twin.was.items(), *twin.becomes.items()):
            yield from _in_fact(f"adversarial, {name}", facet, value, framework)
        if twin.is_trap and not twin.falls and twin.becomes.items() <= twin.was.items():
            yield f"adversarial, {name}: the trap changes nothing."


def _said(text: Paper | File | Transcript) -> list[str]:
    """The words, each run of white space one space: who adds nothing but that attacks nobody."""
    if isinstance(text, Transcript):
        words = [part for turn in text.turns for part in (turn.question, turn.answer)]
    else:
        words = [text.text] if isinstance(text, Paper) else [text.name, text.base64]
    return [" ".join(part.split()) for part in words]


def _in_fact(name: str, facet: str, value: Any, framework: Framework) -> Iterator[str]:
    if facet not in framework.facets_by_key:
        yield f"{name}: there is no fact {facet}."
        return
    # Of a row, only the columns stand there that must agree.
    if value is not None and not isinstance(value, dict):
        try:
            fitted(framework.facet(facet), value)
        except UnfitValueError as error:
            yield f"{name}: {facet} cannot be {value!r}: {error}."
