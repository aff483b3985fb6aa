"""Gold lint: labels that fit are let through, and each way in which they do not is one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.evals.lint import lint
from reviewer.framework import Framework
from reviewer.resources import data_folder
from tests.evals.small_folder import paper_labels, persona, transcript, write

Labels = dict[str, Any]
Spoil = Callable[[Labels], Any]


def test_the_shipped_labels_are_clean(framework: Framework) -> None:
    """Nothing is wrong with the labels that ship."""
    assert lint(data_folder("evals"), framework) == ()


def test_a_clean_folder_of_ones_own(tmp_path: Path, framework: Framework) -> None:
    """Labels that fit their words pass, without any file that only we have."""
    assert lint(write(tmp_path / "own", framework), framework) == ()


PAPER: list[tuple[Spoil, str]] = [
    (lambda it: it["items"].pop("AC-1"), "AC-1 has no label"),
    (lambda it: it["items"].update({"XX-1": {"state": "missing", "why": "vague"}}), "there is no item XX-1"),
    (
        lambda it: it["items"]["EX-1"].update(quotes=["The agent answers 1000 tickets"]),
        "the words of EX-1 are not there",
    ),
    (lambda it: it["items"]["EX-1"].update(state="satisfed"), "items.EX-1.state"),
    (lambda it: it["items"]["EX-1"].pop("quotes"), "EX-1 is partial and no words show it"),
    (lambda it: it["items"]["AC-1"].pop("why"), "AC-1 is missing and nothing says why"),
    (lambda it: it["items"]["EX-1"].update(why="vague"), "EX-1 is partial and has a reason why it is missing"),
    (lambda it: it["facts"].update(volumes=3), "there is no fact volumes"),
    (lambda it: it["facts"].update(escalation_rate=12), "escalation_rate cannot be 12.0"),
    (lambda it: it["facts"].update(volume_now_per_day="many"), "volume_now_per_day cannot be 'many'"),
    (lambda it: it["contradictions"].append({"rule": "C-99"}), "there is no rule C-99"),
    (
        lambda it: it["contradictions"].append({"rule": "C-02", "quotes": ["Nowhere."]}),
        "the words of C-02 are not there",
    ),
    (lambda it: it["computed"].append({"rule": "N-05", "severity": "awful"}), "computed.0.severity"),
    (lambda it: it.pop("verdict"), "the key verdict is missing"),
    (lambda it: it.update(verdict="maybe"), "verdict:"),
    (lambda it: it.update(verdicts="ready"), "there is no key verdicts here"),
    (lambda it: it.update(id="beta"), "the id beta is not the name of the file"),
]


@pytest.mark.parametrize(("spoil", "sentence"), PAPER, ids=[sentence for _, sentence in PAPER])
def test_labels_of_a_paper(tmp_path: Path, framework: Framework, spoil: Spoil, sentence: str) -> None:
    """Each mistake in the labels of a paper is told."""
    labels = paper_labels(framework)
    spoil(labels)

    found = lint(write(tmp_path / "own", framework, paper=labels), framework)

    assert len(found) == 1
    assert sentence in found[0]


TALK: list[tuple[Spoil, str]] = [
    (lambda it: it["turns"][0].update(kind="reply"), "turns.0.kind"),
    (lambda it: it["turns"][0].update(fills_nothing=True), "it fills nothing, and yet something is set"),
    (
        lambda it: it["turns"][1].pop("fills_nothing"),
        "a reply of the kind off_topic fills nothing, and that is not said",
    ),
    (
        lambda it: it["turns"][0]["question"].update(item="EX-99"),
        "the question is about EX-99, and there is no such item",
    ),
    (
        lambda it: it["turns"][2]["facts"].update(volume_now_per_day=451),
        "is 451.0 after the last turn, and 450.0 in the end",
    ),
    (lambda it: it["turns"][2].update(facts={}), "is 400.0 after the last turn, and 450.0 in the end"),
    (
        lambda it: it["final"].update(items={"EX-1": {"state": "missing", "why": "denied"}}),
        "EX-1 is partial after the last turn, and missing denied in the end",
    ),
    (lambda it: it["turns"][0]["sets"]["EX-1"].update(quotes=["450 a day"]), "turn 1: the words of EX-1 are not there"),
    (lambda it: it.pop("final"), "the key final is missing"),
    (lambda it: it["turns"][0].update(fills_nothign=True), "there is no key turns.0.fills_nothign here"),
]


@pytest.mark.parametrize(("spoil", "sentence"), TALK, ids=[sentence for _, sentence in TALK])
def test_labels_of_a_transcript(tmp_path: Path, framework: Framework, spoil: Spoil, sentence: str) -> None:
    """Each mistake in the labels of a transcript is told."""
    labels = transcript()
    spoil(labels)

    assert any(sentence in told for told in lint(write(tmp_path / "own", framework, talk=labels), framework))


def test_words_of_a_person_stand_in_her_answers(tmp_path: Path, framework: Framework) -> None:
    """A quote that no answer holds is told."""
    labels = persona()
    labels["gold"]["items"]["EX-7"]["quotes"] = ["At most 61 may wait"]

    [told] = lint(write(tmp_path / "own", framework, person=labels), framework)

    assert told == 'interviews, person: the words of EX-7 are not there: "At most 61 may wait".'


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (
            'volume_now_per_day: [1000, "1,000 tickets a week"]',
            "the words of the value of volume_now_per_day are not there",
        ),
        ('volumes: [1000, "1,000 tickets a day"]', "there is no fact volumes for a value"),
        ('escalation_rate: [7, "1,000 tickets a day"]', "the value of escalation_rate does not fit"),
        ("escalation_rate: much", "the value of escalation_rate is not written in a form that I know"),
    ],
)
def test_values_of_a_careful_reader(tmp_path: Path, framework: Framework, values: str, sentence: str) -> None:
    """Values that do not stand in the words, or fit no fact, are told."""
    folder = write(tmp_path / "own", framework)
    (folder / "facet-values" / "proposals").mkdir(parents=True)
    (folder / "facet-values" / "proposals" / "alpha.yaml").write_text(values)

    [told] = lint(folder, framework)

    assert sentence in told
