"""`reviewer eval run`: predictions for cases."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.eval_options import (
    INFRASTRUCTURE,
    NOTHING_MEASURED,
    Wanted,
    counter,
    measuring,
    output_option,
    tell_failures,
    write_as_json,
)
from reviewer.cli.output import check_output
from reviewer.errors import ConfigError

if TYPE_CHECKING:
    from reviewer.evals.prediction import Mode


@click.command(name="run")
@measuring
@click.option(
    "--mode",
    type=click.Choice(["offline", "recorded", "live"]),
    default="offline",
    show_default=True,
    help="The built-in model; what a service said before, without a network; or the service of the settings.",
)
@click.option(
    "--recordings",
    type=click.Path(path_type=Path),
    help="The folder in which a live run keeps what the service says, and from which a recorded one takes it.",
)
@click.option(
    "--trial", type=click.IntRange(1, 1000), default=1, show_default=True, help="Which of several runs it is."
)
@output_option
@click.pass_context
def command(
    context: click.Context,
    wanted: Wanted,
    mode: "Mode",
    recordings: Path | None,
    trial: int,
    output: Path | None,
) -> None:
    """Make predictions for cases.

    Nothing of what is expected is looked at. Exit code: 0 done, 2 cases or settings that cannot be read, 4 a case
    could not be carried out, 5 there is no case.
    """
    from reviewer.evals.cases.loading import load_cases
    from reviewer.evals.running.run import run
    from reviewer.evals.running.workbench import Choice

    check_output(output)
    if recordings is not None and mode == "offline":
        raise ConfigError("The built-in model is not recorded: leave --recordings out, or name another --mode.")
    cases = load_cases(wanted.folder, wanted.suites)
    if not cases:
        click.echo("There is no case to be measured.", err=True)
        context.exit(NOTHING_MEASURED)
    choice = Choice(mode=mode, overlay=wanted.overlay, recordings=recordings, trial=trial)
    done = run(cases, choice, wanted.workers, wanted.seed, counter(len(cases)))
    write_as_json(done, output)
    context.exit(INFRASTRUCTURE if tell_failures(done.predictions) else 0)
