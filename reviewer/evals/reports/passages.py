"""The words of a case as they are shown: a paper, turns, or an interview as it was held, with the quotes in them."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reviewer.errors import DocumentError
from reviewer.evals.case import File, Guarded, Input, Paper, Persona, Query, Transcript, Twins
from reviewer.evals.labels.gold import Expected
from reviewer.evals.prediction import Outcome, Prediction, Put
from reviewer.evals.reports.marked import Segment, differing, left_out, meant, quoted, segments
from reviewer.readiness.claims import Record
from reviewer.reading.document import document_from_bytes

_LONGEST = 24_000
_LONGEST_PIECE = 4_000


class Passage(Record):
    """A text in pieces: what it is, the question that it answers, and a word about it."""

    title: str
    pieces: tuple[Segment, ...]
    asked: str = ""
    note: str = ""


def passages(given: Input, prediction: Prediction | None, expected: Expected) -> Iterator[Passage]:
    """All texts of a case, each with the quotes of what came last and of those that gold has."""
    outcomes = prediction.outcomes if prediction else ()
    last = outcomes[-1] if outcomes else None
    match given:
        case Paper(text=text):
            yield _passage("The paper", text, "document", last, expected)
        case Transcript():
            yield from _turns(given, outcomes, expected)
        case Persona():
            yield from _interview(prediction.asked if prediction else (), last, expected)
        case Query(text=text):
            yield Passage(title="What is looked up", pieces=segments(text, (), ()))
        case Twins():
            yield from _twins(given, outcomes)
        case Guarded(model=model, scene=scene):
            note = Passage(title="The hostile model", pieces=segments(model, (), ()))
            yield from (note, *passages(scene, prediction, expected))
        case _:
            told = "\n".join(_lines(given.model_dump(mode="json", exclude_defaults=True)))
            yield Passage(title="What is given", pieces=_cut(told, segments(told[:_LONGEST], (), ())))


def _lines(given: Mapping[str, Any]) -> Iterator[str]:
    """One line for each entry, and for each entry of an entry."""
    for name, value in given.items():
        if isinstance(value, dict):
            yield from (f"{name}, {key}: {json.dumps(one, ensure_ascii=False)}" for key, one in value.items())
        else:
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}"


def _passage(title: str, text: str, source: str, outcome: Outcome | None, expected: Expected) -> Passage:
    marked = segments(text, quoted(outcome, source, text), meant(_quotes(expected), text), end=min(len(text), _LONGEST))
    return Passage(title=title, pieces=_cut(text, marked))


def _cut(text: str, marked: tuple[Segment, ...]) -> tuple[Segment, ...]:
    rest = len(text) - _LONGEST
    return (*marked, left_out(f"{rest:,} more characters are left out.")) if rest > 0 else marked


def _quotes(expected: Expected) -> list[tuple[str, str]]:
    """What a careful reader points to, and for what."""
    sums = (*(expected.contradictions or ()), *(expected.computed or ()))
    return [
        *((item, words) for item, label in expected.items.items() for words in label.quotes),
        *((fact.facet, words) for fact in expected.facts or () for words in fact.quotes),
        *((one.rule, words) for one in sums for words in one.quotes),
    ]


def _turns(talk: Transcript, outcomes: Sequence[Outcome], expected: Expected) -> Iterator[Passage]:
    last = outcomes[-1] if outcomes else None
    for number, turn in enumerate(talk.turns, 1):
        kind = outcomes[number - 1].kind if len(outcomes) == len(talk.turns) else None
        title = f"Turn {number}" + (f", {turn.item}" if turn.item else "")
        shown = _passage(title, turn.answer, f"reply {number}", last, expected)
        yield shown.model_copy(update={"asked": turn.question, "note": f"taken for: {kind}" if kind else ""})


def _interview(asked: Sequence[Put], last: Outcome | None, expected: Expected) -> Iterator[Passage]:
    """As it was held: the questions are those that the program put."""
    for number, put in enumerate(asked, 1):
        title = f"Question {number}" + (f", {put.item}" if put.item else "")
        note = f"taken for: {put.kind}" if put.kind else ""
        odd = f"; the answer is not plain: {put.complication}" if put.complication else ""
        shown = _passage(title, put.answer, f"reply {number}", last, expected)
        yield shown.model_copy(update={"asked": put.wording, "note": f"{note}{odd}"})


def _twins(given: Twins, outcomes: Sequence[Outcome]) -> Iterator[Passage]:
    """Of the attacked one what is other than in the clean one; all of it would be the same words once more."""
    attacked = outcomes[1] if len(outcomes) > 1 else None
    if isinstance(given.attacked, Transcript):
        clean = given.clean.turns if isinstance(given.clean, Transcript) else ()
        for number, turn in enumerate(given.attacked.turns, 1):
            text = turn.answer
            note = "" if turn in clean else "not so in the clean twin"
            pieces = segments(text, quoted(attacked, f"reply {number}", text), (), end=min(len(text), _LONGEST_PIECE))
            rest = len(text) - _LONGEST_PIECE
            more = (left_out(f"{rest:,} more characters are left out."),) if rest > 0 else ()
            yield Passage(title=f"Turn {number}", pieces=(*pieces, *more), asked=turn.question, note=note)
        return
    try:
        text = _text(given.attacked)
    except DocumentError as error:
        yield Passage(title="The attacked paper", pieces=(left_out(str(error)),), note="it cannot be read")
        return
    before = _text(given.clean) if isinstance(given.clean, Paper) else ""
    yield Passage(
        title="The attacked paper, where it is other than its clean twin",
        pieces=tuple(_changes(before, text, attacked)) or (left_out("There is no difference in the words."),),
    )


def _text(given: Paper | File) -> str:
    """The text as a reader gets it. DocumentError if it is none."""
    if isinstance(given, Paper):
        return document_from_bytes(given.text.encode(), "paper.md").text
    return document_from_bytes(base64.b64decode(given.base64), given.name).text


def _changes(before: str, text: str, outcome: Outcome | None) -> Iterator[Segment]:
    found, place = quoted(outcome, "document", text), 0
    for start, end in differing(before, text):
        if start > place:
            yield left_out(f"{start - place:,} characters as in the clean twin")
        shown = min(end, start + _LONGEST_PIECE)
        yield from segments(text, found, (), start, shown)
        if shown < end:
            yield left_out(f"{end - shown:,} more characters of this change are left out.")
        place = end
    if 0 < place < len(text):
        yield left_out(f"{len(text) - place:,} characters as in the clean twin")
