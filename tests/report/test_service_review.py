"""A review by a service: what it fails to read is read offline and told; what it claims too much is doubted."""

import asyncio
import json
from pathlib import Path

import pytest

from reviewer.cli import main
from reviewer.errors import DocumentError, ModelError
from reviewer.framework import Framework
from reviewer.models.offline.bearing import Bearing
from reviewer.models.offline.model import OfflineModel
from reviewer.models.port import (
    CritiqueRequest,
    ProposedClaim,
    Prose,
    Reading,
    ReadRequest,
    Unread,
    Usage,
)
from reviewer.models.standby import WithStandby
from reviewer.models.written import Written
from reviewer.reading.document import Document, document_from_bytes
from reviewer.report.contract import AssessmentDocument, PartRead, Reader, to_json
from reviewer.report.markdown import to_markdown
from reviewer.report.reservations import named, reservations
from reviewer.report.terminal import to_text
from reviewer.report.wording import unread, usage
from reviewer.review import Precautions, review_document, review_each
from tests.scripted import ScriptedModel

SPENT = Usage(calls=8, input_tokens=81_200, cached_tokens=64_000, output_tokens=4_100, cost=0.31)
NOTED = Usage(calls=1, input_tokens=2_000, output_tokens=100, cost=0.02)
REASON = "The service at host did not answer in time."


class Service(ScriptedModel):
    """A service that reads like the offline model but for the areas that it fails on, and writes `note`."""

    name = "a-model"

    def __init__(
        self, framework: Framework, *failed: str, note: str | None = "", extra: tuple[ProposedClaim, ...] = ()
    ):
        super().__init__()
        self._framework = framework
        self._failed = failed
        self._note = note
        self._extra = extra
        self.critiques: list[CritiqueRequest] = []

    async def read(self, request: ReadRequest) -> Reading:
        """What the offline model reads of the areas that do not fail, and the extra claims."""
        reading = await OfflineModel(self._framework).read(request)
        area = {item.id: item.area for item in self._framework.items}
        owner = self._framework.item_of_facet
        kept = (
            claim
            for claim in reading.claims
            if area.get(owner.get(claim.facet.partition(".")[0], ""), self._framework.areas[0].id) not in self._failed
        )
        unread = tuple(Unread(part=part, reason=REASON) for part in self._failed)
        return Reading(kind="answer", claims=(*kept, *self._extra), unread=unread, usage=SPENT)

    def critique(self, request: CritiqueRequest) -> Prose:
        """The note, or a failure."""
        self.critiques.append(request)
        return Broken() if self._note is None else Written(self._note, NOTED)


class Broken:
    """Prose that breaks off in the middle."""

    usage = NOTED

    async def __aiter__(self):  # type: ignore[no-untyped-def]
        yield "The queue "
        raise ModelError("The service broke off.")


class Down(ScriptedModel):
    """A service that never answers."""

    name = "a-model"

    async def read(self, request: ReadRequest) -> Reading:
        """Nothing."""
        raise ModelError(REASON)

    def critique(self, request: CritiqueRequest) -> Prose:
        """Nobody should ask."""
        raise AssertionError


def reviewed_by(model: ScriptedModel, proposal: Document, framework: Framework) -> AssessmentDocument:
    """The review with everything that a service is held to."""
    offline = OfflineModel(framework)
    precautions = Precautions(Bearing(framework), offline, "EUR")
    return asyncio.run(review_document(proposal, WithStandby(model, offline, framework), framework, precautions))


def flat(text: str) -> str:
    return " ".join(text.split())


def test_offline_documents_have_no_word_about_services(reviewed: AssessmentDocument) -> None:
    """The offline model's document holds none of the keys that only a service brings."""
    document = json.loads(to_json(reviewed))

    assert document["reader"] == {"model": "offline", "degraded": False}
    assert not {"usage", "covering_note", "covering_note_left_out", "doubted_claims"} & document.keys()


def test_areas_that_were_not_read_are_read_offline_and_told(
    proposal: Document, framework: Framework, reviewed: AssessmentDocument
) -> None:
    """Two areas that fail are filled by the offline model; document, text and Markdown name them and why."""
    found = reviewed_by(Service(framework, "EX", "PM"), proposal, framework)

    reason = "the service at host did not answer in time"
    expected = [PartRead(part=area, reason=reason, read_by="offline") for area in ("EX", "PM")]
    assert list(found.reader.parts[:2]) == expected
    assert found.reader.degraded
    assert any(item.facets for item in found.items if item.id.startswith("EX"))
    text = flat(to_text(found))
    assert f"The model a-model did not read the areas EX and PM: {reason}." in text
    assert "The built-in offline model read instead" in text
    assert text.index("did not read") < text.index("Coverage")
    assert "did not read the areas EX and PM" in to_markdown(found).replace("\\", "")
    assert "the model a-model did not read the areas EX and PM" in found.confidence.reasons


