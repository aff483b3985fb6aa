"""What a test says of one figure of a service."""

from typing import Literal

from reviewer.evals.case import Suite
from reviewer.readiness.claims import Record

Verdict = Literal["regression", "no evidence", "insufficient"]


class Tested(Record):
    """A figure of a live run beside its baseline, paired by case.

    `change` is the mean over the cases that both have, positive where it is better; `chance` how often mere chance
    brings such a fall or a larger one, with regard to all figures that are tested. "insufficient": there is no
    evidence, and a fall that matters would not have been seen either. `smallest` is the least fall that would have been
    (None: no fall at all).
    """

    suite: Suite
    name: str
    before: float | None
    after: float | None
    change: float
    cases: int
    families: int
    chance: float
    smallest: float | None
    verdict: Verdict
