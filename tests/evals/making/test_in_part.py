"""Labels of a part: what is not labelled is not measured, and what must not be found fails where it is found."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewer.errors import CasesError
from reviewer.evals.labels.gold import Expected, Gold, Label, PaperGold, Sentence
from reviewer.evals.labels.reached import reached
from reviewer.evals.lint import lint
from reviewer.evals.making.adding import with_label
from reviewer.evals.making.dispute import Disputed
from reviewer.evals.making.files import write_case
from reviewer.evals.prediction import GapFound, Outcome, Prediction
from reviewer.evals.scoring.metrics import checks, metrics
from reviewer.framework import Framework
from tests.evals.small_folder import paper_labels, write

ITEM = Disputed(section="items", name="EX-4", should="partial", said="missing. Handling time")
RULE = Disputed(section="contradictions", name="C-12", should="not_there", said="there")


def gap(rule: str, item: str | None = None, severity: str = "major") -> GapFound:
    """A finding of one rule."""
    return GapFound(id=f"{rule}.{item}", rules=(rule,), item=item, severity=severity, title=rule)


def figures(expected: Expected, found: Outcome, framework: Framework) -> dict[str, tuple[float | None, int]]:
    """Every figure of one paper, with over how many it was taken."""
    gold = Gold(proposals={"a": PaperGold(text="words", expected=expected)})
    prediction = Prediction(case="a", suite="proposals", outcomes=(found,))
    return {metric.name: (metric.value, metric.count) for metric in metrics((prediction,), gold, framework)}


def passed(expected: Expected, found: Outcome, framework: Framework) -> dict[str, bool]:
    """Every check of one paper."""
    gold = Gold(proposals={"a": PaperGold(text="words", expected=expected)})
    prediction = Prediction(case="a", suite="proposals", outcomes=(found,))
    return {check.name: check.passed for check in checks((prediction,), gold, framework)}


def test_what_is_not_labelled_is_not_measured(framework: Framework) -> None:
    """Alarms on other items, contradictions, sums, facts and the verdict count neither for nor against."""
    expected = Expected(items={"EX-4": Label(state="partial")}, contradictions=(), computed=(), in_part=True)
    found = Outcome(
        states={item.id: "missing" for item in framework.items} | {"EX-4": "partial"},
        gaps=(gap("C-12", "DA-1"), gap("N-05", "EX-6", "blocker"), gap("G-01", "AC-1", "blocker"), gap("G-02", "EX-4")),
        verdict="not_ready",
    )

    measured = {name: figure for name, figure in figures(expected, found, framework).items() if figure[0] is not None}

    assert measured == {
        "item states, macro-F1": (1.0, 1),
        "item states, accuracy": (1.0, 1),
        "essentials not wrongly satisfied": (1.0, 1),
        "gaps, major, precision": (1.0, 1),
        "gaps, major, recall": (1.0, 1),
    }
    assert passed(expected, found, framework) == {"item EX-4": True, "quotes": True}


@pytest.mark.parametrize("in_part", [True, False])
def test_what_must_not_be_found(framework: Framework, in_part: bool) -> None:
    """A rule that is labelled as absent is a false alarm where it is found, and right where it is not."""
    expected = Expected(items={}, contradictions=(), absent=(Sentence(rule="C-12"),), in_part=in_part)
    found, clean = Outcome(states={}, gaps=(gap("C-12"), gap("C-18"))), Outcome(states={})

    assert figures(expected, found, framework)["contradictions, precision"] == (0.0, 1 if in_part else 2)
    assert figures(expected, clean, framework)["contradictions, precision"] == (None, 0)
    assert passed(expected, found, framework)["no C-12"] is False
    assert passed(expected, clean, framework)["no C-12"] is True


def test_nothing_came_out_is_no_success(framework: Framework) -> None:
    """Where a review failed, the absent rule is not called absent."""
    expected = Expected(items={}, absent=(Sentence(rule="C-12"),), in_part=True)
    gold = Gold(proposals={"a": PaperGold(text="words", expected=expected)})

    found = checks((Prediction(case="a", suite="proposals", failure="RuntimeError"),), gold, framework)

    assert [check.passed for check in found if check.name == "no C-12"] == [False]


def test_a_sum_of_any_severity(framework: Framework) -> None:
    """A sum that should be there, of which nobody said how severe it is, is found at any severity."""
    expected = Expected(items={}, computed=(Sentence(rule="N-05"),), in_part=True)

    assert passed(expected, Outcome(states={}, gaps=(gap("N-05"),)), framework)["sum N-05"] is True
    assert passed(expected, Outcome(states={}), framework)["sum N-05"] is False


MISTAKES = (
    ({"items": {"XX-1": {"state": "missing"}}}, "there is no item XX-1"),
    ({"contradictions": [{"rule": "C-99", "there": False}]}, "there is no rule C-99"),
    ({"contradictions": [{"rule": "C-12", "there": False, "quotes": ["Nowhere."]}]}, "the words of C-12 are not there"),
    ({"facts": {"volume_now_per_day": 3}}, "there is no key facts here"),
    ({"labelled": "half"}, "labelled"),
    ({"items": {"EX-1": {"state": "partial", "quotes": ["not so"]}}}, "the words of EX-1 are not there"),
)


@pytest.mark.parametrize(("change", "told"), MISTAKES, ids=[told for _, told in MISTAKES])
def test_mistakes_are_told(tmp_path: Path, framework: Framework, change: dict[str, Any], told: str) -> None:
    """Labels of a part are held to the words and the framework as all labels are."""
    labels = {"id": "alpha", "labelled": "disputed", **change}

    [sentence] = lint(write(tmp_path / "own", framework, paper=labels), framework)

    assert told in sentence


def test_a_whole_paper_still_needs_all(tmp_path: Path, framework: Framework) -> None:
    """Without the word that it is labelled in part, a missing label stays a mistake."""
    labels = paper_labels(framework)
    labels["items"].pop("AC-1")

    assert lint(write(tmp_path / "own", framework, paper=labels), framework) == (
        "proposals, alpha: AC-1 has no label.",
    )


DEEP = """\
items:
    EX-1:
        state: partial
        quotes:
          - words
    # after
