"""An answer is in its form, or it is refused: nothing is guessed, completed or converted."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.models.openai.shapes import DocumentForm, ReplyForm
from reviewer.models.openai.strict import LONGEST_ANSWER, MalformedError, form_in
from tests.service.scripted_caller import claim, document_answer, reply_answer

ROW = claim("we pay glass", "decisions", cells=[{"column": "name", "value": "pay"}, {"column": "class", "value": "x"}])
GOOD = reply_answer(claim("at most 60 may wait", "max_queue_depth", 60), ROW)


def refused(text: str, reason: str = ".") -> None:
    """`text` is refused; `reason` is found in what is said about it."""
    with pytest.raises(MalformedError, match=reason):
        form_in(text, ReplyForm)


def test_a_good_answer_is_taken_as_it_is() -> None:
    """Numbers, rows and nulls come through."""
    form = form_in(GOOD, ReplyForm)

    assert [each.value for each in form.claims] == [60.0, None]
    assert [cell.column for cell in form.claims[1].cells or ()] == ["name", "class"]


@pytest.mark.parametrize(
    "wrapped",
    [
        f"```json\n{GOOD}\n```",
        f"Here is the reading: {GOOD}\nDone, see [1].",
        f"<think>Perhaps {{}} or {GOOD[:40]}</think>\n{GOOD}",
        f"<think>one</think>\n<think>two</think>```\n{GOOD}```",
        f"\ufeff \n{GOOD}\n",
    ],
)
def test_what_stands_around_the_object_is_taken_off(wrapped: str) -> None:
    """Fences, finished thinking and prose are no part of an answer."""
    assert form_in(wrapped, ReplyForm) == form_in(GOOD, ReplyForm)


def test_words_inside_a_quote_take_nothing_off() -> None:
    """A text that holds a thinking tag or a fence cannot make its own reading unreadable."""
    quote = 'as the paper says: "</think>" ```json {"kind": 1} <think>'
    answer = reply_answer(claim(quote, "flow_changes", "x"))

    assert form_in(answer, ReplyForm).claims[0].quote == quote


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "one JSON object"),
        ("I cannot help with that.", "one JSON object"),
        ("null", "one JSON object"),
        (f"[{GOOD}]", "nothing around"),
        (f"{GOOD}{GOOD}", "nothing after"),
        (f"{GOOD} and {{}}", "nothing after"),
        (f"<think>{GOOD}", "nothing around"),
        (f"Well. <think>{GOOD}", "nothing around"),
        (GOOD.replace('"kind"', '"kind": "answer", "kind"', 1), "twice in one object"),
        (GOOD.replace('"column": "name"', '"column": "a", "column": "name"'), "twice in one object"),
        (GOOD.replace('"class", "value"', '"name", "value"'), "twice in one row"),
        (GOOD.replace('"kind"', '"state": "satisfied", "kind"', 1), "Extra inputs"),
        (GOOD.replace('"facet"', '"verdict": "scale", "facet"', 1), r"claims\.0: Extra inputs"),
        (GOOD.replace('"who_knows": null, ', ""), "who_knows: Field required"),
        (GOOD.replace('"kind": "answer"', '"kind": "certainly"'), "kind: Input should be 'answer'"),
        (GOOD.replace('"clear"', '"certain"', 1), "strength"),
        (GOOD.replace('"who_knows": null', '"who_knows": 7'), "valid string"),
        (GOOD.replace('"reply": null', '"reply": "7"', 1), "valid integer"),
        (GOOD.replace('"reply": null', '"reply": 7.5', 1), "valid integer"),
        (GOOD.replace('"reply": null', '"reply": true', 1), "valid integer"),
        (GOOD.replace("60,", "NaN,"), "no number"),
        (GOOD.replace("60,", "-Infinity,"), "no number"),
        (GOOD.replace("60,", "1e999,"), "too large"),
        (GOOD.replace("60,", "1" * 400 + ","), "finite"),
        (GOOD.replace("60,", "1" * 5000 + ","), "digits"),
        (GOOD.replace("60,", "[60],"), "value"),
        ('{"claims": ' + "[" * 100_000, "nested"),
        ('{"a":' * 30_000, "nested"),
        ('{"kind": "' + "x" * LONGEST_ANSWER, "too long"),
    ],
    ids=lambda value: value[:20] if len(value) < 100 else "",
)
def test_everything_else_is_refused_with_its_reason(answer: str, reason: str) -> None:
    """Prose, several objects, duplicate, missing and extra keys, other types, numbers that are none, depth, length."""
    refused(answer, reason)


def test_a_number_in_quotation_marks_stays_text() -> None:
    """ "12" does not become 12: whether a facet can hold it is for the gate to say."""
    form = form_in(reply_answer(claim("twelve of them", "reviewers_fte", "12")), ReplyForm)

    assert form.claims[0].value == "12"


def test_half_a_character_spoils_only_its_own_quote() -> None:
    """A lone surrogate, which cannot be stored, is replaced; the other claims stay."""
    form = form_in(GOOD.replace("at most", "at \\ud83d most"), ReplyForm)

    form.claims[0].quote.encode()
    assert form.claims[1].quote == "we pay glass"


def test_a_truncated_answer_never_gives_an_object() -> None:
    """Cut at any of its positions, bare, in a fence or after thinking, an answer is refused."""
    for end in range(len(GOOD)):
        refused(GOOD[:end])
        refused(f"```json\n{GOOD[:end]}\n```")
        refused(f"<think>{GOOD}</think>{GOOD[:end]}")


_words = st.text(max_size=12)
_claims = st.builds(
    claim,
    _words,
    _words,
    st.one_of(st.none(), st.booleans(), st.integers(-99, 99), _words),
    speaker=st.one_of(st.none(), _words),
)


@given(st.lists(_claims, max_size=3), st.data())
def test_no_prefix_of_any_answer_gives_an_object(claims: list[dict[str, object]], data: st.DataObject) -> None:
    """Whatever an answer says, with brackets and quotation marks in its words, no part of it passes for the whole."""
    answer = document_answer(*claims)
    assert len(form_in(answer, DocumentForm).claims) == len(claims)
    with pytest.raises(MalformedError):
        form_in(answer[: data.draw(st.integers(0, len(answer) - 1))], DocumentForm)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text at all makes anything but a form or a refusal."""
    for answer in (text, json.dumps(text), '{"claims":' + text):
        with pytest.raises(MalformedError):
            form_in(answer, DocumentForm)


@pytest.mark.parametrize(
    "hostile",
    ['{"' + '\\"' * 99_000, '{"a"' * 49_000, "<think>" * 28_000, '"' * 199_999 + "{"],
    ids=["escapes", "strings", "thinking", "quotation marks"],
)
def test_a_hostile_answer_is_refused_at_once(hostile: str) -> None:
    """No answer takes long to refuse, whatever strings it begins and does not end."""
    start = time.process_time()
    refused(hostile)
    assert time.process_time() - start < 2
