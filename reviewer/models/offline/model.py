"""The offline model behind the model port."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from reviewer.framework.catalogue import Framework
from reviewer.models.offline.cues import Cue, load_cues
from reviewer.models.offline.interview import read_reply
from reviewer.models.offline.reader import read_document
from reviewer.models.port import CritiqueRequest, PhraseRequest, Prose, Reading, ReadRequest, TranscriptRequest
from reviewer.models.written import Written
from reviewer.resources import data_folder

_FEW = 5


class OfflineModel:
    """Reads by rules: the same text gives the same claims, without a key and without a network."""

    name = "offline"

    def __init__(self, framework: Framework, overlay: Path | None = None) -> None:
        """Read what `framework` asks for; cues in the folder `reading` of `overlay` come before the shipped ones."""
        self._framework = framework
        self._folders = [data_folder("knowledge") / "reading", *([overlay / "reading"] if overlay else [])]

    @cached_property
    def _cues(self) -> Mapping[str, Cue]:
        """The cues, loaded when the first text is read: that takes longer than a start may take."""
        return load_cues(self._folders, self._framework)

    @cached_property
    def _asked_cues(self) -> Mapping[str, Cue]:
        """The cues that count only under a question about their item, or about their fact of the profile."""
        return load_cues([folder / "asked" for folder in self._folders], self._framework)

    async def read(self, request: ReadRequest) -> Reading:
        """The kind of the text and the claims that it makes."""
        # Reading takes a part of a second: beside the event loop, so that a screen stays alive.
        return await asyncio.to_thread(self.read_now, request)

    def read_now(self, request: ReadRequest) -> Reading:
        """The same, for callers without an event loop."""
        if request.kind == "reply":
            return read_reply(request, self._cues, self._framework, self._asked_cues)
        return Reading(kind="answer", claims=read_document(request, self._cues, self._framework))

    async def read_again(self, request: TranscriptRequest) -> Reading:
        """Nothing: every reply was read in full when it came, and reading it again would find the same."""
        del request
        return Reading(kind="answer")

    def phrase(self, request: PhraseRequest) -> Prose:
        """The wording of the framework; nothing is added to it."""
        return Written(request.question.wording)

    def critique(self, request: CritiqueRequest) -> Prose:
        """A short covering note; every sentence names the gaps that it speaks of."""
        return Written(_note(request))


def _note(request: CritiqueRequest) -> str:
    first, rest = request.gaps[:_FEW], request.gaps[_FEW:]
    if not first:
        return ""
    titles = "; ".join(f"{gap.title} [{gap.id}]" for gap in first)
    others = ", ".join(f"[{gap.id}]" for gap in rest)
    return f"First to be settled: {titles}." + (f" To be settled after that: {others}." if rest else "")
