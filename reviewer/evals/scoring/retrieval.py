"""How well a search brings what people look for, and whether it brings nothing where there is nothing.

`recall@3` is of what could stand among three. The nearest of those sought gains two in nDCG, the others one.
Where items or passages are not sought, their ranking is not measured; what is shown for nothing is.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2

from reviewer.evals.labels.sought import Sought
from reviewer.evals.prediction import Prediction, Ranked
from reviewer.evals.score import Check, Metric

_NEAR, _FAR = 3, 10
Gold = Mapping[str, Sought]
Predictions = Mapping[str, Prediction]
Ranking = Sequence[str]


def recall_at_3(found: Ranking, sought: Ranking) -> float:
    """The share of those sought that stand among the first three."""
    return len({*found[:_NEAR]} & {*sought}) / min(_NEAR, len(sought))


def ndcg_at_10(found: Ranking, sought: Ranking) -> float:
    """Discounted gain over the best possible one."""
    gains = dict.fromkeys(sought, 1.0) | {sought[0]: 2.0}
    ideal = sorted(gains.values(), reverse=True)
    got = [gains.pop(name, 0.0) for name in found[:_FAR]]
    return _discounted(got) / _discounted(ideal[:_FAR])


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, 1))


def reciprocal_rank(found: Ranking, sought: Ranking) -> float:
    """One over the place of the first that is sought; 0 where none stands among ten."""
    return next((1 / place for place, name in enumerate(found[:_FAR], 1) if name in sought), 0.0)


_FIGURES: Mapping[str, Callable[[Ranking, Ranking], float]] = {
    "recall@3": recall_at_3,
    "nDCG@10": ndcg_at_10,
    "MRR": reciprocal_rank,
}


def metrics(predictions: Predictions, gold: Gold) -> tuple[Metric, ...]:
    """All figures of the suite. A query without a prediction brought nothing, and does not count as an abstention."""
    found = {case: _ranked(predictions.get(case)) for case in gold}
    with_passages = [case for case, sought in gold.items() if sought.passages]
    with_items = [case for case, sought in gold.items() if sought.items]
    shown = [recall_at_3(found[case].passages, gold[case].passages) for case in with_passages]
    nothing = [case for case, sought in gold.items() if not (sought.passages or sought.items)]
    return (
        *(
            _mean(f"passages {name}", [figure(found[case].nearest, gold[case].passages) for case in with_passages])
            for name, figure in _FIGURES.items()
        ),
        _mean("passages shown recall@3", shown),
        *(
            _mean(f"items {name}", [figure(found[case].items, gold[case].items) for case in with_items])
            for name, figure in _FIGURES.items()
        ),
        _mean("answered where there is an answer", [float(bool(found[case].passages)) for case in with_passages]),
        _mean("silent where there is none", [float(_is_silent(predictions.get(case))) for case in nothing]),
    )


def checks(predictions: Predictions, gold: Gold) -> tuple[Check, ...]:
    """One for each query: the nearest three hold one that is sought, or nothing is shown where nothing is there."""
    return tuple(_check(case, predictions.get(case), sought) for case, sought in sorted(gold.items()))


def _check(case: str, prediction: Prediction | None, sought: Sought) -> Check:
    ranked = _ranked(prediction)
    shown = ranked.passages[:_NEAR]
    passed = bool({*shown} & {*sought.passages}) if sought.passages else _is_silent(prediction)
    return Check(
        suite="retrieval",
        case=case,
        name="shown",
        passed=passed,
        expected=", ".join(sought.passages) or "nothing",
        found=", ".join(shown) or "nothing",
    )


def predictors(gold: Gold, passages: Sequence[str], items: Sequence[str]) -> dict[str, dict[str, Prediction]]:
    """Searches that look at no word: all in their order, none at all, the most frequent ones, and any in any order."""
    frequent = tuple(_by_count([one.passages for one in gold.values()], passages))
    usual = tuple(_by_count([one.items for one in gold.values()], items))
    chance = random.Random(20260301)  # noqa: S311  # no secret
    orders = {case: (_shuffled(passages, chance), _shuffled(items, chance)) for case in sorted(gold)}
    rankings: dict[str, Callable[[str], tuple[Ranking, Ranking]]] = {
        "flag everything": lambda _: (passages, items),
        "flag nothing": lambda _: ((), ()),
        "majority": lambda _: (frequent, usual),
        "random": orders.__getitem__,
    }
    return {name: {case: _predicted(case, *ranking(case)) for case in gold} for name, ranking in rankings.items()}


def oracle(gold: Gold) -> dict[str, Prediction]:
    """What a search would bring that knows what is sought."""
    return {case: _predicted(case, sought.passages, sought.items) for case, sought in gold.items()}


def _predicted(case: str, passages: Ranking, items: Ranking) -> Prediction:
    shown = tuple(passages[:_FAR])
    return Prediction(
        case=case, suite="retrieval", ranked=Ranked(items=tuple(items[:_FAR]), passages=shown, nearest=shown)
    )


def _shuffled(names: Sequence[str], chance: random.Random) -> Ranking:
    return chance.sample(sorted(names), len(names))


def _by_count(sought: Iterable[Ranking], names: Sequence[str]) -> list[str]:
    counts = Counter(name for each in sought for name in each)
    return sorted(names, key=lambda name: (-counts[name], name))


def _ranked(prediction: Prediction | None) -> Ranked:
    return (prediction and not prediction.failure and prediction.ranked) or Ranked(items=(), passages=())


def _is_silent(prediction: Prediction | None) -> bool:
    """Whether the search ran and showed nothing; one that failed is not silent."""
    has_run = prediction is not None and prediction.failure is None and prediction.ranked is not None
    return has_run and not _ranked(prediction).passages


def _mean(name: str, values: Sequence[float]) -> Metric:
    value = sum(values) / len(values) if values else None
    return Metric(suite="retrieval", name=name, value=value, count=len(values))
