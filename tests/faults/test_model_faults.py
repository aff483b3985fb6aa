"""A short part of the fault matrix; `make faults` tries all of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.kinds import FAULTS, Fault
from tests.faults.matrix import Cell, short, tried
from tests.faults.oracles import ORACLES
from tests.faults.outcome import outcome
from tests.faults.scenes import Played, Where, play
from tests.service.server import Service

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """One service for all cells."""
    running = Service()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def clean(service: Service, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    """The scenes without a fault, played once."""
    if not _CLEAN:
        for job in ("read_reply", "critique"):
            where = Where(job, 1)
            _CLEAN[where.scene] = play(service, None, where, tmp_path_factory.mktemp(job))
    return _CLEAN


_CLEAN: dict[str, Played] = {}


def _name(cell: Cell) -> str:
    fault, where = cell
    return f"{fault.name} at {where.job} {where.k}{' and on' if where.for_good else ''}"


@pytest.mark.parametrize("cell", short(), ids=_name)
def test_nothing_is_lost_or_made_up(cell: Cell, service: Service, clean: dict[str, Played], tmp_path: Path) -> None:
    """Whatever the service does there, every oracle holds, and what changes is told or was refused."""
    found, wrong = tried(service, cell, clean[cell[1].scene], tmp_path)

    assert wrong == []
    # What was shown of a streamed answer cannot be taken back, so it is not asked for again.
    if cell[0].heals and not cell[1].for_good and cell[1].job.startswith("read"):
        assert found == "made good"


def test_every_kind_of_fault_is_there() -> None:
    """M1 to M19, each at least once in the short part."""
    kinds = {f"M{number}" for number in range(1, 20)}

    assert {fault.kind for fault in FAULTS} == kinds
    assert {fault.kind for fault, _ in short()} == kinds


def test_the_oracles_hold_without_a_fault(service: Service, clean: dict[str, Played]) -> None:
    """Where nothing fails, nothing is told: otherwise an outcome would prove nothing."""
    nothing: Fault = FAULTS[0]
    for played in clean.values():
        assert [each for oracle in ORACLES for each in oracle(played, nothing)] == []
        assert outcome(played, played) == "made good"
    assert clean["interview"].turn is not None
    assert clean["interview"].turn.ended == "complete"
    assert clean["review"].document is not None
    assert len(clean["review"].document.covering_note) > 1
