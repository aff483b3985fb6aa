"""The board: what turned, what is beside, who is as good without reading, and what is no regression."""

import json

import jsonschema
import pytest

from reviewer.errors import CasesError
from reviewer.evals.case import Case, Situation
from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.judging.gate import gate
from reviewer.evals.live import tested
from reviewer.evals.reports.filling import board_of, note_on_pinned
from reviewer.evals.reports.published import board_schema, shipped_schema, to_json
from reviewer.evals.score import Row, Scores
from tests.evals.reports.boards import CHECKS, METRICS, SCORES, before, board, metric


def test_each_figure_stands_beside_its_baseline() -> None:
    """A figure knows what it was, what was added, which way that is, and who is as good without reading."""
    found = {figure.name: figure for figure in board().suites[0].figures}

    assert (found["states"].before, found["states"].change, found["states"].way) == (0.75, -0.25, "worse")
    assert found["states"].is_regression
    assert (found["attacks"].change, found["attacks"].way) == (-0.25, "better")
    assert (found["a share"].change, found["a share"].way) == (0.0, "same")
    assert board().suites[0].gone == ("old",)
    assert found["states"].blind == ("flag everything",)
    assert found["attacks"].blind == ()
    assert [one.value for one in found["states"].beside] == [0.5, 1.0]
    assert [one.value for one in found["a share"].beside] == [None, None]


def test_the_rules_alone_are_no_predictor_that_reads_nothing() -> None:
    """They have a careful reader's claims: being as good as they are is no reproach."""
    rules = board().suites[0].figures[0].beside[1]

    assert (rules.name, rules.value, rules.reads, rules.is_as_good) == ("rules alone", 1.0, True, False)


def test_each_check_knows_how_it_turned() -> None:
    """Fails now, passes now, no longer checked; doubtful ones and those of a new case have not turned."""
    turned = {(case.case, check.name): check.turn for case in board().cases for check in case.checks if check.turn}

    assert turned == {
        ("h01", "item EX-1"): "fails now",
        ("h01", "item EX-2"): "passes now",
        ("h01", "item EX-3"): "no longer checked",
    }
    assert [check.name for check in board().cases[0].regressions] == ["item EX-1", "item EX-3"]
    doubted = CHECKS[1].model_copy(update={"doubt": True})
    assert board(SCORES.model_copy(update={"checks": (doubted,)})).cases[0].checks[0].turn == ""
    assert (board().gone, board().new) == (("proposals/gone",), ("proposals/h04",))


def test_without_a_baseline_nothing_turned() -> None:
    """All figures are new, and nothing is a regression."""
    alone = board_of(SCORES, None, gate(SCORES, None))

    assert alone.against is None
    assert {figure.way for figure in alone.suites[0].figures} == {"new"}
    assert not any(case.regressions for case in alone.cases)


def live(passes: int) -> Scores:
    """A service of which the first check passed so often in five trials."""
    first = CHECKS[1].model_copy(update={"passed": passes == 5, "passes": passes, "trials": 5})
    return SCORES.model_copy(update={"mode": "live", "trials": 5, "checks": (first, *CHECKS[2:])})


def test_a_check_of_a_service_falls_only_from_all_to_none() -> None:
    """Once fewer is chance; never any more is a fall."""
    for passes, turns in ((5, set()), (4, set()), (1, set()), (0, {"fails now"})):
        judgement = gate(live(passes), baseline_of(live(5)))
        told = board_of(live(passes), baseline_of(live(5)), judgement)
        assert {check.turn for case in told.cases for check in case.checks if check.turn} == turns


def test_of_a_service_only_what_was_tested_is_worse() -> None:
    """A lower figure without evidence is not called worse; nobody tests whether one is better."""
    judgement = gate(live(5), baseline_of(live(5)))
    for verdict, is_worse in (("no evidence", False), ("insufficient", False), ("regression", True)):
        test = tested.Tested.model_validate(
            {
                "suite": "proposals", "name": "states", "before": 0.9, "after": 0.5, "change": -0.4, "cases": 4,
                "families": 4, "chance": 0.1, "smallest": 0.1, "verdict": verdict,
            }
        )  # fmt: skip
        told = board_of(live(5), before(), judgement.model_copy(update={"tests": (test,)}))
        figure = told.suites[0].figures[0]
        assert (figure.way, figure.is_worse, figure.is_better) == ("worse", is_worse, False)


def test_the_json_is_what_its_schema_says() -> None:
    """The schema that ships is that of the code; the board fits it; the same board is the same bytes."""
    shuffled = SCORES.model_copy(update={"failures": {}, "prints": dict(reversed(SCORES.prints.items()))})

    jsonschema.validate(json.loads(to_json(board())), json.loads(shipped_schema()))
    assert shipped_schema() == board_schema()
    assert to_json(board()) == to_json(board(shuffled))
    assert len(METRICS) == len(json.loads(to_json(board()))["suites"][0]["figures"])


