"""Predictors that read nothing, beside which every figure stands. Labels are used of other cases only.

"flag everything" calls all missing and raises every rule; "flag nothing" calls all satisfied; "majority" says of each
item what most other cases have; "random" draws from what other cases have, by a seed that depends on the case alone.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reviewer.evals.case import Suite
from reviewer.evals.labels.gold import Expected, Gold, TranscriptGold
from reviewer.evals.prediction import Fact, GapFound, Outcome, Prediction
from reviewer.evals.scoring import adversarial, gaps, guards, retrieval, rules
from reviewer.evals.scoring.turns import KINDS
from reviewer.framework.catalogue import Framework

NAMES = ("flag everything", "flag nothing", "majority", "random")
_READ: tuple[Suite, ...] = ("transcripts", "interviews", "proposals")
_SEED = "20260301"


class Others(NamedTuple):
    """Which case it is, and what is expected of the other cases of its suite."""

    case: str
    expected: Sequence[Expected]
    kinds: Sequence[str]


Guess = Callable[[Others, Framework], Outcome]


def predictors(gold: Gold, framework: Framework) -> dict[str, list[Prediction]]:
    """The predictions of each of them for every case."""
    found: dict[str, list[Prediction]] = {name: [] for name in NAMES}
    for suite in _READ:
        golds: Mapping[str, Any] = getattr(gold, suite)
        for case in sorted(golds):
            others = _others(case, golds)
            for name in NAMES:
                found[name].append(_prediction(suite, case, golds[case], _GUESSES[name](others, framework)))
    passages = [passage.id for passage in framework.passages]
    items = [item.id for item in framework.items]
    for blind in (
        retrieval.predictors(gold.retrieval, passages, items),
        adversarial.predictors(gold.adversarial, items),
        guards.predictors(gold.guards),
        rules.predictors(gold.rules),
    ):
        for name, predictions in blind.items():
            found[name] += predictions.values()
    return found


def _others(case: str, golds: Mapping[str, Any]) -> Others:
    rest = [golds[other] for other in sorted(golds) if other != case]
    kinds = [turn.kind for other in rest if isinstance(other, TranscriptGold) for turn in other.turns]
    return Others(case, [other.expected for other in rest], kinds)


def _prediction(suite: Suite, case: str, gold: Any, outcome: Outcome) -> Prediction:
    """The same at every turn: who reads nothing learns nothing."""
    turns = len(gold.turns) if isinstance(gold, TranscriptGold) else 1
    return Prediction(case=case, suite=suite, outcomes=(outcome,) * turns)


def _everything(_: Others, framework: Framework) -> Outcome:
    states = {item.id: "missing" for item in framework.items}
    rules = [rule for rule in sorted(framework.rules) if rule[0] in "CN"]
    found = [GapFound(id=rule, rules=(rule,), item=None, severity="blocker", title=rule) for rule in rules]
    why = dict.fromkeys(states, "not_stated")
    raised = (*_gaps(states, framework), *found)
    return Outcome(states=states, why=why, gaps=raised, verdict="not_ready", kind=KINDS["answer"][0])


def _nothing(_: Others, framework: Framework) -> Outcome:
    states = {item.id: "satisfied" for item in framework.items}
    return Outcome(states=states, verdict="ready", kind=KINDS["answer"][0])


def _majority(others: Others, framework: Framework) -> Outcome:
    return _from_others(others, framework, lambda _, seen: _most(seen))


def _random(others: Others, framework: Framework) -> Outcome:
    drawn = _from_others(others, framework, lambda name, seen: _draw(others.case, name, seen))
    known = [one.facts for one in others.expected if one.facts]
    place = _number(others.case, "facts") % len(known) if known else 0
    facts = tuple(Fact(facet=fact.facet, value=fact.accepts[0]) for fact in known[place]) if known else ()
    return drawn.model_copy(update={"facts": facts})


_GUESSES: dict[str, Guess] = dict(zip(NAMES, (_everything, _nothing, _majority, _random), strict=True))


def _from_others(others: Others, framework: Framework, choose: Callable[[str, list[str]], str]) -> Outcome:
    states, why = {}, {}
    for item in framework.items:
        labels = [one.items[item.id] for one in others.expected if item.id in one.items]
        states[item.id] = choose(item.id, [label.state for label in labels] or ["unknown"])
        reasons = [label.why for label in labels if label.why]
        if states[item.id] == "missing" and reasons:
            why[item.id] = choose(f"{item.id} why", reasons)
    verdicts = [one.verdict for one in others.expected if one.verdict]
    kinds = [KINDS[kind][0] for kind in others.kinds]
    return Outcome(
        states=states,
        why=why,
        gaps=tuple(_gaps(states, framework)),
        verdict=choose("verdict", verdicts) if verdicts else "",
        kind=choose("kind", kinds) if kinds else None,
    )


def _gaps(states: Mapping[str, str], framework: Framework) -> Iterable[GapFound]:
    """The gaps that follow from states by the table with which gold is compared."""
    for item in framework.items:
        level = gaps.level(item.severity, states[item.id])
        if level is not None:
            yield GapFound(id=f"G-01.{item.id}", rules=("G-01",), item=item.id, severity=level, title=item.name)


def _most(seen: Sequence[str]) -> str:
    return min(Counter(seen).items(), key=lambda one: (-one[1], one[0]))[0]


def _draw(case: str, name: str, seen: Sequence[str]) -> str:
    return sorted(seen)[_number(case, name) % len(seen)]


def _number(case: str, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{_SEED} {case} {name}".encode()).digest()[:8])
