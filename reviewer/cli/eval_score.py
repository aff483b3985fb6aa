"""`reviewer eval score`: the predictions of a run beside what is expected."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.eval_lint import refuse_bad_labels
from reviewer.cli.eval_options import (
    cases_folder,
    cases_option,
    framework_option,
    output_option,
    overlay_of,
    read_as,
    write_as_json,
)
from reviewer.cli.output import check_output
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.case import Suite
    from reviewer.evals.prediction import Run


@click.command(name="score")
@click.argument("path", type=click.Path(path_type=Path), metavar="RUN")
@cases_option
@framework_option
@output_option
def command(path: Path, folder: Path | None, overlay: Path | None, output: Path | None) -> None:
    """Compare the predictions of a run with what is expected.

    RUN is the file that `reviewer eval run` wrote, from the cases as they are now. Of several trials, figures are means
    and checks count passes. Exit code: 0 done, 2 a file, labels or cases that cannot be used.
    """
    from reviewer.evals.labels.load import load_gold
    from reviewer.evals.live.scoring import scored
    from reviewer.evals.prediction import Run
    from reviewer.framework import load_framework

    check_output(output)
    run = read_as(Run, path, "a run of the evals")
    cases, framework = cases_folder(folder), load_framework(overlay_of(overlay))
    refuse_bad_labels(cases, framework)
    suites = {one.suite for one in run.predictions}
    _refuse_other_cases(run, path, cases, suites)
    write_as_json(scored(run, load_gold(cases, suites), framework), output)


def _refuse_other_cases(run: "Run", path: Path, folder: Path, suites: "Collection[Suite]") -> None:
    """CasesError if the cases were changed since, or predictions are of cases that there are not."""
    from reviewer.errors import CasesError
    from reviewer.evals.cases.loading import load_cases
    from reviewer.evals.fingerprint import other_cases

    cases = load_cases(folder, suites)
    if others := other_cases(run.prints, cases):
        raise CasesError(
            f"The cases of {', '.join(others)} are others now than in {path}. Make a new run with `reviewer eval run`."
        )
    known = {(case.suite, case.id) for case in cases}
    strange = sorted(f"{one.suite}/{one.case}" for one in run.predictions if (one.suite, one.case) not in known)
    if strange:
        raise CasesError(f"{path} holds a prediction of {shown(strange[0])}, and there is no such case.")
