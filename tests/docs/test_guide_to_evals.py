"""The guide to evals explains every figure, every suite and every kind of file that there is, and nothing else."""

import re
from pathlib import Path

import pytest
import yaml

from reviewer.evals.case import SUITES
from reviewer.evals.cases.files import FOLDERS
from reviewer.evals.judging.baseline import read_baseline
from reviewer.evals.labels.load import load_gold
from reviewer.evals.lint import lint
from reviewer.evals.score import Metric
from reviewer.evals.scoring.metrics import metrics
from reviewer.framework import Framework
from reviewer.resources import data_folder
from tests.evals.small_folder import PAPER, paper_labels

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
    baseline = read_baseline(data_folder("evals") / "baselines" / "offline.json")

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
    return re.findall(r"```yaml\n(.*?)```", GUIDE[GUIDE.index(before) :], re.DOTALL)[0]


def test_the_examples_are_cases(tmp_path: Path, framework: Framework) -> None:
    """The files of the guide, laid into a folder beside a paper, pass the lint; so whoever copies them can begin."""
    places = {
        "interviews/talk.yaml": "**A transcript**",
        "interviews/person.yaml": "**A fact sheet**",
        "facet-values/proposals/alpha.yaml": "**Values of a careful reader**",
        "retrieval/queries.yaml": "**Queries**",
        "attacked/all.yaml": "**Twins**",
        "guards/scenes.yaml": "**Scenes**",
        "rules/all.yaml": "**Situations**",
    }
    for name, before in places.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(_example(before), encoding="utf-8")
    (tmp_path / "proposals").mkdir()
    (tmp_path / "proposals" / "alpha.md").write_text(PAPER)
    (tmp_path / "proposals" / "alpha.yaml").write_text(yaml.safe_dump(paper_labels(framework)))
    ready = data_folder("evals") / "rules" / "ready.yaml"
    (tmp_path / "rules" / "ready.yaml").write_bytes(ready.read_bytes())

    assert lint(tmp_path, framework) == ()
    assert paper_labels(framework).keys() == yaml.safe_load(_example("**A proposal**")).keys()
