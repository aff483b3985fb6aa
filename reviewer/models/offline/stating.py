"""What a text states, without the orders that it gives to its reader."""

from __future__ import annotations

from collections.abc import Iterable

from reviewer.models.offline.orders import is_order_to_reader
from reviewer.models.offline.segments import Segment


def stating(segments: Iterable[Segment]) -> list[Segment]:
    """The segments that are no orders; what follows an order in its paragraph is said to the same reader."""
    kept: list[Segment] = []
    turned = -1
    for segment in segments:
        if segment.block == turned or is_order_to_reader(segment.lower):
            turned = segment.block
        else:
            kept.append(segment)
    return kept
