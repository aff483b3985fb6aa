"""A model that says what a test wants it to say."""

from reviewer.models.port import (
    CritiqueRequest,
    PhraseRequest,
    ProposedClaim,
    Prose,
    Reading,
    ReadRequest,
    TranscriptRequest,
)
from reviewer.models.written import Written


class ScriptExhaustedError(AssertionError):
    """A model was asked more often than its script has replies."""


class PlainWriter:
    """What models for tests have in common: they find nothing more, and write what is there already."""

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """Nothing more."""
        return Reading(kind="answer")

    def phrase(self, request: PhraseRequest) -> Prose:
        """The wording of the catalogue."""
        return Written(request.question.wording)

    def critique(self, request: CritiqueRequest) -> Prose:
        """The gaps, one after the other."""
        return Written("\n".join(gap.title for gap in request.gaps))


class ScriptedModel(PlainWriter):
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


def document_reading(*claims: ProposedClaim) -> Reading:
    """The reading of a document in which `claims` were found."""
    return Reading(kind="answer", claims=claims)
