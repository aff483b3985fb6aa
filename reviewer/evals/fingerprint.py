"""Prints of what a run and its scores rest on: whoever compares two of them must know what else differed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from reviewer.evals.case import Case
from reviewer.resources import data_folder

if TYPE_CHECKING:
    from reviewer.evals.running.workbench import Workbench

_PACKAGE = Path(__file__).parent.parent
# What decides once words are read.
_DECIDING = ("assessment", "readiness")
# What reads them.
_READING = ("models/offline", "reading")
_RULE_DATA = ("rules.yaml", "thresholds.yaml")


def prints_of(cases: Sequence[Case], bench: "Workbench") -> dict[str, str]:
    """The prints of a run, by name; the cases of each suite have their own, so that one suite can be run alone.

    The framework's is its own; model and embedder go by their names.
    """
    suites = sorted({case.suite for case in cases})
    return {
        **{f"cases {suite}": cases_print(case for case in cases if case.suite == suite) for suite in suites},
        "prompts": files_print(data_folder("prompts").rglob("*.*")),
        "rules": rules_print(bench.choice.overlay),
        "reader": reader_print(bench.choice.overlay),
        "framework": bench.framework.fingerprint,
        "embedder": bench.library.embedder.name,
        "model": bench.model_name,
    }


def other_cases(prints: Mapping[str, str], cases: Sequence[Case]) -> list[str]:
    """The suites among `cases` whose cases are others than those of `prints`."""
    own = {suite: cases_print(case for case in cases if case.suite == suite) for suite in {one.suite for one in cases}}
    return sorted(suite for suite, value in own.items() if prints.get(f"cases {suite}") != value)


def cases_print(cases: Iterable[Case]) -> str:
    """That of what is given, in any order."""
    return _print(sorted((case.model_dump(mode="json") for case in cases), key=lambda case: str(case["id"])))


def input_print(given: BaseModel) -> str:
    """That of what one case gives, whatever it is called."""
    return _print(given.model_dump(mode="json"))


def rules_print(overlay: Path | None = None) -> str:
    """That of the rules: their code, their severities and their thresholds."""
    code = [path for name in _DECIDING for path in (_PACKAGE / name).rglob("*.py")]
    folders = [data_folder("knowledge"), *([overlay] if overlay else [])]
    data = [folder / name for folder in folders for name in _RULE_DATA if (folder / name).is_file()]
    return files_print([*code, *data])


def reader_print(overlay: Path | None = None) -> str:
    """That of the built-in reader and of the gate behind any reader: their code, and the cues."""
    code = [path for name in _READING for path in (_PACKAGE / name).rglob("*.py")]
    folders = [data_folder("knowledge"), *([overlay] if overlay else [])]
    return files_print([*code, *(path for folder in folders for path in (folder / "reading").rglob("*.yaml"))])


def gold_print(gold: BaseModel) -> str:
    """That of what is expected."""
    return _print(gold.model_dump(mode="json"))


def scorer_print() -> str:
    """That of the code that compares: whatever counts a check or a figure."""
    return files_print((_PACKAGE / "evals" / "scoring").rglob("*.py"))


def files_print(paths: Iterable[Path]) -> str:
    """That of files by name and content, wherever they lie."""
    digest = hashlib.sha256()
    for name, content in sorted((path.name, path.read_bytes()) for path in paths):
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _print(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
