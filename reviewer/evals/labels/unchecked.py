"""Labels that a program drafted and nobody has looked at: they are its own opinion, and nothing is scored by them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reviewer.evals.cases.files import interview_files

KEY = "unchecked"
"""The key under which the names of such labels stand, beside the labels."""


class Unchecked(NamedTuple):
    """Where drafts stand, and which."""

    place: str
    names: tuple[str, ...]


def unchecked(folder: Path) -> Iterator[Unchecked]:
    """All such labels in `folder`, which has the right form."""
    for source in interview_files(folder):
        if "turns" in source.data:
            yield from _of_talk(f"transcripts, {source.path.stem}", source.data)


def _of_talk(name: str, talk: dict[str, Any]) -> Iterator[Unchecked]:
    if talk.get(KEY):
        yield Unchecked(name, tuple(talk[KEY]))
    for number, turn in enumerate(talk["turns"], 1):
        if turn.get(KEY):
            yield Unchecked(f"{name}, turn {number}", tuple(turn[KEY]))
