"""The list of mutants fits the source, the framework and the cases as they are today."""

from pathlib import Path

import pytest
import yaml

from reviewer.errors import CasesError
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.load import load_gold
from reviewer.evals.mutation.copying import LostPlaceError, changed, changed_copy, copy_program
from reviewer.evals.mutation.finding import Finding, Report
from reviewer.evals.mutation.mutant import Change, Mutant, declared, mutants_in
from reviewer.evals.scoring.metrics import metrics
from reviewer.framework import Framework
from reviewer.resources import data_folder

MUTANTS = declared()
# Nothing that the evals look at depends on these: see deciding.yaml.
UNUSED = {"working_days_per_week", "working_days_per_month", "working_days_per_year", "load_major"}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program."""
    return copy_program(tmp_path_factory.mktemp("copies") / "pristine")


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_every_mutant_has_its_place(mutant: Mutant, pristine: Path) -> None:
    """What it changes stands in the source exactly once, and what comes of it can be compiled."""
    assert changed(pristine, mutant)


def test_every_mutant_names_a_figure_that_there_is(framework: Framework) -> None:
    """And one that may not fall."""
    figures = {
        (metric.suite, metric.name)
        for metric in metrics((), load_gold(data_folder("evals")), framework)
        if metric.is_gate
    }

    assert [mutant.name for mutant in MUTANTS if mutant.red and (mutant.suites[0], mutant.red) not in figures] == []


def test_every_mutant_has_cases() -> None:
    """Each pattern fits the name of a case: one that fits none would make it easier than it looks."""
    cases = load_cases(data_folder("evals"))
    lone = [
        (mutant.name, pattern)
        for mutant in MUTANTS
        for pattern in mutant.cases
        if not mutant.group.model_copy(update={"cases": (pattern,)}).of(cases)
    ]

    # A rule that only others tell has no situations of its own.
    assert [each for each in lone if not each[0].startswith("delete rule")] == []


def test_every_rule_and_every_threshold_has_a_mutant(framework: Framework) -> None:
    """Whoever adds one has to add what notices that it is gone."""
    names = {mutant.name.partition(",")[0] for mutant in MUTANTS}
    rules = {*framework.rules, *(other for spec in framework.rules.values() for other in spec.repeats)}
    thresholds = yaml.safe_load((data_folder("knowledge") / "thresholds.yaml").read_text())

    assert {rule for rule in rules if f"delete rule {rule}" not in names} == set()
    assert {f"delete rule {rule}" for rule in ("G-07", "G-08", "N-06", "N-12")} <= names
    assert {each for each in thresholds if f"another threshold: {each.replace('_', ' ')}" not in names} == UNUSED


def test_there_are_controls() -> None:
    """Other keys first, another name, other words in a log, a comment."""
    assert sum(mutant.is_control for mutant in MUTANTS) >= 3


def test_a_copy_is_changed_and_the_original_is_not(pristine: Path, tmp_path: Path) -> None:
    """One file differs, one is gone, and nothing compiled from the old text is left."""
    changes = (
        Change(file="reviewer/readiness/claims.py", old="def fills", new="def is_filling"),
        Change(file="knowledge/passages/queue-limit.md"),
    )
    mutant = Mutant(name="two", changes=changes, suites=("rules",))
    copy = changed_copy(pristine, mutant, tmp_path / "copy")

    assert "def is_filling" in (copy / "reviewer/readiness/claims.py").read_text()
    assert "def is_filling" not in (pristine / "reviewer/readiness/claims.py").read_text()
    assert not (copy / "reviewer/_data/knowledge/passages/queue-limit.md").exists()
    assert list((copy / "reviewer/readiness/__pycache__").glob("claims.*.pyc")) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(file="reviewer/nowhere.py", old="a", new="b"), "there is no file reviewer/nowhere.py"),
        (Change(file="reviewer/text.py", old="def", new="b"), "the words to be changed stand"),
        (Change(file="reviewer/text.py", old="def clean(text: str)", new="def ("), "no valid Python after the change"),
    ],
)
def test_what_cannot_be_changed_is_told(change: Change, sentence: str, pristine: Path) -> None:
    """In one sentence, which names the mutant."""
    with pytest.raises(LostPlaceError, match=f"^odd: .*{sentence}"):
        changed(pristine, Mutant(name="odd", changes=(change,), suites=("rules",)))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("red: a, exit: 1, suites: [rules]", "it names a figure and an exit code"),
        ("red: a, suites: [rules, guards]", "a figure belongs to one suite alone"),
        ("red: a, suites: [papers]", "suites"),
        ("read: a, suites: [rules]", "there is no key"),
    ],
)
def test_mistakes_in_a_list_are_told(more: str, sentence: str, tmp_path: Path) -> None:
    """With the file and the line."""
    path = tmp_path / "own.yaml"
    path.write_text(f"mutants:\n- {{name: one, changes: [{{in: a, old: b, new: c}}], {more}}}\n")

    with pytest.raises(CasesError, match=rf"own\.yaml, line 2: .*{sentence}"):
        mutants_in(path)


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (("killed", "green"), 0),
        (("killed", "survived"), 1),
        (("killed", "red"), 1),
        (("survived", "crashed"), 4),
    ],
)
def test_the_exit_code(ends: tuple[str, ...], code: int) -> None:
    """Everything noticed; something not, or a control that made a difference; something that did not run to the end."""
    findings = tuple(Finding(name=end, end=end) for end in ends)  # type: ignore[arg-type]

    assert Report(findings=findings).exit_code == code
