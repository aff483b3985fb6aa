"""Folders of cases that differ from another in their labels, in their names or in one number."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.evals.honesty.world import save

Data = Any
_GIVEN = {
    "turns": ("question", "answer"),
    "queries": ("id", "text", "voice"),
    "attacked": ("id", "kind", "base", "clean", "talk", "below", "text", "changes"),
    "scenes": ("id", "text", "talk"),
    "rules": ("name", "from", "kind", "asked", "grade", "say", "drop"),
}
_INTERVIEW = ("id", "family", "day", "turns", "answers", "default_unknown")


def without_labels(folder: Path, to: Path) -> Path:
    """A copy in which nothing stands but what is given to whoever predicts."""
    shutil.copytree(folder, to)
    shutil.rmtree(to / "facet-values", ignore_errors=True)
    for path in [*(to / "proposals").glob("*.yaml"), *(to / "fresh").glob("*.yaml")]:
        path.unlink()
    for path in (to / "interviews").glob("*.yaml"):
        told = _only(_INTERVIEW, read(path))
        if "turns" in told:
            told["turns"] = [_only(_GIVEN["turns"], turn) for turn in told["turns"]]
        save(path, told)
    for path in (to / "retrieval").glob("*.yaml"):
        save(path, {"queries": [_only(_GIVEN["queries"], each) for each in read(path)["queries"]]})
    for path in (to / "guards").glob("*.yaml"):
        save(path, [_only(_GIVEN["scenes"], each) for each in read(path)])
    for path in (to / "attacked").glob("*.yaml"):
        save(path, [_only(_GIVEN["attacked"], each) for each in read(path)])
    for path in _rule_files(to):
        save(path, {rule: _each_only(_GIVEN["rules"], entries) for rule, entries in read(path).items()})
    return to


def with_others_labels(folder: Path, to: Path) -> Path:
    """A copy in which each case has the labels of the next one of its suite."""
    shutil.copytree(folder, to)
    for papers in (to / "proposals", to / "facet-values" / "proposals"):
        paths = sorted(papers.glob("*.yaml"))
        for path, labels in zip(paths, _turned([read(path) for path in paths]), strict=True):
            save(path, labels | ({"id": path.stem} if "id" in labels else {}))
    _turn_transcripts([path for path in sorted((to / "interviews").glob("*.yaml")) if "turns" in read(path)])
    for path in (to / "retrieval").glob("*.yaml"):
        save(path, {"queries": _turned_labels(read(path)["queries"], _GIVEN["queries"])})
    for path in (to / "attacked").glob("*.yaml"):
        save(path, _turned_labels(read(path), _GIVEN["attacked"]))
    for path in _rule_files(to):
        turned = {
            rule: _turned_labels(entries, _GIVEN["rules"]) if isinstance(entries, list) else entries
            for rule, entries in read(path).items()
        }
        save(path, turned)
    return to


def renamed(folder: Path, to: Path, names: Mapping[str, str]) -> Path:
    """A copy in which each of `names` is another one: of files, and wherever they stand in one."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            place = to / with_names(str(path.relative_to(folder)), names)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(with_names(path.read_text(encoding="utf-8"), names), encoding="utf-8")
    return to


def with_names(text: str, names: Mapping[str, str]) -> str:
    """`text` with other names; where one begins with another, the longer one counts."""
    for old in sorted(names, key=len, reverse=True):
        text = text.replace(old, names[old])
    return text


def changed(folder: Path, to: Path, name: str, old: str, new: str) -> Path:
    """A copy in which `old` is `new`, once, in the file `name`."""
    shutil.copytree(folder, to)
    text = (to / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (to / name).write_text(text.replace(old, new), encoding="utf-8")
    return to


def read(path: Path) -> Data:
    """What stands in a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _only(keys: Sequence[str], entry: dict[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in entry.items() if key in keys}


def _rule_files(folder: Path) -> list[Path]:
    return [path for path in sorted((folder / "rules").glob("*.yaml")) if path.name != "ready.yaml"]


def _each_only(keys: Sequence[str], entries: Data) -> Data:
    return [_only(keys, entry) for entry in entries] if isinstance(entries, list) else entries


def _turned(each: Sequence[Data]) -> list[Data]:
    return [*each[1:], *each[:1]]


def _turned_labels(entries: Sequence[dict[str, Data]], given: Sequence[str]) -> list[Data]:
    labels = [_all_but(given, entry) for entry in entries]
    return [_only(given, entry) | other for entry, other in zip(entries, _turned(labels), strict=True)]


def _turn_transcripts(paths: Sequence[Path]) -> None:
    """The labels of another transcript, turn by turn, begun again where it has fewer turns."""
    talks = [read(path) for path in paths]
    for path, talk, other in zip(paths, talks, _turned(talks), strict=True):
        turns = [
            _only(_GIVEN["turns"], turn) | _all_but(_GIVEN["turns"], other["turns"][place % len(other["turns"])])
            for place, turn in enumerate(talk["turns"])
        ]
        save(path, talk | {"turns": turns, "final": other["final"]})


def _all_but(keys: Sequence[str], entry: dict[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in entry.items() if key not in keys}
