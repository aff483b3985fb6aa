"""`reviewer eval score`: the predictions of a run beside what is expected."""

from pathlib import Path

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


@click.command(name="score")
@click.argument("path", type=click.Path(path_type=Path), metavar="RUN")
@cases_option
@framework_option
@output_option
def command(path: Path, folder: Path | None, overlay: Path | None, output: Path | None) -> None:
    """Compare the predictions of a run with what is expected.

    RUN is the file that `reviewer eval run` wrote. Of several trials, figures are means and checks count passes. Exit
    code: 0 done, 2 a file or labels that cannot be read.
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
    write_as_json(scored(run, load_gold(cases, suites), framework), output)
