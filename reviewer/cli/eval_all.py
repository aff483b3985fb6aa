"""All steps at once: lint, run, score, gate and report, with the built-in model."""

import shlex
from pathlib import Path

import click

from reviewer.cli.eval_lint import refuse_bad_labels
from reviewer.cli.eval_options import (
    NOTHING_MEASURED,
    Wanted,
    baseline_path,
    cases_folder,
    counter,
    tell_failures,
    write_as_json,
)
from reviewer.cli.eval_report import formed
from reviewer.cli.output import write_output
from reviewer.errors import ReviewerError
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.judging.baseline import read_baseline
from reviewer.evals.judging.gate import gate
from reviewer.evals.labels.load import load_gold
from reviewer.evals.reports.advice import Commands
from reviewer.evals.reports.filling import board_of, note_on_pinned
from reviewer.evals.reports.page import Material
from reviewer.evals.running.run import run
from reviewer.evals.running.workbench import Choice
from reviewer.evals.scoring.metrics import score
from reviewer.framework import load_framework


def measured(wanted: Wanted, baseline: Path | None, output: Path | None) -> int:
    """The exit code of the whole. Labels are checked first and loaded anew after the predictions, which get none.

    In the folder `output` the run, its scores and the reports are kept. ReviewerError if that cannot be written.
    """
    kept = _folder(output) if output else None
    framework = load_framework(wanted.overlay)
    refuse_bad_labels(wanted.folder, framework)
    before = read_baseline(baseline_path(baseline, wanted.folder, "offline"))
    cases = load_cases(wanted.folder, wanted.suites)
    if not cases:
        click.echo("There is no case to be measured.", err=True)
        return NOTHING_MEASURED
    predictions = run(cases, Choice(overlay=wanted.overlay), wanted.workers, wanted.seed, counter(len(cases)))
    tell_failures(predictions.predictions)
    gold = load_gold(wanted.folder, wanted.suites)
    scores = score(predictions, gold, framework)
    board = board_of(scores, before, gate(scores, before, wanted.suites), wanted.suites)
    board = board.model_copy(update={"notes": (*board.notes, *note_on_pinned(cases, wanted.overlay is not None))})
    if kept:
        names = {item.id: item.name for item in framework.items}
        write_as_json(predictions, kept / "run.json")
        write_as_json(scores, kept / "scores.json")
        write_output(formed(board, "markdown"), kept / "report.md")
        write_output(formed(board, "junit"), kept / "junit.xml")
        write_output(formed(board, "html", Material(predictions, cases, gold, names)), kept / "report.html")
    write_output(formed(board, "text", commands=_commands(wanted, baseline, kept)), None)
    return board.exit_code


def _commands(wanted: Wanted, baseline: Path | None, kept: Path | None) -> Commands:
    """Those with which somebody goes on, with what was given to this one; DIR where nothing was kept."""
    own = ["--cases", str(wanted.folder)] if wanted.folder != cases_folder(None) else []
    own += ["--baseline", str(baseline)] if baseline else []
    over = ["--framework", str(wanted.overlay)] if wanted.overlay else []
    place = kept or Path("DIR")
    again = shlex.join(["reviewer", "eval", *own, *over, "--output", str(place)])
    bless = shlex.join(["reviewer", "eval", "bless", str(place / "scores.json"), *own])
    page = f"{place / 'report.html'}" if kept else f"`{again}` and DIR/report.html"
    return Commands(page=page, again=f"`{again}`", bless=f'`{bless} --reason "…"`', is_kept=kept is not None)


def _folder(path: Path) -> Path:
    """The folder in which everything is kept, made where it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReviewerError(f"The folder {path} cannot be made: {error.strerror or error}.") from error
    return path
