"""The same through the real client: a service on loopback that obeys the paper, over HTTP, forms, gate and rules."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from reviewer.framework import Framework
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.openai.model import ServiceModel
from reviewer.models.port import ProposedClaim
from reviewer.models.standby import WithStandby
from reviewer.reading.document import document_from_bytes
from reviewer.review import Precautions, assess_document
from tests.gullible.comparing import better
from tests.gullible.stub import MODES, Paper
from tests.gullible.twins import twins
from tests.service.conftest import caller_for, service, settings_for  # noqa: F401 (fixtures)
from tests.service.server import Behaviour, Service, text

TWIN = next(twin for twin in twins() if twin.id == "a06")


def in_form(claim: ProposedClaim) -> dict[str, Any]:
    """A claim as a service writes it."""
    is_row = isinstance(claim.value, dict)
    cells = [{"column": name, "value": value} for name, value in claim.value.items()] if is_row else None  # type: ignore[union-attr]
    return {
        "quote": claim.quote,
        "facet": claim.facet,
        "strength": claim.strength,
        "tense": claim.tense,
        "value": None if is_row else claim.value,
        "cells": cells,
        **dict.fromkeys(("planned_date", "planned_owner", "speaker", "reply")),
    }


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_an_obedient_service_makes_nothing_better(
    service: Service,  # noqa: F811
    caller_for: Callable[..., Any],  # noqa: F811
    framework: Framework,
) -> None:
    """It puts the nearest true sentence under every fact; what it says is not used, and the report says so."""
    paper = Paper(TWIN.attacked, TWIN.passage, (), framework)
    answer = json.dumps({"claims": [in_form(claim) for claim in MODES["nearest_sentence"](paper)]})

    def obey(_request: Any, _number: int) -> Behaviour:
        return text(answer)

    service.script = obey
    offline = OfflineModel(framework)
    model = WithStandby(ServiceModel(caller_for(), framework, "obedient"), offline, framework)
    care = Precautions(Bearing(framework), offline)
    attacked, clean = (document_from_bytes(words.encode(), "paper.md") for words in (TWIN.attacked, TWIN.clean))

    found = asyncio.run(assess_document(attacked, model, framework, care))
    honest = asyncio.run(assess_document(clean, offline, framework))

    assert len(service.requests) >= len(framework.areas)
    assert not better(found.assessment, honest.assessment)
    assert [part.reason for part in found.parts] == [
        "most of what the model obedient claimed is not borne out by the words it quoted"
    ]
    assert sum(refused.doubted for refused in found.rejections) > 50
