"""`reviewer eval mutate`: whether the evals can fail."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reviewer.cli.eval_options import output_option, write_as_json
from reviewer.cli.output import check_output
from reviewer.errors import CasesError
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.mutation.finding import Finding, Report
    from reviewer.evals.mutation.mutant import Mutant

_MOST_WORKERS = 8
_INDENT = " " * 10
_WIDTH = 79


@click.command(name="mutate")
@click.option("--only", "names", multiple=True, metavar="NAME", help="Only this one; may be given several times.")
@click.option("--list", "lists", is_flag=True, help="Show what there is, and change nothing.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=min(os.cpu_count() or 1, _MOST_WORKERS),
    help="How many of them are looked at at once.",
)
@output_option
@click.pass_context
def command(context: click.Context, names: tuple[str, ...], lists: bool, workers: int, output: Path | None) -> None:
    """Break the program on purpose, in copies, and see whether the evals notice.

    For each mutant one figure is named that must get worse, or an exit code; a crash does not count. Controls change
    what makes no difference, and nothing may differ. Your installation is only read. Exit code: 0 all noticed, 1
    something was not, or a control made a difference, 2 a name that is not there, 4 something did not run to the end.
    """
    from reviewer.evals.mutation.examine import examine
    from reviewer.evals.mutation.mutant import declared
    from reviewer.resources import data_folder

    check_output(output)
    chosen = _chosen(declared(), names)
    if lists:
        _list(chosen)
        return
    report = examine(chosen, data_folder("evals"), workers, _counter(len(chosen)))
    for finding in report.findings:
        _tell(finding)
    click.echo(_total(report))
    if output is not None:
        write_as_json(report, output)
    context.exit(report.exit_code)


def _chosen(mutants: "Sequence[Mutant]", names: Sequence[str]) -> "tuple[Mutant, ...]":
    known = {mutant.name: mutant for mutant in mutants}
    for name in names:
        if name not in known:
            raise CasesError(f"There is no mutant called {name}. `reviewer eval mutate --list` shows what there is.")
    return tuple(mutant for mutant in mutants if not names or mutant.name in names)


def _list(mutants: "Sequence[Mutant]") -> None:
    from reviewer.evals.mutation.finding import aim_of

    for mutant in mutants:
        code = "" if mutant.exit_code is None else f" {mutant.exit_code}"
        _echo("control" if mutant.is_control else "mutant", f"{mutant.name}: {aim_of(mutant)}{code}")


def _counter(count: int) -> Callable[[str], None]:
    """Tells on a terminal how far it has come. The program as it is comes first."""
    done = -1

    def told(name: str) -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[K{shown(f'{done} of {count}: {name}')[:_WIDTH]}", err=True, nl=done == count)

    return told


def _tell(finding: "Finding") -> None:
    change = f", {finding.before} → {finding.after}" if finding.before else ""
    _echo(finding.end, f"{finding.name}: {finding.aim}{change}")
    if finding.why:
        _echo("", finding.why)


def _echo(word: str, words: str) -> None:
    click.echo(click.wrap_text(shown(words), _WIDTH, word.ljust(len(_INDENT)), _INDENT))


def _total(report: "Report") -> str:
    mutants = report.count("killed", "survived", "crashed")
    ends = f"{report.count('killed')} killed, {report.count('survived')} survived, {report.count('crashed')} crashed"
    controls = f"{report.count('green')} green, {report.count('red')} red"
    return f"Examined: {mutants}. {ends}. Controls: {controls}."
