"""A model that says what a test wants it to say."""

from collections.abc import AsyncIterator

from reviewer.models.port import ProposedClaim, Question, Reading, ReadRequest


class ScriptExhaustedError(AssertionError):
    """A model was asked more often than its script has replies."""


class ScriptedModel:
    """Returns the given readings, one for each call, and keeps the requests that it saw."""

    name = "scripted"

    def __init__(self, *readings: Reading) -> None:
        self._readings = list(readings)
        self.requests: list[ReadRequest] = []

    async def read(self, request: ReadRequest) -> Reading:
        """The next reading of the script."""
        self.requests.append(request)
        if not self._readings:
            raise ScriptExhaustedError(f"call {len(self.requests)}: the script has no reading left")
        return self._readings.pop(0)

    async def phrase(self, question: Question, context: str) -> AsyncIterator[str]:
        """The wording of the catalogue."""
        yield question.wording

    async def critique(self, gaps: tuple[str, ...]) -> str:
        """The gaps, one after the other."""
        return "\n".join(gaps)


def document_reading(*claims: ProposedClaim) -> Reading:
    """The reading of a document in which `claims` were found."""
    return Reading(kind="answer", claims=claims)
