"""Interviews with a respondent who answers only what is asked: how much is learnt, by how many questions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reviewer.evals.case import Suite
from reviewer.evals.labels.gold import PersonaGold
from reviewer.evals.prediction import Outcome, Prediction, Put
from reviewer.evals.score import Check, Metric
from reviewer.evals.scoring import endings, values
from reviewer.evals.scoring.endings import Ending
from reviewer.evals.scoring.figures import share
from reviewer.framework.catalogue import Framework
from reviewer.text import folded

SUITE: Suite = "interviews"
Golds = Mapping[str, PersonaGold]
Predictions = Mapping[str, Prediction]
AFTER = (10, 20, 30, 45)
"""Numbers of questions after which it is looked at what was learnt."""
_AGAIN = frozenset({"counter_question", "off_topic", "injection"})
_TWICE = 2
_START = Outcome(states={})


class Talk(NamedTuple):
    """One interview: what the person knows, what was asked, what was known after each answer, and how it ended."""

    case: str
    gold: PersonaGold
    asked: Sequence[Put]
    outcomes: Sequence[Outcome]
    ending: Ending

    def after(self, questions: int) -> Outcome | None:
        """What was known after so many questions; one that ended earlier stays as it ended."""
        return self.outcomes[min(questions, len(self.outcomes)) - 1] if self.outcomes else None


def metrics(predictions: Predictions, gold: Golds, framework: Framework) -> tuple[Metric, ...]:
    """All figures of the suite; what was learnt by how many questions first."""
    talks = [_talk(case, one, predictions.get(case)) for case, one in sorted(gold.items())]
    ends = [talk.ending for talk in talks]
    return (
        *(_learnt(talks, framework, questions) for questions in AFTER),
        share(SUITE, "known points learnt at the end", _recovered(talks, framework, None)),
        share(SUITE, "questions that repeat nothing", (new for talk in talks for new in _new(talk))),
        share(SUITE, "follow-ups that ask for something open", _on_target(talks, framework)),
        share(SUITE, "known points asked about before the end", _asked_about(talks)),
        share(SUITE, "questions before nothing new was left", (use for talk in talks for use in _in_time(talk))),
        *endings.state_metrics(SUITE, ends, framework),
        *endings.fact_metrics(SUITE, ends, framework),
        *endings.gap_metrics(SUITE, ends, framework),
        *endings.quote_metrics(SUITE, ends),
    )


def _learnt(talks: Sequence[Talk], framework: Framework, questions: int) -> Metric:
    return share(SUITE, f"known points learnt by {questions} questions", _recovered(talks, framework, questions))


def _recovered(talks: Iterable[Talk], framework: Framework, questions: int | None) -> list[bool]:
    """For each labelled state and fact that the person knows, whether it is right by then."""
    found: list[bool] = []
    for talk in talks:
        outcome = (talk.ending.outcome if questions is None else talk.after(questions)) or _START
        labels = talk.gold.expected.items.items()
        found += [
            outcome.states.get(item) == label.state
            for item, label in labels
            if label.state != "unknown" and not label.doubt
        ]
        meant = values.stated(talk.gold.expected) or ()
        found += [hit is not None for hit in values.matched(meant, outcome.facts, framework)]
    return found


def _repeats(talk: Talk) -> list[bool]:
    """For each question, whether it was put before: in the same words, a third time, or after "I don't know".

    A question may be put again to somebody who asked back or spoke of something else.
    """
    found: list[bool] = []
    kinds: dict[tuple[str | None, str], list[str]] = {}
    wordings = set[str]()
    for put in talk.asked:
        same = kinds.setdefault((put.item, put.facet), [])
        is_told = any(kind in ("dont_know", "refusal") for kind in same)
        found.append(folded(put.wording) in wordings or is_told or len(same) >= _TWICE)
        if put.kind not in _AGAIN:
            same.append(put.kind)
            wordings.add(folded(put.wording))
    return found


def _new(talk: Talk) -> list[bool]:
    """For each question, whether it repeats nothing. Who asked nothing counts as one that was put before."""
    return [not told for told in _repeats(talk)] or [False]


def _on_target(talks: Iterable[Talk], framework: Framework) -> list[bool]:
    """For each second or later question about an item, whether its fact was still open and the item not yet complete.

    A talk in which nothing came out counts as one question beside the target.
    """
    found: list[bool] = []
    for talk in talks:
        if talk.ending.outcome is None:
            found.append(False)
        for place, put in enumerate(talk.asked):
            if place and put.item and any(one.item == put.item for one in talk.asked[:place]):
                found.append(_is_open(put, talk.outcomes[min(place, len(talk.outcomes)) - 1], framework))
    return found


def _is_open(put: Put, before: Outcome, framework: Framework) -> bool:
    if put.facet in framework.facets_by_key and framework.facet(put.facet).type == "list":
        return before.states.get(put.item or "") != "satisfied"
    is_filled = any(fact.facet == put.facet and not fact.disputed for fact in before.facts)
    return not is_filled and before.states.get(put.item or "") != "satisfied"


def _asked_about(talks: Iterable[Talk]) -> list[bool]:
    """For each item of which the person has something to say, whether it was asked about or known without."""
    return [
        any(put.item == item for put in talk.asked)
        or talk.ending.found.states.get(item, "unknown") not in ("unknown", "missing")
        for talk in talks
        for item in talk.gold.answerable
    ]


def _in_time(talk: Talk) -> list[bool]:
    """For each question, whether it stands before the last one that brought words not heard before."""
    answers, last = set[str](), 0
    for number, put in enumerate(talk.asked, 1):
        if put.item in talk.gold.answerable and folded(put.answer) not in answers:
            last = number
        answers.add(folded(put.answer))
    return [number <= last for number in range(1, len(talk.asked) + 1)] or [False]


def checks(predictions: Predictions, gold: Golds, framework: Framework) -> tuple[Check, ...]:
    """Each label at the end, and each point that the person knows and must be asked about."""
    found: list[Check] = []
    for case, one in sorted(gold.items()):
        talk = _talk(case, one, predictions.get(case))
        found += endings.checks(SUITE, talk.ending, framework)
        repeated = [put.wording for put, is_repeat in zip(talk.asked, _repeats(talk), strict=True) if is_repeat]
        shown = "; ".join(repeated) if talk.asked else "nothing was asked"
        found.append(
            Check(suite=SUITE, case=case, name="no repeats", passed=not shown, expected="no repeats", found=shown)
        )
    return tuple(found)


def _talk(case: str, gold: PersonaGold, prediction: Prediction | None) -> Talk:
    has_ended = prediction is not None and prediction.failure is None
    asked = prediction.asked if prediction is not None and has_ended else ()
    outcomes = prediction.outcomes if prediction is not None and has_ended else ()
    texts = {f"reply {number}": put.answer for number, put in enumerate(asked, 1)}
    ending = Ending(case, gold.expected, outcomes[-1] if outcomes else None, texts, rest="unknown")
    return Talk(case, gold, asked, outcomes, ending)
