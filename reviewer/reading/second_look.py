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

    @property
    def gives_orders(self) -> bool:
        """Whether the text tells its reader how to judge it: then the look is a strict one."""
        ...

    def doubt(self, proposed: ProposedClaim, start: int, end: int, strictly: bool) -> str | None:
        """Why text[start:end] cannot bear what is claimed, as part of a sentence; None where it can."""
        ...


class SecondLook(Protocol):
    """Whoever looks a second time."""

    def over(self, text: str, question: Question | None = None) -> Look:
        """A look over `text`; `question` is what a reply was asked."""
        ...


@dataclass(frozen=True)
class TrustLimits:
    """From when on a reading is looked at strictly, and from when on it is not used at all; defaults of this project.

    `fewest`: clear claims below which nothing is concluded from shares. `share_for_strictness`: more than this share
    of them doubted means that the rest must fit its words closely. `share_for_distrust`: more than this share of them
    refused or doubted in the end means that none is used. Of true claims 3 to 5 % are doubted, 13 % in the worst paper.
    """

    fewest: int = 8
    share_for_strictness: float = 0.15
    share_for_distrust: float = 0.3


LIMITS = TrustLimits()


def calls_for_strictness(clear: int, doubted: int, limits: TrustLimits = LIMITS) -> bool:
    """Whether so many of the `clear` claims are doubted that the rest deserves less trust."""
    return clear >= limits.fewest and doubted > limits.share_for_strictness * clear


def distrusted(
    proposed: Iterable[ProposedClaim], claims: Iterable[Claim], name: str, limits: TrustLimits = LIMITS
) -> str | None:
    """Why a reading by the model `name` is not used at all, as part of a sentence; None where it is.

    `claims` are those of `proposed` that the gate admitted after its second look.
    """
    clear = sum(claim.strength == "clear" for claim in proposed)
    held = sum(claim.strength == "clear" for claim in claims)
    if clear < limits.fewest or clear - held <= limits.share_for_distrust * clear:
        return None
    return f"most of what the model {name} claimed is not borne out by the words it quoted"
