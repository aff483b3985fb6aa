"""Situations for the rules, as data: what is said, starting from everything or from nothing."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from reviewer.assessment.assess import assessed, find
from reviewer.assessment.findings import Findings, Kind
from reviewer.assessment.model import Assessment
from reviewer.framework import Framework, load_framework
from reviewer.readiness.claims import Claim, Grade
from reviewer.readiness.fold import fold
from tests.readiness.saying import from_data, numbered

CASES = Path(__file__).parent / "cases"


class Situation(BaseModel):
    """What is said, and what must follow. `say` replaces what the base says about a facet; `drop` leaves it out.

    `fires`: ids of gaps with their severity; `silent`: rules, or ids of gaps, that must not fire.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    base: Literal["ready", "nothing"] = "nothing"
    kind: Kind = "proposal"
    asked: list[str] = []
    grade: Grade = "documented"
    say: dict[str, Any] = {}
    drop: list[str] = []
    fires: dict[str, str] = {}
    silent: list[str] = []
    titles: dict[str, list[str]] = {}
    arithmetic: dict[str, list[str]] = {}
    results: dict[str, float | str | None] = {}
    worst_case: list[str] = []
    states: dict[str, str] = {}
    areas: dict[str, str] = {}
    verdict: str | None = None
    confidence: str | None = None
    essentials_known: int | None = None

    @property
    def claims(self) -> list[Claim]:
        """The claims that the situation amounts to."""
        return said(self.say, self.drop, self.base, self.grade)


@cache
def _ready() -> dict[str, Any]:
    return dict(yaml.safe_load((CASES / "ready.yaml").read_text(encoding="utf-8")))


def said(
    say: dict[str, Any] | None = None, drop: list[str] | None = None, base: str = "ready", grade: Grade = "documented"
) -> list[Claim]:
    """The claims of a base with some statements replaced and some left out."""
    statements = _ready() if base == "ready" else {}
    assert set(drop or ()) <= set(statements), "there is nothing of that name to leave out"
    kept = {key: value for key, value in statements.items() if key not in (drop or ())} | (say or {})
    claims = numbered(
        from_data(facet, part)
        for facet, parts in kept.items()
        for part in (parts if isinstance(parts, list) else [parts])
    )
    lowered = grade != "documented"
    return [claim.model_copy(update={"grade": grade}) if lowered else claim for claim in claims]


def findings_of(
    claims: list[Claim], framework: Framework, kind: Kind = "proposal", asked: frozenset[str] = frozenset()
) -> Findings:
    """What rules look at."""
    return find(fold(claims, framework), framework, kind, asked)


@cache
def situations() -> list[tuple[str, Situation]]:
    """Every situation of the case files with the rule that it is about."""
    found = []
    for path in sorted(set(CASES.glob("*.yaml")) - {CASES / "ready.yaml"}):
        for rule, cases in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found += [(rule, Situation.model_validate({"base": case.pop("from", "nothing")} | case)) for case in cases]
    return found


@cache
def outcomes() -> list[tuple[Findings, Assessment]]:
    """What is found in each situation, in the same order."""
    framework, found = load_framework(), []
    for _, case in situations():
        asked = frozenset(case.asked)
        findings = findings_of(case.claims, framework, case.kind, asked)
        found.append((findings, assessed(findings, asked)))
    return found
