"""Whether a service got worse or only answered differently: small pure functions over differences by case.

A difference is after minus before, in the direction in which more is better. Cases of one family go together: they
were written alike, and what hits one hits the others.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import floor, fsum
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_EXACT = 12
"""Up to so many families every way of turning signs is counted; beyond, `DRAWS` of them, always the same."""
DRAWS = 20_000
_SEED = 20260301
# Sums of equal numbers in another order differ in the last digits.
_EQUAL = 1e-9

_Numbers = npt.NDArray[np.float64]


def p_worse(differences: Sequence[float], families: Sequence[str]) -> float:
    """How often chance alone would bring a fall as large as this one, or a larger one: the sign-flip test, one-sided.

    Were nothing worse, the difference of each family might as well have had the other sign. 1 without differences.
    """
    sums, _ = by_family(differences, families)
    if not len(sums):
        return 1.0
    # Turning the signs of some families makes the whole lower exactly where their own sum is above zero.
    turned = _turned(len(sums)) @ sums
    return float(np.mean(turned >= -_EQUAL))


def smallest_fall(differences: Sequence[float], families: Sequence[str], alpha: float) -> float | None:
    """The least fall, of every case alike, that `p_worse` would have called chance less often than `alpha`.

    It rests on how much the cases of this very comparison scatter. None: there are too few families for any.
    """
    sums, sizes = by_family(differences, families)
    if not len(sums):
        return None
    scatter = sums - sizes * (fsum(sums) / fsum(sizes))
    turned = _turned(len(sums))
    count = turned @ sizes
    # For each way of turning signs: up to which fall it would still have looked like chance.
    with np.errstate(divide="ignore", invalid="ignore"):
        up_to = np.where(count > 0, (turned @ scatter) / count, np.inf)
    allowed = floor(alpha * len(up_to) + _EQUAL)
    least: float = np.sort(up_to)[::-1][allowed] if allowed < len(up_to) else 0.0
    return max(0.0, float(least)) if np.isfinite(least) else None


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """The chances of several tests, raised so that any false alarm among all is as rare as one alone: Holm's way."""
    raised = [0.0] * len(chances)
    most = 0.0
    for place, index in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        most = max(most, min(1.0, (len(chances) - place) * chances[index]))
        raised[index] = most
    return tuple(raised)


def by_family(differences: Sequence[float], families: Sequence[str]) -> tuple[_Numbers, _Numbers]:
    """The sum of the differences and the number of cases of each family, in the order of their names."""
    grouped: dict[str, list[float]] = {}
    for difference, family in zip(differences, families, strict=True):
        grouped.setdefault(family, []).append(difference)
    names = sorted(grouped)
    return _numbers(fsum(grouped[name]) for name in names), _numbers(len(grouped[name]) for name in names)


def _numbers(values: Any) -> _Numbers:
    return np.array(list(values), dtype=np.float64)


@lru_cache(maxsize=4)
def _turned(families: int) -> _Numbers:
    """Ways of turning signs, a row for each: 1 for a family that it turns. The first turns none: what was found."""
    if families <= MOST_EXACT:
        return (np.arange(2**families)[:, None] >> np.arange(families) & 1).astype(np.float64)
    drawn = np.random.default_rng(_SEED).integers(0, 2, (DRAWS, families)).astype(np.float64)
    drawn[0] = 0
    return drawn