contradictions:
- rule: C-01
"""
LAST = """\
id: a
contradictions:
  - rule: C-01
    note: |
      two
      lines
items:
  EX-1: {state: partial}"""
WAYS = {
    "block": "id: a\nitems:\n  EX-1: {state: partial}   # mine\n\n# about gaps\ncontradictions:\n  - {rule: C-01}\n",
    "deep": DEEP,
    "flow": "{id: a, items: {EX-1: {state: partial}}, contradictions: [{rule: C-01}]}\n",
    "empty": "id: a\nitems: {}\ncontradictions: []\n",
    "nothing": "id: a   # only a head",
    "last": LAST,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("disputed", [ITEM, RULE], ids=["item", "rule"])
def test_a_label_is_added_in_every_way_of_writing(way: str, disputed: Disputed) -> None:
    """However a person wrote the file, each of its lines stays and exactly one label comes."""
    before, text = yaml.safe_load(WAYS[way]), with_label(WAYS[way], disputed)

    after = yaml.safe_load(text)

    if disputed is ITEM:
        assert after["items"] == {**before.get("items", {}), "EX-4": {"state": "partial"}}
    else:
        assert after["contradictions"] == [*before.get("contradictions", []), {"rule": "C-12", "there": False}]
    assert {**before, "items": 0, "contradictions": 0} == {**after, "items": 0, "contradictions": 0}
    assert way in ("flow", "empty") or set(WAYS[way].splitlines()) <= set(text.splitlines())


def test_a_way_that_cannot_be_added_to() -> None:
    """Where a label cannot be put in without a risk, the words to add by hand are told."""
    with pytest.raises(CasesError, match=r"Add by hand: EX-4: \{state: partial\}"):
        with_label("items:\ncontradictions: []\n", ITEM)


def test_where_turns_lead() -> None:
    """The last label and value count; rows of a list are told apart by their names."""
    first = {"sets": {"EX-1": 1}, "facts": {"a": 1, "decisions": [{"name": "x", "class": 1}, {"name": "y"}]}}
    second = {"sets": None, "facts": {"a": 2, "decisions": [{"name": "x", "class": 2}]}}

    assert reached([first, second, {}]) == {
        "items": {"EX-1": 1},
        "facts": {"a": 2, "decisions": [{"name": "x", "class": 2}, {"name": "y"}]},
    }


def test_half_a_case_is_never_left(tmp_path: Path) -> None:
    """Where the second file cannot be written, the first goes again; a file that was there keeps its content."""
    (tmp_path / "file").write_text("")
    (tmp_path / "mine").write_text("mine")

    with pytest.raises(CasesError, match="cannot be written"):
        write_case({tmp_path / "new": b"new", tmp_path / "file" / "below": b"other"})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "home", "mine"]
