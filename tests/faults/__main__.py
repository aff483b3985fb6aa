"""`make faults`: every fault of a service at every place where one is asked. Prints each cell with its outcome."""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from pytest_socket import socket_allow_hosts

from tests.faults.matrix import tried, whole
from tests.faults.scenes import Where, play
from tests.service.server import Service


def main() -> int:
    """0 if every cell holds."""
    socket_allow_hosts(["127.0.0.1"])
    service = Service()
    service.start()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        try:
            clean = {job: play(service, None, Where(job, 1), Path(folder, job)) for job in ("read_reply", "critique")}
            for number, cell in enumerate(whole()):
                before = clean["read_reply" if cell[1].scene == "interview" else "critique"]
                found, wrong = tried(service, cell, before, Path(folder, str(number)))
                counts["FAILED" if wrong else found] += 1
                where = f"{cell[1].job} {cell[1].k}{' and on' if cell[1].for_good else ''}"
                print(f"{where:24}{cell[0].name:44}{found}", *(f"\n    {each}" for each in wrong), flush=True)
        finally:
            service.stop()
    held = sum(counts.values()) - counts["FAILED"]
    every = ", ".join(f"{counts[name]} {name}" for name in sorted(counts))
    print(f"cells held {held} of {sum(counts.values())}: {every}")
    return 1 if counts["FAILED"] else 0


if __name__ == "__main__":
    sys.exit(main())
