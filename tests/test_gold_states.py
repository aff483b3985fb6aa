"""With perfect claims the item states are those of the labelled cases."""

import pytest

from reviewer.assessment.inputs import derived_facts, inputs
from reviewer.assessment.states import States
from reviewer.framework import Framework, load_framework
from reviewer.readiness.fold import fold
from tests.perfect_claims import INTERVIEWS, PROPOSALS, load, perfect_claims


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework()


def states_of(folder: str, case: str, framework: Framework) -> dict[str, str]:
    readiness = fold(perfect_claims(folder, case, framework), framework)
    states = States(
        readiness, framework, derived_facts(readiness, inputs(readiness, framework.thresholds), framework.thresholds)
    )
    return {item.id: states.of(item).state for item in framework.items}


@pytest.mark.parametrize("case", PROPOSALS)
def test_perfect_claims_give_the_gold_states_of_a_proposal(case: str, framework: Framework) -> None:
    """Each of the 45 items of a labelled proposal has its labelled state."""
    gold = {item: label["state"] for item, label in load("proposals", case)["items"].items()}

    assert len(gold) == 45
    assert states_of("proposals", case, framework) == {item.id: gold[item.id] for item in framework.items}


@pytest.mark.parametrize("case", INTERVIEWS)
def test_perfect_claims_give_the_gold_states_of_an_interview(case: str, framework: Framework) -> None:
    """Each item that a labelled interview touches has its labelled state."""
    labels = load("interviews", case)
    items = (labels.get("final") or labels["gold"])["items"]
    gold = {item: label["state"] for item, label in items.items() if label["state"] != "unknown"}

    found = states_of("interviews", case, framework)

    assert {item: found[item] for item in gold} == gold
