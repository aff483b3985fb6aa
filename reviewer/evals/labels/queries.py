"""What the library should bring for each query, from the file in which the queries stand."""

from pathlib import Path

from reviewer.evals.cases.files import checked
from reviewer.evals.cases.queries import Asked, entries
from reviewer.evals.labels.sought import Sought


class _Labelled(Asked):
    """An entry with its labels."""

    items: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


def query_gold(folder: Path) -> dict[str, Sought]:
    """What should come, by case. CasesError names file, line and mistake."""
    found = {}
    for source, place, entry in entries(folder):
        labelled = checked(source, _Labelled, entry, ("queries", place))
        found[labelled.id] = Sought(items=labelled.items, passages=labelled.passages)
    return found
