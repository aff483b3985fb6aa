"""Copies of the program as it is installed, to be changed: the files in use are only read."""

import shutil
from pathlib import Path

from reviewer.errors import CasesError
from reviewer.evals.mutation.mutant import Change, Mutant
from reviewer.resources import data_folder

PACKAGE = Path(__file__).parent.parent.parent
_DATA = ("knowledge", "prompts")


class LostPlaceError(CasesError):
    """The words that a mutant changes do not stand in the source exactly once."""


def copy_program(to: Path) -> Path:
    """A copy of the package with its data in it, as an installation has them; gives the folder to import it from."""
    shutil.copytree(PACKAGE, to / "reviewer", ignore=shutil.ignore_patterns("_data"))
    for name in _DATA:
        shutil.copytree(data_folder(name), to / "reviewer" / "_data" / name)
    return to


def changed_copy(pristine: Path, mutant: Mutant, to: Path) -> Path:
    """A copy of the copy `pristine` with the mutant's changes. LostPlaceError if one of them has no place."""
    texts = changed(pristine, mutant)
    shutil.copytree(pristine, to)
    for file, text in texts.items():
        path = to / placed(file)
        path.unlink()
        if text is not None:
            path.write_text(text, encoding="utf-8")
        # It might be taken for compiled from the text as it was.
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()
    return to


def changed(pristine: Path, mutant: Mutant) -> dict[str, str | None]:
    """The changed texts by file, None for one that is taken away.

    LostPlaceError if a change has no place, or leaves no valid Python.
    """
    texts: dict[str, str | None] = {}
    for change in mutant.changes:
        text = texts.get(change.file) or _text(pristine, mutant, change)
        count = text.count(change.old)
        if change.old and count != 1:
            raise LostPlaceError(f"{mutant.name}: the words to be changed stand {count} times in {change.file}.")
        texts[change.file] = text.replace(change.old, change.new) if change.old else None
    for file, changed_text in texts.items():
        if file.endswith(".py") and changed_text is not None:
            _check(mutant, file, changed_text)
    return texts


def _text(pristine: Path, mutant: Mutant, change: Change) -> str:
    try:
        return (pristine / placed(change.file)).read_text(encoding="utf-8")
    except OSError:
        raise LostPlaceError(f"{mutant.name}: there is no file {change.file}.") from None


def _check(mutant: Mutant, file: str, text: str) -> None:
    try:
        compile(text, file, "exec")
    except SyntaxError as error:
        raise LostPlaceError(
            f"{mutant.name}: {file} is no valid Python after the change, line {error.lineno}."
        ) from None


def placed(file: str) -> Path:
    """Where a file of the installation lies in a copy."""
    first = file.partition("/")[0]
    return Path("reviewer", "_data", file) if first in _DATA else Path(file)
