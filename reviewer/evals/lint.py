"""Gold lint: labels that contradict the words, the framework or each other. It comes before anything is scored."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reviewer.errors import CasesError
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.forms import TRAPS, check_forms
from reviewer.evals.labels.gold import Expected, Gold, Label, Sentence, Stated, TranscriptGold, TurnGold
from reviewer.evals.labels.load import load_gold
from reviewer.evals.labels.unchecked import KEY, unchecked
from reviewer.evals.lint_folder import mistakes_in_folder
from reviewer.evals.lint_rules import mistakes_in_rules
from reviewer.evals.lint_values import mistakes_in_values
from reviewer.evals.scoring.metrics import metrics
from reviewer.evals.scoring.oracle import oracle
from reviewer.evals.scoring.turns import moments
from reviewer.framework.catalogue import Framework
from reviewer.readiness.values import UnfitValueError, fitted

_SHOWN = ("satisfied", "partial", "not_applicable")


class Place(NamedTuple):
    """Whose labels they are, and every text in which their quotes may stand."""

    name: str
    texts: Sequence[str]
    framework: Framework


def lint(folder: Path, framework: Framework) -> tuple[str, ...]:
    """What is wrong with the labels in `folder`, one sentence each; nothing where they may be scored against.

    A file that cannot be read ends it: the rest would be about something else.
    """
    try:
        cases = load_cases(folder)
        check_forms(folder)
        gold = load_gold(folder)
    except CasesError as error:
        return (str(error),)
    found = (
        *_unseen(folder),
        *mistakes_in_folder(folder, cases, gold, framework),
        *_mistakes(gold, framework),
        *mistakes_in_rules(cases, gold.rules, framework),
    )
    return found or (*_unreachable(gold, framework), *_undeserved(gold, framework))


def _unseen(folder: Path) -> Iterator[str]:
    for place, names in unchecked(folder):
        yield f"{place}: nobody has checked {', '.join(names)}. Look at each, then take it out of `{KEY}`."


def _mistakes(gold: Gold, framework: Framework) -> Iterator[str]:
    for case, paper in gold.proposals.items():
        place = Place(f"proposals, {case}", (paper.text,), framework)
        yield from _in_the_end(place, paper.expected)
        if not paper.expected.in_part:
            yield from (f"{place.name}: {item.id} has no label." for item in _unlabelled(paper.expected, framework))
    for case, talk in gold.transcripts.items():
        place = Place(f"transcripts, {case}", tuple(turn.answer for turn in talk.turns), framework)
        yield from _in_the_end(place, _beyond_turns(talk))
        yield from _in_turns(place, talk)
    for case, person in gold.interviews.items():
        said = tuple(words for answers in person.answers.values() for words in answers)
        yield from _in_the_end(Place(f"interviews, {case}", said, framework), person.expected)
    yield from _in_queries(gold, framework)


def _unlabelled(expected: Expected, framework: Framework) -> list[Any]:
    return [item for item in framework.items if item.id not in expected.items]


def _beyond_turns(talk: TranscriptGold) -> Expected:
    """What is said of the end and of no turn: a mistake in a turn is told there, once."""
    labels = [label for turn in talk.turns for label in turn.sets.values()]
    facts = [fact for turn in talk.turns for fact in turn.facts]
    expected = talk.expected
    return expected.model_copy(
        update={
            "items": {item: label for item, label in expected.items.items() if label not in labels},
            "facts": tuple(fact for fact in expected.facts or () if fact not in facts),
        }
    )


def _in_the_end(place: Place, expected: Expected) -> Iterator[str]:
    for item, label in expected.items.items():
        # The states of some papers were written down alone: then the words are in the values.
        yield from _in_label(place, item, label, needs_words=expected.facts is not None)
    yield from _in_facts(place, expected.facts or ())
    for sentence in (*(expected.contradictions or ()), *(expected.computed or ()), *expected.absent):
        yield from _in_sentence(place, sentence)
    if expected.values is not None:
        yield from mistakes_in_values(place.name, expected.values, place.texts, place.framework)


def _in_label(place: Place, item: str, label: Label, needs_words: bool = True) -> Iterator[str]:
    if item not in place.framework.items_by_id:
        yield f"{place.name}: there is no item {item}."
    if label.state != "missing" and label.why is not None:
        yield f"{place.name}: {item} is {label.state} and has a reason why it is missing."
    if needs_words and label.state == "missing" and label.why is None:
        yield f"{place.name}: {item} is missing and nothing says why."
    if needs_words and label.state in _SHOWN and not label.quotes:
        yield f"{place.name}: {item} is {label.state} and no words show it."
    yield from _in_quotes(place, item, label.quotes)


def _in_quotes(place: Place, about: str, quotes: Iterable[str]) -> Iterator[str]:
    for quote in quotes:
        if not any(quote in text for text in place.texts):
            yield f'{place.name}: the words of {about} are not there: "{quote}".'


def _in_sentence(place: Place, sentence: Sentence) -> Iterator[str]:
    rules = place.framework.rules
    if sentence.rule not in rules and not any(sentence.rule in rule.repeats for rule in rules.values()):
        yield f"{place.name}: there is no rule {sentence.rule}."
    yield from _in_quotes(place, sentence.rule, sentence.quotes)


def _in_facts(place: Place, facts: Iterable[Stated]) -> Iterator[str]:
    for fact in facts:
        facet = place.framework.facets_by_key.get(fact.facet)
        if facet is None:
            yield f"{place.name}: there is no fact {fact.facet}."
            continue
        for value in fact.accepts:
            try:
                fitted(facet, value)
            except UnfitValueError as error:
                yield f"{place.name}: {fact.facet} cannot be {value!r}: {error}."
        yield from _in_quotes(place, fact.facet, fact.quotes)


def _in_turns(place: Place, talk: TranscriptGold) -> Iterator[str]:
    for number, turn in enumerate(talk.turns, 1):
        here = Place(f"{place.name}, turn {number}", (turn.answer,), place.framework)
        yield from _in_turn(here, turn)
    yield from _in_replay(place, talk)


def _in_turn(place: Place, turn: TurnGold) -> Iterator[str]:
    if turn.item is not None and turn.item not in place.framework.items_by_id:
        yield f"{place.name}: the question is about {turn.item}, and there is no such item."
    for item, label in turn.sets.items():
        yield from _in_label(place, item, label)
    yield from _in_facts(place, turn.facts)
    if turn.fills_nothing and (turn.sets or turn.facts):
        yield f"{place.name}: it fills nothing, and yet something is set."
    if turn.kind in TRAPS and not turn.fills_nothing:
        yield f"{place.name}: a reply of the kind {turn.kind} fills nothing, and that is not said."


def _in_replay(place: Place, talk: TranscriptGold) -> Iterator[str]:
    """What the turns set, one after the other, is what is said of the end."""
    last = None
    for moment in moments(talk):
        last = moment
    ends = talk.expected.items
    reached = last.items if last else {}
    for item in sorted({*ends, *reached}):
        if _short(reached.get(item)) != _short(ends.get(item)):
            yield (
                f"{place.name}: {item} is {_short(reached.get(item))} after the last turn, "
                f"and {_short(ends.get(item))} in the end."
            )
    told = _latest(fact for turn in talk.turns for fact in turn.facts)
    final = _latest(talk.expected.facts or ())
    for key in sorted({*told, *final}):
        if told.get(key) != final.get(key):
            yield f"{place.name}: {key} is {told.get(key)} after the last turn, and {final.get(key)} in the end."


def _short(label: Label | None) -> str:
    return "unknown" if label is None else " ".join(filter(None, (label.state, label.why)))


def _latest(facts: Iterable[Stated]) -> dict[str, Any]:
    """The last value of each single fact. Rows are told again and again under names of all kinds: they are left out."""
    return {fact.facet: fact.accepts[0] for fact in facts if not isinstance(fact.accepts[0], dict)}


def _in_queries(gold: Gold, framework: Framework) -> Iterator[str]:
    passages = {passage.id for passage in framework.passages}
    for case, sought in gold.retrieval.items():
        for name in sought.items:
            if name not in framework.items_by_id:
                yield f"retrieval, {case}: there is no item {name}."
        for name in sought.passages:
            if name not in passages:
                yield f"retrieval, {case}: there is no passage {name}."


def _unreachable(gold: Gold, framework: Framework) -> Iterator[str]:
    """Whoever knows every label must have every figure at its best; where not, labels contradict each other."""
    for metric in metrics(oracle(gold, framework), gold, framework):
        if metric.is_gate and metric.value is not None and metric.value != metric.best:
            told = f"whoever knows every label has {metric.value} in {metric.name}, and not {metric.best}"
            yield f"{metric.suite}: {told}."


def _undeserved(gold: Gold, framework: Framework) -> Iterator[str]:
    """Whoever hands in nothing at all may have no figure at its best; where it is, the figure cannot fall."""
    for metric in metrics((), gold, framework):
        if metric.is_gate and metric.value == metric.best:
            yield f"{metric.suite}: whoever hands in nothing has {metric.value} in {metric.name}, so it can never fall."
