"""The command line that gives the same figures as the screen."""

from reviewer.assessment.derived import counts_used
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
    "peak_day": ("--peak-of day --peak", ""),
    "volume_now_per_day": ("--volume-now", "/day"),
    "timeout_hours": ("--timeout", "h"),
    "occupancy": ("--occupancy", "%"),
    "in_time": ("--within", "%"),
}
_SHARES = {"occupancy", "in_time"}


def command_line(look: Look) -> str:
    """`reviewer capacity` with everything that is stated or tried out."""
    stated = dict(look.inputs.stated) | _besides(look)
    if look.plan.rate_high != stated.get("escalation_rate_high"):
        stated.pop("escalation_rate_high", None)  # below the share itself it counts for nothing
    given = [
        f"{option} {_written(name, stated[name])}{unit}" for name, (option, unit) in _OPTIONS.items() if name in stated
    ]
    counts = counts_used(look.readiness)
    if counts is not None:  # they give the share exactly, and its range
        given = [_counted(counts) if part.startswith("--escalation-rate ") else part for part in given]
    return " ".join(["reviewer capacity", *given])


def _counted(counts: tuple[int, int]) -> str:
    return f"--escalation-rate {counts[0]}/{counts[1]}"


def _besides(look: Look) -> dict[str, float]:
    """What no field shows, and what counts as enough: written out, since a framework may set it."""
    plan = look.plan
    found = {
        "volume_now_per_day": plan.volume_now,
        "timeout_hours": plan.timeout_hours,
        "occupancy": plan.occupancy,
        "in_time": None if plan.max_wait_hours is None else plan.standard.in_time,
    }
    return {name: value for name, value in found.items() if value}  # no option takes a 0 here


def _written(name: str, value: float) -> str:
    is_share = name in _SHARES or (name in BY_FACET and BY_FACET[name].kind == "share")
    digits = f"{value * (100 if is_share else 1):.6f}".rstrip("0").rstrip(".")
    # A point with three digits after it could be meant for thousands, and is refused.
    return f"{digits}0" if len(digits.partition(".")[2]) == 3 else digits
