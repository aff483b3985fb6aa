"""Regressions made on purpose, by the command: each is caught, figure and case are named, and blessing is strict."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from reviewer.cli import cli
from reviewer.errors import ReviewerError
from reviewer.evals.running import workbench
from reviewer.evals.scoring import metrics
from reviewer.framework import Framework
from reviewer.library import Library
from reviewer.resources import data_folder
from tests.evals.small_folder import paper_labels, write

Change = Callable[[Path, pytest.MonkeyPatch], None]
_SUITES = ("proposals", "retrieval", "rules")
_QUERY = {"id": "q1", "text": "we never set a maximum for the backlog", "passages": ["queue-limit"]}
_SITUATION = {
    "name": "more than a tenth off",
    "from": "ready",
    "say": {"escalations_stated_per_day": 551},
    "fires": {"C-02.EX-3": "major"},
}


class Steps:
    """The steps over one folder of cases, as somebody would type them."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder, self.overlay, self._scratch = folder, scratch / "overlay", scratch

    def call(self, *arguments: object) -> Result:
        return CliRunner().invoke(cli, ["eval", *map(str, arguments), "--cases", str(self.folder)])

    def measured(self, name: str) -> Path:
        """The scores of a run with whatever is laid over the framework now."""
        run, scores = self._scratch / f"{name}-run.json", self._scratch / f"{name}.json"
        over = ("--framework", self.overlay) if self.overlay.is_dir() else ()
        asked = [part for suite in _SUITES for part in ("--suite", suite)]
        assert self.call("run", *asked, *over, "--workers", 1, "--output", run).exit_code == 0
        assert self.call("score", run, *over, "--output", scores).exit_code == 0
        return scores

    def gate(self, scores: Path) -> Result:
        return self.call("gate", scores, *(part for suite in _SUITES for part in ("--suite", suite)))

    def bless(self, scores: Path, reason: str) -> str:
        """What is said; of a refusal, its sentence."""
        done = self.call("bless", scores, "--reason", reason)
        return str(done.exception) if isinstance(done.exception, ReviewerError) else done.output


@pytest.fixture(scope="module")
def blessed(tmp_path_factory: pytest.TempPathFactory, framework: Framework) -> Path:
    """A folder with a baseline, and beside it the scores from which that was made."""
    place = tmp_path_factory.mktemp("blessed")
    folder = write(place / "own", framework)
    for name in ("retrieval", "rules"):
        (folder / name).mkdir()
    (folder / "retrieval" / "queries.yaml").write_text(yaml.safe_dump({"queries": [_QUERY]}))
    (folder / "rules" / "all.yaml").write_text(yaml.safe_dump({"C-02": [_SITUATION]}))
    shutil.copy(data_folder("evals") / "rules" / "ready.yaml", folder / "rules")
    steps = Steps(folder, place)
    assert "The baseline is now" in steps.bless(steps.measured("first"), "the first baseline")
    return place


@pytest.fixture
def steps(blessed: Path, tmp_path: Path) -> Iterator[Steps]:
    shutil.copytree(blessed / "own", tmp_path / "own")
    shutil.copy(blessed / "first.json", tmp_path)
    yield Steps(tmp_path / "own", tmp_path)


def _lay(overlay: Path, name: str, text: str) -> None:
    (overlay / name).parent.mkdir(parents=True, exist_ok=True)
    (overlay / name).write_text(text, encoding="utf-8")


def threshold(overlay: Path, _: pytest.MonkeyPatch) -> None:
    """Two figures agree if one is half of the other."""
    _lay(overlay, "thresholds.yaml", "agreement_tolerance: 0.5\n")


def passage(overlay: Path, _: pytest.MonkeyPatch) -> None:
    """A passage that says nothing any more."""
    head = "---\nid: queue-limit\ntitle: See elsewhere\nitems: [EX-7]\nclaims: [S10]\nphrases: [elsewhere]\n---\n"
    _lay(overlay, "passages/queue-limit.md", f"{head}Somebody should write this.\n")


def cue(overlay: Path, _: pytest.MonkeyPatch) -> None:
    """A wording that is taken for another fact than it states."""
    _lay(overlay, "reading/volume.yaml", "volume_now_per_day:\n  said: ['at most {number} cases']\n")


class _ByLength:
    """An embedder that knows how long a text is."""

    name, dimension = "by-length", 2

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        angles = [min(len(text), 900) / 1000 for text in texts]
        return [[angle, (1 - angle**2) ** 0.5] for angle in angles]


