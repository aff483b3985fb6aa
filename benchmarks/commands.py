"""What a command costs as a whole process: CPU seconds, as the operating system counts them."""

import os
import subprocess
import sys
from statistics import median


def cpu_seconds(*arguments: str, rounds: int = 7) -> float:
    """Median CPU seconds (user and system) of `python arguments`."""
    return median(_once(arguments) for _ in range(rounds))


def _once(arguments: tuple[str, ...]) -> float:
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime
