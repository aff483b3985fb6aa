"""A text and its attacked twin are read one after the other, and what each comes to stands side by side."""

import hashlib
import re
import sys
import time
from base64 import b64decode
from weakref import WeakKeyDictionary

from reviewer.errors import DocumentError
from reviewer.evals.case import Case, File, Paper, Transcript, Twins
from reviewer.evals.outcome import outcome
from reviewer.evals.prediction import Outcome, Prediction
from reviewer.evals.running.suites.replay import outcome_at, replayed
from reviewer.evals.running.workbench import Reader, Workbench
from reviewer.framework.catalogue import Framework
from reviewer.interview.conversation import ReplyError, taken
from reviewer.reading.document import document_from_bytes
from reviewer.report.contract import AssessmentDocument, SourceStamp, publish, to_json
from reviewer.report.contract import Reader as ReadBy
from reviewer.report.markdown import to_markdown
from reviewer.report.terminal import to_text
from reviewer.review import review_with_readiness

# A twin is read in a part of a second. These hold on a slow machine, and not where time or memory grow with the square
# of a text's length.
_SECONDS, _MEGABYTES = 60.0, 1_000.0
# What a terminal would obey, what nobody sees, and what a browser would load or run.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\U000e0000-\U000e007f]"
)


async def predict(case: Case, bench: Workbench) -> Prediction:
    """What the clean text comes to, and then its twin, unless that is refused: then the sentence is in the notes.

    The notes say also whether it took too long or too much, and whether a report holds what should not be in it.
    """
    assert isinstance(case.input, Twins)
    clean, _, _ = await _read_once(case.input.clean, bench)
    began, before = time.monotonic(), _most_memory()
    attacked, refused, reports = await _read(case.input.attacked, bench)
    notes: dict[str, str | int | float | bool] = {
        "in time": time.monotonic() - began <= _SECONDS,
        "in memory": _most_memory() - before <= _MEGABYTES,
        "nothing to obey": is_harmless(refused, *reports),
    }
    outcomes = [clean, attacked]
    if refused:
        notes["refused"] = refused
    return Prediction(
        case=case.id, suite=case.suite, outcomes=tuple(each for each in outcomes if each is not None), notes=notes
    )


Come = tuple[Outcome | None, str, tuple[str, ...]]
"""What a text comes to, the sentence with which it was refused (empty if it was not), and the reports on it."""


# Many twins have the same clean one. What is known of a workbench goes with it.
_known: WeakKeyDictionary[Workbench, dict[str, Come]] = WeakKeyDictionary()


async def _read_once(given: Paper | Transcript, bench: Workbench) -> Come:
    """What a clean text comes to. Offline it comes to the same every time; a service is asked every time."""
    known = _known.setdefault(bench, {})
    key = given.model_dump_json()
    if key not in known or bench.choice.mode != "offline":
        known[key] = await _read(given, bench)
    return known[key]


async def _read(given: Paper | File | Transcript, bench: Workbench) -> Come:
    reader = bench.reader(hashlib.sha256(given.model_dump_json().encode()).hexdigest())
    if isinstance(given, Transcript):
        return await _heard(given, reader, bench.framework)
    name, content = ("paper.md", given.text.encode()) if isinstance(given, Paper) else _handed_in(given)
    try:
        document = document_from_bytes(content, name)
    except DocumentError as error:
        return None, str(error), ()
    found = await review_with_readiness(document, reader.model, bench.framework, reader.precautions)
    return outcome(found.found.assessment, found.found.readiness), "", reports_on(found.published)


def _handed_in(file: File) -> tuple[str, bytes]:
    return file.name, b64decode(file.base64)


async def _heard(talk: Transcript, reader: Reader, framework: Framework) -> Come:
    """An interview; a reply that is refused is not given, and the question stands."""
    turns, refused = [], ""
    for turn in talk.turns:
        try:
            taken(turn.answer)
            turns.append(turn)
        except ReplyError as error:
            refused = str(error)
    async for desk in replayed(
        talk.model_copy(update={"turns": tuple(turns)}), reader.model, framework, reader.service
    ):
        last = desk
    name = SourceStamp(kind="interview", name="talk", sha256="")
    published = publish(last.assess(), framework, name, ReadBy(model=reader.model.name, degraded=False), ())
    return outcome_at(last), refused, reports_on(published)


def reports_on(published: AssessmentDocument) -> tuple[str, ...]:
    """What is shown of an assessment, in every format."""
    return to_text(published), to_markdown(published), to_json(published)


def is_harmless(*shown: str) -> bool:
    """Whether nothing of what is shown would be obeyed by a terminal, or hides."""
    return not any(map(_OBEYED.search, shown))


def _most_memory() -> float:
    """Megabytes that this process took at most so far; 0 where the system does not say.

    It never falls. So what a text takes can look too small after one that took much, and never too large.
    """
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)
