"""How the findings about numbers and contradictions compare with the labels, with perfect claims and as read offline.

Proposals and interviews with perfect claims; the offline model reads the papers only, for an interview asks by itself.

`python -m benchmarks.contradictions`. A labelled rule counts as found where a finding carries its number; a finding of
the families N and C counts as right where any of its numbers is labelled. State rules (G), and findings that a G rule
leads, are measured by `benchmarks.cases`.
"""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import yaml

from benchmarks.cases import PROPOSALS
from reviewer.assessment.assess import assess
from reviewer.assessment.findings import Kind
from reviewer.framework import Framework, load_framework
from reviewer.models.offline.model import OfflineModel
from reviewer.readiness.fold import fold
from reviewer.reading.document import read_document
from reviewer.review import review_document
from tests.perfect_claims import perfect_claims


class Finding(Protocol):
    """What is compared of a gap."""

    rule: str
    also: tuple[str, ...]
    title: str


INTERVIEWS = PROPOSALS.parent / "interviews"
Reading = Callable[[Path, str, Framework], Iterable[Finding]]


def labelled(folder: Path, case: str) -> set[str]:
    """The rules of the families N and C that a careful reader found in a case."""
    said = yaml.safe_load((folder / f"{case}.yaml").read_text(encoding="utf-8"))
    labels = said.get("final") or said.get("gold") or said
    return {part["rule"] for key in ("contradictions", "computed") for part in labels.get(key) or ()}


def numbers(gap: Finding) -> set[str]:
    """The numbers of the families N and C that a finding carries."""
    return {rule for rule in (gap.rule, *gap.also) if rule[0] in "NC"}


def perfectly(folder: Path, case: str, framework: Framework) -> Iterable[Finding]:
    """The findings when every fact was read as a careful reader reads it."""
    kind: Kind = "proposal" if folder == PROPOSALS else "interview"
    return assess(fold(perfect_claims(folder.name, case, framework), framework), framework, kind).gaps


def offline(folder: Path, case: str, framework: Framework) -> Iterable[Finding]:
    """The findings as the built-in offline model reads the paper."""
    document = read_document(folder / f"{case}.md")
    return asyncio.run(review_document(document, OfflineModel(framework), framework)).gaps


def _report(name: str, folder: Path, read: Reading, framework: Framework) -> None:
    found_labels = labels = right = findings = 0
    print(f"\n{name}")
    for case in sorted(path.stem for path in folder.glob("*.yaml")):
        wanted = labelled(folder, case)
        gaps = [gap for gap in read(folder, case, framework) if numbers(gap)]
        carried = {rule for gap in gaps for rule in numbers(gap)}
        labels, found_labels = labels + len(wanted), found_labels + len(wanted & carried)
        own = [gap for gap in gaps if gap.rule[0] in "NC"]
        findings, right = findings + len(own), right + sum(bool(numbers(gap) & wanted) for gap in own)
        print(f"  {case}: found {_list(wanted & carried)}; missed {_list(wanted - carried)}")
        for gap in own:
            if not numbers(gap) & wanted:
                print(f"    not labelled: {_list(numbers(gap))} {gap.title}")
    print(f"  recall {found_labels}/{labels} = {_share(found_labels, labels)}", end="; ")
    print(f"precision {right}/{findings} = {_share(right, findings)}")


def _list(rules: set[str]) -> str:
    return " ".join(sorted(rules)) or "none"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "nothing to find"


if __name__ == "__main__":
    _framework = load_framework()
    _report("Proposals, perfect claims: the rules alone", PROPOSALS, perfectly, _framework)
    _report("Interviews, perfect claims: the rules alone", INTERVIEWS, perfectly, _framework)
    _report("Proposals, read by the built-in offline model", PROPOSALS, offline, _framework)
