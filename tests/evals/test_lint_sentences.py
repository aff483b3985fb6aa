"""Every sentence that the lint of labels can say is said by some spoilt file in the tests."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewer.evals import lint as linting
from reviewer.evals.lint import lint
from reviewer.evals.score import Metric
from reviewer.framework import Framework
from tests.evals.small_folder import paper_labels, transcript, write

EVALS = Path(__file__).parents[2] / "reviewer" / "evals"
LINTS = [*sorted(EVALS.glob("lint*.py")), EVALS / "labels" / "forms.py"]
TESTS = sorted([*Path(__file__).parent.glob("test_lint*.py"), *Path(__file__).parent.glob("making/test_*.py")])
_LONG_ENOUGH = 6


def sentences(path: Path) -> Iterator[list[str]]:
    """The fixed parts of each text that a module yields, or gives as the words of a mistake."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        said: list[ast.expr] = []
        if isinstance(node, ast.Yield) and node.value is not None:
            said = [node.value]
        elif isinstance(node, ast.YieldFrom) and isinstance(node.value, ast.GeneratorExp):
            said = [node.value.elt]
        elif isinstance(node, ast.Assign):
            said = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "mistake":
            said = node.args[-1:]
        for text in said:
            parts = [part.value for part in getattr(text, "values", ()) if isinstance(part, ast.Constant)]
            # Without any fixed words the sentence was put together before.
            if isinstance(text, ast.JoinedStr) and any(map(str.isalpha, "".join(parts))):
                yield parts


def words_in(path: Path) -> Iterator[str]:
    """Every text that a module holds."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def is_said(parts: list[str], expected: str) -> bool:
    """Whether an expected text holds all fixed parts of a sentence that are long enough to know it by."""
    known = [part.strip(' :."') for part in parts if len(part.strip(' :."')) >= _LONG_ENOUGH]
    return bool(known) and all(part in expected for part in known)


@pytest.mark.parametrize("path", LINTS, ids=lambda path: path.name)
def test_every_sentence_is_expected_by_a_test(path: Path) -> None:
    """For each sentence in the code there is a test in which a spoilt file makes it be said."""
    expected = [text for test in TESTS for text in words_in(test)]
    found = list(sentences(path))
    unsaid = ["…".join(parts) for parts in found if not any(is_said(parts, text) for text in expected)]

    assert found
    assert unsaid == []


def test_a_sentence_that_no_test_expects_would_be_noticed() -> None:
    """The search above can fail."""
    assert not is_said(["", " is ", " and nobody has ever said so."], "EX-1 is partial and no words show it")
    assert is_said(["", " is ", " and no words show it."], "EX-1 is partial and no words show it")


def _cut_word(labels: dict[str, Any]) -> None:
    labels["items"]["EX-1"]["quotes"] = ["gent answers 1,000 tickets a day."]


def _words_of_the_question(labels: dict[str, Any]) -> None:
    labels["turns"][0]["sets"]["EX-1"]["quotes"] = ["How many cases a day?"]


SPOILED: list[tuple[str, Callable[[dict[str, Any]], Any], str]] = [
    ("paper", _cut_word, "whoever knows every label has 0.5 in quotes that are valid, and not 1.0."),
    ("talk", _words_of_the_question, 'turn 1: the words of EX-1 are not there: "How many cases a day?"'),
    (
        "talk",
        lambda it: it["turns"][0]["sets"].update({"EX-99": {"state": "missing", "why": "vague"}}),
        "there is no item",
    ),
    ("talk", lambda it: it["turns"][0]["facts"].update(volumes=3), "there is no fact volumes"),
    ("talk", lambda it: it["final"]["contradictions"].append({"rule": "C-99"}), "there is no rule C-99"),
    (
        "talk",
        lambda it: it.update(unchecked=["the end"]),
        "nobody has checked the end. Look at each, then take it out of `unchecked`.",
    ),
    ("paper", lambda it: it["items"]["EX-1"].update(quotes=[""]), "items.EX-1.quotes.0"),
]


@pytest.mark.parametrize(("name", "spoil", "sentence"), SPOILED, ids=[sentence for _, _, sentence in SPOILED])
def test_labels_that_no_reader_could_meet(
    tmp_path: Path, framework: Framework, name: str, spoil: Callable[[dict[str, Any]], Any], sentence: str
) -> None:
    """Words that are cut, words of the interviewer, and things that do not exist are told."""
    labels = {"paper": paper_labels(framework), "talk": transcript()}[name]
    spoil(labels)

    assert any(sentence in told for told in lint(write(tmp_path / "own", framework, **{name: labels}), framework))


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        ({"items": ["EX-99"]}, "retrieval, q1: there is no item EX-99."),
        ({"passages": ["no-such-passage"]}, "retrieval, q1: there is no passage no-such-passage."),
    ],
)
def test_what_is_sought_exists(tmp_path: Path, framework: Framework, labels: dict[str, Any], sentence: str) -> None:
    """Items and passages that the framework does not have are told."""
    folder = write(tmp_path / "own", framework)
    (folder / "retrieval").mkdir()
    query = {"id": "q1", "text": "who decides", **labels}
    (folder / "retrieval" / "queries.yaml").write_text(yaml.safe_dump({"queries": [query]}))

    assert lint(folder, framework) == (sentence,)


def test_a_figure_that_cannot_fall_is_told(
    tmp_path: Path, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scorer that gives its best to whoever hands in nothing is not scored with."""
    free = Metric(suite="proposals", name="facts, F1", value=1.0, count=1)
    monkeypatch.setattr(linting, "metrics", lambda *_: (free,))

    assert lint(write(tmp_path / "own", framework), framework) == (
        "proposals: whoever hands in nothing has 1.0 in facts, F1, so it can never fall.",
    )


def test_values_without_states_are_no_labels(tmp_path: Path, framework: Framework) -> None:
    """A paper with values alone says so, and where states would stand."""
    folder = write(tmp_path / "own", framework, paper={"max_queue_depth": [60, "At most 60 cases"]})

    [told] = lint(folder, framework)

    assert "there are no labels of items in it, and no alpha.states.yaml beside it" in told
