"""Queries as people talk, from a file: the words that are looked up, and nothing of what should come."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from reviewer.evals.case import Case, Query
from reviewer.evals.cases.files import checked, read
from reviewer.framework.source import Source

FILE = Path("retrieval") / "queries.yaml"


class Asked(BaseModel):
    """An entry. Those of one voice are a family. What else stands in it is not looked at."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    text: str
    voice: str = ""


def query_cases(folder: Path) -> Iterator[Case]:
    """The words that are looked up. CasesError names file, line and mistake."""
    for source, place, entry in entries(folder):
        asked = checked(source, Asked, entry, ("queries", place))
        yield Case(id=asked.id, suite="retrieval", family=asked.voice, input=Query(text=asked.text))


def entries(folder: Path) -> Iterator[tuple[Source, int, object]]:
    """The file, the place in it and what stands there, for each query; nothing where there is no such file."""
    path = folder / FILE
    if not path.is_file():
        return
    source = read(path)
    for place, entry in enumerate(checked(source, _File, source.data).queries):
        yield source, place, entry


class _File(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    queries: tuple[object, ...]
