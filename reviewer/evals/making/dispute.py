"""What a person says against a review: which finding or item, and how it should be."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from reviewer.errors import CasesError
from reviewer.evals.making.replacing import Replacing
from reviewer.framework.catalogue import Framework
from reviewer.readiness.claims import Record
from reviewer.report.contract import SCHEMA, AssessmentDocument, PublishedGap
from reviewer.text import shown

STATES = ("satisfied", "partial", "missing", "not_applicable")
PRESENCE = ("there", "not_there")
SHOULD = (*STATES, *PRESENCE)
"""What may be said of an item, and what of a contradiction or a sum."""
_BY_NUMBER = re.compile(r"[CN]-\d+")


_SECTIONS = ("items", "contradictions", "computed")


class Disputed(Record):
    """One label: how the item `name` or the rule `name` should be, and what the review said instead."""

    section: Literal["items", "contradictions", "computed"]
    name: str
    should: str
    said: str


def read_review(path: Path, sha256: str, document: Path) -> AssessmentDocument:
    """The review of the document with this sha256. CasesError if the file is something else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CasesError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError):
        raise CasesError(
            f"{path} is neither an interview nor a review, as `reviewer review FILE --format json` prints it."
        ) from None
    reviews = [_checked(one, path) for one in (data if isinstance(data, list) else [data])]
    if any(review.source.kind == "interview" for review in reviews):
        raise CasesError(f"{path} is the report on an interview. Name the interview itself: --from NAME.")
    found = next((review for review in reviews if review.source.sha256 == sha256), None)
    if found is None:
        raise CasesError(f"{path} is not a review of {document} as it is now: the sha256 of its text is another one.")
    return found


def _checked(data: Any, path: Path) -> AssessmentDocument:
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA and isinstance(schema, str):
        raise CasesError(f"{path} is of the version {shown(schema)}; this program knows {SCHEMA}.")
    try:
        return AssessmentDocument.model_validate(data)
    except ValidationError:
        raise CasesError(
            f"{path} is not a review of this version. `reviewer review FILE --format json` makes one."
        ) from None


def disputes(
    review: AssessmentDocument, named: Sequence[str], should: Sequence[str], framework: Framework, names: Replacing
) -> tuple[Disputed, ...]:
    """What is said of each that is named, with `names` replaced in what the review said.

    CasesError where it is not there, or cannot be as it is said to be.
    """
    if len(should) not in (1, len(named)):
        raise CasesError(f"There are {len(named)} --gap and {len(should)} --should: give one, or one for each.")

    each = should if len(should) == len(named) else [should[0]] * len(named)
    found = [_disputed(review, name, how, framework) for name, how in zip(named, each, strict=True)]
    renamed = [one.model_copy(update={"said": names.text(one.said)}) for one in found]
    return tuple(sorted(renamed, key=lambda one: _SECTIONS.index(one.section)))


def _disputed(review: AssessmentDocument, name: str, should: str, framework: Framework) -> Disputed:
    gap = next((gap for gap in review.gaps if gap.id == name), None)
    item = name if name in framework.items_by_id else gap.item if gap else None
    rule = gap.rule if gap else None
    if gap is None and _BY_NUMBER.fullmatch(name) and name in framework.rules:
        rule, gap = name, next((gap for gap in review.gaps if name in (gap.rule, *gap.also)), None)
    if gap is None and item is None and rule is None:
        raise CasesError(f"The review has no gap {shown(name)}. Without --gap its gaps are listed.")
    if should in STATES:
        return _of_item(review, item, should, name, framework)
    return _of_rule(gap, rule, should, name)


def _of_item(review: AssessmentDocument, item: str | None, should: str, name: str, framework: Framework) -> Disputed:
    if item is None or item not in framework.items_by_id:
        raise CasesError(f"{shown(name)} is about no item, so it has no state: say --should there or not_there.")
    state = next((one.state for one in review.items if one.id == item), "nothing")
    return Disputed(section="items", name=item, should=should, said=f"{state}. {framework.item(item).name}")


def _of_rule(gap: PublishedGap | None, rule: str | None, should: str, name: str) -> Disputed:
    if rule is None or not _BY_NUMBER.fullmatch(rule):
        raise CasesError(
            f"{shown(name)} follows from the state of an item: say which it should be, as --should satisfied."
        )
    said = f"there. {shown(gap.title)}" if gap else "not there"
    section: Literal["contradictions", "computed"] = "contradictions" if rule.startswith("C") else "computed"
    return Disputed(section=section, name=rule, should=should, said=said)
