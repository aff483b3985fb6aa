"""A canned interview is held turn by turn, and what is known after each turn is kept."""

from reviewer.evals.case import Case, Transcript
from reviewer.evals.fingerprint import input_print
from reviewer.evals.prediction import Outcome, Prediction
from reviewer.evals.running.suites.replay import outcome_at, replayed
from reviewer.evals.running.workbench import Workbench
from reviewer.interview.desk import Desk


async def predict(case: Case, bench: Workbench) -> Prediction:
    """What the interview knows after every turn."""
    assert isinstance(case.input, Transcript)
    reader = bench.reader(input_print(case.input))
    outcomes: list[Outcome] = []
    notes: dict[str, str | int | float | bool] = {}
    # Which items the library brings first makes a difference to a service only.
    library = bench.library if reader.service else None
    async for desk in replayed(case.input, reader.model, bench.framework, reader.service, library):
        outcomes.append(outcome_at(desk))
        notes = notes_on(desk)
    return Prediction(case=case.id, suite=case.suite, outcomes=tuple(outcomes), notes=notes)


def notes_on(desk: Desk) -> dict[str, str | int | float | bool]:
    """Counts of claims that the gate refused or a second look doubted, and of what a service failed in."""
    refusals = [refused for read in desk.record.readings() for refused in read.rejections]
    return {
        "claims refused": sum(not refused.doubted for refused in refusals),
        "claims doubted": desk.served.doubted,
        "parts unread": len(desk.served.failures),
    }
