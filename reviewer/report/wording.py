"""The plain words and signs of a report, in one place."""

from reviewer.assessment.model import AreaState, Severity, State
from reviewer.report.contract import PartRead, PublishedUsage, Reader
from reviewer.report.reservations import Job, job, named

STATES: dict[State, str] = {
    "satisfied": "satisfied",
    "partial": "partial",
    "missing": "missing",
    "unknown": "unknown",
    "not_applicable": "not applicable",
}
AREA_STATES: dict[AreaState, str] = {
    "in_place": "in place",
    "in_place_with_gaps": "in place with gaps",
    "not_in_place": "not in place",
    "not_known": "not known",
}
AREA_SIGNS: dict[AreaState, str] = {"in_place": "●", "in_place_with_gaps": "◐", "not_in_place": "○", "not_known": "?"}
SEVERITIES: dict[Severity, str] = {"blocker": "Blocker", "major": "Major", "minor": "Minor", "info": "For information"}
_VERBS: dict[Job, str] = {"reading": "read", "last look": "take", "question": "word", "covering note": "write"}
_CONSEQUENCES: dict[Job, str] = {
    "last look": "What was said and not noted at first was looked for by nobody.",
    "question": "The catalogue's own words were used, so nothing else was asked.",
    "covering note": "The findings do not depend on it.",
}
_INSTEAD = "The built-in offline model read instead; it recognises wording by rules and misses much."
_ESTIMATED = " Where the service did not count, four characters count as one token."
_OFFLINE = "Read by the built-in offline model, which recognises wording by rules and misses much."


def reader(stamp: Reader) -> str:
    """Who read the words."""
    by_service = stamp.model != "offline" and not any(part.part == "whole text" for part in stamp.parts)
    return f"Read by the model {stamp.model}." if by_service else _OFFLINE


def unread(stamp: Reader) -> list[str]:
    """What the chosen model did not read or write, why, and who did instead: a sentence or two for each reason."""
    if stamp.degraded and not stamp.parts:
        return [f"The model {stamp.model} failed on the way: parts of the text were read by no model."]
    groups: dict[tuple[Job, str, str], list[PartRead]] = {}
    for part in stamp.parts:
        groups.setdefault((job(part), part.reason, part.read_by), []).append(part)
    return [_left_out(stamp.model, *group, named(parts)) for group, parts in groups.items()]


def misread(stamp: Reader) -> list[str]:
    """The same, of what was to be read only: a text that was written and is missing changes no figure."""
    parts = tuple(part for part in stamp.parts if job(part) == "reading")
    return unread(stamp.model_copy(update={"parts": parts})) if parts or not stamp.parts else []


def _left_out(model: str, failed: Job, reason: str, read_by: str, parts: str) -> str:
    what = f"The model {model} did not {_VERBS[failed]} {parts}: {reason}."
    if failed == "reading":
        return f"{what} {_INSTEAD if read_by == 'offline' else 'Nobody read it instead.'}"
    return f"{what} {_CONSEQUENCES[failed]}"


def usage(used: PublishedUsage) -> str:
    """What a service was asked for: "9 calls, 81,200 tokens in (64,000 of them from its cache), 4,100 out"."""
    calls = "1 call" if used.calls == 1 else f"{used.calls:,} calls"
    cached = f" ({used.cached_tokens:,} of them from its cache)" if used.cached_tokens else ""
    text = f"{calls}, {used.input_tokens:,} tokens in{cached}, {used.output_tokens:,} out"
    if used.cost is not None:
        text += f"; {used.cost:,.4f} {used.currency}"
    return f"{text}.{_ESTIMATED if used.estimated else ''}"


def counted(count: int, severity: Severity) -> str:
    """How many gaps of a severity there are, in words."""
    if severity == "blocker":
        return f"{count} blocker" if count == 1 else f"{count} blockers"
    return f"{count} {SEVERITIES[severity].lower()}"
