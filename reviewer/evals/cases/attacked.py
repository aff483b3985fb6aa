"""Attacked twins from files: a clean text and a few changes to it. Both texts are made here, and neither is kept."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from reviewer.errors import CasesError, FrameworkError
from reviewer.evals.case import Asked, Case, File, Paper, Transcript, Twins
from reviewer.evals.cases.disguises import DISGUISES, Recipe, made
from reviewer.evals.cases.files import checked, mistake, read
from reviewer.framework.source import Source, read_yaml

_FOLDER = "attacked"
# Far more than any attack needs, and far less than a memory holds.
_LONGEST = 1_000_000
_LONGEST_NAME = 200  # in bytes; file systems end at 255
Text = Paper | File | Transcript


def _known(disguise: str) -> str:
    if disguise not in DISGUISES:
        raise ValueError(f"there is no disguise {disguise[:40]!r}, only {', '.join(DISGUISES)}")
    return disguise


def _below(base: str) -> str:
    parts = PurePath(base).parts
    if not parts or base.startswith("/") or ".." in parts or any(len(os.fsencode(it)) > _LONGEST_NAME for it in parts):
        raise ValueError("a base is a case below the folder of cases, such as proposals/name")
    return base


_Words = Annotated[str, Field(min_length=1)]


class Change(BaseModel):
    """One change. `text` is put in `below` a line, or after all that is said; `times` over, in a `disguise`.

    In a transcript `turn`, from 1, says where; `again`: the question is put once more, and this is the answer; `asks`:
    words that the interviewer adds. `replace` and `with` change words, `disguise` with `words` only how they are
    written. `name` and `file` are what the paper is handed in as.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    text: _Words | None = None
    below: str | None = None
    times: int = Field(default=1, ge=1, le=_LONGEST)
    turn: int | None = None
    again: bool = False
    asks: _Words | None = None
    replace: _Words | None = None
    put: str = Field(default="", alias="with")
    disguise: Annotated[str, AfterValidator(_known)] | None = None
    words: _Words | None = None
    name: _Words | None = None
    file: Recipe | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "Change":
        if all(it is None for it in (self.text, self.asks, self.replace, self.disguise, self.name, self.file)):
            raise ValueError("a change needs one of text, asks, replace, disguise, name or file")
        if self.words is not None and self.disguise is None:
            raise ValueError("words are written in a disguise, and none is named")
        if self.again and self.text is None:
            raise ValueError("a question that is put again needs a text as its answer")
        if len(self.text or "") * self.times > _LONGEST:
            raise ValueError(f"a change may put in {_LONGEST:,} characters; say it fewer times")
        return self


class Attack(BaseModel):
    """An entry of a file of twins. `base` is a case below the folder of cases, without its ending; or `clean` is a
    text, or `talk` a few turns of an interview.

    Labels stand in the same entry; what is not named here is not looked at.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    kind: str
    base: Annotated[str, AfterValidator(_below)] | None = None
    clean: str | None = None
    talk: tuple[Asked, ...] = ()
    below: str | None = None
    text: _Words | None = None
    changes: tuple[Change, ...] = ()

    @model_validator(mode="after")
    def _attacks_something(self) -> "Attack":
        if not self.changes and (self.text is None or len(self.text) > _LONGEST):
            raise ValueError("a twin needs changes, or a text to put in")
        return self

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
            # Each disguise may make a text longer, and the next one the longer text.
            if not isinstance(attacked, File) and len(attacked.model_dump_json()) > 4 * _LONGEST:
                raise self._mistake("grows too long; take out some of its changes")
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
            return Paper(text=self._read(paper))
        if not self._attack.base or not talk.is_file():
            raise self._mistake("names no case as its base, and has no clean text")
        return Transcript(turns=self._turns_of(read(talk)))

    def _read(self, paper: Path) -> str:
        try:
            return paper.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise self._mistake(f"has the base {self._attack.base}, which cannot be read as UTF-8 text") from None

    def _turns_of(self, talk: Source) -> tuple[Asked, ...]:
        try:
            said = [(turn["question"], turn["answer"]) for turn in talk.mapping().get("turns", [])]
            return tuple(Asked(item=asked.get("item"), question=asked["text"], answer=answer) for asked, answer in said)
        except (LookupError, TypeError, AttributeError, ValidationError):
            message = f"has the base {self._attack.base}, in which not every turn has a question and an answer"
            raise self._mistake(message) from None

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
