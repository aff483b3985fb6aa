"""What is written loads again as the same words, whatever they are; names are replaced in words and quotes alike."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviewer.errors import CasesError
from reviewer.evals.cases.loading import load_cases
from reviewer.evals.labels.gold import Label
from reviewer.evals.labels.load import load_gold
from reviewer.evals.making.drafts import Said
from reviewer.evals.making.held import Held, HeldTurn
from reviewer.evals.making.replacing import Replacing, replacing
from reviewer.evals.making.talk import talk_file
from reviewer.evals.making.writing import block, plain, quoted, remark
from reviewer.framework import Framework
from reviewer.interview.record import ReadReply, Reply
from reviewer.models.port import Question
from reviewer.readiness.claims import Evidence
from reviewer.text import clean

ODD = (
    ": ", " #", "- ", "? ", "| ", "> ", "'", '"', "\\", "\t", "\n", "\n\n", "\n ", "  ", "{", "}", "[", "]", ",", "&a",
    "*a", "!!str ", "%", "@", "`", "---", "...", "no", "yes", "~", "null", "1e3", "0x1F", "012", "1:30", "2026-01-02",
    "=", "<<", "\x85", "\u2028", "\u2029", "\ufeff", "\u200f", "\u202e", "\u05d0\u05d1", "\u0627\u0644", "\xa0", "a",
    "\U0001f469\u200d\U0001f692", "\xe9", "e\u0301", "\ufffd", "\U0001d518", "word",
    " and more words that go on for a while, so that they have to be folded somewhere in the middle of it",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=5)), max_size=12).map("".join)
# What is kept of a reply is clean already; a document may hold anything that UTF-8 can.
storable = texts.filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))
replies = storable.map(clean).filter(lambda text: bool(text.strip())).map(str.strip)


def load(text: str) -> object:
    """As cases are loaded."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


@settings(max_examples=300)
@given(storable, st.integers(0, 8))
@example("", 4)
@example("no", 0)
@example(" leading\n  more\n\ntrailing \n", 4)
@example("a" * 300, 4)
@example("word " * 60 + "\tend", 4)
def test_words_load_as_they_were(text: str, indent: int) -> None:
    """A key with any words, at any depth, loads as exactly these words; so do words in quotes."""
    margin = "".join(f"{' ' * depth}k:\n" for depth in range(indent))

    data = load(margin + "\n".join(block("text", text, indent)) + f"\n{' ' * indent}after: 1\n")

    for _ in range(indent):
        data = data["k"]  # type: ignore[index]
    assert data == {"text": text, "after": 1}
    assert load(f"[{quoted(text)}]") == [text]
    assert "\n" not in quoted(text)


@settings(max_examples=200)
@given(storable)
def test_a_name_loads_as_a_name(text: str) -> None:
    """Ids and keys that YAML would take for a number, a date or a truth are put in quotes."""
    assert load(f"id: {plain(text)}") == {"id": text}


@settings(max_examples=200)
@given(storable)
def test_a_remark_says_nothing(text: str) -> None:
    """No words can get out of a comment, and none in it is a thing that a screen obeys."""
    assert load(f"a: 1   {remark(text)}\nb: 2") == {"a": 1, "b": 2}
    assert remark(text) == clean(remark(text))


