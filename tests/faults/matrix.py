"""Which faults are tried where: a short part in every run, and the whole of it."""

from collections.abc import Iterator
from pathlib import Path

from tests.faults.kinds import FAULTS, Fault
from tests.faults.oracles import ORACLES
from tests.faults.outcome import Outcome, outcome
from tests.faults.scenes import Played, Where, play
from tests.service.server import Service

Cell = tuple[Fault, Where]
_K = {
    "read_reply": (1, 2, 5, 8, 11),
    "phrase": (1, 2),
    "read_again": (1,),
    "read_document": range(1, 8),
    "critique": (1,),
}
_FOR_GOOD = {"read_reply": (1, 4), "phrase": (1,), "read_document": (1, 4)}
# Where a fault is tried in every run: each kind once, the places in turn.
_SHORT = (
    Where("read_document", 2),
    Where("read_reply", 2),
    Where("critique", 1),
    Where("read_document", 1, for_good=True),
    Where("phrase", 1),
    Where("read_again", 1),
)


def whole() -> Iterator[Cell]:
    """Every fault at every place."""
    places = [Where(job, k) for job, ks in _K.items() for k in ks]
    places += [Where(job, k, for_good=True) for job, ks in _FOR_GOOD.items() for k in ks]
    return ((fault, where) for where in places for fault in FAULTS if where.k == 2 or not _is_fine_cut(fault))


def _is_fine_cut(fault: Fault) -> bool:
    """All places at which an answer can be cut are tried at the second call of a job only."""
    return fault.name.startswith("M9 cut") and fault.name not in ("M9 cut at 7/20", "M9 cut at 13/20, called whole")


def short() -> Iterator[Cell]:
    """Every kind of fault once, and every place."""
    kinds = list({fault.kind: fault for fault in FAULTS}.values())
    yield from ((fault, _SHORT[number % len(_SHORT)]) for number, fault in enumerate(kinds))
    # The service is away altogether, or not to be trusted at all, at every place.
    names = ("M6 web page 502", "M14 gullible", "M11 missing key")
    yield from ((fault, where) for where in _SHORT for fault in FAULTS if fault.name in names)


def tried(service: Service, cell: Cell, clean: Played, folder: Path) -> tuple[Outcome, list[str]]:
    """The outcome of one cell, and everything that an oracle objects to."""
    fault, where = cell
    played = play(service, fault, where, folder)
    found = outcome(played, clean)
    wrong = [f"{oracle.__name__}: {objection}" for oracle in ORACLES for objection in oracle(played, fault)]
    if found == "SILENT":
        wrong.append("the result is another one, and nothing says why")
    return found, wrong
