"""What must hold of any queue: who waits, who leaves, how deep it gets, and how many people are enough."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewer.assessment.capacity.erlang import ImpatientQueue, Queue, erlang_b
from reviewer.assessment.capacity.figure import UNSTABLE, Figure
from reviewer.assessment.capacity.staffing import desk_for_depth, desk_for_wait, smallest_desk

PEOPLE = st.integers(1, 300)
RATES = st.floats(1e-6, 1e6)
FULL = st.floats(0.001, 0.999)
DEPTHS = st.integers(0, 100_000)
SHARES = st.floats(0.001, 0.5)


def all_figures(queue: Queue | ImpatientQueue, depth: float = 20) -> list[Figure]:
    figures = [queue.chance_to_wait, queue.mean_waiting, queue.mean_wait_hours, queue.share_of_time_over(depth)]
    if isinstance(queue, Queue):
        return [*figures, queue.chance_wait_over(0.5), queue.depth_held(0.05)]
    return [*figures, queue.chance_unanswered]


@given(PEOPLE, FULL, RATES)
def test_more_people_wait_less_and_more_load_waits_more(people: int, full: float, served: float) -> None:
    """Erlang C falls with each person and rises with the load; so does the mean wait."""
    arrivals = people * full * served
    queue, more = Queue(people, arrivals, served), Queue(people + 1, arrivals, served)
    busier = Queue(people, arrivals * 1.0005, served)

    assert more.chance_to_wait <= queue.chance_to_wait <= busier.chance_to_wait
    assert more.mean_wait_hours <= queue.mean_wait_hours <= busier.mean_wait_hours


@given(st.integers(1, 5_000), st.floats(0.001, 3), st.sampled_from([1e-6, 1e-3, 5.0, 1e6]), DEPTHS)
def test_every_figure_is_a_number_or_says_that_there_is_none(
    people: int, full: float, served: float, depth: int
) -> None:
    """For any desk and load, each figure is finite and a share is a share; all are unstable together or none is."""
    figures = all_figures(Queue(people, people * full * served, served), depth)

    if full >= 1:
        assert set(figures) == {UNSTABLE}
    else:
        assert all(math.isfinite(figure) and figure >= 0 for figure in figures)
        assert max(figures[0], figures[3], figures[4]) <= 1


@given(PEOPLE, st.floats(0.001, 3), st.floats(-5, 3), DEPTHS)
def test_where_cases_leave_there_is_always_a_number(people: int, full: float, power: float, depth: int) -> None:
    """With impatience nothing is unstable: finite, and shares between 0 and 1."""
    arrivals = people * full * 5
    figures = all_figures(ImpatientQueue(people, arrivals, 5, arrivals * 10**power), depth)

    assert all(figure != UNSTABLE and math.isfinite(figure) and figure >= 0 for figure in figures)
    assert max(figures[0], figures[3], figures[4]) <= 1


@pytest.mark.parametrize("leaving", [1e-12, 1e-9, 1e-6, 1e-4])
@pytest.mark.parametrize("full", [0.9, 1.0, 3.0])
def test_little_impatience_is_little_work(leaving: float, full: float) -> None:
    """However few of 5,000 people's cases leave: every figure is there at once, and more come than leave."""
    queue = ImpatientQueue(5_000, 5_000 * full, 1, leaving)

    assert 0 <= queue.chance_unanswered <= 1
    assert queue.chance_to_wait == UNSTABLE or 0 <= queue.chance_to_wait <= 1


@pytest.mark.parametrize(
    ("people", "arrivals", "served"), [(3, 0.3, 0.1), (12, 60, 5), (1, 1, 1), (7, 4.9, 0.7), (0, 1, 1)]
)
def test_as_much_as_can_be_done_is_too_much(people: int, arrivals: float, served: float) -> None:
    """A desk that is exactly full is unstable, also where floating point makes it 2.9999999999999996 of 3."""
    assert set(all_figures(Queue(people, arrivals, served))) == {UNSTABLE}
    assert not Queue(people, arrivals, served).is_stable


@pytest.mark.parametrize("people", [0, 1, 14])
def test_where_nothing_comes_nobody_waits(people: int) -> None:
    """Also at an empty desk, and whether or not cases would leave."""
    assert set(all_figures(Queue(people, 0, 5))) == {0.0}
    assert set(all_figures(ImpatientQueue(people, 0, 5, 2))) == {0.0}


