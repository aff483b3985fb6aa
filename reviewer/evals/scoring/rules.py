"""Whether each rule fires where it should, says what it should, and keeps silent where it should.

A situation that ended in a failure, or has no prediction, gets nothing: silence counts only where something was
assessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from reviewer.evals.labels.ruling import RuleGold
from reviewer.evals.prediction import GapFound, Outcome, Prediction
from reviewer.evals.score import Check, Metric
from reviewer.evals.scoring.figures import share
from reviewer.readiness.claims import Evidence

Gold = Mapping[str, RuleGold]
Predictions = Mapping[str, Prediction]
Notes = Mapping[str, str | int | float | bool]

FIRE = "rules that fire where they should"
SEVERITY = "severities of what fires"
SILENT = "rules that stay silent where they should"
WORDS = "words and figures of what fires"
QUOTED = "gaps that quote what was said"
ORDER = "gaps told once, the worst first"
RESULTS = "results of the arithmetic"
STATES = "states of items and areas"
VERDICTS = "verdicts, confidence and coverage"
METRICS = (FIRE, SEVERITY, SILENT, WORDS, QUOTED, ORDER, RESULTS, STATES, VERDICTS)
# These fire because nothing was said, or not enough to quote. All others rest on words.
_UNSAID = ("G-01", "G-03", "G-04", "G-06")
_WORST_FIRST = ("blocker", "major", "minor", "info")
_SAID = Evidence(quote="said", source="document", start=0, end=4, line=1)


class Judged(NamedTuple):
    """One thing that must follow: the figure in which it counts, its name, what is expected and what was found."""

    metric: str
    name: str
    expected: str
    found: str
    passed: bool


def checks(predictions: Predictions, gold: Gold) -> tuple[Check, ...]:
    """One for each thing that must follow from each situation."""
    return tuple(
        Check(
            suite="rules",
            case=case,
            name=judged.name,
            passed=judged.passed,
            expected=judged.expected,
            found=judged.found,
        )
        for case, judged in _every(predictions, gold)
    )


def metrics(predictions: Predictions, gold: Gold) -> tuple[Metric, ...]:
    """All figures of the suite; rules are exact, so each is held to a hard limit."""
    found = [judged for _, judged in _every(predictions, gold)]
    return tuple(
        share("rules", name, (judged.passed for judged in found if judged.metric == name), least=1.0)
        for name in METRICS
    )


def _every(predictions: Predictions, gold: Gold) -> Iterator[tuple[str, Judged]]:
    for case in sorted(gold):
        prediction = predictions.get(case)
        is_there = prediction is not None and prediction.failure is None and prediction.outcomes
        if prediction is not None and is_there:
            yield from ((case, judged) for judged in _judged(gold[case], prediction.outcomes[0], prediction.notes))
        else:
            failed = "nothing was assessed"
            for judged in _judged(gold[case], Outcome(states={}), {}):
                yield case, judged._replace(found=failed, passed=False)


def _judged(gold: RuleGold, come: Outcome, notes: Notes) -> Iterator[Judged]:
    gaps = {gap.id: gap for gap in come.gaps}
    yield from _firing(gold, gaps)
    yield _ordered(come.gaps)
    for name in gold.silent:
        loud = [gap for gap in gaps if gap.startswith(name)]
        yield Judged(SILENT, f"silent {name}", "nothing", ", ".join(loud) or "nothing", not loud)
    for names, texts in ((gold.titles, _titles(gaps)), (gold.arithmetic, _arithmetic(gaps, notes))):
        for name, words in names.items():
            yield _saying(f"{'title' if names is gold.titles else 'arithmetic'} of {name}", words, texts.get(name, ""))
    if gold.worst_case:
        yield _saying("worst case", gold.worst_case, str(notes.get("worst case", "")))._replace(metric=RESULTS)
    yield from _figures(gold, come, notes)


def _firing(gold: RuleGold, gaps: Mapping[str, GapFound]) -> Iterator[Judged]:
    for name, severity in gold.fires.items():
        gap = gaps.get(name)
        others = ", ".join(gaps) or "nothing"
        yield Judged(FIRE, f"fires {name}", name, name if gap else others, gap is not None)
        found = gap.severity if gap else "nothing"
        yield Judged(SEVERITY, f"severity of {name}", severity, found, found == severity)
        if not name.startswith(_UNSAID):
            quotes = " | ".join(part.quote for part in gap.quotes) if gap else ""
            yield Judged(QUOTED, f"quotes of {name}", "words of the team", quotes or "nothing", bool(quotes.strip()))
    for name, rules in gold.also.items():
        named = gaps[name].rules if name in gaps else ()
        yield Judged(FIRE, f"rules of {name}", ", ".join(rules), ", ".join(named), {*rules} <= {*named})


def _ordered(gaps: Sequence[GapFound]) -> Judged:
    """Whether each gap stands there once, and none after a lighter one."""
    twice = sorted(name for name, times in Counter(gap.id for gap in gaps).items() if times > 1)
    ranks = [_rank(gap) for gap in gaps]
    late = [after.id for after, rank, before in zip(gaps[1:], ranks[1:], ranks, strict=False) if rank < before]
    found = ", ".join([*(f"twice: {name}" for name in twice), *(f"too late: {name}" for name in late)])
    return Judged(ORDER, "order of gaps", "each once, the worst first", found or "as expected", not found)


def _rank(gap: GapFound) -> int:
    return _WORST_FIRST.index(gap.severity) if gap.severity in _WORST_FIRST else len(_WORST_FIRST)


def _titles(gaps: Mapping[str, GapFound]) -> dict[str, str]:
    return {name: gap.title for name, gap in gaps.items()}


def _arithmetic(gaps: Mapping[str, GapFound], notes: Notes) -> dict[str, str]:
    return {name: str(notes.get(f"arithmetic {name}", "")) for name in gaps}


def _saying(name: str, words: Sequence[str], text: str) -> Judged:
    return Judged(WORDS, name, " … ".join(words), text, all(word in text for word in words))


def _figures(gold: RuleGold, come: Outcome, notes: Notes) -> Iterator[Judged]:
    for name, value in gold.results.items():
        yield _equal(RESULTS, f"result {name}", value, notes.get(f"result {name}"))
    for item, state in gold.states.items():
        yield _equal(STATES, f"state of {item}", state, come.states.get(item))
    for area, state in gold.areas.items():
        yield _equal(STATES, f"state of {area}", state, notes.get(f"area {area}"))
    if gold.verdict is not None:
        yield _equal(VERDICTS, "verdict", gold.verdict, come.verdict)
    if gold.verdict_says:
        words = _saying("verdict in words", gold.verdict_says, str(notes.get("verdict", "")))
        yield words._replace(metric=VERDICTS)
    if gold.confidence is not None:
        yield _equal(VERDICTS, "confidence", gold.confidence, come.confidence)
    if gold.essentials_known is not None:
        yield _equal(VERDICTS, "essentials known", gold.essentials_known, notes.get("essentials known"))


def _equal(metric: str, name: str, expected: object, found: object) -> Judged:
    told = [("not there" if value is None else str(value)) for value in (expected, found)]
    return Judged(metric, name, told[0], told[1], expected == found)


def oracle(gold: Gold) -> dict[str, Prediction]:
    """What follows where every rule does what it should, and nothing else."""
    return {case: _ideal(case, one) for case, one in gold.items()}


def _ideal(case: str, gold: RuleGold) -> Prediction:
    gaps = [
        _gap(name, severity, " ".join(gold.titles.get(name, ())), gold.also.get(name, ()), (_SAID,))
        for name, severity in gold.fires.items()
    ]
    unnamed = {*gold.titles, *gold.arithmetic, *gold.also} - {*gold.fires}
    gaps += [
        _gap(name, "minor", " ".join(gold.titles.get(name, ())), gold.also.get(name, ())) for name in sorted(unnamed)
    ]
    gaps.sort(key=_rank)
    notes: dict[str, str | int | float | bool] = {
        **{f"arithmetic {name}": " ".join(words) for name, words in gold.arithmetic.items()},
        **{f"result {name}": value for name, value in gold.results.items() if value is not None},
        **{f"area {area}": state for area, state in gold.areas.items()},
        **({"worst case": " ".join(gold.worst_case)} if gold.worst_case else {}),
        **({"verdict": " ".join(gold.verdict_says)} if gold.verdict_says else {}),
        **({} if gold.essentials_known is None else {"essentials known": gold.essentials_known}),
    }
    come = Outcome(states=gold.states, gaps=tuple(gaps), verdict=gold.verdict or "", confidence=gold.confidence or "")
    return Prediction(case=case, suite="rules", outcomes=(come,), notes=notes)


def _gap(
    name: str, severity: str, title: str = "", also: Sequence[str] = (), quotes: tuple[Evidence, ...] = ()
) -> GapFound:
    """A finding by its id, which begins with its rule and goes on with its item."""
    rule, _, rest = name.partition(".")
    item = rest.partition(".")[0] or None
    return GapFound(id=name, rules=(rule, *also), item=item, severity=severity, title=title, quotes=quotes)


def predictors(gold: Gold) -> dict[str, dict[str, Prediction]]:
    """Whoever assesses nothing: raises every finding that there is, none, what most others of the rule raise, or that
    of another situation."""
    every = sorted({name for one in gold.values() for name in (*one.fires, one.rule)})
    guesses: dict[str, dict[str, dict[str, str]]] = {
        "flag everything": {case: dict.fromkeys(every, "blocker") for case in gold},
        "flag nothing": {case: {} for case in gold},
        "majority": {case: _most(case, gold) for case in gold},
        "random": {case: {**gold[other].fires} for case, other in _next(gold)},
    }
    return {name: {case: _blind(case, gaps) for case, gaps in said.items()} for name, said in guesses.items()}


def _blind(case: str, fires: Mapping[str, str]) -> Prediction:
    come = Outcome(states={}, gaps=tuple(_raised(name, each) for name, each in fires.items()), verdict="not_ready")
    return Prediction(case=case, suite="rules", outcomes=(come,))


# Whoever raises everything raises the same hundreds of findings in each of hundreds of situations.
_raised = cache(_gap)


def _most(case: str, gold: Gold) -> dict[str, str]:
    """What more than half of the other situations of the same rule raise."""
    others = [one for other, one in gold.items() if other != case and one.rule == gold[case].rule]
    raised = Counter(found for one in others for found in one.fires.items())
    return {name: severity for (name, severity), count in raised.items() if count * 2 > len(others)}


def _next(gold: Gold) -> Iterator[tuple[str, str]]:
    """Each situation with another one, far from it in the order of names: of another rule in most cases."""
    cases = sorted(gold)
    for place, case in enumerate(cases):
        yield case, cases[(place + len(cases) // 2) % len(cases)]
