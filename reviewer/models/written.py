"""Words that are there already, handed on as if they were being written."""

from collections.abc import AsyncIterator

from reviewer.models.port import Usage


class Written:
    """A finished text as `Prose`: one piece, or none if it is empty."""

    def __init__(self, text: str, usage: Usage | None = None) -> None:
        self.usage = usage or Usage()
        self._text = text

    async def __aiter__(self) -> AsyncIterator[str]:
        """The text."""
        if self._text:
            yield self._text
