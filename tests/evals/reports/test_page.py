"""The page: it stands alone, nothing foreign becomes markup, each case opens, and the same input is the same bytes."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from reviewer.evals.case import Asked, Case, File, Guarded, Paper, Query, Transcript, Twins
from reviewer.evals.judging.gate import gate
from reviewer.evals.labels.gold import Expected, Gold, Label, PaperGold
from reviewer.evals.prediction import Fact, GapFound, Outcome, Prediction, Quoted, Ranked, Run
from reviewer.evals.reports.filling import board_of
from reviewer.evals.reports.page import Material, to_page
from reviewer.evals.reports.style import STYLE
from reviewer.evals.score import Row
from tests.evals.reports.boards import HOSTILE, METRICS, SCORES, board, check, hostile

TEXT = f"The agent answers 1,000 tickets a day.\n{HOSTILE}\nAt most 60 may wait."
_VOID = {"meta", "input", "br"}


class Reading(HTMLParser):
    """Every tag with its attributes, the tags that are still open, and the text outside the style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def having(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        """The attributes of each such tag."""
        return [found for name, found in self.tags if name == tag and attributes.items() <= found.items()]


def quote(words: str, text: str = TEXT) -> Quoted:
    """A quote of words that stand in the text."""
    start = text.index(words)
    return Quoted(quote=words, source="document", start=start, end=start + len(words), line=1)


def outcome(text: str = TEXT) -> Outcome:
    """An assessment with quotes, hostile in whatever a model could write."""
    words = quote("The agent answers 1,000 tickets", text)
    return Outcome(
        states={"EX-1": "missing"},
        quotes={"EX-1": (words,)},
        facts=(Fact(facet=f"volume {HOSTILE}", value=HOSTILE, quotes=(words,)),),
        gaps=(GapFound(id="G-01.EX-1", rules=("G-01",), item="EX-1", severity="blocker", title=HOSTILE),),
        verdict=HOSTILE,
        kind=HOSTILE,
    )


PAPER = Case(id="h01", suite="proposals", family="h01", input=Paper(text=TEXT))
GOLD = Gold(
    proposals={
        "h01": PaperGold(
            text=TEXT,
            expected=Expected(
                items={"EX-1": Label(state="partial", quotes=("answers 1,000 tickets a day.",))}, verdict="ready"
            ),
        )
    }
)


def material(*others: tuple[Case, Prediction]) -> Material:
    """The paper with its prediction, and others."""
    predicted = (Prediction(case="h01", suite="proposals", outcomes=(outcome(),), notes={"claims refused": HOSTILE}),)
    run = Run(mode="offline", model="offline", prints={}, predictions=(*predicted, *(one for _, one in others)))
    return Material(run, (PAPER, *(case for case, _ in others)), GOLD, {"EX-1": "Target volume"})


PAGE = to_page(board(hostile()), material())


def test_it_stands_alone() -> None:
    """Every tag is closed, there is no script, nothing comes from outside, and a policy refuses both."""
    reading = Reading(PAGE)
    policy = reading.having("meta", **{"http-equiv": "Content-Security-Policy"})[0]["content"] or ""
    style = PAGE[PAGE.index("<style>") + 7 : PAGE.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert reading.open == []
    assert not {"script", "link", "img", "iframe", "object", "base", "form", "svg"} & {tag for tag, _ in reading.tags}
    named = {name for _, attributes in reading.tags for name in attributes}
    assert not {"src", "style"} & named
    assert not any(name.startswith("on") for name in named)
    assert all((attributes.get("href") or "#").startswith("#") for _, attributes in reading.tags)
    assert not re.search(r"url\(|@import|https?:", style)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_hostile_words_stand_in_it_as_words() -> None:
    """They are seen, as text: no tag, no control character, no hidden one, and no tower of marks."""
    reading = Reading(PAGE)

    assert reading.text.count("<script>alert(1)</script>") > 5
    assert "<U+202E>right to left" in reading.text
    assert "<+5 marks>" in reading.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", PAGE)
    assert {tag for tag, _ in reading.tags} <= {tag for tag, _ in Reading(to_page(board(), material())).tags}


def test_quotes_are_marked_in_place() -> None:
    """What the prediction quotes, what gold quotes, and what both do, each told apart."""
    marks = re.findall(r'<mark class="(\w+)" title="([^"]*)">([^<]*)</mark>', PAGE)

    assert [(kind, words) for kind, _, words in marks] == [
        ("found", "The agent "), ("both", "answers 1,000 tickets"), ("expected", " a day."),
    ]  # fmt: skip
    assert marks[1][1].startswith("quoted for EX-1, volume ")
    assert marks[1][1].endswith("; expected for EX-1")


def test_each_case_opens_to_what_was_expected_and_what_came() -> None:
    """Checks with what turned, states with the names of items, facts, gaps, verdict and notes."""
    text = " ".join(Reading(to_page(board(), material())).text.split())

    for words in ("Since the baseline", "✗ failed, fails now", "✓ passed, passes now", "EX-1 Target volume"):
        assert words in text
    for title in ("In the end (1, 1 other", "States (1, 1 other", "Facts (1)", "Gaps (1)", "Notes of the run"):
        assert title in text


def test_each_regression_leads_to_its_case() -> None:
    """A link at the top leads to what is inside the case; names occur once."""
    reading = Reading(to_page(board(), material()))
    names = [attributes["id"] for _, attributes in reading.tags if "id" in attributes]
    links = [(attributes["href"] or "")[1:] for attributes in reading.having("a")]

    assert len(names) == len(set(names))
    assert "case-1" in links
    assert set(links) <= set(names)


def test_the_filters_know_every_choice() -> None:
    """Each choice has a label around it, a rule in the style, and the cases have the class that it shows."""
    reading = Reading(to_page(board(), material()))
    style = PAGE[PAGE.index("<style>") : PAGE.index("</style>")]
    kinds = {kind for found in reading.having("details") for kind in (found.get("class") or "").split()}

    for choice in reading.having("input", type="radio"):
        assert f"#{choice['id']}:checked" in style
    assert {"all", "worse", "turned", "failing", "of-proposals"} <= kinds
    assert set(re.findall(r":checked\) \.case:not\(\.([\w-]+)\) \{ display: none; \}", style)) == kinds - {"case", ""}


HIDDEN = "Answer \u200b\u202eyes\u202c\x1b[31m"
TALK = Transcript(turns=(Asked(item="EX-1", question=HIDDEN, answer=HIDDEN),))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (TALK, "Answer <U+200B><U+202E>yes"),
        (Query(text=HIDDEN), "What is looked up"),
        (Twins(clean=Paper(text="One.\n\nTwo.\n"), attacked=Paper(text="One.\n\nTwo, as told.\n")), "Two, as told."),
        (Twins(clean=Paper(text="One."), attacked=File(name="x", base64="AAA=")), "is a binary file"),
        (Twins(clean=TALK, attacked=Transcript(turns=(*TALK.turns, *TALK.turns))), "Turn 2"),
        (Guarded(model="parrot", scene=Paper(text=HIDDEN)), "The hostile model"),
        (Paper(text="x" * 100_000), "76,000 more characters are left out."),
    ],
)
def test_every_kind_of_case_is_shown(given: object, words: str) -> None:
    """Whatever a case gives, its words are there and harmless, with a prediction and without."""
    case = Case(id="other", suite="guards", family="x", input=given)  # type: ignore[arg-type]
    scores = SCORES.model_copy(update={"checks": (check("other", "a", False, suite="guards"),)})
    for prediction in (
        Prediction(case="other", suite="guards", outcomes=(Outcome(states={}), Outcome(states={}))),
        Prediction(case="other", suite="guards", ranked=Ranked(items=("EX-1",), passages=(HIDDEN,))),
        Prediction(case="other", suite="guards", failure="RuntimeError"),
    ):
        page = to_page(board(scores), material((case, prediction)))
        assert words in Reading(page).text
        assert not re.search("[\x1b\u200b\u202e]", page)


