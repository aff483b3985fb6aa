"""`reviewer eval lint`: whether labels may be scored against."""

from pathlib import Path

import click

from reviewer.cli.eval_options import cases_folder, cases_option, framework_option, overlay_of
from reviewer.errors import CasesError
from reviewer.framework import Framework, load_framework
from reviewer.text import shown

_MOST_TOLD = 50


@click.command(name="lint")
@cases_option
@framework_option
@click.pass_context
def command(context: click.Context, folder: Path | None, overlay: Path | None) -> None:
    """Check what is expected, before anything is scored.

    Words must be there, ids and values fit the framework, turns lead to the end, and whoever knows every label must
    have every figure at its best. Exit code: 0 nothing found, 2 something found.
    """
    from reviewer.evals.labels.load import load_gold
    from reviewer.evals.lint import lint
    from reviewer.evals.lint_folder import doubts

    found = lint(cases_folder(folder), load_framework(overlay_of(overlay)))
    for sentence in found:
        click.echo(shown(sentence))
    if not found:
        doubtful, all_labels = doubts(load_gold(cases_folder(folder)))
        click.echo("The labels fit the words, the framework and each other.")
        click.echo(f"{doubtful:,} of {all_labels:,} labels are called doubtful, and are in no figure.")
    context.exit(2 if found else 0)


def refuse_bad_labels(folder: Path, framework: Framework) -> None:
    """CasesError with the first mistakes where labels may not be scored against."""
    from reviewer.evals.lint import lint

    found = lint(folder, framework)
    if not found:
        return
    for sentence in found[1:_MOST_TOLD]:
        click.echo(shown(sentence), err=True)
    raise CasesError(found[0])
