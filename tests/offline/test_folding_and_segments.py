import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.models.offline.folding import fold
from reviewer.models.offline.segments import Segment, segments_of
from reviewer.models.offline.sentences import clause_spans


@given(st.text())
def test_folding_any_text_leads_back_into_the_original(text: str) -> None:
    """Folding never fails, and every folded character has a span inside the original text, in its order."""
    folded = fold(text)

    assert len(folded.text) == len(folded.lower) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("the \u201cfour\u2011eyes\u201d rule \u2013 it\u2019s ours", 'the "four-eyes" rule - it\'s ours'),
        ("**828  touched**\n(8.7%)", "828 touched (8.7%)"),
        ("`touched_by_human` is _set_", "touched_by_human is set"),
        ("1\u202f100 cases\u00a0a day", "1,100 cases a day"),
        ("soft\u00adware", "software"),
        ("\u0663\u0664 cases", "34 cases"),
        ("cafe\u0301", "caf\u00e9"),
    ],
)
def test_typography_is_made_plain(written: str, plain: str) -> None:
    """Quotes, dashes, emphasis, blanks and foreign digits come out in one form."""
    assert fold(written).text == plain


@given(st.text())
def test_segments_of_any_text_lie_inside_it(text: str) -> None:
    """Cutting never fails; each segment is a stretch of the original text without blanks at its edges."""
    for segment in segments_of(text, "How many?"):
        assert 0 <= segment.start <= segment.end <= len(text)
        if segment.lower:
            assert text[segment.start : segment.end] == text[segment.start : segment.end].strip()


_PAGE = """# Plan
## Desk
Mr. Aydin leads it. We keep 5.5 hours, e.g. for cases! Is that fine? 12 minutes, is that fine?

**Who stops it?**
The duty manager.

What reaches a person:
- score below 0.8
- no order number

| Step | Cases per day | Mode |
|---|---|---|
| tag the mail | 1,900 | auto |

From: Ann Lee (Desk)
To: Bob

Fifty is the most.
"""


def _segment(words: str) -> Segment:
    return next(segment for segment in segments_of(_PAGE) if words in segment.folded.text)


def test_sentences_end_where_people_end_them() -> None:
    """Abbreviations and decimal points end no sentence."""
    assert [segment.folded.text for segment in segments_of(_PAGE)][:3] == [
        "Mr. Aydin leads it.",
        "We keep 5.5 hours, e.g. for cases!",
        "Is that fine?",
    ]


def test_a_question_at_the_end_leaves_the_statement_before_it() -> None:
    """ "12 minutes, is that fine?" states twelve minutes and then asks."""
    assert not _segment("12 minutes").is_question
    assert _segment("Is that fine").is_question


@pytest.mark.parametrize(
    ("words", "above"),
    [
        ("Fifty is", "the most"),
        ("duty manager", "who stops it?"),
        ("score below", "what reaches a person:"),
        ("1,900", "cases per day"),
    ],
)
def test_a_segment_knows_what_stands_above_it(words: str, above: str) -> None:
    """Questions, introductions and headers are part of the surroundings; the segment itself is as well."""
    assert any(above in around for around in _segment(words).surroundings(with_question=False))


def test_the_author_of_an_email_speaks() -> None:
    """What stands below a From: line is said by its author."""
    assert _segment("Fifty").speaker == "Ann Lee"
    assert _segment("duty manager").speaker is None


def test_a_table_row_has_cells_with_headers_and_views_of_its_figures() -> None:
    """A row is read whole, and each figure once more with its label and the words of its header."""
    row = _segment("tag the mail | 1,900")

    assert [(cell.header, cell.folded.text) for cell in row.cells] == [
        ("step", "tag the mail"),
        ("cases per day", "1,900"),
        ("mode", "auto"),
    ]
    assert _segment("tag the mail, cases per day: 1,900").is_view


def test_the_cells_of_a_small_table_are_read_with_their_headers() -> None:
    """A row that begins with a bare figure is named by the header of that figure."""
    rows = segments_of("| waiting cases | measure |\n|---|---|\n| 250 | intake throttled |")

    assert [row.folded.text for row in rows if row.is_view] == [
        "waiting cases: 250",
        "waiting cases 250, measure: intake throttled",
    ]


@given(st.text(alphabet="ab,;:()- ", max_size=40))
def test_clauses_cover_their_sentence(lower: str) -> None:
    """No character is lost between clauses."""
    assert "".join(lower[begin:stop] for begin, stop in clause_spans(lower)) == lower
