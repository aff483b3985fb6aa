"""What is expected, from the files in which it was written down. Nobody who makes predictions imports this."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reviewer.evals.case import SUITES, Suite
from reviewer.evals.cases.files import check_folder, checked, interview_files, mistake, paper_files, read
from reviewer.evals.labels.attacked import twin_gold
from reviewer.evals.labels.forms import is_labelled
from reviewer.evals.labels.gold import Expected, Gold, Label, PaperGold, PersonaGold, Stated, TranscriptGold, TurnGold
from reviewer.evals.labels.guard import guard_gold
from reviewer.evals.labels.queries import query_gold
from reviewer.evals.labels.reached import reached
from reviewer.evals.labels.rules import rule_gold
from reviewer.framework.source import Source
from reviewer.reading.document import read_document


def load_gold(folder: Path, suites: Collection[Suite] = SUITES) -> Gold:
    """What is expected of the cases of `suites` in `folder`. CasesError names file, line and mistake."""
    check_folder(folder)
    return Gold(**{suite: _LOADERS[suite](folder) for suite in SUITES if suite in suites and suite in _LOADERS})


def _papers(folder: Path) -> dict[str, PaperGold]:
    return {
        path.stem: PaperGold(text=read_document(path).text, expected=_paper(folder, path))
        for path in paper_files(folder)
        if path.with_suffix(".yaml").is_file()
    }


def _paper(folder: Path, path: Path) -> Expected:
    """Labels of everything or of what is disputed; or values with the states beside them, without gaps and verdict."""
    source = read(path.with_suffix(".yaml"))
    if is_labelled(source.data):
        return _expected(source, source.data, _values(folder, "proposals", path.stem))
    states = read(path.with_suffix(".states.yaml")).mapping()
    return Expected(items={item: Label(state=state) for item, state in states.items()}, values=source.data)


def _values(folder: Path, kind: str, case: str) -> dict[str, Any] | None:
    path = folder / "facet-values" / kind / f"{case}.yaml"
    return read(path).mapping() if path.is_file() else None


def _expected(source: Source, labels: Mapping[str, Any], values: dict[str, Any] | None, at: str = "") -> Expected:
    gaps = {key: labels[key] or () for key in ("contradictions", "computed") if labels.get(key) is not None}
    said = {
        "items": labels.get("items") or {},
        "facts": _facts(labels.get("facts")),
        **{key: [_sentence(one) for one in found if one.get("there", True)] for key, found in gaps.items()},
        "absent": [_sentence(one) for found in gaps.values() for one in found if not one.get("there", True)],
        "verdict": labels.get("verdict"),
        "in_part": "labelled" in labels,
        "values": values,
    }
    return checked(source, Expected, said, (at,) if at else ())


def _sentence(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key != "there"}


def _facts(facts: Mapping[str, Any] | None) -> tuple[Stated, ...] | None:
    """Each fact, and each row of the decisions."""
    if facts is None:
        return None
    return tuple(fact for key, value in facts.items() for fact in _stated(key, value))


def _stated(key: str, value: Any) -> Iterator[Stated]:
    if not isinstance(value, list):
        yield Stated(facet=key, accepts=(value,))
        return
    for row in value:
        cells = {column: cell for column, cell in row.items() if column != "quote"}
        yield Stated(facet=key, accepts=(cells,), quotes=(row["quote"],) if "quote" in row else ())


def _interviews(folder: Path, key: str) -> Iterator[Source]:
    return (source for source in interview_files(folder) if key in source.data)


def _transcripts(folder: Path) -> dict[str, TranscriptGold]:
    return {
        source.path.stem: TranscriptGold(
            turns=tuple(_turn(source, place, turn) for place, turn in enumerate(source.data["turns"])),
            expected=_end(folder, source, "final", reached(source.data["turns"])),
        )
        for source in _interviews(folder, "turns")
    }


def _turn(source: Source, place: int, turn: Mapping[str, Any]) -> TurnGold:
    known = ("answer", "kind", "fills_nothing")
    said = {key: turn[key] for key in known if key in turn}
    more = {"item": turn["question"].get("item"), "sets": turn.get("sets") or {}}
    facts = _facts(turn.get("facts") or {}) or ()
    return checked(source, TurnGold, {**said, **more, "facts": facts}, ("turns", place))


def _personas(folder: Path) -> dict[str, PersonaGold]:
    return {
        source.path.stem: PersonaGold(
            answers={item: tuple(said.values()) for item, said in source.data["answers"].items()},
            expected=_end(folder, source, "gold"),
        )
        for source in _interviews(folder, "answers")
    }


def _end(folder: Path, source: Source, key: str, otherwise: Mapping[str, Any] = MappingProxyType({})) -> Expected:
    """What is said under `key`; `otherwise` stands for what is not said there."""
    if key not in source.data:
        raise mistake(source, (), f"the key {key} is missing")
    said = {**otherwise, **(source.data[key] or {})}
    return _expected(source, said, _values(folder, "interviews", source.path.stem), key)


_LOADERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "proposals": _papers,
    "transcripts": _transcripts,
    "interviews": _personas,
    "retrieval": query_gold,
    "adversarial": twin_gold,
    "guards": guard_gold,
    "rules": rule_gold,
}
