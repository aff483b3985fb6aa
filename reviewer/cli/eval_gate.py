"""`reviewer eval gate`: whether scores are good enough."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.eval_options import SUITES, baseline_option, baseline_path, cases_folder, cases_option, read_as
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.case import Suite


@click.command(name="gate")
@click.argument("path", type=click.Path(path_type=Path), metavar="SCORES")
@click.option(
    "--suite", "suites", type=click.Choice(SUITES), multiple=True, help="Only these suites were to be measured."
)
@cases_option
@baseline_option
@click.pass_context
def command(
    context: click.Context, path: Path, suites: "tuple[Suite, ...]", folder: Path | None, baseline: Path | None
) -> None:
    """Compare scores with the baseline: nothing may be worse, and no hard limit broken.

    SCORES is the file that `reviewer eval score` wrote. Exit code: 0 passed, 1 something is worse, 2 a file that cannot
    be read, 3 not comparable, 4 a case could not be carried out, 5 nothing was measured.
    """
    from reviewer.evals.judging.baseline import read_baseline
    from reviewer.evals.judging.gate import gate
    from reviewer.evals.score import Scores

    scores = read_as(Scores, path, "the scores of a run")
    before = read_baseline(baseline_path(baseline, cases_folder(folder), scores.mode))
    judgement = gate(scores, before, suites or SUITES)
    for sentence in (*judgement.regressions, *judgement.notes):
        click.echo(shown(sentence))
    if judgement.exit_code == 0:
        click.echo("Nothing is worse than in the baseline.")
    context.exit(judgement.exit_code)
