"""The command line that gives the same figures as the screen."""

from reviewer.tui.what_if_trial import Look
from reviewer.tui.what_if_values import BY_FACET

_OPTIONS = {
    "volume_target_per_day": ("--volume", "/day"),
    "escalation_rate": ("--escalation-rate", "%"),
    "escalation_rate_high": ("--rate-high", "%"),
    "handling_minutes": ("--handling-time", "m"),
    "reviewers_fte": ("--reviewers", ""),
    "hours_per_day": ("--hours", "h"),
    "shrinkage": ("--shrinkage", "%"),
    "max_queue_depth": ("--max-queue", ""),
    "max_wait_hours": ("--max-wait", "h"),
    "peak_hour": ("--peak", ""),
}


def command_line(look: Look) -> str:
    """`reviewer capacity` with everything that is stated or tried out."""
    stated = dict(look.inputs.stated)
    if look.plan.rate_high != stated.get("escalation_rate_high"):
        stated.pop("escalation_rate_high", None)  # below the share itself it counts for nothing
    given = [
        f"{option} {_written(name, stated[name])}{unit}" for name, (option, unit) in _OPTIONS.items() if name in stated
    ]
    return " ".join(["reviewer capacity", *given])


def _written(name: str, value: float) -> str:
    is_share = name in BY_FACET and BY_FACET[name].kind == "share"
    digits = f"{value * (100 if is_share else 1):.6f}".rstrip("0").rstrip(".")
    # A point with three digits after it could be meant for thousands, and is refused.
    return f"{digits}0" if len(digits.partition(".")[2]) == 3 else digits
