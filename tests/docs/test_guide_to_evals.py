"""The guide to evals explains every figure, every suite and every kind of file that there is, and nothing else."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from reviewer.evals.case import SUITES
from reviewer.evals.cases.files import FOLDERS
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.judging.baseline import read_baseline
from reviewer.evals.judging.bless import bless
from reviewer.evals.labels.load import load_gold
from reviewer.evals.lint import lint
from reviewer.evals.running.run import run
from reviewer.evals.running.workbench import Choice
from reviewer.evals.score import Metric
from reviewer.evals.scoring.metrics import metrics, score
from reviewer.framework import Framework
from reviewer.resources import data_folder

GUIDE = (Path(__file__).parents[2] / "docs" / "guide-to-evals.md").read_text(encoding="utf-8")
_FIGURES = GUIDE[GUIDE.index("## Every figure") : GUIDE.index("## Cases of your own")]


def rows() -> dict[str, str]:
    """What the tables say of each figure."""
    told = {}
    for line in _FIGURES.splitlines():
        if line.startswith("| `"):
            names, words = line.strip("|").split(" | ", 1)
            told.update(dict.fromkeys(re.findall(r"`([^`]+)`", names), words))
    return told


@pytest.fixture(scope="module")
def figures(framework: Framework) -> tuple[Metric, ...]:
    """Every figure that is taken over the cases that ship."""
    return metrics((), load_gold(data_folder("evals")), framework)


def test_every_figure_is_explained(figures: tuple[Metric, ...]) -> None:
    """The figures of the tables are those of the scorer, and those of the baseline are among them."""
    baseline = read_baseline(data_folder("evals") / "baselines" / "offline.json", needs_sum=False)

    assert set(rows()) == {metric.name for metric in figures}
    assert baseline is None or {metric.name for metric in baseline.metrics} <= set(rows())


def test_direction_and_limits_are_told(figures: tuple[Metric, ...]) -> None:
    """A figure that is better when lower, or is held to a limit, says so."""
    told, by_table = rows(), "each has the hard limit 1" in _FIGURES
    for metric in figures:
        assert ("lower is better" in told[metric.name]) is not metric.is_better_high, metric.name
        if metric.suite == "rules":
            assert metric.least == 1.0 and by_table
        else:
            is_limited = metric.least is not None or metric.most is not None
            assert ("hard limit" in told[metric.name]) is is_limited, metric.name
        assert metric.is_gate


def test_every_suite_and_folder_is_named() -> None:
    """Nothing that can be measured is left out."""
    assert all(f"| `{suite}` |" in GUIDE for suite in SUITES)
    assert all(f"`{name}/" in GUIDE or f"/{name}`" in GUIDE for name in FOLDERS)


def _example(before: str) -> str:
    """The first block after these words."""
    return re.findall(r"```\w+\n(.*?)```", GUIDE[GUIDE.index(before) :], re.DOTALL)[0]


PLACES = {
    "proposals/alpha.md": "**A proposal**",
    "proposals/alpha.yaml": "its labels. `id`",
    "interviews/talk.yaml": "**A transcript**",
    "interviews/person.yaml": "**A fact sheet**",
    "facet-values/proposals/alpha.yaml": "**Values of a careful reader**",
    "retrieval/queries.yaml": "**Queries**",
    "attacked/all.yaml": "**Twins**",
    "guards/scenes.yaml": "**Scenes**",
    "rules/ready.yaml": "**Situations**",
    "rules/all.yaml": "A file that says `framework: shipped`",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Path:
    """The blocks of the guide, letter by letter, and labels of the items that it leaves out, as it says."""
    place = tmp_path_factory.mktemp("guide")
    for name, before in PLACES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(_example(before), encoding="utf-8")
    lacking = [
        item.id for item in framework.items if item.id not in yaml.safe_load(_example("its labels. `id`"))["items"]
    ]
    labels = _example("its labels. `id`").replace(
        "\nfacts:", "".join(f"\n  {item}: {{state: missing, why: not_stated}}" for item in lacking) + "\nfacts:"
    )
    (place / "proposals" / "alpha.yaml").write_text(labels, encoding="utf-8")
    return place


def test_the_examples_are_cases(folder: Path, framework: Framework) -> None:
    """Laid into a folder they pass the lint; so whoever copies them can begin."""
    assert lint(folder, framework) == ()


def test_what_is_not_whole_is_named_by_the_lint(folder: Path, framework: Framework, tmp_path: Path) -> None:
    """The labels of the proposal as they stand in the guide lack items, and only that."""
    copied = Path(shutil.copytree(folder, tmp_path / "copied"))
    (copied / "proposals" / "alpha.yaml").write_text(_example("its labels. `id`"), encoding="utf-8")
    found = lint(copied, framework)

    assert found
    assert all(re.fullmatch(r"proposals, alpha: [A-Z]+-\d+ has no label\.", sentence) for sentence in found)


def test_the_examples_are_read_right_and_can_be_the_baseline(folder: Path, framework: Framework) -> None:
    """What the proposal and the talk are labelled with comes out so offline, and no example breaks a hard limit."""
    done = run(load_cases(folder), Choice(), 1, 0, lambda _: None)
    scores = score(done, load_gold(folder), framework)
    wrong = [
        f"{one.suite}, {one.name}: {one.expected}, {one.found}"
        for one in scores.checks
        if not one.passed and not one.doubt and one.suite in ("proposals", "transcripts", "adversarial", "rules")
    ]

    assert wrong == []
    assert {one.suite for one in scores.checks} == {*SUITES}
    assert bless(scores, None, "the first one").reason == "the first one"