@settings(max_examples=60)
@given(st.lists(st.tuples(replies, replies), min_size=1, max_size=3), st.sampled_from(["no", "talk", "null", "E1"]))
def test_a_whole_case_loads_with_the_same_words(framework: Framework, talk: list[tuple[str, str]], case: str) -> None:
    """Questions, answers and quotes of a written case are those of the session, whatever people typed."""
    turns = tuple(
        HeldTurn(
            question=Question(item="EX-1", facet="volume_now_per_day", wording=asked),
            answer=said,
            sets={"EX-1": Label(state="partial", quotes=(said[:30], said))},
            facts={"decision_owner_role": said, "decisions": [{"name": said, "class": "autonomous", "quote": said}]},
        )
        for asked, said in talk
    )
    with TemporaryDirectory() as name:
        path = Path(name) / "interviews" / f"{case}.yaml"
        path.parent.mkdir()
        path.write_bytes(talk_file(case, Held(turns=turns, day=date(2026, 5, 4)), framework).encode())
        [loaded], gold = load_cases(Path(name)), load_gold(Path(name)).transcripts[case]

    assert [(turn.question, turn.answer) for turn in loaded.input.turns] == talk  # type: ignore[union-attr]
    assert [turn.sets["EX-1"].quotes for turn in gold.turns] == [(said[:30], said) for _, said in talk]
    assert [turn.facts[0].accepts for turn in gold.turns] == [(said,) for _, said in talk]
    assert [turn.facts[1].quotes for turn in gold.turns] == [(said,) for _, said in talk]


LONG = (
    "Moving money is for people only, and it has been so from the first day on. Changing an address: the agent alone, "
    "as long as the letter is signed."
)


def test_long_words_are_below_their_key_and_short_ones_beside_it() -> None:
    """A long answer is folded into lines of a width to edit, several lines stay lines, a short one is in quotes."""
    assert block("answer", "we get 400 a day", 4) == ['    answer: "we get 400 a day"']
    folded = block("answer", LONG, 4)
    assert folded[0] == "    answer: >-"
    assert len(folded) > 2
    assert max(map(len, folded)) <= 100
    assert block("answer", "one\n\n  two", 4) == ["    answer: |-", "      one", "", "        two"]
    assert block("answer", 'he said "no"', 4)[1:] == ['      he said "no"']


letters = st.text(alphabet="ab Xé.'\n", max_size=30)


@settings(max_examples=300)
@given(letters, st.data())
@example("a ab ba a", None)
def test_a_quote_stays_a_quote(text: str, data: st.DataObject | None) -> None:
    """Whatever is replaced in a text, the same part of it is found in the new text."""
    names = Replacing({"ab": "someone else", "a b": "X", "a": "ab"})
    start = data.draw(st.integers(0, len(text))) if data else 2
    end = data.draw(st.integers(start, len(text))) if data else 4

    assert names.part(text, start, end) in names.text(text)
    assert names.part(text, 0, len(text)) == names.text(text)


def test_whole_words_at_once_and_in_their_letters() -> None:
    """Two names can change places; parts of words and other letters stay, and are told."""
    names = replacing(["Dana=Tom", "Tom=Dana", "Dana Smith=Person A"])

    assert names.text("Dana, Tom, Danas, dana, Dana Smith, Dana's") == "Tom, Dana, Danas, dana, Person A, Tom's"
    assert names.part("ask Dana Smith now", 9, 18) == "Person A now"
    assert names.part("ask Dana Smith now", 0, 8) == "ask Person A"
    assert replacing(["Dana=X", "Lee=Y"]).left_in(["Dana and dana"]) == ["Dana"]
    assert replacing(["Dana=X", "Lee=Y"]).absent_from(["Dana and dana"]) == ["Lee"]
    assert replacing([]).text("Dana") == "Dana"


@pytest.mark.parametrize("options", [["Dana"], ["=X"], ["Dana="], ["Dana= "], ["Dana=X", "Dana=Y"]])
def test_a_replacement_that_says_nothing(options: list[str]) -> None:
    """An option without a name or a word, or one name with two words, is refused."""
    with pytest.raises(CasesError):
        replacing(options)


def test_words_of_another_reply_are_no_quote() -> None:
    """What was said in an earlier reply shows nothing in this one, though its offsets would fit."""
    reply = Reply(number=2, question=Question(item=None, facet="", wording="?"), text="we get 400 a day")
    said = Said(reply, ReadReply(reply=2, kind="answer"), Replacing({}))
    own, other = (Evidence(quote="", source=f"reply {number}", start=0, end=6, line=1) for number in (2, 1))

    assert said.quotes([own, other]) == ("we get",)
    assert said.quotes([other]) == ()
