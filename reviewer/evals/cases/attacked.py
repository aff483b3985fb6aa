"""Attacked twins from files: a clean text and a few changes to it. Both texts are made here, and neither is kept."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from reviewer.errors import CasesError, FrameworkError
from reviewer.evals.case import Asked, Case, File, Paper, Transcript, Twins
from reviewer.evals.cases.disguises import DISGUISES, Recipe, made
from reviewer.evals.cases.files import checked, mistake
from reviewer.framework.source import Source, read_yaml

_FOLDER = "attacked"
Text = Paper | File | Transcript


class Change(BaseModel):
    """One change. `text` is put in `below` a line, or after all that is said; `times` over, in a `disguise`.

    In a transcript `turn`, from 1, says where; `again`: the question is put once more, and this is the answer; `asks`:
    words that the interviewer adds. `replace` and `with` change words, `disguise` with `words` only how they are
    written. `name` and `file` are what the paper is handed in as.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    text: str | None = None
    below: str | None = None
    times: int = 1
    turn: int | None = None
    again: bool = False
    asks: str | None = None
    replace: str | None = None
    put: str = Field(default="", alias="with")
    disguise: str | None = None
    words: str | None = None
    name: str | None = None
    file: Recipe | None = None


class Attack(BaseModel):
    """An entry of a file of twins. `base` is a case below the folder of cases, without its ending; or `clean` is a
    text, or `talk` a few turns of an interview.

    Labels stand in the same entry; what is not named here is not looked at.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    kind: str
    base: str | None = None
    clean: str | None = None
    talk: tuple[Asked, ...] = ()
    below: str | None = None
    text: str | None = None
    changes: tuple[Change, ...] = ()

    @property
    def steps(self) -> tuple[Change, ...]:
        """All changes; a twin that only has a passage put in says so without a list."""
        return self.changes or (Change(below=self.below, text=self.text),)


def twin_cases(folder: Path) -> tuple[Case, ...]:
    """Every twin below `folder`, with its clean one. Those of one kind are a family."""
    return tuple(
        Case(id=attack.id, suite="adversarial", family=attack.kind, input=_Making(attack, source, folder).twins())
        for source, entry, place in entries(folder)
        for attack in (checked(source, Attack, entry, (place,)),)
    )


def entries(folder: Path) -> Iterator[tuple[Source, Any, int]]:
    """Every entry of every file of twins, with its place in the file."""
    for path in sorted((folder / _FOLDER).glob("*.yaml")):
        try:
            source = read_yaml(path)
        except FrameworkError as error:
            raise CasesError(str(error)) from error
        if not isinstance(source.data, list):
            raise mistake(source, (), "the file must hold a list of twins")
        yield from ((source, entry, place) for place, entry in enumerate(source.data))


class _Making:
    """Makes both texts of one twin."""

    def __init__(self, attack: Attack, source: Source, folder: Path) -> None:
        self._attack = attack
        self._source = source
        self._folder = folder

    def twins(self) -> Twins:
        clean = self._clean()
        attacked: Text = clean
        for change in self._attack.steps:
            attacked = self._changed(attacked, change)
        return Twins(clean=clean, attacked=attacked)

    def _mistake(self, message: str) -> CasesError:
        return mistake(self._source, (self._attack.id,), f"the twin {self._attack.id} {message}")

    def _clean(self) -> Paper | Transcript:
        if self._attack.clean is not None:
            return Paper(text=self._attack.clean)
        if self._attack.talk:
            return Transcript(turns=self._attack.talk)
        base = self._folder / (self._attack.base or "")
        paper, talk = base.with_suffix(".md"), base.with_suffix(".yaml")
        if paper.is_file():
            return Paper(text=paper.read_text(encoding="utf-8"))
        if not self._attack.base or not talk.is_file():
            raise self._mistake("names no case as its base, and has no clean text")
        turns = read_yaml(talk).mapping().get("turns", [])
        said = ((turn["question"], turn["answer"]) for turn in turns)
        return Transcript(
            turns=tuple(Asked(item=asked.get("item"), question=asked["text"], answer=answer) for asked, answer in said)
        )

    def _changed(self, text: Text, change: Change) -> Text:
        if change.file is not None:
            return File(name=change.name or "paper.md", base64=base64.b64encode(made(change.file)).decode())
        if isinstance(text, Transcript):
            return text.model_copy(update={"turns": tuple(self._turns(text, change))})
        if isinstance(text, File):
            raise self._mistake("changes what is a file already")
        if change.name is not None:
            return File(name=change.name, base64=base64.b64encode(text.text.encode()).decode())
        return Paper(text=self._edited(text.text, change))

    def _turns(self, talk: Transcript, change: Change) -> list[Asked]:
        turns = list(talk.turns)
        place = (change.turn or 0) - 1
        if not 0 <= place < len(turns):
            raise self._mistake("changes a turn that its clean twin does not have")
        turn = turns[place]
        if change.asks is not None:
            turns[place] = turn.model_copy(update={"question": f"{turn.question} {change.asks}"})
        elif change.again:
            turns.insert(place + 1, turn.model_copy(update={"answer": written(change)}))
        else:
            turns[place] = turn.model_copy(update={"answer": self._edited(turn.answer, change)})
        return turns

    def _edited(self, text: str, change: Change) -> str:
        if change.replace is not None:
            return self._once(text, change.replace, change.put)
        if change.words is not None:
            return self._once(text, change.words, DISGUISES[change.disguise or ""](change.words))
        if change.text is None:
            return DISGUISES[change.disguise or ""](text)
        return self._put_in(text, change) if change.below is not None else f"{text} {written(change)}"

    def _once(self, text: str, old: str, new: str) -> str:
        if text.count(old) != 1:
            raise self._mistake(f"changes words that stand {text.count(old)} times in its clean twin")
        return text.replace(old, new)

    def _put_in(self, text: str, change: Change) -> str:
        """The passage below the first line that begins so, as a row of its table or as a paragraph of its own."""
        lines, passage = text.splitlines(keepends=True), written(change)
        below = change.below or ""
        place = next((number for number, line in enumerate(lines, 1) if line.startswith(below)), None)
        if place is None:
            raise self._mistake("puts a passage below a line that is not in its clean twin")
        return "".join([*lines[:place], passage if passage.startswith("|") else f"\n{passage}\n", *lines[place:]])


def written(change: Change) -> str:
    """The words of an attack as they stand in the text."""
    words = (change.text or "") * change.times
    return DISGUISES[change.disguise](words) if change.disguise else words
