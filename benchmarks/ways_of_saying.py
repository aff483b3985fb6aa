"""How much of what people can say the offline model understands: recall and false finds over evals/sentences.

`python -m benchmarks.ways_of_saying [EX AC ...] [--half seen|unseen] [-v]`. The two halves are every other sentence:
reading may be widened on the seen half only, so that the unseen half stays an honest measure.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from reviewer.framework import Facet, Framework, load_framework
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import ReadRequest
from reviewer.readiness.claims import Claim
from reviewer.reading.gate import SourceText, admit

_FOLDER = Path(__file__).parent.parent / "evals" / "sentences"
_TOLERANCE = 0.02


@dataclass
class Score:
    """Counts for one facet: right values, right facet with another value, nothing, and false finds."""

    right: int = 0
    other_value: int = 0
    nothing: int = 0
    false_finds: int = 0
    negatives: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def positives(self) -> int:
        """How many sentences state the facet."""
        return self.right + self.other_value + self.nothing


def main() -> None:
    """Measure and print, one line for each facet and one for each area."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("areas", nargs="*", default=sorted(path.stem for path in _FOLDER.glob("*.yaml")))
    parser.add_argument("--half", choices=["seen", "unseen"])
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    for area in options.areas:
        _print(area, measure(area, options.half), options.verbose)


def measure(area: str, half: str | None = None) -> dict[str, Score]:
    """The scores of all facets of one area."""
    framework = load_framework()
    reader = _Reader(framework)
    bank = yaml.safe_load((_FOLDER / f"{area}.yaml").read_text(encoding="utf-8"))
    return {key: reader.score(framework.facet(key), said, half) for key, said in bank.items()}


class _Reader:
    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._model = OfflineModel(framework)

    def score(self, facet: Facet, said: dict[str, Any], half: str | None) -> Score:
        score = Score()
        for example in _half(said.get("found", []), half):
            claims = self._claims(facet, _text(example), with_no=True)
            values = example["value"] if isinstance(example["value"], list) else [example["value"]]
            if all(any(same(facet, value, claim.value) for claim in claims) for value in values):
                score.right += 1
                continue
            score.other_value += bool(claims)
            score.nothing += not claims
            score.lines.append(f"   missed {values} got {[claim.value for claim in claims]}: {_text(example)!r}")
        for text in _half([*said.get("vague", []), *said.get("not", [])], half):
            claims = self._claims(facet, text, with_no=False)
            score.negatives += 1
            score.false_finds += bool(claims)
            score.lines += [f"   FALSE {[claim.value for claim in claims]}: {text!r}"] if claims else []
        return score

    def _claims(self, facet: Facet, text: str, with_no: bool) -> list[Claim]:
        """What passes the gate and fills the facet; a no is right where it was said, and no false find elsewhere."""
        request = ReadRequest(text=text, kind="document", items=tuple(self._framework.items_by_id))
        proposed = tuple(claim for claim in self._model.read_now(request).claims if claim.facet == facet.key)
        admitted = admit(proposed, SourceText("document", text, "document"), self._framework).claims
        return [claim for claim in admitted if claim.fills and (with_no or claim.value is not False)]


def _text(example: dict[str, Any]) -> str:
    heading, text = example.get("heading", ""), example["text"]
    if not heading:
        return str(text)
    if heading.lstrip().startswith("|"):
        return f"{heading}\n|{'---|' * (heading.count('|') - 1)}\n{text}"
    return f"## {heading}\n\n{text}"


def _half(examples: list[Any], half: str | None) -> Iterator[Any]:
    for number, example in enumerate(examples):
        if half is None or (half == "seen") == (number % 2 == 0):
            yield example


def same(facet: Facet, wanted: Any, got: Any) -> bool:
    """Whether a value is the one that was stated; free text and roles count by being found at all or by overlap."""
    if facet.type == "list":
        choices = {column.column for column in facet.row if column.type in ("choice", "date", "share")}
        known = {key: value for key, value in wanted.items() if key in choices}
        return isinstance(got, dict) and all(_written(got.get(key)) == str(value) for key, value in known.items())
    if facet.type in ("quantity", "share"):
        return isinstance(got, float) and abs(got - float(wanted)) <= _TOLERANCE * max(abs(float(wanted)), 1e-9)
    if facet.type == "yes_no":
        return got is (wanted in ("yes", True))
    if facet.type in ("text", "duration", "money"):
        return True
    if facet.type == "role":
        return str(wanted).lower() in str(got).lower() or str(got).lower() in str(wanted).lower()
    return _written(got) == str(wanted)


def _written(got: Any) -> str:
    """As the bank writes it: a date whose year was not said has the assumed one there, without its mark."""
    return str(got).removesuffix("?")


def _print(area: str, scores: dict[str, Score], verbose: bool) -> None:
    for key, score in scores.items():
        found = f"{score.right}/{score.positives} right, {score.other_value} other, {score.nothing} nothing"
        print(f"{key:32} {found}; {score.false_finds}/{score.negatives} false")
        for line in score.lines if verbose else ():
            print(line)
    total = sum(score.positives for score in scores.values())
    right = sum(score.right for score in scores.values())
    false = sum(score.false_finds for score in scores.values())
    negatives = sum(score.negatives for score in scores.values())
    found = f"{right} of {total} right ({right / total:.0%})"
    print(f"{area}: {found}, {false} of {negatives} false finds ({false / negatives:.0%})")


if __name__ == "__main__":
    main()
