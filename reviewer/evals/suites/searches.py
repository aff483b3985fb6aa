"""Words are looked up in the library as it is shipped, with the built-in vectors."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewer.evals.case import Case, Query
from reviewer.evals.prediction import Prediction, Ranked
from reviewer.framework.catalogue import Framework
from reviewer.library import Library

DEPTH = 10
"""How far down a ranking is looked at."""


@contextmanager
def shelf(framework: Framework) -> Iterator[Library]:
    """A library of its own, which is gone afterwards: what others have indexed makes no difference."""
    with TemporaryDirectory() as folder:
        yield Library(framework, Path(folder))


def predict(case: Case, library: Library) -> Prediction:
    """What is shown for the words of `case`, and what stands nearest whether it is shown or not."""
    assert isinstance(case.input, Query)
    text = case.input.text
    ranked = Ranked(
        items=library.items_for(text)[:DEPTH],
        passages=tuple(found.passage.id for found in library.relevant(text, DEPTH)),
        nearest=tuple(found.passage.id for found in library.search(text, DEPTH)),
    )
    return Prediction(case=case.id, suite="retrieval", ranked=ranked)
