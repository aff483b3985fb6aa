"""The form of results, and where they go: to standard output, or whole into a file."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

import click

from reviewer.errors import LibraryError, ReviewerError
from reviewer.library import Library
from reviewer.report.contract import AssessmentDocument, to_json
from reviewer.report.markdown import to_markdown
from reviewer.report.terminal import WIDEST, to_text
from reviewer.text import shown

Form = Literal["text", "json", "markdown"]
FORMS = ("text", "json", "markdown")


def formed(document: AssessmentDocument, form: Form, library: Library) -> str:
    """The report on `document` in the chosen form; text as wide as the terminal. People also get first steps."""
    if form == "json":
        return to_json(document)
    steps = _first_steps(document, library)
    if form == "markdown":
        return to_markdown(document, steps)
    return to_text(document, shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDEST, steps)


def _first_steps(document: AssessmentDocument, library: Library) -> dict[str, str]:
    """Where to begin with each gap, from the library; without it the report is complete but for these lines."""
    told = library.note
    try:
        found = {gap.id: library.first_step(gap.title, gap.item) for gap in document.gaps if gap.item}
    except LibraryError as error:
        click.echo(f"{error} The report is without first steps.", err=True)
        return {}
    if library.note != told:
        click.echo(shown(library.note), err=True)
    return {gap: step for gap, step in found.items() if step}


def check_output(path: Path | None) -> None:
    """ReviewerError if nothing can be written to `path`; asked before the work that would be lost."""
    if path is None:
        return
    if path.is_dir():
        raise ReviewerError(f"The report cannot be written to {path}: that is a folder. Please name a file.")
    if path.exists() and not path.is_file():
        raise ReviewerError(f"The report cannot be written to {path}: that is not an ordinary file.")
    if not path.parent.is_dir():
        raise ReviewerError(f"The report cannot be written to {path}: there is no folder {path.parent}.")


def write_output(text: str, path: Path | None) -> None:
    """`text` to `path`, or to standard output if there is none."""
    if path is None:
        _print(text)
    else:
        _replace(path.resolve(), text)


def _print(text: str) -> None:
    """To standard output. Whoever closes the pipe has seen enough: no error, and the exit code stays what it is."""
    try:
        click.echo(text, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _replace(path: Path, text: str) -> None:
    """The file appears whole or not at all: written beside its place, then moved there."""
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.part")
    try:
        try:
            with beside.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ReviewerError(f"The report cannot be written to {path}: {error.strerror or error}.") from error
