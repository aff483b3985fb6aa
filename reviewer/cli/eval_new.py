"""`reviewer eval new`: a case from what really happened."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reviewer.cli.eval_options import framework_option, overlay_of
from reviewer.errors import CasesError, SessionError
from reviewer.framework import load_framework
from reviewer.interview.sessions import session_names
from reviewer.resources import data_folder
from reviewer.settings import load_settings
from reviewer.text import shown

if TYPE_CHECKING:
    from reviewer.evals.making.replacing import Replacing

SHOULD = ("satisfied", "partial", "missing", "not_applicable", "there", "not_there")
_PATH = click.Path(path_type=Path)
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class Making:
    """What cases of both kinds need: where they go, what they are called, and which names are replaced."""

    folder: Path
    case: str | None
    overlay: Path | None
    names: "Replacing"


@dataclass(frozen=True)
class Doubt:
    """What somebody doubts in the review of a document, and how each should be."""

    document: Path | None
    gaps: tuple[str, ...]
    should: tuple[str, ...]


def _making(function: Callable[..., None]) -> Callable[..., None]:
    """The options of every case; the command gets them as one `making`."""

    @click.option("--cases", "folder", type=_PATH, required=True, help="Your folder of cases; made if it is missing.")
    @click.option("--id", "case", help="What the case is called; else like what it is made from.")
    @click.option("--replace", "given", metavar="NAME=WORD", multiple=True, help="Write WORD for a name, everywhere.")
    @framework_option
    @wraps(function)
    def packed(folder: Path, case: str | None, given: tuple[str, ...], overlay: Path | None, **others: Any) -> None:
        from reviewer.evals.making.replacing import replacing

        function(making=Making(folder, case, overlay_of(overlay), replacing(given)), **others)

    return packed


def _doubting(function: Callable[..., None]) -> Callable[..., None]:
    """The options of cases from a review; the command gets them as one `doubt`."""

    @click.option("--document", type=_PATH, help="Of a review: the document that was reviewed.")
    @click.option(
        "--gap", "gaps", multiple=True, metavar="ID", help="What you dispute: a gap, an item, or a rule (C-12)."
    )
    @click.option("--should", multiple=True, type=click.Choice(SHOULD), help="How it should be; one for each --gap.")
    @wraps(function)
    def packed(document: Path | None, gaps: tuple[str, ...], should: tuple[str, ...], **others: Any) -> None:
        function(doubt=Doubt(document, gaps, should), **others)

    return packed


@click.command(name="new")
@click.option("--from", "origin", required=True, metavar="SESSION|REVIEW", help="An interview, or a review as JSON.")
@_making
@_doubting
@click.option("--overwrite", is_flag=True, help="Of an interview: write over a case of this name.")
@click.pass_context
def command(context: click.Context, /, origin: str, making: Making, doubt: Doubt, overwrite: bool) -> None:
    """Make a case from an interview that was held, or from a finding that you dispute.

    Of an interview, the words are kept, and what the program heard becomes drafts of labels. You check them: nothing is
    scored while one is unchecked. Of a review only what you dispute is labelled, as you say; without --gap its gaps are
    listed. Exit code: 0 done, 2 not.
    """
    session = _session(origin)
    if session is not None and (doubt.document or doubt.gaps or doubt.should):
        raise click.UsageError("--document, --gap and --should are for a review; this is an interview.")
    if session is None and overwrite:
        raise click.UsageError("--overwrite is for an interview. Of a review, labels that are there stay as they are.")
    _check_folder(making.folder)
    context.exit(_from_session(session, making, overwrite) if session else _from_review(Path(origin), doubt, making))


def _session(origin: str) -> Path | None:
    """The file of the interview; None for another file, which must be a review."""
    sessions = load_settings().sessions
    if origin in session_names(sessions):
        return sessions / f"{origin}.db"
    path = Path(origin)
    if path.is_dir():
        raise CasesError(f"{path} is a folder. Name an interview, or the JSON of a review.")
    if not path.exists():
        raise SessionError(
            f"There is neither an interview nor a file {shown(origin)}. `reviewer sessions` lists the interviews."
        )
    try:
        with path.open("rb") as file:
            return path if file.read(len(_SQLITE)) == _SQLITE or path.suffix == ".db" else None
    except OSError as error:
        raise CasesError(f"{path} cannot be read: {error.strerror}.") from error


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CasesError(f"{folder} is not a folder. Name a folder for your cases with --cases.")
    if folder.resolve() == data_folder("evals").resolve():
        click.echo("This is the folder of cases that comes with the program, not one of your own.", err=True)


def _from_session(session: Path, making: Making, overwrite: bool) -> int:
    """The exit code."""
    from reviewer.evals.cases.files import INTERVIEWS
    from reviewer.evals.making.files import write_case
    from reviewer.evals.making.held import held
    from reviewer.evals.making.names import case_id
    from reviewer.evals.making.talk import drafted, talk_file

    framework = load_framework(making.overlay)
    case = case_id(making.case, making.names.text(session.stem))
    path = making.folder / INTERVIEWS / f"{case}.yaml"
    if path.exists() and not overwrite:
        raise CasesError(f"There is a case {path} already. Choose another --id, or write over it with --overwrite.")
    talk = held(session, framework, making.names)
    write_case({path: talk_file(case, talk, framework).encode()})
    _tell_of_privacy(path, talk.people, making.names, talk.said)
    click.echo(shown(f"The case is in {path}: {_count(len(talk.turns), 'turn')}."))
    if talk.left_out:
        click.echo(f"Left out: {_count(talk.left_out, 'plan')} from trying values out, which nobody said.")
    waiting = _count(1 + sum(len(drafted(turn)) for turn in talk.turns), "draft")
    _tell_what_next(making.folder, f"Check {waiting} in it: put each right, then take it out of `unchecked`")
    return 0


def _from_review(path: Path, doubt: Doubt, making: Making) -> int:
    """The exit code."""
    from reviewer.evals.making.dispute import disputes, read_review
    from reviewer.evals.making.files import write_case
    from reviewer.evals.making.names import case_id
    from reviewer.evals.making.paper import paper_case, replaced
    from reviewer.reading.document import read_document

    if doubt.document is None:
        raise CasesError("Name the document that was reviewed as well: --document FILE.")
    paper = read_document(doubt.document)
    review = read_review(path, paper.sha256, doubt.document)
    if not doubt.gaps:
        return _list_gaps([(gap.id, gap.severity, gap.title) for gap in review.gaps])
    if not doubt.should:
        raise CasesError(f"Say how it should be, with --should: {', '.join(SHOULD)}.")
    found = disputes(review, doubt.gaps, doubt.should, load_framework(making.overlay), making.names)
    title = making.names.text(doubt.document.stem)
    made = paper_case(
        making.folder,
        case_id(making.case, title),
        f"{title}{doubt.document.suffix}",
        replaced(doubt.document.read_bytes(), paper.text, making.names),
        found,
    )
    write_case(made.files)
    _tell_of_privacy(made.paper, (), making.names, [paper.text])
    if made.is_new:
        click.echo(shown(f"The document is in {made.paper}."))
    labels = ", ".join(f"{one.name} {one.should.replace('_', ' ')}" for one in found)
    click.echo(shown(f"The labels are in {made.labels}: {labels}."))
    _tell_what_next(making.folder, "Look at them, and add the words that show it if you like")
    return 0


def _list_gaps(gaps: Sequence[tuple[str, str, str]]) -> int:
    for gap, severity, title in gaps:
        click.echo(f"{shown(gap):<12} {severity:<8} {shown(title)}")
    click.echo("Say which of them you dispute, with --gap ID, and how it should be, with --should.", err=True)
    return 2


def _tell_of_privacy(path: Path, people: Sequence[str], names: "Replacing", texts: Sequence[str]) -> None:
    """What is now in a file that may be shared, which names are still in it, and whether a key seems to be."""
    from reviewer.models.recording import looks_like_a_key

    named = [name for name in people if names.text(name) == name]
    known = f" Names in it: {', '.join(named)}; --replace NAME=WORD writes another word." if named else ""
    click.echo(shown(f"{path} holds words of real people: look through it before you share it.{known}"), err=True)
    if any(looks_like_a_key(names.text(text)) for text in texts):
        click.echo(shown(f"Something in {path} looks like a key or a password: take it out."), err=True)
    for name in names.absent_from(texts):
        click.echo(shown(f"Nothing was replaced for {name}: it does not stand there."), err=True)
    for name in names.left_in(texts):
        click.echo(shown(f"Still there in other letters: {name}. Replace that way of writing it too."), err=True)


def _tell_what_next(folder: Path, first: str) -> None:
    where = shown(shlex.quote(str(folder)))
    click.echo("Next:")
    for number, step in enumerate((first, f"reviewer eval lint --cases {where}", f"reviewer eval --cases {where}"), 1):
        click.echo(f"{number}. {step}")


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
