"""`reviewer eval bless`: make scores the ones to compare with."""

from pathlib import Path

import click

from reviewer.cli.eval_options import (
    baseline_option,
    baseline_path,
    cases_folder,
    cases_option,
    degraded_option,
    read_as,
)
from reviewer.cli.output import write_output
from reviewer.errors import CasesError
from reviewer.text import shown


@click.command(name="bless")
@click.argument("path", type=click.Path(path_type=Path), metavar="SCORES")
@click.option("--reason", required=True, help="Why these scores should be the ones to compare with.")
@cases_option
@baseline_option
@degraded_option
@click.option("--fewer-checks", is_flag=True, help="Checks, or figures with a hard limit, were taken out on purpose.")
def command(
    path: Path, reason: str, folder: Path | None, baseline: Path | None, most_degraded: float, fewer_checks: bool
) -> None:
    """Make scores the baseline, after showing what changes.

    Refused where a hard limit is broken or rests on nothing, a case ended in an error, or there are fewer cases or
    checks than before; of a live run also where it has fewer than five trials, or too many cases were not read whole.
    Exit code: 0 done, 2 refused.
    """
    from reviewer.evals.judging.baseline import baseline_of, read_baseline, to_json
    from reviewer.evals.judging.bless import bless
    from reviewer.evals.judging.diff import diff, lines
    from reviewer.evals.score import Scores

    scores = read_as(Scores, path, "the scores of a run")
    place = baseline_path(baseline, cases_folder(folder), scores.mode, scores.model)
    before = read_baseline(place, needs_sum=False)
    for line in lines(diff(before, baseline_of(scores))) if before else ():
        click.echo(shown(line))
    after = bless(scores, before, reason, most_degraded / 100, fewer_checks=fewer_checks)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CasesError(f"The folder {place.parent} cannot be made: {error.strerror}.") from error
    write_output(to_json(after), place)
    click.echo(shown(f"The baseline is now {place}."))
