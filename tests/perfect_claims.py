"""The claims of a perfect reader, from the facet values that were written for each labelled case."""

import re
from pathlib import Path
from typing import Any

import yaml

from reviewer.framework import Facet, Framework
from reviewer.readiness.claims import Claim, Evidence, Strength, Tense

EVALS = Path(__file__).parent.parent / "evals"
PROPOSALS = sorted(path.stem for path in (EVALS / "proposals").glob("*.yaml"))
INTERVIEWS = sorted(path.stem for path in (EVALS / "interviews").glob("*.yaml"))
_STAGES = {"pilot": "pilot_running", "scale": "scale_decision"}


def load(folder: str, case: str) -> dict[str, Any]:
    """The labels of a case."""
    return dict(yaml.safe_load((EVALS / folder / f"{case}.yaml").read_text(encoding="utf-8")))


def perfect_claims(folder: str, case: str, framework: Framework) -> list[Claim]:
    """One claim for every value, row or vague word that a careful reader finds in the case."""
    values = yaml.safe_load((EVALS / "facet-values" / folder / f"{case}.yaml").read_text(encoding="utf-8"))
    return claims_of(values, framework)


def claims_of(values: dict[str, Any], framework: Framework) -> list[Claim]:
    """The same, from values that are at hand."""
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
        cells = {key: value for key, value in row.items() if not re.fullmatch(r"q\d?|conflict", key)}
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
