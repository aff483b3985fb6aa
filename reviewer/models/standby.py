"""The offline model stands by: what a service fails to read, it reads, and the reading says so."""

from reviewer.errors import ModelError
from reviewer.framework.catalogue import Framework
from reviewer.models.port import (
    CritiqueRequest,
    Model,
    PhraseRequest,
    Prose,
    Reading,
    ReadRequest,
    TranscriptRequest,
    Unread,
    Usage,
    taken_by,
)


class WithStandby:
    """A model whose failures to read are made good by another one. What it fails to write is its callers' business."""

    def __init__(self, service: Model, standby: Model, framework: Framework) -> None:
        self.name = service.name
        self._service = service
        self.standby = standby
        areas = {item.id: item.area for item in framework.items}
        # Facts of the profile belong to no item; they are read with the first area.
        self._area_of = {key: areas.get(item or "", framework.areas[0].id) for key, item in _owners(framework).items()}
        self._areas = {area.id for area in framework.areas}

    async def read(self, request: ReadRequest) -> Reading:
        """The service's reading, with the standby's for every part that the service failed to read."""
        try:
            reading = await self._service.read(request)
        except ModelError as error:
            return await self._read_instead(request, part_of_a_sentence(str(error)), taken_by(error))
        if not reading.unread:
            return reading
        parts = {unread.part for unread in reading.unread}
        if "" in parts or parts >= self._areas:
            return await self._read_instead(request, reading.unread[0].reason, reading.usage)
        whole = await self.standby.read(request)
        rest = tuple(claim for claim in whole.claims if self._area_of.get(claim.facet.partition(".")[0]) in parts)
        return reading.model_copy(update={"claims": (*reading.claims, *rest)})

    async def _read_instead(self, request: ReadRequest, reason: str, usage: Usage) -> Reading:
        reading = await self.standby.read(request)
        return reading.model_copy(update={"unread": (Unread(part="", reason=reason),), "usage": usage})

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """What the service finds in a whole interview; nothing, and that it failed, if it fails."""
        try:
            return await self._service.read_again(request)
        except ModelError as error:
            reason = Unread(part="", reason=part_of_a_sentence(str(error)))
            return Reading(kind="answer", unread=(reason,), usage=taken_by(error))

    def phrase(self, request: PhraseRequest) -> Prose:
        """The service's wording; ModelError when it fails."""
        return self._service.phrase(request)

    def critique(self, request: CritiqueRequest) -> Prose:
        """The service's note; ModelError when it fails."""
        return self._service.critique(request)


def _owners(framework: Framework) -> dict[str, str | None]:
    return {key: framework.item_of_facet.get(key) for key in framework.facets_by_key}


def part_of_a_sentence(message: str) -> str:
    """The sentence of an error so that it can follow a colon."""
    words = message.strip().rstrip(".")
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words
