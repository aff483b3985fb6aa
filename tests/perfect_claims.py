"""The claims of a perfect reader, from the facet values that were written for each labelled case."""

from pathlib import Path
from typing import Any

import yaml

from reviewer.evals.scoring.perfect import claims_of
from reviewer.framework import Framework
from reviewer.readiness.claims import Claim

EVALS = Path(__file__).parent.parent / "evals"
PROPOSALS = sorted(path.stem for path in (EVALS / "proposals").glob("*.yaml"))
INTERVIEWS = sorted(path.stem for path in (EVALS / "interviews").glob("*.yaml"))


def load(folder: str, case: str) -> dict[str, Any]:
    """The labels of a case."""
    return dict(yaml.safe_load((EVALS / folder / f"{case}.yaml").read_text(encoding="utf-8")))


def perfect_claims(folder: str, case: str, framework: Framework) -> list[Claim]:
    """One claim for every value, row or vague word that a careful reader finds in the case."""
    values = yaml.safe_load((EVALS / "facet-values" / folder / f"{case}.yaml").read_text(encoding="utf-8"))
    return claims_of(values, framework)
