"""What one turn of an interview costs beside the model: time, bytes on disk, and how both grow."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from reviewer.framework import load_framework
from reviewer.interview.conversation import Conversation
from tests.interview.obliging import ANSWER, ObligingModel, conversation

_PLACES = (10, 50, 200)
_AROUND = 5


@dataclass(frozen=True)
class Turns:
    """Median milliseconds of the turns around each place, and bytes of the session file after them."""

    milliseconds: dict[int, float]
    bytes_after: dict[int, int]

    @property
    def growth(self) -> float:
        """Time at the last place over time at the first."""
        return self.milliseconds[_PLACES[-1]] / self.milliseconds[_PLACES[0]]


async def _talk(talk: Conversation, path: Path) -> tuple[list[float], dict[int, int]]:
    """Answer each question only after asking back twice, so that the interview is long enough."""
    times: list[float] = []
    sizes: dict[int, int] = {}
    asked_back = 0
    while talk.turn.question is not None and len(times) < _PLACES[-1] + _AROUND:
        asked_back = (asked_back + 1) % 3
        start = time.perf_counter()
        await talk.reply("why do you ask?" if asked_back else ANSWER)
        times.append(1000 * (time.perf_counter() - start))
        if len(times) in _PLACES:
            sizes[len(times)] = sum(part.stat().st_size for part in path.parent.glob(f"{path.stem}.db*"))
    return times, sizes


async def _measured(folder: Path) -> Turns:
    framework = load_framework()
    async with conversation(folder, framework, ObligingModel(framework), depth="full") as talk:
        times, sizes = await _talk(talk, folder / "talk.db")
    around = {place: median(times[place - _AROUND : place + _AROUND]) for place in _PLACES}
    return Turns(around, sizes)


def measure() -> Turns:
    """One long interview with a model that costs nothing."""
    with TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder)))