def test_of_a_suite_that_was_measured_otherwise_nothing_is_said_to_be_worse() -> None:
    """Its figures, checks and cases stand alone; those of the other suites are compared as ever."""
    rules = METRICS[0].model_copy(update={"suite": "rules", "value": 0.25})
    prints = {"cases proposals": "1", "cases rules": "1"}
    rows = (Row(name="offline", metrics=(*METRICS, rules)),)
    scores = SCORES.model_copy(update={"rows": rows, "prints": prints})
    old = baseline_of(SCORES.model_copy(update={"rows": rows, "prints": prints | {"cases rules": "9"}}), "the old one")
    worse = old.model_copy(
        update={"metrics": tuple(one.model_copy(update={"value": 1.0}) for one in old.metrics), "cases": before().cases}
    )
    both = board_of(scores, worse, gate(scores, worse))
    neither = board_of(scores, worse.model_copy(update={"prints": {}}), gate(scores, worse))

    assert [suite.is_comparable for suite in both.suites] == [True, False]
    assert [suite.figures[0].is_worse for suite in both.suites] == [True, False]
    assert (both.suites[1].figures[0].way, both.suites[1].figures[0].before) == ("not compared", None)
    assert both.cases[0].regressions
    assert not any(suite.is_comparable for suite in neither.suites)
    assert not any(case.regressions for case in neither.cases)
    assert not any(figure.is_worse for suite in neither.suites for figure in suite.figures)


def test_a_figure_over_nothing_is_none() -> None:
    """No value, whatever the scorer says, and nobody is as good."""
    nothing = METRICS[0].model_copy(update={"value": 0.0, "count": 0})
    rows = (Row(name="offline", metrics=(nothing,)), Row(name="flag everything", metrics=(nothing,)))
    figure = board(SCORES.model_copy(update={"rows": rows})).suites[0].figures[0]

    assert (figure.value, figure.beside[0].value, figure.blind) == (None, None, ())


def test_whoever_is_as_bad_as_can_be_gets_no_star() -> None:
    """Where the worst was measured, all are as good, and that says nothing; with anything above it, it does."""
    for is_high, value, other, has_star in (
        (True, 0.0, 0.0, False), (True, 0.1, 0.1, True), (False, 1.0, 1.0, False), (False, 0.5, 0.5, True),
        (False, 3.0, 3.0, False), (False, 3.0, 5.0, False), (False, 3.0, 0.0, True),
    ):  # fmt: skip
        metrics = [
            metric("some", one, is_better_high=is_high)
            for one in (value, other, 5.0 if value == 3 and not other else other)
        ]
        rows = tuple(Row(name=name, metrics=(one,)) for name, one in zip("abc", metrics, strict=True))
        found = board(SCORES.model_copy(update={"rows": rows})).suites[0].figures[0]
        assert bool(found.beside[0].is_as_good) is has_star, (is_high, value, other)


def test_situations_that_pin_our_defaults_are_named() -> None:
    """Only where a folder is laid over the framework, and only those that pin."""
    cases = [
        Case(id=str(number), suite="rules", family="x", input=Situation(statements={}, is_as_shipped=number > 0))
        for number in range(3)
    ]

    assert note_on_pinned(cases, has_overlay=False) == note_on_pinned(cases[:1], has_overlay=True) == ()
    assert note_on_pinned(cases, has_overlay=True)[0].startswith("rules: 2 situations pin our defaults, so")
    assert note_on_pinned(cases[:2], has_overlay=True)[0].startswith("rules: 1 situation pins our defaults, so")


def test_a_broken_limit_hides_nothing_else() -> None:
    """The gate stops at a hard limit; the board says all that is worse beside it, if the two can be compared."""
    metrics = (metric("states", 0.1), metric("valid quotes", 0.5, least=1.0))
    broken = SCORES.model_copy(update={"rows": (Row(name="offline", metrics=metrics),)})
    other = broken.model_copy(update={"prints": {"cases proposals": "others"}})

    assert {sentence.partition(":")[0] for sentence in board(broken).regressions} == {
        "Hard limit", "Worse", "Figure missing", "Case missing", "Fails now", "No longer checked",
    }  # fmt: skip
    assert [figure.is_regression for figure in board(broken).suites[0].figures] == [True, True]
    assert {sentence.partition(":")[0] for sentence in board(other).regressions} == {"Hard limit"}


def test_a_failure_in_no_suite_is_refused() -> None:
    """Scores that were changed by hand are told in a sentence."""
    with pytest.raises(CasesError, match="a failure in songs/h01, which is in no suite"):
        board(SCORES.model_copy(update={"failures": {"songs/h01": "ValueError"}}))
