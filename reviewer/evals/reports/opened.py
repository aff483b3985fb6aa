"""A case as it is opened: its words with the quotes in them, and what was expected beside what came."""

from typing import Any

from reviewer.evals.case import Case
from reviewer.evals.labels.gold import Expected, Gold
from reviewer.evals.prediction import Prediction
from reviewer.evals.reports.compared import Table, tables
from reviewer.evals.reports.passages import Passage, passages
from reviewer.readiness.claims import Record

_NOBODY_KNOWS = Expected(items={})


class Opened(Record):
    """What is shown of one case beside its checks."""

    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def opened(case: Case, prediction: Prediction | None, gold: Gold | None) -> Opened:
    """Everything that is known of one case. What is not there is left out."""
    wanted: Any = getattr(gold, case.suite, {}).get(case.id) if gold else None
    expected = getattr(wanted, "expected", None)
    if not isinstance(expected, Expected):
        expected = _NOBODY_KNOWS
    return Opened(
        passages=tuple(passages(case.input, prediction, expected)),
        tables=tuple(table for table in tables(case.input, prediction, wanted, expected) if table.rows),
        notes=tuple(f"{name}: {value}" for name, value in sorted(prediction.notes.items())) if prediction else (),
    )
