"""A figure that may not exist: a queue that grows without end has no mean wait, and says so instead of a number."""

import math
from typing import Final, Literal

UNSTABLE: Final = "unstable"
Figure = float | Literal["unstable"]
"""A number, or "unstable" where more work comes in than the people can do."""


def finite(name: str, value: float, above: float = 0.0, strictly: bool = False) -> float:
    """`value` if it is a finite number of at least (`strictly`: more than) `above`, else ValueError that names it."""
    if not math.isfinite(value) or value < above or (strictly and value == above):
        limit = "above" if strictly else "of at least"
        raise ValueError(f"{name} must be a finite number {limit} {above:g}, not {value!r}")
    return value
