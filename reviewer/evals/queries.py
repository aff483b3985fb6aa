"""Queries as people talk, from a file: what is looked up, and, apart from it, what the library should bring."""

from pathlib import Path
from typing import Any

import yaml

from reviewer.evals.case import Case, Query
from reviewer.evals.sought import Sought

_FILE = Path("retrieval") / "queries.yaml"


def query_cases(folder: Path) -> tuple[Case, ...]:
    """The words that are looked up. Those of one voice are a family."""
    return tuple(
        Case(id=entry["id"], suite="retrieval", family=entry.get("voice", ""), input=Query(text=entry["text"]))
        for entry in _entries(folder)
    )


def query_gold(folder: Path) -> dict[str, Sought]:
    """What should come, by case."""
    return {
        entry["id"]: Sought(items=tuple(entry.get("items", ())), passages=tuple(entry.get("passages", ())))
        for entry in _entries(folder)
    }


def _entries(folder: Path) -> list[dict[str, Any]]:
    path = folder / _FILE
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))["queries"]) if path.is_file() else []