class Silent(Service):
    """Says nothing of the areas that it fails on, and does not tell."""

    async def read(self, request: ReadRequest) -> Reading:
        """Without what was not read."""
        return (await super().read(request)).model_copy(update={"unread": ()})


def test_silence_about_an_area_is_told(proposal: Document, framework: Framework, reviewed: AssessmentDocument) -> None:
    """Where the offline model finds facts and the service says nothing at all, the area counts as unread."""
    document = reviewed_by(Silent(framework, "EX"), proposal, framework)

    assert [part.part for part in document.reader.parts if part.read_by == "offline"] == ["EX"]
    assert "says nothing of it" in document.reader.parts[0].reason
    states = [[item.state for item in each.items if item.id.startswith("EX")] for each in (document, reviewed)]
    assert states[0] == states[1]


def test_service_that_is_down_leaves_the_offline_findings(
    proposal: Document, framework: Framework, reviewed: AssessmentDocument
) -> None:
    """When nothing is read the findings are those of the offline model, and nobody is asked for a note."""
    found = reviewed_by(Down(), proposal, framework)

    assert (found.items, found.gaps, found.verdict) == (reviewed.items, reviewed.gaps, reviewed.verdict)
    assert [(part.part, part.read_by) for part in found.reader.parts] == [
        ("whole text", "offline"),
        ("covering note", "nobody"),
    ]
    assert found.usage is None
    assert "Read by the built-in offline model" in to_text(found)
    assert "Read by the model" not in to_text(found)


def test_every_area_unread_is_the_whole_text_unread(
    proposal: Document, framework: Framework, reviewed: AssessmentDocument
) -> None:
    """A service that answers and fails on every area has read nothing; what it took is still told."""
    found = reviewed_by(Service(framework, *(area.id for area in framework.areas)), proposal, framework)

    assert found.items == reviewed.items
    assert found.reader.parts[0].part == "whole text"
    assert found.usage is not None
    assert found.usage.calls == 8


def test_confidence_falls_by_one_step(proposal: Document, framework: Framework) -> None:
    """With a reservation the confidence is a step lower than without; a missing note is none."""
    whole = reviewed_by(Service(framework, note=None), proposal, framework)
    doubts = reservations("a-model", [PartRead(part="EX", reason="x", read_by="offline")], [])

    assert doubts == ("the model a-model did not read the area EX",)
    assert not any("did not read" in reason for reason in whole.confidence.reasons)
    assert [part.part for part in whole.reader.parts] == ["covering note"]


def test_true_words_under_a_foreign_fact_are_doubted(proposal: Document, framework: Framework) -> None:
    """A quote that is there and speaks of something else fills nothing, is listed, and lowers confidence."""
    line = next(line for line in proposal.text.splitlines() if "AS/400" in line)
    claim = ProposedClaim(facet="stop_role", value="COO", quote=line)
    found = reviewed_by(Service(framework, extra=(claim,)), proposal, framework)

    assert "stop_role" in [doubted.facet for doubted in found.doubted_claims if doubted.quote == line]
    stops = [item.facets["stop_role"] for item in found.items if "stop_role" in item.facets]
    assert all(stop.value != "COO" for stop in stops)
    assert not any(refused.quote == line for refused in found.rejected_claims)
    assert any("a second look doubts" in reason for reason in found.confidence.reasons)
    text = flat(to_text(found))
    assert f"Claims that a second look doubts: {len(found.doubted_claims)}" in text
    assert "stop role: the quote is there, but" in text


def test_reading_that_mostly_does_not_hold_is_not_used(
    proposal: Document, framework: Framework, reviewed: AssessmentDocument
) -> None:
    """A service that invents most of what it says is replaced by the offline model for the whole text, and told."""
    invented = tuple(
        ProposedClaim(facet="max_queue_depth", value=60.0, quote=f"at most {number} cases wait")
        for number in range(1, 200)
    )
    found = reviewed_by(Service(framework, extra=invented), proposal, framework)

    assert found.items == reviewed.items
    assert found.reader.parts[0].part == "whole text"
    assert "not borne out" in found.reader.parts[0].reason
    assert len(found.rejected_claims) >= len(invented)


def test_covering_note_is_tied_to_gaps(proposal: Document, framework: Framework, reviewed: AssessmentDocument) -> None:
    """Sentences with the id of a gap stay, others are counted; the note says whose words it is in."""
    gap = reviewed.gaps[0].id
    model = Service(framework, note=f"Dear team. The desk is small [{gap}]. All is well [G-99.XX-1]. Go on!")
    found = reviewed_by(model, proposal, framework)

    assert [(part.sentence, part.refs) for part in found.covering_note] == [(f"The desk is small [{gap}].", (gap,))]
    assert found.covering_note_left_out == 3
    text = flat(to_text(found))
    assert f"In the words of the model a-model. The findings below come from rules. The desk is small [{gap}]." in text
    assert "tied to no gap and left out: 3." in text
    assert not found.reader.degraded
    assert [finding.id for finding in model.critiques[0].gaps] == [gap.id for gap in found.gaps]


