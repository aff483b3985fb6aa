"""How figures of the what-if screen are typed, refused, written and moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.assessment.whatif import with_values
from reviewer.cli.capacity import command
from reviewer.framework import Framework
from reviewer.readiness.fold import Readiness
from reviewer.tui.what_if_command import command_line
from reviewer.tui.what_if_trial import Trial
from reviewer.tui.what_if_values import BY_FACET, FIGURES, WrongValueError

ESSAY = {
    "volume_target_per_day": 10_000.0,
    "escalation_rate": 0.125,
    "handling_minutes": 12.125,
    "reviewers_fte": 23.0,
    "max_wait_hours": 4.0,
    "peak_factor": 1.8,
}


@pytest.mark.parametrize(
    ("facet", "typed", "value"),
    [
        ("escalation_rate", "5%", 0.05),
        ("escalation_rate", " 5 % ", 0.05),
        ("escalation_rate", "0.05", 0.05),
        ("escalation_rate", "1", 1.0),
        ("handling_minutes", "12", 12.0),
        ("handling_minutes", "15m", 15.0),
        ("handling_minutes", "2h", 120.0),
        ("max_wait_hours", "4h", 4.0),
        ("max_wait_hours", "30 min", 0.5),
        ("volume_target_per_day", "10,000", 10_000.0),
        ("reviewers_fte", "2.5", 2.5),
        ("reviewers_fte", "0", 0.0),
        ("reviewers_fte", "", None),
    ],
)
def test_what_is_typed_is_read_with_its_unit(facet: str, typed: str, value: float | None) -> None:
    """Per cents, minutes, hours, thousands and nothing at all."""
    assert BY_FACET[facet].read(typed) == value


@pytest.mark.parametrize(
    ("facet", "typed", "why"),
    [
        ("escalation_rate", "5", "a per cent needs its sign"),
        ("escalation_rate", "101%", "at most 100%"),
        ("escalation_rate", "5m", "a share"),
        ("reviewers_fte", "-1", "below zero"),
        ("reviewers_fte", "nan", "not a number"),
        ("reviewers_fte", "inf", "a plain number|not a number"),
        ("reviewers_fte", "1e400", "not a number"),
        ("reviewers_fte", "9" * 400, "not a number"),
        ("reviewers_fte", "5,001", "at most 5,000"),
        ("reviewers_fte", "5%", "a plain number"),
        ("handling_minutes", "0", "more than 0"),
        ("handling_minutes", "5 parsecs", "minutes"),
        ("handling_minutes", "0.0000001", "too small"),
        ("hours_per_day", "25", "at most 24"),
        ("peak_factor", "0.5", "at least 1"),
    ],
)
def test_what_is_no_figure_is_refused_in_a_few_words(facet: str, typed: str, why: str) -> None:
    """The words say what is wrong, and fit beside the field."""
    with pytest.raises(WrongValueError, match=why) as refused:
        BY_FACET[facet].read(typed)

    assert len(str(refused.value)) < 40


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.facet)
@given(typed=st.text(max_size=50))
def test_anything_typed_is_a_figure_within_its_limits_or_refused(figure: object, typed: str) -> None:
    """No text leads to anything else."""
    assert isinstance(figure, type(FIGURES[0]))
    try:
        value = figure.read(typed)
    except WrongValueError:
        return
    assert value is None or figure.least <= value <= figure.most


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.facet)
def test_steps_go_up_and_down_again(figure: object) -> None:
    """From any value of the steps, one up and one down is the same value; both ends hold, and all can be typed."""
    assert isinstance(figure, type(FIGURES[0]))
    value = figure.moved(None, 1)
    for _ in range(60):
        higher = figure.moved(value, 1)
        assert higher > value
        assert figure.moved(higher, -1) == pytest.approx(value)
        assert figure.read(figure.written(higher)) == pytest.approx(higher)
        value = higher
        if value == figure.most:
            break

    assert figure.moved(figure.most, 1) == figure.most
    assert figure.moved(figure.moved(None, -1), -1) == figure.moved(None, -1)


@pytest.mark.parametrize(
    ("facet", "before", "up", "down"),
    [
        ("volume_target_per_day", 1_000.0, 1_100.0, 990.0),
        ("volume_target_per_day", 1_234.0, 1_300.0, 1_200.0),
        ("escalation_rate", 0.05, 0.055, 0.045),
        ("escalation_rate", 0.12, 0.13, 0.11),
        ("reviewers_fte", 3.0, 4.0, 2.0),
        ("max_wait_hours", 1.0, 1.25, 0.75),
        ("peak_factor", 1.8, 1.9, 1.7),
    ],
)
def test_steps_are_of_a_sensible_size(facet: str, before: float, up: float, down: float) -> None:
    """A step lands on a round number near by."""
    figure = BY_FACET[facet]

    assert figure.moved(before, 1) == pytest.approx(up)
    assert figure.moved(before, -1) == pytest.approx(down)


def test_the_command_line_gives_the_same_figures(framework: Framework) -> None:
    """Every option of it is there, and is read as the same figure."""
    look = Trial(Readiness(), framework, "proposal", frozenset()).look(ESSAY)
    line = command_line(look)
    context = command.make_context("capacity", line.split()[2:])
    written = {name: each.value for name, each in context.params.items() if each and hasattr(each, "value")}

    assert line.startswith("reviewer capacity --volume 10000/day --escalation-rate 12.5% --handling-time 12.1250m")
    assert written["volume"].number == 10_000.0
    assert written["escalation_rate"].value == 0.125
    assert written["handling_time"] == 12.125
    assert (written["reviewers"], written["max_wait"], written["peak"]) == (23.0, 4.0, 1.8)


def test_the_command_line_has_what_no_field_shows(framework: Framework) -> None:
    """The counts of a share, the volume today, and what counts as enough are written out."""
    facts = {
        "escalation_numerator": 84.0,
        "escalation_denominator": 900.0,
        "volume_now_per_day": 900.0,
        "max_wait_hours": 4.0,
    }
    stricter = framework.thresholds.model_copy(update={"wait_major": 0.2, "occupancy": 0.7})
    known = with_values(Readiness(), facts, framework)
    trial = Trial(known, framework.model_copy(update={"thresholds": stricter}), "proposal", frozenset())
    written = command_line(trial.as_it_stands)

    command.make_context("capacity", written.split()[2:])
    for option in ("--escalation-rate 84/900", "--volume-now 900/day", "--within 80%", "--occupancy 70%"):
        assert option in written


@pytest.mark.parametrize(("hours", "words"), [(0.25, "15 minutes"), (1.0, "1 hours"), (4.0, "4 hours")])
def test_a_short_wait_is_said_in_minutes(hours: float, words: str) -> None:
    """Less than an hour reads in minutes."""
    assert BY_FACET["max_wait_hours"].in_words(hours) == words
