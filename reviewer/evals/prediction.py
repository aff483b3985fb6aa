"""What came out for each case, before anybody looks at gold."""

from typing import Literal

from pydantic import Field

from reviewer.evals.case import Suite
from reviewer.models.port import Usage
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
    what a service failed in and of claims that were refused, and where an error was raised. `degraded`: why a service
    did not read all of it, so that the offline model read instead: what came out is not the service's work.
    `trial`: which of several equal runs this is from.
    """

    case: str
    suite: Suite
    outcomes: tuple[Outcome, ...] = ()
    asked: tuple[Put, ...] = ()
    ranked: Ranked | None = None
    notes: dict[str, str | int | float | bool] = {}
    failure: str | None = None
    degraded: tuple[str, ...] = Field(default=(), exclude_if=lambda degraded: not degraded)
    trial: int = Field(default=1, ge=1, exclude_if=lambda trial: trial == 1)


class Run(Record):
    """All predictions of one run, by which model they were made in which mode, and the prints of what they rest on.

    `prints`: sha256 of cases by suite, prompts, rules, framework, embedder and the model's name: runs with different
    prints are not comparable, or only with a word about it. `trials`: how often each case was predicted.

    Of a service alone: `usage` is what was asked of it, by suite; `families` are those of the cases, by "suite/case".
    """

    mode: Mode
    model: str
    prints: dict[str, str]
    predictions: tuple[Prediction, ...]
    trials: int = Field(default=1, ge=1, exclude_if=lambda trials: trials == 1)
    usage: dict[Suite, Usage] = Field(default={}, exclude_if=lambda usage: not usage)
    families: dict[str, str] = Field(default={}, exclude_if=lambda families: not families)
