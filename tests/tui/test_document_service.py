"""A document that a service read, in the app: who read it, what it did not read, what is doubted, and its note."""

import dataclasses
from pathlib import Path

import pytest

from reviewer.errors import ServiceError
from reviewer.framework import Framework
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import CritiqueRequest, ProposedClaim, Prose, Reading, ReadRequest, Usage
from reviewer.models.reader import OFFLINE_READER
from reviewer.models.standby import WithStandby
from reviewer.models.written import Written
from reviewer.reading.document import read_document
from reviewer.review import Precautions, review_with_readiness
from reviewer.tui.app import SecondProofApp
from reviewer.tui.doors import Doors, Reviewed, StartContext
from reviewer.tui.readiness import ReadinessPanel
from tests.interview.obliging import ObligingModel
from tests.tui.scripted import NARROW, WIDE, Stage, flat, until
from tests.tui.test_service import LARGE

PAPER = (
    "The agent sorts invoices.\n\nAt most 60 cases may wait for a person at any time.\n\nLunch is at noon every day.\n"
)
ASKED = Usage(calls=7, input_tokens=40_000, cached_tokens=30_000, output_tokens=2_000, cost=0.4)


class Large(ObligingModel):
    """Claims one fact with its words and one with others', and writes a note; or fails."""

    name = "large"

    def __init__(self, framework: Framework, *, fails: bool = False) -> None:
        super().__init__(framework)
        self.fails = fails

    async def read(self, request: ReadRequest) -> Reading:
        if self.fails:
            raise ServiceError("The service is busy.", "rate_limit")
        fit = ProposedClaim(facet="max_queue_depth", value=60.0, quote="At most 60 cases may wait for a person")
        unfit = ProposedClaim(facet="stop_minutes", value=2.0, quote="Lunch is at noon every day")
        return Reading(kind="answer", claims=(fit, unfit), usage=ASKED)

    def critique(self, request: CritiqueRequest) -> Prose:
        return Written(f"Nobody says who may stop it [{request.gaps[0].id}].", Usage(calls=1))


def app(paper: Path, stage: Stage, model: Large) -> SecondProofApp:
    offline = OfflineModel(stage.framework)
    behind = WithStandby(model, offline, stage.framework)
    precautions = Precautions(Bearing(stage.framework), offline)

    async def review(path: Path) -> Reviewed:
        done = await review_with_readiness(read_document(path), behind, stage.framework, precautions)
        return Reviewed(done.found.assessment, done.found.readiness, done.published)

    doors = Doors(stage.folder, stage.open_session, review, lambda: stage.framework, reader=lambda: LARGE)
    return SecondProofApp(StartContext(doors, None, paper))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_who_read_it_what_is_doubted_and_the_note_are_there(
    size: tuple[int, int], paper: Path, stage: Stage
) -> None:
    """One line each beside the findings, and a sheet with the words behind it."""
    async with app(paper, stage, Large(stage.framework)).run_test(size=size) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query(ReadinessPanel)))
        panel = pilot.app.screen.query_one(ReadinessPanel)
        await until(pilot, lambda: panel.option_count > 5)
        shown, sheets = flat(pilot), {}
        for key in ("service", "doubted", "note"):
            panel._look(f"note:{key}")
            await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
            sheets[key] = flat(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: not pilot.app.screen.query("#sheet-title"))

    assert "Read by large at llm.example · 42k tokens, 0.40 USD" in shown
    assert "1 claim is doubted and left out" in shown
    assert "stop_minutes: “Lunch is at noon every day”" in sheets["doubted"]
    assert "8 calls, 40k tokens in (75 % from its cache)" in sheets["service"]
    assert "Nobody says who may stop it [" in sheets["note"]


async def test_a_document_that_the_service_did_not_read_says_so(paper: Path, stage: Stage) -> None:
    """The built-in offline model read it: that stands beside the findings, with the reason on the sheet."""
    async with app(paper, stage, Large(stage.framework, fails=True)).run_test(size=WIDE) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query(ReadinessPanel)))
        panel = pilot.app.screen.query_one(ReadinessPanel)
        await until(pilot, lambda: panel.option_count > 5)
        shown = flat(pilot)
        panel._look("note:unread")
        await until(pilot, lambda: bool(pilot.app.screen.query("#sheet-title")))
        sheet = flat(pilot)

    assert "! Not done by it: whole text" in shown
    assert "whole text: read by the built-in offline model, as the service is busy" in sheet


async def test_offline_there_is_nothing_to_note(paper: Path, stage: Stage) -> None:
    """A document that the offline model was chosen to read has no such lines."""
    made = app(paper, stage, Large(stage.framework, fails=True))
    made.context = dataclasses.replace(
        made.context, doors=dataclasses.replace(made.context.doors, reader=OFFLINE_READER)
    )
    async with made.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: bool(pilot.app.screen.query(ReadinessPanel)))
        panel = pilot.app.screen.query_one(ReadinessPanel)
        await until(pilot, lambda: panel.option_count > 5)
        keys = [option.id or "" for option in panel.options]

    assert not [key for key in keys if key.startswith("note:")]
