"""Prints the JSON of a case's perfect claims, shuffled: `python -m tests.report.shuffled CASE SEED`."""

import random
import sys

from reviewer.assessment.assess import assess
from reviewer.framework import load_framework
from reviewer.readiness.fold import fold
from reviewer.report.contract import Reader, SourceStamp, publish, to_json
from tests.perfect_claims import perfect_claims


def main(case: str, seed: int) -> None:
    """Write the canonical bytes to standard output."""
    framework = load_framework()
    claims = perfect_claims("proposals", case, framework)
    random.Random(seed).shuffle(claims)
    assessment = assess(fold(claims, framework), framework)
    source = SourceStamp(kind="proposal", name=case, sha256="0" * 64)
    text = to_json(publish(assessment, framework, source, Reader(model="perfect", degraded=False)))
    sys.stdout.buffer.write(text.encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
