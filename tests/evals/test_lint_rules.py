"""The lint of situations for the rules: each name that nobody knows is told."""

from pathlib import Path

import pytest

from reviewer.evals.lint import lint
from reviewer.framework import Framework

OWN = """
C-04:
- name: few
  say: {decision_owner_kind: team}
  fires: {C-04.AC-1: blocker}
  also: {C-04.AC-1: [G-11]}
  silent: [C-05]
  states: {AC-1: missing}
"""


def folder_of(tmp_path: Path, text: str) -> Path:
    (tmp_path / "rules").mkdir(parents=True)
    (tmp_path / "rules" / "own.yaml").write_text(text)
    return tmp_path


def test_a_clean_situation(tmp_path: Path, framework: Framework) -> None:
    """Nothing is told of it."""
    assert lint(folder_of(tmp_path, OWN), framework) == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("decision_owner_kind:", "decision_owner:", "rules, C-04: few: there is no fact decision_owner."),
        ("silent: [C-05]", "silent: [C-55]", "rules, C-04: few: there is no rule C-55."),
        ("silent: [C-05]", "silent: [C-05.XX-1]", "rules, C-04: few: there is no item XX-1."),
        ("[G-11]", "[G-99]", "rules, C-04: few: there is no rule G-99."),
        ("{AC-1: missing}", "{AC-99: missing}", "rules, C-04: few: there is no item or area AC-99."),
    ],
)
def test_names_that_nobody_knows_are_told(
    tmp_path: Path, old: str, new: str, sentence: str, framework: Framework
) -> None:
    """They would be checks that cannot fail."""
    assert lint(folder_of(tmp_path, OWN.replace(old, new)), framework) == (sentence,)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("escalations_stated_per_day: lots and lots", "escalations_stated_per_day cannot be 'lots and lots': a number"),
        ("escalations_stated_per_day: [551, true]", "escalations_stated_per_day cannot be True: a number is needed."),
        ("decision_owner_kind: {value: nobody, strength: vague}", "cannot be 'nobody': none of the choices"),
        ("approval_steps: 7", "there is no fact approval_steps."),
    ],
)
def test_statements_that_do_not_fit_their_fact_are_told(
    tmp_path: Path, said: str, sentence: str, framework: Framework
) -> None:
    """A situation that no team could be in would be measured all the same."""
    [told] = lint(folder_of(tmp_path, OWN.replace("decision_owner_kind: team", said)), framework)

    assert told.startswith("rules, C-04: few: ") and sentence in told


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("decision_owner_kind: team", "max_queue_depth: .nan", "line 4: max_queue_depth: this is no statement"),
        ("decision_owner_kind: team", "max_queue_depth: -.inf", "line 4: max_queue_depth: this is no statement"),
        (
            "decision_owner_kind: team",
            "decisions: {decision: a, share: .nan}",
            "line 4: decisions: this is no statement",
        ),
        ("C-04:\n", "1:\n", "line 2: 1 is no rule; write a rule such as C-04, or a word."),
    ],
)
def test_what_nobody_can_state_is_named(
    tmp_path: Path, old: str, new: str, sentence: str, framework: Framework
) -> None:
    """What is no number at all, and a key that is no name, is one sentence with file and line."""
    [told] = lint(folder_of(tmp_path, OWN.replace(old, new)), framework)

    assert "own.yaml, " in told and sentence in told


def test_our_defaults_are_linted_with_our_facts(tmp_path: Path, framework: Framework) -> None:
    """What a file says of the shipped framework is not measured by the facts of another."""
    item = next(item for item in framework.items if any(facet.key == "decision_owner_kind" for facet in item.facets))
    facets = tuple(facet for facet in item.facets if facet.key != "decision_owner_kind")
    items = tuple(it.model_copy(update={"facets": facets}) if it is item else it for it in framework.items)
    other = Framework.model_construct(**{**dict(framework), "items": items})

    assert lint(folder_of(tmp_path / "ours", OWN), other) != ()
    assert lint(folder_of(tmp_path / "shipped", f"framework: shipped\n{OWN}"), other) == ()
