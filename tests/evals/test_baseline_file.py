"""The file of a baseline: the same bytes, and whatever is done to it by hand is told in a sentence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reviewer.cli import cli
from reviewer.errors import CasesError
from reviewer.evals.judging.baseline import baseline_of, read_baseline, to_json
from reviewer.report.canonical import canonical, plain
from tests.evals.judged_scores import BASELINE, CHECKS, SCORES, with_checks

Edit = Callable[[Any], None]
TEXT = to_json(BASELINE)


def test_a_baseline_is_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    """Checks in another order give the same file; what was written is what is read; a broken file is told."""
    turned = with_checks(*CHECKS[::-1])
    path = tmp_path / "offline.json"
    path.write_text(to_json(BASELINE), encoding="utf-8")

    assert to_json(baseline_of(turned, "the first one")) == to_json(BASELINE)
    assert read_baseline(path) == BASELINE
    assert read_baseline(tmp_path / "none.json") is None
    path.write_text("{", encoding="utf-8")
    with pytest.raises(CasesError, match="cannot be read"):
        read_baseline(path)


def _set(name: str, value: object) -> Edit:
    return lambda body: body.update({name: value})


def _of_each_figure(**changed: object) -> Edit:
    return lambda body: [metric.update(changed) for metric in body["metrics"]]  # type: ignore[return-value]


@pytest.mark.parametrize(
    "edit",
    [
        _set("metrics", []),
        _set("cases", {}),
        _set("reason", "another"),
        _of_each_figure(value=None),
        _of_each_figure(is_gate=False),
        _of_each_figure(is_better_high=False),
    ],
)
def test_an_edit_by_hand_is_told(edit: Edit, tmp_path: Path) -> None:
    """Whatever was changed after blessing: refused, and neither the gate nor a blessing takes it."""
    body = json.loads(TEXT)
    edit(body)
    path, scores = tmp_path / "offline.json", tmp_path / "scores.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    scores.write_text(canonical(plain(SCORES)), encoding="utf-8")

    with pytest.raises(CasesError, match="was edited by hand"):
        read_baseline(path)
    for step in (("gate", scores), ("bless", scores, "--reason", "a new reader"), ("diff", scores, path)):
        named = () if step[0] == "diff" else ("--baseline", path)
        done = CliRunner().invoke(cli, ["eval", *map(str, (*step, *named))])
        assert isinstance(done.exception, CasesError), step
        assert "was edited by hand" in str(done.exception)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace('"metrics"', '"metrics": [], "metrics"', 1),
        TEXT.replace('"value": 0.8', '"value": NaN', 1),
        TEXT.replace('"value": 0.8', '"value": Infinity', 1),
        "[" * 100_000,
        "[]",
        "null",
    ],
    ids=["twice", "no number", "endless number", "deep", "a list", "nothing"],
)
def test_what_is_no_baseline_is_told(text: str, tmp_path: Path) -> None:
    """A key that stands twice, what is no number, a depth without an end, and what is no object."""
    path = tmp_path / "offline.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CasesError, match="cannot be read"):
        read_baseline(path)


def test_a_baseline_without_a_sum_can_only_be_replaced(tmp_path: Path) -> None:
    """Older ones have none: the gate says what to do, and a blessing does it."""
    path, scores = tmp_path / "offline.json", tmp_path / "scores.json"
    path.write_text(canonical(plain(BASELINE)), encoding="utf-8")
    scores.write_text(canonical(plain(SCORES)), encoding="utf-8")

    with pytest.raises(CasesError, match=r"has no sum, .* with `reviewer eval bless`"):
        read_baseline(path)
    done = CliRunner().invoke(cli, ["eval", "bless", str(scores), "--baseline", str(path), "--reason", "the new form"])
    assert done.exit_code == 0
    assert read_baseline(path) == baseline_of(SCORES, "the new form")
