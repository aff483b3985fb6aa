"""The arithmetic of queues against direct sums at 60 digits, and first passage against its transform (make oracle)."""

import pytest
from mpmath import exp, factorial, inf, mp, mpf, nsum
from mpmath.calculus.inverselaplace import FixedTalbot

from reviewer.assessment.capacity.erlang import ImpatientQueue, Queue, erlang_b
from reviewer.assessment.capacity.passage import chance_to_exceed, mean_hours_to_exceed
from reviewer.assessment.capacity.transient import _in_events

mp.dps = 60
NINE = 1e-9


def told(what: str, ours: float, theirs: object) -> None:
    """Print both, and see that they agree to nine places."""
    print(f"{what:58} ours {ours:.15g}  sums {float(theirs):.15g}  off by {abs(ours - float(theirs)):.1e}")  # noqa: T201
    assert ours == pytest.approx(float(theirs), rel=NINE, abs=1e-12)


LOADS = [
    (1, "0.5"), (2, "1"), (3, "2"), (5, "4"), (10, "8"), (12, "10"), (14, "12.5"), (14, "13.999"), (55, "48"),
    (100, "90"), (1000, "950"), (5000, "4900"), (5000, "4999.9"), (200, "0.001"),
]  # fmt: skip


@pytest.mark.parametrize(("people", "load"), LOADS)
def test_erlang_b_and_c(people: int, load: str) -> None:
    """By their definition with powers and factorials, from one person to five thousand."""
    a = mpf(load)
    terms = [a**k / factorial(k) for k in range(people + 1)]
    queue_up = terms[-1] * people / (people - a)

    told(f"Erlang B of {people} people, load {load}", erlang_b(people, float(load)), terms[-1] / sum(terms))
    waits = queue_up / (sum(terms[:-1]) + queue_up)
    told(f"Erlang C of {people} people, load {load}", float(Queue(people, float(load), 1).chance_to_wait), waits)


LEAVERS = [
    (10, 62.5, 2.0),
    (12, 62.5, 2.0),
    (14, 62.5, 0.5),
    (14, 62.5, 5.0),
    (14, 200.0, 0.05),
    (1, 0.1, 40.0),
    (300, 1600.0, 1.0),
]


@pytest.mark.parametrize(("people", "arrivals", "leaving"), LEAVERS)
def test_erlang_a(people: int, arrivals: float, leaving: float) -> None:
    """By the sum over all states, with as many terms as sixty digits need."""
    weights, k = [mpf(1)], 0
    while k <= people or weights[-1] > mpf(10) ** -50 * max(weights):
        k += 1
        weights.append(weights[-1] * mpf(arrivals) / (min(k, people) * 5 + max(0, k - people) * mpf(leaving)))
    shares = [weight / sum(weights) for weight in weights]
    waiting = sum((k - people) * share for k, share in enumerate(shares) if k > people)
    queue, name = ImpatientQueue(people, arrivals, 5.0, leaving), f"{people} people, {arrivals:g}/h, {leaving:g} leave:"

    told(f"Erlang A, {name} wait", float(queue.chance_to_wait), sum(shares[people:]))
    told(f"Erlang A, {name} mean", float(queue.mean_waiting), waiting)
    told(f"Erlang A, {name} unanswered", queue.chance_unanswered, mpf(leaving) * waiting / mpf(arrivals))
    told(f"Erlang A, {name} over 20", float(queue.share_of_time_over(20)), sum(shares[people + 21 :]))


def test_as_many_leave_as_are_helped() -> None:
    """Leaving as fast as handling: waiting is the tail of a Poisson number, summed without an end."""
    a = mpf("12.5")
    tail = nsum(lambda k: exp(-a) * a**k / factorial(k), [14, inf])

    told("Poisson tail of 14 at 12.5", float(ImpatientQueue(14, 62.5, 5, 5).chance_to_wait), tail)


def transform(people: int, arrivals: float, served: float, states: int, s: object) -> object:
    """The Laplace transform of the chance: the time from each state to the next is told by the one before."""
    step, product = mpf(0), mpf(1)
    for cases in range(states):
        down = min(cases, people) * mpf(served)
        step = mpf(arrivals) / (s + mpf(arrivals) + down * (1 - step))
        product *= step
    return product / s


PASSAGES = [
    (10, 62.5, 20, 8.0), (12, 62.5, 20, 8.0), (13, 62.5, 20, 8.0), (14, 62.5, 20, 8.0), (15, 62.5, 20, 8.0),
    (16, 62.5, 20, 8.0), (14, 62.5, 20, 0.5), (3, 62.5, 50, 1.05), (0, 5.0, 30, 6.0), (60, 290.0, 100, 8.0),
    (60, 310.0, 100, 24.0), (200, 995.0, 60, 8.0), (14, 62.5, 20, 5000.0),
]  # fmt: skip


@pytest.mark.parametrize(("people", "arrivals", "depth", "hours"), PASSAGES)
def test_the_chance_to_pass_a_limit(people: int, arrivals: float, depth: int, hours: float) -> None:
    """By turning the transform back (fixed Talbot, 80 points, as many digits), which never follows the chain."""
    states, name = people + depth + 1, f"Passing {depth} with {people} people, {arrivals:g}/h, {hours:g} h"
    inverse = FixedTalbot(mp)
    inverse.calc_laplace_parameter(mpf(hours), degree=80)
    values = [transform(people, arrivals, 5.0, states, s) for s in inverse.p]
    theirs = inverse.calc_time_domain_solution(values, mpf(hours))
    queue = Queue(people, arrivals, 5.0)

    told(name, chance_to_exceed(queue, depth, hours), theirs)
    if hours < 1_000:
        told(f"{name}, by events", _in_events(queue, states, hours), theirs)


def test_the_chance_for_a_thousand_people() -> None:
    """The largest desks are followed event by event, in a window of states: that keeps the nine places."""
    inverse = FixedTalbot(mp)
    inverse.calc_laplace_parameter(mpf(8), degree=80)
    values = [transform(1_000, 4_950.0, 5.0, 1_101, s) for s in inverse.p]

    ours = chance_to_exceed(Queue(1_000, 4_950.0, 5.0), 100, 8.0)
    told("Passing 100 with 1000 people, 4950/h, 8 h", ours, inverse.calc_time_domain_solution(values, mpf(8)))


def test_the_chance_for_five_thousand_people() -> None:
    """Five thousand people, 24,500 cases an hour: seconds of work, and the nine places are kept."""
    inverse = FixedTalbot(mp)
    inverse.calc_laplace_parameter(mpf(8), degree=80)
    values = [transform(5_000, 24_500.0, 5.0, 5_101, s) for s in inverse.p]

    ours = chance_to_exceed(Queue(5_000, 24_500.0, 5.0), 100, 8.0)
    told("Passing 100 with 5000 people, 24500/h, 8 h", ours, inverse.calc_time_domain_solution(values, mpf(8)))


@pytest.mark.parametrize(("people", "depth"), [(10, 50), (12, 20), (14, 20), (16, 20)])
def test_the_mean_time_to_pass_a_limit(people: int, depth: int) -> None:
    """By the explicit double sum over states, not the recursion."""
    births, deaths = mpf("62.5"), [min(k, people) * mpf(5) for k in range(people + depth + 1)]
    total = mpf(0)
    for k in range(people + depth + 1):
        product = 1 / births
        for j in range(k, -1, -1):
            total += product
            product *= deaths[j] / births

    told(f"Mean hours to pass {depth} with {people} people", mean_hours_to_exceed(Queue(people, 62.5, 5), depth), total)
