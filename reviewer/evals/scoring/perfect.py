"""The claims of a careful reader, and what the rules make of them: the rules alone, apart from all reading."""

import re
from collections.abc import Mapping
from typing import Any

from reviewer.assessment.assess import assess
from reviewer.assessment.findings import Kind
from reviewer.evals.case import Suite
from reviewer.evals.labels.gold import Expected, Gold
from reviewer.evals.outcome import outcome
from reviewer.evals.prediction import Outcome
from reviewer.framework import Facet, Framework
from reviewer.readiness.claims import Claim, Evidence, Strength, Tense
from reviewer.readiness.fold import fold

_STAGES = {"pilot": "pilot_running", "scale": "scale_decision"}
_QUOTE = re.compile(r"q\d?|conflict")


def ruled(expected: Expected, suite: Suite, framework: Framework) -> Outcome | None:
    """What the rules say of the values that a careful reader found; None if nobody wrote them down."""
    if expected.values is None:
        return None
    readiness = fold(claims_of(expected.values, framework), framework)
    asked = [item for item, label in expected.items.items() if label.state != "unknown"]
    kind: Kind = "proposal" if suite == "proposals" else "interview"
    return outcome(assess(readiness, framework, kind, asked), readiness)


def ruled_outcomes(gold: Gold, suite: Suite, framework: Framework) -> dict[str, Outcome]:
    """The same for each case of a suite that ends in an assessment."""
    golds: Mapping[str, Any] = getattr(gold, suite)
    found = {case: ruled(one.expected, suite, framework) for case, one in golds.items()}
    return {case: one for case, one in found.items() if one is not None}


def claims_of(values: dict[str, Any], framework: Framework) -> list[Claim]:
    """One claim for every value, row or vague word, in the form of evals/facet-values."""
    maker = _Maker(framework)
    for name, value in values.items():
        maker.add(name, value)
    return maker.claims


class _Maker:
    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self.claims: list[Claim] = []

    def add(self, name: str, value: Any) -> None:
        if name == "not_applicable":
            self._excuse(value)
        elif isinstance(value, dict) and "s" in value:
            self._word(name, value)
        elif isinstance(value, dict):
            self._several(name, value)
        elif self._framework.facet(name).type == "list":
            for row in value:
                self._row(name, row) if "s" not in row else self._word(name, row)
        else:
            self._claim(name, self._fit(self._framework.facet(name), value[0]), value[1])

    def _claim(self, name: str, value: Any, quote: str, speaker: str = "team", **more: Any) -> None:
        number = len(self.claims) + 1
        words = Evidence(quote=quote, source="document", start=0, end=len(quote), line=1)
        self.claims.append(Claim(number=number, facet=name, value=value, evidence=words, speaker=speaker, **more))

    def _word(self, name: str, value: dict[str, Any]) -> None:
        wished = value["s"] == "wished"
        strength: Strength = "vague" if wished else value["s"]
        tense: Tense = "wished" if wished else "today"
        self._claim(name, None, value["q"], strength=strength, tense=tense)

    def _several(self, name: str, value: dict[str, Any]) -> None:
        """What was said before, what holds now, and what another speaker says of it: see the README of the values."""
        facet = self._framework.facet(name)
        if "v0" in value:
            self._claim(name, self._fit(facet, value["v0"]), value["q0"])
        self._claim(name, self._fit(facet, value["v"]), value["q"], corrects=bool(value.get("corrects")))
        if "v2" in value:
            self._claim(name, self._fit(facet, value["v2"]), value["q2"], speaker="another")
        elif value.get("conflict"):
            self._claim(name, None, value.get("q2", value["q"]), speaker="another", strength="denied")

    def _row(self, name: str, row: dict[str, Any]) -> None:
        facet = self._framework.facet(name)
        cells = {key: value for key, value in row.items() if not _QUOTE.fullmatch(key)}
        if name in ("decisions", "design_team"):
            cells.setdefault(facet.row_key[0], row["q"])
        fitted = {column: self._fit(facet.column(column), value) for column, value in cells.items()}
        self._claim(name, fitted, row["q"])
        for column in row.get("conflict", ()):
            key = {part: fitted[part] for part in facet.row_key if part in fitted}
            choices = facet.column(column).choices
            other = next(choice for choice in choices if choice != fitted[column])
            self._claim(name, {**key, column: other}, row.get("q2", row["q"]), speaker="another")

    def _excuse(self, value: dict[str, Any]) -> None:
        for item, words in value.items():
            row = {"item": item, "reason": words["reason"], "role": words["role"]}
            self._claim("not_applicable", row, words["reason"])

    def _fit(self, typed: Any, value: Any) -> Any:
        if typed.type in ("quantity", "share"):
            return float(value)
        if typed.type == "yes_no":
            return value if isinstance(value, bool) else value == "yes"
        if isinstance(value, bool):
            return "yes" if value else "no"
        text = str(value)
        return _STAGES.get(text, text) if isinstance(typed, Facet) and typed.key == "stage" else text
