"""How long the review of a document takes, for each 1,000 words, once the program is loaded."""

import asyncio
import time
from pathlib import Path
from statistics import median

from reviewer.framework import load_framework
from reviewer.models.offline.model import OfflineModel
from reviewer.reading.document import read_document
from reviewer.review import review_document

_PROPOSALS = Path(__file__).parent.parent / "evals" / "proposals"


def seconds_per_1000_words(rounds: int = 3) -> float:
    """Median over the labelled proposals."""
    framework = load_framework()
    model = OfflineModel(framework)
    found = []
    for path in sorted(_PROPOSALS.glob("*.md")):
        document = read_document(path)
        words = len(document.text.split())
        for _ in range(rounds):
            start = time.perf_counter()
            asyncio.run(review_document(document, model, framework))
            found.append((time.perf_counter() - start) / words * 1000)
    return median(found)
