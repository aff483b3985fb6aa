"""Words that are there already, handed on as if they were being written; and words that are written, taken up."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from reviewer.models.port import Prose, Usage


class Written:
    """A finished text as `Prose`: one piece, or none if it is empty."""

    def __init__(self, text: str, usage: Usage | None = None) -> None:
        self.usage = usage or Usage()
        self._text = text

    async def __aiter__(self) -> AsyncIterator[str]:
        """The text."""
        if self._text:
            yield self._text


async def text_of(prose: Prose, longest: int, heard: Callable[[str], None] = lambda _: None) -> str:
    """The words of `prose`, told to `heard` as they come. ModelError when the service fails.

    What goes beyond `longest` characters is no longer listened to: the text is then too long by one piece.
    """
    pieces, text = aiter(prose), ""
    try:
        async for piece in pieces:
            text += piece
            if len(text) > longest:
                break
            heard(piece)
    finally:
        # Left to the end of the loop, the stream could not be closed in good order.
        with suppress(AttributeError):
            await pieces.aclose()  # type: ignore[attr-defined]
    return text
