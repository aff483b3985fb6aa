"""What is done in the process of a copy: run, score, gate. Alone it reads a request and writes a result, as JSON.

It is started as `python -m reviewer.evals.mutation.measure REQUEST RESULT` with the copy in front of all else.
"""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from reviewer.evals.case import Case
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.fingerprint import cases_print
from reviewer.evals.judging.baseline import Baseline, baseline_of
from reviewer.evals.judging.gate import gate
from reviewer.evals.labels.gold import Gold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.lint import lint
from reviewer.evals.mutation.drill import drilled
from reviewer.evals.mutation.mutant import Group
from reviewer.evals.prediction import Prediction, Run
from reviewer.evals.running.run import run
from reviewer.evals.score import Scores
from reviewer.evals.scoring.metrics import score
from reviewer.framework import Framework, load_framework
from reviewer.readiness.claims import Record

BAD_LABELS, NOTHING_MEASURED = 2, 5
_TOLD = 5


class Request(Record):
    """What is to be measured: groups of the cases in `folder`. `baselines`, by group: what they are compared with."""

    folder: Path
    groups: tuple[Group, ...]
    baselines: dict[str, Baseline] = {}
    workers: int = 1


class Measured(Record):
    """What came of one group. `exit_code` is that of `reviewer eval`, `told` what it would say.

    `predictions` is their print, `baseline` what they were compared with.
    """

    exit_code: int
    told: tuple[str, ...] = ()
    predictions: str = ""
    scores: Scores | None = None
    baseline: Baseline | None = None


class Result(Record):
    """What came of each group, and from where the program was imported."""

    program: Path
    groups: dict[str, Measured]


class _Done(NamedTuple):
    """What was run, and what it is held against."""

    request: Request
    cases: tuple[Case, ...]
    run: Run | None
    gold: Gold
    framework: Framework


def measured(request: Request) -> Result:
    """The whole of it. Each case is run once, however many groups it belongs to."""
    suites = tuple(dict.fromkeys(suite for group in request.groups for suite in group.suites))
    given = load_cases(request.folder, suites)
    cases = tuple(case for case in given if any(group.holds(case.suite, case.id) for group in request.groups))
    made = run(cases, workers=request.workers) if cases else None
    done = _Done(request, cases, made, load_gold(request.folder, suites), load_framework())
    found = {group.key: _of_group(group, done) for group in request.groups}
    return Result(program=Path(__file__).parent.parent.parent.parent, groups=found)


def _of_group(group: Group, done: _Done) -> Measured:
    """The steps of `reviewer eval` in their order, each of which may end it."""
    if group.lints and (mistakes := lint(done.request.folder, done.framework)):
        return Measured(exit_code=BAD_LABELS, told=mistakes[:_TOLD])
    if done.run is None:
        return Measured(exit_code=NOTHING_MEASURED)
    made = _of_run(done.run, group, group.of(done.cases))
    scores = score(made, _of(done.gold, group), done.framework)
    seen = drilled(scores, group.drill)
    # A limit holds whatever the baseline says: here the baseline says the same.
    own = baseline_of(seen if group.drill == "a limit is broken" else scores)
    before = done.request.baselines.get(group.key, own)
    judgement = gate(seen, before, group.suites)
    return Measured(
        exit_code=judgement.exit_code,
        told=judgement.regressions[:_TOLD],
        predictions=_print(made.predictions),
        scores=scores,
        baseline=before,
    )


def _of_run(whole: Run, group: Group, cases: Sequence[Case]) -> Run:
    """The part of a run that is about the group, as if it had been run alone."""
    prints = {f"cases {suite}": cases_print(case for case in cases if case.suite == suite) for suite in group.suites}
    own = tuple(one for one in whole.predictions if group.holds(one.suite, one.case))
    return whole.model_copy(update={"predictions": own, "prints": whole.prints | prints})


def _of(gold: Gold, group: Group) -> Gold:
    """The labels of the group's cases, and of no others."""
    suites = {str(suite): getattr(gold, suite) for suite in group.suites}
    own = {
        suite: {case: labels for case, labels in golds.items() if group.holds(suite, case)}
        for suite, golds in suites.items()
    }
    return Gold(**own)


def _print(predictions: Iterable[Prediction]) -> str:
    digest = hashlib.sha256()
    for one in predictions:
        digest.update(one.model_dump_json().encode())
    return digest.hexdigest()


def main(request: str, result: str) -> None:
    """Read the one file and write the other."""
    asked = Request.model_validate_json(Path(request).read_bytes())
    Path(result).write_text(measured(asked).model_dump_json(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
