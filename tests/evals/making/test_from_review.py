"""A case from a review that somebody doubts: the paper, and labels of what is disputed alone."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from reviewer.cli import cli
from reviewer.cli.eval_new import SHOULD
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.load import load_gold
from reviewer.evals.lint import lint
from reviewer.evals.making import dispute
from reviewer.framework import Framework
from tests.evals.making.conftest import Call, sentence
from tests.evals.small_folder import write


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "own"


def made(own: Path, name: str = "Claims-Plan") -> Any:
    """The labels that were written."""
    return yaml.safe_load((own / "proposals" / f"{name}.yaml").read_text())


def gap_of(review: Path, rule: str) -> Any:
    """The first gap that this rule leads."""
    return next(gap for gap in json.loads(review.read_text())["gaps"] if gap["rule"] == rule)


def test_what_can_be_said_is_known_to_both() -> None:
    """The command, which imports little, offers exactly the words that are understood."""
    assert SHOULD == dispute.SHOULD


def test_without_a_gap_they_are_listed(own: Path, review: Path, paper: Path, call: Call) -> None:
    """Every gap has its line with id and title, one sentence says how to go on, and nothing is written."""
    done = call("new", "--from", review, "--document", paper, "--cases", own)

    assert done.exit_code == 2
    gaps = json.loads(review.read_text())["gaps"]
    assert [line.split()[0] for line in done.stdout.splitlines()] == [gap["id"] for gap in gaps]
    assert gaps[0]["title"] in done.stdout
    assert "with --gap ID" in done.stderr
    assert not own.exists()


def test_an_item_that_should_be_otherwise(
    own: Path, review: Path, paper: Path, call: Call, framework: Framework
) -> None:
    """The paper is kept byte by byte, only the disputed item is labelled, and lint asks for no other."""
    done = call(
        "new", "--from", review, "--document", paper, "--cases", own, "--gap", "G-01.EX-4", "--should", "partial"
    )

    assert done.exit_code == 0, done.output
    assert (own / "proposals" / "Claims-Plan.md").read_bytes() == paper.read_bytes()
    assert made(own)["items"] == {"EX-4": {"state": "partial"}}
    assert made(own)["labelled"] == "disputed"
    assert "the review said missing" in (own / "proposals" / "Claims-Plan.yaml").read_text()
    assert "reviewer eval lint --cases" in done.stdout
    assert "holds words of real people" in done.stderr
    assert lint(own, framework) == ()
    assert [case.id for case in load_cases(own)] == ["Claims-Plan"]


def test_a_contradiction_that_should_not_be_there(own: Path, review: Path, paper: Path, call: Call) -> None:
    """It is labelled as absent by its rule, and others of its kind are neither right nor wrong."""
    gap = gap_of(review, "C-12")
    call("new", "--from", review, "--document", paper, "--cases", own, "--gap", gap["id"], "--should", "not_there")

    expected = load_gold(own).proposals["Claims-Plan"].expected

    assert made(own)["contradictions"] == [{"rule": "C-12", "there": False}]
    assert [one.rule for one in expected.absent] == ["C-12"]
    assert expected.in_part


def test_more_is_added_to_a_case_that_is_there(own: Path, review: Path, paper: Path, call: Call) -> None:
    """What was written by hand stays as it is, one label more comes, and the same again changes nothing."""
    start = ("new", "--from", review, "--document", paper, "--cases", own)
    call(*start, "--gap", "G-01.EX-4", "--should", "partial")
    path = own / "proposals" / "Claims-Plan.yaml"
    path.write_text(path.read_text().replace("{state: partial}", '{state: partial, quotes: ["a day"]}   # mine'))
    mine = path.read_text()

    assert call(*start, "--gap", "EX-5", "--gap", "C-18", "--should", "satisfied", "--should", "there").exit_code == 0
    both = path.read_text()
    assert call(*start, "--gap", "EX-5", "--should", "satisfied").exit_code == 0

    assert path.read_text() == both
    assert set(mine.splitlines()) < set(both.splitlines())
    assert list(made(own)["items"]) == ["EX-4", "EX-5"]
    assert made(own)["contradictions"] == [{"rule": "C-18"}]
    assert "something else of EX-4" in sentence(call(*start, "--gap", "EX-4", "--should", "missing"))
    assert path.read_text() == both


def test_names_in_a_document(own: Path, review: Path, paper: Path, call: Call, framework: Framework) -> None:
    """A name is replaced in the paper that is kept; with the same words the next label finds its case again."""
    start = ("new", "--from", review, "--document", paper, "--cases", own)
    replace = ("--replace", "Dana Smith=Person A", "--replace", "Claims=Some", "--replace", "hands=feet")
    call(*start, "--gap", "EX-4", "--should", "partial", *replace)

    again = call(*start, "--gap", "EX-5", "--should", "partial", *replace)
    other = call(*start, "--gap", "EX-5", "--should", "partial", "--id", "Some-Plan")

    assert again.exit_code == 0
    assert "Person A" in (own / "proposals" / "Some-Plan.md").read_text()
    assert "Dana" not in (own / "proposals" / "Some-Plan.md").read_text()
    assert list(made(own, "Some-Plan")["items"]) == ["EX-4", "EX-5"]
    assert "with another text" in sentence(other)
    assert lint(own, framework) == ()


def test_a_case_that_is_labelled_as_a_whole(
    tmp_path: Path, framework: Framework, review: Path, paper: Path, call: Call
) -> None:
    """A rule that must not be found can be added to a paper of which everything is labelled."""
    own = write(tmp_path / "whole", framework)
    paper.write_bytes((own / "proposals" / "alpha.md").read_bytes())
    again = json.loads(review.read_text())
    again["source"]["sha256"] = sha256(paper.read_bytes()).hexdigest()
    review.write_text(json.dumps(again))

    call("new", "--from", review, "--document", paper, "--cases", own, "--gap", "C-12", "--should", "not_there")

    assert made(own, "alpha")["contradictions"] == [{"rule": "C-12", "there": False}]
    assert lint(own, framework) == ()


def test_from_a_review_to_a_gate(tmp_path: Path, own: Path, review: Path, paper: Path, call: Call) -> None:
    """The disputed item fails as long as the program is of its opinion; it can be scored, blessed and gated."""
    call("new", "--from", review, "--document", paper, "--cases", own, "--gap", "EX-7", "--should", "satisfied")
    run, scores = tmp_path / "run.json", tmp_path / "scores.json"
    measured = ("--suite", "proposals", "--workers", 1)

    assert call("run", "--cases", own, *measured, "--output", run).exit_code == 0
    assert call("score", run, "--cases", own, "--output", scores).exit_code == 0
    assert call("bless", scores, "--cases", own, "--reason", "what I doubt").exit_code == 0
    assert call("gate", scores, "--cases", own, "--suite", "proposals").exit_code == 0

    checks = {check["name"]: check["passed"] for check in json.loads(scores.read_text())["checks"]}
    assert checks == {"item EX-7": False, "quotes": True}


def _changed(review: Path, name: str, change: Mapping[str, Any]) -> Path:
    other = review.with_name(name)
    other.write_text(json.dumps({**json.loads(review.read_text()), **change}))
    return other


def test_bad_input_is_one_sentence(own: Path, tmp_path: Path, review: Path, paper: Path, call: Call) -> None:
    """Reviews of another version or document, gaps that are not there, and what cannot be said of a finding."""
    (tmp_path / "other.md").write_text("Something else altogether.\n")
    document = ("--document", paper, "--cases", own)
    said = (*document, "--gap", "G-01.EX-4", "--should", "partial")
    newer = _changed(review, "newer.json", {"schema": "second-proof/assessment/2"})
    talk = _changed(review, "talk.json", {"source": {"kind": "interview", "name": "x", "sha256": "0"}})
    odd = _changed(review, "odd.json", {"gaps": 3})
    item = ("new", "--from", review, *document, "--gap", "G-01.EX-4")

    assert "of the version second-proof/assessment/2" in sentence(call("new", "--from", newer, *said))
    assert "report on an interview" in sentence(call("new", "--from", talk, *said))
    assert "not a review of this version" in sentence(call("new", "--from", odd, *said))
    assert "neither an interview nor a review" in sentence(call("new", "--from", paper, *said))
    assert "neither an interview nor a file" in sentence(call("new", "--from", "no.json", *said))
    assert "sha256" in sentence(
        call("new", "--from", review, "--document", tmp_path / "other.md", "--cases", own, "--gap", "EX-4")
    )
    assert "--document FILE" in sentence(call("new", "--from", review, "--cases", own))
    assert "no gap C-99" in sentence(call("new", "--from", review, *document, "--gap", "C-99", "--should", "there"))
    assert "Say how it should be" in sentence(call(*item))
    assert "follows from the state of an item" in sentence(call(*item, "--should", "not_there"))
    assert "about no item" in sentence(call("new", "--from", review, *document, "--gap", "C-01", "--should", "partial"))
    assert "give one, or one for each" in sentence(call(*item, "--should", "partial", "--should", "missing"))
    assert "--overwrite is for an interview" in sentence(call(*item, "--should", "partial", "--overwrite"))
    assert not own.exists()


def test_one_review_of_many(own: Path, tmp_path: Path, review: Path, paper: Path, call: Call) -> None:
    """In the reviews of a folder, that of the document is found by its sha256."""
    other = _changed(review, "other.json", {"source": {"kind": "proposal", "name": "x", "sha256": "0"}, "gaps": []})
    many = tmp_path / "many.json"
    many.write_text(f"[{other.read_text()}, {review.read_text()}]")

    done = call("new", "--from", many, "--document", paper, "--cases", own, "--gap", "G-01.EX-4", "--should", "partial")

    assert done.exit_code == 0


@pytest.mark.parametrize(("more", "is_told"), [((), True), (("--replace", "sk-abcdefghij0123456789=KEY"), False)])
def test_a_key_in_a_paper_is_told(
    own: Path, paper: Path, call: Call, tmp_path: Path, more: tuple[str, ...], is_told: bool
) -> None:
    """Whatever looks like a key of a service is told before anybody shares the case, unless it was replaced."""
    paper.write_text(f"{paper.read_text()}\nThe agent signs in with sk-abcdefghij0123456789.\n")
    review = tmp_path / "review.json"
    CliRunner().invoke(cli, ["review", str(paper), "--format", "json", "--output", str(review)])
    disputed = "--gap", "G-01.EX-4", "--should", "partial"
    done = call("new", "--from", review, "--document", paper, "--cases", own, *disputed, *more)

    assert done.exit_code == 0
    assert ("looks like a key" in done.stderr) is is_told