@pytest.mark.parametrize(
    ("note", "reason"),
    [(None, "the service broke off"), ("All is well.", "none of its sentences was tied to a gap")],
)
def test_note_that_fails_is_told(proposal: Document, framework: Framework, note: str | None, reason: str) -> None:
    """A note that breaks off, or is tied to nothing, is left out and named; the findings stay."""
    found = reviewed_by(Service(framework, note=note), proposal, framework)

    assert found.covering_note == ()
    assert found.reader.parts == (PartRead(part="covering note", reason=reason, read_by="nobody"),)
    assert f"did not write the covering note: {reason}. The findings do not depend on it." in flat(to_text(found))


def test_usage_is_added_up_and_said(proposal: Document, framework: Framework, reviewed: AssessmentDocument) -> None:
    """Reading and writing count together, with the cost in the currency that is set."""
    found = reviewed_by(Service(framework, note=f"Small [{reviewed.gaps[0].id}]."), proposal, framework)

    assert found.usage is not None
    assert (found.usage.calls, found.usage.input_tokens, found.usage.currency) == (9, 83_200, "EUR")
    assert "9 calls, 83,200 tokens in (64,000 of them from its cache), 4,200 out; 0.3300 EUR." in flat(to_text(found))
    no_price = found.usage.model_copy(update={"cost": None, "currency": None, "estimated": True})
    assert "EUR" not in usage(no_price)
    assert "four characters count as one token" in usage(no_price)


def test_documents_read_at_once_come_in_order_and_alike(proposal: Document, framework: Framework) -> None:
    """Several at once are the same bytes as one after the other, in their order, and never more than allowed."""
    under_way, most = 0, 0
    told: list[int] = []

    class Slow(Service):
        async def read(self, request: ReadRequest) -> Reading:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.02 if "first" in request.text else 0.001)
            reading = await super().read(request)
            under_way -= 1
            return reading

    texts = [
        f"The {word} pilot. The sponsor is the Chief Operating Officer." for word in ("first", "2nd", "3rd", "4th")
    ]
    documents = [document_from_bytes(text.encode(), f"{number}.md") for number, text in enumerate(texts)]
    offline = OfflineModel(framework)
    model = WithStandby(Slow(framework), offline, framework)
    precautions = Precautions(Bearing(framework), offline)

    async def review(document: Document) -> AssessmentDocument:
        return await review_document(document, model, framework, precautions)

    def broken() -> Document:
        raise DocumentError("The document 5.md is empty.")

    loads = [*((lambda document=document: document) for document in documents), broken]
    at_once = asyncio.run(review_each(loads, review, 2, told.append))
    alone = [asyncio.run(review(document)) for document in documents]

    assert [to_json(found) for found in at_once[:-1] if isinstance(found, AssessmentDocument)] == [
        to_json(found) for found in alone
    ]
    assert str(at_once[-1]) == "The document 5.md is empty."
    assert most == 2
    assert sorted(told) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["whole text"], "the whole text"),
        (["EX"], "the area EX"),
        (["EX", "PM", "IN"], "the areas EX, PM and IN"),
        (["reply 3", "reply 7"], "the replies 3 and 7"),
        (["question 5"], "the question 5"),
        (["last look at the whole interview"], "the last look at the whole interview"),
    ],
)
def test_parts_are_named_as_people_would(parts: list[str], words: str) -> None:
    """Areas, replies and questions are listed in words."""
    assert named([PartRead(part=part, reason="x", read_by="nobody") for part in parts]) == words


def test_failures_of_an_interview_are_told_by_what_follows() -> None:
    """Replies, wordings and the last look each have their own consequence; one sentence for each reason."""
    told = unread(
        Reader(
            model="m",
            degraded=True,
            parts=(
                PartRead(part="reply 3", reason="it hung", read_by="offline"),
                PartRead(part="reply 4", reason="it hung", read_by="offline"),
                PartRead(part="question 5", reason="it hung", read_by="nobody"),
                PartRead(part="last look at the whole interview", reason="it hung", read_by="nobody"),
            ),
        )
    )

    assert [sentence.partition(": it hung. ")[0] for sentence in told] == [
        "The model m did not read the replies 3 and 4",
        "The model m did not word the question 5",
        "The model m did not take the last look at the whole interview",
    ]
    assert "so nothing else was asked" in told[1]


def test_capacity_from_a_report_tells_what_was_not_read(
    proposal: Document, framework: Framework, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures out of a report of which a part was not read come with that warning; a missing note gives none."""
    said = []
    for number, model in enumerate((Service(framework, "EX", note=None), Service(framework, note=None))):
        path = tmp_path / f"{number}.json"
        path.write_text(to_json(reviewed_by(model, proposal, framework)))
        with pytest.raises(SystemExit):
            main(["capacity", "--from", str(path), "--plain"])
        said.append(capsys.readouterr().err)

    assert said[0].startswith("The model a-model did not read the area EX: ")
    assert "covering note" not in said[0]
    assert said[1] == ""
