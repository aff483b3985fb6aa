"""The gate admits a claim only if its source bears it out, and keeps every refusal with its reason."""

import random
from datetime import date
from typing import Any

import pytest

from reviewer.framework import Framework
from reviewer.models.port import ProposedClaim
from reviewer.readiness.claims import Claim
from reviewer.reading.gate import Kind, SourceText, admit

TEXT = "The sponsor is the Chief Operating Officer.\nAt most 60 cases may wait, and none longer than 4 hours.\n"
SPONSOR = {
    "facet": "sponsor_role",
    "value": "Chief Operating Officer",
    "quote": "The sponsor is the Chief Operating Officer",
}


def proposal(**more: Any) -> ProposedClaim:
    return ProposedClaim(**(SPONSOR | more))


def source(text: str = TEXT, kind: Kind = "document", speaker: str = "") -> SourceText:
    return SourceText("reply 7" if kind == "reply" else "document", text, kind, speaker)


def only(framework: Framework, text: SourceText, claim: ProposedClaim) -> Claim:
    admission = admit((claim,), text, framework)
    assert admission.rejections == ()
    return admission.claims[0]


def reason(framework: Framework, text: SourceText, claim: ProposedClaim) -> str:
    admission = admit((claim,), text, framework)
    assert admission.claims == ()
    assert admission.rejections[0].quote == claim.quote
    return admission.rejections[0].reason


def test_admitted_claim_carries_the_original_words(framework: Framework) -> None:
    """The stored quote is the slice of the source at its offsets, whatever way the proposal wrote it."""
    text = "Intro\r\n“At  most 60 cases” —\r\nmay wait"

    claim = only(framework, source(text), proposal(facet="max_queue_depth", value=60, quote='At most 60 cases" - may'))

    evidence = claim.evidence
    assert evidence.quote == text[evidence.start : evidence.end] == "At  most 60 cases” —\r\nmay"
    assert (evidence.start, evidence.line, evidence.source) == (8, 2, "document")
    assert claim.value == 60.0


@pytest.mark.parametrize(
    "quote",
    [
        "The sponsor is the Chief Operations Officer",
        "The sponsor is Chief Operating Officer",
        "the sponsor is the Chief Operating Officer",
        "The sponsor is the Chief Operating Officer. may wait",
        "The sponsor is the ... Officer",
        "",
        "   ",
    ],
)
def test_words_that_are_not_there(framework: Framework, quote: str) -> None:
    """An altered, shortened, recased, spliced, elided or empty quote is not found; nothing is nearly right."""
    assert reason(framework, source(), proposal(quote=quote)) == "quote not found"


@pytest.mark.parametrize("start", [None, -5, 3, 17, 10_000])
def test_wrong_start_is_searched(framework: Framework, start: int | None) -> None:
    """Without a start, or with a wrong one, the first place where the quote stands is taken."""
    text = f"x {TEXT}{TEXT}"

    assert only(framework, source(text), proposal(start=start)).evidence.start == 2


def test_right_start_chooses_among_repetitions(framework: Framework) -> None:
    """Where the quote does stand at the given start, that place is taken and not the first."""
    text = f"{TEXT}{TEXT}"

    assert only(framework, source(text), proposal(start=len(TEXT))).evidence.start == len(TEXT)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the preapproval of the budget", "approval of the budget"),
        ("owned by the teams lead today", "owned by the team"),
        ("non-autonomous decisions only", "autonomous decisions only"),
        ("owned by the team's leader", "owned by the team"),
        ("they don't approve anything", "they don"),
        ("it takes 21.5 hours of work", "5 hours of work"),
        ("it takes 12.5 hours of work", "it takes 12"),
        ("we count 40 000 mails a day", "000 mails a day"),
        ("we count 40 000 mails a day", "we count 40"),
        ("handed over are 8.7% of all", "handed over are 8.7"),
        ("until 2026-03-01 at the latest", "03-01 at the latest"),
        ("un\u200bapproved by the sponsor", "approved by the sponsor"),
        ("the re\u0301sume\u0301 of all of it", "the résum"),
    ],
)
def test_half_words_and_numbers(framework: Framework, text: str, quote: str) -> None:
    """A quote begins and ends with whole words and whole numbers; nothing invisible may hide the cut."""
    assert reason(framework, source(text), proposal(quote=quote)) in (
        "the quote cuts a word or a number in two",
        "quote not found",
    )


def test_whole_word_after_a_half_one(framework: Framework) -> None:
    """Where the first occurrence is part of a longer word, the first whole one counts."""
    text = "The preapproval of the budget. The approval of the budget."

    assert only(framework, source(text), proposal(quote="approval of the budget")).evidence.start == 35


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("60", "60"),
        ("So 43. I think.", "So 43."),
        ("yes, 60, as I said", "60"),
        ("| depth | 60 | cases |", "60"),
        ("- 60\n- 4", "60"),
    ],
)
def test_short_words_that_are_all_that_is_said(framework: Framework, text: str, quote: str) -> None:
    """A short quote counts where it is the whole reply, clause, cell or list entry."""
    claim = proposal(facet="max_queue_depth", value=60, quote=quote)

    assert only(framework, source(text, "reply"), claim).evidence.quote == quote


def test_letter_is_not_parted_from_its_marks(framework: Framework) -> None:
    """A quote that ends between a letter and its combining mark is not in the text."""
    assert (
        reason(framework, source("the very long q\u0323 here"), proposal(quote="the very long q")) == "quote not found"
    )


