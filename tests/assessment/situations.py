"""Situations for the rules: those of the evals, and others that tests make of the same base."""

from functools import cache
from typing import Any

from reviewer.assessment.assess import assessed, find
from reviewer.assessment.findings import Findings, Kind
from reviewer.assessment.model import Assessment
from reviewer.evals.case import Case, Situation
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.cases.rules import ready_statements
from reviewer.evals.cases.saying import claims_of
from reviewer.framework import Framework, load_framework
from reviewer.readiness.claims import Claim, Grade
from reviewer.readiness.fold import fold
from reviewer.resources import data_folder


@cache
def _ready() -> dict[str, Any]:
    return ready_statements(data_folder("evals"))


def said(
    say: dict[str, Any] | None = None, drop: list[str] | None = None, base: str = "ready", grade: Grade = "documented"
) -> list[Claim]:
    """The claims of a base with some statements replaced and some left out."""
    statements = _ready() if base == "ready" else {}
    assert set(drop or ()) <= set(statements), "there is nothing of that name to leave out"
    kept = {key: value for key, value in statements.items() if key not in (drop or ())} | (say or {})
    return claims_of(kept, grade)


def findings_of(
    claims: list[Claim], framework: Framework, kind: Kind = "proposal", asked: frozenset[str] = frozenset()
) -> Findings:
    """What rules look at."""
    return find(fold(claims, framework), framework, kind, asked)


@cache
def situations() -> list[Case]:
    """Every situation of the evals; the family is the rule that it is about."""
    return list(load_cases(data_folder("evals"), ["rules"]))


@cache
def outcomes() -> list[tuple[Findings, Assessment]]:
    """What is found in each situation, in the same order."""
    framework, found = load_framework(), []
    for case in situations():
        assert isinstance(case.input, Situation)
        given, asked = case.input, frozenset(case.input.asked)
        findings = findings_of(claims_of(given.statements, given.grade), framework, given.kind, asked)
        found.append((findings, assessed(findings, asked)))
    return found
