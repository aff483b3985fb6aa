"""The board: what turned, what is beside, who is as good without reading, and what is no regression."""

import json

import jsonschema

from reviewer.evals.judging.baseline import baseline_of
from reviewer.evals.judging.gate import gate
from reviewer.evals.live import tested
from reviewer.evals.reports.filling import board_of
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
