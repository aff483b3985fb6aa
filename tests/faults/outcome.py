"""What came of a fault: made good, made good aloud, refused. A change that nobody is told of is a failure."""

from typing import Literal

from tests.faults.scenes import Played

Outcome = Literal["made good", "told", "refused", "SILENT"]


def outcome(played: Played, clean: Played) -> Outcome:
    """How a scene differs from the one without a fault, and whether it says so."""
    if _told(played):
        return "told"
    if _said(played) == _said(clean):
        return "made good"
    return "refused" if _refused(played) > _refused(clean) else "SILENT"


def _told(played: Played) -> bool:
    if played.document:
        return played.document.reader.degraded
    return bool(played.session and played.session.served.failures)


def _refused(played: Played) -> int:
    if played.document:
        found = played.document
        return len(found.rejected_claims) + len(found.doubted_claims) + found.covering_note_left_out
    return len(played.session.rejections) if played.session else 0


def _said(played: Played) -> object:
    """What a person was told, but for what it took."""
    if played.document:
        # Sentences beyond a page are left out whether they came or not.
        return played.document.model_copy(update={"usage": None, "covering_note_left_out": 0})
    return played.session and (played.session.assessment, [text for text in played.shown if text])
