"""`reviewer review`: findings for documents and folders."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from reviewer.assessment.model import SEVERITIES
from reviewer.cli.output import FORMS, Form, check_output, formed, write_output
from reviewer.cli.setup import Setup
from reviewer.errors import DocumentError
from reviewer.library import Library
from reviewer.reading.document import Source, sources
from reviewer.report.contract import AssessmentDocument, to_json
from reviewer.review import review_document
from reviewer.text import shown

_GAPS_FOUND, _UNREADABLE = 1, 2
_NEVER = "never"


@click.command(name="review")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file, whole or not at all.")
@click.option(
    "--fail-on",
    type=click.Choice(["blocker", "major", "minor", _NEVER]),
    default="blocker",
    show_default=True,
    help="Exit with 1 from gaps of this severity on.",
)
@click.option("--framework", "overlay", type=click.Path(path_type=Path), help="A folder laid over the framework.")
@click.pass_context
def command(
    context: click.Context, paths: tuple[str, ...], form: Form, output: Path | None, fail_on: str, overlay: Path | None
) -> None:
    """Review a written proposal and list its gaps.

    A path is a Markdown or text file, a folder of them, or - for standard input. JSON is one object for one
    document, and an array for several or for a folder. Exit code: 0 no gap from --fail-on on, 1 such a gap, 2 a
    document or setting that cannot be read, 3 the model failed.
    """
    check_output(output)
    found = sources(paths)
    setup = Setup(overlay)
    documents = _review_all(found, setup)
    if documents:
        is_one = len(paths) == 1 and not Path(paths[0]).is_dir()
        write_output(_formed(documents, form, setup.library, is_one), output)
    context.exit(_exit_code(documents, fail_on, complete=len(documents) == len(found)))


def _review_all(found: Sequence[Source], setup: Setup) -> list[AssessmentDocument]:
    """One after the other. One that cannot be read is named and left out; the others go on."""
    documents: list[AssessmentDocument] = []
    for number, source in enumerate(found, 1):
        if len(found) > 1 and sys.stderr.isatty():
            click.echo(f"{number} of {len(found)}: {shown(source.name)}", err=True)
        try:
            # Read outside the event loop: inside it, Ctrl-C would not end the wait for standard input.
            document = source.read()
            documents.append(asyncio.run(review_document(document, setup.model, setup.framework)))
        except DocumentError as error:
            click.echo(shown(str(error)), err=True)
    return documents


def _formed(documents: Sequence[AssessmentDocument], form: Form, library: Library, is_one: bool) -> str:
    if form == "json":
        return to_json(documents[0] if is_one else documents)
    between = "\n---\n\n" if form == "markdown" else "\n\n"
    return between.join(formed(document, form, library) for document in documents)


def _exit_code(documents: Sequence[AssessmentDocument], fail_on: str, complete: bool) -> int:
    if not complete:
        return _UNREADABLE
    counting = () if fail_on == _NEVER else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return _GAPS_FOUND if any(gap.severity in counting for document in documents for gap in document.gaps) else 0
