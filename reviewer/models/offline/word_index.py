"""The words that each shipped pattern needs, worked out ahead: taking thousands of patterns apart costs seconds.

`knowledge/reading/words.json` holds them by a digest of the pattern; `make words` writes it, and a test proves that it
is up to date. A pattern that is not in it (an overlay's, or one just written) is taken apart when it is loaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reviewer.models.offline.literals import Tests, required_literals
from reviewer.resources import data_folder

_FILE = "words.json"


def index_path() -> Path:
    """Where the index stands."""
    return data_folder("knowledge") / "reading" / _FILE


def needed_words(pattern: str) -> Tests:
    """What `required_literals` says of `pattern`, from the index where it is there."""
    known = _index().get(_digest(pattern))
    return required_literals(pattern) if known is None else known


def index_text(patterns: Iterable[str]) -> str:
    """The index over `patterns`, in one order, a line for each."""
    entries = {_digest(pattern): [sorted(test) for test in required_literals(pattern)] for pattern in patterns}
    lines = (f"{json.dumps(key)}: {json.dumps(tests, ensure_ascii=False)}" for key, tests in sorted(entries.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def _index() -> dict[str, Tests]:
    path = index_path()
    if not path.exists():
        return {}
    entries = json.loads(path.read_text(encoding="utf-8"))
    return {key: tuple(frozenset(test) for test in tests) for key, tests in entries.items()}


def _digest(pattern: str) -> str:
    return hashlib.sha256(pattern.encode()).hexdigest()[:16]
