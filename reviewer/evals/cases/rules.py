"""Situations for the rules, from files: what is said of a team, starting from everything or from nothing."""

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from reviewer.evals.case import Case, Situation
from reviewer.evals.cases.files import checked, mistake, read
from reviewer.evals.cases.saying import claims_of
from reviewer.framework.source import Source
from reviewer.readiness.claims import Grade, Value

_FOLDER = "rules"
_READY = "ready.yaml"
_ABOUT = "framework"


class Stated(BaseModel):
    """An entry. `say` replaces what the base says about a facet; `drop` leaves it out.

    What must follow stands in the same entry; what is not named here is not looked at.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True, populate_by_name=True)

    name: str
    base: Literal["ready", "nothing"] = Field(default="nothing", alias="from")
    kind: Literal["proposal", "interview"] = "proposal"
    asked: tuple[str, ...] = ()
    grade: Grade = "documented"
    say: dict[str, Any] = {}
    drop: tuple[str, ...] = ()


class Entry(NamedTuple):
    """Where an entry stands, the rule that it is about, and what stands there."""

    source: Source
    rule: str
    place: int
    data: Any

    @property
    def at(self) -> tuple[str, int]:
        """Its key path in the file."""
        return self.rule, self.place


def rule_cases(folder: Path) -> Iterator[Case]:
    """Every situation; those of one rule are a family. CasesError names file, line and mistake."""
    ready = ready_statements(folder)
    for entry in entries(folder):
        stated = checked(entry.source, Stated, entry.data, entry.at)
        situation = Situation(
            statements=_statements(entry, stated, ready),
            kind=stated.kind,
            asked=stated.asked,
            grade=stated.grade,
            is_as_shipped=entry.source.data.get(_ABOUT) == "shipped",
        )
        yield Case(id=case_id(entry.rule, stated), suite="rules", family=entry.rule, input=situation)


def case_id(rule: str, stated: Stated) -> str:
    """What a situation is called."""
    return f"{rule}: {stated.name}"


def entries(folder: Path) -> Iterator[Entry]:
    """Every entry of every file of situations. A file may say `framework: shipped`: its cases pin our defaults."""
    for path in sorted((folder / _FOLDER).glob("*.yaml")):
        if path.name == _READY:
            continue
        source = read(path)
        if source.data.get(_ABOUT, "shipped") != "shipped":
            raise mistake(source, (_ABOUT,), "the framework can only be shipped; without a word it is the one in use")
        for rule, cases in source.data.items():
            if rule == _ABOUT:
                continue
            if not isinstance(rule, str):
                raise mistake(source, (str(rule),), f"{rule} is no rule; write a rule such as C-04, or a word")
            if not isinstance(cases, list):
                raise mistake(source, (rule,), f"{rule}: there must be a list of situations")
            yield from (Entry(source, rule, place, data) for place, data in enumerate(cases))


def ready_statements(folder: Path) -> dict[str, Any]:
    """What the base says that has everything; nothing where the folder has no such file."""
    path = folder / _FOLDER / _READY
    if not path.is_file():
        return {}
    source = read(path)
    _check_statements(source, source.data, ())
    return dict(source.data)


def _statements(entry: Entry, stated: Stated, ready: dict[str, Any]) -> dict[str, Any]:
    base = ready if stated.base == "ready" else {}
    if stated.base == "ready" and not ready:
        raise mistake(entry.source, (*entry.at, "from"), f"there is no {_READY} beside it to begin with")
    for facet in stated.drop:
        if facet not in base:
            raise mistake(
                entry.source, (*entry.at, "drop"), f"the base says nothing of {facet}, so it cannot be left out"
            )
    _check_statements(entry.source, stated.say, (*entry.at, "say"))
    return {facet: said for facet, said in base.items() if facet not in stated.drop} | stated.say


def _check_statements(source: Source, statements: dict[str, Any], at: tuple[Any, ...]) -> None:
    for facet, said in statements.items():
        if not _is_statement(facet, said):
            raise mistake(source, (*at, facet), f"{facet}: this is no statement about a fact")


def _is_statement(facet: Any, said: Any) -> bool:
    try:
        claims = claims_of({facet: said})
    except (TypeError, ValueError):
        return False
    numbers = (part for claim in claims for part in _parts(claim.value) if isinstance(part, float))
    return all(map(isfinite, numbers))


def _parts(value: Value | None) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else [value]
