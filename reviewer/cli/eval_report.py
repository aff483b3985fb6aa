"""`reviewer eval report`: what scores say, in the form in which somebody wants to read it."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reviewer.cli.eval_options import (
    baseline_option,
    baseline_path,
    cases_folder,
    cases_option,
    framework_option,
    output_option,
    overlay_of,
    read_as,
)
from reviewer.cli.output import check_output, write_output

if TYPE_CHECKING:
    from reviewer.evals.reports.advice import Commands
    from reviewer.evals.reports.board import Board
    from reviewer.evals.reports.page import Material
    from reviewer.evals.score import Scores

Form = Literal["text", "json", "junit", "markdown", "html"]
FORMS: tuple[Form, ...] = ("text", "json", "junit", "markdown", "html")
_WIDTH = 80


@click.command(name="report")
@click.argument("path", type=click.Path(path_type=Path), metavar="SCORES")
@click.option("--run", type=click.Path(path_type=Path), help="The run that was scored: on the page its cases open.")
@cases_option
@framework_option
@baseline_option
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@output_option
def command(
    path: Path,
    run: Path | None,
    folder: Path | None,
    overlay: Path | None,
    baseline: Path | None,
    form: Form,
    output: Path | None,
) -> None:
    """Show what scores say beside the baseline, and beside whoever reads nothing.

    SCORES is the file that `reviewer eval score` wrote. text is for a terminal, markdown for a pull request, junit for
    whatever shows tests, json for programs, html for a page on which each case opens. Exit code: 0 done, 2 a file that
    cannot be read.
    """
    from reviewer.evals.score import Scores

    check_output(output)
    scores = read_as(Scores, path, "the scores of a run")
    cases = cases_folder(folder)
    board = _board(scores, baseline_path(baseline, cases, scores.mode, scores.model), is_named=baseline is not None)
    board = board.model_copy(update={"notes": (*board.notes, *_pinned(scores, cases, overlay_of(overlay)))})
    material = _material(scores, run, cases, overlay_of(overlay)) if form == "html" else None
    write_output(formed(board, form, material, _commands(path, run, folder, baseline)), output)


def _board(scores: "Scores", baseline: Path, is_named: bool) -> "Board":
    """Whoever names the baseline of another model means to compare models; the report says that they differ."""
    from reviewer.evals.judging.baseline import read_baseline
    from reviewer.evals.live.gate import judged
    from reviewer.evals.reports.filling import board_of, suites_in

    before = read_baseline(baseline)
    return board_of(scores, before, judged(scores, before, suites_in(scores), across_models=is_named))


def _material(scores: "Scores", run: Path | None, folder: Path, overlay: Path | None) -> "Material":
    """What the page shows of cases: those of the run, as they are in the folder now."""
    from reviewer.errors import CasesError
    from reviewer.evals.cases.loading import load_cases
    from reviewer.evals.fingerprint import other_cases
    from reviewer.evals.labels.load import load_gold
    from reviewer.evals.prediction import Run
    from reviewer.evals.reports.filling import suites_in
    from reviewer.evals.reports.page import Material
    from reviewer.framework import load_framework

    if run is None:
        return Material()
    made = read_as(Run, run, "a run of the evals")
    if any(scores.prints.get(name) != value for name, value in made.prints.items()):
        raise CasesError(f"{run} is not the run that was scored: they rest on something else.")
    suites = suites_in(scores)
    names = {item.id: item.name for item in load_framework(overlay).items}
    cases = load_cases(folder, suites)
    for suite in other_cases(made.prints, cases):
        click.echo(f"The cases of {suite} are others now than in the run: words may differ.", err=True)
    return Material(made, cases, load_gold(folder, suites), names)


def _pinned(scores: "Scores", folder: Path, overlay: Path | None) -> tuple[str, ...]:
    """A note where situations that were scored pin the framework as it ships, and a folder is laid over it."""
    from reviewer.evals.cases.loading import load_cases
    from reviewer.evals.reports.filling import note_on_pinned, suites_in

    is_asked = overlay is not None and "rules" in suites_in(scores)
    return note_on_pinned(load_cases(folder, frozenset({"rules"})), has_overlay=True) if is_asked else ()


def _commands(scores: Path, run: Path | None, folder: Path | None, baseline: Path | None) -> "Commands":
    """Those with which somebody goes on, with what was given to this one."""
    from reviewer.evals.reports.advice import Commands

    own = [word for name, path in (("--cases", folder), ("--baseline", baseline)) if path for word in (name, str(path))]
    page = shlex.join([str(scores), "--run", str(run or "RUN"), *own])
    return Commands(
        page=f"`reviewer eval report {page} --format html --output report.html`",
        again="a run of all suites",
        bless=f'`reviewer eval bless {shlex.join([str(scores), *own])} --reason "…"`',
        is_kept=True,
    )


def formed(board: "Board", form: Form, material: "Material | None" = None, commands: "Commands | None" = None) -> str:
    """The report in the chosen form; text as wide as the terminal."""
    from reviewer.evals.reports.advice import Commands
    from reviewer.evals.reports.junit import to_junit
    from reviewer.evals.reports.markdown import to_markdown
    from reviewer.evals.reports.page import Material, to_page
    from reviewer.evals.reports.published import to_json
    from reviewer.evals.reports.text import to_text

    match form:
        case "text":
            return to_text(
                board, shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH, commands or Commands()
            )
        case "json":
            return to_json(board)
        case "junit":
            return to_junit(board)
        case "markdown":
            return to_markdown(board)
        case "html":
            return to_page(board, material or Material())