def test_at_an_empty_desk_all_wait_until_they_leave() -> None:
    """Fifty wait on average where 5 an hour come and each leaves after ten hours, as a Poisson number."""
    queue = ImpatientQueue(0, 5, 5, 0.1)

    assert queue.chance_to_wait == pytest.approx(1)
    assert queue.mean_waiting == pytest.approx(50)
    assert queue.chance_unanswered == pytest.approx(1)
    assert queue.share_of_time_over(49) == pytest.approx(1 - sum(poisson(50, count) for count in range(50)))


def poisson(mean: float, count: int) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))


@given(st.integers(1, 200), st.floats(0.05, 3))
def test_cases_that_leave_as_quickly_as_they_are_handled_are_poisson(people: int, full: float) -> None:
    """Then the number of cases does not depend on the people: waiting is a Poisson number of at least so many."""
    load = people * full
    queue = ImpatientQueue(people, load * 5, 5, 5)

    fewer = math.fsum(poisson(load, count) for count in range(people))
    assert queue.chance_to_wait == pytest.approx(1 - fewer, abs=1e-10)
    deep = math.fsum(poisson(load, count) for count in range(people + 4))
    assert queue.share_of_time_over(3) == pytest.approx(1 - deep, abs=1e-10)


@given(st.integers(1, 100), st.floats(0.1, 0.95))
def test_with_ever_more_patience_it_is_the_plain_queue(people: int, full: float) -> None:
    """Erlang A goes to Erlang C, and is below it."""
    arrivals = people * full * 5
    plain, patient = Queue(people, arrivals, 5), ImpatientQueue(people, arrivals, 5, 1e-6)

    for patiently, ever in zip(all_figures(patient)[:4], all_figures(plain)[:4], strict=True):
        assert patiently == pytest.approx(ever, rel=1e-3, abs=1e-12)
        assert patiently <= ever * (1 + 1e-9) + 1e-18
    assert all_figures(ImpatientQueue(people, arrivals, 5, 0))[:4] == all_figures(plain)[:4]


@given(st.integers(1, 200), st.floats(0.1, 3), st.floats(0.01, 100))
def test_what_comes_is_answered_or_leaves(people: int, full: float, leaving: float) -> None:
    """Flow in is flow out: those who are served, by the people who are busy, and those who leave."""
    queue = ImpatientQueue(people, people * full * 5, 5, leaving)
    weights = [1.0]
    for cases in range(1, people + 1):
        weights.append(weights[-1] * queue.arrivals / (cases * 5))
    idle = [weight / weights[-1] for weight in weights[:-1]]
    at_full = queue.chance_to_wait  # share of time with all busy
    busy_below = math.fsum(count * share for count, share in enumerate(idle)) / (math.fsum(idle) or 1)
    busy = people * at_full + busy_below * (1 - at_full)

    assert queue.arrivals == pytest.approx(busy * 5 + leaving * queue.mean_waiting, rel=1e-9)


@given(PEOPLE, FULL, SHARES)
@example(1, 0.06, Queue(1, 0.06, 1).share_of_time_over(2))  # met exactly at 2, and logarithms say 3
@example(1, 0.5, 0.125)
def test_the_depth_that_is_held_is_the_smallest(people: int, full: float, share: float) -> None:
    """At that depth the queue is deeper for at most this share of the time; one less would not do."""
    queue = Queue(people, people * full, 1)
    depth = queue.depth_held(share)

    assert queue.share_of_time_over(depth) <= share
    assert depth == 0 or queue.share_of_time_over(depth - 1) > share


@given(PEOPLE, FULL, st.integers(0, 30), st.floats(0, 0.99))
def test_a_limit_between_two_numbers_is_the_lower_one(people: int, full: float, depth: int, part: float) -> None:
    """More than 20.5 cases are 21 or more."""
    queue, patient = Queue(people, people * full, 1), ImpatientQueue(people, people * full, 1, 0.5)

    assert queue.share_of_time_over(depth + part) == queue.share_of_time_over(depth)
    assert patient.share_of_time_over(depth + part) == patient.share_of_time_over(depth)


