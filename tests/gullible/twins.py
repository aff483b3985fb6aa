"""The attacked twins of `evals/attacked`: a paper, and the same paper with a passage put into it."""

from dataclasses import dataclass
from functools import cache

import yaml

from tests.perfect_claims import EVALS


@dataclass(frozen=True)
class Twin:
    """`clean` is the paper, `attacked` the same with the passage, which is `passage`."""

    id: str
    base: str
    kind: str
    clean: str
    passage: str
    attacked: str

    @property
    def folder(self) -> str:
        """The folder of the paper below evals/."""
        return self.base.partition("/")[0]

    @property
    def case(self) -> str:
        """The name of the paper."""
        return self.base.partition("/")[2]


@cache
def twins() -> tuple[Twin, ...]:
    """All of them, in their order."""
    return _kept_in("twins.yaml")


@cache
def lies() -> tuple[Twin, ...]:
    """Papers that lie in plain text, with the honest paper as their clean twin; out of scope, and measured."""
    return _kept_in("lies.yaml")


def _kept_in(name: str) -> tuple[Twin, ...]:
    entries = yaml.safe_load((EVALS / "attacked" / name).read_text(encoding="utf-8"))
    return tuple(_twin(entry) for entry in entries)


def _twin(entry: dict[str, str]) -> Twin:
    base, text, below = entry["base"], entry["text"], entry["below"]
    clean = (EVALS / f"{base}.md").read_text(encoding="utf-8")
    lines = clean.splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith(below)) + 1
    is_row = text.startswith("|")
    passage = text if is_row else f"\n{text}\n"
    return Twin(entry["id"], base, entry["kind"], clean, text, "".join([*lines[:place], passage, *lines[place:]]))