def test_a_page_that_would_be_too_large_leaves_words_out_and_says_so() -> None:
    """What fell is shown in any case first; of the others the checks stay, and both the page and the case say so."""
    text = Reading(to_page(board(), material(), largest=10)).text

    assert "1 case without words and tables, so that the page stays small." in text
    assert "--suite" not in text
    assert "Its words and tables are not on this page." in text
    assert "item EX-1" in text


def test_of_several_suites_one_alone_shows_more() -> None:
    """Only then it helps to run one suite."""
    rows = (Row(name="offline", metrics=(*METRICS, METRICS[0].model_copy(update={"suite": "rules"}))),)
    scores = SCORES.model_copy(update={"rows": rows})
    shown = board_of(scores, None, gate(scores, None))

    assert "A run of one suite alone (--suite) shows more of them." in Reading(to_page(shown, material(), 10)).text


def test_a_narrow_window_says_that_the_table_goes_on() -> None:
    """The table of figures is wider than that, and not every browser shows a bar."""
    narrow = STYLE[STYLE.index("@media (max-width: 66rem)") :]

    assert narrow.partition("@media (max-width: 40rem)")[0].count("move it sideways") == 1
    assert ".figures { overflow-wrap: normal; table-layout: fixed; min-width: 63rem; }" in STYLE
    assert "overflow-x: auto" in STYLE and "scrollbar-color" in STYLE


def test_what_fell_is_shown_whole_before_all_else() -> None:
    """Where there is room for the words of one case, it is the one that fell, though it comes later."""
    case = Case(id="h00", suite="proposals", family="h00", input=Paper(text="Calm words, all in vain."))
    scores = SCORES.model_copy(update={"checks": (check("h00", "verdict", True), *SCORES.checks)})
    shown = material((case, Prediction(case="h00", suite="proposals")))
    whole = len(to_page(board(scores), shown))
    pages = [Reading(to_page(board(scores), shown, largest=size)).text for size in range(1_000, whole, 200)]

    assert any("At most 60 may wait." in page and "all in vain." not in page for page in pages)


def test_without_a_run_there_are_checks_alone() -> None:
    """The page says that it was made without the run."""
    assert "Only the checks are here" in to_page(board(), Material())


def test_the_same_is_the_same_bytes() -> None:
    """Whatever the order in which cases and predictions come."""
    twin = Case(id="h02", suite="proposals", family="h02", input=Paper(text="Nothing."))
    one = material((twin, Prediction(case="h02", suite="proposals", outcomes=(Outcome(states={}),))))
    assert one.run is not None
    other = Material(
        one.run.model_copy(update={"predictions": one.run.predictions[::-1]}), one.cases[::-1], one.gold, one.names
    )

    assert to_page(board(), one) == to_page(board(), other)
