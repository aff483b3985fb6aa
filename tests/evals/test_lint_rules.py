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