@given(st.floats(0.01, 400), RATES, st.floats(0, 2), st.floats(0.5, 0.999))
def test_the_desk_for_a_wait_is_enough_and_the_smallest(load: float, served: float, waits: float, share: float) -> None:
    """With that many people the standard holds; with one fewer it does not."""
    arrivals, hours = load * served, waits / served
    people = desk_for_wait(arrivals, served, hours, share)

    assert Queue(people, arrivals, served).chance_wait_over(hours) <= 1 - share + 1e-12
    fewer = Queue(people - 1, arrivals, served).chance_wait_over(hours)
    assert fewer == UNSTABLE or fewer > 1 - share


@given(st.floats(0.01, 400), RATES, st.integers(0, 200), SHARES)
def test_the_desk_for_a_depth_is_enough_and_the_smallest(load: float, served: float, depth: int, share: float) -> None:
    """With that many people the limit holds; with one fewer it does not."""
    arrivals = load * served
    people = desk_for_depth(arrivals, served, depth, share)

    assert Queue(people, arrivals, served).share_of_time_over(depth) <= share + 1e-12
    fewer = Queue(people - 1, arrivals, served).share_of_time_over(depth)
    assert fewer == UNSTABLE or fewer > share


def test_a_standard_that_is_met_to_the_last_bit_is_met() -> None:
    """One person, half full: more than one waits 0.125 of the time; 0.5 are late at once, 1 - 0.5 are in time."""
    assert desk_for_depth(0.5, 1, 1, 0.125) == 1
    assert desk_for_wait(0.5, 1, 0, 1 - 0.5) == 1


@pytest.mark.parametrize("share", [1.0, 1.5])
def test_a_standard_beyond_everything_is_everything(share: float) -> None:
    """All cases in time, or more than all, is the desk at which practically nobody waits."""
    assert desk_for_wait(12.5, 1, 0, share) == desk_for_wait(12.5, 1, 0, 1.0) < 60


def test_no_desk_for_nothing() -> None:
    """Where nothing comes in, nobody is needed."""
    assert desk_for_wait(0, 5, 0.25, 0.95) == desk_for_depth(0, 5, 20, 0.05) == 0
    assert smallest_desk(0, 5, lambda queue: queue.chance_to_wait == 0) == 0


@pytest.mark.parametrize("load", [1e5, 1e8])
def test_huge_desks_are_little_work(load: float) -> None:
    """The recursion begins near the load: hundreds of millions of people, in a moment, by the square-root rule."""
    people = smallest_desk(load, 1, lambda queue: queue.chance_to_wait <= 0.5)

    assert people == pytest.approx(load + 0.5061 * math.sqrt(load), abs=2)


@given(st.integers(1, 400), st.floats(0.01, 800))
def test_the_short_recursion_is_the_whole_one(people: int, load: float) -> None:
    """Leaving out the first steps of Erlang B changes nothing."""
    inverse = 1.0
    for busy in range(1, people + 1):
        inverse = 1.0 + inverse * busy / load

    assert erlang_b(people, load) == pytest.approx(1 / inverse, rel=1e-12, abs=1e-299)


def test_erlang_b_at_its_ends() -> None:
    """No load is never blocked, except where nobody is; far too many people are never all busy."""
    assert (erlang_b(5, 0), erlang_b(0, 0), erlang_b(0, 3)) == (0.0, 1.0, 1.0)
    assert erlang_b(5_000, 1e-6) == 0.0


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -1.0])
def test_what_is_no_number_is_refused_by_name(wrong: float) -> None:
    """Each figure that makes no sense is named; an impatient queue looks at the same ones."""
    for kind, more in ((Queue, ()), (ImpatientQueue, (1.0,))):
        with pytest.raises(ValueError, match="arrivals"):
            kind(5, wrong, 5, *more)
        with pytest.raises(ValueError, match="served"):
            kind(5, 5, wrong, *more)
        with pytest.raises(ValueError, match="served"):
            kind(5, 5, 0, *more)
    with pytest.raises(ValueError, match="leave"):
        ImpatientQueue(5, 5, 5, wrong)
    for ask in (Queue(5, 4, 1).chance_wait_over, Queue(5, 4, 1).share_of_time_over, Queue(5, 4, 1).depth_held):
        with pytest.raises(ValueError, match="must be a finite number"):
            ask(wrong)
    with pytest.raises(ValueError, match="above 0"):
        Queue(5, 4, 1).depth_held(0)
