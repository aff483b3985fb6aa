"""Listens at the model port: everything that the built-in model is asked, and what it answers."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reviewer.evals.running.workbench import Workbench
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import CritiqueRequest, PhraseRequest, Prose, Reading, ReadRequest, TranscriptRequest


class _Overheard(OfflineModel):
    """The built-in model with a listener."""

    heard: list[str]

    def read_now(self, request: ReadRequest) -> Reading:
        reading = super().read_now(request)
        self.heard += [request.model_dump_json(), reading.model_dump_json()]
        return reading

    async def read_again(self, request: TranscriptRequest) -> Reading:
        self.heard.append(request.model_dump_json())
        return await super().read_again(request)

    def phrase(self, request: PhraseRequest) -> Prose:
        self.heard.append(request.model_dump_json())
        return super().phrase(request)

    def critique(self, request: CritiqueRequest) -> Prose:
        self.heard.append(request.model_dump_json())
        return super().critique(request)


@contextmanager
def overheard() -> Iterator[list[str]]:
    """What every workbench that is made meanwhile asks its built-in model, what that answers, and by which keys texts
    are told apart.
    """
    heard: list[str] = []
    real = Workbench.reader

    def offline(bench: Workbench) -> OfflineModel:
        model = _Overheard(bench.framework, bench.choice.overlay)
        model.heard = heard
        bench.__dict__["offline"] = model
        return model

    def reader(bench: Workbench, key: str) -> object:
        heard.append(key)
        return real(bench, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workbench, "offline", property(lambda bench: bench.__dict__.get("offline") or offline(bench)))
        patch.setattr(Workbench, "reader", reader)
        yield heard
