"""`reviewer eval`: regression evals, step by step or all at once."""

import signal
import sys
from pathlib import Path

import click

from reviewer.cli import LazyGroup
from reviewer.cli.eval_options import Wanted, baseline_option, measuring

_STEPS = {
    "run": "Make predictions for cases.",
    "score": "Compare the predictions of a run with what is expected.",
    "gate": "Compare scores with the baseline: nothing may be worse.",
    "report": "Show what scores say, on the screen, on a page, for a pull request.",
    "diff": "Show what differs between two runs.",
    "bless": "Make scores the baseline, after showing what changes.",
    "new": "Make a case from an interview that was held, or from a finding that you dispute.",
    "lint": "Check what is expected, before anything is scored.",
    "mutate": "Break the program on purpose, and see whether the evals notice.",
}


@click.group(name="eval", cls=LazyGroup, lines=_STEPS, module="reviewer.cli.eval_{}", invoke_without_command=True)
@measuring
@baseline_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep the run, its scores and the reports in this folder.",
)
@click.pass_context
def command(context: click.Context, wanted: Wanted, baseline: Path | None, output: Path | None) -> None:
    """Measure how well the program reads and judges.

    Alone it runs, scores and gates all suites with the built-in model against the baseline. Step by step, each takes
    files and makes a file. Exit code: 0 passed, 1 something is worse, 2 cases or labels that cannot be used, 3 not
    comparable with the baseline, 4 a case could not be carried out, 5 nothing was measured.
    """
    _end_in_order(context)
    if context.invoked_subcommand is None:
        from reviewer.cli.eval_all import measured

        context.exit(measured(wanted, baseline, output))
    given = [
        name for name in context.params if context.get_parameter_source(name) != click.core.ParameterSource.DEFAULT
    ]
    if given:
        raise click.UsageError(f"Options belong after the step: reviewer eval {context.invoked_subcommand} …")


def _end_in_order(context: click.Context) -> None:
    """A job that is cancelled, or runs out of time, ends its processes and takes its folders away, as with Ctrl-C."""

    def ended(number: int, _: object) -> None:
        sys.exit(128 + number)

    before = signal.signal(signal.SIGTERM, ended)
    context.call_on_close(lambda: signal.signal(signal.SIGTERM, before))
