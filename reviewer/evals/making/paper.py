"""A document whose review somebody doubts, as a case: its text, and labels of the disputed items alone."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from reviewer.errors import CasesError
from reviewer.evals.cases.files import PAPERS, paper_files, read
from reviewer.evals.labels.forms import check_paper, is_labelled
from reviewer.evals.making.adding import has_label, with_label
from reviewer.evals.making.dispute import Disputed
from reviewer.evals.making.replacing import Replacing
from reviewer.evals.making.writing import plain, quoted

_HEAD = """\
# Only what is listed here is labelled: of all else in the paper nothing is expected, and nothing is measured.
#   items           state: satisfied, partial, missing (why: not_stated, vague or denied) or not_applicable;
#                   quotes: ["exact words of the paper"], if you want the words measured too
#   contradictions  and computed, by the number of the rule; `there: no`: it must not be found
"""


class PaperCase(NamedTuple):
    """The file of the labels and its new text; the file of the paper, its content, and whether it is new."""

    labels: Path
    text: str
    paper: Path
    content: bytes
    is_new: bool

    @property
    def files(self) -> dict[Path, bytes]:
        """What is to be written: the paper first, as labels without it would be about nothing."""
        return ({self.paper: self.content} if self.is_new else {}) | {self.labels: self.text.encode()}


def replaced(content: bytes, text: str, names: Replacing) -> bytes:
    """The bytes of a document with names replaced in its text; as they are where it has none."""
    other = names.text(text)
    return content if other == text else other.encode()


def paper_case(folder: Path, case: str, name: str, content: bytes, disputed: Sequence[Disputed]) -> PaperCase:
    """The case of a paper with this content, called `case` if it is new. CasesError where it cannot be one.

    `name` is that of the document; one whose content is in `folder` already keeps its case, with labels more.
    """
    there = next((path for path in paper_files(folder) if _bytes_of(path) == content), None)
    paper = there or folder / PAPERS[0] / f"{case}{Path(name).suffix.lower()}"
    labels = paper.with_suffix(".yaml")
    if there is None:
        _refuse_other(folder, case, labels)
    text = _text_of(paper, labels) if labels.exists() else _new(paper.stem, name)
    for one in disputed:
        text = _with(text, one, labels)
    return PaperCase(labels, text, paper, content, there is None)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CasesError(
            f"{path} stands among the papers and cannot be read: {error.strerror or error}. "
            "Take it out, then try again."
        ) from error


def _refuse_other(folder: Path, case: str, labels: Path) -> None:
    taken = [path for path in paper_files(folder) if path.stem.casefold() == case.casefold()]
    if taken or labels.exists():
        raise CasesError(
            f"There is a case {case} already, with another text: {taken[0] if taken else labels}. "
            "Give this one a name with --id, or --replace the same names as before."
        )


def _text_of(paper: Path, labels: Path) -> str:
    check_paper(paper)
    if not is_labelled(read(labels).data):
        raise CasesError(f"{labels} holds values and no labels, so none can be added.")
    return labels.read_bytes().decode()


def _new(case: str, name: str) -> str:
    return f"{_HEAD}id: {plain(case)}\ntitle: {quoted(name)}\nlabelled: disputed\n"


def _with(text: str, disputed: Disputed, labels: Path) -> str:
    known = has_label(text, disputed)
    if known is None:
        return with_label(text, disputed)
    if known:
        return text
    raise CasesError(
        f"{labels} says something else of {disputed.name} already. If you have changed your mind, change it there."
    )
