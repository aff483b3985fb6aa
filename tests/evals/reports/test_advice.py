"""What to do next: whole commands, none that would be refused, and what still fails is never called in order."""

from reviewer.evals.judging.baseline import Baseline, baseline_of
from reviewer.evals.judging.gate import gate
from reviewer.evals.reports.advice import Commands, next_step
from reviewer.evals.reports.board import Board
from reviewer.evals.reports.filling import board_of
from reviewer.evals.reports.markdown import to_markdown
from reviewer.evals.reports.text import to_text
from reviewer.evals.score import Row, Scores
from tests.evals.reports.boards import CHECKS, METRICS, SCORES, before, board, check, metric

BLESS = '`reviewer eval bless own/scores.json --cases own --reason "…"`'
AGAIN = "`reviewer eval --cases own --output own`"
KEPT = Commands("own/report.html", AGAIN, BLESS, is_kept=True)
BROKEN = SCORES.model_copy(
    update={"rows": (Row(name="offline", metrics=(*METRICS[:2], metric("valid quotes", 0.5, least=1.0))),)}
)


def against(scores: Scores, baseline: Baseline | None) -> Board:
    """The board of all suites."""
    return board_of(scores, baseline, gate(scores, baseline))


def test_a_broken_limit_is_never_to_be_blessed() -> None:
    """With a baseline, without, and with other cases: it says what to look at, and no note says otherwise."""
    others = baseline_of(BROKEN.model_copy(update={"prints": {"cases proposals": "others"}}), "the old one")
    for baseline in (before(), None, others):
        told = against(BROKEN, baseline)
        text = " ".join(to_text(told, 80, KEPT).split())
        assert "Look at proposals, valid quotes: a hard limit holds" in text
        assert "bless" not in text
        assert "bless" not in to_markdown(told)


def test_the_first_run_is_called_so() -> None:
    """It says that there is no baseline, and gives the whole command; where nothing was kept, two."""
    first = against(SCORES, None)

    assert "OFFLINE: This is the first run: there is no baseline yet." in to_text(first)
    assert next_step(first, KEPT) == f"Next: make it the baseline: {BLESS}. The cases open with own/report.html."
    assert f"{AGAIN}, then {BLESS}." in next_step(first, KEPT._replace(is_kept=False))


def test_a_run_of_some_suites_cannot_take_the_place_of_all() -> None:
    """The advice is to measure all of them first."""
    rules = Baseline.model_validate({**dict(before()), "cases": {"rules/x": {"passed": ["a"]}, **dict(before().cases)}})
    some = board_of(SCORES, rules, gate(SCORES, rules, ("proposals",)), ("proposals",))

    assert next_step(board(), KEPT).endswith(f"keep it: {BLESS}.")
    assert f"{AGAIN}, then {BLESS}." in next_step(some, KEPT)


def test_fewer_cases_are_to_be_brought_back() -> None:
    """Such a run would be refused."""
    fewer = SCORES.model_copy(update={"checks": CHECKS[:2]})

    assert "Bring back the cases of proposals that are gone" in next_step(board(fewer), KEPT)
    assert "bless" not in next_step(board(fewer), KEPT)


def test_what_fails_as_before_is_still_wrong() -> None:
    """Few are named with what was expected, many are counted; only where none fails there is nothing to mend."""
    same = against(SCORES, baseline_of(SCORES, "the same"))
    few = "2 checks fail as before:\n  proposals/h01, item EX-1: expected yes, found no\n  proposals/h02, item EX-1:"
    checks = tuple(check(f"h{number}", "item EX-1", False) for number in range(6))
    many = SCORES.model_copy(update={"checks": checks})
    calm = SCORES.model_copy(update={"checks": tuple(one.model_copy(update={"passed": True}) for one in checks)})

    assert few in to_text(same)
    assert "**2 checks fail as before**\n\n- `proposals/h01, item EX-1: expected yes, found no`" in to_markdown(same)
    assert next_step(same, KEPT) == "Next: 2 checks fail as before; the cases open with own/report.html."
    for words in (
        to_text(against(many, baseline_of(many, "same"))),
        to_markdown(against(many, baseline_of(many, "same"))),
    ):
        assert "6 checks fail as before." in words
        assert "h3, item" not in words.partition("as before")[2]
    assert next_step(against(calm, baseline_of(calm, "the same")), KEPT) == "Next: nothing to mend."
    assert "2 checks fail:" in to_text(against(SCORES, None))


def test_what_differs_is_told_in_words() -> None:
    """Prints have names for programs; people read what they are of."""
    other = baseline_of(SCORES.model_copy(update={"prints": {"gold proposals": "1", "reader": "2"}}), "the old one")
    for words in (to_text(against(SCORES, other), 120), to_markdown(against(SCORES, other))):
        assert "Not comparable, as they are not those of the baseline: the cases of proposals, the labels of" in words
        assert "Not as in the baseline: the reader, the rules." in words
        assert "gold proposals" not in words and "differs from the baseline." not in words
