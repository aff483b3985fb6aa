"""Whether a full-screen app can be shown."""

import os
import sys


def has_terminal() -> bool:
    """Whether both ends are a terminal that can move its cursor. Textual itself ignores TERM=dumb."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
