"""`reviewer eval diff`: what differs between the scores of two runs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.eval_options import read_as
from reviewer.errors import BaselineError, CasesError
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.judging.baseline import Baseline


@click.command(name="diff")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
def command(before: Path, after: Path) -> None:
    """Show what differs between two runs: figures, checks, cases, and what they rest on.

    BEFORE and AFTER are scores, or baselines.
    """
    from reviewer.evals.judging.diff import diff, lines

    told = lines(diff(scores_or_baseline(before), scores_or_baseline(after)))
    for line in told:
        click.echo(shown(line))
    if not told:
        click.echo("Nothing differs.")


def scores_or_baseline(path: Path) -> "Baseline":
    """A file of scores or a baseline, in the form in which they are compared. CasesError if it is neither."""
    from reviewer.evals.judging.baseline import baseline_of, read_baseline
    from reviewer.evals.score import Scores

    try:
        return baseline_of(read_as(Scores, path, "the scores of a run"))
    except CasesError as error:
        # A baseline has no checks but their names.
        try:
            baseline = read_baseline(path)
        except BaselineError:
            raise
        except CasesError:
            baseline = None
        if baseline is None:
            raise error from None
        return baseline
