"""Canned interviews against gold, turn by turn and at the end.

A joint goal is reached where every item and every labelled fact is right after a turn, and nothing beyond is stated.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reviewer.evals.case import Suite
from reviewer.evals.labels.gold import TranscriptGold
from reviewer.evals.prediction import Outcome, Prediction
from reviewer.evals.score import Check, Metric
from reviewer.evals.scoring import endings, values
from reviewer.evals.scoring.endings import Ending
from reviewer.evals.scoring.figures import Counts, f1, macro_f1, share, total
from reviewer.evals.scoring.turns import (
    KINDS,
    Moment,
    labelled,
    moments,
    new_facts,
    new_states,
    wrong_items,
)
from reviewer.framework.catalogue import Framework

SUITE: Suite = "transcripts"
Golds = Mapping[str, TranscriptGold]
Predictions = Mapping[str, Prediction]
_START = Outcome(states={})


class Turn(NamedTuple):
    """One turn of one case: what should be known after it, what is, and what was before; None if nothing came out."""

    case: str
    number: int
    moment: Moment
    outcome: Outcome | None
    before: Outcome
    unclear: frozenset[str]
    wrong: Mapping[str, str]
    facts: Counts

    @property
    def found(self) -> Outcome:
        """What is known after it, or nothing."""
        return self.outcome or _START


def metrics(predictions: Predictions, gold: Golds, framework: Framework) -> tuple[Metric, ...]:
    """All figures of the suite; the joint goal first."""
    turns = [turn for case, one in sorted(gold.items()) for turn in _turns(case, one, predictions.get(case), framework)]
    ends = [_ending(case, one, predictions.get(case)) for case, one in sorted(gold.items())]
    return (
        *_turn_metrics(turns, framework),
        *endings.fact_metrics(SUITE, ends, framework),
        *endings.state_metrics(SUITE, ends, framework),
        *endings.gap_metrics(SUITE, ends, framework),
        f1(SUITE, "conflicts between speakers, F1", total(_conflicts(one) for one in ends)),
        *endings.quote_metrics(SUITE, ends),
    )


def _turn_metrics(turns: Sequence[Turn], framework: Framework) -> tuple[Metric, ...]:
    return (
        share(SUITE, "joint goal, strict, per turn", (_is_reached(turn) for turn in turns)),
        share(SUITE, "joint goal of states, per turn", (_states_are_right(turn) for turn in turns)),
        share(SUITE, "joint goal of facts, per turn", (_facts_are_right(turn) for turn in turns)),
        f1(SUITE, "facts so far, F1 per turn", total(turn.facts for turn in turns)),
        f1(SUITE, "changes, F1 per turn", total(_changes(turn, framework) for turn in turns)),
        share(SUITE, "trap turns that fill nothing", (_fills_nothing(turn) for turn in turns if _is_trap(turn))),
        share(SUITE, "corrections that take the place", _superseded(turns, framework)),
        macro_f1(SUITE, "kinds of replies, macro-F1", [(turn.moment.turn.kind, _kind(turn)) for turn in turns]),
    )


def _turns(case: str, gold: TranscriptGold, prediction: Prediction | None, framework: Framework) -> Iterable[Turn]:
    has_ended = prediction is not None and prediction.failure is None
    outcomes = prediction.outcomes if prediction is not None and has_ended else ()
    unclear = values.disputed(gold.expected)
    for place, moment in enumerate(moments(gold)):
        outcome = outcomes[place] if place < len(outcomes) else None
        before = outcomes[place - 1] if 0 < place <= len(outcomes) else _START
        found = outcome or _START
        wrong = wrong_items(moment, found, framework)
        meant = [fact for fact in moment.facts.values() if fact.facet not in unclear]
        facts = values.counts(meant, labelled(found, unclear), framework)
        yield Turn(case, place + 1, moment, outcome, before, unclear, wrong, facts)


def _is_reached(turn: Turn) -> bool:
    return _states_are_right(turn) and _facts_are_right(turn)


def _states_are_right(turn: Turn) -> bool:
    return turn.outcome is not None and not turn.wrong


def _facts_are_right(turn: Turn) -> bool:
    return turn.outcome is not None and turn.facts.right == turn.facts.said == turn.facts.meant


def _changes(turn: Turn, framework: Framework) -> Counts:
    """Changed states and facts that are labelled, and those that came."""
    if turn.outcome is None:
        return Counts(0, 0, len(turn.moment.changed_items) + len(turn.moment.changed_facts))
    doubtful = {item for item, label in turn.moment.items.items() if label.doubt}
    states = {item: state for item, state in new_states(turn.found, turn.before).items() if item not in doubtful}
    wanted = turn.moment.changed_items
    right = sum(states.get(item) == state for item, state in wanted.items())
    meant = [fact for fact in turn.moment.changed_facts if fact.facet not in turn.unclear]
    new = Outcome(states={}, facts=tuple(new_facts(turn.found, turn.before)))
    facts = values.counts(meant, labelled(new, turn.unclear), framework)
    return total([Counts(right, len(states), len(wanted)), facts])


def _is_trap(turn: Turn) -> bool:
    return turn.moment.turn.fills_nothing


def _fills_nothing(turn: Turn) -> bool:
    """Whether everything is as it was before the trap."""
    if turn.outcome is None:
        return False
    return not new_states(turn.found, turn.before) and not new_facts(turn.found, turn.before)


def _superseded(turns: Iterable[Turn], framework: Framework) -> list[bool]:
    """For each corrected fact, whether its new value is the one that stands."""
    return [
        hit is not None for turn in turns for hit in values.matched(turn.moment.superseded, turn.found.facts, framework)
    ]


def _kind(turn: Turn) -> str:
    """The kind of the label format that it was taken for; another word than any of them if it was not its own."""
    meant, found = turn.moment.turn.kind, turn.found.kind or ""
    if found in KINDS.get(meant, (meant,)):
        return meant
    return next((kind for kind, names in KINDS.items() if found == names[0]), found)


def _conflicts(one: Ending) -> Counts:
    if one.expected.values is None:
        return Counts()
    meant, said = values.conflicts(one.expected), {fact.facet for fact in one.found.facts if fact.disputed}
    return Counts(len(meant & said), len(said), len(meant))


def checks(predictions: Predictions, gold: Golds, framework: Framework) -> tuple[Check, ...]:
    """For each turn what it changes, its kind, whether a trap holds; and each label at the end."""
    found: list[Check] = []
    for case, one in sorted(gold.items()):
        prediction = predictions.get(case)
        found += [check for turn in _turns(case, one, prediction, framework) for check in _turn_checks(turn)]
        found += endings.checks(SUITE, _ending(case, one, prediction), framework)
    return tuple(found)


def _turn_checks(turn: Turn) -> Iterable[Check]:
    name, moment = f"turn {turn.number:02d}", turn.moment
    wrong = turn.wrong if turn.outcome else {"nothing": "came out"}
    facts = _facts_are_right(turn)
    wanted = ", ".join(f"{item} {moment.items[item].state if item in moment.items else 'unknown'}" for item in wrong)
    came = ", ".join(f"{item} {state}" for item, state in wrong.items())
    yield _check(turn, f"{name} joint goal", not wrong and facts, wanted, came or ("" if facts else "other facts"))
    yield _check(turn, f"{name} kind", _kind(turn) == moment.turn.kind, moment.turn.kind, turn.found.kind or "")
    if moment.turn.fills_nothing:
        changes = [f"{item} {state}" for item, state in new_states(turn.found, turn.before).items()]
        changes += [f"{fact.facet} {endings.in_words(fact.value)}" for fact in new_facts(turn.found, turn.before)]
        yield _check(turn, f"{name} trap", _fills_nothing(turn), "nothing changes", "; ".join(changes))


def _check(turn: Turn, name: str, passed: bool, expected: str, found: str) -> Check:
    return Check(suite=SUITE, case=turn.case, name=name, passed=passed, expected=expected, found=found)


def _ending(case: str, gold: TranscriptGold, prediction: Prediction | None) -> Ending:
    """The last turn, if all came out."""
    is_whole = prediction is not None and prediction.failure is None and len(prediction.outcomes) == len(gold.turns)
    outcome = prediction.outcomes[-1] if prediction is not None and is_whole and prediction.outcomes else None
    texts = {f"reply {number}": turn.answer for number, turn in enumerate(gold.turns, 1)}
    return Ending(case, gold.expected, outcome, texts, rest="unknown")
