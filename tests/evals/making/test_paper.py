"""What lies among the papers and is none ends no command with a defect."""

from pathlib import Path

import pytest

from reviewer.errors import CasesError, ReviewerError
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.making.paper import paper_case


@pytest.fixture(params=["a folder", "a loop"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder of cases in which something is called as a paper is."""
    place = tmp_path / "proposals" / "dir.md"
    place.parent.mkdir()
    if request.param == "a folder":
        place.mkdir()
    else:
        place.symlink_to(place)
    return tmp_path


def test_a_new_case_beside_what_is_no_paper(folder: Path) -> None:
    """One sentence with the file and what to do."""
    with pytest.raises(CasesError) as caught:
        paper_case(folder, "mine", "Mine.md", b"Some words.", ())

    assert str(caught.value).startswith(
        f"{folder / 'proposals' / 'dir.md'} stands among the papers and cannot be read: "
    )
    assert str(caught.value).endswith(". Take it out, then try again.")


def test_cases_beside_what_is_no_paper(folder: Path) -> None:
    """Whoever loads them is told as well."""
    with pytest.raises(ReviewerError, match=r"dir\.md"):
        load_cases(folder)
