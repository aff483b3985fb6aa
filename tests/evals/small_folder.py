"""A small folder of cases of one's own: a paper, a transcript and a fact sheet, with labels that fit."""

from pathlib import Path
from typing import Any

import yaml

from reviewer.framework import Framework

PAPER = "# Pilot\n\nThe agent answers 1,000 tickets a day. At most 60 cases may wait for a person at one moment.\n"


def paper_labels(framework: Framework) -> dict[str, Any]:
    """Labels of the paper: two things are said, and all else is missing."""
    items: dict[str, Any] = {item.id: {"state": "missing", "why": "not_stated"} for item in framework.items}
    items["EX-1"] = {"state": "partial", "quotes": ["The agent answers 1,000 tickets a day."]}
    items["EX-7"] = {"state": "partial", "quotes": ["At most 60 cases may wait for a person at one moment."]}
    return {
        "id": "alpha",
        "items": items,
        "facts": {"volume_now_per_day": 1000, "max_queue_depth": 60},
        "contradictions": [],
        "computed": [],
        "verdict": "not_ready",
    }


def transcript() -> dict[str, Any]:
    """Four turns: an answer, small talk, a correction, and not knowing."""
    volume = {"EX-1": {"state": "partial", "quotes": ["we get 400 a day now"]}}
    return {
        "id": "talk",
        "day": "2026-05-04",
        "turns": [
            _turn("EX-1", "How many cases a day?", "we get 400 a day now", "answer", volume, volume_now_per_day=400),
            _turn("EX-7", "How many may wait?", "Lovely weather today!", "off_topic", fills_nothing=True),
            _turn("EX-7", "How many may wait?", "Sorry, it is 450 a day now.", "correction", volume_now_per_day=450),
            _turn("EX-7", "How many may wait?", "I don't know, ask Tina.", "dont_know"),
        ],
        "final": {"items": volume, "facts": {"volume_now_per_day": 450}, "contradictions": []},
    }


def _turn(
    item: str, asked: str, answer: str, kind: str, sets: Any = None, fills_nothing: bool = False, **facts: float
) -> dict[str, Any]:
    turn = {"question": {"item": item, "text": asked}, "answer": answer, "kind": kind, "sets": sets or {}}
    return turn | ({"facts": facts} if facts else {}) | ({"fills_nothing": True} if fills_nothing else {})


def persona() -> dict[str, Any]:
    """Somebody who knows five things."""
    return {
        "id": "person",
        "answers": {
            "EX-1": {"first": "We get 420 a day now and 4,200 from 1 September."},
            "EX-4": {"first": "It varies.", "followup": "11 minutes, timed with a watch over 300 cases."},
            "EX-7": {"first": "At most 60 may wait, and for four hours."},
            "AC-1": {"first": "The Head of Claims owns what it decides."},
            "PD-5": {"first": "Nobody told us of any trouble."},
        },
        "default_unknown": "No idea, honestly.",
        "gold": {
            "items": {"EX-7": {"state": "partial", "quotes": ["At most 60 may wait, and for four hours."]}},
            "facts": {"max_queue_depth": 60},
        },
    }


def write(folder: Path, framework: Framework, **changed: dict[str, Any]) -> Path:
    """The folder, with other content for `paper`, `talk` or `person` where it is given."""
    for name in ("proposals", "interviews"):
        (folder / name).mkdir(parents=True)
    (folder / "proposals" / "alpha.md").write_text(PAPER)
    files = {
        "proposals/alpha.yaml": changed.get("paper") or paper_labels(framework),
        "interviews/talk.yaml": changed.get("talk") or transcript(),
        "interviews/person.yaml": changed.get("person") or persona(),
    }
    for name, content in files.items():
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False))
    return folder
