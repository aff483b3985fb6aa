"""What the agent saves: minutes of people for one case, today and with the agent (N-19)."""

from reviewer.assessment.capacity.day import Load


def minutes_saved(before: float, load: Load) -> float:
    """Minutes of people's work that one case saves: `before` is what it takes today. Below 0 it costs time."""
    return before - load.minutes_per_incoming_case


def rate_without_benefit(before: float, load: Load) -> float | None:
    """The share handed over at which people need as long for a case as the `before` minutes of today.

    None where it is not between 0 and 1: more than all cases would have to be handed over, or the rest alone takes
    longer than today.
    """
    others = load.other_hours * 60 / load.volume
    rates = [before / load.minutes]
    if load.agent_share:
        rates.append((before - others) / (load.agent_share * load.minutes))
    elif others > before:
        return None
    rate = min(rates)
    return rate if 0 <= rate <= 1 else None
