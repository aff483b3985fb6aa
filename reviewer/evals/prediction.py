"""What came out for each case, before anybody looks at gold."""

from typing import Literal

from reviewer.evals.case import Suite
from reviewer.readiness.claims import Evidence as Quoted
from reviewer.readiness.claims import Record, Value

Mode = Literal["offline", "recorded", "live"]


class Fact(Record):
    """One facet that is filled (a row of a list: one fact each), with its words; `disputed`: speakers differ on it."""

    facet: str
    value: Value
    quotes: tuple[Quoted, ...] = ()
    disputed: bool = False


class GapFound(Record):
    """A gap: its rules (the leading one first), item, severity, title and words."""

    id: str
    rules: tuple[str, ...]
    item: str | None
    severity: str
    title: str
    quotes: tuple[Quoted, ...] = ()


class Outcome(Record):
    """What is known at one moment: states of items, reasons of missing ones, facts, gaps, the verdict.

    `kind` is that of the reply, in an interview; `quotes` are those of item states, by item.
    """

    states: dict[str, str]
    why: dict[str, str] = {}
    quotes: dict[str, tuple[Quoted, ...]] = {}
    facts: tuple[Fact, ...] = ()
    gaps: tuple[GapFound, ...] = ()
    verdict: str = ""
    confidence: str = ""
    kind: str | None = None


class Put(Record):
    """One question that was put to a respondent, and the kind that its answer was taken for.

    `complication`: what was not plain about the answer, as named in `reviewer.evals.running.respondent`; else empty.
    """

    item: str | None
    facet: str
    wording: str
    answer: str
    kind: str
    complication: str = ""


class Ranked(Record):
    """What a search gave, best first. `passages` are those that are shown: none where it abstains.

    `nearest` are the passages that stand nearest, shown or not.
    """

    items: tuple[str, ...]
    passages: tuple[str, ...]
    nearest: tuple[str, ...] = ()


class Prediction(Record):
    """What came out for one case.

    `outcomes`: one for a paper; one for each turn of a transcript or interview; the clean and the attacked one for
    twins. `failure`: why there is none: "network" (an offline run tried to contact something), "recording" (a call is
    not in it), "process" (it died), else the name of the error; a failed case is never a passed one. `notes`: counts of
    what a service failed in and of claims that were refused, and where an error was raised.
    """

    case: str
    suite: Suite
    outcomes: tuple[Outcome, ...] = ()
    asked: tuple[Put, ...] = ()
    ranked: Ranked | None = None
    notes: dict[str, str | int | float | bool] = {}
    failure: str | None = None


class Run(Record):
    """All predictions of one run, by which model they were made in which mode, and the prints of what they rest on.

    `prints`: sha256 of cases by suite, prompts, rules, framework, embedder and the model's name: runs with different
    prints are not comparable, or only with a word about it.
    """

    mode: Mode
    model: str
    prints: dict[str, str]
    predictions: tuple[Prediction, ...]
