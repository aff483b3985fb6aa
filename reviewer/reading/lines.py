"""On which line of a text a character stands."""

import re
from bisect import bisect_right

_LINE_END = re.compile("\r\n|\n|\r")


class Lines:
    """The lines of one text, counted from 1. A line ends with LF, CR LF or CR."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def of(self, offset: int) -> int:
        """The line on which the character at `offset` stands."""
        return bisect_right(self._starts, offset)
