"""Words are looked up in the library as it is shipped, with the built-in vectors."""

from reviewer.evals.case import Case, Query
from reviewer.evals.prediction import Prediction, Ranked
from reviewer.evals.running.workbench import Workbench
from reviewer.library import Library

DEPTH = 10
"""How far down a ranking is looked at."""


async def predict(case: Case, bench: Workbench) -> Prediction:
    """What the library of the workbench brings for the words of `case`."""
    assert isinstance(case.input, Query)
    return Prediction(case=case.id, suite="retrieval", ranked=looked_up(case.input.text, bench.library))


def looked_up(text: str, library: Library) -> Ranked:
    """What is shown for `text`, and what stands nearest whether it is shown or not."""
    return Ranked(
        items=library.items_for(text)[:DEPTH],
        passages=tuple(found.passage.id for found in library.relevant(text, DEPTH)),
        nearest=tuple(found.passage.id for found in library.search(text, DEPTH)),
    )
