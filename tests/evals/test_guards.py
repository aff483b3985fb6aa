"""Hostile models: nothing that they make up is believed, every failure is told; and each figure is seen to fail."""

import asyncio
from pathlib import Path

import pytest

from reviewer.errors import ModelError
from reviewer.evals.case import Case
from reviewer.evals.cases.guarded import FAILING, LYING, guard_cases
from reviewer.evals.labels.guard import GuardGold, guard_gold
from reviewer.evals.prediction import Prediction
from reviewer.evals.running.suites import guards
from reviewer.evals.running.suites.guards import predict
from reviewer.evals.running.suites.hostile import KINDS
from reviewer.evals.running.suites.hostile_calls import SERVICES
from reviewer.evals.running.workbench import Choice, Workbench
from reviewer.evals.scoring.guards import checks, metrics, oracle, predictors
from reviewer.models.standby import WithStandby
from reviewer.reading import gate
from reviewer.reading.quotes import Span

EVALS = Path(__file__).parents[2] / "evals"
CASES = {case.id: case for case in guard_cases(EVALS)}
GOLD = guard_gold(EVALS)
QUICK = [f"{model}-denials" for model in LYING if model != "duplicator"] + [f"{model}-talk" for model in FAILING]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workbench with the offline model."""
    return Workbench(Choice(), tmp_path_factory.mktemp("bench"))


def predicted(name: str, bench: Workbench) -> dict[str, Prediction]:
    case: Case = CASES[name]
    return {name: asyncio.run(predict(case, bench))}


def wrong(predictions: dict[str, Prediction]) -> set[str]:
    gold = {name: GOLD[name] for name in predictions}
    return {check.name for check in checks(predictions, gold) if not check.passed}


def values(predictions: dict[str, Prediction], gold: dict[str, GuardGold]) -> dict[str, float | None]:
    return {metric.name: metric.value for metric in metrics(predictions, gold)}


def test_every_kind_of_model_is_tried() -> None:
    """The models that data names are those in the code, and each is let loose on a paper and in an interview."""
    assert {*LYING} == {*KINDS} and {*FAILING} == {*SERVICES}
    assert CASES.keys() == GOLD.keys()
    assert {f"{model}-{scene}" for model in (*LYING, *FAILING) for scene in ("paper", "denials", "talk")} == {*CASES}


@pytest.mark.parametrize("name", QUICK)
def test_nothing_made_up_is_believed_and_failures_are_told(name: str, bench: Workbench) -> None:
    """A scene ends, none of what was made up is in it, and the report says that the model failed or was refused."""
    assert wrong(predicted(name, bench)) == set()


def test_a_second_reading_is_the_same(bench: Workbench) -> None:
    """A hostile model is as deterministic as what stands against it."""
    assert predicted("parrot-denials", bench) == predicted("parrot-denials", bench)


def test_without_the_quote_check_inventions_are_believed(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every quote found somewhere, and no second look, claims are counted whose words are not there."""
    monkeypatch.setattr(gate.Searchable, "spans", lambda self, *_: iter([Span(0, len(self.text))]))
    monkeypatch.setattr(gate._Gate, "_evidence", _as_claimed)
    monkeypatch.setattr(guards, "Bearing", lambda _: Trusting())

    assert "not believed" in wrong(predicted("translator-denials", bench))


def _as_claimed(self: gate._Gate, span: Span) -> gate.Evidence:
    return gate.Evidence(quote="what was claimed", source="document", start=span.start, end=span.end, line=1)


class Trusting:
    """A second look that doubts nothing."""

    def over(self, text: str, question: object = None) -> "Trusting":
        """Itself."""
        return self

    def gives_orders(self, text: str) -> bool:
        """Never."""
        return False

    def doubt(self, *_: object) -> None:
        """No doubt."""


def test_without_the_second_look_a_quiet_liar_is_believed(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four claims under true sentences pass where nobody looks twice."""
    monkeypatch.setattr(guards, "Bearing", lambda _: Trusting())

    assert "not believed" in wrong(predicted("quiet_filler-paper", bench))


def test_without_the_polarity_check_denials_become_facts(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind a "not" is believed where the gate does not look before the quote."""
    monkeypatch.setattr(gate, "cut_negation", lambda *_: None)
    monkeypatch.setattr(guards, "Bearing", lambda _: Trusting())

    assert "not believed" in wrong(predicted("polarity_cutter-denials", bench))


def test_a_silent_standby_is_seen(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the standby takes over without a word the degradation is not loud."""

    async def quietly(self: WithStandby, request: object, *_: object) -> object:
        return await self.standby.read(request)  # type: ignore[arg-type]

    monkeypatch.setattr(WithStandby, "_read_instead", quietly)
    monkeypatch.setattr(guards, "_ended", _nothing_more)

    assert "says so" in wrong(predicted("refuser-talk", bench))


async def _nothing_more(_desk: object) -> str:
    return ""


def test_a_missing_standby_ends_the_scene(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the standby a refusal ends the scene in an error, which a run counts as a crash."""
    monkeypatch.setattr(guards, "WithStandby", lambda service, *_: service)

    with pytest.raises(ModelError):
        predicted("refuser-talk", bench)
    failed = {"refuser-talk": Prediction(case="refuser-talk", suite="guards", failure="ServiceError")}
    found = values(failed, {"refuser-talk": GOLD["refuser-talk"]})
    assert found["crashes"] == found["accepted fabricated claims"] == 1.0 and found["loud degradation"] == 0.0


def test_oracle_floor_and_blind_predictors() -> None:
    """Who believes nothing and says so scores best; nothing predicted scores worst; silence is not loud."""
    best, floor = values(oracle(GOLD), GOLD), values({}, GOLD)

    assert best["accepted fabricated claims"] == best["crashes"] == best["quiet fabrications believed"] == 0.0
    assert best["loud degradation"] == best["nothing to obey"] == 1.0
    assert floor["crashes"] == 1.0 and floor["loud degradation"] == 0.0
    assert floor["accepted fabricated claims"] == sum(not gold.is_quiet for gold in GOLD.values())
    assert values(predictors(GOLD)["flag nothing"], GOLD)["loud degradation"] == 0.0
