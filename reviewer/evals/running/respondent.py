"""Somebody who is interviewed: knows a fact sheet, answers what is asked and nothing else, and is a person at that.

What goes wrong on the way (a question back, small talk, a vague answer first, a figure that is put right a moment
later, a colleague who types for a moment) comes from the words of the sheet alone: the same sheet, the same person.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from reviewer.evals.case import Persona
from reviewer.evals.fingerprint import input_print
from reviewer.interview.policy import WHO_KNOWS
from reviewer.models.port import Question

Complication = Literal[
    "", "counter_question", "off_topic", "vague_first", "wrong_figure", "correction", "other_speaker"
]

_ASKING_BACK = (
    "Why do you need to know that?",
    "What do you need that for?",
    "Why is that important for the pilot?",
)
_SMALL_TALK = (
    "Sorry, somebody is at the door. Lovely weather today, by the way.",
    "One moment, I need a coffee first.",
    "Did you see the match last night?",
)
_VAGUE = (
    "It depends, really. It varies quite a bit.",
    "Enough, I would say. We never had a problem with that.",
    "As much as is needed, more or less.",
)
_NAMES = (("Priya", "Tomas"), ("Ines", "Oskar"), ("Ravi", "Agnes"))
_NO_OPINION = "I cannot say which of the two is right."
# A figure of two digits or more that is no year, no part of a date, a time or a name.
_FIGURE = re.compile(r"(?<![\w.,:/-])(?!(?:19|20)\d\d\b)[1-9]\d*(?:[.,]\d{3})*\d(?![\w:/-]|[.,]\d| [A-Z])")


class Said(NamedTuple):
    """A reply, and what is wrong with it: empty where it answers plainly, which may be that nothing is known."""

    text: str
    complication: Complication = ""


class Respondent:
    """One person in one interview. It keeps in mind what it was asked and said."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona
        self._asked: Counter[str] = Counter()
        self._chance = random.Random(input_print(persona))  # noqa: S311 - no secret
        self._complications = dict(self._planned())
        self._correction: str | None = None
        self._returning: str | None = None

    def _planned(self) -> Iterator[tuple[str, Complication]]:
        """At most one complication of each kind, each at a fact of its own."""
        plain = sorted(key for key, said in self._persona.answers.items() if said.followup is None)
        self._chance.shuffle(plain)
        with_figure = next((key for key in plain if _FIGURE.search(self._persona.answers[key].first)), None)
        if with_figure is not None:
            plain.remove(with_figure)
            yield with_figure, "wrong_figure"
        kinds: tuple[Complication, ...] = ("counter_question", "off_topic", "vague_first", "other_speaker")
        yield from zip(plain, kinds, strict=False)

    def reply(self, question: Question) -> Said:
        """What the person says to `question`."""
        if question.facet == WHO_KNOWS:
            return Said(self._persona.default_unknown)
        if self._correction is not None:
            correction, self._correction = self._correction, None
            return Said(f"Sorry, I was wrong a moment ago. {correction}", "correction")
        said = Said(_NO_OPINION) if question.settles else self._answer(question.item or question.facet)
        if self._returning is not None and not said.complication:
            said = Said(f"{self._returning} here again. {said.text}")
            self._returning = None
        return said

    def _answer(self, key: str) -> Said:
        complication = self._complications.pop(key, "")
        answers = self._persona.answers.get(key)
        if answers is None:
            return Said(self._persona.default_unknown)
        if complication:
            return self._complicated(complication, key, answers.first)
        self._asked[key] += 1
        told = {1: answers.first, 2: answers.followup}.get(self._asked[key])
        return Said(told or self._persona.default_unknown)

    def _complicated(self, complication: Complication, key: str, answer: str) -> Said:
        """The reply that is not plain. After those that say nothing yet, the answer is given when asked again."""
        if complication == "wrong_figure":
            self._asked[key] += 1
            self._correction = answer
            return Said(_FIGURE.sub(_misremembered, answer, count=1), complication)
        if complication == "other_speaker":
            self._asked[key] += 1
            other, self._returning = self._chance.choice(_NAMES)
            return Said(f"{other} here, I am typing for a moment. {answer}", complication)
        sayings = {"counter_question": _ASKING_BACK, "off_topic": _SMALL_TALK, "vague_first": _VAGUE}[complication]
        return Said(self._chance.choice(sayings), complication)


def _misremembered(figure: re.Match[str]) -> str:
    """The figure with another first digit."""
    first, rest = figure.group()[0], figure.group()[1:]
    return f"{int(first) + 1 if first < '9' else 8}{rest}"
