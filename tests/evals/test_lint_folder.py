"""Lint of a folder as a whole: what would be measured twice, not at all, or could not fail is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from reviewer.cli import cli
from reviewer.evals.labels.load import load_gold
from reviewer.evals.lint import lint
from reviewer.evals.lint_folder import doubts
from reviewer.framework import Framework
from tests.evals.small_folder import PAPER, paper_labels, persona, transcript, write

Spoil = Callable[[Path, Framework], Any]
_TWIN: dict[str, Any] = {"id": "w1", "kind": "order", "clean": "At most 60 cases may wait.\n", "text": "All is well."}


def _save(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else yaml.safe_dump(content), encoding="utf-8")


def _copied_paper(folder: Path, framework: Framework) -> None:
    """The same paper in another line length, with labels of its own."""
    _save(folder / "proposals" / "beta.md", PAPER.replace(". ", ".\n"))
    _save(folder / "proposals" / "beta.yaml", paper_labels(framework) | {"id": "beta"})


def _other_name(name: str, content: dict[str, Any]) -> Spoil:
    return lambda folder, _: _save(folder / "interviews" / f"{name}.yaml", content | {"id": name})


def _queries(*queries: dict[str, Any]) -> Spoil:
    return lambda folder, _: _save(folder / "retrieval" / "queries.yaml", {"queries": list(queries)})


def _twin(**changed: Any) -> Spoil:
    return lambda folder, _: _save(folder / "attacked" / "all.yaml", [_TWIN | changed])


def _file(name: str, content: Any = "") -> Spoil:
    return lambda folder, _: _save(folder / name, content)


_ASKED = {"id": "q1", "text": "who decides", "items": ["AC-1"]}
SPOILED: list[tuple[Spoil, str]] = [
    (_copied_paper, "proposals: alpha and beta are the same words."),
    (_other_name("walk", transcript() | {"day": "2026-05-05"}), "transcripts: talk and walk are the same words."),
    (_other_name("twin", persona()), "interviews: person and twin are the same words."),
    (_queries(_ASKED, _ASKED | {"id": "q2"}), "retrieval: q1 and q2 are the same words."),
    (_file("proposals/beta.md", "A plan.\n"), "proposals, beta: nobody labelled it, so nothing of it is measured."),
    (_file("proposals/beta.yaml", {"id": "beta"}), "proposals/beta.yaml: there is no text beside these labels."),
    (_file("fresh/n9.states.yaml", {}), "fresh/n9.states.yaml: there is no text beside these labels."),
    (_file("facet-values/proposals/beta.yaml", {}), "proposals/beta.yaml: there is no case with these values."),
    (_file("facet-values/interviews/walk.yaml", {}), "interviews/walk.yaml: there is no case with these values."),
    (_file("proposals/beta.yml"), "proposals/beta.yml: nobody looks at this file."),
    (_file("interviews/walk.yml"), "interviews/walk.yml: nobody looks at this file."),
    (_file("retrieval/more.yaml"), "retrieval/more.yaml: nobody looks at this file."),
    (_file("guards/more.yaml"), "guards/more.yaml: nobody looks at this file."),
    (
        _other_name("other", persona() | {"answers": {"EX-99": {"first": "We have that, I am sure of it."}}}),
        "interviews, other: nobody will ask about EX-99.",
    ),
    (_queries(_ASKED | {"pasages": []}), "retrieval, q1: there is no key pasages here."),
    (_queries({"id": "q1", "text": "lunch"}), "retrieval, q1: nothing is sought, and nothing says why."),
    (
        _twin(clean="At most 60.\n", changes=[{"replace": "60", "with": "60"}]),
        "adversarial, w1: the twin is its clean one, word for word.",
    ),
    (
        _twin(changes=[{"text": " \n\n"}]),
        "adversarial, w1: the twin is its clean one, word for word.",
    ),
    (
        _twin(
            talk=[{"item": None, "question": "Who?", "answer": "I."}], clean=None, changes=[{"turn": 1, "asks": "\t"}]
        ),
        "adversarial, w1: the twin is its clean one, word for word.",
    ),
    (_twin(falls={"EX-99": ["partial"]}), "adversarial, w1: there is no item EX-99."),
    (_twin(becomes={"queue": 60}), "adversarial, w1: there is no fact queue."),
    (_twin(was={"max_queue_depth": "many"}), "adversarial, w1: max_queue_depth cannot be 'many'"),
    (
        _twin(was={"max_queue_depth": 60}, becomes={"max_queue_depth": 60}),
        "adversarial, w1: the trap changes nothing.",
    ),
    (
        _file("guards/scenes.yaml", [{"id": "s", "text": "Nobody knows.", "stated": ["queue"]}]),
        "guards, duplicator-s: there is no fact queue.",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED, ids=[sentence for _, sentence in SPOILED])
def test_what_is_dishonest_about_a_folder(tmp_path: Path, framework: Framework, spoil: Spoil, sentence: str) -> None:
    """A folder that is clean but for one thing is told that thing."""
    folder = write(tmp_path / "own", framework)
    spoil(folder, framework)

    assert any(sentence in told for told in lint(folder, framework))


def test_notes_for_people_may_lie_beside(tmp_path: Path, framework: Framework) -> None:
    """A README anywhere, notes beside queries, hidden files: nothing is said of them."""
    folder = write(tmp_path / "own", framework)
    _queries({"id": "q1", "text": "what is for lunch", "why": "no business of ours"})(folder, framework)
    for name in ("README.md", "proposals/README.md", "interviews/README.md", "retrieval/notes.md", "proposals/.keep"):
        _save(folder / name, "Notes.\n")

    assert lint(folder, framework) == ()


def test_two_people_may_be_in_the_same_situation_twice_for_the_rules(tmp_path: Path, framework: Framework) -> None:
    """Situations for the rules may say the same and be expected to show different things."""
    entry = {"say": {"volume_now_per_day": 400}, "silent": ["N-02"]}
    folder = write(tmp_path / "own", framework)
    _save(folder / "rules" / "all.yaml", {"N-02": [entry | {"name": "one"}, entry | {"name": "other"}]})

    assert lint(folder, framework) == ()


def test_doubtful_labels_are_counted(tmp_path: Path, framework: Framework) -> None:
    """Whoever calls labels doubtful takes them out of every figure, so the lint says how many there are."""
    labels = paper_labels(framework)
    labels["items"]["EX-1"]["doubt"] = True
    labels["contradictions"] = [{"rule": "C-02", "doubt": True}]
    folder = write(tmp_path / "own", framework, paper=labels)

    told = CliRunner().invoke(cli, ["eval", "lint", "--cases", str(folder)])

    assert doubts(load_gold(folder)) == (2, 45 + 1 + 2 + 1)
    assert "2 of 49 labels are called doubtful, and are in no figure." in told.output
