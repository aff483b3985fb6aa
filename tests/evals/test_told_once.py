"""A gap that is told twice breaks a hard limit, however right it is."""

from reviewer.evals.labels.load import load_gold
from reviewer.evals.prediction import Prediction
from reviewer.evals.scoring.metrics import checks, metrics
from reviewer.evals.scoring.oracle import oracle
from reviewer.framework import Framework
from reviewer.resources import data_folder


def _with_a_copy(one: Prediction) -> Prediction:
    last = one.outcomes[-1]
    twice = last.model_copy(update={"gaps": (*last.gaps, last.gaps[0])})
    return one.model_copy(update={"outcomes": (*one.outcomes[:-1], twice)})


def test_a_copy_of_a_right_gap_is_seen(framework: Framework) -> None:
    """Nothing else differs for who knows every label, and the check of the case names the gap."""
    gold = load_gold(data_folder("evals"), ["proposals"])
    known = {one.case: one for one in oracle(gold, framework)}
    told = [_with_a_copy(one) if case == "h02" else one for case, one in known.items()]
    low = [metric for metric in metrics(told, gold, framework) if metric.value not in (1.0, None)]
    failed = [(check.case, check.name, check.found) for check in checks(told, gold, framework) if not check.passed]

    assert [(metric.name, metric.least) for metric in low] == [("gaps told once", 1.0)]
    assert failed == [("h02", "gaps told once", known["h02"].outcomes[-1].gaps[0].id)]
