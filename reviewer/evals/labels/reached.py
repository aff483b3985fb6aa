"""To which items and facts the turns of a canned interview lead, where nobody wrote down its end."""

from collections.abc import Iterable, Mapping
from typing import Any


def reached(turns: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The last label of each item and the last value of each fact; of lists, the last of the rows of each name."""
    items: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    for turn in turns:
        items |= turn.get("sets") or {}
        for key, value in (turn.get("facts") or {}).items():
            facts[key] = _over(facts.get(key) or [], value) if isinstance(value, list) else value
    return {"items": items, "facts": facts}


def _over(before: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    named = {row.get("name"): row for row in before}
    return list({**named, **{row.get("name"): row for row in rows}}.values())
