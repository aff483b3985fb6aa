"""A second look at what the gate would admit: can the quoted words bear the fact, and can a whole reading be trusted?

The gate knows that a quote stands in its source. It does not know that the quote has anything to do with the fact: a
model that obeys the text it reads can put a true sentence under every fact. The second look asks that, cheaply and
without a service. It can only take away: what it doubts does not become a claim, and what it lets through was quoted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from reviewer.models.port import ProposedClaim, Question
from reviewer.readiness.claims import Claim


class Look(Protocol):
    """One text, prepared for the claims about it."""

    def doubt(self, proposed: ProposedClaim, start: int, end: int) -> str | None:
        """Why text[start:end] cannot bear what is claimed, as part of a sentence; None where it can."""
        ...


class SecondLook(Protocol):
    """Whoever looks a second time."""

    def over(self, text: str, question: Question | None = None) -> Look:
        """A look over `text`; `question` is what a reply was asked."""
        ...


@dataclass(frozen=True)
class TrustLimits:
    """From when on a reading is not used at all; defaults of this project.

    `fewest`: clear claims below which nothing is concluded. `share_refused`: more than this share of them refused or
    doubted means that the reading cannot be trusted.
    """

    fewest: int = 8
    share_refused: float = 0.5


def distrusted(
    proposed: Iterable[ProposedClaim],
    claims: Iterable[Claim],
    name: str,
    limits: TrustLimits = TrustLimits(),
) -> str | None:
    """Why a reading by the model `name` is not used at all, as part of a sentence; None where it is.

    `claims` are those of `proposed` that the gate admitted after its second look.
    """
    clear = sum(claim.strength == "clear" for claim in proposed)
    held = sum(claim.strength == "clear" for claim in claims)
    if clear < limits.fewest or clear - held <= limits.share_refused * clear:
        return None
    return f"most of what the model {name} claimed is not borne out by the words it quoted"