def test_short_words_out_of_a_sentence(framework: Framework) -> None:
    """Fewer than twelve characters out of the middle of a sentence are no evidence; twelve are."""
    short = reason(framework, source(), proposal(facet="max_queue_depth", value=60, quote="60 cases"))

    assert short == "the quote is too short to be evidence"
    assert only(framework, source(), proposal(facet="max_queue_depth", value=60, quote="60 cases may"))


def test_words_that_stand_everywhere(framework: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a quote that stands in ten thousand places only the first hundred are looked at."""
    looked_at: list[object] = []

    def cuts(_: str, span: object) -> bool:
        looked_at.append(span)
        return True

    monkeypatch.setattr("reviewer.reading.gate.cuts_word", cuts)

    assert "in two" in reason(framework, source("ab " * 10_000), proposal(quote="b"))
    assert len(looked_at) == 100


def test_unknown_facet(framework: Framework) -> None:
    """A facet that the framework does not have is refused, and belongs to no item."""
    admission = admit((proposal(facet="happiness"),), source(), framework)

    assert [(refused.reason, refused.item) for refused in admission.rejections] == [("there is no such facet", None)]


@pytest.mark.parametrize(
    ("facet", "value", "expected"),
    [
        ("sponsor_role", None, "a clear claim needs a value"),
        ("max_queue_depth", "many", "a number is needed"),
        ("max_queue_depth", -3, "the number is negative"),
        ("decisions.class", "autonomous", "a clear claim about a list needs a whole row"),
        ("decisions", {"class": "autonomous"}, "the row does not say which name it is about"),
    ],
)
def test_value_that_its_facet_cannot_hold(framework: Framework, facet: str, value: Any, expected: str) -> None:
    """A clear claim needs a value of its facet's type; the refusal says what is wrong, and names the item."""
    admission = admit((proposal(facet=facet, value=value),), source(), framework)

    refused = admission.rejections[0]
    assert (refused.reason, refused.item) == (expected, framework.item_of_facet[facet.partition(".")[0]])


def test_vague_and_denied_words_carry_no_value(framework: Framework) -> None:
    """Vague or denied words may be about one column of a list, and whatever value came with them is dropped."""
    vague = only(framework, source(), proposal(facet="decisions.class", strength="vague", value="autonomous"))
    denied = only(framework, source(), proposal(strength="denied"))

    assert (vague.value, denied.value) == (None, None)


@pytest.mark.parametrize(
    ("facet", "kind", "strength", "tense", "grade"),
    [
        ("sponsor_role", "document", "clear", "today", "documented"),
        ("sponsor_role", "reply", "clear", "today", "said"),
        ("stop_tried", "document", "clear", "today", "measured"),
        ("stop_tried", "document", "clear", "planned", "documented"),
        ("stop_tried", "document", "vague", "today", "documented"),
        ("stop_tried", "reply", "clear", "today", "said"),
    ],
)
def test_grade(framework: Framework, facet: str, kind: Kind, strength: Any, tense: Any, grade: str) -> None:
    """What is said is said, what is written is documented, and measured only if it was done and is stated clearly."""
    value = "2026-03-14" if facet == "stop_tried" else SPONSOR["value"]
    claim = proposal(facet=facet, value=value, strength=strength, tense=tense)

    assert only(framework, source(kind=kind), claim).grade == grade


@pytest.mark.parametrize(
    ("kind", "speaker", "named", "expected"),
    [
        ("reply", "", "", "team"),
        ("reply", "Ana", "", "Ana"),
        ("reply", "Ana", "the sponsor", "the sponsor"),
        ("reply", "Ana", "Auditor General", "Ana"),
        ("document", "", "", "document"),
        ("document", "", "chief  operating officer", "chief operating officer"),
        ("document", "", "Auditor General", "document"),
    ],
)
def test_speaker(framework: Framework, kind: Kind, speaker: str, named: str, expected: str) -> None:
    """A reply is said by the person who replies, a document by itself, unless the text names somebody else."""
    assert only(framework, source(kind=kind, speaker=speaker), proposal(speaker=named)).speaker == expected


def test_plan_and_correction_are_kept(framework: Framework) -> None:
    """Tense, date and owner of a plan, and that a reply corrects an earlier one, reach the claim."""
    planned = proposal(tense="planned", planned_date=date(2026, 9, 1), planned_owner="CFO")

    claim = admit((planned,), source(), framework, corrects=True).claims[0]

    assert (claim.tense, claim.planned_date, claim.planned_owner, claim.corrects) == (
        "planned",
        date(2026, 9, 1),
        "CFO",
        True,
    )


def test_numbers_follow_the_text(framework: Framework) -> None:
    """Claims are numbered in the order of the text, whatever the order in which a model proposes them."""
    rows = [{"name": name, "class": "autonomous"} for name in ("refund", "rebook", "reply")]
    proposals = [proposal(facet="max_queue_depth", value=60, quote="At most 60 cases may wait"), proposal()]
    proposals += [proposal(facet="decisions", value=row, quote="none longer than 4 hours") for row in rows]
    expected = admit(tuple(proposals), source(), framework, first_number=5)

    for seed in range(20):
        random.Random(seed).shuffle(proposals)
        assert admit(tuple(proposals), source(), framework, first_number=5) == expected

    assert [claim.number for claim in expected.claims] == [5, 6, 7, 8, 9]
    starts = [claim.evidence.start for claim in expected.claims]
    assert starts == sorted(starts)


def test_refusals_do_not_stop_the_rest(framework: Framework) -> None:
    """A refused claim is kept beside those that pass; nothing is lost."""
    admission = admit((proposal(), proposal(quote="invented words here")), source(), framework)

    assert (len(admission.claims), len(admission.rejections)) == (1, 1)
