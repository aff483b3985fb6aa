"""How far counts carry: the range of a share that counts allow, and how many cases would show a target (N-14, C-30)."""

import math
from dataclasses import dataclass

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Interval:
    """A range for a share, both ends between 0 and 1."""

    low: float
    high: float


def wilson(count: int, of: int) -> Interval:
    """The 95 % Wilson interval of `count` out of `of` (N-14); `of` must be above 0."""
    share = count / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z / (1 + _Z**2 / of) * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def cases_needed(target: float) -> int:
    """Cases, all of them right, from which the lower end of the 95 % interval reaches `target` (0 <= target < 1)."""
    if not 0 <= target < 1:
        raise ValueError("a target that counts can show lies between 0 and 1, and below 1")
    # All right: the lower end is n / (n + z squared).
    needed = max(1, math.ceil(_Z**2 * target / (1 - target)))
    return needed if wilson(needed, needed).low >= target else needed + 1


def cases_to_tell(share: float, target: float) -> int | None:
    """Cases from which a measured `share` has an interval without `target`; None if the two are the same.

    Both lie between 0 and 1.
    """
    if share == target:
        return None
    # The interval holds the target exactly while their distance is within the target's own margin.
    return math.floor(_Z**2 * target * (1 - target) / (share - target) ** 2) + 1
