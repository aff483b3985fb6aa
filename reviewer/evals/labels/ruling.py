"""What must follow from a situation by the rules."""

from reviewer.framework.catalogue import GapSeverity
from reviewer.readiness.claims import Record


class Following(Record):
    """What must follow from a situation; what is not named is not looked at.

    `fires`: ids of gaps with their severity; `silent`: rules, or ids of gaps, that must not fire. `titles` and
    `arithmetic`: words that must stand in a gap; `also`: further rules that it must name. `results`: figures of the
    arithmetic and what it assumes, None for one that must not be there; `worst_case`, `verdict_says`: words of them.
    """

    fires: dict[str, GapSeverity] = {}
    silent: tuple[str, ...] = ()
    also: dict[str, tuple[str, ...]] = {}
    titles: dict[str, tuple[str, ...]] = {}
    arithmetic: dict[str, tuple[str, ...]] = {}
    results: dict[str, float | str | None] = {}
    worst_case: tuple[str, ...] = ()
    verdict_says: tuple[str, ...] = ()
    confidence: str | None = None
    essentials_known: int | None = None


class RuleGold(Following):
    """The same for the rule that the situation is about, with states of items and areas and the verdict."""

    rule: str
    states: dict[str, str] = {}
    areas: dict[str, str] = {}
    verdict: str | None = None
