"""`reviewer review`: findings for documents and folders."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from reviewer.assessment.model import SEVERITIES
from reviewer.cli.output import FORMS, Form, check_output, formed, write_output
from reviewer.cli.setup import Setup
from reviewer.errors import DocumentError, ModelError
from reviewer.library import Library
from reviewer.reading.document import Document, Source, sources
from reviewer.report.contract import AssessmentDocument, to_json
from reviewer.report.reservations import in_a_row
from reviewer.review import review_document, review_each
from reviewer.text import shown

_GAPS_FOUND, _UNREADABLE = 1, 2
_NEVER = "never"
_MOST_NAMES = 3


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
@click.option("--budget", help="The most that a service may be asked for: 200k (tokens), or 2.50 USD.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    form: Form,
    output: Path | None,
    fail_on: str,
    overlay: Path | None,
    budget: str | None,
) -> None:
    """Review a written proposal and list its gaps.

    A path is a Markdown or text file, a folder of them, or - for standard input. JSON is one object for one
    document, and an array for several or for a folder. Exit code: 0 no gap from --fail-on on, 1 such a gap, 2 a
    document or setting that cannot be read, 3 the configured model did not read everything (the report is whole, and
    says what the built-in offline model read instead).
    """
    check_output(output)
    found = sources(paths)
    setup = Setup(overlay, budget)
    documents = _reviewed_by_service(found, setup) if setup.precautions else _reviewed_offline(found, setup)
    if documents:
        is_one = len(paths) == 1 and not Path(paths[0]).is_dir()
        write_output(_formed(documents, form, setup.library, is_one), output)
    _tell_what_failed(documents)
    context.exit(_exit_code(documents, fail_on, complete=len(documents) == len(found)))


def _reviewed_offline(found: Sequence[Source], setup: Setup) -> list[AssessmentDocument]:
    """One after the other. One that cannot be read is named and left out; the others go on."""
    documents: list[AssessmentDocument] = []
    for number, source in enumerate(found, 1):
        if len(found) > 1:
            _progress(f"{number} of {len(found)}: {source.name}")
        try:
            # Read outside the event loop: inside it, Ctrl-C would not end the wait for standard input.
            document = source.read()
            documents.append(asyncio.run(review_document(document, setup.model, setup.framework)))
        except DocumentError as error:
            click.echo(shown(str(error)), err=True)
    return documents


def _reviewed_by_service(found: Sequence[Source], setup: Setup) -> list[AssessmentDocument]:
    """Many at once: their time is the service's. In the order of the arguments, without those that cannot be read."""
    finished = 0

    def tell(place: int) -> None:
        nonlocal finished
        finished += 1
        _progress(f"{finished} of {len(found)} done: {found[place].name}")

    async def review(document: Document) -> AssessmentDocument:
        return await review_document(document, setup.model, setup.framework, setup.precautions)

    loads = [_load(source) for source in found]
    _progress(f"Asking the model {setup.model.name}. Ctrl-C ends it.")
    outcomes = asyncio.run(review_each(loads, review, documents_at_once(setup.settings.concurrency), tell))
    for outcome in outcomes:
        if isinstance(outcome, DocumentError):
            click.echo(shown(str(outcome)), err=True)
    return [outcome for outcome in outcomes if isinstance(outcome, AssessmentDocument)]


def documents_at_once(calls: int) -> int:
    """Documents in work for so many calls at once. Each has seven to make; more of them would only wait in a crowd."""
    return calls // 4 + 2


def _load(source: Source) -> Callable[[], Document]:
    """How to read a document when its turn comes. Standard input is read now: Ctrl-C would not end a wait for it."""
    if source.path:
        return source.read
    try:
        document = source.read()
    except DocumentError as error:
        return partial(_refuse, error)
    return lambda: document


def _refuse(error: DocumentError) -> Document:
    raise error


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        click.echo(shown(words), err=True)


def _tell_what_failed(documents: Sequence[AssessmentDocument]) -> None:
    """In one sentence each: what the configured model did not read, and which covering notes are missing."""
    unread = [document for document in documents if _unread(document)]
    if unread:
        reason = _reasons(unread)
        names = _names(unread)
        click.echo(
            shown(
                f"The model {unread[0].reader.model} did not read all of {names}: {reason}; "
                "the built-in offline model read instead, and the report says which parts."
            ),
            err=True,
        )
    bare = [document for document in documents if document.reader.degraded and not _unread(document)]
    if bare:
        click.echo(shown(f"There is no covering note on {_names(bare)}: {_reasons(bare)}."), err=True)


def _reasons(documents: Sequence[AssessmentDocument]) -> str:
    """The first reason, and that there are others where there are."""
    reasons = list(dict.fromkeys(part.reason for document in documents for part in document.reader.parts))
    return reasons[0] + (", and for other reasons" if len(reasons) > 1 else "")


def _unread(document: AssessmentDocument) -> bool:
    return any(part.read_by == "offline" for part in document.reader.parts)


def _names(documents: Sequence[AssessmentDocument]) -> str:
    names = [document.source.name for document in documents]
    return in_a_row([*names[:_MOST_NAMES], *([f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else [])])


def _formed(documents: Sequence[AssessmentDocument], form: Form, library: Library, is_one: bool) -> str:
    if form == "json":
        return to_json(documents[0] if is_one else documents)
    between = "\n---\n\n" if form == "markdown" else "\n\n"
    return between.join(formed(document, form, library) for document in documents)


def _exit_code(documents: Sequence[AssessmentDocument], fail_on: str, complete: bool) -> int:
    if not complete:
        return _UNREADABLE
    if any(_unread(document) for document in documents):
        return ModelError.exit_code
    counting = () if fail_on == _NEVER else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return _GAPS_FOUND if any(gap.severity in counting for document in documents for gap in document.gaps) else 0