def embedder(_: Path, patch: pytest.MonkeyPatch) -> None:
    """Other vectors."""
    patch.setattr(workbench, "Library", lambda framework, folder: Library(framework, folder, _ByLength()))


CHANGES: list[tuple[Change, str, str, str]] = [
    (
        threshold,
        "rules, rules that fire where they should",
        "rules/C-02: more than a tenth off, fires C-02.EX-3",
        "rules",
    ),
    (passage, "retrieval, passages MRR", "retrieval/q1, shown", "framework"),
    (cue, "proposals, facts, F1", "proposals/alpha, fact volume_now_per_day", "reader"),
    (embedder, "retrieval, passages MRR", "retrieval/q1, shown", "embedder"),
]


@pytest.mark.parametrize(("change", "figure", "case", "differs"), CHANGES, ids=[each[0].__name__ for each in CHANGES])
def test_a_regression_is_caught(
    steps: Steps, monkeypatch: pytest.MonkeyPatch, change: Change, figure: str, case: str, differs: str
) -> None:
    """What is measured was changed: exit code 1, with the figure, the case and what else differs; diff shows it."""
    change(steps.overlay, monkeypatch)
    after = steps.measured("after")
    judged = steps.gate(after)
    shown = CliRunner().invoke(cli, ["eval", "diff", str(steps.folder.parent / "first.json"), str(after)]).output

    assert judged.exit_code == 1
    assert f"Worse: {figure}: " in judged.output
    assert f"Fails now: {case}." in judged.output
    assert f"{differs} differs from the baseline." in judged.output
    assert f"worse: {figure}: " in shown
    assert f"differs: {differs}" in shown


def test_nothing_is_worse_where_nothing_changed(steps: Steps) -> None:
    """The same again is exit code 0, so what is caught above is the change."""
    judged = steps.gate(steps.measured("after"))

    assert judged.exit_code == 0, judged.output
    assert "Nothing is worse than in the baseline." in judged.output


def test_what_measures_must_be_the_same(steps: Steps, framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other cases, labels or scoring: exit code 3, as nobody could say what became worse, and each is named."""
    paper, labels = steps.folder / "proposals" / "alpha.md", steps.folder / "proposals" / "alpha.yaml"
    told = []
    with monkeypatch.context() as patch:
        patch.setattr(metrics, "scorer_print", lambda: "another")
        told.append(steps.gate(steps.measured("scorer")))
    labels.write_text(yaml.safe_dump(paper_labels(framework) | {"verdict": "ready"}))
    told.append(steps.gate(steps.measured("labels")))
    paper.write_text(f"{paper.read_text()}\nIt is warm in May.\n")
    told.append(steps.gate(steps.measured("cases")))

    assert [each.exit_code for each in told] == [3, 3, 3]
    for each, name in zip(told, ("scorer", "gold proposals", "cases proposals"), strict=True):
        assert f"Not comparable: {name} differs from the baseline." in each.output


def test_bless_refuses(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    """No words, one word, fewer cases, a broken limit: each is one sentence, and the baseline stays as it was."""
    baseline = steps.folder / "baselines" / "offline.json"
    before, first = baseline.read_bytes(), steps.folder.parent / "first.json"
    threshold(steps.overlay, monkeypatch)
    broken = steps.measured("broken")
    shutil.rmtree(steps.overlay)
    (steps.folder / "retrieval" / "queries.yaml").write_text("queries: []\n")
    fewer = steps.measured("fewer")

    assert "few words" in steps.bless(first, " ")
    assert "few words" in steps.bless(first, "because")
    assert "A hard limit is broken" in steps.bless(broken, "we think so")
    assert "The baseline has 1 cases of retrieval and this run 0" in steps.bless(fewer, "we think so")
    assert steps.call("bless", first).exit_code == 2
    assert baseline.read_bytes() == before


def test_bless_accepts_with_a_reason(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fall that was meant becomes the baseline after its difference was shown; then it is no fall any more."""
    passage(steps.overlay, monkeypatch)
    after = steps.measured("after")

    assert steps.gate(after).exit_code == 1
    said = steps.bless(after, "that passage moved into the handbook")
    assert "worse: retrieval, passages MRR: " in said
    assert "fails now: retrieval/q1, shown" in said
    assert steps.gate(after).exit_code == 0
    assert "moved into the handbook" in (steps.folder / "baselines" / "offline.json").read_text()
