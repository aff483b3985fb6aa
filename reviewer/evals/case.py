"""What a case gives to whoever is measured: words and questions, and nothing of what is expected of them."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from reviewer.readiness.claims import Grade, Record

Suite = Literal["transcripts", "interviews", "proposals", "retrieval", "adversarial", "guards", "rules"]
SUITES: tuple[Suite, ...] = (
    "transcripts", "interviews", "proposals", "retrieval", "adversarial", "guards", "rules",
)  # fmt: skip

# Nothing may depend on the day on which the evals are run.
SOME_DAY = date(2026, 3, 2)


class Paper(Record):
    """A proposal, as text."""

    text: str


class Asked(Record):
    """One turn of a canned transcript: the item that was asked about, the question's words, and the answer.

    `facet`: the fact that the question asks for, where it is known; it says what a bare number answers.
    """

    item: str | None
    question: str
    answer: str
    facet: str = Field(default="", exclude_if=lambda facet: not facet)


class Transcript(Record):
    """A canned interview, held on `day`."""

    turns: tuple[Asked, ...]
    day: date = SOME_DAY


class Answers(Record):
    """What a person says when asked about one item: at first, and when asked again."""

    first: str
    followup: str | None = None


class Persona(Record):
    """A fact sheet, from which a respondent answers what is asked and nothing else, on `day`.

    `answers` by item, or by fact of the profile; of all else the person says `default_unknown`.
    """

    answers: dict[str, Answers]
    default_unknown: str
    day: date = SOME_DAY


class Query(Record):
    """Words that somebody looks up in the library."""

    text: str


class File(Record):
    """A file as somebody hands it in: its name, and bytes that need not be text."""

    name: str
    base64: str


class Twins(Record):
    """A clean input and the same under attack."""

    clean: Paper | Transcript
    attacked: Paper | File | Transcript


class Guarded(Record):
    """A scene in which a hostile model reads; `model` names what it does, from a closed list in code."""

    model: str
    scene: Paper | Transcript


class Situation(Record):
    """What is known of a team, as statements by facet: nothing is read, and the rules alone are measured.

    `asked`: items that were asked about and answered, in an interview. `grade`: how all of it is shown.
    `is_as_shipped`: it rests on the framework as it ships, whatever is laid over that.
    """

    statements: dict[str, Any]
    kind: Literal["proposal", "interview"] = "proposal"
    asked: tuple[str, ...] = ()
    grade: Grade = "documented"
    is_as_shipped: bool = False


Input = Paper | Transcript | Persona | Query | Twins | Guarded | Situation


class Case(Record):
    """One case. `id` and `family` are for reports only: no model ever sees them."""

    id: str
    suite: Suite
    family: str
    input: Input
