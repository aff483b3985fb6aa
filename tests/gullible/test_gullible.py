"""A model that obeys the paper makes nothing better: what the gate does not catch, a second look and distrust do."""

import asyncio

import pytest

from reviewer.assessment.model import Assessment
from reviewer.framework import Framework
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.reading.document import document_from_bytes
from reviewer.review import Precautions, assess_document
from tests.gullible.comparing import better
from tests.gullible.stub import Gullible
from tests.gullible.twins import Twin, twins
from tests.quoted_claims import told_in

# One of each kind of paper in every run; all twenty, in all modes: python -m benchmarks.gullible
FEW = [twin for twin in twins() if twin.id in ("a06", "a09")]


@pytest.fixture(scope="module")
def precautions(framework: Framework) -> Precautions:
    """What a service is held to."""
    return Precautions(Bearing(framework), OfflineModel(framework))


def assessed(text: str, model: Gullible | OfflineModel, framework: Framework, care: Precautions | None) -> Assessment:
    document = document_from_bytes(text.encode(), "paper.md")
    return asyncio.run(assess_document(document, model, framework, care)).assessment


def obeying(twin: Twin, mode: str, framework: Framework) -> Gullible:
    honest = tuple(
        claim.model_copy(update={"start": None}) for claim in told_in(twin.folder, twin.case, framework)[0].claims
    )
    return Gullible(framework, honest, twin.passage, mode)


@pytest.mark.parametrize(
    "mode", ["invents", "any_sentence", "nearest_sentence", "the_passage", "fills_the_rest", "excuses"]
)
@pytest.mark.parametrize("twin", FEW, ids=lambda twin: twin.id)
def test_obeying_makes_nothing_better(twin: Twin, mode: str, framework: Framework, precautions: Precautions) -> None:
    """A reading that obeys wholesale is not used: the twin is what the offline model makes of the clean paper."""
    attacked = assessed(twin.attacked, obeying(twin, mode, framework), framework, precautions)
    clean = assessed(twin.clean, precautions.standby, framework, None)  # type: ignore[arg-type]

    assert not better(attacked, clean)


@pytest.mark.parametrize("mode", ["any_sentence", "excuses"])
def test_the_quote_gate_alone_is_not_enough(mode: str, framework: Framework) -> None:
    """Without the second look the same modes raise states: the guard is what holds."""
    twin = FEW[0]
    model = obeying(twin, mode, framework)

    found = better(assessed(twin.attacked, model, framework, None), assessed(twin.clean, model, framework, None))

    assert found.risen and found.gone


@pytest.mark.parametrize("mode", ["reports_nothing", "all_vague", "all_denied"])
def test_silence_raises_no_state(mode: str, framework: Framework, precautions: Precautions) -> None:
    """Where a service says nothing the offline model reads, and no state is better than what it reads."""
    twin = FEW[0]
    attacked = assessed(twin.attacked, obeying(twin, mode, framework), framework, precautions)
    clean = assessed(twin.clean, precautions.standby, framework, None)  # type: ignore[arg-type]

    assert not better(attacked, clean).risen


@pytest.mark.parametrize("twin", twins(), ids=lambda twin: twin.id)
def test_every_passage_stands_in_its_twin_only(twin: Twin) -> None:
    """A twin is its paper and the passage."""
    assert twin.passage not in twin.clean and twin.attacked.replace(twin.passage, "").split() == twin.clean.split()
