"""Every number of the framework's reference file, to nine places."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewer.assessment.capacity.erlang import ImpatientQueue, Queue, erlang_b
from reviewer.assessment.capacity.evidence import wilson
from reviewer.assessment.capacity.figure import Figure
from reviewer.assessment.capacity.passage import chance_to_exceed, mean_hours_to_exceed
from reviewer.assessment.capacity.staffing import desk_for_wait, square_root_margin

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("capacity-vectors.json").read_text())
Vector = dict[str, float]


def near(expected: float) -> Any:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def _mmc(vector: Vector) -> dict[str, Figure]:
    queue = Queue(int(vector["c"]), vector["lam"], vector["mu"])
    return {
        "p_wait": queue.chance_to_wait,
        "wq_min": queue.mean_wait_hours * 60,
        "lq": queue.mean_waiting,
        "p_lq_gt_K": queue.share_of_time_over(vector["K"]),
        "p_wait_gt_30min": queue.chance_wait_over(0.5),
    }


def _first_passage(vector: Vector) -> dict[str, Figure]:
    queue = Queue(int(vector["c"]), vector["lam"], vector["mu"])
    return {
        "mean_hours_to_exceed": mean_hours_to_exceed(queue, vector["K"]),
        "p_breach_8h": chance_to_exceed(queue, vector["K"], 8),
    }


def _erlang_a(vector: Vector) -> dict[str, Figure]:
    queue = ImpatientQueue(int(vector["c"]), vector["lam"], vector["mu"], vector["theta"])
    return {
        "p_wait": queue.chance_to_wait,
        "lq": queue.mean_waiting,
        "p_abandon": queue.chance_unanswered,
        "mean_wait": queue.mean_wait_hours,
        "p_lq_gt_K": queue.share_of_time_over(20),
    }


def _wilson(vector: Vector) -> dict[str, Figure]:
    interval = wilson(int(vector["x"]), int(vector["n"]))
    return {"lo": interval.low, "hi": interval.high}


OURS: dict[str, Callable[[Vector], dict[str, Figure]]] = {
    "erlang_b": lambda vector: {"b": erlang_b(int(vector["c"]), vector["a"])},
    "erlang_c": lambda vector: {"pw": Queue(int(vector["c"]), vector["a"], 1).chance_to_wait},
    "mmc": _mmc,
    "first_passage": _first_passage,
    "erlang_a": _erlang_a,
    "halfin_whitt": lambda vector: {"beta": square_root_margin(vector["alpha"])},
    "wilson95": _wilson,
}
INPUTS = {"c", "a", "lam", "mu", "K", "theta", "alpha", "x", "n"}


def test_every_part_of_the_file_is_looked_at() -> None:
    """No part of the reference values is left out."""
    assert set(VECTORS) == {*OURS, "published", "pyworkforce_example"}


@pytest.mark.parametrize(
    ("part", "vector"), [(part, vector) for part in OURS for vector in VECTORS[part]], ids=lambda value: str(value)[:60]
)
def test_a_reference_value(part: str, vector: Vector) -> None:
    """What we work out for a row is what the file says, and every number of the row is either input or compared."""
    ours = OURS[part](vector)

    inputs = INPUTS - ({"a"} if part == "halfin_whitt" else set())
    assert set(ours) == set(vector) - inputs
    for name, value in ours.items():
        assert value == near(vector[name]), name


def test_the_published_call_centre() -> None:
    """360 calls per half hour, 240 s, 55 agents; 54 is the fewest for 80 % within 20 s. As printed."""
    published = VECTORS["published"]
    arrivals, served = published["calls_per_half_hour"] * 2.0, 3600 / published["aht_s"]
    queue = Queue(published["agents"], arrivals, served)

    assert queue.load == near(published["a"])
    assert queue.chance_to_wait == pytest.approx(published["p_wait"], abs=5e-5)
    assert queue.mean_wait_hours * 3600 == pytest.approx(published["asa_s"], abs=5e-4)
    assert 1 - queue.chance_wait_over(15 / 3600) == pytest.approx(published["sl_15s"], abs=5e-6)
    assert 1 - queue.chance_wait_over(20 / 3600) == near(published["sl_20s"])
    assert desk_for_wait(arrivals, served, 20 / 3600, 0.80) == published["min_agents_80_20"]
    assert 1 - Queue(54, arrivals, served).chance_wait_over(20 / 3600) == pytest.approx(0.817, abs=5e-4)


def test_the_example_of_pyworkforce() -> None:
    """100 transactions in half an hour, 3 minutes each: 14 at the desk, 20 with shrinkage, and its two shares."""
    example = VECTORS["pyworkforce_example"]
    arrivals = example["transactions"] * 60 / example["interval_min"]
    served = 60 / example["aht_min"]
    needed = desk_for_wait(arrivals, served, example["asa_min"] / 60, 0.80)
    queue = Queue(needed, arrivals, served)

    assert needed == example["raw_positions"]
    assert math.ceil(needed / (1 - example["shrinkage"])) == example["positions"]
    assert 1 - queue.chance_wait_over(example["asa_min"] / 60) == near(example["service_level"])
    assert queue.chance_to_wait == near(example["waiting_probability"])
