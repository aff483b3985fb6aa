"""What prompts cost does not grow with an interview. Counts of characters are exact, so they have limits."""

import pytest

from benchmarks.tokens import LENGTH, Interview, held, repeated, reviewed, talkative, tokens


@pytest.fixture(scope="module")
def interview() -> Interview:
    """Forty turns in the words of people, through the real graph, with follow-ups worded by the service."""
    return held(talkative(), LENGTH)


def test_the_interview_is_as_long_as_was_assumed(interview: Interview) -> None:
    """Forty exchanges of 7,700 tokens; every turn is read in one call; some questions are worded in a second."""
    assert len(interview.turns) == LENGTH
    assert 7_600 <= interview.words(LENGTH) <= 7_800
    assert {sum(call.job == "read_reply" for call in turn) for turn in interview.turns} == {1}
    assert {len(turn) for turn in interview.turns} == {1, 2}


def test_a_turn_costs_the_same_late_as_early(interview: Interview) -> None:
    """The largest prompt up to turn 40 is at most a quarter above the largest up to turn 5."""
    sizes = [tokens(interview.reading(turn)) for turn in range(1, LENGTH + 1)]

    assert max(sizes) <= 1.25 * max(sizes[:5])


def test_an_interview_costs_little_more_than_its_words(interview: Interview) -> None:
    """At most 16 times the information bound, also with a last look, and far below resending the history."""
    total = sum(map(tokens, interview.first(LENGTH)))

    assert total <= 15 * interview.bound(LENGTH)
    assert total + interview.look_over(LENGTH) <= 16 * interview.bound(LENGTH)
    assert 3 * total <= interview.resent(LENGTH)


def test_most_of_a_prompt_was_sent_before(interview: Interview) -> None:
    """At least 80 % stand in a beginning that an earlier call had, and an interview has two beginnings at most."""
    calls = interview.first(LENGTH)

    assert repeated(calls) >= 0.8 * sum(map(tokens, calls))
    assert len({(call.messages[0], call.shape is None) for call in calls}) == 2


def test_the_areas_of_a_proposal_share_what_they_begin_with() -> None:
    """Of seven calls, six begin with the same definitions and the same paper."""
    calls = reviewed("# A pilot\n\n" + "At most 60 cases may wait for a person. " * 170)

    assert len(calls) == 7
    assert repeated(calls) >= 0.8 * sum(map(tokens, calls))
