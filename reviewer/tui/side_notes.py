"""Who read, what a service took, where it failed, what is doubted: one line each, with a sheet."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reviewer.models.reader import ReaderWords, tokens_in_words, usage_in_words
from reviewer.tui.details import Detail, Part
from reviewer.tui.foreign import QUIET
from reviewer.tui.wording import Mark

if TYPE_CHECKING:
    from reviewer.interview.service import Served
    from reviewer.models.port import Usage
    from reviewer.report.contract import AssessmentDocument, PartRead, PublishedUsage

_SERVICE = Mark("⇄", "service", QUIET)
_FAILED = Mark("!", "not read", "$text-warning")
_DOUBTED = Mark("?", "doubted", "$text-warning")
_NOTE = Mark("✎", "covering note", "$text-accent")
_RULES = "A model only reads. Rules decide, from quotes that are in the text."


class SideNote(NamedTuple):
    """One line with its mark, and what stands behind it."""

    key: str
    mark: Mark
    words: str
    detail: Detail


def notes_on_interview(served: "Served", reader: ReaderWords) -> list[SideNote]:
    """What a service did in an interview and where it failed; nothing where none was asked."""
    if not reader.is_service and served.model is None:
        return []
    took = usage_in_words(served.usage, reader.currency)
    parts = served.parts()
    unread = len(served.unread)
    of_all = f"{unread} of {served.replies} {'reply' if served.replies == 1 else 'replies'}"
    short = [reader.name, tokens_in_words(served.usage, reader.currency)]
    detail = Detail(
        f"Read by {reader.name}",
        _RULES,
        _filled(
            Part("What leaves this machine", reader.sentence),
            Part("What it took so far", took),
            Part("What it did not read", of_all if unread else ""),
            Part("Where it failed", _listed(parts)),
        ),
    )
    notes = [SideNote("service", _SERVICE, " · ".join(filter(None, short)), detail)]
    if unread:
        notes.append(SideNote("unread", _FAILED, f"{of_all} read offline", detail))
    return notes


def notes_on_document(published: "AssessmentDocument | None", reader: ReaderWords) -> list[SideNote]:
    """The same for a document, with its covering note and the claims that a second look doubted."""
    return list(_on_document(published, reader)) if published is not None and reader.is_service else []


def _on_document(published: "AssessmentDocument", reader: ReaderWords) -> Iterator[SideNote]:
    usage, parts = published.usage, published.reader.parts
    detail = Detail(
        f"Read by {reader.name}",
        _RULES,
        _filled(
            Part("What leaves this machine", reader.sentence),
            Part("What it took", usage_in_words(_as_usage(usage), reader.currency) if usage else ""),
            Part("Where it failed", _listed(parts)),
        ),
    )
    tokens = tokens_in_words(_as_usage(usage), reader.currency) if usage else ""
    yield SideNote("service", _SERVICE, " · ".join(filter(None, (f"Read by {reader.name}", tokens))), detail)
    if parts:
        yield SideNote("unread", _FAILED, f"Not done by it: {', '.join(part.part for part in parts)}", detail)
    if published.doubted_claims:
        lines = [
            f"{claim.item or ''} {claim.facet}: “{claim.quote}” ({claim.reason})" for claim in published.doubted_claims
        ]
        count = len(lines)
        said = f"{count} {'claim is' if count == 1 else 'claims are'} doubted and left out"
        doubts = Detail(
            said,
            "The quotes are in the text. A second look found that they bear less than was claimed.",
            (Part("Left out", "\n".join(lines)),),
        )
        yield SideNote("doubted", _DOUBTED, said, doubts)
    if published.covering_note:
        sentences = [sentence.sentence for sentence in published.covering_note]
        note = Detail(
            "Covering note", "A model wrote it over the gaps that the rules found.", (Part("", "\n".join(sentences)),)
        )
        yield SideNote("note", _NOTE, "Covering note", note)


def _as_usage(usage: "PublishedUsage") -> "Usage":
    from reviewer.models.port import Usage

    return Usage(**usage.model_dump(exclude={"currency"}))


def _listed(parts: "Sequence[PartRead]") -> str:
    read_by = {"offline": "read by the built-in offline model", "nobody": "left out"}
    return "\n".join(f"{part.part}: {read_by[part.read_by]}, as {part.reason}" for part in parts)


def _filled(*parts: Part) -> tuple[Part, ...]:
    return tuple(part for part in parts if part.text.strip())
