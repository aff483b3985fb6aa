"""Predictions built from gold alone: whoever knows every label must score 1.0 on everything, or labels contradict."""

from collections.abc import Iterable, Mapping, Sequence

from reviewer.evals.labels.gold import Expected, Gold, PersonaGold, Stated, TranscriptGold
from reviewer.evals.prediction import Fact, GapFound, Outcome, Prediction, Put
from reviewer.evals.scoring import adversarial, gaps, guards, retrieval, rules, values
from reviewer.evals.scoring.turns import KINDS, moments
from reviewer.framework.catalogue import Framework
from reviewer.readiness.claims import Evidence

Texts = Mapping[str, str]


def oracle(gold: Gold, framework: Framework) -> tuple[Prediction, ...]:
    """One prediction for each case of every suite that has labels."""
    papers = (
        Prediction(case=case, suite="proposals", outcomes=(ending(one.expected, {"document": one.text}, framework),))
        for case, one in gold.proposals.items()
    )
    talks = (_transcript(case, one, framework) for case, one in gold.transcripts.items())
    persons = (_interview(case, one, framework) for case, one in gold.interviews.items())
    others = (
        *retrieval.oracle(gold.retrieval).values(),
        *adversarial.oracle(gold.adversarial).values(),
        *guards.oracle(gold.guards).values(),
        *rules.oracle(gold.rules).values(),
    )
    return (*papers, *talks, *persons, *others)


def ending(expected: Expected, texts: Texts, framework: Framework, rest: str | None = None) -> Outcome:
    """Everything that is expected in the end; `rest` is the state of items without a label."""
    items = expected.items
    unlabelled = {item.id: rest for item in framework.items if rest and item.id not in items}
    return Outcome(
        states=unlabelled | {item: label.state for item, label in items.items()},
        why={item: label.why for item, label in items.items() if label.why},
        quotes={item: _located(label.quotes, texts) for item, label in items.items() if label.quotes},
        facts=tuple(_facts(expected, framework)),
        gaps=tuple(_gaps(expected, framework)),
        verdict=expected.verdict or "",
    )


def _located(quotes: Sequence[str], texts: Texts) -> tuple[Evidence, ...]:
    found = []
    for words in quotes:
        source = next(source for source in texts if words in texts[source])
        text, start = texts[source], texts[source].index(words)
        line = text.count("\n", 0, start) + 1
        found.append(Evidence(quote=words, source=source, start=start, end=start + len(words), line=line))
    return tuple(found)


def _facts(expected: Expected, framework: Framework) -> Iterable[Fact]:
    """Labelled facts, and of the others those that a careful reader found; whatever is disputed is called so."""
    labelled, conflicts = values.stated(expected) or (), values.conflicts(expected)
    own = {fact.facet for fact in labelled}
    read = [fact for fact in values.exact_facets(expected, framework) if fact.facet not in own]
    for fact in (*labelled, *read):
        yield Fact(facet=fact.facet, value=fact.accepts[0], disputed=fact.facet in conflicts)
    for facet in sorted(conflicts - own):
        yield Fact(facet=facet, value="two answers", disputed=True)


def _gaps(expected: Expected, framework: Framework) -> Iterable[GapFound]:
    is_informative = expected.verdict == "feasibility_test"
    for item, severity in gaps.levels(expected, framework).items():
        if severity is not None:
            yield _gap("G-01", item, "info" if is_informative else severity)
    for number, one in enumerate((*(expected.contradictions or ()), *(expected.computed or ())), 1):
        yield _gap(one.rule, None, "info" if is_informative else one.severity or "major", number)


def _gap(rule: str, item: str | None, severity: str, number: int = 0) -> GapFound:
    """A gap; `number` keeps two of a rule apart that have no item."""
    return GapFound(id=f"{rule}.{item or number}", rules=(rule,), item=item, severity=severity, title=rule)


def _transcript(case: str, gold: TranscriptGold, framework: Framework) -> Prediction:
    """Facts without a label stand from the first turn on that is no trap: nobody asks when they were said."""
    texts = {f"reply {number}": turn.answer for number, turn in enumerate(gold.turns, 1)}
    last = ending(gold.expected, texts, framework, rest="unknown")
    conflicts = values.conflicts(gold.expected)
    others = tuple(fact for fact in last.facts if fact.facet not in values.LABELLED)
    outcomes, is_learnt = [], False
    for moment in moments(gold):
        is_learnt = is_learnt or not moment.turn.fills_nothing
        states = {item.id: "unknown" for item in framework.items} | {
            item: label.state for item, label in moment.items.items()
        }
        facts = (*(others if is_learnt else ()), *_known(moment.facts.values(), conflicts))
        outcomes.append(Outcome(states=states, facts=facts, kind=KINDS[moment.turn.kind][0]))
    if outcomes:
        outcomes[-1] = last.model_copy(update={"facts": outcomes[-1].facts, "kind": outcomes[-1].kind})
    return Prediction(case=case, suite="transcripts", outcomes=tuple(outcomes))


def _known(facts: Iterable[Stated], conflicts: frozenset[str]) -> Iterable[Fact]:
    for fact in facts:
        yield Fact(facet=fact.facet, value=fact.accepts[0], disputed=fact.facet in conflicts)


def _interview(case: str, gold: PersonaGold, framework: Framework) -> Prediction:
    """One question for each thing that the person can say; whoever knows the labels knows all from the first on.

    A second question is put only where the item stays open.
    """
    asked = tuple(_questions(gold))
    texts = {f"reply {number}": put.answer for number, put in enumerate(asked, 1)}
    known = ending(gold.expected, texts, framework, rest="unknown")
    return Prediction(case=case, suite="interviews", asked=asked, outcomes=(known,) * len(asked))


def _questions(gold: PersonaGold) -> Iterable[Put]:
    for item in gold.answerable:
        first, *more = gold.answers[item]
        if item in gold.expected.items and gold.expected.items[item].state == "satisfied":
            first, more = "\n".join((first, *more)), []
        yield Put(item=item, facet=f"{item} as a whole", wording=f"About {item}?", answer=first, kind="answer")
        for words in more:
            yield Put(item=item, facet=f"the rest of {item}", wording=f"And {item}?", answer=words, kind="answer")
