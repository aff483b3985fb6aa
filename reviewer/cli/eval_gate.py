"""`reviewer eval gate`: whether scores are good enough."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.eval_options import (
    SUITES,
    baseline_option,
    baseline_path,
    cases_folder,
    cases_option,
    degraded_option,
    read_as,
)
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.case import Suite


_PASSED = {
    "offline": "Nothing is worse than in the baseline.",
    "recorded": "Recorded: nothing is worse than in the baseline.",
    "live": "Live: nothing is worse than in the baseline beyond chance.",
}


@click.command(name="gate")
@click.argument("path", type=click.Path(path_type=Path), metavar="SCORES")
@click.option(
    "--suite", "suites", type=click.Choice(SUITES), multiple=True, help="Only these suites were to be measured."
)
@cases_option
@baseline_option
@degraded_option
@click.option("--across-models", is_flag=True, help="The baseline of a live run may be that of another model.")
@click.pass_context
def command(
    context: click.Context,
    path: Path,
    suites: "tuple[Suite, ...]",
    folder: Path | None,
    baseline: Path | None,
    most_degraded: float,
    across_models: bool,
) -> None:
    """Compare scores with the baseline: nothing may be worse, and no hard limit broken.

    SCORES is the file that `reviewer eval score` wrote. A live run needs five trials, and is worse where that is more
    than chance: case by case, by families, over all figures together. Exit code: 0 passed, 1 something is worse, 2 a
    file that cannot be read or was edited, 3 not comparable, in a part or in all, 4 a case could not be carried out, 5
    nothing was measured, or nothing of a suite that was named.
    """
    from reviewer.evals.judging.baseline import read_baseline
    from reviewer.evals.live.gate import judged
    from reviewer.evals.score import Scores

    scores = read_as(Scores, path, "the scores of a run")
    before = read_baseline(baseline_path(baseline, cases_folder(folder), scores.mode, scores.model))
    if across_models and (scores.mode != "live" or baseline is None):
        raise click.UsageError("--across-models is for a live run, with the other model's baseline as --baseline.")
    judgement = judged(scores, before, suites or SUITES, most_degraded / 100, across_models=across_models)
    for sentence in (*judgement.regressions, *judgement.notes):
        click.echo(shown(sentence))
    if judgement.exit_code == 0:
        click.echo(_PASSED[scores.mode])
    context.exit(judgement.exit_code)
