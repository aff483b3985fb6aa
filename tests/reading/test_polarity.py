"""A quote that cuts off its own negation does not pass as a clear claim; a true one does."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from reviewer.framework import Framework
from reviewer.models.port import ProposedClaim
from reviewer.reading.gate import SourceText, admit
from reviewer.reading.polarity import cut_negation
from reviewer.reading.quotes import Searchable
from tests.perfect_claims import EVALS, PROPOSALS

CUT = [
    ("We do not have approval from the CFO.", "have approval from the CFO"),
    ("We don’t have approval from the CFO.", "have approval from the CFO"),
    ("We dont have approval from the CFO.", "have approval from the CFO"),
    ("Nobody has approved the budget.", "has approved the budget"),
    ("No one in Leeds has approved the budget.", "has approved the budget"),
    ("None of the reviewers was trained on it.", "the reviewers was trained on it"),
    ("No reviewer was trained on these cases.", "reviewer was trained on these cases"),
    ("We work without a named process owner.", "a named process owner"),
    ("We never had approval from finance.", "had approval from finance"),
    ("There is hardly any funded capacity.", "any funded capacity"),
    ("The agent cannot issue refunds alone.", "issue refunds alone"),
    ("We do not, as of today, have approval from the CFO.", "have approval from the CFO"),
    ("We do **not** have approval from the CFO.", "have approval from the CFO"),
    ("We do _not_ have approval from the CFO.", "have approval from the CFO"),
    ("We do (not) have approval from the CFO.", "have approval from the CFO"),
    ("We do not (yet) have approval from the CFO.", "have approval from the CFO"),
    ("We do not, e.g. in Leeds, have approval.", "have approval"),
    ("We do no\u200bt have approval from the CFO.", "have approval from the CFO"),
    ("Approval has not\nbeen given by the CFO.", "been given by the CFO"),
    ("We have no owner, budget or approval process.", "budget or approval process"),
    ("It must not refund, cancel or change contracts.", "cancel or change contracts"),
    ("It is no more than 60 cases an hour.", "more than 60 cases an hour"),
    ("The CFO has yet to approve the budget.", "approve the budget"),
    ("The limit of 60 cases is not enforced.", "The limit of 60 cases"),
    ("The limit of 60 cases hasn't been agreed.", "The limit of 60 cases"),
    ("Decisions are signed off by no one.", "Decisions are signed off"),
    ("| Approval of the CFO | no |", "Approval of the CFO"),
    ("Approval of the CFO: no", "Approval of the CFO"),
    ("Not in place: approval of the CFO", "approval of the CFO"),
    ("We do not (see the minutes; they are final) have approval from the CFO.", "have approval from the CFO"),
]
KEPT = [
    ("We do not have approval from the CFO.", "do not have approval from the CFO"),
    ("No, we have approval from the CFO.", "we have approval from the CFO"),
    ("No, we have approval or a signature.", "we have approval or a signature"),
    ("Not only do we have approval from the CFO.", "do we have approval from the CFO"),
    ("We have no queue limit, but we have approval.", "we have approval"),
    ("We have no queue limit and the CFO gave approval.", "the CFO gave approval"),
    ("There is no backlog, 60 cases wait at most.", "60 cases wait at most"),
    ("Not any more. We have approval now.", "We have approval now"),
    ("- no queue limit\n- approval from the CFO", "approval from the CFO"),
    ("No queue limit\n\nApproval from the CFO", "Approval from the CFO"),
    ("It is not a toy: the plan is 38k mails a day.", "the plan is 38k mails a day"),
    ("Three steps (two in no manual) take 19 minutes.", "take 19 minutes"),
    ("The clerk (a program; nobody's post title) reads what residents report.", "reads what residents report"),
    ("The limit of 60 cases is enforced, not advised.", "The limit of 60 cases is enforced"),
]


def admitted(framework: Framework, text: str, quote: str, **more: Any) -> bool:
    claim = ProposedClaim(facet="sponsor_role", value="CFO", quote=quote, **more)
    admission = admit((claim,), SourceText("document", text, "document"), framework)
    assert all("negation" in refused.reason for refused in admission.rejections)
    return bool(admission.claims)


@pytest.mark.parametrize(("text", "quote"), CUT)
def test_cut_negation_is_refused(framework: Framework, text: str, quote: str) -> None:
    """A clear claim cannot rest on words whose negation stands just outside the quote."""
    assert not admitted(framework, text, quote)


@pytest.mark.parametrize(("text", "quote"), CUT)
def test_denied_words_may_be_cut(framework: Framework, text: str, quote: str) -> None:
    """A denied claim says itself that the words are negated, so it passes."""
    assert admitted(framework, text, quote, strength="denied")


@pytest.mark.parametrize(("text", "quote"), KEPT)
def test_negation_of_something_else(framework: Framework, text: str, quote: str) -> None:
    """A negation inside the quote, or one that belongs to another clause, refuses nothing."""
    assert admitted(framework, text, quote)


def test_affirmed_place_is_found_behind_a_negated_one(framework: Framework) -> None:
    """Where a quote stands twice and only once negated, a search finds the place that bears the claim."""
    text = "We do not have approval for Leeds. We have approval for York."
    claim = ProposedClaim(facet="sponsor_role", value="CFO", quote="have approval for")

    admission = admit((claim,), SourceText("document", text, "document"), framework)

    assert [words.evidence.start for words in admission.claims] == [38]


def test_negated_place_that_a_model_names_is_refused(framework: Framework) -> None:
    """A model that says it read the negated place is not helped to another one."""
    text = "We do not have approval for Leeds. We have approval for York."
    claim = ProposedClaim(facet="sponsor_role", value="CFO", quote="have approval for", start=10)

    assert admit((claim,), SourceText("document", text, "document"), framework).claims == ()


def test_true_quotes_of_the_labelled_proposals() -> None:
    """Of all words that careful readers took from the labelled proposals at most two in a thousand are refused."""
    quotes = [(case, quote) for case in PROPOSALS for quote in _true_quotes(case)]
    texts = {case: Searchable(_text(case)) for case in PROPOSALS}

    refused = [(case, quote) for case, quote in quotes if not _has_good_place(texts[case], quote)]

    assert len(quotes) > 600
    assert len(refused) <= 0.002 * len(quotes), refused


def _text(case: str) -> str:
    return Path(EVALS / "proposals" / f"{case}.md").read_text(encoding="utf-8")


def _has_good_place(searchable: Searchable, quote: str) -> bool:
    return any(cut_negation(searchable.text, span) is None for span in searchable.spans(quote, None))


def _true_quotes(case: str) -> list[str]:
    path = EVALS / "facet-values" / "proposals" / f"{case}.yaml"
    return list(_quotes(yaml.safe_load(path.read_text(encoding="utf-8")).values()))


def _quotes(values: Any) -> list[str]:
    """Quotes of clear values and rows; vague, denied and wished words may be cut."""
    found: list[str] = []
    for value in values:
        if isinstance(value, dict) and "s" not in value:
            found += [value[key] for key in ("q", "q2", "q3") if key in value]
        elif isinstance(value, list) and value and not isinstance(value[0], dict):
            found.append(value[1])
        elif isinstance(value, list):
            found += _quotes(value)
    return found
