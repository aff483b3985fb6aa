"""How an interview ends: the verdict, what is open and who would know, the gaps, and what can be done next."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from reviewer.assessment.capacity.words import headline
from reviewer.tui.details import open_questions
from reviewer.tui.doors import Assessed, Depth
from reviewer.tui.foreign import QUIET, choice, line, plain, together
from reviewer.tui.wording import SEVERITIES, VERDICTS, coverage_in_words, gap_counts

if TYPE_CHECKING:
    from reviewer.framework.catalogue import Framework

_MOST = 6
Step = tuple[str, str]
"""What can be done next: a key and its words."""


def outcome(assessed: Assessed, framework: "Framework", who_knows: Mapping[str, str], session: str) -> Content:
    """Everything that was found, as one text for the end of the chat."""
    return together(*_lines(assessed, framework, who_knows, session), between="\n")


def _lines(assessed: Assessed, framework: "Framework", who_knows: Mapping[str, str], session: str) -> Iterator[Content]:
    mark, number = VERDICTS[assessed.verdict.code], headline(assessed.capacity.results)
    yield together(plain(f"{mark.sign} ", mark.style), line(assessed.verdict.sentence, "bold"))
    yield line(assessed.verdict.limiting_fact)
    yield line(f"{coverage_in_words(assessed)}. Confidence {assessed.confidence.level}.", QUIET)
    if number:
        yield line(f"{number}.")
    yield from _list(f"Gaps: {gap_counts(assessed.gaps)}", [_gap(gap.severity, gap.title) for gap in assessed.gaps])
    questions = open_questions(assessed, framework, who_knows)
    yield from _list("Still open", [line(f"? {each}") for each in questions])
    yield plain("\nThe whole report, with every quote:", "bold")
    yield line(f"reviewer report {session}")
    yield plain("To go on later:", "bold")
    yield line(f"reviewer interview --session {session}")


def _gap(severity: str, title: str) -> Content:
    mark = SEVERITIES[severity]
    return together(plain(f"{mark.sign} {mark.words}: ", mark.style), line(title))


def _list(heading: str, lines: Sequence[Content]) -> Iterator[Content]:
    if lines:
        yield plain(f"\n{heading}", "bold")
        yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield plain(f"… and {len(lines) - _MOST} more; F2 shows them all.", QUIET)


def next_steps(ended: str | None, depth: Depth) -> list[Step]:
    """What can be done when there is no question: never nothing."""
    steps = [("go_on", "Go on with the interview")] if ended == "stopped" else []
    if depth == "essential" and ended != "stopped":
        steps.append(("full", "Go on with the supporting questions too"))
    return [
        *steps,
        ("verdict", "Look closer at the verdict"),
        ("readiness", "See all areas and gaps"),
        ("leave", "Back to the start"),
    ]


RETRY_STEPS: list[Step] = [("retry", "Try again"), ("leave", "Back to the start: everything you said is kept")]


class NextSteps(OptionList):
    """A short list of what can be done now, in the place of the reply."""

    class Taken(Message):
        """The person chose a step."""

        def __init__(self, step: str) -> None:
            super().__init__()
            self.step = step

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, markup=False)

    def offer(self, steps: Sequence[Step]) -> None:
        """Offer these steps."""
        self.set_options([choice(words, key) for key, words in steps])
        self.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which step was taken."""
        event.stop()
        self.post_message(self.Taken(event.option_id or ""))
