"""A published assessment turned back into the readiness that it was made from, with its quotes.

The facts of the items come back; what a document does not publish (the profile, and who said what in a conflict) does
not. Every value is held to the type of its facet: the file comes from outside.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from reviewer.assessment.findings import Kind
from reviewer.errors import DocumentError
from reviewer.framework.catalogue import Facet, Framework
from reviewer.readiness.claims import Evidence, Row, Scalar
from reviewer.readiness.fold import Current, FacetNow, Readiness
from reviewer.readiness.values import UnfitValueError, fitted
from reviewer.report.contract import AssessmentDocument, PublishedFacet, PublishedItem, Reader, Words

_LARGEST = 20_000_000  # bytes; an assessment has a tenth of one per cent of that
_NOT_OURS = "{} is not an assessment that `--format json` of `reviewer review` or `reviewer report` wrote{}."


@dataclass(frozen=True)
class Restored:
    """What was assessed before: its name, its facts, who read them, and in an interview what was asked about."""

    name: str
    kind: Kind
    readiness: Readiness
    answered: frozenset[str]
    reader: Reader


def restored(path: Path, framework: Framework) -> Restored:
    """The assessment in the file at `path`; DocumentError, in one sentence, for a file that is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DocumentError(_NOT_OURS.format(path, ": it is too large"))
        document = AssessmentDocument.model_validate_json(path.read_bytes())
        facets = {key: now for item in document.items for key, now in _facets(item, framework).items()}
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}.") from None
    except ValidationError:
        raise DocumentError(_NOT_OURS.format(path, "")) from None
    except (UnfitValueError, KeyError) as error:
        raise DocumentError(_NOT_OURS.format(path, f" with this framework: {error}")) from None
    return Restored(
        name=document.source.name,
        kind=document.source.kind,
        readiness=Readiness(facets=dict(sorted(facets.items()))),
        answered=frozenset(item.id for item in document.items if item.state != "unknown"),
        reader=document.reader,
    )


def _facets(item: PublishedItem, framework: Framework) -> dict[str, FacetNow]:
    own = {facet.key: facet for facet in framework.item(item.id).facets}
    return {key: _facet(own[key], now) for key, now in item.facets.items()}


def _facet(facet: Facet, now: PublishedFacet) -> FacetNow:
    if facet.type == "list":
        rows = now.value if isinstance(now.value, tuple) else ()
        return FacetNow(key=facet.key, rows=tuple(_row(facet, row, now) for row in rows))
    if isinstance(now.value, tuple):
        raise UnfitValueError(f"{facet.key} is a single value")
    value = fitted(facet, now.value)
    assert not isinstance(value, dict)
    return FacetNow(key=facet.key, current=_current(facet, value, now))


def _row(facet: Facet, row: Row, now: PublishedFacet) -> dict[str, Current]:
    cells = fitted(facet, row)
    assert isinstance(cells, dict)
    return {column: _current(facet, cell, now) for column, cell in cells.items()}


def _current(facet: Facet, value: Scalar, now: PublishedFacet) -> Current:
    return Current(
        value=value,
        evidence=tuple(_evidence(words) for words in now.evidence),
        grade=now.grade,
        tense=now.tense,
        conflict=now.conflict,
        in_full=now.tense == "today" or not facet.measured,
    )


def _evidence(words: Words) -> Evidence:
    source = "document" if words.reply is None else f"reply {words.reply}"
    return Evidence(
        quote=words.quote, source=source, start=words.start, end=words.end, line=words.line, page=words.page
    )
