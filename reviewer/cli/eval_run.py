"""`reviewer eval run`: predictions for cases."""

from collections.abc import Sequence
from datetime import datetime
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
    service_settings,
    tell_failures,
    write_as_json,
)
from reviewer.cli.output import check_output
from reviewer.errors import ConfigError
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.case import Case
    from reviewer.evals.prediction import Mode, Run
    from reviewer.evals.running.workbench import Choice
    from reviewer.settings import Settings

LIVE_TRIALS = 5


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
    "--trials",
    type=click.IntRange(1, 100),
    help="How often each case is predicted.  [default: live 5, recorded as many as there are]",
)
@click.option("--budget", help="The most that a live run may ask the service for: 200k (tokens), or 2.50 USD.")
@output_option
@click.pass_context
def command(
    context: click.Context,
    wanted: Wanted,
    mode: "Mode",
    recordings: Path | None,
    trials: int | None,
    budget: str | None,
    output: Path | None,
) -> None:
    """Make predictions for cases.

    Nothing of what is expected is looked at. A live run asks the service of the settings, says before how much goes
    where, and keeps every answer as it comes: one that was interrupted goes on with the same --recordings. Exit code: 0
    done, 2 cases or settings that cannot be read, 4 a case could not be carried out, 5 there is no case.
    """
    from reviewer.evals.cases.loading import load_cases
    from reviewer.evals.running.run import run

    check_output(output)
    choice = _chosen(mode, wanted, recordings, trials, budget)
    cases = _measurable(load_cases(wanted.folder, wanted.suites), mode)
    if not cases:
        click.echo("There is no case to be measured.", err=True)
        context.exit(NOTHING_MEASURED)
    if mode == "live":
        _announce(cases, choice)
    done = run(cases, choice, wanted.workers, wanted.seed, counter(len(cases) * choice.trials), _tell)
    write_as_json(done, output)
    _account(done)
    context.exit(INFRASTRUCTURE if tell_failures(done.predictions) else 0)


def _chosen(mode: "Mode", wanted: Wanted, recordings: Path | None, trials: int | None, budget: str | None) -> "Choice":
    """With what the run is made. ConfigError in one sentence where the options do not fit together."""
    from reviewer.evals.running.workbench import Choice

    if mode == "offline":
        _refuse_for_offline(recordings, trials, budget)
        return Choice(overlay=wanted.overlay)
    settings = service_settings(mode)
    if mode == "recorded":
        held = _held(recordings, trials, budget)
        return Choice(mode=mode, overlay=wanted.overlay, recordings=recordings, trials=held)
    settings.check_service()
    if budget is not None:
        from reviewer.models.openai.account import Budget

        Budget.parse(budget, settings)
    folder = recordings or _new_folder(settings)
    return Choice(mode=mode, overlay=wanted.overlay, recordings=folder, trials=trials or LIVE_TRIALS, budget=budget)


def _refuse_for_offline(recordings: Path | None, trials: int | None, budget: str | None) -> None:
    if recordings is not None:
        raise ConfigError("The built-in model is not recorded: leave --recordings out, or name another --mode.")
    if trials is not None and trials > 1:
        raise ConfigError("The built-in model says the same each time: leave --trials out, or name another --mode.")
    if budget is not None:
        raise ConfigError("The built-in model costs nothing: leave --budget out, or name another --mode.")


def _held(recordings: Path | None, trials: int | None, budget: str | None) -> int:
    """How many trials are replayed."""
    from reviewer.evals.running.recorded import trials_in

    if budget is not None:
        raise ConfigError("What is replayed costs nothing: leave --budget out.")
    if recordings is None:
        raise ConfigError("A recorded run needs the folder of its recordings: name it with --recordings.")
    held = trials_in(recordings)
    if not held:
        raise ConfigError(f"There are no recordings of a live run in {shown(str(recordings))}.")
    if trials and trials > held:
        raise ConfigError(f"{shown(str(recordings))} holds {held} trials, and {trials} were asked for.")
    return trials or held


def _new_folder(settings: "Settings") -> Path:
    """A folder that no other run uses: whoever wants to go on with an earlier one names it."""
    return settings.data_dir / "evals" / f"{datetime.now():%Y-%m-%d-%H%M%S}"


def _measurable(cases: "Sequence[Case]", mode: "Mode") -> "list[Case]":
    """The cases in which the model of `mode` has anything to do; the suites of the others are named."""
    from reviewer.evals.running.workbench import ASKING

    if mode == "offline":
        return list(cases)
    left = dict.fromkeys(case.suite for case in cases if case.suite not in ASKING)
    if left:
        _tell(f"Left out, as no service is asked in them: {', '.join(left)}.")
    return [case for case in cases if case.suite in ASKING]


def _announce(cases: "Sequence[Case]", choice: "Choice") -> None:
    from reviewer.evals.live.telling import before
    from reviewer.framework import load_framework

    assert choice.recordings is not None
    framework = load_framework(choice.overlay)
    for sentence in before(cases, choice.trials, choice.recordings, service_settings(choice.mode), framework):
        _tell(sentence)


def _account(done: "Run") -> None:
    if done.mode != "offline":
        from reviewer.evals.live.telling import after

        for sentence in after(done, service_settings(done.mode).currency):
            _tell(sentence)


def _tell(sentence: str) -> None:
    click.echo(shown(sentence), err=True)
