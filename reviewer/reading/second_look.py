"""A second look at what the gate would admit: can the quoted words bear the fact, and can a whole reading be trusted?

The gate knows that a quote stands in its source. It does not know that the quote has anything to do with the fact: a
model that obeys the text it reads can put a true sentence under every fact. The second look asks that, cheaply and
without a service. It can only take away: what it doubts does not become a claim, and what it lets through was quoted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reviewer.framework.catalogue import Facet, Framework
from reviewer.models.port import ProposedClaim, Question
from reviewer.readiness.claims import Claim, Rejection


class Look(Protocol):
    """One text, prepared for the claims about it."""

    def doubt(self, proposed: ProposedClaim, start: int, end: int, strictly: bool) -> str | None:
        """Why text[start:end] cannot bear what is claimed, as part of a sentence; None where it can."""
        ...


class SecondLook(Protocol):
    """Whoever looks a second time."""

    def over(self, text: str, question: Question | None = None) -> Look:
        """A look over `text`; `question` is what a reply was asked."""
        ...

    def gives_orders(self, text: str) -> bool:
        """Whether `text` tells its reader how to judge it, as far as that can be recognised."""
        ...


@dataclass(frozen=True)
class Sparing:
    """A second look that leaves alone what the offline model has read itself."""

    look: SecondLook
    is_spared: Callable[[ProposedClaim], bool]

    def over(self, text: str, question: Question | None = None) -> Look:
        """A look over `text`."""
        return _SparingLook(self.look.over(text, question), self.is_spared)

    def gives_orders(self, text: str) -> bool:
        """As the look itself says."""
        return self.look.gives_orders(text)


@dataclass(frozen=True)
class _SparingLook:
    look: Look
    is_spared: Callable[[ProposedClaim], bool]

    def doubt(self, proposed: ProposedClaim, start: int, end: int, strictly: bool) -> str | None:
        return None if self.is_spared(proposed) else self.look.doubt(proposed, start, end, strictly)


@dataclass(frozen=True)
class TrustLimits:
    """From when on a reading is looked at strictly, and from when on it is not used at all; defaults of this project.

    `fewest`: clear claims below which nothing is concluded from shares. `share_for_strictness`: more than this share of
    those in one area doubted means that the rest there must fit its words closely. `share_for_distrust`: more than this
    share of all of them refused or doubted in the end means that none is used. Of true claims 3 to 5 % are doubted, in
    the worst paper 13 %. `share_for_thinness`: a reading that says less than this share of what the offline model
    reads is a thin one, and is not used either. `claims_per_thousand_words`: with fewer clear claims than that the
    offline model reads along (a perfect reader finds 70 to 130). `facets_of_silence`: an area of which a service says
    nothing at all counts as unread where the offline model reads so many clear facts there.
    """

    fewest: int = 8
    share_for_strictness: float = 0.15
    share_for_distrust: float = 0.3
    share_for_thinness: float = 0.5
    claims_per_thousand_words: float = 25
    facets_of_silence: int = 3


LIMITS = TrustLimits()
_FIGURES = frozenset(("quantity", "share", "count_pair", "date", "money", "duration"))


def area_of(facet: str, framework: Framework) -> str:
    """The area to whose items a facet (or list.column) belongs; empty for the profile."""
    item = framework.item_of_facet.get(facet.partition(".")[0], "")
    return framework.items_by_id[item].area if item else ""


def suspect_areas(
    proposed: Iterable[ProposedClaim],
    rejections: Iterable[Rejection],
    framework: Framework,
    limits: TrustLimits = LIMITS,
) -> frozenset[str]:
    """The areas in which so many of the clear claims are doubted that the rest of them deserves less trust."""
    clear = Counter(area_of(claim.facet, framework) for claim in proposed if claim.strength == "clear")
    doubted = Counter(area_of(refused.facet, framework) for refused in rejections if refused.doubted)
    return frozenset(
        area
        for area, count in doubted.items()
        if clear[area] >= limits.fewest and count > limits.share_for_strictness * clear[area]
    )


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


def is_meagre(proposed: Iterable[ProposedClaim], text: str, limits: TrustLimits = LIMITS) -> bool:
    """Whether a reading says so little for the length of its text that another should read along."""
    clear = sum(claim.strength == "clear" for claim in proposed)
    return clear < limits.claims_per_thousand_words * len(text.split()) / 1_000


def silent_areas(proposed: Iterable[ProposedClaim], framework: Framework) -> frozenset[str]:
    """The areas of which a reading says nothing at all, not even something vague."""
    return frozenset(area.id for area in framework.areas) - {area_of(claim.facet, framework) for claim in proposed}


def passed_over(
    silent: Iterable[str], offline: Iterable[ProposedClaim], framework: Framework, limits: TrustLimits = LIMITS
) -> tuple[str, ...]:
    """Those of the `silent` areas in which the offline model reads clear facts, so that silence cannot be right."""
    found = Counter(area_of(facet, framework) for facet in _clear_facets(offline))
    return tuple(area for area in sorted(silent) if found[area] >= limits.facets_of_silence)


def is_thin(proposed: Iterable[ProposedClaim], offline: Iterable[ProposedClaim], limits: TrustLimits = LIMITS) -> bool:
    """Whether a reading says nothing clear of most facts that the offline model reads in the same text."""
    found = _clear_facets(offline)
    return len(found) >= limits.fewest and len(found & _clear_facets(proposed)) < limits.share_for_thinness * len(found)


def left_out(
    proposed: Sequence[ProposedClaim], offline: Sequence[ProposedClaim], framework: Framework
) -> tuple[ProposedClaim, ...]:
    """What the offline model reads in the same text and a service does not mention, as far as it can only do harm:
    what is denied, what speaks against an item, and figures that no state needs but that may contradict others.

    A service that obeys the text may be silent where it is bidden to.
    """
    mentioned = {claim.facet.partition(".")[0] for claim in proposed}
    return tuple(
        claim for claim in offline if claim.facet.partition(".")[0] not in mentioned and _may_hurt(claim, framework)
    )


def _clear_facets(claims: Iterable[ProposedClaim]) -> set[str]:
    return {claim.facet for claim in claims if claim.strength == "clear"}


def _may_hurt(claim: ProposedClaim, framework: Framework) -> bool:
    if claim.strength != "clear":
        return claim.strength == "denied"
    facet = framework.facet(claim.facet)
    value = ("yes" if claim.value else "no") if isinstance(claim.value, bool) else claim.value
    return bool({"*", value} & {*facet.against}) if not isinstance(value, dict) and facet.against else _is_aside(facet)


def _is_aside(facet: Facet) -> bool:
    return facet.role == "detail" and facet.type in _FIGURES
